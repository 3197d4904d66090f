"""What staff read on screen is there for everything that there is."""

import pytest

from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.difficulties import DifficultyStage, DifficultyStep
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.messages import difficulties, labels
from emulation_workflow.messages.papers import papers
from emulation_workflow.messages.screens import run_words

pytestmark = pytest.mark.complete


def test_every_letter_has_its_name_on_screen() -> None:
    """A table of letters that did not go names each of them."""
    assert set(run_words.LETTERS) == set(LetterKind)


def test_every_act_and_channel_has_its_name_of_its_own() -> None:
    """Decision forms offer acts by their names and read the answer back by them; ledgers name the channel."""
    assert (set(labels.ACTS), set(labels.CHANNELS)) == (set(Act), set(Channel))
    assert len(set(labels.ACTS.values())) == len(Act)


def test_every_paper_has_its_name_of_its_own() -> None:
    """The form offers papers by their names; one without a name could be made by command alone, unnoticed."""
    assert set(papers.KINDS) == set(PaperKind)
    assert len(set(papers.KINDS.values())) == len(PaperKind)


def test_every_step_and_stage_of_a_difficulty_has_its_name() -> None:
    """Staff choose steps by their names, and are refused in the words of stages."""
    assert (set(difficulties.STEP_NAMES), set(difficulties.STAGES)) == (set(DifficultyStep), set(DifficultyStage))

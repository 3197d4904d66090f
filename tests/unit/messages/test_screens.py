"""What staff read on screen is there for everything that there is."""

import pytest

from emulation_workflow.domain.difficulties import DifficultyStage, DifficultyStep
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.messages import difficulties
from emulation_workflow.messages.screens import run_words

pytestmark = pytest.mark.complete


def test_every_letter_has_its_name_on_screen() -> None:
    """A table of letters that did not go names each of them."""
    assert set(run_words.LETTERS) == set(LetterKind)


def test_every_step_and_stage_of_a_difficulty_has_its_name() -> None:
    """Staff choose steps by their names, and are refused in the words of stages."""
    assert (set(difficulties.STEP_NAMES), set(difficulties.STAGES)) == (set(DifficultyStep), set(DifficultyStage))

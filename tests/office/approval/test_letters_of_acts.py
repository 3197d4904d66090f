"""Each act of the chain, done wherever the table allows it: the unit hears of it, or the next decision is asked for."""

from collections.abc import Callable, Mapping

import pytest

from emulation_workflow.domain.approval.transitions import (
    CLEARED,
    CONFIRMATION,
    DECISIONS,
    DRAFTING,
    REVISION,
    Act,
    Move,
    transitions,
)
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.office.approval.letters import notify_of_decision
from emulation_workflow.office.approval.letters_of_acts import letter_of
from emulation_workflow.office.approval.opened_case import open_docket
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from tests.support.builders import CITY, GATE, plan_of
from tests.support.offices import CHAIR, HEAD, act_as, case, letters, submit, take_back

APPRAISAL, OPINION = "APPRAISAL", "OPINION"

WAY_TO: Mapping[str, tuple[Act, ...]] = {
    DRAFTING: (),
    APPRAISAL: (Act.SUBMIT,),
    OPINION: (Act.SUBMIT, Act.ENDORSE),
    REVISION: (Act.SUBMIT, Act.ENDORSE, Act.AGREE_WITH_CHANGES),
    CONFIRMATION: (Act.SUBMIT, Act.ENDORSE, Act.AGREE_WITH_CHANGES, Act.SUBMIT),
    CLEARED: (Act.SUBMIT, Act.ENDORSE, Act.AGREE),
}

MOVES = sorted(transitions(GATE))


def _submit(office: Office) -> None:
    submit(office, CITY, plan_of(CITY, note=f"Lần {case(office, CITY).version + 1}"))


def _decide(act: Act) -> Callable[[Office], None]:
    def by_whoever_is_asked(office: Office) -> None:
        person = CHAIR if case(office, CITY).stage == OPINION else HEAD
        assert act_as(office, CITY, person, act, reason="Cần hoàn thiện").applied

    return by_whoever_is_asked


def _take_back(office: Office) -> None:
    assert take_back(office, CITY).applied


DONE_BY: Mapping[Act, Callable[[Office], None]] = {
    Act.SUBMIT: _submit,
    Act.WITHDRAW: _take_back,
    Act.CHANGE_PLAN: _take_back,
    **{act: _decide(act) for act in DECISIONS},
}


@pytest.mark.complete
def test_every_act_can_be_done_somewhere() -> None:
    """An act that is added stands in the table of transitions, and is played below."""
    assert {act for _, _, act in MOVES} == set(Act) == set(DONE_BY)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: f"{move[0]}-{move[2]}")
def test_no_act_ends_in_silence(office: Office, move: Move) -> None:
    """The declared letter is written and has its words; where a decision is left, it is asked for before clearance."""
    stage, _, act = move
    for earlier in WAY_TO[stage]:
        DONE_BY[earlier](office)
    assert case(office, CITY).stage == stage
    before = len(letters(office, CITY))

    DONE_BY[act](office)

    reached = case(office, CITY).stage
    assert reached == transitions(GATE)[move]
    is_under_way = letter_of(act) is LetterKind.CLEARED and reached != CLEARED
    written = [letter.kind for letter in letters(office, CITY)[before:]]
    assert (LetterKind.DECISION_ASKED if is_under_way else letter_of(act)) in written
    assert render_pending_letters(office) == 0


@pytest.mark.parametrize("act", sorted(set(Act) - DECISIONS))
def test_an_act_that_is_no_decision_is_never_told_as_one(office: Office, act: Act) -> None:
    """A mistake of the program shows at once, and rolls the act back."""
    submit(office, CITY)
    with pytest.raises(LookupError, match="is no decision"), open_docket(office, CITY.code) as docket:
        notify_of_decision(docket, docket.version(), act)

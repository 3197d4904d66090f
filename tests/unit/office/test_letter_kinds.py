"""No kind of letter without somebody who writes it, somebody who gets it, and what fills it."""

import inspect
from collections.abc import Mapping
from types import ModuleType

import pytest

from emulation_workflow.domain.mail.letters import TO_UNITS, WITH_CODE, LetterKind
from emulation_workflow.office import seal_keeping
from emulation_workflow.office.approval import entries, second_pair
from emulation_workflow.office.approval import letters as of_chain
from emulation_workflow.office.delivery import rendering
from emulation_workflow.office.difficulties import letters as of_difficulties
from emulation_workflow.office.entrance import sign_in
from emulation_workflow.office.letters import act_recorded
from emulation_workflow.office.mailbox import answers
from emulation_workflow.office.orders import letters as of_orders
from emulation_workflow.office.reminders import digest, lessons, opening, report_requests, sweep

WRITTEN_BY: Mapping[LetterKind, ModuleType] = {
    LetterKind.PLAN_RECEIVED: of_chain,
    LetterKind.RESULT_RECEIVED: of_chain,
    LetterKind.DECISION_ASKED: of_chain,
    LetterKind.CONFIRMATION_CODE: of_chain,
    LetterKind.SENT_BACK: of_chain,
    LetterKind.CHANGES_ASKED: of_chain,
    LetterKind.DISAGREED: of_chain,
    LetterKind.CLEARED: of_chain,
    LetterKind.WITHDRAWN: of_chain,
    LetterKind.CODES_LOCKED: of_chain,
    LetterKind.REMINDER: sweep,
    LetterKind.DIGEST: digest,
    LetterKind.ORDER_NOTICE: of_orders,
    LetterKind.ORDER_CODE: of_orders,
    LetterKind.CAMPAIGN_OPENED: opening,
    LetterKind.MAIL_ANSWER: answers,
    LetterKind.DIFFICULTY_ANSWERED: of_difficulties,
    LetterKind.LESSONS: lessons,
    LetterKind.RESULT_ASKED: report_requests,
    LetterKind.SEAL: seal_keeping,
    LetterKind.ENTRY_CODE: entries,
    LetterKind.PAPER_TO_CONFIRM: second_pair,
    LetterKind.ACT_RECORDED: act_recorded,
    LetterKind.SIGN_IN: sign_in,
}

TO_OFFICIALS = {
    LetterKind.SEAL,
    LetterKind.DECISION_ASKED,
    LetterKind.CONFIRMATION_CODE,
    LetterKind.WITHDRAWN,
    LetterKind.CODES_LOCKED,
    LetterKind.DIGEST,
    LetterKind.ORDER_CODE,
    LetterKind.ENTRY_CODE,
    LetterKind.PAPER_TO_CONFIRM,
    LetterKind.ACT_RECORDED,
    LetterKind.SIGN_IN,
}


@pytest.mark.complete
def test_every_letter_is_written_by_a_module_that_names_it() -> None:
    """A kind that is added must be written somewhere, and this table say where."""
    assert set(WRITTEN_BY) == set(LetterKind)
    unnamed = {
        kind for kind, module in WRITTEN_BY.items() if f"LetterKind.{kind.name}" not in inspect.getsource(module)
    }
    assert unnamed == set()


@pytest.mark.complete
def test_every_letter_goes_to_units_or_to_officials() -> None:
    """The first bear the tag by which an answer is believed; a code goes to an official alone."""
    assert set(LetterKind) == TO_UNITS | TO_OFFICIALS
    assert set() == TO_UNITS & TO_OFFICIALS
    assert WITH_CODE <= TO_OFFICIALS


@pytest.mark.complete
def test_what_fills_a_letter_is_said_of_every_kind() -> None:
    """Rendering names every kind: one that is added and not handled does not pass the type check, nor this test."""
    source = inspect.getsource(rendering)
    assert {kind for kind in LetterKind if f"LetterKind.{kind.name}" not in source} == set()

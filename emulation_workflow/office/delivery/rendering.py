"""Rendering letters: after the act that caused them, and outside of any act.

A letter carries the context of its moment, and names the version, of a plan or of a report, that it is about, which
never changes: it says what was so when the act was done, however much later it is rendered.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from emulation_workflow.domain.mail import Draft, Letter, LetterKind, Rendered
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.lessons import lessons_context
from emulation_workflow.office.reminders.reminder_letters import reminder_context
from emulation_workflow.ports import Transaction

AT_ONCE = 100
"""Letters put into words before they are kept."""


def render_pending_letters(office: Office) -> int:
    """Render up to AT_ONCE letters, which can be sent from then on, in one transaction; return how many failed.

    A letter that fails is never lost: it waits, staff see why, and each delivery tries it again.
    """
    with office.store.look() as record:
        worded = [(draft, _words(record, office, draft)) for draft in record.letters.drafts(limit=AT_ONCE)]
    if worded:
        _keep(office, worded)
    return sum(isinstance(words, str) for _, words in worded)


def _keep(office: Office, worded: Sequence[tuple[Draft, Rendered | str]]) -> None:
    with office.store.act() as record:
        for draft, words in worded:
            if isinstance(words, Rendered):
                record.letters.keep_words(draft, words)
            else:
                record.letters.note_fault(draft.number, words)


def _words(record: Transaction, office: Office, draft: Draft) -> Rendered | str:
    """Return the letter in words, or why it has none."""
    try:
        return office.renderer.render(_filled(record, office, draft))
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with one letter, the others go
        return f"{type(fault).__name__}: {fault}"


def _filled(record: Transaction, office: Office, draft: Draft) -> Letter:
    """Return the letter with all that its template needs; what the act gave it has the last word."""
    letter, day = draft.letter, draft.written_at.date()
    context = {
        **letter_context.of_campaign(office.campaign, on=day),
        **_of_subject(record, office, draft),
        **lessons_context(record, office, draft),
        "copied_to": letter_context.copied_to(letter),
        **letter.context,
    }
    return replace(letter, context=context)


def _of_subject(record: Transaction, office: Office, draft: Draft) -> letter_context.Context:
    """Return what the record holds on the letter's subject: the steps taken, or the version of a report or plan."""
    letter = draft.letter
    match letter.kind:
        case LetterKind.REMINDER:
            return reminder_context(record, office, draft)
        case LetterKind.RESULT_RECEIVED:
            return _of_report(record, office, letter)
        case (
            LetterKind.PLAN_RECEIVED
            | LetterKind.DECISION_ASKED
            | LetterKind.CONFIRMATION_CODE
            | LetterKind.SENT_BACK
            | LetterKind.CHANGES_ASKED
            | LetterKind.DISAGREED
            | LetterKind.CLEARED
            | LetterKind.WITHDRAWN
            | LetterKind.CODES_LOCKED
        ):
            return _of_plan(record, office, letter, draft.written_at.date())
        case (
            LetterKind.DIGEST
            | LetterKind.ORDER_NOTICE
            | LetterKind.ORDER_CODE
            | LetterKind.CAMPAIGN_OPENED
            | LetterKind.MAIL_ANSWER
            | LetterKind.DIFFICULTY_ANSWERED
            | LetterKind.LESSONS
            | LetterKind.RESULT_ASKED
            | LetterKind.SEAL
            | LetterKind.ENTRY_CODE
            | LetterKind.PAPER_TO_CONFIRM
            | LetterKind.ACT_RECORDED
            | LetterKind.SIGN_IN
        ):
            return {}
        case _:
            assert_never(letter.kind)


def _of_report(record: Transaction, office: Office, letter: Letter) -> letter_context.Context:
    if letter.version is None:
        return {}
    report = record.reports.get(letter.unit, letter.version)
    if report is None:
        raise LookupError(f"unit {letter.unit} has no result report version {letter.version}")
    return letter_context.of_result(office.campaign, report)


def _of_plan(record: Transaction, office: Office, letter: Letter, on: date) -> letter_context.Context:
    if letter.version is None:
        return {}
    plan = record.plans.get(letter.unit, letter.version)
    if plan is None:
        raise LookupError(f"unit {letter.unit} has no plan version {letter.version}")
    return letter_context.of_plan(
        office.plan_in_force(record, on), office.bound_unit(record.register, letter.unit, on), plan
    )

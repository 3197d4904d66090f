"""The one answer that a message may get, and when it gets none: machines are not answered, and answers are limited."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from emulation_workflow.domain.board_list import BoardItem, ItemKind, board_item
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.mail import Addressee, Enclosure, IncomingMail, Letter, LetterKind
from emulation_workflow.domain.registers import Unit, formal_name
from emulation_workflow.messages import sentence
from emulation_workflow.messages.board_list import FILE_FATES
from emulation_workflow.messages.days import at_words
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.mailbox.forms import FileFate, MailedFile
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Forms, Transaction

MAX_ANSWERS = 10
"""Answers in a day to one address, and to one unit about what others wrote; beyond them only the Board is informed."""

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAnswer:
    """What the letter to `unit`, at its registered address whoever wrote, has to say: of the message and of each file.

    `with_form`: its form goes along, that of a report if it sent one, or was asked for one and sent none.
    """

    unit: Unit
    problems: tuple[Problem, ...] = ()
    files: Sequence[MailedFile] = field(default=())
    with_form: bool = False


def send_answer(
    record: Transaction, office: Office, mail: IncomingMail, answer: MailAnswer, *, forms: Forms, at: datetime
) -> str | BoardItem:
    """Queue the answer within an act; return its key, or, where none may be sent, the item for the Board instead."""
    if not mail.is_answerable or not answer.unit.email or not record.inbox.takes_letters(answer.unit.email):
        return _instead(office, mail, answer, at=at, kind=ItemKind.UNANSWERED, cause=mail.key)
    if _are_enough(record, mail, answer.unit, since=at - A_DAY):
        return _instead(office, mail, answer, at=at, kind=ItemKind.TOO_MANY, cause=mail.key)
    letter = _letter(office, mail, answer, _form(record, office, answer, forms, at) if answer.with_form else (), at)
    record.letters.post(letter, at=at)
    return letter.key


def _are_enough(record: Transaction, mail: IncomingMail, unit: Unit, *, since: datetime) -> bool:
    """Return whether this sender was answered enough, or this unit about what others wrote, by whatever addresses.

    Whoever has a unit's tag can invent senders; what they use up is not the unit's own.
    """
    if record.inbox.answers_to(mail.sender, since=since) >= MAX_ANSWERS:
        return True
    own = unit.email.lower()
    return mail.sender != own and record.inbox.answers_about(unit.code, since=since, besides=own) >= MAX_ANSWERS


def _instead(
    office: Office, mail: IncomingMail, answer: MailAnswer, *, at: datetime, kind: ItemKind, cause: str
) -> BoardItem:
    return board_item(
        kind,
        cause,
        at=at,
        unit=answer.unit.code,
        name=answer.unit.name,
        sender=mail.sender,
        subject=mail.subject,
        said=_said(office, answer),
    )


def _said(office: Office, answer: MailAnswer) -> list[str]:
    """Return everything that the answer says, in sentences."""
    problems = [*answer.problems, *(problem for file in answer.files for problem in file.problems)]
    return [sentence(problem, office.campaign) for problem in problems]


def _letter(
    office: Office, mail: IncomingMail, answer: MailAnswer, enclosures: tuple[Enclosure, ...], at: datetime
) -> Letter:
    unit = answer.unit
    return Letter(
        key=f"{office.campaign.id}/{unit.code}/{LetterKind.MAIL_ANSWER.value}/{mail.key}",
        kind=LetterKind.MAIL_ANSWER,
        to=(Addressee(name=unit.name, email=unit.email),),
        unit=unit.code,
        in_reply_to=mail.message_id,
        enclosures=enclosures,
        context={
            "addressees": [letter_context.to_unit(office.campaign, unit)],
            "basis": [],
            "unit_name": formal_name(office.campaign, unit),
            "received_on": at_words(at),
            "sender": mail.sender,
            "subject": mail.subject,
            "notes": [sentence(problem, office.campaign) for problem in answer.problems],
            "files": [_file(office, file) for file in answer.files],
            "has_form": bool(enclosures),
        },
    )


def _file(office: Office, file: MailedFile) -> letter_context.Context:
    return {
        "name": file.file.name,
        "fate": file.fate.value,
        "fate_name": FILE_FATES[file.fate.value],
        "version": file.version,
        "problems": []
        if file.fate is FileFate.KEPT
        else [_sentence(office, file, problem) for problem in file.problems],
    }


def _sentence(office: Office, file: MailedFile, problem: Problem) -> str:
    """Return what is wrong and where in the file; the file's name is given above it."""
    inside = problem.where.removeprefix(file.file.name).removeprefix(", ")
    return sentence(replace(problem, where=inside), office.campaign)


def _form(record: Transaction, office: Office, answer: MailAnswer, forms: Forms, at: datetime) -> tuple[Enclosure, ...]:
    """Return the unit's own form; none for a unit that needs none."""
    parent = record.register.unit(answer.unit.parent, at.date()) if answer.unit.parent else None
    forms = forms.under(office.plan_in_force(record, at.date()))
    try:
        if _is_about_report(record, answer):
            plan = record.plans.get(answer.unit.code)
            is_own = plan is not None and answer.unit.is_valid_on(plan.received_at.date())
            return (forms.result_form(answer.unit, parent, plan=plan.plan if plan and is_own else None),)
        return (forms.plan_form(answer.unit, parent),)
    except Rejected:
        return ()


def _is_about_report(record: Transaction, answer: MailAnswer) -> bool:
    refused = [file for file in answer.files if file.fate is FileFate.REFUSED and not file.is_no_form]
    if refused:
        return any(file.is_report for file in refused)
    letters = record.letters.statuses(unit=answer.unit.code, kind=LetterKind.RESULT_ASKED)
    return any(answer.unit.is_valid_on(letter.written_at.date()) for letter in letters)

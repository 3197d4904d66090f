"""Pilots' lessons go to the other units of their group with the next letter, before those hold their own (II.2).

What was told, in which letter, is noted in the letter's act; nobody is told the same twice.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.mail import Addressee, Draft, LetterKind
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.registers import formal_name
from emulation_workflow.domain.schedule.ladder import can_remind
from emulation_workflow.domain.schedule.lessons import Waiting, lessons_paths
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction

SOON = 10
"""Working days before a window from which on nobody waits for another letter, where no ladder says what is soon."""

TELLING = frozenset(
    {
        LetterKind.CAMPAIGN_OPENED,
        LetterKind.REMINDER,
        LetterKind.PLAN_RECEIVED,
        LetterKind.ORDER_NOTICE,
        LetterKind.LESSONS,
    }
)
"""Letters that may tell lessons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsSent:
    """How many lessons were told to units, and how many letters were written for nothing else."""

    told: int = 0
    letters: int = 0


def send_lessons(record: Transaction, office: Office, at: datetime, *, reminded: bool) -> LessonsSent:
    """Tell what waits in the reminders that the sweep just wrote (`reminded`), or in letters of their own.

    A letter of its own goes to whoever's window has begun or begins soon, one an address and day, never on a day off.
    """
    today, paths = at.date(), lessons_paths(office.plan_in_force(record))
    opens = office.campaign.effective_from
    if not can_remind(office.calendar, today=today, opens=opens) or not record.lessons.count_waiting(paths, today):
        return LessonsSent()
    campaign = office.campaign.id
    told = record.lessons.attach_to_reminders(paths, today, campaign=campaign, at=at) if reminded else 0
    soon = _soon(office, today)
    letters, in_own = record.lessons.post_letters(paths, today, soon=soon, campaign=campaign, at=at)
    for untold in record.lessons.unreachable(paths, today, soon=soon):
        _list(record, untold.unit, untold.name, untold.email, at)
    return LessonsSent(told=told + in_own, letters=letters)


def foresee_lessons(record: Transaction, office: Office, day: date, reminded: Collection[str]) -> Sequence[Waiting]:
    """Return what `send_lessons` would tell on `day`, letters going to the addresses `reminded`; nothing is written."""
    if not can_remind(office.calendar, today=day, opens=office.campaign.effective_from):
        return ()
    soon = _soon(office, day)
    waiting = record.lessons.waiting(lessons_paths(office.plan_in_force(record)), day, campaign=office.campaign.id)
    # Whoever's window is soon gets a letter, in which all is told that waits for anybody at that address.
    pressed = {lesson.email for lesson in waiting if lesson.start is not None and lesson.start <= soon}
    return tuple(lesson for lesson in waiting if lesson.email in reminded or lesson.email in pressed)


def attach_lessons_to_letter(record: Transaction, office: Office, *, unit: str, key: str, at: datetime) -> None:
    """Tell what waits for the unit in the letter with this key, within the act that posted it."""
    record.lessons.attach_to_letter(lessons_paths(office.plan_in_force(record)), at.date(), unit=unit, key=key, at=at)


def attach_lessons_to_unit_letters(
    record: Transaction, office: Office, *, before: str, after: str, at: datetime
) -> None:
    """Tell each unit what waits for it, within the act that posted letters with its code between these in the keys."""
    record.lessons.attach_to_unit_letters(
        lessons_paths(office.plan_in_force(record)), at.date(), before=before, after=after, at=at
    )


def attach_lessons_by_key(record: Transaction, office: Office, keys: Mapping[str, str], at: datetime) -> None:
    """Tell each unit what waits for it, if anything does, in its letter, within the act that posted these keys.

    By their whole keys, for others of the kind are not this act's: what went before there was anything to tell.
    """
    paths = lessons_paths(office.plan_in_force(record))
    if record.lessons.count_waiting(paths, at.date()):
        for unit, key in keys.items():
            record.lessons.attach_to_letter(paths, at.date(), unit=unit, key=key, at=at)


def lessons_context(record: Transaction, office: Office, draft: Draft) -> letter_context.Context:
    """Return the lessons that a letter tells, as they stood when it was caused. LookupError if it was to tell some."""
    kind = draft.letter.kind
    if kind not in TELLING:
        return {"told_lessons": []}
    found = record.lessons.of_letter(draft.number)
    if kind is LetterKind.LESSONS and not found:
        raise LookupError("nothing is known that this letter could tell")
    on = draft.written_at.date()
    lessons = [
        _lesson(record, draft, _heading(record, office.plan_in_force(record), task, teller, on), task, teller)
        for task, teller in found
    ]
    of_own: letter_context.Context = {}
    if kind is LetterKind.LESSONS:
        paths = {path.task: path for path in lessons_paths(office.plan_in_force(record))}
        rules = dict.fromkeys(paths[task].rule for task, _ in found if task in paths)
        of_own = {
            "addressees": [_addressee(record, office.campaign, recipient, on) for recipient in draft.letter.to],
            "basis": [letter_context.clause(office.campaign, rule) for rule in rules],
        }
    return {"told_lessons": lessons, **of_own}


def _addressee(record: Transaction, campaign: Campaign, to: Addressee, on: date) -> dict[str, str]:
    """Return the unit of this name and address as a letter is addressed to it."""
    for unit in record.register.units(on):
        if (unit.name, unit.email.lower()) == (to.name, to.email.lower()):
            return letter_context.to_unit(campaign, unit)
    return {"name": to.name, "title": ""}


def _soon(office: Office, today: date) -> date:
    ladder = office.campaign.ladder
    return office.calendar.add_working_days(today, ladder.soon if ladder else SOON)


def _list(record: Transaction, unit: str, name: str, email: str, at: datetime) -> None:
    kind = LetterKind.LESSONS.value
    if email:
        cause = f"{kind}/{unit}/{email}"
        item = board_item(ItemKind.NOT_WRITTEN, cause, at=at, unit=unit, letter=kind, name=name, email=email)
    else:
        item = board_item(ItemKind.NO_ADDRESS, f"{unit}/{kind}", at=at, unit=unit, name=name)
    record.board_list.add(item)


def _heading(record: Transaction, campaign: Campaign, task: str, teller: str, on: date) -> letter_context.Context:
    """Return whose lessons, of what, under which clause; a task that the campaign dropped since is shown by its id."""
    unit = record.register.unit(teller, on)
    path = next((path for path in lessons_paths(campaign) if path.task == task), None)
    return {
        "teller": formal_name(campaign, unit) if unit else teller,
        "task": campaign.task(task).name if path else task,
        "clause": campaign.rule(path.rule).clause if path else "",
    }


def _lesson(
    record: Transaction, draft: Draft, shown: letter_context.Context, task: str, teller: str
) -> letter_context.Context:
    note = next(_notes(record, task, teller, draft.written_at), None)
    if note is not None:
        paper = {"number": note.number, "date": letter_context.day(note.signed_on)}
        return {**shown, **paper, "link": note.link, "words": note.note, "kept": bool(note.file_sha256)}
    return {**shown, **_of_report(record, teller, draft.written_at), "link": "", "kept": False}


def _notes(record: Transaction, task: str, teller: str, until: datetime) -> Iterator[Evidence]:
    """Yield the evidence of the lessons, the latest first."""
    for evidence in reversed(record.obligations.evidence([teller])):
        if evidence.task == task and not evidence.withdrawn and evidence.recorded_at <= until:
            yield evidence


def _of_report(record: Transaction, pilot: str, until: datetime) -> letter_context.Context:
    for version in reversed(record.reports.versions(pilot)):
        if version.report.lessons and version.received_at <= until:
            paper = version.report.conference
            return {
                "number": paper.number,
                "date": letter_context.day(paper.signed_on),
                "words": version.report.lessons,
            }
    return {"number": "", "date": "", "words": ""}

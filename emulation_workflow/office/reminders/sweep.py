"""The daily sweep: mark what is overdue, remind the late by the campaign's ladder, tell the Board.

Every part may run twice, at once, or after days on which nobody ran it: steps are taken once a day at most, and each of
them once for ever. Who is reminded is told by `domain.schedule.reminders`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter

from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.campaign import Campaign, Recipient
from emulation_workflow.domain.mail import Addressee, LetterKind
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.schedule.ladder import ABOVE, BY_NAME, Escalation, EscalationStep, escalation_on
from emulation_workflow.domain.schedule.lessons import Waiting
from emulation_workflow.messages.obligations import due_words
from emulation_workflow.office.authority import in_office
from emulation_workflow.office.office import OFFICE, Office
from emulation_workflow.office.reminders.lessons import foresee_lessons, send_lessons
from emulation_workflow.office.reminders.reminder_letters import recipient_name
from emulation_workflow.office.reminders.report_requests import midnight
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepResult:
    """What one sweep did: obligations newly overdue, rungs taken by obligations, letters written.

    `unreachable` counts the recipients, over all of these obligations, for whom no valid address is known. `lessons`
    letters were written to tell pilots' lessons alone; `told` counts what was told of them in all.
    """

    day: date
    overdue: int = 0
    rungs: int = 0
    letters: int = 0
    unreachable: int = 0
    lessons: int = 0
    told: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPreview:
    """What a sweep would write: the steps of each letter by its address, and those without an address.

    `lessons` would be told, in those letters or, to other addresses, in letters of their own.
    """

    day: date
    letters: tuple[tuple[str, tuple[EscalationStep, ...]], ...]
    unreachable: tuple[EscalationStep, ...]
    lessons: tuple[Waiting, ...] = ()


def sweep(office: Office) -> SweepResult:
    """Mark what is overdue, take the day's steps, write their letters; add a row to the record if anything was done.

    All of it is one transaction. A second sweep of the day, or one after reports were asked for or lessons told, marks
    what became overdue meanwhile and reminds nobody, so that no recipient has two letters on one day; who would have
    been reminded is on the next working day.
    """
    at = office.clock.now()
    today = at.date()
    with office.store.act() as record:
        overdue = record.sweep.newly_overdue(today)
        escalation = _escalation(record, office, today)
        rungs = record.sweep.escalate(escalation) if escalation else 0
        if overdue:
            record.sweep.mark_overdue(today)
        # Deriving marks what is overdue as well, so that the sweep finds nothing newly so.
        _list_own(record, office, at)
        letters = record.sweep.post_reminders(today, campaign=office.campaign.id, at=at) if rungs else 0
        unreachable = record.sweep.unreachable(today) if rungs else 0
        if unreachable:
            _list_missing(record, office, at)
        told = send_lessons(record, office, at, reminded=bool(letters))
        details = {"overdue": overdue, "rungs": rungs, "letters": letters, "unreachable": unreachable}
        details |= {"lessons": told.letters, "told": told.told} if told.told else {}
        swept = SweepResult(day=today, **details)
        if overdue or rungs or told.told:
            record.ledger.append(
                LedgerEntry(
                    kind=LedgerKind.SWEEP,
                    at=at,
                    actor=OFFICE,
                    what="swept",
                    campaign_sha256=office.campaign.sha256,
                    details={"day": today.isoformat(), **details},
                )
            )
    return swept


def preview_sweep(office: Office, day: date) -> SweepPreview:
    """Return what a sweep on `day` would write, as the record stands now; nothing is written.

    The steps are found by the very statement from which a sweep takes them. Empty on a day on which nobody is reminded;
    of a day that has been swept, only lessons that came since.
    """
    with office.store.look() as record:
        escalation = _escalation(record, office, day)
        steps = record.sweep.steps_due(escalation) if escalation else ()
        lessons = foresee_lessons(record, office, day, {step.email for step in steps})
    return SweepPreview(
        day=day,
        letters=tuple(_by_address([step for step in steps if step.email])),
        unreachable=tuple(step for step in steps if not step.email),
        lessons=tuple(lessons),
    )


def _list_missing(record: Transaction, office: Office, at: datetime) -> None:
    """Put on the Board's list, once each, who has no address at all; one that bounced stands there already."""
    known = {unit.code: unit for unit in record.register.units(at.date())}
    missing: dict[str, str] = {}
    for line in record.standings.without_address(at.date()):
        recipient, derived = line.step.recipient, line.item.derived
        code = derived.parent if recipient in ABOVE else derived.unit
        if recipient in BY_NAME:
            missing[recipient] = recipient_name(office.campaign, recipient)
        elif code in known and not known[code].email:
            missing[code] = known[code].name
    for who, name in missing.items():
        unit = who if who in known else ""
        cause = f"{who}/{LetterKind.REMINDER.value}"
        record.board_list.add(board_item(ItemKind.NO_ADDRESS, cause, at=at, unit=unit, name=name))


def _list_own(record: Transaction, office: Office, at: datetime) -> None:
    """Put on the Board's list, once for each due day, what is overdue and the office's own, or the Board's alone."""
    campaign, today, own = office.campaign, at.date(), _of_board_alone(office.campaign)
    if not own and not campaign.own_office:
        return
    tasks = {task.id: task for task in campaign.tasks}
    for item in record.standings.overdue_of(campaign.own_office, own, today):
        derived = item.derived
        task = tasks.get(derived.task)
        told = {"task": task.name if task else derived.task, "due": due_words(derived, task, campaign)}
        cause = f"{derived.unit}/{derived.task}/{item.due.isoformat()}"
        listed = board_item(ItemKind.OWN_OVERDUE, cause, at=at, unit=derived.unit, name=item.unit_name, **told)
        record.board_list.add(listed)


def _of_board_alone(campaign: Campaign) -> frozenset[str]:
    """Return the levels whose ladder writes to the Board and to nobody else."""
    if campaign.ladder is None:
        return frozenset()
    to_board = {Recipient.BOARD}
    ladders = {level.id: campaign.ladder.rungs_of(level.id, "") for level in campaign.levels}
    return frozenset(id_ for id_, rungs in ladders.items() if {to for rung in rungs for to in rung.to} == to_board)


def _has_written(record: Transaction, at: datetime) -> bool:
    """Return whether reports were asked for today, or lessons told in letters of their own."""
    return bool(record.report_requests.addressed_since(midnight(at), [LetterKind.RESULT_ASKED, LetterKind.LESSONS]))


def _escalation(record: Transaction, office: Office, day: date) -> Escalation | None:
    """Return what a sweep on that day takes steps by; None if it takes none."""
    ladder, now = office.campaign.ladder, office.clock.now()
    if ladder is None or record.sweep.has_escalated(day) or (day == now.date() and _has_written(record, now)):
        return None
    return escalation_on(
        office.plan_in_force(record, day),
        office.calendar,
        day,
        board=_people(record, ladder.board, day),
        committee=_people(record, ladder.committee, day) if ladder.committee else (),
    )


def _people(record: Transaction, role: str, day: date) -> tuple[Addressee, ...]:
    return tuple(Addressee(name=person.name, email=person.email) for person in in_office(record.register, role, day))


def _by_address(steps: Sequence[EscalationStep]) -> Iterator[tuple[str, tuple[EscalationStep, ...]]]:
    for email, theirs in groupby(sorted(steps, key=attrgetter("email", "due", "unit", "task")), attrgetter("email")):
        yield email, tuple(theirs)

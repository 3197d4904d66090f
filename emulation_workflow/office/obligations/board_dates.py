"""The Board sets a day where the plan names none: previewed first, recorded for ever, and in force at once (A12)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.obligations.board_dates import DateSet, may_be_dated, standing_date
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.messages.screens.board_entries import date_rows
from emulation_workflow.office.clerk_entries import ClerkEntry, confirm, tell_clerk
from emulation_workflow.office.obligations.refresh import ObligationChange, preview_dates, refresh_obligations
from emulation_workflow.office.office import Office, refuse_any
from emulation_workflow.office.refusals import RefusedOnRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDateOutcome:
    """What became of a date: whether it says anything new, and what it changes (in a dry run: would change)."""

    is_new: bool
    change: ObligationChange


def preview_board_date(office: Office, row: DateSet) -> BoardDateOutcome:
    """Return what the day (or that it is taken back) would change; nothing is written.

    It may be any day from the plan's first on, today and past days too, but not before the day its paper was signed;
    work done on the day itself is in time. Rejected with everything that is wrong.
    """
    at = office.clock.now()
    stamped = replace(row, set_at=at)
    with office.store.look() as record:
        before = record.board_dates.all()
        if not _says_something_new(office.campaign, stamped, before, at.date()):
            return BoardDateOutcome(is_new=False, change=ObligationChange())
        return BoardDateOutcome(is_new=True, change=preview_dates(record, office, at, [*before, stamped]))


def date_entry(office: Office, row: DateSet) -> ClerkEntry:
    """Return the row as its clerk confirms it, by its very words."""
    names = {level.id: level.name for level in office.campaign.levels}
    rows = date_rows(
        task=office.campaign.task(row.task).name,
        levels=[names[level] for level in row.levels],
        day=row.day,
        document=row.document,
        signed_on=row.signed_on,
        note=row.note,
    )
    return ClerkEntry(what="board_date", about=row.task, rows=rows, by=row.set_by)


def set_board_date(office: Office, row: DateSet, *, code: str, channel: Channel) -> BoardDateOutcome:
    """Record the day (or that it is taken back) and refresh what hangs on it, in one transaction.

    `set_at` is set here, `code` is the clerk's own for these very words. The same row word for word is not written
    again, and needs no code. Rejected as in a preview, or without the code.
    """
    at = office.clock.now()
    stamped = replace(row, set_at=at)
    with office.store.act() as record:
        if not _says_something_new(office.campaign, stamped, record.board_dates.all(), at.date()):
            return BoardDateOutcome(is_new=False, change=ObligationChange())
        entry = date_entry(office, stamped)
        confirmed, problems = confirm(record, office, entry, code, channel=channel, at=at)
        if confirmed is not None:
            record.board_dates.add(stamped)
            sealed = record.ledger.append(_entry(office, stamped, channel, confirmed.code_sent_to))
            tell_clerk(record, office, entry, confirmed, sealed, channel=channel, at=at)
            return BoardDateOutcome(is_new=True, change=refresh_obligations(record, office, at))
    raise RefusedOnRecord(*problems)


def _says_something_new(campaign: Campaign, row: DateSet, before: Sequence[DateSet], on: date) -> bool:
    refuse_any(_problems(campaign, row, before, on))
    recorded = [standing_date(before, row.task, level) for level in _levels(campaign, row)]
    return not all(date_set is not None and _same(date_set, row) for date_set in recorded)


def _same(date_set: DateSet, row: DateSet) -> bool:
    """Return whether it is the same day by the same paper, whoever entered it, and for whichever other levels."""
    return replace(date_set, levels=row.levels, set_by=row.set_by, set_at=row.set_at, note=row.note) == row


def _levels(campaign: Campaign, row: DateSet) -> Sequence[str]:
    return row.levels or [level.id for level in campaign.levels]


def _problems(campaign: Campaign, row: DateSet, before: Sequence[DateSet], on: date) -> Iterator[Problem]:
    task = next((task for task in campaign.tasks if task.id == row.task), None)
    if task is None:
        allowed = [f"{task.name} ({task.id})" for task in campaign.tasks if may_be_dated(task)]
        yield Problem(code=ProblemCode.BOARD_DATE_TASK_UNKNOWN, params={"value": row.task, "allowed": allowed})
    elif not may_be_dated(task):
        yield Problem(code=ProblemCode.BOARD_DATE_SET_BY_PLAN, params={"task": task.name})
    known = {level.id for level in campaign.levels}
    for level in row.levels:
        if level not in known:
            yield Problem(code=ProblemCode.BOARD_DATE_LEVEL_UNKNOWN, params={"value": level, "allowed": sorted(known)})
    if not row.set_by:
        yield Problem(code=ProblemCode.BOARD_DATE_CLERK_MISSING)
    if row.day is None:
        yield from _faults_of_taking_back(campaign, row, before)
    else:
        yield from _faults_of_day(campaign, row, row.day, on)


def _faults_of_taking_back(campaign: Campaign, row: DateSet, before: Sequence[DateSet]) -> Iterator[Problem]:
    if all(standing_date(before, row.task, level) is None for level in _levels(campaign, row)):
        yield Problem(code=ProblemCode.BOARD_DATE_NOTHING_TO_TAKE_BACK)
    if not row.note:
        yield Problem(code=ProblemCode.BOARD_DATE_REASON_MISSING)


def _faults_of_day(campaign: Campaign, row: DateSet, day: date, on: date) -> Iterator[Problem]:
    opens = campaign.effective_from
    if not row.document or row.signed_on is None:
        yield Problem(code=ProblemCode.BOARD_DATE_PAPER_MISSING)
    elif row.signed_on > on:
        yield Problem(code=ProblemCode.BOARD_DATE_PAPER_AHEAD, params={"day": row.signed_on, "today": on})
    elif row.signed_on < opens:
        yield Problem(code=ProblemCode.EVIDENCE_BEFORE_PLAN, params={"day": row.signed_on, "opens": opens})
    if day < opens:
        yield Problem(code=ProblemCode.BOARD_DATE_BEFORE_PLAN, params={"day": day, "opens": opens})
    elif row.signed_on is not None and day < row.signed_on:
        yield Problem(code=ProblemCode.BOARD_DATE_BEFORE_PAPER, params={"day": day, "signed": row.signed_on})


def _entry(office: Office, row: DateSet, channel: Channel, code_sent_to: str) -> LedgerEntry:
    details: dict[str, object] = {
        "date_task": row.task,
        "task_name": office.campaign.task(row.task).name,
        "levels": list(row.levels),
        "set_day": row.day.isoformat() if row.day else "",
        "paper_number": row.document,
        "paper_signed_on": row.signed_on.isoformat() if row.signed_on else "",
        "reason": row.note,
        "code_sent_to": code_sent_to,
    }
    return LedgerEntry(
        kind=LedgerKind.BOARD,
        at=row.set_at,
        actor=row.set_by,
        what="board_date_set" if row.day else "board_date_taken_back",
        channel=channel,
        campaign_sha256=office.campaign.sha256,
        details=details,
    )

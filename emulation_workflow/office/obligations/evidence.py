"""Evidence of what was done: recorded singly or as a list, checked, and settling obligations in the same act.

A row is never changed: a correction is a further row, and the latest counts.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign, DueKind, Settlement, Task
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.papers.numbers import PLAN, code_in, is_of_another_kind
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.schedule.settlement import BY_EVIDENCE, by_code
from emulation_workflow.messages.screens.board_entries import evidence_line, list_rows
from emulation_workflow.office.clerk_entries import ClerkEntry, by_word, tell_named
from emulation_workflow.office.obligations.refresh import ObligationChange, refresh_obligations
from emulation_workflow.office.office import Office, refuse_any
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecorded:
    """What became of a list: rows that are new, rows recorded before, and what the new ones settle.

    `change` is empty in a dry run: nothing is settled by what is not recorded.
    """

    new: tuple[Evidence, ...]
    same: tuple[Evidence, ...]
    change: ObligationChange


def record_evidence(
    office: Office, rows: Sequence[Evidence], *, channel: Channel, dry_run: bool = False
) -> EvidenceRecorded:
    """Record all of `rows` or none in one transaction, with a row in the record for each.

    `recorded_at` of each is set here. Rejected with everything that is wrong. What is recorded word for word already is
    not written again, so a list may be imported twice.
    """
    if dry_run:
        with office.store.look() as record:
            new, same = _new_and_recorded(record, office, rows, office.clock.now().date())
            return EvidenceRecorded(new=new, same=same, change=ObligationChange())
    with office.store.act() as record:
        taken = record_within(record, office, rows, channel=channel)
        _tell_recorders(record, office, taken.new, channel)
        return taken


def record_within(
    record: Transaction, office: Office, rows: Sequence[Evidence], *, channel: Channel
) -> EvidenceRecorded:
    """Record evidence as `record_evidence` does, as a part of an act that has begun; nobody is told of it."""
    at = office.clock.now()
    new, same = _new_and_recorded(record, office, rows, at.date())
    stamped = tuple(replace(row, recorded_at=at) for row in new)
    latest = _latest(record, stamped)
    record.obligations.add_evidence(stamped)
    for row in stamped:
        record.ledger.append(by_word(office, _entry(office, row, channel, is_first=(row.unit, row.task) not in latest)))
    change = (
        refresh_obligations(record, office, at, codes={row.unit for row in stamped}) if stamped else ObligationChange()
    )
    return EvidenceRecorded(new=stamped, same=same, change=change)


def _tell_recorders(record: Transaction, office: Office, rows: Sequence[Evidence], channel: Channel) -> None:
    """Tell each official who is named as recorder what was recorded in their name.

    Evidence comes by the hundred, and a further row corrects it: it takes no code, so the name is somebody's word.
    """
    names = {unit.code: unit.name for unit in record.register.units()} if rows else {}
    for number in dict.fromkeys(row.recorded_by for row in rows):
        lines = [
            evidence_line(
                unit=names[row.unit],
                task=office.campaign.task(row.task).name,
                done_on=row.done_on,
                number=row.number,
                note=row.note,
                is_withdrawn=row.withdrawn,
            )
            for row in rows
            if row.recorded_by == number
        ]
        entry = ClerkEntry(what="evidence", about="", rows=list_rows(lines), by=number)
        tell_named(record, office, entry, channel=channel, at=rows[0].recorded_at)


def ensure_fit(record: Transaction, office: Office, rows: Sequence[Evidence]) -> None:
    """Check `rows` without recording them. Rejected with everything that would keep them out of the record."""
    _new_and_recorded(record, office, rows, office.clock.now().date())


def faults_of_evidence(office: Office, rows: Sequence[Evidence]) -> list[tuple[int, str, Problem]]:
    """Return what keeps `rows` out of the record as it is now: index, field and problem of each fault."""
    return office.read(lambda record: list(_problems(record, office, rows, office.clock.now().date())))


def _problems(
    record: Transaction, office: Office, rows: Sequence[Evidence], on: date
) -> Iterator[tuple[int, str, Problem]]:
    """Yield all that keeps `rows` out: the row's index, the field (its name in `Evidence`) and what is wrong."""
    judge = _Judge(
        campaign=office.campaign,
        gated=set(office.plan_in_force(record, on).gated_units),
        units=by_code(record.register.units()),
        owed={
            (obligation.derived.unit, obligation.derived.task)
            for obligation in record.obligations.of_units({row.unit for row in rows})
        },
        latest=_latest(record, rows),
        cleared={case.unit: case.since.date() for case in record.cases.all() if case.is_settled},
        on=on,
    )
    seen: set[tuple[str, str]] = set()
    for index, row in enumerate(rows):
        problems = list(judge.problems(row))
        if (row.unit, row.task) in seen:
            problems.append(
                ("task", Problem(code=ProblemCode.EVIDENCE_TWICE, params={"unit": row.unit, "task": row.task}))
            )
        seen.add((row.unit, row.task))
        yield from ((index, column, problem) for column, problem in problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """What evidence is judged against: register, obligations, what was recorded last, days of clearance."""

    campaign: Campaign
    gated: Collection[str]
    units: Mapping[str, Sequence[Unit]]
    owed: set[tuple[str, str]]
    latest: Mapping[tuple[str, str], Evidence]
    cleared: Mapping[str, date]
    on: date

    def problems(self, row: Evidence) -> Iterator[tuple[str, Problem]]:
        """Yield the field and the problem of each fault of one row."""
        tasks = {task.id: task for task in self.campaign.tasks}
        if row.unit not in self.units:
            yield "unit", Problem(code=ProblemCode.REGISTER_UNIT_UNKNOWN, params={"value": row.unit})
        elif row.task not in tasks:
            names = [f"{task.name} ({task.id})" for task in tasks.values() if task.settled_by in BY_EVIDENCE]
            yield "task", Problem(code=ProblemCode.EVIDENCE_TASK_UNKNOWN, params={"value": row.task, "allowed": names})
        else:
            yield from self._not_owed(row, tasks[row.task])
            yield from self._other_paper(row, tasks[row.task])
        yield from self._bad_days(row)
        yield from self._incomplete(row)

    def _other_paper(self, row: Evidence, task: Task) -> Iterator[tuple[str, Problem]]:
        """Yield a fault if a plan is to be told by the number of a paper of another kind."""
        if task.settled_by is Settlement.PLAN and is_of_another_kind(row.number, PLAN):
            params = {"value": row.number, "found": code_in(row.number), "wanted": PLAN}
            yield "number", Problem(code=ProblemCode.PAPER_NUMBER_OF_OTHER_KIND, params=params)

    def _not_owed(self, row: Evidence, task: Task) -> Iterator[tuple[str, Problem]]:
        name = self.units[row.unit][-1].name
        if task.settled_by not in BY_EVIDENCE:
            yield (
                "task",
                Problem(code=ProblemCode.EVIDENCE_SETTLES_ITSELF, params={"task": task.name, "by": task.evidence}),
            )
        elif (row.unit, row.task) not in self.owed:
            yield "task", Problem(code=ProblemCode.EVIDENCE_NOT_OWED, params={"unit": name, "task": task.name})
        elif not any(unit.is_valid_on(row.done_on) for unit in self.units[row.unit]):
            yield "done_on", Problem(code=ProblemCode.EVIDENCE_UNIT_NOT_THEN, params={"unit": name, "day": row.done_on})
        elif task.due is DueKind.CONFERENCE and not row.withdrawn and row.unit in self.gated:
            cleared = self.cleared.get(row.unit)
            if cleared is None or row.done_on < cleared:
                params = {"unit": name, "day": row.done_on}
                yield "done_on", Problem(code=ProblemCode.EVIDENCE_BEFORE_CLEARANCE, params=params)

    def _bad_days(self, row: Evidence) -> Iterator[tuple[str, Problem]]:
        opens = self.campaign.effective_from
        for column, day in (("done_on", row.done_on), ("signed_on", row.signed_on)):
            if day is not None and day > self.on:
                yield column, Problem(code=ProblemCode.EVIDENCE_DAY_AHEAD, params={"day": day, "today": self.on})
        if row.done_on < opens:
            yield "done_on", Problem(code=ProblemCode.EVIDENCE_BEFORE_PLAN, params={"day": row.done_on, "opens": opens})

    def _incomplete(self, row: Evidence) -> Iterator[tuple[str, Problem]]:
        if not row.recorded_by:
            yield "recorded_by", Problem(code=ProblemCode.EVIDENCE_RECORDER_MISSING)
        if row.withdrawn:
            latest = self.latest.get((row.unit, row.task))
            if latest is None:
                yield "withdrawn", Problem(code=ProblemCode.EVIDENCE_NOTHING_TO_WITHDRAW)
            if not row.note:
                yield "note", Problem(code=ProblemCode.EVIDENCE_REASON_MISSING)
        elif not (row.number or row.link or row.file_sha256 or row.note):
            yield "number", Problem(code=ProblemCode.EVIDENCE_EMPTY)


def _new_and_recorded(
    record: Transaction, office: Office, rows: Sequence[Evidence], on: date
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Return rows that say something new, and rows recorded before."""
    # Of many it says which; whoever filled in one form knows, and no staff knows a task's id.
    named = [f"{row.unit}, {row.task}" if len(rows) > 1 else "" for row in rows]
    refuse_any(
        replace(problem, where=problem.where or named[index])
        for index, _, problem in _problems(record, office, rows, on)
    )
    latest = _latest(record, rows)
    is_recorded = [_says_the_same(row, latest.get((row.unit, row.task))) for row in rows]
    new = tuple(row for row, is_same in zip(rows, is_recorded, strict=True) if not is_same)
    return new, tuple(row for row, is_same in zip(rows, is_recorded, strict=True) if is_same)


def _latest(record: Transaction, rows: Sequence[Evidence]) -> dict[tuple[str, str], Evidence]:
    """Return what was recorded last of each task of these units."""
    return {(row.unit, row.task): row for row in record.obligations.evidence({row.unit for row in rows})}


def _says_the_same(row: Evidence, latest: Evidence | None) -> bool:
    if latest is None:
        return False
    return replace(latest, recorded_at=row.recorded_at, recorded_by=row.recorded_by, source=row.source) == row


def _entry(office: Office, row: Evidence, channel: Channel, *, is_first: bool) -> LedgerEntry:
    what = "evidence_withdrawn" if row.withdrawn else "evidence_recorded" if is_first else "evidence_corrected"
    details = {
        "task": row.task,
        "done_on": row.done_on.isoformat(),
        "number": row.number,
        "signed_on": row.signed_on.isoformat() if row.signed_on else "",
        "link": row.link,
        "file_sha256": row.file_sha256,
        "source": row.source,
        "note": row.note,
    }
    return LedgerEntry(
        kind=LedgerKind.EVIDENCE,
        at=row.recorded_at,
        actor=row.recorded_by,
        what=what,
        unit=row.unit,
        channel=channel,
        campaign_sha256=office.campaign.sha256,
        details={name: value for name, value in details.items() if value},
    )

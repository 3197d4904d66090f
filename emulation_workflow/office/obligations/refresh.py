"""Every unit's obligations, kept to what campaign, register, orders, plans, cases and evidence say now.

Obligations are never typed. They are derived again as often as one likes, and what differs is written: what is settled
stays so, what is no longer owed stays with its history.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Audience, Campaign
from emulation_workflow.domain.obligations.board_dates import DateSet, with_dates_set
from emulation_workflow.domain.obligations.obligation import Derived, Evidence, HoldingTime, Obligation, ObligationState
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.schedule.derivation import FixedDay, SettledOn, derive
from emulation_workflow.domain.schedule.settlement import BY_EVIDENCE, Settlements, by_code, state_of
from emulation_workflow.messages.screens.board_entries import CHANGED, NEW, count_rows
from emulation_workflow.office.clerk_entries import ClerkEntry, by_word, tell_named
from emulation_workflow.office.office import OFFICE, Office
from emulation_workflow.ports import Transaction

Key = tuple[str, str]
"""(unit, task)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationChange:
    """What deriving again does to the obligations; `changed` holds pairs of old and new, ended ones among them."""

    added: tuple[Obligation, ...] = ()
    changed: tuple[tuple[Obligation, Obligation], ...] = ()
    same: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)

    @property
    def ended(self) -> tuple[Obligation, ...]:
        """Return those that are no longer owed."""
        return tuple(new for _, new in self.changed if new.state is ObligationState.ENDED)


def derive_obligations(
    office: Office, *, dry_run: bool, by: str = OFFICE, channel: Channel | None = None
) -> ObligationChange:
    """Derive every obligation as of today, in one transaction, with a row in the record if anything changes.

    A dry run writes nothing.
    """
    at = office.clock.now()
    if dry_run:
        return office.read(lambda record: _refreshed(record, office, at))
    with office.store.act() as record:
        change = refresh_obligations(record, office, at)
        if change:
            record.ledger.append(by_word(office, _entry(office, change, at=at, by=by, channel=channel)))
            if channel is not None:
                rows = count_rows((NEW, len(change.added)), (CHANGED, len(change.changed)))
                entry = ClerkEntry(what="obligations", about="", rows=rows, by=by)
                tell_named(record, office, entry, channel=channel, at=at)
        return change


def refresh_obligations(
    record: Transaction, office: Office, at: datetime, *, codes: Collection[str] | None = None
) -> ObligationChange:
    """Bring, within an act, the obligations of the units with these codes (None: all) to what the record now says.

    Obligations of others that depend on them (of whoever directs or succeeds them) are refreshed with them.
    """
    change = _refreshed(record, office, at, codes=codes)
    _write(record, change, at)
    return change


def refresh_unit_obligations(record: Transaction, office: Office, unit: Unit, at: datetime) -> None:
    """Refresh what one unit owes by itself, without reading the whole register; for acts on its plan or case."""
    # Who began after the plan may owe something only once it is done, and has nothing on record by which to see that.
    if unit.valid_from is not None and unit.valid_from > office.campaign.plan.date:
        refresh_obligations(record, office, at, codes=[unit.code])
        return
    of_others = Audience.PILOT_DIRECTORS
    by_itself = {task.id for task in office.campaign.tasks if task.audience is not of_others and not task.about}
    owed = record.obligations.of_units([unit.code]) if by_itself else ()
    old = {_key(obligation): obligation for obligation in owed if obligation.derived.task in by_itself}
    if old:
        settled = _settlements(record, office, [unit], at.date(), codes=[unit.code])
        derived = [duty for duty in _derived(record, office, [unit], settled) if duty.task in by_itself]
        _write(record, _change(office, settled, derived, old, at), at)


def preview_dates(record: Transaction, office: Office, at: datetime, dates: Sequence[DateSet]) -> ObligationChange:
    """Return what would change if these were the days that the Board has set; nothing is written."""
    return _refreshed(record, office, at, dates=dates)


def settled_on(record: Transaction, office: Office, on: date) -> SettledOn:
    """Return when units settled their tasks, as the record has it on that day."""
    return _settlements(record, office, record.register.units(), on, codes=None).done_on


def owed_on(record: Transaction, office: Office, units: Sequence[Unit], on: date) -> list[tuple[Derived, date | None]]:
    """Return what was owed on any day, under the orders and Board dates of then, and when it was settled as known now.

    `units`: the whole register.
    """
    settled = _settlements(record, office, units, on, codes=None)
    derived = _derived(record, office, units, settled)
    return [(duty, settled.done_on(duty.unit, office.campaign.task(duty.task))) for duty in derived]


def _refreshed(
    record: Transaction,
    office: Office,
    at: datetime,
    *,
    codes: Collection[str] | None = None,
    dates: Sequence[DateSet] | None = None,
) -> ObligationChange:
    units = record.register.units()
    concerned = _concerned(office, units, codes) if codes is not None else None
    known = None
    if concerned is not None:
        known = _whose_evidence_counts(office, office.plan_in_force(record, at.date()), units, concerned)
    settled = _settlements(record, office, units, at.date(), codes=known)
    old = {_key(obligation): obligation for obligation in record.obligations.of_units(concerned)}
    derived = _derived(record, office, units, settled, owners=concerned, dates=dates)
    return _change(office, settled, derived, old, at)


def _concerned(office: Office, units: Sequence[Unit], codes: Collection[str]) -> set[str]:
    """Return the units with these codes, who directs pilots among them or owes something about one, and successors."""
    wanted = set(codes)
    above = {unit.parent for unit in units if unit.code in wanted and unit.parent}
    after = {unit.successor for unit in units if unit.code in wanted and unit.successor}
    about = {code for task in office.campaign.tasks if task.about in wanted for code in task.units}
    return wanted | above | after | about | {body.unit for body in office.campaign.bodies if body.unit}


def _whose_evidence_counts(
    office: Office, plan: Campaign, units: Sequence[Unit], concerned: Collection[str]
) -> set[str]:
    """Return whose evidence settles what the `concerned` owe: their own, their pilots', their predecessors'.

    `plan`: the one in force.
    """
    named = {code for pilot in plan.pilots for code in pilot.codes}
    named |= {task.about for task in office.campaign.tasks if task.about and not set(task.units).isdisjoint(concerned)}
    others = {unit.code for unit in units if unit.successor in concerned or (unit.pilot and unit.parent in concerned)}
    return {*concerned, *named, *others}


def _settlements(
    record: Transaction, office: Office, units: Sequence[Unit], on: date, *, codes: Collection[str] | None
) -> Settlements:
    evidence: dict[Key, list[Evidence]] = defaultdict(list)
    for row in record.obligations.evidence(codes):
        evidence[row.unit, row.task].append(row)
    return Settlements(
        campaign=office.plan_in_force(record, on),
        units=by_code(units),
        evidence=evidence,
        plan_days=record.obligations.plan_days(codes),
        cases={case.unit: case for case in record.cases.all()},
        on=on,
    )


def _derived(
    record: Transaction,
    office: Office,
    units: Sequence[Unit],
    settled: Settlements,
    *,
    owners: Collection[str] | None = None,
    dates: Sequence[DateSet] | None = None,
) -> list[Derived]:
    """Return what these units (only the `owners`) owe, by the days that the Board has set, or by `dates` instead."""
    cases = settled.cases.values()
    fixed = {
        case.unit: FixedDay(day=case.fixed_day, document=case.fixed_by)
        for case in cases
        if case.fixed_day
        and settled.campaign.is_gated(case.unit)
        and (unit := settled.bearer(case.unit))
        and case.is_of(unit)
    }
    return derive(
        with_dates_set(office.campaign, _dates_set(record, office, settled.on) if dates is None else dates),
        units,
        on=settled.on,
        orders=record.orders.all(),
        fixed=fixed,
        owners=owners,
        settled_on=settled.done_on,
    )


def _dates_set(record: Transaction, office: Office, on: date) -> Sequence[DateSet]:
    """Return what the Board had set by that day."""
    zone = office.clock.now().tzinfo
    return [date_set for date_set in record.board_dates.all() if date_set.set_at.astimezone(zone).date() <= on]


def _change(
    office: Office, settled: Settlements, derived: Iterable[Derived], old: Mapping[Key, Obligation], at: datetime
) -> ObligationChange:
    added: list[Obligation] = []
    changed: list[tuple[Obligation, Obligation]] = []
    owed = {(duty.unit, duty.task): _standing(settled, duty, old.get((duty.unit, duty.task)), at) for duty in derived}
    over = {key: _without_owner(office, settled, obligation, at) for key, obligation in old.items() if key not in owed}
    for key, new in (owed | over).items():
        if key not in old:
            added.append(new)
        elif old[key] != new:
            changed.append((old[key], new))
    same = len(owed) + len(over) - len(added) - len(changed)
    return ObligationChange(added=tuple(added), changed=tuple(changed), same=same)


def _standing(settled: Settlements, derived: Derived, old: Obligation | None, at: datetime) -> Obligation:
    if old is not None and _was_anothers(settled.bearer(derived.unit), old):
        old = None
    task = settled.campaign.task(derived.task)
    done_on = settled.done_on(derived.unit, task)
    state = state_of(derived, done_on, on=settled.on)
    waiting_on = settled.waiting_on(derived, task, state)
    return Obligation(
        derived=derived,
        state=state,
        waiting_on=waiting_on,
        waiting_since=old.waiting_since if old and old.waiting_on == waiting_on else at,
        done_on=done_on,
        # A due day that was moved begins the ladder again.
        rung=old.rung if old and old.derived.due == derived.due else 0,
    )


def _was_anothers(unit: Unit | None, old: Obligation) -> bool:
    """Return whether it was owed by who bore the code before: the unit begins its ladder and its time anew."""
    return unit is not None and unit.valid_from is not None and old.waiting_since.date() < unit.valid_from


def _without_owner(office: Office, settled: Settlements, old: Obligation, at: datetime) -> Obligation:
    """Return what nobody owes any more: settled in its time, or ended."""
    task = next((task for task in office.campaign.tasks if task.id == old.derived.task), None)
    counts = task is not None and task.settled_by in BY_EVIDENCE
    done_on = settled.done_on(old.derived.unit, task) if task and counts else old.done_on
    state = ObligationState.DONE if done_on else ObligationState.ENDED
    return replace(
        old, state=state, waiting_on="", waiting_since=at if old.waiting_on else old.waiting_since, done_on=done_on
    )


def _write(record: Transaction, change: ObligationChange, at: datetime) -> None:
    record.obligations.add(change.added)
    record.obligations.change(new for _, new in change.changed)
    record.obligations.add_holding_times(_holding_times(change, at))


def _holding_times(change: ObligationChange, at: datetime) -> Iterator[HoldingTime]:
    """Yield how long each party was waited for, where another is waited for now."""
    for old, new in change.changed:
        if old.waiting_on and old.waiting_on != new.waiting_on and old.waiting_since < at:
            unit, task = _key(old)
            yield HoldingTime(unit=unit, task=task, holder=old.waiting_on, since=old.waiting_since, until=at)


def _key(obligation: Obligation) -> Key:
    return obligation.derived.unit, obligation.derived.task


def differences(old: Obligation, new: Obligation) -> dict[str, tuple[Any, Any]]:
    """Return what differs, by the field's name, as it was and as it is."""
    before_and_after = {
        **{
            field.name: (getattr(old.derived, field.name), getattr(new.derived, field.name))
            for field in fields(Derived)
        },
        "state": (old.state, new.state),
        "ball": (old.waiting_on, new.waiting_on),  # a key of sealed rows: spelt as it always was
        "done_on": (old.done_on, new.done_on),
    }
    return {name: values for name, values in before_and_after.items() if values[0] != values[1]}


def _entry(office: Office, change: ObligationChange, *, at: datetime, by: str, channel: Channel | None) -> LedgerEntry:
    added: dict[str, int] = defaultdict(int)
    for obligation in change.added:
        added[obligation.derived.task] += 1
    return LedgerEntry(
        kind=LedgerKind.OBLIGATION,
        at=at,
        actor=by,
        what="derived",
        channel=channel or "",
        campaign_sha256=office.campaign.sha256,
        details={"owed_anew": added, "owed_otherwise": _grouped(change)},
    )


def _grouped(change: ObligationChange) -> list[dict[str, object]]:
    """Return units with the same changes together: an order that moves a hundred communes is one line."""
    units: dict[tuple[str, tuple[tuple[str, str, str], ...]], list[str]] = defaultdict(list)
    for old, new in change.changed:
        fields_changed = tuple((name, str(was), str(now)) for name, (was, now) in differences(old, new).items())
        units[new.derived.task, fields_changed].append(new.derived.unit)
    return [
        {"task": task, "fields": list(fields_changed), "units": codes}
        for (task, fields_changed), codes in units.items()
    ]

"""What an order would change: whose days, form and cap, from what to what, and which conferences it leaves alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.obligations.board_dates import with_dates_set
from emulation_workflow.domain.obligations.obligation import Derived
from emulation_workflow.domain.orders.faults import CampaignOnDay, concerned, order_faults
from emulation_workflow.domain.orders.in_force import Terms, event_task, terms_of
from emulation_workflow.domain.orders.order import Order, sha256_of
from emulation_workflow.domain.orders.plan_in_force import plan_in_force
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.schedule.derivation import FixedDay, SettledOn, derive
from emulation_workflow.office.obligations.refresh import settled_on
from emulation_workflow.office.office import Office, refuse_any
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """What changes for one unit: its conference, and what else it owes because of it.

    `tasks` are pairs of old and new; the conference itself is not among them.
    """

    unit: Unit
    old: Terms
    new: Terms
    tasks: tuple[tuple[Derived, Derived], ...]

    @property
    def is_about_conference(self) -> bool:
        """Return whether the conference's own terms change."""
        return self.old.binding != self.new.binding


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldConference:
    """A conference in the order's scope that was held. `is_after`: it was held while the order was in force."""

    unit: Unit
    held_on: date
    is_after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a document would change on `on`, the day on which it takes effect (today, if it has already).

    `same`: units in its scope for which nothing changes. `is_repeat`: this very document was entered before.
    """

    document: tuple[Order, ...]
    on: date
    changed: tuple[UnitChange, ...] = ()
    held: tuple[HeldConference, ...] = ()
    same: tuple[Unit, ...] = ()
    is_repeat: bool = False


def effects(record: Transaction, office: Office, document: Sequence[Order], at: datetime) -> Preview:
    """Return what `document` would change. Rejected with everything that is wrong with it."""
    entered = record.orders.all()
    others = [order for order in entered if not document or order.document != document[0].document]
    known = _known(record, office, others, at)
    refuse_any([*order_faults(document, known), *_number_taken(document, entered, office.campaign)])
    if any(order.document == document[0].document for order in entered):
        on = max(at.date(), document[0].effective_from)
        return Preview(document=tuple(document), on=on, is_repeat=True)
    return _comparison(record, office, document, entered, at).preview(tuple(document), known.once(document))


def effects_at_entry(record: Transaction, office: Office, document: Sequence[Order]) -> Preview:
    """Return what an entered document changed when it was entered, as its letters told."""
    entered, at = record.orders.all(), document[0].entered_at
    before = entered[: entered.index(document[0])]
    known = _known(record, office, before, at)
    now = _comparison(record, office, document, before, at)
    # What was settled since is no exception to the order: it was done under it.
    then = replace(now, settled_on=lambda unit, task: _by(at.date(), now.settled_on(unit, task)))
    return then.preview(tuple(document), known.once(document))


def _by(on: date, settled: date | None) -> date | None:
    return settled if settled is not None and settled <= on else None


def _known(record: Transaction, office: Office, orders: Sequence[Order], at: datetime) -> CampaignOnDay:
    """Return the plan as these orders left it, with the units of that day."""
    plan = plan_in_force(office.campaign, orders, on=at.date())
    return CampaignOnDay(campaign=plan, units=record.register.units(at.date()), today=at.date())


def _comparison(
    record: Transaction, office: Office, document: Sequence[Order], before: Sequence[Order], at: datetime
) -> "_Comparison":
    on = max(at.date(), document[0].effective_from)
    return _Comparison(
        campaign=with_dates_set(office.campaign, record.board_dates.all()),
        units=record.register.units(),
        before=tuple(before),
        after=(*before, *document),
        on=on,
        settled_on=settled_on(record, office, at.date()),
        fixed={
            case.unit: FixedDay(day=case.fixed_day, document=case.fixed_by)
            for case in record.cases.all()
            if case.fixed_day
            and office.is_gated(record, case.unit)
            and (unit := record.register.unit(case.unit, on))
            and case.is_of(unit)
        },
    )


def _number_taken(document: Sequence[Order], entered: Sequence[Order], campaign: Campaign) -> Iterator[Problem]:
    """Yield a fault where the number is another document's: a document is replaced by another, never corrected."""
    same = [order for order in entered if document and order.document == document[0].document]
    if same and sha256_of(same) != sha256_of(document):
        order = same[0]
        params = {"number": order.number, "issuer": campaign.body(order.issuer).name, "year": f"{order.signed_on:%Y}"}
        yield Problem(code=ProblemCode.ORDER_NUMBER_TAKEN, params={**params, "day": order.entered_at.date()})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparison:
    """Everything that binds units on a day, before and after some orders."""

    campaign: Campaign
    units: Sequence[Unit]
    before: tuple[Order, ...]
    after: tuple[Order, ...]
    on: date
    settled_on: SettledOn
    fixed: Mapping[str, FixedDay]

    def preview(self, document: tuple[Order, ...], known: CampaignOnDay) -> Preview:
        """Return what the document changes, unit by unit."""
        meant = {unit.code: (unit, level) for order in document for unit, level in concerned(order, known)}
        held = {unit.code: day for unit, level in meant.values() if (day := self._held_on(unit, level))}
        tasks = self._tasks()
        codes = sorted((meant.keys() - held.keys()) | tasks.keys())
        by_code = {unit.code: unit for unit in known.units}
        changes = [self._change(by_code[code], tasks[code], held) for code in codes if code in by_code]
        changed = [change for change in changes if change.is_about_conference or change.tasks]
        touched = {change.unit.code for change in changed}
        return Preview(
            document=document,
            on=self.on,
            changed=tuple(changed),
            held=tuple(
                HeldConference(unit=by_code[code], held_on=day, is_after=document[0].effective_from <= day)
                for code, day in sorted(held.items())
            ),
            same=tuple(unit for code, (unit, _) in meant.items() if code not in touched and code not in held),
        )

    def _change(self, unit: Unit, tasks: Iterable[tuple[Derived, Derived]], held: Mapping[str, date]) -> UnitChange:
        old = self._terms(unit, self.before)
        new = old if unit.code in held else self._terms(unit, self.after)
        return UnitChange(unit=unit, old=old, new=new, tasks=tuple(tasks))

    def _terms(self, unit: Unit, orders: Sequence[Order]) -> Terms:
        fixed = self.fixed.get(unit.code)
        day, document = (fixed.day, fixed.document) if fixed else (None, "")
        return terms_of(self.campaign, unit, orders, on=self.on, fixed_day=day, fixed_by=document)

    def _held_on(self, unit: Unit, level: Level) -> date | None:
        task = event_task(self.campaign, level)
        return self.settled_on(unit.code, task) if task else None

    def _tasks(self) -> Mapping[str, list[tuple[Derived, Derived]]]:
        """Return what is not settled and changes, besides the conferences themselves, by the unit that owes it."""
        events = {task.id for level in self.campaign.levels if (task := event_task(self.campaign, level))}
        changed: dict[str, list[tuple[Derived, Derived]]] = defaultdict(list)
        before, after = self._derived(self.before), self._derived(self.after)
        for key in sorted(before.keys() | after.keys()):
            # An order may move a window past the first day of a unit that owed nothing, or back before it.
            old = before.get(key) or _not_owed(after[key])
            new = after.get(key) or _not_owed(old)
            is_open = self.settled_on(new.unit, self.campaign.task(new.task)) is None
            if new.task not in events and is_open and _bound(old) != _bound(new):
                changed[new.unit].append((old, new))
        return changed

    def _derived(self, orders: Sequence[Order]) -> dict[tuple[str, str], Derived]:
        owed = derive(
            self.campaign, self.units, on=self.on, orders=orders, fixed=self.fixed, settled_on=self.settled_on
        )
        return {(derived.unit, derived.task): derived for derived in owed}


def _not_owed(derived: Derived) -> Derived:
    """Return the same as what binds nobody."""
    return replace(derived, is_suspended=False, is_cancelled=True)


def _bound(derived: Derived) -> tuple[Any, ...]:
    """Return what a unit has to keep to: while something is suspended or cancelled, its days bind nobody."""
    if derived.is_suspended or derived.is_cancelled:
        return None, None, derived.is_suspended, derived.is_cancelled
    return derived.start, derived.due, False, False

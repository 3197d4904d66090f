"""The roll-up of any day: "tổng hợp, báo cáo Ủy ban nhân dân tỉnh theo quy định" (III.3).

What had happened by that day, as the record knows it now. Obligations as they stand are added up by the database; for
a day before something changed, what was owed then is derived anew. Reports and difficulties bear their own days.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from emulation_workflow.domain.campaign import Audience, Campaign, DueKind, Level, Settlement, Task
from emulation_workflow.domain.figures import HELD, Figure, FigureKind
from emulation_workflow.domain.obligations import Derived, ObligationState
from emulation_workflow.domain.ordering import event_task
from emulation_workflow.domain.orders import OrderKind
from emulation_workflow.domain.register import UnitKey, key_of
from emulation_workflow.domain.roll_up import Part, RollUp, Slice, VersionUsed, by_level, grow, heir, standing
from emulation_workflow.domain.settlement import by_code
from emulation_workflow.domain.units import Unit
from emulation_workflow.office.desk import Office
from emulation_workflow.office.obligations import owed_on
from emulation_workflow.ports import Transaction

_SETTLED: Mapping[Settlement, FigureKind] = {
    Settlement.PLAN: FigureKind.PLANS,
    Settlement.CLEARANCE: FigureKind.CLEARED,
    Settlement.DELEGATE_LIST: FigureKind.LISTS,
}
_ONE_DAY = timedelta(days=1)

Place = tuple[str, str | None, str, str]
"""Level, unit above, group, and the unit, "" where it is folded: as `Part` has them."""


def roll_up(office: Office, on: date, *, opened: bool = True) -> RollUp:
    """All figures as of `on`. Not `opened`, units that direct no others are folded by what they share, and it is quick.

    Without a unit of the congress's level on that day the province stands at the top by its name alone.
    """
    with office.store.look() as record:
        return rolled_up(record, office, on, opened=opened, anew=not stands_as_of(record, office, on))


def rolled_up(record: Transaction, office: Office, on: date, *, opened: bool, anew: bool) -> RollUp:
    """The same within a transaction; `anew`: what was owed is derived for that day, and not read as it stands."""
    adding = _Adding(office=office, record=record, on=on, opened=opened)
    owed = adding.owed_anew() if anew else adding.owed_as_it_stands()
    parts = [*owed, *adding.reported()]
    return RollUp(
        as_of=on,
        root=grow(adding.root, adding.directing.values(), parts, adding.names()),
        levels=by_level(parts),
        versions=adding.versions,
    )


def stands_as_of(record: Transaction, office: Office, on: date) -> bool:
    """Whether obligations as they stand are also those of `on`: no order and no change of the register lies between."""
    today = office.clock.now().date()
    since, until = min(on, today), max(on, today)
    for order in record.orders() if on != today else ():
        ends = order.until + _ONE_DAY if order.kind is OrderKind.SUSPEND and order.until else order.effective_from
        if since < order.effective_from <= until or since < ends <= until:
            return False
    return on == today or not record.register_changed(since, until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """How one bound unit stands to its conference on a day; `held_on` if it was held by then."""

    derived: Derived
    stands: Figure
    held_on: date | None


def conferences_on(record: Transaction, office: Office, on: date, *, anew: bool) -> list[Conference]:
    """Each bound unit's conference as of `on`, by code; `anew` as in `rolled_up`."""
    events = {
        level.id: event.id
        for level in office.campaign.levels
        if level.conference is not None and (event := event_task(office.campaign, level)) is not None
    }
    units = record.units()
    valid = {unit.code for unit in units if unit.is_valid_on(on)}
    if anew:
        owed = owed_on(record, office, units, on)
    else:
        owed = [(one.derived, one.done_on) for one in record.obligations() if one.state is not ObligationState.ENDED]
    return [
        Conference(
            derived=derived,
            stands=standing(derived, done_on, on),
            held_on=done_on if done_on is not None and done_on <= on else None,
        )
        for derived, done_on in owed
        if derived.unit in valid and derived.task == events.get(derived.level)
    ]


@dataclass(kw_only=True)
class _Adding:
    """One roll-up under way; the whole register is read only if something needs it."""

    office: Office
    record: Transaction
    on: date
    opened: bool

    @property
    def campaign(self) -> Campaign:
        return self.office.campaign

    @cached_property
    def units(self) -> Sequence[Unit]:
        """The whole register."""
        return self.record.units()

    @cached_property
    def valid(self) -> Mapping[str, Unit]:
        return {unit.code: unit for unit in self.units if unit.is_valid_on(self.on)}

    @cached_property
    def directing(self) -> Mapping[str, Unit]:
        """The units that have others below them: those of a level that another one sends its delegates to."""
        uppers = {level.upper for level in self.campaign.levels}
        words = [word for level in self.campaign.levels if level.id in uppers for word in level.unit_levels]
        return {unit.code: unit for word in words for unit in self.record.units_of(word, self.on)}

    @cached_property
    def root(self) -> Unit:
        tops = [word for level in self.campaign.levels if level.conference is None for word in level.unit_levels]
        found = [unit for unit in self.directing.values() if unit.level in tops]
        by_name = Unit(code=self.campaign.id, name=self.campaign.province, level="", kind="")
        return found[0] if len(found) == 1 else by_name

    def names(self) -> dict[str, str]:
        names = {level.id: level.name for level in self.campaign.levels}
        return names | {code: unit.name for code, unit in self.valid.items()} if self.opened else names

    def owed_as_it_stands(self) -> Iterator[Part]:
        for level, of in self._slices():
            event = event_task(self.campaign, level)
            if level.conference is not None:
                holding = self.record.holding(of, event.id if event else "")
                yield from holding
                yield from (replace(part, figure=Figure(FigureKind.BOUND)) for part in holding)
            if event is not None and level.conference is not None:
                yield from self.record.unreported(of, event.id)
            for task, kind in self._tasks(level):
                if kind is FigureKind.LESSONS:
                    yield from self.record.owed(of, task.id, FigureKind.LESSONS_OWED)
                yield from self.record.done(of, task.id, kind)
        yield from self._found_with_heirs()

    def owed_anew(self) -> Iterator[Part]:
        owed = owed_on(self.record, self.office, self.units, self.on)
        found = {(one.unit, one.task): (one, done_on) for one, done_on in owed}
        reported = {one.counts_for for one in self.versions}
        for unit in self.valid.values():
            level = self.campaign.level_of(unit.level)
            if level is None:
                continue
            for figure in self._owed_of(unit, level, found, has_report=unit.code in reported):
                yield Part(*self._place(unit), figure, 1)

    def _owed_of(
        self,
        unit: Unit,
        level: Level,
        found: Mapping[tuple[str, str], tuple[Derived, date | None]],
        *,
        has_report: bool,
    ) -> Iterator[Figure]:
        event = event_task(self.campaign, level)
        if level.conference is not None:
            owed = found.get((unit.code, event.id)) if event else None
            stands = standing(*owed, on=self.on) if owed else Figure(FigureKind.NOT_DUE)
            yield from (Figure(FigureKind.BOUND), stands)
            if stands.kind in HELD and not has_report:
                yield Figure(FigureKind.REPORTS_MISSING)
        for task, kind in self._tasks(level):
            if (unit.code, task.id) in found:
                _, done_on = found[unit.code, task.id]
                if kind is FigureKind.LESSONS:
                    yield Figure(FigureKind.LESSONS_OWED)
                if done_on is not None and done_on <= self.on:
                    yield Figure(kind)

    def reported(self) -> Iterator[Part]:
        for _, of in self._slices():
            yield from self.record.reported(of)
        for key, counts in self.record.reported_by_past(self.on).items():
            place = self._place_in_past(key)
            yield from (Part(*place, figure, number) for figure, number in counts.items())

    @cached_property
    def versions(self) -> tuple[VersionUsed, ...]:
        return (*self.record.versions_used(self.on), *self._versions_of_past)

    def _found_with_heirs(self) -> Iterator[Part]:
        """Who took over a report lacks none."""
        for code in {one.counts_for for one in self._versions_of_past if one.counts_for}:
            unit = self.valid[code]
            level = self.campaign.level_of(unit.level)
            event = event_task(self.campaign, level) if level else None
            if event is not None and self.record.lacks_report(code, event.id, self.on):
                yield Part(*self._place(unit), Figure(FigureKind.REPORTS_MISSING), -1)

    @cached_property
    def _versions_of_past(self) -> Sequence[VersionUsed]:
        found = self.record.versions_of_past(self.on)
        return [replace(one, counts_for=taker.code if (taker := self._heir(key)) else "") for key, one in found]

    @cached_property
    def _known(self) -> Mapping[UnitKey, Unit]:
        return {key_of(unit): unit for unit in self.units}

    @cached_property
    def _by_code(self) -> Mapping[str, Sequence[Unit]]:
        return by_code(self.units)

    def _heir(self, key: UnitKey) -> Unit | None:
        return heir(self._by_code, self._known[key], self.on)

    def _place_in_past(self, key: UnitKey) -> Place:
        """That of whoever took the unit's place; of what nobody took over, that of the unit above, in its level."""
        taker, unit = self._heir(key), self._known[key]
        if taker is not None:
            return self._place(taker)
        level = self.campaign.level_of(unit.level)
        above = unit.parent if unit.parent in self.directing else self.root.code
        return level.id if level else "", None, "", above or ""

    def _place(self, unit: Unit) -> Place:
        level = self.campaign.level_of(unit.level)
        is_shown = self.opened or unit.code in self.directing
        return level.id if level else "", unit.parent, unit.group, unit.code if is_shown else ""

    def _slices(self) -> Iterator[tuple[Level, Slice]]:
        directing = {unit.level for unit in self.directing.values()}
        for level in self.campaign.levels:
            for word in level.unit_levels:
                by_unit = self.opened or word in directing
                yield level, Slice(level=level.id, word=word, on=self.on, by_unit=by_unit)

    def _tasks(self, level: Level) -> Iterator[tuple[Task, FigureKind]]:
        """The tasks that units of the level may owe and that are counted, and as what."""
        for task in self.campaign.tasks:
            if task.audience is Audience.PILOT_DIRECTORS:
                if task.due is DueKind.BEFORE_GENERAL_WINDOW and level.id in self._directors(task):
                    yield task, FigureKind.LESSONS
            elif task.settled_by in _SETTLED and (not task.levels or level.id in task.levels):
                yield task, _SETTLED[task.settled_by]

    def _directors(self, task: Task) -> set[str]:
        """The levels of those who direct the pilots that the task is about."""
        found = set()
        bodies = {body.id: body.unit for body in self.campaign.bodies if body.unit}
        for pilot in self.campaign.pilots:
            if not task.levels or pilot.level in task.levels:
                doing = self.record.unit(bodies[pilot.director], self.on) if pilot.director in bodies else None
                level = self.campaign.level_of(doing.level) if doing else None
                found.add(level.id if level else pilot.director)
        return found

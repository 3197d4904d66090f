"""Adding up one roll-up: reports, difficulties and what is owed, each where its unit is."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from emulation_workflow.domain.campaign import Audience, Campaign, DueKind, Level, Settlement, Task
from emulation_workflow.domain.obligations.obligation import Derived, ObligationState
from emulation_workflow.domain.orders.in_force import event_task
from emulation_workflow.domain.registers import Unit, UnitKey, key_of
from emulation_workflow.domain.roll_up import (
    HELD,
    Figure,
    FigureKind,
    RollUpPlace,
    UnitOnDay,
    UnitStanding,
    VersionUsed,
    figure_of,
    standing,
    successor_of,
)
from emulation_workflow.domain.schedule.settlement import by_code
from emulation_workflow.office.obligations.refresh import owed_on
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction

_BOUND, _MISSING = Figure(FigureKind.BOUND), Figure(FigureKind.REPORTS_MISSING)
_PLANNED, _LISTED = (Settlement.PLAN, Settlement.CLEARANCE), (Settlement.DELEGATE_LIST,)
_PLANS, _LISTS = Figure(FigureKind.PLANS), Figure(FigureKind.LISTS)
_REPORTS = Figure(FigureKind.REPORTS).key

Done = Mapping[str, Collection[str]]
"""By task, the units that have done it."""


@dataclass(kw_only=True)
class RollUpBuilder:
    """One roll-up being added up; the whole register is read only if something needs it."""

    office: Office
    record: Transaction
    on: date
    opened: bool
    counted: defaultdict[RollUpPlace, dict[Figure, int]] = field(default_factory=lambda: defaultdict(dict))
    versions: list[VersionUsed] = field(default_factory=list)

    def add_reports(self) -> None:
        """Count reports and what they say where their unit is, or whoever succeeded it."""
        found: defaultdict[RollUpPlace, dict[str, int]] = defaultdict(dict)
        for bearer, version, sha256, figures in self.record.roll_up.reported(self.on):
            place, code = self._place_of(bearer)
            counts = found[place]
            for key, number in figures.items():
                counts[key] = counts.get(key, 0) + number
            counts[_REPORTS] = counts.get(_REPORTS, 0) + 1
            self.versions.append(VersionUsed(bearer.code, version, sha256, code))
        for place, counts in found.items():
            self.counted[place] = {figure_of(key): number for key, number in counts.items() if number}

    def add_difficulties(self) -> None:
        """Count difficulties where their unit is, or whoever succeeded it."""
        for bearer, is_open in self.record.roll_up.raised(self.on):
            place, _ = self._place_of(bearer)
            self._count(place, FigureKind.DIFFICULTIES)
            if is_open:
                self._count(place, FigureKind.DIFFICULTIES_OPEN)

    def add_owed_now(self) -> None:
        """Count what is owed as the obligations are now."""
        beside = [task.id for task in self.campaign.tasks if task.settled_by in (*_PLANNED, *_LISTED)]
        done = self.record.roll_up.done(beside, self.on)
        for level in self.campaign.levels:
            if level.conference is not None:
                for word in level.unit_levels:
                    of_word = self.record.roll_up.standings(word, self.on, event=self._event(level))
                    self._add_standings(level, of_word, done)
        for task, words, codes in self._by_few():
            for word in words:
                for code, is_done in self.record.roll_up.owing(word, task.id, self.on):
                    self._add_one_of_few(task, code, is_done=is_done)
            for obligation in self.record.obligations.of_units(codes):
                if obligation.derived.task == task.id and obligation.state is not ObligationState.ENDED:
                    is_done = obligation.done_on is not None and obligation.done_on <= self.on
                    self._add_one_of_few(task, obligation.derived.unit, is_done=is_done)

    def add_owed_anew(self) -> None:
        """Count what was owed on the day, derived from campaign, register and orders of then."""
        owed = owed_on(self.record, self.office, self.units, self.on)
        by_owed = {(derived.unit, derived.task): (derived, done_on) for derived, done_on in owed}
        done: defaultdict[str, set[str]] = defaultdict(set)
        for (code, task_id), (_, done_on) in by_owed.items():
            if done_on is not None and done_on <= self.on:
                done[task_id].add(code)
        for level in self.campaign.levels:
            if level.conference is not None:
                self._add_standings(level, self._derived_standings(level, by_owed), done)
        few = {task.id: task for task, _, _ in self._by_few()}
        for code, task_id in by_owed:
            if task_id in few:
                self._add_one_of_few(few[task_id], code, is_done=code in done[task_id])

    def _derived_standings(
        self, level: Level, by_owed: Mapping[tuple[str, str], tuple[Derived, date | None]]
    ) -> Iterator[UnitStanding]:
        event = self._event(level)
        for unit in self.valid.values():
            if unit.level in level.unit_levels:
                owed = by_owed.get((unit.code, event))
                figure = standing(*owed, self.on) if owed else Figure(FigureKind.NOT_OWED)
                yield UnitStanding(unit.code, unit.parent, unit.group, figure)

    def _add_standings(self, level: Level, standings: Iterable[UnitStanding], done: Done) -> None:
        """Add units of the same standing at one place together: they are counted before they are added."""
        reporting = {version.counts_for for version in self.versions}
        planned, listing = self._have_done(level, _PLANNED, done), self._have_done(level, _LISTED, done)
        shown = None if self.opened else self.directing
        alike = Counter(
            (
                code if shown is None or code in shown else "",
                parent,
                group,
                figure,
                code in planned,
                code in listing,
                code in reporting,
            )
            for code, parent, group, figure in standings
        )
        for (code, parent, group, held_as, has_plan, has_list, has_report), number in alike.items():
            counts = self.counted[RollUpPlace(level.id, parent, group, code)]
            is_missing = held_as.kind in HELD and not has_report
            is_so = ((_BOUND, True), (held_as, True), (_PLANS, has_plan), (_LISTS, has_list), (_MISSING, is_missing))
            for figure, counts_here in is_so:
                if counts_here:
                    counts[figure] = counts.get(figure, 0) + number

    def _add_one_of_few(self, task: Task, code: str, *, is_done: bool) -> None:
        unit = self.directing.get(code) or self.record.register.unit(code, self.on)
        if unit is None:
            return
        if task.settled_by is Settlement.CLEARANCE:
            if is_done:
                self._count(self._place(unit), FigureKind.CLEARED)
            return
        self._count(self._place(unit), FigureKind.LESSONS_OWED)
        if is_done:
            self._count(self._place(unit), FigureKind.LESSONS)

    def _count(self, place: RollUpPlace, kind: FigureKind) -> None:
        counts = self.counted[place]
        counts[Figure(kind)] = counts.get(Figure(kind), 0) + 1

    @cached_property
    def campaign(self) -> Campaign:
        return self.office.plan_in_force(self.record, self.on)

    @cached_property
    def units(self) -> Sequence[Unit]:
        """Return the whole register."""
        return self.record.register.units()

    @cached_property
    def valid(self) -> Mapping[str, Unit]:
        """Return the units valid on the day, by code."""
        return {unit.code: unit for unit in self.units if unit.is_valid_on(self.on)}

    @cached_property
    def directing(self) -> Mapping[str, Unit]:
        """Return the units that have others below them: those of a level that another one sends its delegates to."""
        uppers = {level.upper for level in self.campaign.levels}
        words = [word for level in self.campaign.levels if level.id in uppers for word in level.unit_levels]
        return {unit.code: unit for word in words for unit in self.record.roll_up.units_of(word, self.on)}

    @cached_property
    def root(self) -> Unit:
        """Return the unit at the top, or the province by its name alone."""
        tops = [word for level in self.campaign.levels if level.conference is None for word in level.unit_levels]
        at_the_top = [unit for unit in self.directing.values() if unit.level in tops]
        by_name = Unit(code=self.campaign.id, name=self.campaign.province, level="", kind="")
        return at_the_top[0] if len(at_the_top) == 1 else by_name

    def names(self) -> dict[str, str]:
        """Return the names of levels and, where units are opened, of units, by id and code."""
        names = {level.id: level.name for level in self.campaign.levels}
        return names | {code: unit.name for code, unit in self.valid.items()} if self.opened else names

    def _place_of(self, bearer: UnitOnDay) -> tuple[RollUpPlace, str]:
        """Return where it counts, and for whom: whoever succeeded the unit; "" where nobody did, for the unit above."""
        level = self._level_ids.get(bearer.level, "")
        if not bearer.is_over:
            is_shown = self.opened or bearer.code in self.directing
            return RollUpPlace(level, bearer.parent, bearer.group, bearer.code if is_shown else ""), bearer.code
        taker = successor_of(self._by_code, self._known[bearer.code, bearer.valid_from], self.on)
        if taker is not None:
            return self._place(taker), taker.code
        above = bearer.parent if bearer.parent in self.directing else self.root.code
        return RollUpPlace(level, None, "", above or ""), ""

    def _place(self, unit: Unit) -> RollUpPlace:
        is_shown = self.opened or unit.code in self.directing
        return RollUpPlace(self._level_ids.get(unit.level, ""), unit.parent, unit.group, unit.code if is_shown else "")

    @cached_property
    def _level_ids(self) -> Mapping[str, str]:
        return {word: level.id for level in self.campaign.levels for word in level.unit_levels}

    @cached_property
    def _known(self) -> Mapping[UnitKey, Unit]:
        return {key_of(unit): unit for unit in self.units}

    @cached_property
    def _by_code(self) -> Mapping[str, Sequence[Unit]]:
        return by_code(self.units)

    def _event(self, level: Level) -> str:
        event = event_task(self.campaign, level)
        return event.id if event else ""

    def _have_done(self, level: Level, settled_by: Collection[Settlement], done: Done) -> set[str]:
        """Return who has done one of this level's tasks settled so: some owe it by another name, some as clearance."""
        theirs = (task for task in self.campaign.tasks if not task.levels or level.id in task.levels)
        return {code for task in theirs if task.settled_by in settled_by for code in done.get(task.id, ())}

    def _by_few(self) -> Iterator[tuple[Task, set[str], set[str]]]:
        """Yield tasks that few units owe, with the register's words for their levels, or their codes.

        They are the clearance of gated plans, and lessons to be drawn by whoever directs pilots.
        """
        bodies = {body.id: body.unit for body in self.campaign.bodies if body.unit}
        words = {level.id: level.unit_levels for level in self.campaign.levels}
        for task in self.campaign.tasks:
            if task.settled_by is Settlement.CLEARANCE:
                yield task, set(), set(self.campaign.gated_units)
            elif task.audience is Audience.PILOT_DIRECTORS and task.due is DueKind.BEFORE_GENERAL_WINDOW:
                of_task = (pilot for pilot in self.campaign.pilots if not task.levels or pilot.level in task.levels)
                directors = {pilot.director for pilot in of_task}
                by_word = {word for director in directors if director not in bodies for word in words.get(director, ())}
                yield task, by_word, {bodies[director] for director in directors if director in bodies}

"""Who owes what by when, from the campaign, the register and the orders in force; nothing here is typed or invented.

Days are calendar days in the campaign's time zone. Where nobody states a day, `due` is None, until an order, an opinion
or a date of the Board's gives one (A07, A12).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from emulation_workflow.domain.calendar import calendar_of
from emulation_workflow.domain.campaign import (
    Audience,
    Campaign,
    DueKind,
    Level,
    Milestone,
    Offset,
    OffsetBase,
    Pilot,
    Settlement,
    Task,
)
from emulation_workflow.domain.obligations.obligation import Derived, DueSource
from emulation_workflow.domain.orders.in_force import (
    InForce,
    Terms,
    event_task,
    in_force,
    suspension_over,
    terms_at_large,
    terms_of,
)
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.orders.plan_in_force import plan_in_force
from emulation_workflow.domain.registers import Unit

_ONE_DAY = timedelta(days=1)

_COMES_BEFORE = frozenset({Settlement.PLAN, Settlement.DELEGATE_LIST})
"""What a unit makes for its conference, and whose day is past once that was held."""

SettledOn = Callable[[str, Task], date | None]
"""The day on which the unit with a code settled a task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedDay:
    """The day that an opinion set for a pilot without a date (A07), and the document that says so."""

    day: date
    document: str


def derive(
    campaign: Campaign,
    units: Iterable[Unit],
    *,
    on: date,
    orders: Sequence[Order] = (),
    fixed: Mapping[str, FixedDay] | None = None,
    owners: Collection[str] | None = None,
    settled_on: SettledOn = lambda _unit, _task: None,
) -> list[Derived]:
    """Return every obligation of `units` as of `on`: those valid then, and no others, owe. Sorted by unit and task.

    `fixed`: days that opinions set, by the unit's code. `owners`: only what the units with these codes owe.
    `settled_on` tells when a unit settled a task: no order touches what was done before it took effect.
    """
    valid = {unit.code: unit for unit in units if unit.is_valid_on(on)}
    chosen = list(valid.values()) if owners is None else [valid[code] for code in owners if code in valid]
    derivation = _Derivation(
        plan=campaign,
        campaign=plan_in_force(campaign, orders, on=on),
        units=valid,
        owners=chosen,
        on=on,
        orders=orders,
        fixed=fixed or {},
        settled_on=settled_on,
    )
    return sorted(derivation.obligations(), key=lambda owed: (owed.unit, owed.task))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """When something is due, and who says so; `plan` is the plan's own (first day, last day).

    `order` is the number of the order from whose day it is counted.
    """

    start: date | None = None
    due: date | None = None
    source: DueSource = DueSource.NOT_STATED
    words: str = ""
    plan: tuple[date | None, date | None] = (None, None)
    rule: str = ""
    order: str = ""


@dataclass(frozen=True, kw_only=True)
class _Derivation:
    """What is owed on a day; `plan` is the campaign's own file, `campaign` what orders leave of it on that day."""

    plan: Campaign
    campaign: Campaign
    units: Mapping[str, Unit]
    owners: Sequence[Unit]
    on: date
    orders: Sequence[Order]
    fixed: Mapping[str, FixedDay]
    settled_on: SettledOn
    _terms: dict[Unit, Terms] = field(default_factory=dict)
    _days: dict[date, "_Derivation"] = field(default_factory=dict)

    def obligations(self) -> Iterator[Derived]:
        for task in self.campaign.tasks:
            if task.about and task.about not in self.units:
                continue
            for unit, pilot in self._owners(task):
                level = self.campaign.level_of(unit.level)
                if level is not None:
                    about = self.units.get(task.about, unit)
                    owed = self._as_of(self._settled_on(unit, about, task)).obligation(task, unit, level, pilot)
                    is_over = _was_over_before(owed, unit) or _was_over_before(owed, about)
                    if not is_over or self.settled_on(unit.code, task) is not None:
                        yield owed

    def _settled_on(self, unit: Unit, about: Unit, task: Task) -> date | None:
        """Return when this was settled, or its conference was held: what follows is no longer put off."""
        settled = self.settled_on(unit.code, task)
        event = event_task(self.campaign, self._level(about)) if task.goes_with_conference else None
        return settled or (self.settled_on(about.code, event) if event else None)

    def _as_of(self, settled: date | None) -> "_Derivation":
        """Return this derivation on the day on which something was settled; today, if it is not."""
        if settled is None or settled >= self.on:
            return self
        if settled not in self._days:
            campaign = plan_in_force(self.plan, self.orders, on=settled)
            self._days[settled] = replace(self, campaign=campaign, on=settled, _terms={}, _days={})
        return self._days[settled]

    def _owners(self, task: Task) -> Iterator[tuple[Unit, Pilot | None]]:
        """Return each unit that owes the task, once, with the kind of pilot that it directs, if that is why."""
        if task.audience is Audience.PILOT_DIRECTORS:
            for pilot in self.campaign.pilots:
                is_somebody = pilot.is_left_to_director or bool(pilot.codes)
                if is_somebody and (not task.levels or pilot.level in task.levels):
                    yield from ((unit, pilot) for unit in self._directors(pilot))
            return
        for unit in self.owners:
            if self._owes(task, unit):
                yield unit, None

    def _owes(self, task: Task, unit: Unit) -> bool:
        level = self.campaign.level_of(unit.level)
        if level is None or (task.levels and level.id not in task.levels):
            return False
        if task.audience is Audience.CONFERENCE_UNITS:
            return level.conference is not None
        if task.audience is Audience.GATED_PILOTS:
            return level.conference is not None and self.campaign.has_to_pass(level, self._pilot(unit, level))
        if task.audience is Audience.ALL_PILOTS:
            return self._pilot(unit, level) is not None
        if task.audience is Audience.ALL_BUT_PILOTS:
            return level.conference is not None and self._pilot(unit, level) is None
        return task.audience is Audience.LEVELS or unit.code in task.units

    def _pilot(self, unit: Unit, level: Level) -> Pilot | None:
        return self.campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot)

    def _directors(self, pilot: Pilot) -> Iterator[Unit]:
        """Return who directs this kind of pilot: the unit that does a body's work, or each with such units below it."""
        body = next((body for body in self.campaign.bodies if body.id == pilot.director and body.unit), None)
        if body is not None:
            yield from (unit for unit in self.owners if unit.code == body.unit)
            return
        directing = {word for level in self.campaign.levels if level.id == pilot.director for word in level.unit_levels}
        directed = self.campaign.level(pilot.level).unit_levels
        above = {unit.parent for unit in self.units.values() if unit.level in directed}
        yield from (unit for unit in self.owners if unit.level in directing and unit.code in above)

    def obligation(self, task: Task, unit: Unit, level: Level, pilot: Pilot | None) -> Derived:
        concerned = self._a_pilot_of(pilot, unit) if pilot else self.units.get(task.about, unit)
        held = in_force(self.campaign, self.orders, concerned, self._level(concerned), on=self.on, task=task)
        due = self._put_off(self._moved(self._due(task, concerned, pilot), held), task, concerned, held)
        if self._is_overtaken(task, unit, level):
            due = replace(due, start=None, due=None, source=DueSource.OVERTAKEN)
        own = held if concerned is unit else in_force(self.campaign, self.orders, unit, level, on=self.on, task=task)
        latest = own.latest if own.ends_level else held.latest
        is_put_off = due.source is DueSource.ORDER and due.due is None and bool(due.order)
        return Derived(
            unit=unit.code,
            task=task.id,
            level=level.id,
            parent=unit.parent,
            group=unit.group,
            rule=task.rule or due.rule,
            start=due.start,
            due=due.due,
            source=due.source,
            source_words=due.words,
            plan_start=due.plan[0],
            plan_due=due.plan[1],
            order=due.order if is_put_off or latest is None else latest.number,
            is_suspended=held.suspension is not None and not own.ends_level,
            is_cancelled=held.cancellation is not None or own.ends_level,
        )

    def _is_overtaken(self, task: Task, unit: Unit, level: Level) -> bool:
        """Return whether its conference was held before this came: it is then asked for together with the result."""
        if task.settled_by not in _COMES_BEFORE or self.settled_on(unit.code, task) is not None:
            return False
        event = event_task(self.campaign, level)
        return event is not None and self.settled_on(unit.code, event) is not None

    def _a_pilot_of(self, pilot: Pilot, director: Unit) -> Unit:
        """Return the pilot that is directed: the one the plan names, or any that the director may name."""
        named = next((self.units[code] for code in pilot.codes if code in self.units), None)
        if named is not None:
            return named
        level = self.campaign.level(pilot.level)
        return replace(director, code="", level=level.unit_levels[0], parent=director.code, group="", pilot=True)

    def _level(self, unit: Unit) -> Level:
        level = self.campaign.level_of(unit.level)
        if level is None:
            raise KeyError(unit.level)
        return level

    def _due(self, task: Task, unit: Unit, pilot: Pilot | None) -> _Due:
        """Return when `unit` (for a director: the pilot) has to have it done, were no order to name this very task."""
        match task.due:
            case DueKind.CONFERENCE | DueKind.PILOT_WINDOW:
                return self._in_window(unit)
            case DueKind.BEFORE_CONFERENCE:
                return self._no_later(task, unit, self._before_end(unit))
            case DueKind.BEFORE_GENERAL_WINDOW:
                lessons = pilot.lessons_rule or pilot.rule if pilot else ""
                return replace(self._no_later(task, unit, self._before_others(unit, pilot)), rule=lessons)
            case DueKind.MILESTONE:
                return _at(self._milestone(task.due_ref))
            case DueKind.RELATIVE:
                return self._no_later(task, unit, self._counted(task, unit))
            case DueKind.NOT_STATED:
                return self._no_later(task, unit, _Due())

    def _counted(self, task: Task, unit: Unit) -> _Due:
        """Return the day that is so many days before or after what the plan counts from."""
        offset = task.offset
        if offset is None:
            return _Due()
        base, source, is_exact = self._base(offset, unit)
        if base is None:
            return _Due(words=offset.words)
        if offset.working:
            due = calendar_of(self.campaign.holidays).add_working_days(base, offset.days)
        else:
            due = base + timedelta(days=offset.days)
        if due < self.campaign.effective_from:
            return _Due(words=offset.words)
        of_plan = (None, due) if source is DueSource.PLAN and is_exact else (None, None)
        latest = self._terms_of(unit).orders.latest if offset.base is OffsetBase.ORDER else None
        order = latest.number if latest else ""
        return _Due(due=due, source=source, words=offset.words, plan=of_plan, order=order)

    def _base(self, offset: Offset, unit: Unit) -> tuple[date | None, DueSource, bool]:
        """Return the day that is counted from, whose word it is, and whether it is the very day that is meant.

        A conference that was not held yet is counted from as if on the last day of its window.
        """
        match offset.base:
            case OffsetBase.CONFERENCE:
                terms, event = self._terms_of(unit), event_task(self.campaign, self._level(unit))
                held = self.settled_on(unit.code, event) if event else None
                source = terms.source if terms.window and not held else DueSource.PLAN
                return held or (terms.window.end if terms.window else None), source, held is not None
            case OffsetBase.PLAN:
                return self.campaign.plan.date, DueSource.PLAN, True
            case OffsetBase.ORDER:
                latest = self._terms_of(unit).orders.latest
                return latest.signed_on if latest else None, DueSource.ORDER, True
            case OffsetBase.MILESTONE:
                window = self._milestone(offset.ref).window
                return window.end if offset.days >= 0 else window.start or window.end, DueSource.PLAN, True
            case OffsetBase.EVENT:
                return None, DueSource.NOT_STATED, False

    def _terms_of(self, unit: Unit) -> Terms:
        if unit not in self._terms:
            fixed = self.fixed.get(unit.code)
            self._terms[unit] = terms_of(
                self.campaign,
                unit,
                self.orders,
                on=self.on,
                fixed_day=fixed.day if fixed else None,
                fixed_by=fixed.document if fixed else "",
            )
        return self._terms[unit]

    def _in_window(self, unit: Unit) -> _Due:
        terms = self._terms_of(unit)
        plan = (terms.plan.start, terms.plan.end) if terms.plan else (None, None)
        rule = self._window_rule(unit)
        if terms.outlasting is not None:
            return _Due(source=terms.source, plan=plan, rule=rule, order=terms.outlasting.number)
        if terms.window is None:
            return _Due(words=self._proposal(unit), rule=rule)
        words = terms.window.words
        return _Due(
            start=terms.window.start, due=terms.window.end, source=terms.source, words=words, plan=plan, rule=rule
        )

    def _before_end(self, unit: Unit) -> _Due:
        """Return the time by the day before the window's last: on that one at the latest the conference is held."""
        whole = self._in_window(unit)
        opens = self.campaign.effective_from
        return replace(
            whole,
            start=opens if whole.due else None,
            due=_day_before(whole.due),
            plan=(opens if whole.plan[1] else None, _day_before(whole.plan[1])),
        )

    def _before_others(self, unit: Unit, pilot: Pilot | None) -> _Due:
        """Return the time from the first day of the pilot's window to the day before the others of its level begin.

        Where that day does not come after the pilot's window (after its conference, once held), or was over before it
        was known, none is due: it is the Board's to set.
        """
        own, level = self._terms_of(unit), self._level(unit)
        others = terms_at_large(self.campaign, level, self.orders, on=self.on)
        planned = level.conference.window if level.conference else None
        if others.window is None or others.window.start is None:
            return _Due()
        due, moved_by = others.window.start - _ONE_DAY, others.orders.window
        is_moved = others.window != planned
        plan = (own.plan.start if own.plan else None, _day_before(planned.start if planned else None))
        known_since = moved_by.signed_on if is_moved and moved_by else self.campaign.effective_from
        taught_by = self._last_held(pilot, unit) or (own.window.end if own.window else None)
        can_be = due >= known_since and (taught_by is None or taught_by < due)
        if not can_be:
            return _Due(plan=plan)
        return _Due(
            start=own.window.start if own.window else None,
            due=due,
            source=DueSource.ORDER if is_moved else DueSource.PLAN,
            words=others.window.words,
            plan=plan,
        )

    def _last_held(self, pilot: Pilot | None, unit: Unit) -> date | None:
        """Return when the last pilot of whoever directs `unit` was held; None before all that are known were."""
        level = self._level(unit)
        event = event_task(self.campaign, level)
        if pilot is None or event is None:
            return None
        named = [code for code in pilot.codes if code in self.units]
        marked = (other.code for other in self._marked.get(unit.parent or "", ()) if other.level in level.unit_levels)
        held = [self.settled_on(code, event) for code in named or marked]
        return max((day for day in held if day is not None), default=None) if all(held) else None

    @cached_property
    def _marked(self) -> Mapping[str, Sequence[Unit]]:
        """The units that are marked as pilots, by whoever is above them."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.units.values():
            if unit.pilot:
                found[unit.parent or ""].append(unit)
        return found

    def _no_later(self, task: Task, unit: Unit, stated: _Due) -> _Due:
        """Return what is stated, or the Board's own date for the task if that is earlier or nothing is stated (A12)."""
        level = self._level(unit)
        dates = [board_date for board_date in self.campaign.board_dates if board_date.task == task.id]
        board = min(
            (board_date for board_date in dates if not board_date.levels or level.id in board_date.levels),
            key=lambda board_date: board_date.day,
            default=None,
        )
        if board is None:
            return stated
        if stated.due is not None and stated.due <= board.day:
            return stated
        return replace(stated, due=board.day, source=DueSource.BOARD, words=board.document)

    def _moved(self, stated: _Due, held: InForce) -> _Due:
        """Return the window of its own that an order naming this very task gives it, or else what is stated."""
        order = held.window
        if order is None or order.window is None or not order.scope.tasks:
            return stated
        window = order.window
        return replace(stated, start=window.start, due=window.end, source=DueSource.ORDER, words=window.words)

    def _put_off(self, stated: _Due, task: Task, unit: Unit, held: InForce) -> _Due:
        """Return no day where the stated one passed while an order had stopped this: who stops it gives a new one."""
        if stated.due is None or not held.goes_ahead:
            return stated
        level = self._level(unit)
        over = suspension_over(self.campaign, self.orders, unit, level, last_day=stated.due, on=self.on, task=task)
        return (
            replace(stated, start=None, due=None, source=DueSource.ORDER, words="", order=over.number)
            if over
            else stated
        )

    def _window_rule(self, unit: Unit) -> str:
        level = self._level(unit)
        return self.campaign.window_rule(level, self._pilot(unit, level))

    def _proposal(self, unit: Unit) -> str:
        """Return what a careful official proposes where the plan gives a pilot no date; shown, never a due day."""
        pilot = self._pilot(unit, self._level(unit))
        return pilot.proposal_words if pilot else ""

    def _milestone(self, milestone_id: str) -> Milestone:
        return next(milestone for milestone in self.campaign.milestones if milestone.id == milestone_id)


def _was_over_before(owed: Derived, unit: Unit) -> bool:
    """Return whether the last day had passed when the unit began: nobody born after a window owes anything of it.

    What whoever it succeeds had done still counts as done (A21).
    """
    return owed.due is not None and unit.valid_from is not None and owed.due < unit.valid_from


def _at(milestone: Milestone) -> _Due:
    window = milestone.window
    return _Due(
        start=window.start,
        due=window.end,
        source=DueSource.PLAN,
        words=window.words,
        plan=(window.start, window.end),
        rule=milestone.rule,
    )


def _day_before(day: date | None) -> date | None:
    return day - _ONE_DAY if day else None

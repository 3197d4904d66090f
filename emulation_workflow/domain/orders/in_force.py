"""Decide which order holds for a unit on a day, aspect by aspect: the latest valid wins, the plan itself stays (A22).

The aspects: *window*, the latest MOVE; *standing*, the latest of MOVE, SUSPEND, RESUME, CANCEL and END_LEVELS, of which
MOVE and RESUME let the conference go ahead, and END_LEVELS calls off all that its levels owe; *form*, the latest
CHANGE_FORM; *cap*, the latest LOWER_CAP or CHANGE_CAP; *names* and *contents*, the latest that changes them. Nothing
but another order ends an order; only a suspension with a last day ends by itself. One that lasts over the last day of
the time to keep leaves no time, until an order gives a new one. Who is a pilot, and how levels stand to one another, is
the plan's in force (`plan_in_force`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.campaign import AttendanceMode, Audience, Campaign, DueKind, Level, Pilot, Task, Window
from emulation_workflow.domain.obligations.obligation import DueSource
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope, ScopePart
from emulation_workflow.domain.orders.plan_in_force import plan_in_force
from emulation_workflow.domain.registers import Unit

STANDING = frozenset({OrderKind.MOVE, OrderKind.SUSPEND, OrderKind.RESUME, OrderKind.CANCEL, OrderKind.END_LEVELS})
CALLING_OFF = frozenset({OrderKind.CANCEL, OrderKind.END_LEVELS})

OF_PILOTS = frozenset({DueKind.PILOT_WINDOW, DueKind.BEFORE_GENERAL_WINDOW})


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The order that holds in each aspect; None where the plan itself does.

    `standing` is the latest order on whether it goes ahead, whether that stops it or lets it go ahead.
    """

    window: Order | None = None
    standing: Order | None = None
    form: Order | None = None
    cap: Order | None = None
    names: Order | None = None
    contents: Order | None = None

    @property
    def suspension(self) -> Order | None:
        """The order that stops the clock, if there is one."""
        return self.standing if self.standing and self.standing.kind is OrderKind.SUSPEND else None

    @property
    def latest(self) -> Order | None:
        """The order that says most of when this is due: what stops it, else what moved it, else what lets it go on."""
        return self.suspension or self.cancellation or self.window or self.standing

    @property
    def cancellation(self) -> Order | None:
        return self.standing if self.standing and self.standing.kind in CALLING_OFF else None

    @property
    def goes_ahead(self) -> bool:
        """Whether no order has stopped it or called it off."""
        return not (self.suspension or self.cancellation)

    @property
    def ends_level(self) -> bool:
        """Whether the unit's whole level is at its end, so that nothing is owed by it."""
        return self.standing is not None and self.standing.kind is OrderKind.END_LEVELS


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What binds a unit's conference on a day, and which document says so.

    `plan` is the plan's own window, whatever became of it (None: it states none). `window` is the one to keep, by
    `source`; `orders` are those in force. `pilot` and `level`: which pilot it is, and its level, in the plan in force.
    `outlasting` is the suspension, over by now, that lasted until no time was left; `window` is then None.
    """

    plan: Window | None
    window: Window | None
    source: DueSource
    orders: InForce
    pilot: Pilot | None = None
    level: Level | None = None
    outlasting: Order | None = None

    @property
    def mode(self) -> AttendanceMode | None:
        """The form that an order lays down in place of the plan's."""
        return self.orders.form.mode if self.orders.form else None

    @property
    def cap(self) -> int | None:
        """The cap that an order lays down."""
        return self.orders.cap.at_most if self.orders.cap else None

    @property
    def replaces_cap(self) -> bool:
        """Whether an order's cap stands in place of the plan's, and not only below it."""
        return self.orders.cap is not None and self.orders.cap.kind is OrderKind.CHANGE_CAP

    @property
    def names(self) -> tuple[str, ...]:
        """The names that an order permits in place of the plan's; none where the plan's hold."""
        return self.orders.names.names if self.orders.names else ()

    @property
    def contents(self) -> tuple[str, ...] | None:
        """The ids of the contents that an order leaves on the agenda; None where the plan's hold."""
        return self.orders.contents.contents if self.orders.contents else None

    @property
    def goes_ahead(self) -> bool:
        """Whether no order has stopped it or called it off."""
        return self.orders.goes_ahead

    @property
    def is_by_order(self) -> bool:
        """Whether an order says when it is held, or that it is not."""
        return self.source is DueSource.ORDER or not self.goes_ahead

    @property
    def binding(self) -> tuple[object, ...]:
        """What a unit has to keep to. Two terms that differ only in a document's number are equally binding."""
        days = (self.window.start, self.window.end) if self.window else None
        suspension = self.orders.suspension
        stopped = (True, suspension.until, suspension.until_event) if suspension else None
        is_called_off, words = self.orders.cancellation is not None, self.window.words if self.window else ""
        # Days alone tell two windows apart; where they name none, their words do.
        of_window = days if self.window and self.window.has_days else (days, words)
        of_conference = (
            of_window,
            stopped,
            is_called_off,
            self.mode,
            self.cap,
            self.replaces_cap,
            self.names,
            self.contents,
        )
        answers_to = (self.level.reports_to, self.level.upper) if self.level else None
        return *of_conference, self.is_pilot, self.is_gated, answers_to

    @property
    def is_pilot(self) -> bool:
        return self.pilot is not None

    @property
    def is_gated(self) -> bool:
        """Whether the unit's plan must pass the gate."""
        return self.pilot is not None and self.pilot.gated


def is_valid_on(order: Order, day: date) -> bool:
    """Return whether the order has begun to hold and, if it suspends until a day, that day has not passed."""
    has_lapsed = order.kind is OrderKind.SUSPEND and order.until is not None and order.until < day
    return order.effective_from <= day and not has_lapsed


def concerns(campaign: Campaign, order: Order, unit: Unit, level: Level, task: Task | None = None) -> bool:
    """Return whether the order concerns this unit, of `level`, and this task (None: its conference).

    An order to everybody means the conferences; the congress has a plan of its own and is moved only by name.
    """
    scope = order.scope
    is_named = _closeness(scope, unit, level) is not None and _is_meant(campaign, scope, unit, level)
    return is_named and (order.kind is OrderKind.END_LEVELS or _speaks_of_task(scope, task))


def in_force(
    campaign: Campaign, orders: Iterable[Order], unit: Unit, level: Level, *, on: date, task: Task | None = None
) -> InForce:
    """Return the orders that hold for the unit's task (None: its conference) on that day, whatever order they come in.

    `campaign`: the plan in force on that day, which says who is a pilot. Of two documents the later signed wins, then
    the later entered. Within a document its closest words win: units before groups before levels before everybody,
    then the later point.
    """
    valid = [order for order in orders if is_valid_on(order, on) and concerns(campaign, order, unit, level, task)]
    if not valid:
        return InForce()
    latest_first = sorted(valid, key=lambda order: _rank(order, unit, level), reverse=True)
    return InForce(
        window=_first(latest_first, {OrderKind.MOVE}),
        standing=_first(latest_first, STANDING),
        form=_first(latest_first, {OrderKind.CHANGE_FORM}),
        cap=_first(latest_first, {OrderKind.LOWER_CAP, OrderKind.CHANGE_CAP}),
        names=_first(latest_first, {OrderKind.CHANGE_NAMES}),
        contents=_first(latest_first, {OrderKind.CHANGE_CONTENTS}),
    )


def terms_of(
    campaign: Campaign,
    unit: Unit,
    orders: Iterable[Order],
    *,
    on: date,
    fixed_day: date | None = None,
    fixed_by: str = "",
) -> Terms:
    """Return what binds the unit's conference on that day; for the congress's unit, what binds the congress.

    `fixed_day`: the day that an opinion (`fixed_by`) set for a pilot without a date (A07). It stands as long as it lies
    in the window of the latest order. KeyError for a unit of a level that the campaign does not name.
    """
    orders = tuple(orders)
    campaign = plan_in_force(campaign, orders, on=on)
    level = campaign.level_of(unit.level)
    if level is None:
        raise KeyError(unit.level)
    task = event_task(campaign, level)
    held = in_force(campaign, orders, unit, level, on=on, task=task)
    plan = plan_window(campaign, unit, level)
    moved = held.window.window if held.window else None
    window, source = plan, DueSource.PLAN if plan else DueSource.NOT_STATED
    if fixed_day is not None and (moved is None or fixed_day in moved):
        window, source = Window(start=fixed_day, end=fixed_day, words=fixed_by), DueSource.OPINION
    elif moved is not None:
        window, source = moved, DueSource.ORDER
    pilot = campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot)
    outlasting = None
    if window is not None and held.goes_ahead:
        outlasting = suspension_over(campaign, orders, unit, level, last_day=window.end, on=on, task=task)
    if outlasting is not None:
        window, source = None, DueSource.ORDER
    return Terms(plan=plan, window=window, source=source, orders=held, pilot=pilot, level=level, outlasting=outlasting)


def suspension_over(
    campaign: Campaign,
    orders: Iterable[Order],
    unit: Unit,
    level: Level,
    *,
    last_day: date | None,
    on: date,
    task: Task | None,
) -> Order | None:
    """Return the suspension in which the last day passed, None if that day is open or was free to be kept."""
    if last_day is None or last_day >= on:
        return None
    return in_force(campaign, orders, unit, level, on=last_day, task=task).suspension


def event_task(campaign: Campaign, level: Level) -> Task | None:
    """Return the task of holding the level's conference (or the congress), if the campaign has such a task.

    It is the one whose rule is that of the window; what else is due by then (a list to be adopted) has its own.
    """
    of_window = {"", campaign.window_rule(level)}
    for task in campaign.tasks:
        is_theirs = level.conference is not None and task.audience is Audience.CONFERENCE_UNITS
        is_narrowed = bool(task.levels) and level.id not in task.levels
        is_named = task.audience is Audience.LEVELS and level.id in task.levels
        if task.due is DueKind.CONFERENCE and task.rule in of_window and (is_named or (is_theirs and not is_narrowed)):
            return task
    return None


def plan_window(campaign: Campaign, unit: Unit, level: Level) -> Window | None:
    """Return the plan's window for this unit: a pilot's in place of its level's (A09); None where it is open (A07)."""
    if level.conference is None:
        return campaign.congress.window if campaign.congress else None
    pilot = campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot)
    return pilot.window if pilot is not None and campaign.has_own_time(pilot) else level.conference.window


def terms_at_large(campaign: Campaign, level: Level, orders: Iterable[Order], *, on: date) -> Terms:
    """Return what binds units of the level that are neither pilots nor named by an order.

    At the congress's level, what binds the congress.
    """
    anybody = Unit(code="", name="", level=level.unit_levels[0], kind="")
    return terms_of(campaign, anybody, orders, on=on)


def congress_terms(campaign: Campaign, orders: Iterable[Order], *, on: date) -> Terms:
    """Return what binds the congress, which an order moves by naming its level."""
    level = next((level for level in campaign.levels if level.conference is None and level.unit_levels), None)
    if level is None:
        window = campaign.congress.window if campaign.congress else None
        source = DueSource.PLAN if window else DueSource.NOT_STATED
        return Terms(plan=window, window=window, source=source, orders=InForce())
    return terms_at_large(campaign, level, orders, on=on)


def _speaks_of_task(scope: Scope, task: Task | None) -> bool:
    if task is None:
        return not scope.tasks
    # An order that names no task concerns the conference, and what is owed before or after it.
    return task.id in scope.tasks if scope.tasks else task.goes_with_conference or task.due in OF_PILOTS


def _is_meant(campaign: Campaign, scope: Scope, unit: Unit, level: Level) -> bool:
    """Return whether the unit is of the kinds and of the part that the scope narrows itself to."""
    if scope.kinds and unit.kind not in scope.kinds:
        return False
    if scope.part is None:
        return True
    is_pilot = campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot) is not None
    return is_pilot is (scope.part is ScopePart.PILOTS)


def _closeness(scope: Scope, unit: Unit, level: Level) -> int | None:
    """Return how closely the scope names the unit (3: by itself, 0: with everybody), None if it does not."""
    if unit.code in scope.units:
        return 3
    if unit.group and unit.group in scope.groups:
        return 2
    if level.id in scope.levels:
        return 1
    names_nobody = not (scope.units or scope.groups or scope.levels)
    return 0 if names_nobody and level.conference is not None else None


def _rank(order: Order, unit: Unit, level: Level) -> tuple[object, ...]:
    closeness = _closeness(order.scope, unit, level) or 0
    return order.signed_on, order.entered_at, order.issuer, order.number, closeness, order.point


def _first(latest_first: Iterable[Order], kinds: Iterable[OrderKind]) -> Order | None:
    return next((order for order in latest_first if order.kind in kinds), None)

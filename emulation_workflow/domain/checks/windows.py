"""The window: the plan's, a pilot's own, a day that an opinion fixed, an order's (A06, A07, A09, A22)."""

from collections.abc import Iterator

from emulation_workflow.domain.campaign import CheckKind, Pilot, Window
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.obligations.obligation import DueSource
from emulation_workflow.domain.orders.order import Order


def check_window(x: Examination) -> Iterator[Finding]:
    """The day lies in the window in force; a pilot's own window stands in place of the general one (A09)."""
    if x.pilot is not None:
        yield _general_window_of_a_pilot(x, x.pilot)
    rule, moved = _rule(x), x.terms.orders.window
    if stop := x.terms.orders.suspension or x.terms.orders.cancellation:
        yield _stopped(x, rule, stop)
    elif moved is not None and moved.window is not None and x.terms.source is DueSource.ORDER:
        yield _in_moved_window(x, rule, moved, moved.window)
    elif x.terms.plan is not None:
        yield _in_window(x, rule, x.terms.plan)
    elif x.pilot is not None:
        yield _pilot_without_date(x, rule, x.pilot)


def _rule(x: Examination) -> str:
    return (x.pilot.window_rule or x.pilot.rule) if x.pilot else x.conference.window_rule


def _in_window(x: Examination, rule: str, window: Window) -> Finding:
    day = x.plan.held_on
    if day is None:
        return x.found(rule, Verdict.ASK, "day_not_stated", window=window.words)
    facts = {"day": day.isoformat(), "window": window.words}
    if day in window:
        return x.found(rule, Verdict.OK, "day_in_window", **facts)
    if x.plan.covered_by and not _is_recorded(x):
        return x.found(rule, Verdict.ASK, "day_outside_but_order_named", **facts, order=x.plan.covered_by)
    if x.pilot is not None and day in x.conference.window:
        general = x.conference.window.words
        return x.found(rule, Verdict.BREACH, "pilot_slipped_into_general", **facts, general=general)
    return x.found(rule, Verdict.BREACH, "day_outside_window", **facts)


def _in_moved_window(x: Examination, rule: str, order: Order, window: Window) -> Finding:
    """An order moved it: the day is in time under that order, with the plan's own window said beside it."""
    day, planned = x.plan.held_on, x.terms.plan.words if x.terms.plan else ""
    facts = {"window": window.words, "planned": planned, **_named(order)}
    if day is None:
        return x.found(rule, Verdict.ASK, "day_not_stated_by_order", **facts)
    facts["day"] = day.isoformat()
    if day in window:
        return x.found(rule, Verdict.OK, "day_in_window_by_order", **facts)
    return x.found(rule, Verdict.BREACH, "day_outside_window_by_order", **facts)


def _stopped(x: Examination, rule: str, order: Order) -> Finding:
    """Nothing is held while an order suspends it, or after one called it off."""
    code, facts = "called_off", _named(order)
    if x.terms.orders.suspension:
        code = "suspended_until" if order.until else "suspended"
    if order.until:
        facts["until"] = order.until.isoformat()
    verdict = Verdict.BREACH if x.plan.held_on else Verdict.NOTE
    return x.found(rule, verdict, code, **facts)


def _named(order: Order) -> dict[str, str]:
    return {"order": order.number, "signed": order.signed_on.isoformat()}


def _general_window_of_a_pilot(x: Examination, pilot: Pilot) -> Finding:
    """The general window does not bind a pilot; a day in it is said to be so, and no more."""
    rule, general = x.conference.window_rule, x.general.words
    if pilot.window is None:
        return x.found(rule, Verdict.NOTE, "pilot_before_general", general=general)
    own = x.terms.window or pilot.window
    if x.plan.held_on is not None and x.plan.held_on in x.general and x.plan.held_on not in own:
        return x.found(rule, Verdict.NOTE, "pilot_in_general_window", general=general, window=own.words)
    return x.found(rule, Verdict.NOTE, "pilot_window_instead", general=general, window=own.words)


def _pilot_without_date(x: Examination, rule: str, pilot: Pilot) -> Finding:
    """The plan names no day (A07): the proposal is shown as such, and the day an opinion fixed is the window."""
    day = x.plan.held_on
    if x.fixed_day is None:
        code = "pilot_day_proposed" if day else "pilot_day_open"
        stated = {"day": day.isoformat()} if day else {}
        return x.found(rule, Verdict.NOT_SPECIFIED, code, **stated, proposal=pilot.proposal_words)
    facts = {"fixed": x.fixed_day.isoformat(), "source": x.fixed_by}
    if day is None:
        return x.found(rule, Verdict.ASK, "fixed_day_not_stated", **facts)
    if day == x.fixed_day:
        return x.found(rule, Verdict.OK, "day_as_fixed", **facts)
    facts["day"] = day.isoformat()
    if x.plan.covered_by and not _is_recorded(x):
        return x.found(rule, Verdict.ASK, "day_not_as_fixed_but_order_named", **facts, order=x.plan.covered_by)
    return x.found(rule, Verdict.BREACH, "day_not_as_fixed", **facts)


def check_order_named(x: Examination) -> Iterator[Finding]:
    """A day outside the window needs an order that names the unit and is signed before that day (R147).

    An order in the record answers for itself; of any other the plan's word is not enough, the Board verifies it.
    """
    rule, day, window = x.rule_for(CheckKind.COVERED_BY_ORDER), x.plan.held_on, _window_without_orders(x)
    if not rule or day is None or window is None or day in window:
        return
    order = x.terms.orders.window
    if order is not None and order.window is not None and day in order.window:
        is_in_time = order.signed_on < day
        verdict, code = (Verdict.OK, "covered_by_order") if is_in_time else (Verdict.BREACH, "order_signed_too_late")
        yield x.found(rule, verdict, code, day=day.isoformat(), **_named(order))
    elif x.plan.covered_by and _is_recorded(x):
        yield x.found(rule, Verdict.BREACH, "order_does_not_cover", day=day.isoformat(), order=x.plan.covered_by)
    elif x.plan.covered_by:
        yield x.found(rule, Verdict.ASK, "order_to_be_verified", day=day.isoformat(), order=x.plan.covered_by)
    else:
        yield x.found(rule, Verdict.BREACH, "no_order_named", day=day.isoformat(), window=window.words)


def _window_without_orders(x: Examination) -> Window | None:
    if x.terms.plan is None and x.fixed_day is not None:
        return Window(start=x.fixed_day, end=x.fixed_day, words=x.fixed_by)
    return x.terms.plan


def _is_recorded(x: Examination) -> bool:
    """Whether the order that the plan names is in the record, where it can be seen what it says."""
    named = x.plan.covered_by.casefold()
    return any(order.number.casefold() in named for order in x.orders)

"""Check the window: the plan's, a pilot's own, a day that an opinion fixed, an order's (A06, A07, A09, A22)."""

from collections.abc import Iterator

from emulation_workflow.domain.campaign import CheckKind, Pilot, Window
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.obligations.obligation import DueSource
from emulation_workflow.domain.orders.order import Order


def check_window(examination: Examination) -> Iterator[Finding]:
    """Check that the day lies in the window in force. A pilot's own window replaces the general one (A09)."""
    if examination.pilot is not None and examination.general_window is not None:
        yield _general_window_of_a_pilot(examination, examination.pilot, examination.general_window)
    rule, moved = _rule(examination), examination.terms.orders.window
    if stop := examination.terms.orders.suspension or examination.terms.orders.cancellation:
        yield _stopped(examination, rule, stop)
    elif moved is not None and moved.window is not None and examination.terms.source is DueSource.ORDER:
        yield _in_moved_window(examination, rule, moved, moved.window)
    elif examination.terms.plan is not None:
        yield _in_window(examination, rule, examination.terms.plan)
    elif examination.pilot is not None:
        yield _pilot_without_date(examination, rule, examination.pilot)


def _rule(examination: Examination) -> str:
    pilot = examination.pilot
    return pilot.window_rule or pilot.rule if pilot else examination.conference.window_rule


def _in_window(examination: Examination, rule: str, window: Window) -> Finding:
    day, order, general = examination.plan.held_on, examination.plan.covered_by, examination.conference.window
    if not window.has_days or day is None:
        verdict, code = (Verdict.ASK, "day_not_stated") if window.has_days else (Verdict.NOTE, "window_without_days")
        return examination.finding(rule, verdict, code, window=window.words)
    params = {"day": day, "window": window.words}
    if day in window:
        return examination.finding(rule, Verdict.OK, "day_in_window", **params)
    if order and not _is_recorded(examination):
        return examination.finding(rule, Verdict.ASK, "day_outside_but_order_named", **params, order=order)
    if window.is_approximate:
        return examination.finding(rule, Verdict.ASK, "day_outside_approximate", **params)
    if examination.pilot is not None and general is not None and general.has_days and day in general:
        return examination.finding(rule, Verdict.BREACH, "pilot_slipped_into_general", **params, general=general.words)
    return examination.finding(rule, Verdict.BREACH, "day_outside_window", **params)


def _in_moved_window(examination: Examination, rule: str, order: Order, window: Window) -> Finding:
    """Check the day against the window of an order, stating the plan's own window beside it."""
    day, planned = examination.plan.held_on, examination.terms.plan.words if examination.terms.plan else ""
    if not window.has_days:
        return examination.finding(rule, Verdict.NOTE, "window_without_days", window=window.words)
    params = {"window": window.words, "planned": planned, **_named(order)}
    if day is None:
        return examination.finding(rule, Verdict.ASK, "day_not_stated_by_order", **params)
    params["day"] = day
    if day in window:
        return examination.finding(rule, Verdict.OK, "day_in_window_by_order", **params)
    if window.is_approximate:
        return examination.finding(rule, Verdict.ASK, "day_outside_approximate_by_order", **params)
    return examination.finding(rule, Verdict.BREACH, "day_outside_window_by_order", **params)


def _stopped(examination: Examination, rule: str, order: Order) -> Finding:
    """Report that nothing is held while an order suspends it, or after an order called it off."""
    code, params = "called_off", _named(order)
    if examination.terms.orders.suspension:
        code = "suspended_until" if order.until else "suspended"
    if order.until:
        params["until"] = order.until
    verdict = Verdict.BREACH if examination.plan.held_on else Verdict.NOTE
    return examination.finding(rule, verdict, code, **params)


def _named(order: Order) -> dict[str, object]:
    return {"order": order.number, "signed": order.signed_on}


def _general_window_of_a_pilot(examination: Examination, pilot: Pilot, general: Window) -> Finding:
    """Note that the general window does not bind a pilot, and whether its day lies in it."""
    rule, day = examination.conference.window_rule or pilot.rule, examination.plan.held_on
    if pilot.window is None:
        return examination.finding(rule, Verdict.NOTE, "pilot_before_general", general=general.words)
    own = examination.terms.window or pilot.window
    code = "pilot_in_general_window" if day in general and day not in own else "pilot_window_instead"
    return examination.finding(rule, Verdict.NOTE, code, general=general.words, window=own.words)


def _pilot_without_date(examination: Examination, rule: str, pilot: Pilot) -> Finding:
    """Check a pilot for which the plan names no day (A07).

    The proposal is shown as a proposal; the day that an opinion fixed is the window.
    """
    day, fixed, order = examination.plan.held_on, examination.fixed_day, examination.plan.covered_by
    if fixed is None:
        code = "pilot_day_proposed" if day else "pilot_day_open"
        stated = {"day": day} if day else {}
        return examination.finding(rule, Verdict.NOT_SPECIFIED, code, **stated, proposal=pilot.proposal_words)
    params = {"fixed": fixed, "source": examination.fixed_by}
    if day is None:
        return examination.finding(rule, Verdict.ASK, "fixed_day_not_stated", **params)
    if day == fixed:
        return examination.finding(rule, Verdict.OK, "day_as_fixed", **params)
    if order and not _is_recorded(examination):
        code = "day_not_as_fixed_but_order_named"
        return examination.finding(rule, Verdict.ASK, code, **params, day=day, order=order)
    return examination.finding(rule, Verdict.BREACH, "day_not_as_fixed", **params, day=day)


def check_order_named(examination: Examination) -> Iterator[Finding]:
    """Check that an order signed before the day covers a day outside the window (R147).

    An order in the record answers for itself. Of any other the plan's word is not enough: the Board verifies it.
    """
    rule, window = examination.rule_for(CheckKind.COVERED_BY_ORDER), _window_without_orders(examination)
    day, named, order = examination.plan.held_on, examination.plan.covered_by, examination.terms.orders.window
    if not rule or day is None or window is None or window.is_approximate or day in window:
        return
    if order is not None and order.window is not None and day in order.window:
        is_in_time = order.signed_on < day
        verdict, code = (Verdict.OK, "covered_by_order") if is_in_time else (Verdict.BREACH, "order_signed_too_late")
        yield examination.finding(rule, verdict, code, day=day, **_named(order))
    elif named and _is_recorded(examination):
        yield examination.finding(rule, Verdict.BREACH, "order_does_not_cover", day=day, order=named)
    elif named:
        yield examination.finding(rule, Verdict.ASK, "order_to_be_verified", day=day, order=named)
    else:
        yield examination.finding(rule, Verdict.BREACH, "no_order_named", day=day, window=window.words)


def _window_without_orders(examination: Examination) -> Window | None:
    if examination.terms.plan is None and examination.fixed_day is not None:
        return Window(start=examination.fixed_day, end=examination.fixed_day, words=examination.fixed_by)
    return examination.terms.plan


def _is_recorded(examination: Examination) -> bool:
    """Return whether the order that the plan names is in the record, where its content can be seen."""
    named = examination.plan.covered_by.casefold()
    return any(order.number.casefold() in named for order in examination.orders)

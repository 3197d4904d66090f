"""Check the window: the plan's, a pilot's own, a day that an opinion fixed, an order's (A06, A07, A09, A22)."""

from collections.abc import Iterable, Iterator
from datetime import date

from emulation_workflow.domain.campaign import Campaign, CheckKind, Level, Pilot, Window
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.obligations.obligation import DueSource
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers import Unit


def check_window(examination: Examination) -> Iterator[Finding]:
    """Check that the day lies in the window in force. A pilot's own window replaces the general one (A09)."""
    if examination.pilot is not None and examination.general_window is not None:
        yield _general_window_of_a_pilot(examination, examination.pilot, examination.general_window)
    rule, moved = _rule(examination), examination.terms.orders.window
    if stop := examination.terms.orders.suspension or examination.terms.orders.cancellation:
        yield _stopped(examination, rule, stop)
    elif over := examination.terms.outlasting:
        yield _after_suspension(examination, rule, over)
    elif moved is not None and moved.window is not None and examination.terms.source is DueSource.ORDER:
        yield _in_moved_window(examination, rule, moved, moved.window)
    elif may_be := _pilots_that_it_may_be(examination):
        rule = may_be.window_rule or may_be.rule
        params = {"day": examination.plan.held_on, "window": may_be.window.words if may_be.window else ""}
        yield examination.finding(rule, Verdict.ASK, "pilot_not_named", **params)
    elif examination.terms.plan is not None:
        yield _in_window(examination, rule, examination.terms.plan)
    elif examination.pilot is not None:
        yield _pilot_without_date(examination, rule, examination.pilot)


def _rule(examination: Examination) -> str:
    """Return the rule of the window; where the plan states none, an order may still set or stop one, its level's."""
    return examination.campaign.window_rule(examination.level, examination.pilot) or examination.level.rule


def _pilots_that_it_may_be(examination: Examination) -> Pilot | None:
    """Return the pilots that the unit may be one of, where its director has named none yet (A08)."""
    day, window = examination.plan.held_on, examination.terms.plan
    if examination.pilot is not None or examination.pilot_is_named or window is None or day is None or day in window:
        return None
    return pilots_by_director(examination.campaign, examination.level, day)


def pilots_by_director(campaign: Campaign, level: Level, day: date) -> Pilot | None:
    """Return the pilots of this level that each director names, if their window has the day."""
    pilots = (pilot for pilot in campaign.pilots if pilot.level == level.id and pilot.is_left_to_director)
    return next((pilot for pilot in pilots if pilot.window is not None and day in pilot.window), None)


def is_pilot_named(unit: Unit, units: Iterable[Unit]) -> bool:
    """Return whether one of the units under the same director is marked as a pilot."""
    return any(other.pilot for other in units if other.parent == unit.parent)


def _in_window(examination: Examination, rule: str, window: Window) -> Finding:
    day = examination.plan.held_on
    if not window.has_days or day is None:
        verdict, code = (Verdict.ASK, "day_not_stated") if window.has_days else (Verdict.NOTE, "window_without_days")
        return examination.finding(rule, verdict, code, window=window.words)
    if day in window:
        return examination.finding(rule, Verdict.OK, "day_in_window", day=day, window=window.words)
    return _outside_window(examination, rule, window, day)


def _outside_window(examination: Examination, rule: str, window: Window, day: date) -> Finding:
    order, general = examination.plan.covered_by, examination.conference.window
    params = {"day": day, "window": window.words}
    if order and not _is_recorded(examination):
        return examination.finding(rule, Verdict.ASK, "day_outside_but_order_named", **params, order=order)
    if window.may_mean(day):
        return examination.finding(rule, Verdict.ASK, "day_outside_approximate", **params)
    if order:
        return examination.finding(rule, Verdict.BREACH, "order_does_not_cover", day=day, order=order)
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
        is_in_time = order.signed_on < day or _window_without_orders_has(examination, day)
        verdict, code = (
            (Verdict.OK, "day_in_window_by_order") if is_in_time else (Verdict.BREACH, "order_signed_too_late")
        )
        return examination.finding(rule, verdict, code, **params)
    if window.may_mean(day):
        return examination.finding(rule, Verdict.ASK, "day_outside_approximate_by_order", **params)
    if (other := examination.plan.covered_by) and not _is_recorded(examination):
        params = {"day": day, "window": window.words, "order": other}
        return examination.finding(rule, Verdict.ASK, "day_outside_but_order_named", **params)
    return examination.finding(rule, Verdict.BREACH, "day_outside_window_by_order", **params)


def _stopped(examination: Examination, rule: str, order: Order) -> Finding:
    """Report that nothing is held while an order suspends it, or after an order called it off."""
    code, params = "called_off", _named(order)
    if examination.terms.orders.suspension:
        code = "suspended_until" if order.until else "suspended_until_event" if order.until_event else "suspended"
    if until := order.until or order.until_event:
        params["until"] = until
    verdict = Verdict.BREACH if examination.plan.held_on else Verdict.NOTE
    return examination.finding(rule, verdict, code, **params)


def _after_suspension(examination: Examination, rule: str, order: Order) -> Finding:
    """Ask by what document a day is kept that comes after a suspension in which the time to keep has passed."""
    params, day = _named(order), examination.plan.held_on
    if day is None:
        return examination.finding(rule, Verdict.ASK, "no_time_after_suspension", **params)
    return examination.finding(rule, Verdict.ASK, "day_after_suspension", **params, day=day)


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

    The proposal is shown as a proposal, and a plan without a day is asked for its own; the day that an opinion fixed is
    the window.
    """
    day, fixed, order = examination.plan.held_on, examination.fixed_day, examination.plan.covered_by
    if fixed is None:
        proposal = pilot.proposal_words
        if day is None:
            return examination.finding(rule, Verdict.ASK, "pilot_day_open", proposal=proposal)
        return examination.finding(rule, Verdict.NOT_SPECIFIED, "pilot_day_proposed", day=day, proposal=proposal)
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
    """State that an order signed before the day covers a day outside the plan's window (R147).

    What nothing covers is the window's rule to tell: one fault is one finding.
    """
    rule, day, order = (
        examination.rule_for(CheckKind.COVERED_BY_ORDER),
        examination.plan.held_on,
        examination.terms.orders.window,
    )
    if not rule or day is None or order is None or order.window is None or _window_without_orders_has(examination, day):
        return
    if day in order.window and order.signed_on < day:
        yield examination.finding(rule, Verdict.OK, "covered_by_order", day=day, **_named(order))


def _window_without_orders_has(examination: Examination, day: date) -> bool:
    """Return whether the day is one that the plan, or the opinion on it, gives by itself; approximate words do."""
    if examination.terms.plan is None:
        return examination.fixed_day in (None, day)
    return examination.terms.plan.may_mean(day) or day in examination.terms.plan


def _is_recorded(examination: Examination) -> bool:
    """Return whether the order that the plan names is in the record, where its content can be seen."""
    named = examination.plan.covered_by.casefold()
    return any(order.number.casefold() in named for order in examination.orders)

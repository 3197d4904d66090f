"""When: the window, a pilot's own window, days off, and an order that covers another day (A06, A07, A09)."""

from collections.abc import Iterator
from datetime import time

from emulation_workflow.domain.calendar import Half, Session
from emulation_workflow.domain.campaign import CheckKind, Pilot, Window
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.records import Finding, Verdict


def check_window(x: Examination) -> Iterator[Finding]:
    """The day lies in the unit's window; a pilot's own window stands in place of the general one (A09)."""
    if x.pilot is None:
        yield _in_window(x, x.conference.window_rule, x.conference.window)
        return
    yield _general_window_of_a_pilot(x, x.pilot)
    if x.pilot.window is not None:
        yield _in_window(x, _pilot_rule(x.pilot), x.pilot.window)
    else:
        yield _pilot_without_date(x, x.pilot)


def _pilot_rule(pilot: Pilot) -> str:
    return pilot.window_rule or pilot.rule


def _in_window(x: Examination, rule: str, window: Window) -> Finding:
    day = x.plan.held_on
    if day is None:
        return x.found(rule, Verdict.ASK, "day_not_stated", window=window.words)
    facts = {"day": day.isoformat(), "window": window.words}
    if day in window:
        return x.found(rule, Verdict.OK, "day_in_window", **facts)
    if x.plan.covered_by:
        return x.found(rule, Verdict.ASK, "day_outside_but_order_named", **facts, order=x.plan.covered_by)
    if x.pilot is not None and day in x.conference.window:
        general = x.conference.window.words
        return x.found(rule, Verdict.BREACH, "pilot_slipped_into_general", **facts, general=general)
    return x.found(rule, Verdict.BREACH, "day_outside_window", **facts)


def _general_window_of_a_pilot(x: Examination, pilot: Pilot) -> Finding:
    """The general window does not bind a pilot; a day in it is said to be so, and no more."""
    rule, general = x.conference.window_rule, x.conference.window.words
    if pilot.window is None:
        return x.found(rule, Verdict.NOTE, "pilot_before_general", general=general)
    if x.plan.held_on is not None and x.plan.held_on in x.conference.window:
        return x.found(rule, Verdict.NOTE, "pilot_in_general_window", general=general, window=pilot.window.words)
    return x.found(rule, Verdict.NOTE, "pilot_window_instead", general=general, window=pilot.window.words)


def _pilot_without_date(x: Examination, pilot: Pilot) -> Finding:
    """The plan names no day (A07): the proposal is shown as such, and the day an opinion fixed is the window."""
    rule, day = _pilot_rule(pilot), x.plan.held_on
    if x.fixed_day is None:
        code = "pilot_day_proposed" if day else "pilot_day_open"
        facts = {"day": day.isoformat()} if day else {}
        return x.found(rule, Verdict.NOT_SPECIFIED, code, **facts, proposal=pilot.proposal_words)
    facts = {"fixed": x.fixed_day.isoformat(), "source": x.fixed_by}
    if day is None:
        return x.found(rule, Verdict.ASK, "fixed_day_not_stated", **facts)
    if day == x.fixed_day:
        return x.found(rule, Verdict.OK, "day_as_fixed", **facts)
    if x.plan.covered_by:
        return x.found(
            rule, Verdict.ASK, "day_not_as_fixed_but_order_named", **facts, day=day.isoformat(), order=x.plan.covered_by
        )
    return x.found(rule, Verdict.BREACH, "day_not_as_fixed", **facts, day=day.isoformat())


def check_order_named(x: Examination) -> Iterator[Finding]:
    """A day outside the window needs an order; the plan's word for it is not enough, the Board verifies it (R147)."""
    rule, day = x.rule_for(CheckKind.COVERED_BY_ORDER), x.plan.held_on
    window = _binding_window(x)
    if not rule or day is None or window is None or day in window:
        return
    if x.plan.covered_by:
        yield x.found(rule, Verdict.ASK, "order_to_be_verified", day=day.isoformat(), order=x.plan.covered_by)
    else:
        yield x.found(rule, Verdict.BREACH, "no_order_named", day=day.isoformat(), window=window.words)


def _binding_window(x: Examination) -> Window | None:
    if x.pilot is None:
        return x.conference.window
    if x.pilot.window is None and x.fixed_day is not None:
        return Window(start=x.fixed_day, end=x.fixed_day, words=x.fixed_by)
    return x.pilot.window


def check_day_off(x: Examination) -> Iterator[Finding]:
    """A weekend, a holiday or a half-day off is pointed out and never refused: the plan does not forbid it (R146)."""
    rule, day = x.rule_for(CheckKind.DAY_OFF), x.plan.held_on
    if not rule or day is None:
        return
    reason = x.calendar.reason(day)
    if reason is not None:
        yield x.found(rule, Verdict.NOTE, "day_off", day=day.isoformat(), reason=reason)
    elif x.plan.starts_at and x.calendar.is_session_off(Session(day, half := _half(x, x.plan.starts_at))):
        yield x.found(rule, Verdict.NOTE, f"{half.name.lower()}_off", day=day.isoformat())
    else:
        yield x.found(rule, Verdict.OK, "working_day", day=day.isoformat())


def _half(x: Examination, at: time) -> Half:
    return Half.MORNING if at < x.campaign.half_day.morning_end else Half.AFTERNOON


def check_dates_in_order(x: Examination) -> Iterator[Finding]:
    """The plan is signed before its conference, and a gated one still has its opinion ahead of it (R144)."""
    rule = x.rule_for(CheckKind.DATES_IN_ORDER)
    signed, held = x.plan.signed_on, x.plan.held_on
    if not rule or held is None:
        return
    if signed is not None and signed >= held:
        yield x.found(rule, Verdict.BREACH, "signed_too_late", signed=signed.isoformat(), day=held.isoformat())
    elif signed is not None and signed > x.as_of:
        yield x.found(rule, Verdict.ASK, "signed_in_future", signed=signed.isoformat(), as_of=x.as_of.isoformat())
    elif x.is_gated and held <= x.as_of:
        yield x.found(rule, Verdict.ASK, "opinion_too_late", day=held.isoformat(), as_of=x.as_of.isoformat())
    elif signed is not None:
        yield x.found(rule, Verdict.OK, "dates_in_order", signed=signed.isoformat(), day=held.isoformat())
    else:
        yield x.found(rule, Verdict.ASK, "signing_day_not_stated", day=held.isoformat())

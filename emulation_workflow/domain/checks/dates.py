"""Days: whether anybody works then, and whether the plan, its opinion and its conference come in order."""

from collections.abc import Iterator
from datetime import time

from emulation_workflow.domain.calendar import Half, Session
from emulation_workflow.domain.campaign import CheckKind
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict


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

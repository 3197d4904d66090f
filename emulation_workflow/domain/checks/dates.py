"""Check days: whether they are working days, and whether plan, opinion and conference come in order."""

from collections.abc import Iterator
from datetime import time

from emulation_workflow.domain.calendar import Half
from emulation_workflow.domain.campaign import CheckKind
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict

NOON = time(12)
"""When a morning ends where the plan does not say what half a day is."""


def check_day_off(examination: Examination) -> Iterator[Finding]:
    """Point out a weekend, a holiday or a half-day off; a breach only where the campaign's rule forbids it (R146)."""
    rule, day = examination.rule_for(CheckKind.DAY_OFF), examination.plan.held_on
    if not rule or day is None:
        return
    reason, starts = examination.calendar.reason(day), examination.plan.starts_at
    half_day = examination.campaign.half_day
    noon = half_day.morning_end if half_day else NOON
    half = Half.MORNING if starts and starts < noon else Half.AFTERNOON
    verdict = examination.against(rule, Verdict.NOTE)
    forbidden = "" if verdict is Verdict.NOTE else "_forbidden"
    if reason is not None:
        yield examination.finding(rule, verdict, f"day_off{forbidden}", day=day, reason=reason)
    elif starts and examination.calendar.is_session_off(day, half):
        code = "morning_off" if half is Half.MORNING else "afternoon_off"
        yield examination.finding(rule, verdict, f"{code}{forbidden}", day=day)
    else:
        yield examination.finding(rule, Verdict.OK, "working_day", day=day)


def check_dates_in_order(examination: Examination) -> Iterator[Finding]:
    """Check that the plan is not signed after its conference, and a gated one has its opinion still ahead (R144)."""
    rule = examination.rule_for(CheckKind.DATES_IN_ORDER)
    signed, held = examination.plan.signed_on, examination.plan.held_on
    if not rule or held is None:
        return
    if signed is not None and signed > held:
        yield examination.finding(rule, Verdict.BREACH, "signed_too_late", signed=signed, day=held)
    elif signed is not None and signed > examination.as_of:
        yield examination.finding(rule, Verdict.ASK, "signed_in_future", signed=signed, as_of=examination.as_of)
    elif examination.is_gated and held <= examination.as_of:
        yield examination.finding(rule, Verdict.ASK, "opinion_too_late", day=held, as_of=examination.as_of)
    elif signed is not None:
        yield examination.finding(rule, Verdict.OK, "dates_in_order", signed=signed, day=held)

"""The session of "01 buổi": one date, one half-day, its length, and an agenda that fits (A05)."""

from collections.abc import Iterator
from datetime import date, datetime, time

from emulation_workflow.domain.campaign import CheckKind
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict

SAME_DAY = date.min
"""Any one date serves to subtract two times of day."""


def minutes_between(start: time, end: time) -> int:
    """Minutes from `start` to `end` of one day; negative if `end` is earlier."""
    elapsed = datetime.combine(SAME_DAY, end) - datetime.combine(SAME_DAY, start)
    return int(elapsed.total_seconds() // 60)


def check_session(x: Examination) -> Iterator[Finding]:
    """The conference takes one half-day; a long one is pointed out, not refused."""
    rule, start, end = x.conference.session_rule, x.plan.starts_at, x.plan.ends_at
    if start is None or end is None:
        yield x.found(rule, Verdict.ASK, "hours_not_stated")
        return
    if end <= start:
        yield x.found(rule, Verdict.BREACH, "hours_reversed", **_hours(start, end))
        return
    yield _half_day(x, rule, start, end)
    if (minutes := minutes_between(start, end)) > x.campaign.half_day.warn_above_minutes:
        warn_above = x.campaign.half_day.warn_above_minutes
        yield x.found(rule, Verdict.NOTE, "session_long", minutes=minutes, warn_above=warn_above)


def _half_day(x: Examination, rule: str, start: time, end: time) -> Finding:
    """Hours that reach into both half-days break the rule; hours outside both are for a person to look at."""
    half = x.campaign.half_day
    in_morning = half.morning_start <= start and end <= half.morning_end
    in_afternoon = half.afternoon_start <= start and end <= half.afternoon_end
    if in_morning or in_afternoon:
        code = "one_morning" if in_morning else "one_afternoon"
        return x.found(rule, Verdict.OK, code, **_hours(start, end))
    if start < half.morning_end and end > half.afternoon_start:
        return x.found(rule, Verdict.BREACH, "two_half_days", **_hours(start, end))
    limits = {
        "morning": f"{half.morning_start:%H:%M} - {half.morning_end:%H:%M}",
        "afternoon": f"{half.afternoon_start:%H:%M} - {half.afternoon_end:%H:%M}",
    }
    return x.found(rule, Verdict.ASK, "outside_hours", **_hours(start, end), **limits)


def _hours(start: time, end: time) -> dict[str, str]:
    return {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}


def check_one_date(x: Examination) -> Iterator[Finding]:
    """It ends on the date it starts (R145)."""
    rule = x.rule_for(CheckKind.ONE_HALF_DAY, otherwise=x.conference.session_rule)
    starts, ends = x.plan.held_on, x.plan.ends_on
    if starts is None:
        return
    if ends is not None and ends != starts:
        yield x.found(rule, Verdict.BREACH, "several_dates", day=starts.isoformat(), last=ends.isoformat())
    else:
        yield x.found(rule, Verdict.OK, "one_date", day=starts.isoformat())


def check_agenda_time(x: Examination) -> Iterator[Finding]:
    """The minutes on the agenda fit the session (R116); no number of papers is prescribed."""
    rule = x.rule_for(CheckKind.AGENDA_TIME)
    start, end = x.plan.starts_at, x.plan.ends_at
    if not rule or start is None or end is None or end <= start:
        return
    stated = [item.minutes for item in x.plan.agenda if item.minutes is not None]
    planned, available = sum(stated), minutes_between(start, end)
    if planned > available:
        yield x.found(rule, Verdict.NOTE, "agenda_too_long", planned=planned, available=available)
    elif not stated or len(stated) < len(x.plan.agenda):
        yield x.found(rule, Verdict.NOTE, "agenda_minutes_not_stated", planned=planned, available=available)
    else:
        yield x.found(rule, Verdict.OK, "agenda_fits", planned=planned, available=available)

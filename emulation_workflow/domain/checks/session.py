"""Check the session where the plan has one of "01 buổi": one date, one half-day, its length, its agenda (A05)."""

from collections.abc import Iterator
from datetime import date, datetime, time

from emulation_workflow.domain.campaign import CheckKind, HalfDay
from emulation_workflow.domain.checks.examination import Examination
from emulation_workflow.domain.findings import Finding, Verdict

SAME_DAY = date.min
"""The date is irrelevant for subtracting two times of day."""


def minutes_between(start: time, end: time) -> int:
    """Return the minutes from `start` to `end` of one day; negative if `end` is earlier."""
    elapsed = datetime.combine(SAME_DAY, end) - datetime.combine(SAME_DAY, start)
    return int(elapsed.total_seconds() // 60)


def check_session(examination: Examination) -> Iterator[Finding]:
    """Check that the conference takes one half-day, where the plan says so. A long one is noted, not refused."""
    rule, half_day = examination.conference.session_rule, examination.campaign.half_day
    start, end = examination.plan.starts_at, examination.plan.ends_at
    if not rule or half_day is None:
        return
    if start is None or end is None:
        yield examination.finding(rule, Verdict.ASK, "hours_not_stated")
        return
    if _takes_several_dates(examination):
        return  # Its dates say already that it is more than one half-day, whatever its hours.
    if end <= start:
        yield examination.finding(rule, Verdict.ASK, "hours_reversed", **_hours(start, end))
        return
    yield _half_day(examination, rule, half_day, start, end)
    if (minutes := minutes_between(start, end)) > half_day.warn_above_minutes:
        warn_above = half_day.warn_above_minutes
        yield examination.finding(rule, Verdict.NOTE, "session_long", minutes=minutes, warn_above=warn_above)


def _half_day(examination: Examination, rule: str, half: HalfDay, start: time, end: time) -> Finding:
    """Check the hours: into both half-days is a breach; outside both is for a person to look at."""
    if code := _half_of(half, start, end):
        return examination.finding(rule, Verdict.OK, code, **_hours(start, end))
    if start < half.morning_end and end > half.afternoon_start:
        return examination.finding(rule, Verdict.BREACH, "two_half_days", **_hours(start, end))
    limits = {
        "morning": f"{half.morning_start:%H:%M} - {half.morning_end:%H:%M}",
        "afternoon": f"{half.afternoon_start:%H:%M} - {half.afternoon_end:%H:%M}",
    }
    return examination.finding(rule, Verdict.ASK, "outside_hours", **_hours(start, end), **limits)


def _half_of(half: HalfDay, start: time, end: time) -> str:
    """Return the code of the half-day that holds these hours, "" if none does."""
    if half.morning_start <= start and end <= half.morning_end:
        return "one_morning"
    return "one_afternoon" if half.afternoon_start <= start and end <= half.afternoon_end else ""


def _hours(start: time, end: time) -> dict[str, str]:
    return {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}


def check_one_date(examination: Examination) -> Iterator[Finding]:
    """Check that it ends on the date it starts (R145), where the plan gives a conference one half-day."""
    session, general = examination.conference.session_rule, _general_rule(examination)
    starts, ends = examination.plan.held_on, examination.plan.ends_on
    if starts is None or not (session or general):
        return
    if ends is not None and ends < starts:
        yield examination.finding(session or general, Verdict.ASK, "dates_reversed", day=starts, last=ends)
    elif _takes_several_dates(examination):
        # One fault is one finding: the level's own rule tells it.
        yield examination.finding(session or general, Verdict.BREACH, "several_dates", day=starts, last=ends)
    elif not general or _is_one_half_day(examination):
        # The general rule is of one date and one half-day: what is more than that, the level's own rule tells.
        yield examination.finding(general or session, Verdict.OK, "one_date", day=starts)


def _general_rule(examination: Examination) -> str:
    """Return the rule of one half-day for every level, "" where it is other levels' own "01 buổi" alone."""
    general = examination.rule_for(CheckKind.ONE_HALF_DAY)
    own = {level.conference.session_rule for level in examination.campaign.levels if level.conference}
    return "" if general in own - {examination.conference.session_rule} else general


def _is_one_half_day(examination: Examination) -> bool:
    start, end, half = examination.plan.starts_at, examination.plan.ends_at, examination.campaign.half_day
    if half is None or not examination.conference.session_rule:
        return True
    return start is not None and end is not None and start < end and _half_of(half, start, end) != ""


def _takes_several_dates(examination: Examination) -> bool:
    starts, ends = examination.plan.held_on, examination.plan.ends_on
    return starts is not None and ends is not None and ends > starts


def check_days(examination: Examination) -> Iterator[Finding]:
    """Check that the conference lasts no longer than the days that the plan gives it, where it gives any."""
    most, rule = examination.conference.most_days, examination.conference.days_rule or examination.level.rule
    starts, ends = examination.plan.held_on, examination.plan.ends_on
    if most is None or starts is None:
        return
    days = ((ends or starts) - starts).days + 1
    verdict, code = (Verdict.BREACH, "days_too_many") if days > most else (Verdict.OK, "days_kept")
    yield examination.finding(rule, verdict, code, days=days, most=most)


def check_cost(examination: Examination) -> Iterator[Finding]:
    """Check that what the unit estimates keeps within the plan's limit, where it has one."""
    most, rule = examination.conference.most_cost, examination.conference.cost_rule or examination.level.rule
    cost = examination.plan.cost
    if most is None:
        return
    if cost is None:
        yield examination.finding(rule, Verdict.ASK, "cost_not_stated", most=most)
    else:
        verdict, code = (Verdict.BREACH, "cost_too_high") if cost > most else (Verdict.OK, "cost_kept")
        yield examination.finding(rule, verdict, code, cost=cost, most=most)


def check_agenda_time(examination: Examination) -> Iterator[Finding]:
    """Check that the minutes on the agenda fit the session (R116). No number of papers is prescribed."""
    rule = examination.rule_for(CheckKind.AGENDA_TIME)
    start, end = examination.plan.starts_at, examination.plan.ends_at
    if not rule or start is None or end is None or end <= start:
        return
    stated = [item.minutes for item in examination.plan.agenda if item.minutes is not None]
    planned, available = sum(stated), minutes_between(start, end)
    if planned > available:
        verdict = examination.against(rule, Verdict.NOTE)
        yield examination.finding(rule, verdict, "agenda_too_long", planned=planned, available=available)
    elif not stated or len(stated) < len(examination.plan.agenda):
        verdict = examination.against(rule, Verdict.NOTE, binding=Verdict.ASK)
        yield examination.finding(rule, verdict, "agenda_minutes_not_stated", planned=planned, available=available)
    else:
        yield examination.finding(rule, Verdict.OK, "agenda_fits", planned=planned, available=available)

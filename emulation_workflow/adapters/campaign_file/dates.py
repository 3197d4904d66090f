"""Checks that the days fit together: nothing before the plan's own day, pilots first, lower levels before upper."""

from collections.abc import Iterator
from datetime import date

from emulation_workflow.adapters.campaign_file.draft import CampaignDraft, Found, found
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, HalfDay, Window
from emulation_workflow.domain.errors import Rejected


def nothing_precedes_the_plan(draft: CampaignDraft) -> Iterator[Found]:
    """Check that nothing is owed before the plan takes effect (R003), and that its bases are older than it."""
    plan, opens = draft.campaign, draft.campaign.effective_from
    if opens < plan.plan.date:
        yield found("effective_from", "effective_before_plan", plan=plan.plan.date)
    for path, day in _days_owed(plan):
        if day < opens:
            yield found(path, "day_before_plan", day=day, opens=opens)
    for number, document in enumerate(plan.basis):
        if document.date > plan.plan.date:
            yield found(f"basis[{number}].date", "basis_after_plan", plan=plan.plan.date)
    for number, former in enumerate(plan.congress.predecessors if plan.congress else ()):
        if former.year > plan.plan.date.year:
            year = plan.plan.date.year
            yield found(f"congress.predecessors[{number}].year", "predecessor_later", year=former.year, plan=year)


def _days_owed(plan: Campaign) -> Iterator[tuple[str, date]]:
    for path, window in _windows(plan):
        if last := window.end or window.start:
            yield path, last
    for number, board_date in enumerate(plan.board_dates):
        yield f"board_dates[{number}].day", board_date.day


def _windows(plan: Campaign) -> Iterator[tuple[str, Window]]:
    if plan.congress and plan.congress.window:
        yield "congress.window", plan.congress.window
    for number, level in enumerate(plan.levels):
        if level.conference and level.conference.window:
            yield f"levels[{number}].conference.window", level.conference.window
    for number, pilot in enumerate(plan.pilots):
        if pilot.window:
            yield f"pilots[{number}].window", pilot.window
        if pilot.proposal:
            yield f"pilots[{number}].proposal", pilot.proposal
    for number, milestone in enumerate(plan.milestones):
        yield f"milestones[{number}].window", milestone.window


def _general_windows(draft: CampaignDraft) -> dict[str, Window]:
    """Return each level's window that could be read."""
    return {
        level.id: level.conference.window
        for number, level in enumerate(draft.campaign.levels)
        if level.conference and level.conference.window and draft.was_read(f"levels[{number}].conference.window")
    }


def levels_come_in_order(draft: CampaignDraft) -> Iterator[Found]:
    """Check that a level's conferences can be held before those of the level they prepare, and before the congress."""
    general = _general_windows(draft)
    is_known = draft.campaign.congress is not None and draft.was_read("congress.window")
    congress = draft.campaign.congress.window if draft.campaign.congress and is_known else None
    for number, level in enumerate(draft.campaign.levels):
        own, after = general.get(level.id), general.get(level.before_level or "", congress)
        if own and after and own.start and after.end and own.start > after.end:
            code = "level_after_level" if level.before_level in general else "level_after_congress"
            path = f"levels[{number}].conference.window"
            yield found(path, code, above=level.before_level or "", words=after.words)


def periods_run_forward(draft: CampaignDraft) -> Iterator[Found]:
    plan = draft.campaign
    for path, period in (("review_period", plan.review_period), ("launch_period", plan.launch_period)):
        if period is not None and period.last < period.first:
            yield found(path, "period_backwards", first=period.first, last=period.last)


def half_days_run_forward(draft: CampaignDraft) -> Iterator[Found]:
    """Check that morning comes before afternoon, and each begins before it ends."""
    half_day: HalfDay | None = draft.campaign.half_day
    if half_day is None:
        return
    hours = (half_day.morning_start, half_day.morning_end, half_day.afternoon_start, half_day.afternoon_end)
    if not (hours[0] < hours[1] <= hours[2] < hours[3]):
        yield found("half_day", "half_day_backwards")
    if half_day.warn_above_minutes < 1:
        yield found("half_day.warn_above_minutes", "session_too_short")


def country_is_known(draft: CampaignDraft) -> Iterator[Found]:
    """Check that the holiday library knows the country."""
    try:
        WorkCalendar(draft.campaign.holidays)
    except Rejected:
        yield found("holidays.country", "country_unknown", country=draft.campaign.holidays.country)

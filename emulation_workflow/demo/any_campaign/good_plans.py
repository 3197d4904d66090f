"""A plan that breaks no rule of whatever campaign, made from what the campaign itself orders."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import AttendanceMode, Campaign, Conference, SizeBranch, Window
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import USUAL_HEADCOUNTS, AgendaItem, Headcount, UnitPlan
from emulation_workflow.messages.labels import event_name


def good_plan(campaign: Campaign, unit: Unit, **changes: Any) -> UnitPlan:
    """Return the plan of `unit`, with the given fields changed."""
    level = campaign.level_of(unit.level)
    if level is None or level.conference is None:
        raise ValueError(f"{unit.code} holds no conference")
    conference = level.conference
    size = conference.size.branches[-1] if conference.size.branches else None
    people = _people(size)
    delegates = _delegates(conference, size, people)
    pilot = campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot)
    window = (pilot.window or pilot.proposal if pilot else None) or conference.window
    fields: dict[str, Any] = {
        "unit": unit.code,
        "number": "12/KH",
        "signed_on": campaign.effective_from + timedelta(days=30),
        "signer": "Nguyễn Văn A",
        "conference_name": next(iter(conference.names), event_name(campaign, unit.level)),
        "held_on": _working_day(campaign, window),
        "starts_at": time(8),
        "ends_at": time(11),
        "place": "Hội trường",
        "mode": (size.mode if size else None) or AttendanceMode.DELEGATES,
        "delegates": delegates,
        "total": sum(delegates.values()) or people,
        "has_no_heroes": True,
        **_headcounts(conference, people, campaign.effective_from),
        "emphases": {emphasis.id: _share_of(conference, emphasis.id, delegates) for emphasis in conference.emphases},
        "structure": {emphasis.id: _share_of(conference, emphasis.id, delegates) for emphasis in conference.structure},
        "agenda": tuple(AgendaItem(content=content.id, minutes=30) for content in campaign.contents),
        "report_points": tuple(point for content in campaign.contents for point in content.points),
        "collective_papers": 2,
        "individual_papers": 3,
        "launch_period": campaign.launch_period.words if campaign.launch_period else "",
    }
    return UnitPlan(**fields | changes)


def day_of_check(campaign: Campaign) -> date:
    """Return a day on which such a plan has just been signed."""
    return campaign.effective_from + timedelta(days=30)


def _people(size: SizeBranch | None) -> int:
    """Return a number of people that falls into this branch."""
    if size is None:
        return 50
    if size.fewer_than is not None or size.up_to is not None:
        return min(50, (size.fewer_than or size.up_to or 0) - 1)
    return (size.more_than or size.from_count or 0) + 20


def _working_day(campaign: Campaign, window: Window | None) -> date:
    """Return a working day in the window, a week after it opens, or in its last weeks where it has no first day.

    Where no day is known of it, one two months after the plan.
    """
    last = window.end if window else None
    first = window.start if window else None
    first = first or (last - timedelta(days=21) if last else campaign.effective_from + timedelta(days=60))
    day = WorkCalendar(holidays=campaign.holidays).next_working_day(first + timedelta(days=7))
    return day if window is None or day in window else first


def _delegates(conference: Conference, size: SizeBranch | None, people: int) -> dict[str, int]:
    """Return five delegates of each category but Heroes, and the rest of one whose share counts.

    Of a share “about” so much, that one gets as much, and one without a share the rest.
    """
    rows = [row for row in conference.composition if row.presence != "if_any"]
    if not rows:
        return {}
    favoured = {kind for share in conference.shares if share.at_most is None for kind in share.kinds}
    limited = {kind for share in conference.shares for kind in share.kinds} - favoured
    most = next((row for row in rows if row.kind in favoured), None)
    most = most or next((row for row in reversed(rows) if row.kind not in limited), rows[-1])
    total = min((size.at_most if size else None) or people + 30, max(people, 80))
    each = {row.id: 5 for row in rows}
    rest = total - sum(each.values())
    about = next((share.about for share in conference.shares if share.about and most.kind in share.kinds), None)
    other = next((row for row in rows if row.kind not in favoured | limited), None)
    if about is not None and other is not None:
        more = round(about * total) - 5
        return each | {most.id: 5 + more, other.id: 5 + rest - more}
    return each | {most.id: 5 + rest}


def _share_of(conference: Conference, group: str, delegates: Mapping[str, int]) -> int:
    """Return as many of a group as the plan's share of it asks for; five where it asks for none."""
    share = next((share for share in conference.shares if group in share.groups), None)
    asked = (share.about or share.at_least or share.at_most or 0) if share else 0
    return round(asked * sum(delegates.values())) or 5


def _headcounts(conference: Conference, people: int, as_of: date) -> dict[str, Any]:
    """Return the usual head counts and the campaign's own: all `people` in the first that counts, nobody elsewhere."""
    first, *rest = conference.headcounts or ("employees",)
    counts = {first: people, **dict.fromkeys(rest, 0)}
    usual = {base: count for base, count in counts.items() if base in USUAL_HEADCOUNTS}
    own = {base: count for base, count in counts.items() if base not in USUAL_HEADCOUNTS}
    return {"headcount": Headcount(**usual, as_of=as_of), "people": own}

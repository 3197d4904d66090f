"""The ladder: on which days the late are urged, and what is due after days on which nobody looked.

Days are calendar days in the campaign's time zone. A rung never falls on a day off, and never before the campaign
takes effect; what has no due day has no rungs. Rungs are counted from 1, as they are spent.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, Ladder, Recipient, RoleScope, Rung
from emulation_workflow.domain.mail.letters import Addressee

_ONE_DAY = timedelta(days=1)


def rung_day(calendar: WorkCalendar, rung: Rung, due: date) -> date:
    """The working day on which `rung` comes for what is due on `due`.

    A rung on the due day itself, if nobody works then, comes on the next working day.
    """
    if rung.working_days == 0:
        return calendar.next_working_day(due)
    return calendar.add_working_days(due, rung.working_days)


def can_urge(calendar: WorkCalendar, *, today: date, opens: date) -> bool:
    """Whether anybody is urged on this day at all."""
    return today >= opens and not calendar.is_day_off(today)


def reach(calendar: WorkCalendar, rung: Rung, today: date) -> date:
    """The last due day for which `rung` has come by `today`: it has for that day and each before it, for no later one.

    So one comparison with a due day tells what `rung_day` would, whatever the number of obligations.
    """
    if rung.working_days < 0:
        return calendar.add_working_days(today, -rung.working_days)
    tomorrow = today + _ONE_DAY
    if rung.working_days == 0:
        return calendar.add_working_days(tomorrow, -1)
    return calendar.add_working_days(tomorrow, -rung.working_days) - _ONE_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """One day's climb of everybody at once: what due days are compared with, and who is above whom.

    `cutoff_dates` has one day for each rung (see `reach`). `levels_below`: the levels whose units answer to the unit
    above them; the others answer to the Board itself. `heads`: the roles whose officials head a unit. `board` and
    `committee` are written to by name.
    """

    day: date
    ladder: Ladder
    cutoff_dates: tuple[date, ...]
    levels_below: tuple[str, ...]
    heads: tuple[str, ...]
    board: tuple[Addressee, ...]
    committee: tuple[Addressee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationStep:
    """One rung spent on one obligation, for one recipient; `email` is "" where no valid address is known."""

    unit: str
    task: str
    due: date
    rung: int
    recipient: Recipient
    email: str
    is_copy: bool


def climb_on(
    campaign: Campaign,
    calendar: WorkCalendar,
    day: date,
    *,
    board: tuple[Addressee, ...],
    committee: tuple[Addressee, ...],
) -> Escalation | None:
    """What `day` asks of the campaign's ladder; None if it has none, or if nobody is urged on that day."""
    ladder = campaign.ladder
    if ladder is None or not can_urge(calendar, today=day, opens=campaign.effective_from):
        return None
    return Escalation(
        day=day,
        ladder=ladder,
        cutoff_dates=tuple(reach(calendar, rung, day) for rung in ladder.rungs),
        levels_below=tuple(level.id for level in campaign.levels if level.reports_to == "parent"),
        heads=tuple(role.id for role in campaign.roles if role.scope is RoleScope.OWN_UNIT),
        board=board,
        committee=committee,
    )

"""The ladder: on which days its rungs come, and what a day's escalation of all obligations at once needs to know.

Days are calendar days in the campaign's time zone. A rung never falls on a day off, and never before the campaign
takes effect; what has no due day has no rungs. Rungs are counted from 1, as they are taken.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, Ladder, Level, Recipient, RoleScope, Rung
from emulation_workflow.domain.mail import Addressee

_ONE_DAY = timedelta(days=1)

OWN = (Recipient.UNIT, Recipient.UNIT_HEAD)
"""Recipients at the unit that owes."""
ABOVE = (Recipient.UPPER_UNIT,)
"""Recipients at the unit above it: for units of levels that answer to one."""
BY_NAME = (Recipient.BOARD, Recipient.COMMITTEE)
"""Recipients whose officials are each written to by name: a step is a person's, not the office's."""


def rung_day(calendar: WorkCalendar, rung: Rung, due: date) -> date:
    """Return the working day on which `rung` comes for what is due on `due`.

    A rung on the due day itself, if nobody works then, comes on the next working day.
    """
    if rung.working_days == 0:
        return calendar.next_working_day(due)
    return calendar.add_working_days(due, rung.working_days)


def can_remind(calendar: WorkCalendar, *, today: date, opens: date) -> bool:
    """Return whether anybody is reminded on this day: a working day, from the day on which the campaign `opens`."""
    return today >= opens and not calendar.is_day_off(today)


def cutoff_date(calendar: WorkCalendar, rung: Rung, today: date) -> date:
    """Return the last due day for which `rung` has come by `today`: for each before it too, and for none after it.

    So one comparison with a due day answers what `rung_day` would, whatever the number of obligations.
    """
    if rung.working_days < 0:
        return calendar.add_working_days(today, -rung.working_days)
    tomorrow = today + _ONE_DAY
    if rung.working_days == 0:
        return calendar.add_working_days(tomorrow, -1)
    return calendar.add_working_days(tomorrow, -rung.working_days) - _ONE_DAY


def answers_to_parent(level: Level) -> bool:
    """Return whether units of this level answer to the unit above them; the others answer to the Board itself."""
    return level.reports_to == "parent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation:
    """What one day asks of everybody at once: what due days are compared with, who is above whom, who is written to.

    `cutoff_dates` has one day for each rung (see `cutoff_date`) of each of `ladder.all_rungs`. `levels_below`: the
    levels whose units answer to the unit above them. `heads`: the roles whose officials head a unit. `board` and
    `committee` are written to by name. `own_office` climbs no ladder: nobody urges themselves.
    """

    day: date
    ladder: Ladder
    cutoff_dates: tuple[tuple[date, ...], ...]
    levels_below: tuple[str, ...]
    heads: tuple[str, ...]
    board: tuple[Addressee, ...]
    committee: tuple[Addressee, ...]
    own_office: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationStep:
    """One rung taken for one obligation and one recipient; `email` is "" where no valid address is known."""

    unit: str
    task: str
    due: date
    rung: int
    recipient: Recipient
    email: str
    is_copy: bool


def escalation_on(
    campaign: Campaign,
    calendar: WorkCalendar,
    day: date,
    *,
    board: tuple[Addressee, ...],
    committee: tuple[Addressee, ...],
) -> Escalation | None:
    """Return what `day` asks of the campaign's ladder; None if it has none, or if nobody is reminded on that day."""
    ladder = campaign.ladder
    if ladder is None or not can_remind(calendar, today=day, opens=campaign.effective_from):
        return None
    return Escalation(
        day=day,
        ladder=ladder,
        cutoff_dates=tuple(tuple(cutoff_date(calendar, rung, day) for rung in rungs) for rungs in ladder.all_rungs),
        levels_below=tuple(level.id for level in campaign.levels if answers_to_parent(level)),
        heads=tuple(role.id for role in campaign.roles if role.scope is RoleScope.OWN_UNIT),
        board=board,
        committee=committee,
        own_office=campaign.own_office,
    )

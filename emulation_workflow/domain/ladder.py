"""The ladder: on which days the late are urged, and what is due after days on which nobody looked.

Days are calendar days in the campaign's time zone. A rung never falls on a day off, and never before the campaign
takes effect; what has no due day has no rungs. Rungs are counted from 1, as they are spent.
"""

from datetime import date, timedelta

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Ladder, Rung

_ONE_DAY = timedelta(days=1)


def rung_day(calendar: WorkCalendar, rung: Rung, due: date) -> date:
    """The working day on which `rung` comes for what is due on `due`.

    A rung on the due day itself, if nobody works then, comes on the next working day.
    """
    if rung.working_days == 0:
        return calendar.next_working_day(due)
    return calendar.add_working_days(due, rung.working_days)


def rung_due(ladder: Ladder, calendar: WorkCalendar, due: date | None, *, today: date, opens: date) -> int:
    """The highest rung that has come by `today` (0: none): after an outage the lower ones are passed over.

    None on a day off, before the campaign `opens`, or without a due day.
    """
    if due is None or not can_urge(calendar, today=today, opens=opens):
        return 0
    came = [number for number, rung in enumerate(ladder.rungs, 1) if rung_day(calendar, rung, due) <= today]
    return max(came, default=0)


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

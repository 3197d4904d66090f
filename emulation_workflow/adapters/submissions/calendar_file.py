"""Days as a file that calendar programs take in (RFC 5545)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from emulation_workflow.domain.schedule.calendar_entries import CalendarEntry

MIME_TYPE = "text/calendar"

ALARM = timedelta(days=-7, hours=-16)
"""Before the end of the last day: at eight in the morning, a week before that day."""


def calendar_bytes(entries: Sequence[CalendarEntry], *, name: str, domain: str, at: datetime) -> bytes:
    """Return the calendar `name` with an event of whole days for each entry, and an alarm a week before its last day.

    Sent again, it changes the events that it made before. `domain` makes the entries' ids the office's own, `at` is
    aware.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{domain}//emulation-workflow//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, domain, at))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry, domain: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@{domain}")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("summary", entry.title)
    event.add("dtstart", entry.start)
    # The day after the last one (RFC 5545, 3.6.1).
    event.add("dtend", entry.end + timedelta(days=1))
    if entry.about:
        event.add("description", entry.about)
    # Whoever keeps the day is not busy with it all day long.
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(entry))
    return event


def _alarm(entry: CalendarEntry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", ALARM, parameters={"related": "END"})
    return alarm

"""Days that a unit is to keep, as it takes them into a calendar of its own."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """Whole days `start`..`end`, both included. `id` is the same whenever the same entry is sent again."""

    id: str
    title: str
    start: date
    end: date
    about: str = ""

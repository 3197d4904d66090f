"""Working days: a maintained holiday library, then the days the campaign adds or takes away.

What wins, first to last: the campaign's working days, its extra days off, worked weekends (days swapped by the
Government: the library's and those it lacks), the library's holidays (days in lieu included), the weekend. Days are
calendar days in the campaign's time zone.

A session ("buổi") is the morning or the afternoon of a day. The campaign's half-days off hold against all of these; a
day with both of them off is a day off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from functools import lru_cache
from types import MappingProxyType

import holidays as holiday_library
from holidays.registry import EntityLoader

from emulation_workflow.domain.campaign import Holidays
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected

WEEKEND = "weekend"
"""Why a Saturday or Sunday without a holiday is off."""

EXTRA_DAY_OFF = "extra_day_off"
"""Why a day is off that only the campaign names."""

SWAPPED_DAY_OFF = "swapped_day_off"
"""Why a day is off that the Government swapped for a Saturday, where the library does not know it."""

COMPARED_YEARS: Mapping[str, range] = MappingProxyType({"VN": range(2019, 2027)})
"""By country: the years whose days off and swapped days were compared with what was announced."""

_SWAPPED: Mapping[str, Mapping[date, date]] = MappingProxyType({"VN": {date(2026, 1, 2): date(2026, 1, 10)}})
"""By country: days off that the library lacks, each with the day that is worked instead."""

_ONE_DAY = timedelta(days=1)


class Half(IntEnum):
    """Which half of a day."""

    MORNING = 0
    AFTERNOON = 1


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked, as the campaign's `holidays` say. Rejected("country_unknown") for an unknown country."""

    holidays: Holidays

    def __post_init__(self) -> None:
        # By code alone: `list_supported_countries` would import the calendar of every country there is.
        if self.holidays.country not in EntityLoader.get_country_codes():
            country = self.holidays.country
            raise Rejected(
                Problem(code=ProblemCode.COUNTRY_UNKNOWN, where="holidays.country", params={"country": country})
            )

    def is_day_off(self, day: date) -> bool:
        return self.reason(day) is not None

    def reason(self, day: date) -> str | None:
        """Return why `day` is off: the holiday's Vietnamese name, WEEKEND or EXTRA_DAY_OFF. None for a working day.

        A conference on a day off is warned about and never refused: the plan does not forbid it (R146).
        """
        return _days_off(self.holidays, day.year).get(day)

    def years_not_compared(self, first: date, last: date) -> list[int]:
        """Return the years between two days whose days off nobody compared with what was announced.

        Neither the program did, nor does the campaign say that somebody has.
        """
        known = {*COMPARED_YEARS.get(self.holidays.country, ()), *self.holidays.years_compared}
        return [year for year in range(first.year, last.year + 1) if year not in known]

    def next_working_day(self, day: date) -> date:
        """Return `day` itself if it is worked, otherwise the first working day after it."""
        while self.is_day_off(day):
            day += _ONE_DAY
        return day

    def add_working_days(self, day: date, number: int) -> date:
        """Return the `number`th working day after `day` (before it, if negative); for 0, `day` itself."""
        step = _ONE_DAY if number > 0 else -_ONE_DAY
        remaining = abs(number)
        while remaining:
            day += step
            if not self.is_day_off(day):
                remaining -= 1
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days from `start`, excluded, to `end`, included; negative if `end` is earlier.

        So `working_days_between(day, add_working_days(day, number)) == number`, whatever the sign.
        """
        return self._worked(start + _ONE_DAY, end) if start <= end else -self._worked(end, start - _ONE_DAY)

    def is_session_off(self, day: date, half: Half) -> bool:
        """Return whether nobody works in this half of the day."""
        return day in (self.holidays.mornings_off, self.holidays.afternoons_off)[half] or self.is_day_off(day)

    def _worked(self, first: date, last: date) -> int:
        days = (last - first).days + 1
        off = sum(
            first <= day <= last for year in range(first.year, last.year + 1) for day in _days_off(self.holidays, year)
        )
        return max(days, 0) - off


@lru_cache(maxsize=16)
def calendar_of(holidays: Holidays) -> WorkCalendar:
    """Return the calendar of a campaign, made once however many days are counted by it."""
    return WorkCalendar(holidays)


@lru_cache(maxsize=256)
def _days_off(holidays: Holidays, year: int) -> Mapping[date, str]:
    """Return every day off of one year with its reason."""
    # A day in lieu may fall into the year after its holiday.
    library = holiday_library.country_holidays(
        holidays.country, years=(year - 1, year, year + 1), language="vi", expand=False
    )
    off = {day: WEEKEND for day in days_from(date(year, 1, 1), date(year, 12, 31)) if library.is_weekend(day)}
    off |= {day: name for day, name in library.items() if day.year == year}
    swapped = _SWAPPED.get(holidays.country, {})
    off |= {day: SWAPPED_DAY_OFF for day in swapped if day.year == year and day not in off}
    for day in (*library.weekend_workdays, *swapped.values()):
        off.pop(day, None)
    for day in holidays.extra_days_off:
        if day.year == year:
            off[day] = off.get(day, EXTRA_DAY_OFF)
    for day in holidays.working_days:
        off.pop(day, None)
    for day in set(holidays.mornings_off) & set(holidays.afternoons_off):
        if day.year == year:
            off.setdefault(day, EXTRA_DAY_OFF)
    return off


def days_from(first: date, last: date) -> list[date]:
    """Return every day from `first` to `last`, both included."""
    return [first + number * _ONE_DAY for number in range((last - first).days + 1)]

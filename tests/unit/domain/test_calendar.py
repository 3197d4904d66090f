"""Working days as a Vietnamese office counts them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.calendar import (
    COMPARED_YEARS,
    EXTRA_DAY_OFF,
    SWAPPED_DAY_OFF,
    WEEKEND,
    Half,
    WorkCalendar,
    calendar_of,
    days_from,
)
from emulation_workflow.domain.campaign import Holidays
from emulation_workflow.domain.errors import Rejected

VIETNAM = WorkCalendar(Holidays(country="VN"))

HALF_DAYS = WorkCalendar(
    Holidays(
        country="VN",
        mornings_off=(date(2020, 3, 4), date(2020, 3, 5)),
        afternoons_off=(date(2020, 1, 22), date(2020, 3, 5)),
    )
)

days = st.dates(min_value=date(2015, 1, 1), max_value=date(2045, 12, 31))
numbers = st.integers(min_value=-300, max_value=300)


def _month(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    return [day for day in (first + timedelta(days=number) for number in range(31)) if day.month == month]


@pytest.mark.parametrize(
    "day",
    [
        *(date(2020, 1, number) for number in (1, 23, 24, 25, 26, 27, 28, 29)),
        date(2020, 4, 2),
        date(2020, 4, 30),
        date(2020, 5, 1),
        date(2020, 9, 2),
    ],
)
def test_the_holidays_of_2020_are_off_and_named(day: date) -> None:
    """R146: Tết 23-29/01, Giỗ Tổ 02/4, 30/4, 01/5 and 02/9/2020 are days off, each with a name of its own."""
    assert VIETNAM.is_day_off(day)
    assert VIETNAM.reason(day) not in {None, WEEKEND}


ANNOUNCED = {
    2019: ("1/1 4/2 5/2 6/2 7/2 8/2 15/4 29/4 30/4 1/5 2/9", "5/1 4/5"),
    2020: ("1/1 23/1 24/1 27/1 28/1 29/1 2/4 30/4 1/5 2/9", ""),
    2021: ("1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9", ""),
    2022: ("3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9", ""),
    2023: ("2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9", ""),
    2024: ("1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9", "4/5"),
    2025: ("1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9", "26/4"),
    2026: ("1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11", "10/1 22/8"),
}
"""Year by year: the weekdays off (holidays, days in lieu, swapped days) and the Saturdays worked instead."""


@pytest.mark.parametrize("year", COMPARED_YEARS["VN"])
def test_days_off_and_swapped_days_are_those_announced(year: int) -> None:
    """What the Government announced for offices, whatever the library knows of it."""
    whole_year = days_from(date(year, 1, 1), date(year, 12, 31))
    off = [day for day in whole_year if day.weekday() < 5 and VIETNAM.is_day_off(day)]
    worked = [day for day in whole_year if day.weekday() >= 5 and not VIETNAM.is_day_off(day)]

    assert tuple(" ".join(f"{day.day}/{day.month}" for day in days) for days in (off, worked)) == ANNOUNCED[year]


def test_a_swapped_day_is_named_and_the_campaigns_own_word_wins() -> None:
    """02/01/2026 was swapped for 10/01; a campaign that says otherwise of its office is believed."""
    own = WorkCalendar(Holidays(country="VN", working_days=(date(2026, 1, 2),), extra_days_off=(date(2026, 1, 10),)))

    assert VIETNAM.reason(date(2026, 1, 2)) == SWAPPED_DAY_OFF
    assert (own.is_day_off(date(2026, 1, 2)), own.reason(date(2026, 1, 10))) == (False, EXTRA_DAY_OFF)


def test_years_that_nobody_compared_are_told_until_the_campaign_knows_them() -> None:
    """Swapped days are announced a year ahead at most; a single day of the campaign's own says nothing of its year."""
    ahead = (date(2025, 3, 1), date(2028, 6, 1))
    one_day = WorkCalendar(Holidays(country="VN", extra_days_off=(date(2027, 2, 11),)))
    own = WorkCalendar(Holidays(country="VN", years_compared=(2027,)))

    assert VIETNAM.years_not_compared(date(2019, 9, 4), date(2020, 12, 31)) == []
    assert VIETNAM.years_not_compared(*ahead) == [2027, 2028]
    assert one_day.years_not_compared(*ahead) == [2027, 2028]
    assert own.years_not_compared(*ahead) == [2028]
    assert WorkCalendar(Holidays(country="LA")).years_not_compared(*ahead) == [2025, 2026, 2027, 2028]


def test_a_holiday_has_its_vietnamese_name() -> None:
    """A warning to a unit names the holiday in Vietnamese."""
    assert VIETNAM.reason(date(2020, 4, 2)) == "Ngày Giỗ Tổ Hùng Vương"
    assert VIETNAM.reason(date(2020, 9, 2)) == "Quốc khánh"


def test_a_plain_saturday_is_off_as_weekend() -> None:
    """29/02/2020 exists and is a Saturday: off because of the weekend, not of a holiday."""
    assert VIETNAM.reason(date(2020, 2, 29)) == WEEKEND


def test_work_resumes_on_the_day_after_tet() -> None:
    """The first working day after Tết 2020 is Thursday 30/01."""
    assert VIETNAM.next_working_day(date(2020, 1, 23)) == date(2020, 1, 30)


@pytest.mark.parametrize(("month", "expected"), [(2, 20), (3, 22), (4, 20), (5, 20), (6, 22), (9, 21)])
def test_the_months_of_2020_have_the_working_days_of_the_civil_service(month: int, expected: int) -> None:
    """The months of the plan's windows have as many working days as the civil service counts."""
    worked = [day for day in _month(2020, month) if not VIETNAM.is_day_off(day)]

    assert len(worked) == expected


def test_a_swapped_day_is_worked_and_its_counterpart_off() -> None:
    """Monday 29/4/2019 was off and worked on Saturday 04/5/2019 instead, as the Government decided."""
    assert VIETNAM.is_day_off(date(2019, 4, 29))
    assert not VIETNAM.is_day_off(date(2019, 5, 4))


def test_national_day_is_two_days_from_2021_on() -> None:
    """Since 2021 two days are off around 02/9; in 2020 one was."""
    assert not VIETNAM.is_day_off(date(2020, 9, 3))
    assert VIETNAM.is_day_off(date(2021, 9, 3))


@pytest.mark.parametrize("year", range(2015, 2046))
def test_every_year_ahead_has_its_public_holidays(year: int) -> None:
    """The calendar knows each year's fixed holidays and five days of Tết for years ahead."""
    named = [day for day in (date(year, 1, 1) + timedelta(days=n) for n in range(365)) if VIETNAM.is_day_off(day)]
    reasons = [VIETNAM.reason(day) or "" for day in named]

    assert {date(year, 1, 1), date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)} <= set(named)
    assert sum("Tết Nguyên Đán" in reason or "29 Tết" in reason for reason in reasons) >= 5


def test_the_campaigns_days_win_over_the_library() -> None:
    """A campaign's own day off and its own working day hold against weekday, weekend and holiday alike."""
    own = WorkCalendar(
        Holidays(country="VN", extra_days_off=(date(2020, 3, 4),), working_days=(date(2020, 9, 2), date(2020, 3, 7)))
    )

    assert own.reason(date(2020, 3, 4)) == EXTRA_DAY_OFF
    assert own.reason(date(2020, 9, 2)) is None
    assert own.reason(date(2020, 3, 7)) is None


def test_an_unknown_country_is_refused() -> None:
    """A campaign for a country without a calendar is refused when it is loaded, not when a date is asked for."""
    with pytest.raises(Rejected) as refused:
        WorkCalendar(Holidays(country="XX"))

    assert [problem.code for problem in refused.value.problems] == ["country_unknown"]


def test_adding_nothing_stays_on_the_day() -> None:
    """Zero working days from a day off is that day; `next_working_day` is what moves off it."""
    assert VIETNAM.add_working_days(date(2020, 2, 29), 0) == date(2020, 2, 29)


@given(day=days, number=numbers)
def test_adding_and_counting_agree(day: date, number: int) -> None:
    """What was added is what is counted, over 30 years and both ways."""
    assert VIETNAM.working_days_between(day, VIETNAM.add_working_days(day, number)) == number


@given(day=days, number=numbers.filter(bool))
def test_adding_ends_on_a_working_day(day: date, number: int) -> None:
    """No rung falls on a day off."""
    assert not VIETNAM.is_day_off(VIETNAM.add_working_days(day, number))


@given(first=days, second=days, number=numbers)
def test_adding_keeps_the_order(first: date, second: date, number: int) -> None:
    """Of two days the earlier one never leads to the later one."""
    earlier, later = sorted((first, second))

    assert VIETNAM.add_working_days(earlier, number) <= VIETNAM.add_working_days(later, number)


@given(day=days, smaller=numbers, larger=numbers)
def test_more_days_never_lead_to_an_earlier_day(day: date, smaller: int, larger: int) -> None:
    """The rungs of a ladder stay in their order."""
    fewer, more = sorted((smaller, larger))

    assert VIETNAM.add_working_days(day, fewer) <= VIETNAM.add_working_days(day, more)


@given(day=days)
def test_the_next_working_day_is_the_nearest(day: date) -> None:
    """Nothing is worked between a day and its next working day."""
    found = VIETNAM.next_working_day(day)

    assert not VIETNAM.is_day_off(found)
    assert all(VIETNAM.is_day_off(day + timedelta(days=number)) for number in range((found - day).days))


def test_a_half_day_off_leaves_a_working_day() -> None:
    """An afternoon off before Tết is no day off: letters still go, only that session is not worked."""
    eve = date(2020, 1, 22)

    assert not HALF_DAYS.is_day_off(eve)
    assert [HALF_DAYS.is_session_off(eve, half) for half in Half] == [False, True]


def test_two_half_days_off_are_a_day_off() -> None:
    """A day with neither morning nor afternoon is off as a whole, for want of any other reason the campaign's own."""
    assert HALF_DAYS.reason(date(2020, 3, 5)) == EXTRA_DAY_OFF
    assert HALF_DAYS.reason(date(2020, 3, 4)) is None


def test_a_campaign_has_one_calendar() -> None:
    """However many days are counted by it."""
    assert calendar_of(VIETNAM.holidays) is calendar_of(replace(VIETNAM.holidays))

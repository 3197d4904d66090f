"""On which days the late are reminded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Holidays, Ladder, Recipient, Rung
from emulation_workflow.domain.schedule.ladder import ABOVE, BY_NAME, OWN, can_remind, cutoff_date, rung_day
from emulation_workflow.messages.reminders import RECIPIENTS

VIETNAM = WorkCalendar(Holidays(country="VN"))
OPENS = date(2019, 9, 4)
YEAR = [date(2020, 1, 1) + timedelta(days=number) for number in range(366)]

days = st.dates(min_value=date(2015, 1, 1), max_value=date(2045, 12, 31))
working_days = st.integers(min_value=-60, max_value=60)


def rung(number: int) -> Rung:
    return Rung(id=f"r{number}", name="Nhắc việc", working_days=number, to=(Recipient.UNIT,))


LADDER = Ladder(decided_by="Ban tự chọn", board="board", rungs=tuple(rung(number) for number in (-10, -3, 1, 5, 10)))


def came(due: date | None, today: date, *, opens: date = OPENS) -> int:
    """The highest rung that has come (0: none), told rung by rung: what the sweep's statement has to agree with."""
    if due is None or not can_remind(VIETNAM, today=today, opens=opens):
        return 0
    return max(
        (number for number, rung in enumerate(LADDER.rungs, 1) if rung_day(VIETNAM, rung, due) <= today), default=0
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [(-10, date(2020, 2, 17)), (-3, date(2020, 2, 26)), (0, date(2020, 3, 2)), (1, date(2020, 3, 2))],
)
def test_rungs_count_working_days_from_the_due_day(number: int, expected: date) -> None:
    """29/02/2020, the last day for commune pilots, is a Saturday: nobody is reminded before Monday 02/3."""
    assert rung_day(VIETNAM, rung(number), date(2020, 2, 29)) == expected


def test_tet_does_not_count() -> None:
    """Five working days after 21/01/2020 lead past the seven days of Tết."""
    assert rung_day(VIETNAM, rung(5), date(2020, 1, 21)) == date(2020, 2, 4)


@given(due=days, number=working_days)
def test_no_rung_falls_on_a_day_off(due: date, number: int) -> None:
    """Over 30 years, whatever the due day: a letter is written on a day on which the office works."""
    assert not VIETNAM.is_day_off(rung_day(VIETNAM, rung(number), due))


@given(due=days, fewer=working_days, more=working_days)
def test_rungs_keep_their_order(due: date, fewer: int, more: int) -> None:
    """A later rung never comes before an earlier one."""
    fewer, more = sorted((fewer, more))

    assert rung_day(VIETNAM, rung(fewer), due) <= rung_day(VIETNAM, rung(more), due)


@given(due=days, number=working_days, wait=st.integers(min_value=-120, max_value=120))
def test_the_reach_of_a_rung_says_what_its_day_says(due: date, number: int, wait: int) -> None:
    """The sweep compares due days with one day for each rung; that is the same as computing each rung's day."""
    today = rung_day(VIETNAM, rung(number), due) + timedelta(days=wait)

    assert (rung_day(VIETNAM, rung(number), due) <= today) is (due <= cutoff_date(VIETNAM, rung(number), today))


@given(due=days, today=days)
def test_on_a_day_off_nobody_is_reminded(due: date, today: date) -> None:
    """A day off has no rung, however late anybody is."""
    if VIETNAM.is_day_off(today):
        assert came(due, today, opens=date.min) == 0


@given(due=days, wait=st.integers(min_value=0, max_value=90))
def test_after_an_outage_only_the_highest_rung_is_due(due: date, wait: int) -> None:
    """What has come by a day is one rung: the last of those whose days have passed."""
    today = VIETNAM.next_working_day(due + timedelta(days=wait))
    passed = [number for number, rung in enumerate(LADDER.rungs, 1) if rung_day(VIETNAM, rung, due) <= today]

    assert came(due, today, opens=date.min) == (passed[-1] if passed else 0)


def test_a_week_without_a_sweep_passes_over_the_rungs_in_between() -> None:
    """Due on 31/3/2020, looked at again on 15/4: the fifth rung, and not the third and fourth."""
    assert [came(date(2020, 3, 31), day) for day in (date(2020, 4, 1), date(2020, 4, 15))] == [3, 5]


def test_what_has_no_due_day_is_never_reminded() -> None:
    """Where the plan names no day and the Board has set none, no day is made up."""
    assert {came(None, day) for day in YEAR} == {0}


def test_nobody_is_reminded_before_the_campaign() -> None:
    """A plan that is not yet in force binds nobody (R003)."""
    assert came(date(2019, 9, 5), date(2019, 9, 3)) == 0
    assert came(date(2019, 9, 5), date(2019, 9, 4)) == 2
    assert not can_remind(VIETNAM, today=date(2019, 9, 3), opens=OPENS)


@pytest.mark.complete
def test_of_every_recipient_it_is_known_where_they_sit_and_what_they_are_called() -> None:
    """One of whom it is not would be written to as the unit that owes, and have no name in letters."""
    assert sorted(Recipient) == sorted([*OWN, *ABOVE, *BY_NAME])
    assert RECIPIENTS.keys() == set(Recipient)

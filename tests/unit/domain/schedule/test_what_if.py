"""A history under another ladder."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.campaign import Ladder, OwnRungs, Recipient, Rung
from emulation_workflow.domain.schedule.ladder import rung_day
from emulation_workflow.domain.schedule.what_if import Duty, generated, play
from tests.support.builders import CALENDAR, campaign
from tests.support.sweeping import DUE, LADDER, OWN, owes

FIRST, LAST = date(2019, 9, 4), date(2020, 6, 30)
RUNG_DAYS = [rung_day(CALENDAR, rung, DUE) for rung in LADDER.rungs]
DUTY = Duty(unit="X1", due=DUE)

duties = st.lists(
    st.builds(
        Duty,
        unit=st.sampled_from(["X1", "X2", "D1"]),
        due=st.dates(min_value=date(2020, 1, 2), max_value=date(2020, 5, 29)),
        done_on=st.none() | st.dates(min_value=date(2019, 10, 1), max_value=LAST),
        above=st.sampled_from([None, "H1"]),
        responds_within=st.none() | st.integers(min_value=1, max_value=9),
    ),
    max_size=8,
)


def letter_days(*of: Duty, ladder: Ladder = LADDER) -> dict[date, int]:
    played = play(of, ladder, CALENDAR, first=FIRST, last=LAST)
    return {day.day: day.letters for day in played.days if day.letters}


def test_what_is_never_done_climbs_the_whole_ladder() -> None:
    """A letter for the unit on its rungs, two where head and Board, or Board and Committee, are written to."""
    assert letter_days(DUTY) == dict(zip(RUNG_DAYS, (1, 1, 2, 2), strict=True))


def test_recipients_have_one_letter_a_day() -> None:
    """Two duties of one unit, one of its neighbour, below one district: a letter to each of the three."""
    below = replace(DUTY, above="H1")

    assert letter_days(below, below, replace(below, unit="X2"))[RUNG_DAYS[1]] == 3


def test_nothing_follows_what_is_done() -> None:
    """Done on the day after the first letter: no other leaves, and no day is overdue."""
    done = replace(DUTY, done_on=RUNG_DAYS[0] + timedelta(days=1))
    played = play([done], LADDER, CALENDAR, first=FIRST, last=LAST)

    assert (played.letters, played.rungs, played.days_late) == (1, 1, 0)


def test_days_overdue_are_counted_from_the_day_after_the_due_day() -> None:
    """Done three days after: two days in between, on which it was overdue at the day's end."""
    late = replace(DUTY, done_on=DUE + timedelta(days=3))
    played = play([late], LADDER, CALENDAR, first=FIRST, last=LAST)

    assert played.days_late == 2
    assert [day.day for day in played.days if day.late] == [DUE + timedelta(days=1), DUE + timedelta(days=2)]


def test_who_heeds_letters_is_late_for_fewer_days_under_a_ladder_that_writes_sooner() -> None:
    """Ladders are told apart by what they bring about."""
    heeding = replace(DUTY, done_on=DUE + timedelta(days=60), responds_within=2)
    tardy = replace(LADDER, rungs=(Rung(id="late", name="Đôn đốc", working_days=10, to=(Recipient.UNIT,)),))
    days_late = [play([heeding], ladder, CALENDAR, first=FIRST, last=LAST).days_late for ladder in (LADDER, tardy)]

    assert days_late == [0, 16]


@given(duties)
def test_letters_leave_on_working_days_and_sums_agree(played: list[Duty]) -> None:
    """No letter on a day off; overdue days counted by duty and by day are the same."""
    found = play(played, LADDER, CALENDAR, first=FIRST, last=LAST)

    assert not any(day.letters for day in found.days if CALENDAR.is_day_off(day.day))
    assert sum(day.late for day in found.days) == found.days_late
    assert found.letters <= 4 * found.rungs


@given(duties)
def test_letters_change_nothing_for_who_heeds_none(played: list[Duty]) -> None:
    """Recorded history stays what it was under any ladder."""
    as_was = [replace(duty, responds_within=None) for duty in played]
    nobody = replace(LADDER, rungs=())

    assert (
        play(as_was, LADDER, CALENDAR, first=FIRST, last=LAST).days_late
        == play(as_was, nobody, CALENDAR, first=FIRST, last=LAST).days_late
    )


def test_a_made_up_year_is_its_seeds_own() -> None:
    """The same seed gives the same year, another one another; what has no due day is not in it."""
    owed = [owes(f"U{number}").derived for number in range(200)] + [owes("X1", due=None).derived]
    once, again, other = (generated(owed, campaign(), CALENDAR, seed=seed) for seed in (1, 1, 2))

    assert once == again
    assert once != other
    assert len(once) == 200


def test_duties_are_played_on_the_ladder_of_their_level() -> None:
    """A department's one rung of its own, for itself and the Board; the commune's is everybody's."""
    two = replace(LADDER, own=(OWN,))
    own_day = rung_day(CALENDAR, OWN.rungs[0], DUE)

    assert letter_days(replace(DUTY, level="department"), ladder=two) == {own_day: 2}
    assert letter_days(replace(DUTY, level="commune"), ladder=two) == letter_days(DUTY)


def test_the_first_ladder_that_fits_is_the_units() -> None:
    """By level, by group or by both; who is named by none has everybody's."""
    rungs = [(Rung(id=name, name=name, working_days=1, to=(Recipient.UNIT,)),) for name in "abc"]
    own = (
        OwnRungs(levels=("commune",), groups=("Khối 1",), rungs=rungs[0]),
        OwnRungs(groups=("Khối 1",), rungs=rungs[1]),
        OwnRungs(levels=("commune", "department"), rungs=rungs[2]),
    )
    several = replace(LADDER, own=own)
    units = [("commune", "Khối 1"), ("district", "Khối 1"), ("commune", "Khối 2"), ("district", "")]

    assert [several.rungs_of(*unit) for unit in units] == [*rungs, LADDER.rungs]

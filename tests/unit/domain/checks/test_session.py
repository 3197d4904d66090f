"""One half-day."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.submissions.plan import AgendaItem
from tests.support.builders import COMMUNE, CONTENTS, DISTRICT, campaign
from tests.support.checking import codes, findings_of

OK, BREACH, ASK, NOTE = Verdict.OK, Verdict.BREACH, Verdict.ASK, Verdict.NOTE


@pytest.mark.parametrize(
    ("start", "end", "verdict", "code"),
    [
        (time(7), time(11, 30), OK, "one_morning"),
        (time(8), time(12), OK, "one_morning"),
        (time(13), time(17, 30), OK, "one_afternoon"),
        (time(13, 30), time(16), OK, "one_afternoon"),
        (time(7), time(11, 31), NOTE, "session_long"),
        (time(7), time(12), NOTE, "session_long"),
        (time(6, 30), time(10), ASK, "outside_hours"),
        (time(8), time(12, 30), ASK, "outside_hours"),
        (time(8), time(13), ASK, "outside_hours"),
        (time(12), time(14), ASK, "outside_hours"),
        (time(18), time(21), ASK, "outside_hours"),
        (time(8), time(13, 1), BREACH, "two_half_days"),
        (time(11, 59), time(14), BREACH, "two_half_days"),
        (time(8), time(16), BREACH, "two_half_days"),
        (time(11), time(8), ASK, "hours_reversed"),
        (time(8), time(8), ASK, "hours_reversed"),
        (None, time(11), ASK, "hours_not_stated"),
        (time(8), None, ASK, "hours_not_stated"),
    ],
)
def test_one_session_is_one_half_day(start: time | None, end: time | None, verdict: Verdict, code: str) -> None:
    """Within one half-day ok, in both a breach, elsewhere asked; more than four and a half hours is noted (A05)."""
    finding = findings_of(COMMUNE, starts_at=start, ends_at=end)["T048"]
    assert verdict == finding.verdict
    assert code in codes(finding)


@pytest.mark.parametrize(
    ("ends_on", "verdict"),
    [(None, OK), (date(2020, 3, 12), OK), (date(2020, 3, 13), BREACH), (date(2020, 3, 11), ASK)],
)
def test_it_ends_on_the_day_it_starts(ends_on: date | None, verdict: Verdict) -> None:
    """A conference over two dates is not one session, and only the level's own rule says so (R145)."""
    found = findings_of(COMMUNE, ends_on=ends_on)
    assert verdict == found["T048"].verdict
    assert ("T145" in found) is (verdict is OK)


def test_one_half_day_of_another_level_binds_nobody_else() -> None:
    """A rule that only the communes' part of the plan says is not every level's, be it called by a check too."""
    [own, *others] = campaign().levels
    assert own.conference is not None
    own = replace(own, conference=replace(own.conference, session_rule="T145"))
    freed = [
        replace(level, conference=replace(level.conference, session_rule="")) if level.conference else level
        for level in others
    ]
    theirs = campaign(levels=(own, *freed))
    assert "T145" in findings_of(COMMUNE, of=theirs, ends_on=date(2020, 3, 13))
    assert "T145" not in findings_of(DISTRICT, of=theirs, ends_on=date(2020, 12, 31))


@pytest.mark.parametrize(
    ("minutes", "code"),
    [
        ([30, 30, 30, 30, 30], "agenda_fits"),
        ([90, 30, 30, 30, 30], "agenda_fits"),
        ([91, 30, 30, 30, 30], "agenda_too_long"),
        ([30, None, 30, 30, 30], "agenda_minutes_not_stated"),
        ([None] * 5, "agenda_minutes_not_stated"),
    ],
)
def test_the_agenda_fits_the_session(minutes: list[int | None], code: str) -> None:
    """Minutes add up within the half-day; how many papers there are is left to the unit (R116)."""
    agenda = tuple(
        AgendaItem(content=content.id, minutes=some) for content, some in zip(CONTENTS, minutes, strict=True)
    )
    finding = findings_of(COMMUNE, agenda=agenda)["T116"]
    assert [code] == codes(finding)
    assert finding.verdict != BREACH


@given(start=st.times(), end=st.times())
def test_a_session_in_both_half_days_never_passes(start: time, end: time) -> None:
    """Whatever the hours: reaching into the morning and the afternoon is a breach."""
    verdict = findings_of(COMMUNE, starts_at=start, ends_at=end)["T048"].verdict
    if start < time(12) and end > time(13):
        assert verdict == BREACH
    elif start < end:
        assert verdict != BREACH


@pytest.mark.parametrize(("start", "end"), [(time(7, 30), time(16, 30)), (time(11), time(14)), (None, None)])
def test_one_date_is_no_finding_of_its_own_beside_hours_of_more_than_a_half_day(
    start: time | None, end: time | None
) -> None:
    """The general rule is of one date and one half-day: "đạt" under it would contradict what the hours are told."""
    assert "T145" not in findings_of(COMMUNE, starts_at=start, ends_at=end)

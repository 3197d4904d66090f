"""Windows, pilots' windows, days off, orders, and the order of dates."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Holidays
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.registers.units import Unit
from tests.support.builders import (
    CITY,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    PILOT_COMMUNE,
    PILOT_DEPARTMENT,
    PILOT_ENTERPRISE,
    campaign,
    two_level_campaign,
)
from tests.support.checking import codes, findings_of

OK, BREACH, ASK, NOTE, SILENT = Verdict.OK, Verdict.BREACH, Verdict.ASK, Verdict.NOTE, Verdict.NOT_SPECIFIED


@pytest.mark.parametrize(
    ("unit", "rule", "day", "verdict"),
    [
        (COMMUNE, "T049", date(2020, 2, 29), BREACH),
        (COMMUNE, "T049", date(2020, 3, 1), OK),
        (COMMUNE, "T049", date(2020, 3, 31), OK),
        (COMMUNE, "T049", date(2020, 4, 1), BREACH),
        (COMMUNE, "T049", date(2019, 3, 15), BREACH),
        (PILOT_COMMUNE, "T051", date(2020, 1, 31), BREACH),
        (PILOT_COMMUNE, "T051", date(2020, 2, 1), OK),
        (PILOT_COMMUNE, "T051", date(2020, 2, 29), OK),
        (PILOT_COMMUNE, "T051", date(2020, 3, 1), BREACH),
        (DISTRICT, "T066", date(2020, 4, 30), BREACH),
        (DISTRICT, "T066", date(2020, 5, 1), OK),
        (DISTRICT, "T066", date(2020, 6, 30), OK),
        (DISTRICT, "T066", date(2020, 7, 1), BREACH),
        (CITY, "T067", date(2020, 3, 31), BREACH),
        (CITY, "T067", date(2020, 4, 1), OK),
        (CITY, "T067", date(2020, 4, 30), OK),
        (CITY, "T067", date(2020, 5, 1), BREACH),
        (PILOT_ENTERPRISE, "T079", date(2020, 4, 30), OK),
        (PILOT_ENTERPRISE, "T079", date(2020, 5, 4), BREACH),
        (DEPARTMENT, "T097", date(2020, 5, 1), OK),
    ],
)
def test_windows_include_both_their_ends(unit: Unit, rule: str, day: date, verdict: Verdict) -> None:
    """A month runs from its first to its last day, 29/02/2020 among them; a pilot has its own window (A06, A09)."""
    assert verdict == findings_of(unit, held_on=day)[rule].verdict


def test_a_window_may_be_a_quarter() -> None:
    """Another plan says "quý II/2025"; the days are the campaign's."""
    found = [
        findings_of(COMMUNE, of=two_level_campaign(), held_on=date(2025, month, 1))["T049"] for month in (3, 4, 6, 7)
    ]
    assert [finding.verdict for finding in found] == [BREACH, OK, OK, BREACH]


def test_a_slipped_pilot_breaks_its_window_and_is_told_it_is_still_in_the_general_one() -> None:
    """The pilot's window replaces the general one; slipping into the general one loses the purpose (A09)."""
    found = findings_of(PILOT_COMMUNE, held_on=date(2020, 3, 5))
    assert (found["T051"].verdict, found["T051"].code) == (BREACH, "pilot_slipped_into_general")
    assert (found["T049"].verdict, found["T049"].code) == (NOTE, "pilot_in_general_window")


def test_a_pilot_in_its_window_is_not_measured_by_the_general_one() -> None:
    """A pilot in February breaks nothing by not being in March."""
    assert (
        findings_of(PILOT_COMMUNE)["T049"].verdict,
        codes(findings_of(PILOT_COMMUNE)["T049"]),
    ) == (NOTE, ["pilot_window_instead"])


def test_a_pilot_is_bound_by_all_other_rules_of_its_level() -> None:
    """Pilot clauses change the date and the director, nothing else (A10)."""
    own = {"T050", "T051", "T052", "T053", "T141"}
    assert findings_of(COMMUNE).keys() == findings_of(PILOT_COMMUNE).keys() - own
    assert findings_of(PILOT_COMMUNE, total=101, delegates={"exemplar": 101})["T047"].verdict == BREACH


@pytest.mark.parametrize("day", [date(2020, 4, 23), date(2020, 5, 20), date(2020, 9, 1)])
def test_a_pilot_without_a_date_has_no_window_and_none_is_made_up(day: date) -> None:
    """The department pilot has no date in the plan: the proposal is shown, nothing is judged (A07)."""
    finding = findings_of(PILOT_DEPARTMENT, held_on=day)["T098"]
    assert (finding.verdict, codes(finding)[0]) == (SILENT, "pilot_day_proposed")
    assert "T147" not in findings_of(PILOT_DEPARTMENT, held_on=day)


def test_a_pilot_without_a_date_is_asked_for_its_own() -> None:
    """What is said of a day that nobody proposed would else be counted and never read (A07)."""
    finding = findings_of(PILOT_DEPARTMENT, held_on=None)["T098"]
    assert (finding.verdict, codes(finding)[0]) == (ASK, "pilot_day_open")


@pytest.mark.parametrize(
    ("day", "covered_by", "verdict", "code"),
    [
        (date(2020, 4, 21), "", OK, "day_as_fixed"),
        (date(2020, 4, 22), "", BREACH, "day_not_as_fixed"),
        (date(2020, 4, 22), "99/UBND-KGVX", ASK, "day_not_as_fixed_but_order_named"),
        (None, "", ASK, "fixed_day_not_stated"),
    ],
)
def test_the_day_an_opinion_fixed_is_the_window(day: date | None, covered_by: str, verdict: Verdict, code: str) -> None:
    """Once the opinion sets the day, that day is the window and the opinion its source (A07)."""
    found = findings_of(
        PILOT_DEPARTMENT,
        held_on=day,
        covered_by=covered_by,
        fixed_day=date(2020, 4, 21),
        fixed_by="công văn số 1200/UBND-KGVX",
    )
    assert verdict == found["T098"].verdict
    assert code == codes(found["T098"])[0]


def test_a_fixed_day_does_not_move_a_pilot_that_has_a_window() -> None:
    """An opinion fixes the day only where the plan gives none; moving a window takes an order."""
    assert findings_of(CITY, fixed_day=date(2020, 4, 1), fixed_by="công văn")["T067"].verdict == OK


@pytest.mark.parametrize(("covered_by", "verdict"), [("", BREACH), ("15/CT-TTg", ASK)])
def test_an_order_that_is_only_named_is_to_be_verified(covered_by: str, verdict: Verdict) -> None:
    """A day outside the window needs an order; the unit's word for it neither passes nor breaks the rule (R147)."""
    found = findings_of(COMMUNE, held_on=date(2020, 7, 2), covered_by=covered_by)
    assert (found["T049"].verdict, "T147" in found) == (verdict, False)


def test_inside_the_window_no_order_is_looked_for() -> None:
    """The rule on orders applies outside the window only."""
    assert "T147" not in findings_of(COMMUNE, covered_by="15/CT-TTg")


@pytest.mark.parametrize(
    ("unit", "day", "verdict"),
    [
        (COMMUNE, date(2020, 3, 12), OK),
        (COMMUNE, date(2020, 3, 14), NOTE),
        (PILOT_COMMUNE, date(2020, 2, 29), NOTE),
        (CITY, date(2020, 4, 2), NOTE),
        (CITY, date(2020, 4, 30), NOTE),
        (DISTRICT, date(2020, 5, 1), NOTE),
    ],
)
def test_a_day_off_is_pointed_out_and_never_refused(unit: Unit, day: date, verdict: Verdict) -> None:
    """The plan does not forbid a Saturday or Giỗ Tổ (R146)."""
    found = findings_of(unit, held_on=day)
    assert verdict == found["T146"].verdict
    assert BREACH not in {finding.verdict for finding in found.values()}


def test_a_half_day_off_is_pointed_out_to_who_meets_in_it() -> None:
    """An afternoon off is nothing to a conference in the morning (R146)."""
    half_days = WorkCalendar(Holidays(country="VN", afternoons_off=(date(2020, 3, 12),)))
    morning, afternoon = (
        findings_of(COMMUNE, held_on=date(2020, 3, 12), starts_at=start, ends_at=None, calendar=half_days)["T146"]
        for start in (time(8), time(14))
    )
    assert (morning.verdict, afternoon.verdict) == (OK, NOTE)
    assert codes(afternoon) == ["afternoon_off"]


def test_without_a_day_nothing_is_judged_by_it() -> None:
    """A plan without a date is asked for it; the checks of days stay silent."""
    found = findings_of(COMMUNE, held_on=None)
    assert (found["T049"].verdict, found["T049"].code) == (ASK, "day_not_stated")
    assert not {"T140", "T141", "T144", "T145", "T146", "T147"} & found.keys()


@pytest.mark.parametrize(
    ("signed", "held", "as_of", "unit", "code"),
    [
        (date(2020, 2, 3), date(2020, 3, 12), date(2020, 2, 3), COMMUNE, "dates_in_order"),
        (date(2020, 3, 11), date(2020, 3, 12), date(2020, 3, 11), COMMUNE, "dates_in_order"),
        (date(2020, 3, 12), date(2020, 3, 12), date(2020, 3, 12), COMMUNE, "dates_in_order"),
        (date(2020, 3, 13), date(2020, 3, 12), date(2020, 3, 13), COMMUNE, "signed_too_late"),
        (date(2020, 2, 10), date(2020, 3, 12), date(2020, 2, 3), COMMUNE, "signed_in_future"),
        (date(2020, 2, 3), date(2020, 3, 12), date(2021, 1, 1), COMMUNE, "dates_in_order"),
        (date(2020, 2, 3), date(2020, 4, 16), date(2020, 4, 15), CITY, "dates_in_order"),
        (date(2020, 2, 3), date(2020, 4, 16), date(2020, 4, 16), CITY, "opinion_too_late"),
    ],
)
def test_dates_come_in_order(signed: date, held: date, as_of: date, unit: Unit, code: str) -> None:
    """Signed before held; and for a gated pilot the opinion is still ahead of the conference (R144)."""
    assert [code] == codes(findings_of(unit, signed_on=signed, held_on=held, as_of=as_of)["T144"])


def test_a_plan_without_a_day_is_asked_for_it_once() -> None:
    """The rule on the plan's paper asks for the day it was signed; no other rule says it again."""
    found = findings_of(COMMUNE, signed_on=None)
    assert (found["T121"].verdict, "T144" in found) == (ASK, False)


@given(st.dates(min_value=date(2019, 9, 5), max_value=date(2020, 12, 31)))
def test_the_window_is_judged_by_its_days_alone(day: date) -> None:
    """In the window ok, outside a breach, for every day of the campaign."""
    found = findings_of(COMMUNE, held_on=day, signed_on=date(2019, 9, 4))
    inside = date(2020, 3, 1) <= day <= date(2020, 3, 31)
    assert (OK if inside else BREACH) == found["T049"].verdict
    assert "T147" not in found


def test_a_campaign_without_such_rules_has_no_such_findings() -> None:
    """Checks that the catalogue does not name are not made."""
    rules = tuple(replace(rule, check=None) for rule in campaign().rules)
    found = findings_of(COMMUNE, of=campaign(rules=rules), held_on=date(2020, 3, 14), total=1)
    assert not {"T144", "T145", "T146", "T147", "T148"} & found.keys()

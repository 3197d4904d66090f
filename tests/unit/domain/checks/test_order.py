"""Which conference comes before which."""

from dataclasses import replace
from datetime import date

import pytest

from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.registers.units import Unit
from tests.support.builders import CITY, COMMUNE, DEPARTMENT, DISTRICT, PILOT_COMMUNE, PILOT_DEPARTMENT, unit
from tests.support.checking import findings_of

OK, BREACH, ASK, NOTE = Verdict.OK, Verdict.BREACH, Verdict.ASK, Verdict.NOTE
ELSEWHERE = unit("X9", "xa", parent="H1")


@pytest.mark.parametrize(("day", "verdict"), [(11, BREACH), (12, BREACH), (13, OK)])
def test_a_commune_comes_before_its_district(day: int, verdict: Verdict) -> None:
    """Strictly before: the adopted list has to reach the district's conference (R140)."""
    above = Neighbour(unit=DISTRICT, held_on=date(2020, 3, day))
    assert verdict == findings_of(COMMUNE, neighbours=(above,))["T140"].verdict


@pytest.mark.parametrize(("day", "verdict"), [(13, OK), (14, BREACH), (15, BREACH)])
def test_a_district_comes_after_its_communes(day: int, verdict: Verdict) -> None:
    """The same rule, seen from above."""
    below = Neighbour(unit=COMMUNE, held_on=date(2020, 5, day))
    assert verdict == findings_of(DISTRICT, neighbours=(below,))["T140"].verdict


def test_units_of_another_parent_do_not_matter() -> None:
    """A commune is compared with its own district only."""
    assert "T140" not in findings_of(COMMUNE, neighbours=(Neighbour(unit=CITY, held_on=date(2020, 1, 1)),))


@pytest.mark.parametrize(
    ("day", "verdict"), [(date(2020, 8, 31), OK), (date(2020, 9, 15), ASK), (date(2020, 10, 1), BREACH)]
)
def test_everybody_comes_before_the_congress(day: date, verdict: Verdict) -> None:
    """Before its month in order, in its month asked, after it a breach (R100, R140)."""
    assert verdict == findings_of(DEPARTMENT, held_on=day)["T140"].verdict


@pytest.mark.parametrize(
    ("unit", "other", "day", "verdict"),
    [
        (PILOT_COMMUNE, COMMUNE, date(2020, 2, 21), OK),
        (PILOT_COMMUNE, COMMUNE, date(2020, 2, 20), BREACH),
        (COMMUNE, PILOT_COMMUNE, date(2020, 3, 11), OK),
        (COMMUNE, PILOT_COMMUNE, date(2020, 3, 12), BREACH),
    ],
)
def test_a_districts_pilot_comes_before_its_other_communes(
    unit: Unit, other: Unit, day: date, verdict: Verdict
) -> None:
    """Strictly before, within one district (R141)."""
    found = findings_of(unit, neighbours=(Neighbour(unit=other, held_on=day),))
    assert verdict == found["T141"].verdict


def test_another_districts_pilot_teaches_its_own_communes_only() -> None:
    """A pilot elsewhere in the province is no yardstick for this district."""
    pilot_elsewhere = Neighbour(unit=replace(ELSEWHERE, pilot=True), held_on=date(2020, 12, 1))
    assert "T141" not in findings_of(COMMUNE, neighbours=(pilot_elsewhere,))


@pytest.mark.parametrize(
    ("unit", "other", "day", "verdict"),
    [
        (CITY, DISTRICT, date(2020, 5, 4), OK),
        (CITY, DISTRICT, date(2020, 4, 16), NOTE),
        (DISTRICT, CITY, date(2020, 4, 16), OK),
        (DISTRICT, CITY, date(2020, 5, 14), NOTE),
    ],
)
def test_a_pilot_the_plan_names_should_come_first_of_its_level(
    unit: Unit, other: Unit, day: date, verdict: Verdict
) -> None:
    """The plan states a purpose and no ban, so a later pilot is pointed out (R142)."""
    found = findings_of(unit, neighbours=(Neighbour(unit=other, held_on=day),))
    assert verdict == found["T142"].verdict


@pytest.mark.parametrize(("day", "verdict"), [(date(2020, 4, 30), OK), (date(2020, 5, 1), NOTE)])
def test_with_no_other_day_known_the_general_window_is_the_measure(day: date, verdict: Verdict) -> None:
    """A pilot without a date still has to precede the others to serve its purpose (A07)."""
    assert verdict == findings_of(PILOT_DEPARTMENT, held_on=day)["T142"].verdict

"""Which conference comes before which."""

from dataclasses import replace
from datetime import date

import pytest

from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope
from emulation_workflow.domain.registers.units import Unit
from tests.support.builders import CITY, COMMUNE, DEPARTMENT, DISTRICT, PILOT_COMMUNE, PILOT_DEPARTMENT, unit
from tests.support.checking import findings_of
from tests.support.samples.orders import JUNE, order

OK, BREACH, ASK, NOTE = Verdict.OK, Verdict.BREACH, Verdict.ASK, Verdict.NOTE
ELSEWHERE = unit("X9", "xa", parent="H1")


def judged(own: date, above: date, *orders: Order) -> tuple[Verdict, Verdict]:
    """How the commune's day is judged, and how its district's, each in the light of the other."""
    commune = findings_of(COMMUNE, held_on=own, orders=orders, neighbours=(Neighbour(unit=DISTRICT, held_on=above),))
    district = findings_of(DISTRICT, held_on=above, orders=orders, neighbours=(Neighbour(unit=COMMUNE, held_on=own),))
    return commune["T140"].verdict, district["T140"].verdict


@pytest.mark.parametrize(
    ("own", "above", "verdicts"),
    [
        (date(2020, 3, 31), date(2020, 5, 14), (OK, OK)),
        (date(2020, 5, 13), date(2020, 5, 14), (OK, OK)),
        (date(2020, 5, 14), date(2020, 5, 14), (BREACH, NOTE)),
        (date(2020, 5, 15), date(2020, 5, 14), (BREACH, NOTE)),
        (date(2020, 3, 12), date(2020, 3, 12), (NOTE, NOTE)),
        (date(2020, 3, 12), date(2020, 3, 11), (NOTE, NOTE)),
    ],
)
def test_a_commune_comes_before_its_district(own: date, above: date, verdicts: tuple[Verdict, Verdict]) -> None:
    """Strictly before, as the list has to reach the district's conference (R140); what is late is the late one's."""
    assert judged(own, above) == verdicts


def test_who_are_both_in_time_are_both_asked() -> None:
    """An order moved the communes into their districts' months: neither is at fault, and they have to agree."""
    moved = order(OrderKind.MOVE, window=replace(JUNE, start=date(2020, 5, 1)), scope=Scope(levels=("commune",)))
    assert judged(date(2020, 6, 2), date(2020, 6, 1), moved) == (ASK, ASK)
    assert judged(date(2020, 6, 1), date(2020, 6, 2), moved) == (OK, OK)


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
        (PILOT_COMMUNE, COMMUNE, date(2020, 2, 20), NOTE),
        (COMMUNE, PILOT_COMMUNE, date(2020, 3, 11), OK),
        (COMMUNE, PILOT_COMMUNE, date(2020, 3, 12), NOTE),
    ],
)
def test_a_districts_pilot_comes_before_its_other_communes(
    unit: Unit, other: Unit, day: date, verdict: Verdict
) -> None:
    """Strictly before, within one district (R141); who keeps to its own month is told, not found in breach."""
    found = findings_of(unit, neighbours=(Neighbour(unit=other, held_on=day),))
    assert verdict == found["T141"].verdict


def test_a_pilot_out_of_its_month_that_is_no_longer_first_is_in_breach() -> None:
    """It can teach nobody any more."""
    others = (Neighbour(unit=COMMUNE, held_on=date(2020, 3, 4)),)
    assert findings_of(PILOT_COMMUNE, held_on=date(2020, 3, 5), neighbours=others)["T141"].verdict is BREACH


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

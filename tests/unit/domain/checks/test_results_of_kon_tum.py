"""Reports in Kon Tum: what II.3, and what follows from several clauses, ask of a conference that was held."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.checks.reports.examine import ReportHistory
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import AgendaItem
from tests.support import kon_tum
from tests.support.good_reports import HONOURS, PAPERS, findings_of, good_report
from tests.support.samples.orders import order

UNITS = {unit.code: unit for unit in kon_tum.units()}
CITY = UNITS["608"]
COMMUNES = [unit for unit in UNITS.values() if unit.parent == CITY.code]
PILOT, COMMUNE = COMMUNES[0], replace(COMMUNES[1], pilot=False)
DISTRICT = UNITS["612"]
CONTENTS = ("3.1", "3.2", "3.3", "3.4", "3.5")
HELD = good_report(kon_tum.kon_tum(), COMMUNE).held_on
"""The day of the commune's good report."""


def found(unit: Unit = COMMUNE, **changes: Any) -> dict[str, Finding]:
    asked = {key: changes.pop(key) for key in ("neighbours", "orders", "before", "as_of") if key in changes}
    return findings_of(unit, of=kon_tum.kon_tum(), report=good_report(kon_tum.kon_tum(), unit, **changes), **asked)


def without(content: str) -> dict[str, Any]:
    return {"agenda": tuple(AgendaItem(content=content_id) for content_id in CONTENTS if content_id != content)}


def on(unit: Unit, days: int) -> dict[str, Any]:
    """Another unit's conference, so many days from the commune's own."""
    assert HELD is not None
    return {"neighbours": (Neighbour(unit=unit, held_on=HELD + timedelta(days=days)),)}


@pytest.mark.parametrize(
    ("rule", "changes", "verdict"),
    [
        ("R110", without("3.1"), Verdict.ASK),
        ("R110", without("3.1") | {"report_points": ()}, Verdict.BREACH),
        ("R112", {"report_points": ()}, Verdict.ASK),
        ("R115", without("3.2"), Verdict.ASK),
        ("R115", without("3.2") | {"papers": ()}, Verdict.BREACH),
        ("R115", {"papers": ()}, Verdict.ASK),
        ("R115", {"papers": PAPERS[:1]}, Verdict.NOTE),
        ("R117", {"papers": tuple(replace(paper, field="") for paper in PAPERS)}, Verdict.NOTE),
        ("R118", without("3.3"), Verdict.ASK),
        ("R118", without("3.3") | {"honours": ()}, Verdict.BREACH),
        ("R118", {"honours": (replace(HONOURS[0], decision=""),)}, Verdict.ASK),
        ("R119", without("3.4"), Verdict.ASK),
        ("R119", without("3.4") | {"launched": ""}, Verdict.BREACH),
        ("R119", {"launch_period": "2021-2025"}, Verdict.BREACH),
        ("R119", {"launched": ""}, Verdict.ASK),
        ("R120", without("3.5"), Verdict.ASK),
        ("R120", without("3.5") | {"minutes": ""}, Verdict.BREACH),
        ("R120", {"minutes": ""}, Verdict.ASK),
        ("R120a", {"is_online": True}, Verdict.NOTE),
        ("R140", on(CITY, 0), Verdict.NOTE),
        ("R140", on(CITY, -1), Verdict.NOTE),
        ("R141", on(replace(PILOT, pilot=True), 0), Verdict.NOTE),
        ("R144", {"signed_on": date(2020, 1, 2)}, Verdict.ASK),
        ("R144", {"before": ReportHistory(plan=good_report(kon_tum.kon_tum(), COMMUNE).conference)}, Verdict.BREACH),
        ("R146", {"held_on": date(2020, 3, 7)}, Verdict.NOTE),
        ("R049", {"held_on": date(2020, 4, 1)}, Verdict.BREACH),
        ("R049", {"held_on": date(2020, 4, 1), "covered_by": "15/CT-TTg"}, Verdict.ASK),
        ("R148", {"total": 7}, Verdict.BREACH),
    ],
)
def test_what_a_report_leaves_open_is_found_under_its_rule(
    rule: str, changes: dict[str, Any], verdict: Verdict
) -> None:
    """R110 to R120, R140 to R148: one thing is otherwise than in a good report, and its rule says so."""
    assert found(**changes)[rule].verdict is verdict


def test_a_good_report_stands_under_each_rule() -> None:
    """Directions (R113, R114) and minutes that were only planned (R116) ask nothing of what is over."""
    verdicts = {rule: finding.verdict for rule, finding in found(**on(CITY, 30)).items()}
    asked = ("R110", "R112", "R115", "R118", "R119", "R120", "R120a", "R140", "R144", "R145", "R146", "R148")
    assert {rule: verdicts.get(rule) for rule in asked} == dict.fromkeys(asked, Verdict.OK)
    assert (verdicts["R111"], verdicts["R117"]) == (Verdict.NOTE, Verdict.NOTE)
    assert not {"R113", "R114", "R116"} & verdicts.keys()


def test_a_day_outside_the_window_is_covered_by_an_order_of_the_record() -> None:
    """R147, A22: in time by the order that is named, and no other."""
    moved = order(OrderKind.MOVE, number="9/UBND", scope=Scope(levels=("commune",)), signed_on=date(2020, 3, 20))
    assert moved.window is not None
    covered = found(held_on=moved.window.start, orders=(moved,))
    assert covered["R147"].verdict is Verdict.OK
    assert covered["R049"].verdict is Verdict.OK


def test_a_pilot_that_was_not_first_of_its_level_is_pointed_out() -> None:
    """R142: the plan states a purpose and no ban, so it is never a breach."""
    held = good_report(kon_tum.kon_tum(), CITY).held_on
    assert held is not None
    told = found(CITY, neighbours=(Neighbour(unit=DISTRICT, held_on=held),))["R142"]
    assert told.verdict is Verdict.NOTE
    assert told.code == "pilot_not_first"


def test_two_dates_are_not_one_half_day() -> None:
    """R145: it ends on the date it starts; the level's own rule says so."""
    assert HELD is not None
    assert found(ends_on=HELD + timedelta(days=1))["R048"].verdict is Verdict.BREACH
    assert found(starts_at=time(7, 30), ends_at=time(16, 0))["R048"].verdict is Verdict.BREACH

"""The check as a whole."""

import inspect
import json
import sys
from dataclasses import asdict, replace
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulation_workflow.domain.campaign import AttendanceMode
from emulation_workflow.domain.checks import CHECKS, Neighbour, check_plan
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import AgendaItem, Headcount, UnitPlan
from emulation_workflow.messages import finding_sentence
from tests.support.builders import (
    AS_OF,
    CALENDAR,
    CITY,
    COMMUNE,
    CONTENTS,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    PILOT_COMMUNE,
    PILOT_DEPARTMENT,
    PILOT_ENTERPRISE,
    campaign,
    plan_of,
)
from tests.support.checking import codes, findings_of

UNITS = [COMMUNE, PILOT_COMMUNE, DISTRICT, CITY, ENTERPRISE, PILOT_ENTERPRISE, DEPARTMENT, PILOT_DEPARTMENT]

counts = st.integers(0, 400)
maybe = st.none() | counts
days = st.none() | st.dates(min_value=date(2020, 1, 1), max_value=date(2020, 12, 31))
CATEGORIES = ["guest", "leader", "hero", "fighter", "exemplar", "good", "advanced", "strangers"]

changes = st.fixed_dictionaries(
    {
        "number": st.sampled_from(["", "12/KH-UBND"]),
        "signed_on": days,
        "conference_name": st.text(max_size=20),
        "held_on": days,
        "ends_on": days,
        "starts_at": st.none() | st.times(),
        "ends_at": st.none() | st.times(),
        "mode": st.none() | st.sampled_from(list(AttendanceMode)),
        "delegates": st.dictionaries(st.sampled_from(CATEGORIES), counts),
        "total": maybe,
        "has_no_heroes": st.booleans(),
        "headcount": st.builds(
            Headcount, cadres=maybe, civil_servants=maybe, public_employees=maybe, employees=maybe, as_of=days
        ),
        "emphases": st.dictionaries(st.sampled_from(["farmers", "fighting", "workers"]), counts),
        "agenda": st.lists(
            st.builds(AgendaItem, content=st.sampled_from([*(item.id for item in CONTENTS), "other"]), minutes=maybe)
        ).map(tuple),
        "collective_papers": st.integers(0, 3),
        "individual_papers": st.integers(0, 3),
        "launch_period": st.sampled_from(["", "2020-2025", "2021-2026"]),
        "is_online": st.booleans(),
        "combined_with": st.sampled_from(["", "họp giao ban"]),
        "covered_by": st.sampled_from(["", "15/CT-TTg"]),
    }
)
units = st.sampled_from(UNITS)


@pytest.mark.complete
def test_every_check_of_a_plan_is_run() -> None:
    """A check that is written beside the others and left out of the list would never find anything."""
    written = {
        function
        for module in {sys.modules[check.__module__] for check in CHECKS}
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if name.startswith("check_") and function.__module__ == module.__name__
    }
    assert written == set(CHECKS)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.code)
def test_a_good_plan_of_each_level_breaks_no_rule(unit: Unit) -> None:
    """Nothing to mend, nothing to ask."""
    verdicts = {finding.verdict for finding in findings_of(unit).values()}
    assert not {Verdict.BREACH, Verdict.ASK} & verdicts


@given(unit=units, changed=changes)
def test_every_rule_has_one_finding_in_the_catalogues_order(unit: Unit, changed: dict[str, Any]) -> None:
    """However bad the plan: one finding a rule, in the order of the campaign, the same twice."""
    plan = plan_of(unit, **changed)
    found = check_plan(plan, campaign(), unit, as_of=AS_OF, calendar=CALENDAR)
    order = [rule.id for rule in campaign().rules]
    places = [order.index(finding.rule) for finding in found]
    assert sorted(set(places)) == places
    assert found == check_plan(plan, campaign(), unit, as_of=AS_OF, calendar=CALENDAR)


@given(unit=units, changed=changes)
def test_every_finding_can_be_said_and_kept(unit: Unit, changed: dict[str, Any]) -> None:
    """Each has a sentence with nothing left open, and params that survive the record's JSON."""
    for finding in findings_of(unit, **changed).values():
        said = finding_sentence(finding)
        assert said.endswith(".")
        kept = replace(finding, params=json.loads(json.dumps(asdict(finding)["params"])))
        assert said == finding_sentence(kept)


@given(unit=units, changed=changes, rng=st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_changes_nothing(unit: Unit, changed: dict[str, Any], rng: Any) -> None:
    """Delegates, agenda and neighbours may come in any order."""
    neighbours = [Neighbour(unit=other, held_on=date(2020, 4, 10)) for other in UNITS if other is not unit]
    plan = plan_of(unit, **changed)
    before = findings_of(unit, plan=plan, neighbours=tuple(neighbours))
    agenda, delegates = list(plan.agenda), list(plan.delegates.items())
    for rows in (agenda, delegates, neighbours):
        rng.shuffle(rows)
    shuffled = replace(plan, agenda=tuple(agenda), delegates=dict(delegates))
    assert before == findings_of(unit, plan=shuffled, neighbours=tuple(neighbours))


@settings(max_examples=50)
@given(unit=units)
def test_what_is_not_stated_is_never_judged_a_breach(unit: Unit) -> None:
    """An empty plan is asked for what it lacks, its agenda as well."""
    empty = UnitPlan(
        unit=unit.code,
        number="",
        signed_on=None,
        signer="",
        conference_name="",
        held_on=None,
        starts_at=None,
        ends_at=None,
        place="",
        mode=None,
        delegates={},
        agenda=(),
    )
    assert [
        finding.code for finding in findings_of(unit, plan=empty).values() if finding.verdict is Verdict.BREACH
    ] == []


def test_the_gravest_of_several_verdicts_stands_for_the_rule() -> None:
    """Where one rule sets window and session, a breach of either is a breach, and only what calls for work is told."""
    finding = findings_of(DISTRICT, held_on=date(2020, 7, 1))["T066"]
    assert (finding.verdict, codes(finding)) == (Verdict.BREACH, ["day_outside_window"])
    both = findings_of(DISTRICT, held_on=date(2020, 7, 1), starts_at=time(8), ends_at=time(16))["T066"]
    assert codes(both) == ["two_half_days", "day_outside_window"]

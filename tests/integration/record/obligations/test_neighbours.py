"""Days of other units' conferences, in each database that the record may be kept in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.obligations.obligation import Derived, Obligation, ObligationState
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.canonical import canonical_body, plan_sha256
from emulation_workflow.domain.submissions.received import PlanVersion
from emulation_workflow.ports import Circle, CircleKind
from tests.support.builders import plan_of, unit
from tests.support.processes.writer import NOW

TODAY = NOW.date()
ONE, TWO, ELSEWHERE = unit("X1", "xa", parent="H2"), unit("X2", "xa", parent="H2"), unit("X3", "xa", parent="H1")
WORKS = unit("D1", "doanh_nghiep", parent="H2")
EVENT = "conference"


def planned(of: Unit, day: date | None, *, number: int = 1) -> PlanVersion:
    plan = plan_of(of, held_on=day)
    body = canonical_body(plan)
    return PlanVersion(
        unit=of.code,
        version=number,
        sha256=plan_sha256(body),
        plan=plan,
        body=body,
        received_at=NOW,
        channel="intake_form",
        campaign_sha256="c" * 64,
        findings=(),
    )


def held(of: Unit, day: date | None, *, task: str = EVENT) -> Obligation:
    return Obligation(
        derived=Derived(unit=of.code, task=task, level="commune", rule="T049"),
        state=ObligationState.DONE if day else ObligationState.PENDING,
        waiting_on="",
        waiting_since=NOW,
        done_on=day,
    )


def days(found: Iterable[Neighbour]) -> dict[str, date]:
    return {neighbour.unit.code: neighbour.held_on for neighbour in found}


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    with store.act() as record:
        record.register.replace_units([ONE, TWO, ELSEWHERE, WORKS])
        for version in (planned(ONE, date(2020, 3, 9)), planned(ONE, date(2020, 3, 12), number=2)):
            record.plans.add(version, [])
        for other in (TWO, ELSEWHERE, WORKS):
            record.plans.add(planned(other, date(2020, 3, 20)), [])
    return store


def test_the_day_of_the_latest_plan_counts_until_the_conference_was_held(filled: SqlStore) -> None:
    """What was held is known better than what was planned; what else was done says nothing of the day."""
    with filled.act() as record:
        record.obligations.add([held(ONE, None), held(ONE, date(2020, 3, 1), task="report")])
        assert days(record.neighbours.days([Circle(CircleKind.UNIT, "X1", EVENT)], TODAY)) == {"X1": date(2020, 3, 12)}
        record.obligations.change([held(ONE, date(2020, 3, 13))])
        assert days(record.neighbours.days([Circle(CircleKind.UNIT, "X1", EVENT)], TODAY)) == {"X1": date(2020, 3, 13)}
        assert days(record.neighbours.days([Circle(CircleKind.UNIT, "X1", "")], TODAY)) == {"X1": date(2020, 3, 12)}


def test_units_are_found_by_what_they_are_under_and_by_their_level(filled: SqlStore) -> None:
    """Each with itself whole: the checks ask its level, its parent and whether it is a pilot."""
    with filled.look() as record:
        assert days(record.neighbours.days([Circle(CircleKind.UNDER, "H2", EVENT)], TODAY)).keys() == {"X1", "X2", "D1"}
        assert days(record.neighbours.days([Circle(CircleKind.LEVEL, "xa", EVENT)], TODAY)).keys() == {"X1", "X2", "X3"}
        assert [
            neighbour.unit for neighbour in record.neighbours.days([Circle(CircleKind.UNIT, "X2", EVENT)], TODAY)
        ] == [TWO]


def test_a_plan_that_names_no_day_and_a_unit_without_plan_have_none(store: SqlStore) -> None:
    """Nothing is made up."""
    with store.act() as record:
        record.register.replace_units([ONE, TWO])
        record.plans.add(planned(ONE, None), [])
        assert days(record.neighbours.days([Circle(CircleKind.UNDER, "H2", EVENT)], TODAY)) == {}


def test_a_plan_that_was_taken_back_counts_for_nothing(filled: SqlStore) -> None:
    """Its case stands without it; one whose plan is under way counts, and can be left out as a pilot."""
    with filled.act() as record:
        record.cases.add(Case(unit="X1", stage="APPRAISAL", since=NOW, version=2, plan_sha256="a" * 64))
        record.cases.add(Case(unit="X2", stage="DRAFTING", since=NOW, version=1, plan_sha256=""))
        assert days(record.neighbours.days([Circle(CircleKind.LEVEL, "xa", EVENT)], TODAY)).keys() == {"X1", "X3"}
        assert days(record.neighbours.days([Circle(CircleKind.UNGATED_OF_LEVEL, "xa", EVENT)], TODAY)).keys() == {"X3"}


def test_a_plan_is_of_whoever_bore_the_code_when_it_came(filled: SqlStore) -> None:
    """Codes are reused in time: a new unit has not planned what its forerunner planned."""
    later = date(2025, 7, 1)
    with filled.act() as record:
        record.register.replace_units([replace(ONE, valid_to=date(2025, 6, 30)), replace(ONE, valid_from=later)])
        assert days(record.neighbours.days([Circle(CircleKind.UNIT, "X1", EVENT)], later)) == {}

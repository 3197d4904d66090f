"""Caps, head-count branches and the gap between them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.campaign import AttendanceMode, Conference, SizeBranch, SizeRule
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import Headcount
from tests.support.builders import (
    AS_OF,
    COMMUNE,
    COMMUNES,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    campaign,
    two_level_campaign,
)
from tests.support.checking import codes, findings_of

PLENARY, DELEGATES = AttendanceMode.PLENARY, AttendanceMode.DELEGATES
OK, BREACH, ASK = Verdict.OK, Verdict.BREACH, Verdict.ASK


def of_total(total: int) -> dict[str, Any]:
    """Changes that make a plan of `total` delegates, ten of them guests."""
    return {"delegates": {"guest": 10, "fighter": 1, "exemplar": total - 11}, "total": total}


def workers(count: int | None, as_of: date | None = date(2020, 1, 31)) -> dict[str, Any]:
    return {"headcount": Headcount(employees=count, as_of=as_of)}


@pytest.mark.parametrize(
    ("unit", "rule", "total", "verdict"),
    [
        (COMMUNE, "T047", 99, OK),
        (COMMUNE, "T047", 100, OK),
        (COMMUNE, "T047", 101, BREACH),
        (DISTRICT, "T065", 299, OK),
        (DISTRICT, "T065", 300, OK),
        (DISTRICT, "T065", 301, BREACH),
        (ENTERPRISE, "T075", 199, OK),
        (ENTERPRISE, "T075", 200, OK),
        (ENTERPRISE, "T075", 201, BREACH),
    ],
)
def test_at_most_includes_the_figure_itself(unit: Unit, rule: str, total: int, verdict: Verdict) -> None:
    """The words "tối đa không quá 100" let 100 pass and 101 not (A04); guests are in the number (A03)."""
    assert verdict == findings_of(unit, **of_total(total))[rule].verdict


def test_service_staff_do_not_count() -> None:
    """Those who serve, report or perform are not delegates (A03)."""
    assert findings_of(COMMUNE, **of_total(100), service_staff=50)["T047"].verdict == OK


@pytest.mark.parametrize(
    ("employees", "mode", "total", "rule", "verdict"),
    [
        (99, PLENARY, 120, "T074", OK),
        (99, PLENARY, 500, "T074", OK),  # No cap is stated for this branch.
        (99, DELEGATES, 60, "T074", BREACH),
        (99, None, 120, "T074", ASK),
        (99, PLENARY, 60, "T074", ASK),  # Everybody, yet fewer than there are.
        (101, PLENARY, 130, "T075", OK),  # A plenary is not forbidden there.
        (101, DELEGATES, 200, "T075", OK),
        (101, None, 200, "T075", OK),
        (101, DELEGATES, 201, "T075", BREACH),
        (101, PLENARY, 201, "T075", BREACH),
        (100, PLENARY, 120, "T076", OK),
        (100, PLENARY, 200, "T076", OK),
        (100, PLENARY, 201, "T076", ASK),
        (100, DELEGATES, 80, "T076", ASK),
        (100, None, 120, "T076", ASK),
    ],
)
def test_the_head_count_decides_the_branch(
    employees: int, mode: AttendanceMode | None, total: int, rule: str, verdict: Verdict
) -> None:
    """Fewer than 100: plenary. More than 100: at most 200. Exactly 100: never silently one or the other (A01)."""
    found = findings_of(ENTERPRISE, **of_total(total), **workers(employees), mode=mode)
    assert verdict == found[rule].verdict
    assert {rule} == {"T074", "T075", "T076"} & found.keys()


def test_without_a_head_count_the_unit_is_asked_for_it() -> None:
    """No branch is guessed: the finding says which count is missing."""
    found = findings_of(ENTERPRISE, **workers(None))
    assert (found["T077"].verdict, found["T077"].code) == (ASK, "headcount_missing")
    assert found["T077"].params["missing"] == ["employees"]
    assert not {"T074", "T075", "T076"} & found.keys()


@pytest.mark.parametrize(
    ("as_of", "code"),
    [(None, "headcount_undated"), (date(2020, 2, 4), "headcount_in_future"), (AS_OF, "headcount_stated")],
)
def test_the_head_count_has_a_day(as_of: date | None, code: str) -> None:
    """People are counted on one stated day that has come (A02)."""
    assert [code] == codes(findings_of(ENTERPRISE, **workers(250, as_of))["T077"])


@pytest.mark.parametrize(
    ("public_employees", "employees", "expected"),
    [
        (0, 0, ["headcount_stated"]),
        (9, 0, ["headcount_stated"]),
        (10, 0, ["headcount_other_branch"]),  # 100: the gap
        (300, 5, ["headcount_other_branch"]),
        (None, 0, ["headcount_stated", "headcount_others_not_stated"]),
    ],
)
def test_another_base_that_leads_to_another_branch_is_asked(
    public_employees: int | None, employees: int, expected: list[str]
) -> None:
    """For 2.4 cadres and civil servants count; if others would change the branch, the Board is asked (A02)."""
    headcount = Headcount(
        cadres=0, civil_servants=90, public_employees=public_employees, employees=employees, as_of=AS_OF
    )
    finding = findings_of(DEPARTMENT, headcount=headcount, mode=PLENARY)["T096"]
    assert expected == codes(finding)


def test_a_missing_part_of_the_base_is_not_zero() -> None:
    """With civil servants stated and cadres not, the base is unknown."""
    finding = findings_of(DEPARTMENT, headcount=Headcount(civil_servants=150, as_of=AS_OF))["T096"]
    assert finding.params["missing"] == ["cadres"]


@pytest.mark.parametrize(("total", "verdict"), [(None, ASK), (100, OK), (101, BREACH)])
def test_a_total_alone_is_held_against_the_cap(total: int | None, verdict: Verdict) -> None:
    """Without categories the stated total counts; without either, it is asked for."""
    assert verdict == findings_of(COMMUNE, delegates={}, total=total)["T047"].verdict


@pytest.mark.parametrize(("added", "total"), [(101, 90), (90, 101)])
def test_figures_that_disagree_do_not_pass_by_the_smaller(added: int, total: int) -> None:
    """A cap is held against the larger of the sum and the stated total."""
    delegates = {"guest": 10, "leader": 10, "fighter": 10, "exemplar": added - 30}
    assert findings_of(COMMUNE, delegates=delegates, total=total)["T047"].verdict == BREACH


@pytest.mark.parametrize(
    ("employees", "mode", "total", "rule", "verdict"),
    [
        (199, PLENARY, 250, "T074", OK),
        (199, PLENARY, 251, "T074", BREACH),
        (200, PLENARY, 150, "T076", OK),
        (200, DELEGATES, 150, "T076", ASK),
        (201, DELEGATES, 150, "T075", OK),
        (201, DELEGATES, 151, "T075", BREACH),
        (201, PLENARY, 150, "T075", BREACH),
    ],
)
def test_another_plan_puts_the_threshold_elsewhere(
    employees: int, mode: AttendanceMode, total: int, rule: str, verdict: Verdict
) -> None:
    """The threshold, the caps and the forms are the campaign's: here 200, 250 and 150."""
    found = findings_of(COMMUNE, of=two_level_campaign(), **of_total(total), **workers(employees), mode=mode)
    assert verdict == found[rule].verdict


def test_a_head_count_nobody_provided_for_is_said_to_be_so() -> None:
    """Where no branch and no treatment of the gap covers a head count, nothing is made up."""
    conference = COMMUNES.conference
    assert isinstance(conference, Conference)
    size = SizeRule(branches=(SizeBranch(rule="T047", more_than=100, at_most=100),), bases=("employees",))
    level = replace(COMMUNES, conference=replace(conference, size=size))
    found = findings_of(COMMUNE, of=campaign(levels=(level, *campaign().levels[1:])), **workers(100))
    assert found["T047"].verdict == Verdict.NOT_SPECIFIED


def test_a_unit_that_decides_its_number_is_told_so() -> None:
    """Where the plan leaves the number to the unit, nobody approves it."""
    assert codes(findings_of(COMMUNE)["T046"]) == ["number_decided_by_unit"]


@given(
    guests=st.integers(0, 200),
    exemplars=st.integers(0, 200),
    more=st.integers(1, 50),
    employees=st.integers(1, 400),
    mode=st.sampled_from([PLENARY, DELEGATES, None]),
)
def test_more_guests_never_turn_a_breach_into_ok(
    guests: int, exemplars: int, more: int, employees: int, mode: AttendanceMode | None
) -> None:
    """A plan over its cap is not mended by inviting more (A03)."""
    before = findings_of(
        ENTERPRISE, delegates={"guest": guests, "exemplar": exemplars}, total=None, mode=mode, **workers(employees)
    )
    after = findings_of(
        ENTERPRISE,
        delegates={"guest": guests + more, "exemplar": exemplars},
        total=None,
        mode=mode,
        **workers(employees),
    )
    breached = {rule for rule in ("T074", "T075", "T076") if rule in before and before[rule].verdict is BREACH}
    assert breached == {rule for rule in breached if after[rule].verdict is BREACH}


@given(total=st.integers(0, 400))
def test_the_cap_is_a_single_step(total: int) -> None:
    """Up to the cap everything is in order, above it nothing is; nobody at all is asked about."""
    verdict = findings_of(COMMUNE, delegates={"exemplar": total}, total=total)["T047"].verdict
    assert (ASK if not total else OK if total <= 100 else BREACH) == verdict

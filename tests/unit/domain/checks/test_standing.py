"""Where a unit stands in the plan."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.registers.units import Unit
from tests.support.builders import (
    CITY,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    PILOT_COMMUNE,
    PILOT_DEPARTMENT,
    PILOT_ENTERPRISE,
    PROVINCE_UNIT,
    campaign,
    plan_of,
    unit,
)
from tests.support.checking import codes, findings_of

OK, ASK, NOTE, SILENT = Verdict.OK, Verdict.ASK, Verdict.NOTE, Verdict.NOT_SPECIFIED


@pytest.mark.parametrize("unit", [COMMUNE, PILOT_COMMUNE, DISTRICT, ENTERPRISE, DEPARTMENT], ids=lambda unit: unit.code)
def test_no_appraisal_is_demanded_of_others(unit: Unit) -> None:
    """Only gated pilots send their plan up; commune pilots and all others need not (R126, A11)."""
    found = findings_of(unit)
    assert found["T126"].verdict == OK
    assert not {"T123", "T124"} & found.keys()


@pytest.mark.parametrize("unit", [CITY, PILOT_ENTERPRISE, PILOT_DEPARTMENT], ids=lambda unit: unit.code)
def test_gated_pilots_are_told_what_comes_first(unit: Unit) -> None:
    """Appraisal, then opinion, before the unit proceeds (III.1)."""
    found = findings_of(unit)
    assert [found["T123"].verdict, found["T124"].verdict] == [NOTE, NOTE]
    assert "T126" not in found


def test_without_a_gate_nobody_is_sent_through_one() -> None:
    """A plan without a gate demands no appraisal of its pilots either."""
    found = findings_of(CITY, of=campaign(gate=None))
    assert found["T126"].verdict == OK
    assert "T123" not in found


@pytest.mark.parametrize(
    ("group", "verdict", "code"),
    [
        ("Khối sản xuất", OK, "group_in_scope"),
        ("", ASK, "group_not_known"),
        ("Khối vận tải", ASK, "group_outside_scope"),
    ],
)
def test_enterprises_are_bound_by_their_block(group: str, verdict: Verdict, code: str) -> None:
    """The footnote limits the heading to members of the blocks it names (A26)."""
    finding = findings_of(unit("D2", "doanh_nghiep", group=group))["T070"]
    assert verdict == finding.verdict
    assert code in codes(finding)


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"number": ""}, ["number"]),
        ({"number": " "}, ["number"]),
        ({"signed_on": None}, ["date"]),
        ({"signer": ""}, ["signer"]),
        ({"number": "", "signed_on": None, "signer": ""}, ["number", "date", "signer"]),
    ],
)
def test_a_plan_has_number_date_and_signer(changes: dict[str, Any], missing: list[str]) -> None:
    """What the paper lacks is asked for: a draft under appraisal has no number yet (R121)."""
    finding = findings_of(COMMUNE, **changes)["T121"]
    assert (ASK, missing) == (finding.verdict, finding.params["missing"])


def test_a_plan_signed_before_the_plan_it_carries_out_is_asked_about() -> None:
    """Nothing is owed before the province's plan was signed (R003)."""
    finding = findings_of(COMMUNE, signed_on=date(2019, 9, 3))["T121"]
    assert (finding.verdict, finding.code) == (ASK, "signed_before_the_plan")
    assert findings_of(COMMUNE, signed_on=date(2019, 9, 4))["T121"].verdict == OK


def test_a_pilot_knows_its_director_and_owes_lessons() -> None:
    """The district directs commune pilots, the Council the three others; each owes its lessons."""
    directors = {"T050": findings_of(PILOT_COMMUNE), "T067": findings_of(CITY)}
    assert directors["T050"]["T050"].params["director"] == "cấp huyện"
    assert "pilot_directed" in codes(directors["T067"]["T067"])
    assert [directors["T050"]["T052"].verdict, directors["T067"]["T068"].verdict] == [NOTE, NOTE]


def test_how_many_pilots_a_director_names_is_open() -> None:
    """The plan gives no number (A08), so none is checked on one unit's plan."""
    assert findings_of(PILOT_COMMUNE)["T053"].verdict == SILENT
    assert "T053" not in findings_of(CITY)


def test_a_designation_counts_only_where_a_director_designates() -> None:
    """A district cannot be made a pilot by a mark in the register: the plan names the city."""
    found = findings_of(replace(DISTRICT, pilot=True))
    assert not {"T067", "T123"} & found.keys()


def test_the_level_with_a_plan_of_its_own_is_not_checked() -> None:
    """The congress has a separate plan (II.2.5)."""
    found = findings_of(PROVINCE_UNIT, plan=plan_of(COMMUNE))
    assert {rule: finding.verdict for rule, finding in found.items()} == {"T100": SILENT}


def test_a_unit_of_no_level_is_turned_away() -> None:
    """A village is not bound by this plan."""
    with pytest.raises(Rejected, match="unit_not_bound"):
        findings_of(unit("V1", "thon"), plan=plan_of(COMMUNE))

"""Who attends."""

from typing import Any

import pytest

from emulation_workflow.domain.findings import Verdict
from tests.support.builders import (
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    campaign_with_a_share,
    two_level_campaign,
)
from tests.support.checking import codes, findings_of

OK, BREACH, ASK, NOTE = Verdict.OK, Verdict.BREACH, Verdict.ASK, Verdict.NOTE
FULL = {"guest": 10, "leader": 10, "fighter": 20, "exemplar": 50}


def without(category: str) -> dict[str, int]:
    return {key: number for key, number in FULL.items() if key != category}


@pytest.mark.parametrize(
    ("delegates", "rule", "verdict", "code"),
    [
        (FULL, "T042", OK, "category_present"),
        (without("leader"), "T042", ASK, "category_not_stated"),
        (FULL | {"leader": 0}, "T042", ASK, "category_empty"),
        (without("fighter"), "T044", ASK, "category_not_stated"),
        (FULL | {"singers": 5}, "T042", ASK, "category_unknown"),
    ],
)
def test_every_category_of_the_list_is_accounted_for(
    delegates: dict[str, int], rule: str, verdict: Verdict, code: str
) -> None:
    """A category that is missing or empty is asked about, and so is one the plan does not know."""
    finding = findings_of(COMMUNE, delegates=delegates, total=None)[rule]
    assert verdict == finding.verdict
    assert code in codes(finding)


@pytest.mark.parametrize(
    ("heroes", "declared_none", "verdict", "code"),
    [
        (2, False, OK, "category_present"),
        (None, True, OK, "none_declared"),
        (0, True, OK, "none_declared"),
        (None, False, ASK, "none_not_declared"),
        (0, False, OK, "none_declared"),
        (2, True, ASK, "none_declared_but_listed"),
    ],
)
def test_heroes_come_if_there_are_any(heroes: int | None, declared_none: bool, verdict: Verdict, code: str) -> None:  # noqa: FBT001 - pytest hands it over by name
    """Listed "nếu có": they are listed, or the unit says that it has none; silence is neither."""
    delegates = FULL if heroes is None else FULL | {"hero": heroes}
    finding = findings_of(COMMUNE, delegates=delegates, total=None, has_no_heroes=declared_none)["T043"]
    assert (verdict, code) == (finding.verdict, finding.code)


@pytest.mark.parametrize(
    ("exemplars", "verdict"),
    [
        ({"good": 80}, OK),
        ({"advanced": 80}, OK),
        ({"good": 40, "advanced": 40}, OK),
        ({}, ASK),
        ({"good": 0, "advanced": 0}, ASK),
    ],
)
def test_one_of_the_kinds_joined_by_or_is_enough(exemplars: dict[str, int], verdict: Verdict) -> None:
    """Joined by "hoặc": a department brings good workers or advanced exemplars (II.2.4)."""
    delegates = {"guest": 10, "leader": 10, "fighter": 20} | exemplars
    assert verdict == findings_of(DEPARTMENT, delegates=delegates, total=None)["T093"].verdict


def test_enterprises_are_not_asked_for_leaders_of_party_and_authorities() -> None:
    """II.2.3 has no such category; bringing one anyway is asked about."""
    found = findings_of(ENTERPRISE, delegates={"guest": 10, "fighter": 20, "exemplar": 100, "leader": 5}, total=None)
    assert findings_of(ENTERPRISE)["T072"].verdict == OK
    assert codes(found["T072"]) == ["category_unknown"]


@pytest.mark.parametrize(
    ("emphases", "verdict", "code"),
    [
        ({"farmers": 40}, NOTE, "emphasis_counted"),
        ({"farmers": 0}, NOTE, "emphasis_counted"),
        ({}, NOTE, "emphasis_not_stated"),
        ({"farmers": 91}, ASK, "emphasis_above_total"),
    ],
)
def test_groups_to_heed_are_shown_and_not_judged(emphases: dict[str, int], verdict: Verdict, code: str) -> None:
    """The words "chú trọng" have no threshold, so none is applied (R045)."""
    finding = findings_of(COMMUNE, emphases=emphases)["T045"]
    assert (verdict, code) == (finding.verdict, finding.code)


def test_without_a_total_the_group_is_shown_as_a_number() -> None:
    """A share of nothing is not computed."""
    assert codes(findings_of(COMMUNE, delegates={}, total=None)["T045"]) == ["emphasis_counted"]


def test_the_structure_table_is_asked_at_the_level_that_has_one() -> None:
    """Women, minorities and sectors are counted at district level only (R064)."""
    assert codes(findings_of(DISTRICT)["T064"]) == ["emphasis_counted"]
    assert "T064" not in findings_of(COMMUNE)


def test_a_group_that_the_level_is_not_asked_for_is_noted() -> None:
    """A commune that counts its women does no wrong (R064 is SOFT)."""
    found = findings_of(COMMUNE, structure={"đại biểu nữ": 30})["T045"]
    assert "group_beside" in codes(found)
    assert found.verdict is NOTE


@pytest.mark.parametrize(
    ("changes", "verdict", "code"),
    [
        ({"total": 90}, OK, "total_agrees"),
        ({"total": 89}, BREACH, "total_differs"),
        ({"total": None}, NOTE, "total_not_stated"),
        ({"delegates": {}, "total": 90}, ASK, "delegates_not_listed"),
        ({"delegates": FULL | {"guest": -1}, "total": 79}, BREACH, "count_negative"),
    ],
)
def test_the_categories_add_up_to_the_total(changes: dict[str, Any], verdict: Verdict, code: str) -> None:
    """What the unit states and what its categories sum to agree (R148)."""
    finding = findings_of(COMMUNE, **changes)["T148"]
    assert (verdict, code) == (finding.verdict, finding.code)


@pytest.mark.parametrize(
    ("exemplars", "verdict", "code"),
    [(60, OK, "share_reached"), (59, BREACH, "share_missed"), (0, ASK, "share_not_countable")],
)
def test_a_plan_may_fix_a_share(exemplars: int, verdict: Verdict, code: str) -> None:
    """At least 60 % exemplars: 60 of 100 reach it, 59 do not."""
    delegates = {"guest": 100 - exemplars, "exemplar": exemplars} if exemplars else {}
    finding = findings_of(COMMUNE, of=two_level_campaign(), delegates=delegates)["T045"]
    assert (verdict, code) == (finding.verdict, finding.code)


@pytest.mark.parametrize(
    ("emphases", "said"),
    [
        ({"farmers": 40}, ["share_reached"]),
        ({"farmers": 10}, ["share_missed"]),
        ({}, ["share_not_countable"]),
        ({"farmers": 91}, ["emphasis_above_total"]),
    ],
)
def test_a_group_with_a_share_is_not_said_to_have_none(emphases: dict[str, int], said: list[str]) -> None:
    """What is counted without a threshold says so; a group that the plan states a share of is judged alone."""
    of = campaign_with_a_share("nông dân ít nhất 30%")
    assert said == codes(findings_of(COMMUNE, of=of, emphases=emphases)["T045"])

"""Delegate lists against the plan, the lists adopted below and the quotas: one situation for each finding."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation_workflow.domain.checks.delegate_lists import Adopted, ListExamination, check_list
from emulation_workflow.domain.delegates.delegate_lists import Delegate, DelegateList
from emulation_workflow.domain.findings import SEVERAL, Finding, Verdict
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.findings.delegate_lists import LIST_FINDINGS
from tests.support.builders import COMMUNE, DISTRICT, PILOT_COMMUNE, campaign
from tests.support.samples.delegates import adopted, attending_list, delegate

CATEGORIES = {"exemplar": "Gương tiêu biểu"}
AN, BINH, CHI = (delegate(name) for name in ("Lê Văn An", "Lê Thị Bình", "Lê Thị Chi"))
RESERVE = delegate("Lê Văn Dự", is_reserve=True)
IN_PLACE = delegate("Lê Văn Dự", is_reserve=True, replaces="Lê Văn An")


def findings(
    given: DelegateList, lists: Mapping[str, Sequence[Delegate] | None] | None = None, **more: Any
) -> dict[str, Verdict]:
    """Every code that is found, with its verdict; `lists` are adopted below, None an erased one."""
    plan = campaign()
    known = {code: Adopted(delegates=people or (), is_erased=people is None) for code, people in (lists or {}).items()}
    units = {unit.code: unit for unit in (COMMUNE, PILOT_COMMUNE)}
    examination = ListExamination(
        **{
            "delegate_list": given,
            "upper": DISTRICT,
            "senders": units.keys(),
            "names": {code: unit.name for code, unit in units.items()},
            "adopted": known,
            "quotas": {},
            "categories": CATEGORIES,
            "clauses": {rule.id: rule.clause for rule in plan.rules},
            "rule": "T120",
            "derived": "T143",
            **more,
        }
    )
    return {code: finding.verdict for finding in check_list(examination, plan) for code in _codes(finding)}


def _codes(finding: Finding) -> list[str]:
    said = finding_sentence(finding)
    assert "{" not in said
    assert not any(name in said for name in ("Lê", "Nguyễn"))
    parts: Any = finding.params.get("parts", ())
    return [part["code"] for part in parts] if finding.code == SEVERAL else [finding.code]


OWN = adopted("X1", [AN, BINH])
NOT_BELOW = adopted("X9", [delegate("Lê Văn An", "X9")])

SITUATIONS: list[tuple[str, Verdict, dict[str, Any]]] = [
    ("list_unit_not_below", Verdict.BREACH, {"given": NOT_BELOW}),
    ("list_quota_unknown", Verdict.NOT_SPECIFIED, {"given": OWN}),
    ("list_over_quota", Verdict.BREACH, {"given": OWN, "quotas": {"X1": 1}}),
    ("list_over_quota", Verdict.BREACH, {"given": OWN, "quotas": {"X1": 0}}),
    ("list_within_quota", Verdict.OK, {"given": OWN, "quotas": {"X1": 2}}),
    ("list_within_quota", Verdict.OK, {"given": adopted("X1", [AN, BINH, RESERVE]), "quotas": {"X1": 2}}),
    ("list_within_quota", Verdict.OK, {"given": adopted("X1", [AN, BINH, IN_PLACE]), "quotas": {"X1": 2}}),
    ("list_composition_unknown", Verdict.NOT_SPECIFIED, {"given": OWN, "categories": {}}),
    ("list_category_unknown", Verdict.BREACH, {"given": adopted("X1", [delegate("Lê Văn An", category="khác")])}),
    (
        "list_columns_missing",
        Verdict.NOTE,
        {"given": adopted("X1", [delegate("Lê Văn An", gender=None)]), "quotas": {"X1": 1}},
    ),
    ("list_minutes_missing", Verdict.NOTE, {"given": adopted("X1", [AN], minutes=""), "quotas": {"X1": 1}}),
    ("list_person_twice", Verdict.ASK, {"given": adopted("X1", [AN, AN])}),
    (
        "list_person_of_several",
        Verdict.NOTE,
        {"given": adopted("X1", [AN]), "lists": {"X2": [delegate("Lê Văn An", "X2")]}, "quotas": {"X1": 1}},
    ),
    (
        "list_person_unclear",
        Verdict.ASK,
        {"given": adopted("X1", [AN]), "lists": {"X2": [delegate("Lê Văn An", "X2", born=None)]}},
    ),
    (
        "list_replaced_twice",
        Verdict.BREACH,
        {"given": adopted("X1", [AN, IN_PLACE, delegate("Lê Thị Chi", replaces="LÊ VĂN AN")])},
    ),
    ("list_replaces_nobody", Verdict.BREACH, {"given": adopted("X1", [BINH, IN_PLACE])}),
    (
        "list_replaced_attends",
        Verdict.BREACH,
        {"given": attending_list("H2", [AN, IN_PLACE]), "lists": {"X1": [AN, RESERVE]}},
    ),
    ("list_not_adopted_yet", Verdict.ASK, {"given": attending_list("H2", [AN])}),
    ("list_adopted_erased", Verdict.NOT_SPECIFIED, {"given": attending_list("H2", [AN]), "lists": {"X1": None}}),
    ("list_person_not_adopted", Verdict.BREACH, {"given": attending_list("H2", [CHI]), "lists": {"X1": [AN]}}),
    (
        "list_reserve_without_place",
        Verdict.BREACH,
        {"given": attending_list("H2", [delegate("Lê Văn Dự")]), "lists": {"X1": [AN, RESERVE]}},
    ),
    (
        "list_replaces_nobody",
        Verdict.BREACH,
        {"given": attending_list("H2", [IN_PLACE]), "lists": {"X1": [BINH, RESERVE]}},
    ),
    (
        "list_adopted_year_missing",
        Verdict.ASK,
        {"given": attending_list("H2", [AN]), "lists": {"X1": [delegate("Lê Văn An", born=None)]}},
    ),
    ("list_all_adopted", Verdict.OK, {"given": attending_list("H2", [AN]), "lists": {"X1": [AN]}}),
    (
        "list_all_adopted",
        Verdict.OK,
        {"given": attending_list("H2", [BINH, IN_PLACE]), "lists": {"X1": [AN, BINH, RESERVE]}},
    ),
]


@pytest.mark.parametrize(("code", "verdict", "situation"), SITUATIONS)
def test_each_situation_is_found(code: str, verdict: Verdict, situation: dict[str, Any]) -> None:
    """With the verdict it deserves, in words that name nobody."""
    assert findings(**situation).get(code) is verdict


@pytest.mark.complete
def test_every_sentence_is_said_in_some_situation() -> None:
    """No code without a sentence, no sentence without a use."""
    assert {code for _, _, situation in SITUATIONS for code in findings(**situation)} == set(LIST_FINDINGS)


def test_no_allocation_is_not_zero() -> None:
    """A14: a list is in breach of a quota only where there is one."""
    assert "list_over_quota" not in findings(OWN)


def test_guests_of_the_conference_itself_are_on_no_list_below() -> None:
    """R143 speaks of people whom a unit sends."""
    guests = attending_list("H2", [delegate("Lê Văn An", ""), delegate("Lê Thị Bình", "H2")])
    assert not {code for code in findings(guests) if "adopted" in code or "quota" in code}


PEOPLE = some.lists(some.sampled_from([f"Người {letter}" for letter in "ABCDEFGH"]), unique=True)


@given(PEOPLE, PEOPLE, some.booleans())
def test_nobody_attends_for_a_unit_unless_its_conference_adopted_them(
    sent: list[str],
    on_list: list[str],
    written_large: bool,  # noqa: FBT001 - drawn
) -> None:
    """R143: a breach exactly where somebody who is sent is not on the list, however names are typed."""
    names = [name.upper() if written_large else name for name in sent]
    found = findings(
        attending_list("H2", [delegate(name) for name in names]), {"X1": [delegate(name) for name in on_list]}
    )
    assert ("list_person_not_adopted" in found) == bool(set(sent) - set(on_list))
    assert ("list_all_adopted" in found) == (bool(sent) and set(sent) <= set(on_list))


@given(PEOPLE, some.data())
def test_reserves_go_only_in_the_place_of_an_official_delegate(officials: list[str], data: some.DataObject) -> None:
    """R143: whoever is replaced does not go as well, and nobody is replaced who was not to go."""
    gone = data.draw(some.sampled_from([*officials, "Người Lạ"]))
    stay = [delegate(name) for name in officials if name != gone]
    reserve = delegate("Người Dự", is_reserve=True, replaces=gone)
    on_list = [*(delegate(name) for name in officials), delegate("Người Dự", is_reserve=True)]
    found = findings(attending_list("H2", [*stay, reserve]), {"X1": on_list})
    assert ("list_replaces_nobody" in found) == (gone not in officials)
    as_well = findings(attending_list("H2", [*stay, reserve, delegate(gone)]), {"X1": on_list})
    assert "list_replaced_attends" in as_well

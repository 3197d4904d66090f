"""docs/rules.md says what the program does."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.coverage import CAMPAIGN_FILE, PACKAGE, TABLE_FILE, How, entries, table
from emulation_workflow.demo.any_campaign.good_plans import day_of_check, good_plan
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import AttendanceMode, Campaign
from emulation_workflow.domain.checks import Neighbour, check_plan
from emulation_workflow.domain.checks.delegate_lists import ListExamination, check_list, derived_rule
from emulation_workflow.domain.checks.reports.examine import check_result
from emulation_workflow.domain.orders.order import Order, OrderKind
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import Headcount
from tests.support.good_reports import HONOURS, good_report
from tests.support.samples.delegates import attending_list, delegate
from tests.support.samples.orders import order

AMBIGUITIES = {f"A{number:02}" for number in range(1, 27)}


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """Kon Tum's plan."""
    return load_campaign(CAMPAIGN_FILE)


def unit_of(campaign: Campaign, code: str) -> Unit:
    units = read_units(CAMPAIGN_FILE.parent / "units.csv", known_to(campaign)).entries
    return next(unit for unit in units if unit.code == code)


def _rules_found(
    campaign: Campaign, unit: Unit, *neighbours: Neighbour, orders: tuple[Order, ...] = (), **changes: Any
) -> set[str]:
    found = check_plan(
        good_plan(campaign, unit, **changes),
        campaign,
        unit,
        as_of=day_of_check(campaign),
        calendar=WorkCalendar(holidays=campaign.holidays),
        neighbours=neighbours,
        orders=orders,
    )
    return {finding.rule for finding in found}


def _rules_found_on_report(campaign: Campaign, unit: Unit) -> set[str]:
    movement = campaign.movements[-1].name
    honours = tuple(replace(honour, movement=movement) for honour in HONOURS)
    report = good_report(campaign, unit, honours=honours)
    calendar = WorkCalendar(holidays=campaign.holidays)
    return {
        finding.rule for finding in check_result(report, campaign, unit, as_of=date(2020, 12, 31), calendar=calendar)
    }


def _rules_found_on_a_list(campaign: Campaign, unit: Unit, upper: Unit) -> set[str]:
    examination = ListExamination(
        delegate_list=attending_list(upper.code, [delegate(sent_by=unit.code)]),
        upper=upper,
        senders={unit.code},
        names={},
        adopted={},
        quotas={},
        categories={},
        clauses={rule.id: rule.clause for rule in campaign.rules},
        rule="R120",
        derived=derived_rule(campaign, "R120"),
    )
    return {finding.rule for finding in check_list(examination, campaign)}


def test_the_table_is_as_it_would_be_made_now(campaign: Campaign) -> None:
    """Whoever changes a rule or its coverage makes the table anew: `python -m emulation_workflow.coverage`."""
    assert table(campaign) == TABLE_FILE.read_text(encoding="utf-8")


def test_every_rule_and_doubtful_case_has_its_row(campaign: Campaign) -> None:
    """None is forgotten, none is made up."""
    rows = {entry.id for entry in entries()}
    assert {rule.id for rule in campaign.rules} | AMBIGUITIES == rows
    assert {entry.id for entry in entries() if entry.question} == AMBIGUITIES


def test_what_a_row_points_to_is_there() -> None:
    """A part that is named exists; a row that waits names none."""
    for entry in entries():
        parts = [part for part in entry.where.split(", ") if part]
        assert [
            part for part in parts if not any((root / part).is_file() for root in (PACKAGE, Path(PACKAGE).parent))
        ] == []
        assert (entry.id, entry.how in {How.LATER, How.OUTSIDE}) == (entry.id, not parts)


def test_what_is_said_to_be_checked_gives_findings(campaign: Campaign) -> None:
    """Every rule marked as checked has a finding on some plan, report or list, and no other rule has."""
    commune, city = unit_of(campaign, "23542"), unit_of(campaign, "608")
    pilot_commune = replace(commune, pilot=True)
    enterprise, department = unit_of(campaign, "KT-XSKT"), unit_of(campaign, "KT-SNV")
    of_100 = {"headcount": Headcount(employees=100, cadres=0, civil_servants=100, public_employees=0)}
    of_50 = {"headcount": Headcount(employees=50, cadres=0, civil_servants=50), "mode": AttendanceMode.PLENARY}
    pilot_beside = Neighbour(unit=pilot_commune, held_on=date(2020, 2, 20))
    found = set[str]().union(
        _rules_found(campaign, commune, replace(pilot_beside, unit=replace(pilot_commune, code="23545"))),
        _rules_found(campaign, commune, held_on=date(2020, 7, 1), starts_at=time(8)),
        _rules_found(campaign, commune, held_on=date(2020, 6, 4), orders=(order(OrderKind.MOVE),)),
        _rules_found(campaign, pilot_commune),
        _rules_found(campaign, city),
        _rules_found(campaign, unit_of(campaign, "610")),
        *(_rules_found(campaign, enterprise, **changes) for changes in ({}, of_100, of_50)),
        *(_rules_found(campaign, department, **changes) for changes in ({}, of_100, of_50)),
        _rules_found(campaign, unit_of(campaign, "KT-SNNPTNT")),
    )
    province = check_plan(
        good_plan(campaign, commune),
        campaign,
        unit_of(campaign, "62"),
        as_of=day_of_check(campaign),
        calendar=WorkCalendar(holidays=campaign.holidays),
    )
    found |= {finding.rule for finding in province} | _rules_found_on_report(campaign, commune)
    found |= _rules_found_on_a_list(campaign, commune, city)
    checked = {entry.id for entry in entries() if entry.how is How.CHECKED and not entry.question}
    assert checked == found


def test_a_size_is_found_by_its_level_and_by_what_is_counted(campaign: Campaign) -> None:
    """Who looks for the delegates of a commune finds R047 by these words, knowing no id and no clause."""
    rows = {row.split(" | ")[0].strip("| "): row for row in table(campaign).splitlines() if row.startswith("| ")}
    sizes = {
        branch.rule: level.name
        for level in campaign.levels
        if level.conference
        for branch in level.conference.size.branches
    }
    assert sizes
    assert [
        rule for rule, name in sizes.items() if f": {name} |" not in rows[rule] or "delegates" not in rows[rule]
    ] == []

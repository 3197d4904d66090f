"""The checks on campaigns as they are in files: Kon Tum's, and made-up ones quite unlike it."""

from pathlib import Path

import pytest

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.demo.any_campaign.good_plans import day_of_check, good_plan
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.checks import check_plan
from emulation_workflow.domain.checks.reports.examine import Clearance, ReportHistory, check_result
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages import finding_sentence
from tests.support.good_reports import good_report

FILES = sorted(CAMPAIGNS.glob("*/campaign.toml"))


def bound_units(campaign: Campaign, file: Path) -> list[Unit]:
    """Every unit of the campaign's register whose conference the plan rules."""
    units = read_units(file.parent / "units.csv", known_to(campaign)).entries
    levels = {unit.code: campaign.level_of(unit.level) for unit in units}
    return [unit for unit in units if (level := levels[unit.code]) is not None and level.conference is not None]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_good_plan_of_every_unit_breaks_no_rule(file: Path) -> None:
    """The checks hold kinds of rule only: the same code passes the good plans of every campaign."""
    campaign = load_campaign(file)
    calendar = WorkCalendar(holidays=campaign.holidays)
    units = bound_units(campaign, file)
    assert units
    for unit in units:
        plan = good_plan(campaign, unit)
        found = check_plan(plan, campaign, unit, as_of=day_of_check(campaign), calendar=calendar)
        wrong = [finding_sentence(finding) for finding in found if finding.verdict in {Verdict.BREACH, Verdict.ASK}]
        assert (unit.code, []) == (unit.code, wrong)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_good_report_of_every_unit_breaks_no_rule(file: Path) -> None:
    """And the good reports of every campaign, by what each campaign asks of them."""
    campaign = load_campaign(file)
    calendar = WorkCalendar(holidays=campaign.holidays)
    for unit in bound_units(campaign, file):
        report = good_report(campaign, unit)
        signed = report.conference.signed_on
        assert signed is not None
        before = ReportHistory(clearance=Clearance(since=campaign.effective_from))
        found = check_result(report, campaign, unit, as_of=signed, calendar=calendar, before=before)
        wrong = [finding_sentence(finding) for finding in found if finding.verdict in {Verdict.BREACH, Verdict.ASK}]
        assert (unit.code, []) == (unit.code, wrong)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.parent.name)
def test_a_wrong_name_is_a_breach_in_every_campaign(file: Path) -> None:
    """And it fails a bad plan of every campaign under that campaign's own rule."""
    campaign = load_campaign(file)
    for unit in bound_units(campaign, file):
        level = campaign.level_of(unit.level)
        assert level is not None
        assert level.conference is not None
        found = check_plan(
            good_plan(campaign, unit, conference_name="Hội nghị khách hàng"),
            campaign,
            unit,
            as_of=day_of_check(campaign),
            calendar=WorkCalendar(holidays=campaign.holidays),
        )
        assert [level.conference.name_rule] == [finding.rule for finding in found if finding.verdict is Verdict.BREACH]

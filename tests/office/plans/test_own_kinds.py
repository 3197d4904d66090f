"""Kinds of delegates and head counts that no plan had before: named in the campaign, followed from form to roll-up."""

import io
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from emulation_workflow.adapters.campaign_file import CampaignUnreadable, load_campaign
from emulation_workflow.adapters.forms.filled_forms import read_plan_form
from emulation_workflow.adapters.forms.written import form_bytes
from emulation_workflow.adapters.schemas.plan_choices import form_of
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.spreadsheets.workbook_guard import open_workbook
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.demo.any_campaign.good_plans import good_plan
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import AttendanceMode, Campaign
from emulation_workflow.domain.checks import check_plan
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.roll_up import Figure, FigureKind
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.forms.plan_form import SHEET
from emulation_workflow.messages.roll_up import figure_words
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.office.roll_up.consolidation import roll_up
from tests.support.builders import CALENDAR
from tests.support.good_reports import reported
from tests.support.offices import ZONE, FakeClock, open_office
from tests.support.servers.databases import sqlite_store

STEEL = CAMPAIGNS / "thep_vi_du_2031"
WORKERS, FAMILIES = "công nhân trực tiếp sản xuất", "gia đình hiếu học"
OWN = (
    ("[[levels]]", '[[headcounts]]\nid = "members"\nname = "đoàn viên"\n\n[[levels]]'),
    ('province = "', f'delegate_kinds = ["{WORKERS}", "{FAMILIES}"]\nprovince = "'),
    (
        '    { id = "exemplars", name = "Người lao động tiêu biểu", kind = "exemplar", rule = "T3" },',
        (
            f'    {{ id = "workers", name = "Công nhân trực tiếp sản xuất", kind = "{WORKERS}", rule = "T3" }},\n'
            f'    {{ id = "families", name = "Gia đình hiếu học", kind = "{FAMILIES}", rule = "T3",'
            ' presence = "if_any" },'
        ),
    ),
    (
        "[levels.conference.size]",
        (
            f'shares = [{{ rule = "T3", words = "ít nhất 50% là {WORKERS}", kinds = ["{WORKERS}"], at_least = 0.5 }}]'
            "\n\n[levels.conference.size]"
        ),
    ),
    ('bases = ["employees"]', 'bases = ["members"]'),
    ('base_words = "người lao động"', 'base_words = "đoàn viên"'),
)
"""What the corporation's plan would say instead: its own two kinds of delegates, and a threshold in union members."""


def own_campaign(folder: Path, *changes: tuple[str, str]) -> Campaign:
    shutil.copy(STEEL / "units.csv", folder)
    text = (STEEL / "campaign.toml").read_text(encoding="utf-8")
    for old, new in (*OWN, *changes):
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "campaign.toml").write_text(text, encoding="utf-8")
    return load_campaign(folder)


def units_of(campaign: Campaign) -> tuple[Unit, ...]:
    return tuple(read_units(STEEL / "units.csv", known_to(campaign)).entries)


def member_of(campaign: Campaign) -> Unit:
    """A member company that is no pilot."""
    piloting = set(campaign.gated_units)
    return next(unit for unit in units_of(campaign) if unit.level == "member" and unit.code not in piloting)


def plan_in(campaign: Campaign, unit: Unit, *, members: int = 260, **delegates: int) -> UnitPlan:
    counts = {"guests": 20, "workers": 90, "families": 30} | delegates
    return replace(
        good_plan(campaign, unit),
        delegates=counts,
        total=sum(counts.values()),
        people={"members": members},
        mode=AttendanceMode.DELEGATES,
    )


def found(campaign: Campaign, unit: Unit, plan: UnitPlan) -> list[Finding]:
    return check_plan(plan, campaign, unit, as_of=plan.signed_on or campaign.effective_from, calendar=CALENDAR)


def test_the_form_asks_for_them_and_reads_them_back(tmp_path: Path) -> None:
    """Each kind has its row under the plan's own words; the head count stands beside the day it was counted on."""
    campaign = own_campaign(tmp_path)
    unit, plan = member_of(campaign), plan_in(campaign, member_of(campaign))
    data = form_bytes(campaign, unit, plan=plan)
    shown = [str(cell) for row in openpyxl.load_workbook(io.BytesIO(data))[SHEET].values for cell in row if cell]
    assert {"Công nhân trực tiếp sản xuất", "Gia đình hiếu học", "Đoàn viên", "Tính đến ngày"} <= set(shown)
    assert "Kế hoạch tính theo đoàn viên" in shown
    assert "Người lao động" not in shown
    assert read_plan_form(open_workbook(data), campaign=campaign, units=units_of(campaign)) == plan
    asked = form_of(campaign, on_screen=True).model_json_schema()["properties"]
    assert asked["people"]["items"]["properties"]["group"]["enum"] == ["đoàn viên"]


def test_the_form_on_screen_asks_nobody_else_for_them() -> None:
    """Where the campaign names no head counts of its own, the form has no field for them."""
    assert "people" not in form_of(load_campaign(STEEL), on_screen=True).model_json_schema()["properties"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "ít nhất 50% là công nhân trực tiếp sản xuất: 90/140 (64"),
        ({"workers": 60, "families": 60}, "ít nhất 50% là công nhân trực tiếp sản xuất: đơn vị ghi 60/140 (42"),
        ({"families": 0}, "“Gia đình hiếu học”"),
        ({"members": 260}, "Đơn vị có 260 đoàn viên"),
        ({"members": 150}, "Đơn vị có 150 đoàn viên thì tổ chức hội nghị toàn thể"),
    ],
)
def test_checks_count_them(tmp_path: Path, changes: dict[str, int], told: str) -> None:
    """Shares by the campaign's kinds, thresholds by its head counts; a stated 0 says that there is none."""
    campaign = own_campaign(tmp_path)
    unit = member_of(campaign)
    findings = found(campaign, unit, plan_in(campaign, unit, **changes))
    assert any(told in finding_sentence(finding) for finding in findings)
    if "families" in changes and not changes["families"]:
        assert all(finding.verdict is not Verdict.ASK for finding in findings if finding.rule == "T3")


def test_what_is_not_stated_is_asked_for_by_its_name(tmp_path: Path) -> None:
    """Unknown is not zero, and no id is told."""
    campaign = own_campaign(tmp_path)
    unit = member_of(campaign)
    findings = found(campaign, unit, replace(plan_in(campaign, unit), people={}))
    assert any("đề nghị ghi số đoàn viên và" in finding_sentence(finding) for finding in findings)


def test_results_and_the_roll_up_follow(tmp_path: Path) -> None:
    """What was held adds up under the campaign's own words."""
    campaign = own_campaign(tmp_path)
    unit = member_of(campaign)
    opens = datetime.combine(campaign.effective_from, datetime.min.time(), ZONE).replace(hour=8)
    clock = FakeClock(opens)
    office = open_office(sqlite_store(tmp_path), of=campaign, units=units_of(campaign), clock=clock)
    plan = plan_in(campaign, unit)
    assert plan.held_on is not None
    receive_plan(office, plan, channel=Channel.INTAKE_FORM)
    clock.moment = datetime.combine(plan.held_on, datetime.min.time(), ZONE).replace(day=plan.held_on.day + 3)
    receive_report(office, reported(plan, people={"members": 255}), channel=Channel.INTAKE_FORM)
    total = roll_up(office, clock.now().date()).root.total
    counted = {figure.name: count for figure, count in total.items() if figure.kind is FigureKind.DELEGATES}
    assert counted == plan.delegates
    assert figure_words(campaign, Figure(FigureKind.DELEGATES, "families")) == "Đại biểu: Gia đình hiếu học"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((f'kind = "{WORKERS}"', 'kind = "công nhân"'), 'No kind of delegate "công nhân"'),
        (('bases = ["members"]', 'bases = ["soldiers"]'), 'No head count "soldiers"'),
        (('id = "members"', 'id = "employees"'), '"employees" is known already'),
        ((f'"{FAMILIES}"]', f'"{FAMILIES}", "guest"]'), '"guest" is known already'),
    ],
)
def test_a_word_that_nobody_named_is_a_fault(tmp_path: Path, change: tuple[str, str], told: str) -> None:
    """A slip of the pen would otherwise leave delegates out of a share unseen."""
    with pytest.raises(CampaignUnreadable) as refused:
        own_campaign(tmp_path, change)
    assert any(told in fault.sentence for fault in refused.value.faults)

"""What one body owes about each unit of a level: days, orders and ends of the inspected unit count."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import CampaignUnreadable, load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.obligations.obligation import Derived, Evidence, ObligationState
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.derivation import derive
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders.entry import preview_order
from emulation_workflow.office.reminders.opening import preview_opening
from emulation_workflow.office.reminders.sweep import preview_sweep, sweep
from emulation_workflow.settings import Settings
from tests.support.mailing import QUICK_FORMS
from tests.support.offices import ZONE, FakeClock, open_office
from tests.support.samples.orders import order
from tests.support.servers.databases import sqlite_store

STEEL = CAMPAIGNS / "thep_vi_du_2031"
INSPECTION = """[[tasks]]
id = "inspection"
name = "Kiểm tra việc tổ chức hội nghị"
rule = "T4"
audience = "units"
units = ["TVD"]
each_of = "member"
due = "conference"
evidence = "Biên bản kiểm tra"

"""


def steel(folder: Path, task: str = INSPECTION) -> Campaign:
    """The corporation's campaign with this task."""
    shutil.copy(STEEL / "units.csv", folder)
    text = (STEEL / "campaign.toml").read_text(encoding="utf-8").replace("[[roles]]", f"{task}[[roles]]", 1)
    (folder / "campaign.toml").write_text(text, encoding="utf-8")
    return load_campaign(folder)


def units_of(campaign: Campaign) -> list[Unit]:
    return list(read_units(STEEL / "units.csv", known_to(campaign)).entries)


def inspections(owed: list[Derived]) -> dict[str, Derived]:
    return {duty.task: duty for duty in owed if duty.task.startswith("inspection")}


def test_one_is_owed_for_each_unit_of_the_level(tmp_path: Path) -> None:
    """By the body alone, each under the inspected unit's name and by its own last day."""
    campaign = steel(tmp_path)
    units = units_of(campaign)
    members = [unit for unit in units if unit.level == "member"]
    owed = inspections(derive(campaign, units, on=campaign.effective_from))
    assert set(owed) == {f"inspection-{unit.code}" for unit in members}
    assert {duty.unit for duty in owed.values()} == {"TVD"}
    assert {campaign.task(task).name for task in owed} == {
        f"Kiểm tra việc tổ chức hội nghị: {unit.name}" for unit in members
    }
    assert {duty.due for duty in owed.values() if duty.task != "inspection-TVD-01"} == {date(2031, 7, 31)}


def test_an_order_to_a_unit_moves_its_inspection_alone(tmp_path: Path) -> None:
    """The conference is inspected when it is held; nobody inspects one that is called off."""
    campaign, opens = steel(tmp_path), date(2031, 1, 5)
    units = units_of(campaign)
    august = Window(start=date(2031, 8, 1), end=date(2031, 8, 31), words="trong tháng 8/2031")
    orders = [
        order(OrderKind.MOVE, scope=Scope(units=("TVD-02",)), window=august, number="1", signed_on=opens),
        order(OrderKind.CANCEL, scope=Scope(units=("TVD-01",)), number="2", signed_on=opens),
    ]
    owed = inspections(derive(campaign, units, on=opens + timedelta(days=1), orders=orders))
    assert owed["inspection-TVD-02"].due == date(2031, 8, 31)
    assert [task for task, duty in owed.items() if duty.is_cancelled] == ["inspection-TVD-01"]


def test_nobody_inspects_a_unit_that_is_gone(tmp_path: Path) -> None:
    """What a merger ends is nobody's debt."""
    campaign = steel(tmp_path)
    units = units_of(campaign)
    left = [replace(unit, valid_to=date(2031, 3, 31)) if unit.code == "TVD-02" else unit for unit in units]
    assert "inspection-TVD-02" in inspections(derive(campaign, left, on=date(2031, 3, 31)))
    assert "inspection-TVD-02" not in inspections(derive(campaign, left, on=date(2031, 4, 1)))


def test_it_goes_overdue_and_is_settled_by_evidence(tmp_path: Path) -> None:
    """As whatever else a unit owes."""
    campaign = steel(tmp_path)
    clock = FakeClock(datetime(2031, 8, 20, 8, tzinfo=ZONE))
    office = open_office(sqlite_store(tmp_path), of=campaign, units=units_of(campaign), clock=clock)
    derive_obligations(office, dry_run=False, by="test")
    task = "inspection-TVD-02"
    with office.store.look() as record:
        standing = {owed.derived.task: owed.state for owed in record.obligations.of_units(["TVD"])}
    assert standing[task] is ObligationState.OVERDUE
    done = Evidence(
        unit="TVD",
        task=task,
        done_on=date(2031, 7, 20),
        recorded_at=clock.moment,
        recorded_by="test",
        number="05/BB",
        signed_on=date(2031, 7, 20),
        source="Biên bản",
    )
    record_evidence(office, [done], channel=Channel.COMMAND)
    with office.store.look() as record:
        standing = {owed.derived.task: owed.state for owed in record.obligations.of_units(["TVD"])}
    assert standing[task] is ObligationState.DONE
    assert standing["inspection-TVD-01"] is ObligationState.PENDING


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('each_of = "member"', 'each_of = "x"', 'No level "x"'),
        ('each_of = "member"', 'about = "TVD-99"', 'No unit "TVD-99"'),
        ('each_of = "member"', 'each_of = "member"\nabout = "TVD-01"', "take one of the two out"),
        ('audience = "units"\nunits = ["TVD"]', 'audience = "conference_units"', 'Only what named units owe ("units")'),
    ],
)
def test_what_nobody_could_owe_is_a_fault(tmp_path: Path, old: str, new: str, told: str) -> None:
    """With its key."""
    assert old in INSPECTION
    with pytest.raises(CampaignUnreadable) as refused:
        steel(tmp_path, INSPECTION.replace(old, new))
    assert any(told in fault.sentence for fault in refused.value.faults)


def test_one_is_owed_about_a_unit_that_the_register_alone_has(tmp_path: Path) -> None:
    """The office makes them for the units on record; units.csv is only where the register began."""
    steel(tmp_path)
    settings = Settings(
        campaign=str(tmp_path), database_url=f"sqlite:///{tmp_path}/record.db", data_dir=tmp_path / "data"
    )
    opened = bootstrap.office(settings)
    known = {task.about for task in opened.campaign.tasks if task.each_of}
    member = next(unit for unit in units_of(opened.campaign) if unit.level == "member")
    with opened.store.act() as record:
        record.register.replace_units([replace(member, code="TVD-77", name="Nhà máy mới")])
    again = bootstrap.office(settings)
    assert {task.about for task in again.campaign.tasks if task.each_of} == {*known, "TVD-77"}
    assert again.campaign.task("inspection-TVD-77").name.endswith("Nhà máy mới")


LADDER = """[[roles]]
id = "desk"
name = "Công đoàn Tổng công ty"
scope = "campaign"

[ladder]
decided_by = "Công đoàn chọn"
board = "desk"
rungs = [{ id = "late", name = "Nhắc việc quá hạn", working_days = 1, to = ["unit"] }]

"""


def inspected(folder: Path, on: date) -> Office:
    """Return the corporation's office on a day, with a ladder that reminds of what is overdue."""
    plan = steel(folder, INSPECTION + LADDER)
    campaign = replace(plan, bodies=tuple(replace(body, may_change_plan=True) for body in plan.bodies))
    clock = FakeClock(datetime.combine(on, datetime.min.time(), ZONE).replace(hour=8))
    office = open_office(sqlite_store(folder), of=campaign, units=units_of(campaign), clock=clock)
    derive_obligations(office, dry_run=False, by="test")
    return office


def test_the_opening_letter_of_whoever_inspects_names_each_inspection(tmp_path: Path) -> None:
    """Each with its unit and its day; no inspected unit is told that it owes one."""
    office = inspected(tmp_path, date(2031, 1, 5))
    told: dict[str, Any] = {
        letter.unit: letter.context["tasks"] for letter in preview_opening(office, forms=QUICK_FORMS)
    }
    of_corporation = [task["name"] for task in told["TVD"] if task["name"].startswith("Kiểm tra")]
    members = [unit.name for unit in units_of(office.campaign) if unit.level == "member"]
    assert sorted(of_corporation) == sorted(f"Kiểm tra việc tổ chức hội nghị: {name}" for name in members)
    assert not [task for unit, tasks in told.items() if unit != "TVD" for task in tasks if "Kiểm tra" in task["name"]]


def test_the_reminder_says_which_unit_is_still_to_be_inspected(tmp_path: Path) -> None:
    """The preview of the day and the letter agree; once it is on record, no day's preview has it."""
    today, task = date(2031, 8, 20), "inspection-TVD-02"
    office = inspected(tmp_path, today)
    assert task in foreseen(office, today)
    sweep(office)
    render_pending_letters(office)
    with office.store.act() as record:
        claimed = record.letters.claim(
            owner="test",
            now=office.clock.now(),
            lease_until=office.clock.now(),
            limit=100,
        )
    sent = [letter for letter in claimed if letter.kind is LetterKind.REMINDER]
    told = {letter.to[0].email: " ".join(letter.text.split()) for letter in sent}
    assert "Kiểm tra việc tổ chức hội nghị: Công ty Thép Thử" in told["tct@thepvidu.example"]
    assert not [email for email, text in told.items() if "Kiểm tra" in text and email != "tct@thepvidu.example"]
    done = Evidence(
        unit="TVD",
        task=task,
        done_on=date(2031, 7, 20),
        recorded_at=office.clock.now(),
        recorded_by="test",
        number="05/BB",
        signed_on=date(2031, 7, 20),
        source="Biên bản",
    )
    record_evidence(office, [done], channel=Channel.COMMAND)
    assert task not in foreseen(office, today + timedelta(days=30))


def foreseen(office: Office, day: date) -> set[str]:
    return {step.task for _, steps in preview_sweep(office, day).letters for step in steps}


def test_the_preview_of_an_order_shows_the_inspection_that_moves_with_the_conference(tmp_path: Path) -> None:
    """Under whoever owes it, from which day to which."""
    office = inspected(tmp_path, date(2031, 3, 3))
    august = Window(start=date(2031, 8, 1), end=date(2031, 8, 31), words="trong tháng 8/2031")
    signed = date(2031, 3, 3)
    issuer = office.campaign.bodies[0].id
    moved = order(OrderKind.MOVE, issuer=issuer, scope=Scope(units=("TVD-02",)), window=august, signed_on=signed)
    shown = preview_order(office, [moved])
    changed = {
        (change.unit.code, new.task): (old.due, new.due) for change in shown.changed for old, new in change.tasks
    }
    assert changed["TVD", "inspection-TVD-02"] == (date(2031, 7, 31), date(2031, 8, 31))
    assert ("TVD", "inspection-TVD-01") not in changed

"""The whole chain on plans quite unlike Kon Tum's, with no code of their own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_officials, read_units
from emulation_workflow.adapters.submissions.unit_forms import UnitForms
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.demo.any_campaign.good_plans import good_plan
from emulation_workflow.demo.any_campaign.letters import letters_by_reader
from emulation_workflow.domain.approval.transitions import CLEARED, Act, Channel, acting_role, decisions_at
from emulation_workflow.domain.delegates.upward import upper_unit
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Official, Unit
from emulation_workflow.domain.roll_up import FigureKind, number
from emulation_workflow.messages import finding_sentence
from emulation_workflow.office.authority import deciders
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.office.reminders.opening import open_campaign
from emulation_workflow.office.reminders.sweep import sweep
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.office.roll_up.consolidation import roll_up
from tests.support.good_reports import good_report
from tests.support.offices import ZONE, FakeClock, act_as, case, chain_faults, letters, open_office, taken
from tests.support.samples.delegates import adopted, attending_list, delegate, receive
from tests.support.servers.databases import sqlite_store


def office_of(folder: Path, name: str) -> Office:
    campaign = load_campaign(CAMPAIGNS / name)
    units = read_units(CAMPAIGNS / name / "units.csv", known_to(campaign)).entries
    officials = read_officials(CAMPAIGNS / name / "officials.csv", known_to(campaign, units=units)).entries
    opens = datetime.combine(campaign.effective_from, datetime.min.time(), ZONE).replace(hour=8)
    return open_office(sqlite_store(folder), of=campaign, units=units, officials=officials, clock=FakeClock(opens))


def somebody_at(office: Office, unit_code: str) -> Official:
    """Anybody who may act at the case's present stage."""
    with office.store.look() as record:
        unit = office.bound_unit(record.register, unit_code, office.clock.now().date())
        stage = record.cases.get(unit_code)
        assert stage is not None
        role = acting_role(office.gate, stage.stage) or ""
        return deciders(record.register, office.campaign, role, unit, office.clock.now().date())[0].official


@pytest.mark.parametrize(("name", "steps"), [("song_lam_2030", 3), ("thep_vi_du_2031", 1), ("huyen_vi_du_2026", 1)])
def test_a_pilot_of_another_plan_passes_its_own_gate(tmp_path: Path, name: str, steps: int) -> None:
    """A gate of three steps, of one; other names, other roles, other clauses: all of it is data."""
    office = office_of(tmp_path, name)
    (code,) = office.campaign.gated_units
    with office.store.look() as record:
        unit = office.bound_unit(record.register, code, office.clock.now().date())
    receive_plan(office, good_plan(office.campaign, unit), channel=Channel.INTAKE_FORM)
    while not (standing := case(office, unit)).is_settled:
        act = decisions_at(office.gate, standing.stage)[0]
        assert act_as(office, unit, somebody_at(office, code), act, reason="Có căn cứ").applied
    assert case(office, unit).stage == CLEARED
    assert len(taken(office, unit)) == len(office.gate.steps) == steps
    assert render_pending_letters(office) == 0
    assert all(letter.subject for letter in letters(office, unit))
    assert chain_faults(office) == []


def test_an_opinion_of_another_plan_may_ask_for_changes(tmp_path: Path) -> None:
    """The last of three steps is an opinion: revision and confirmation follow from its kind, not from its name."""
    office = office_of(tmp_path, "song_lam_2030")
    (code,) = office.campaign.gated_units
    with office.store.look() as record:
        unit = office.bound_unit(record.register, code, office.clock.now().date())
    plan = good_plan(office.campaign, unit)
    receive_plan(office, plan, channel=Channel.INTAKE_FORM)
    for _ in office.gate.steps[:-1]:
        act_as(office, unit, somebody_at(office, code), Act.ENDORSE, reason="Có căn cứ")
    act_as(office, unit, somebody_at(office, code), Act.AGREE_WITH_CHANGES, reason="Bổ sung tham luận")
    receive_plan(office, good_plan(office.campaign, unit, note="Đã bổ sung"), channel=Channel.INTAKE_FORM)
    assert act_as(office, unit, somebody_at(office, code), Act.CONFIRM, reason="Đã đủ").applied
    assert case(office, unit).stage == CLEARED


@pytest.mark.parametrize("name", ["song_lam_2030", "thep_vi_du_2031"])
def test_lists_of_delegates_go_up_by_another_plans_levels(tmp_path: Path, name: str) -> None:
    """Whatever the levels are called and however many there are; every finding under a rule of that plan."""
    office = office_of(tmp_path, name)
    on = office.clock.now().date()
    with office.store.look() as record:
        units = [
            unit
            for unit in record.register.units(on)
            if upper_unit(office.campaign, unit, record.register.units(), on=on)
        ]
    gated = set(office.campaign.gated_units)
    for unit in (unit for unit in units if unit.code not in gated):
        given = adopted(unit.code, [delegate(sent_by=unit.code, category="")], adopted_on=on)
        received = receive(office, given)
        found = receive(office, attending_list(received.upper.code, given.delegates)).version.findings
        assert "list_all_adopted" in str(found)
        assert all(finding_sentence(finding) for finding in (*received.version.findings, *found))
    assert units


@pytest.mark.parametrize("name", ["song_lam_2030", "thep_vi_du_2031", "huyen_vi_du_2026"])
def test_each_example_plays_its_year(tmp_path: Path, name: str) -> None:
    """From the opening letters to the roll-up: every letter is in words, nobody is left owing, the record is whole."""
    office = office_of(tmp_path, name)
    clock = office.clock
    assert isinstance(clock, FakeClock)
    open_campaign(office, forms=UnitForms(office.campaign, domain="vidu.example"), dry_run=False)
    holding = [unit for unit in units_of(office) if (of := office.campaign.level_of(unit.level)) and of.conference]
    plans = {unit.code: good_plan(office.campaign, unit) for unit in holding}
    happens = [day for plan in plans.values() for day in (plan.signed_on, plan.held_on) if day is not None]
    for day in sorted(set(happens)):
        clock.moment = datetime.combine(day, datetime.min.time(), ZONE).replace(hour=9)
        for unit in holding:
            if plans[unit.code].signed_on == day:
                receive_plan(office, plans[unit.code], channel=Channel.INTAKE_FORM)
                pass_the_gate(office, unit)
        sweep(office)
    for day_after, unit in enumerate(holding, start=1):
        last = datetime.combine(max(happens), datetime.min.time(), ZONE).replace(hour=10)
        clock.moment = last + timedelta(days=day_after)
        report = good_report(office.campaign, unit)
        receive_report(office, report, channel=Channel.INTAKE_FORM)
        sweep(office)
    found = roll_up(office, clock.now().date()).root.total
    assert number(found, FigureKind.REPORTS) == len(holding)
    assert render_pending_letters(office) == 0
    with office.store.look() as record:
        said = record.letters.statuses()
    assert said
    assert all(letter.subject for letter in said)
    assert chain_faults(office) == []


def units_of(office: Office) -> Sequence[Unit]:
    with office.store.look() as record:
        return record.register.units(office.clock.now().date())


def pass_the_gate(office: Office, unit: Unit) -> None:
    """Take a gated pilot's plan through every step of the gate; another unit has none."""
    with office.store.look() as record:
        if not office.is_gated(record, unit.code):
            return
    while not (standing := case(office, unit)).is_settled:
        act = decisions_at(office.gate, standing.stage)[0]
        assert act_as(office, unit, somebody_at(office, unit.code), act, reason="Có căn cứ").applied


@pytest.mark.parametrize("name", ["song_lam_2030", "thep_vi_du_2031", "huyen_vi_du_2026"])
def test_every_letter_of_another_plan_is_written_by_its_act(tmp_path: Path, name: str) -> None:
    """Whatever a plan has, and has not: an order to everybody reaches a level without conference, and no congress.

    A unit that ends before its conference is not played; it comes first, and would be.
    """
    office = office_of(tmp_path, name)
    clock = office.clock
    assert isinstance(clock, FakeClock)
    with office.store.act() as record:
        officials = record.register.officials(on=clock.now().date())
        units = record.register.units()
        ends = next(unit for unit in units if unit.level in {"commune", "member"})
        gone = replace(ends, code=f"0-{ends.code}", email="", valid_to=clock.now().date() + timedelta(days=1))
        record.register.replace_units([gone, *units])
    written = letters_by_reader(
        office,
        lambda moment: setattr(clock, "moment", moment),
        forms=UnitForms(office.campaign, domain="vidu.example"),
        officials=officials,
    )
    kinds = {letter.kind for letters in written.values() for letter in letters}
    expected = {LetterKind.CAMPAIGN_OPENED, LetterKind.PLAN_RECEIVED, LetterKind.DECISION_ASKED, LetterKind.SENT_BACK}
    expected |= {LetterKind.CODES_LOCKED, LetterKind.CLEARED, LetterKind.RESULT_RECEIVED}
    if office.campaign.ladder:
        expected |= {LetterKind.REMINDER, LetterKind.DIGEST, LetterKind.RESULT_ASKED}
    if office.campaign.order_recorder and any(body.may_change_plan for body in office.campaign.bodies):
        expected |= {LetterKind.ORDER_CODE, LetterKind.ORDER_NOTICE, LetterKind.DIFFICULTY_ANSWERED}
    assert expected <= kinds
    assert chain_faults(office) == []

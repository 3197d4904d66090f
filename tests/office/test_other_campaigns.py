"""The whole chain on plans quite unlike Kon Tum's, with no code of their own."""

from datetime import datetime
from pathlib import Path

import pytest

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_officials, read_units
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.approval.transitions import CLEARED, Act, Channel, acting_role, decisions_at
from emulation_workflow.domain.delegates.upward import upper_unit
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Official
from emulation_workflow.messages import finding_sentence
from emulation_workflow.office.authority import deciders
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import receive_plan
from tests.support.good_plans import good_plan
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


@pytest.mark.parametrize(("name", "steps"), [("song_lam_2030", 3), ("thep_vi_du_2031", 1)])
def test_a_pilot_of_another_plan_passes_its_own_gate(tmp_path: Path, name: str, steps: int) -> None:
    """A gate of three steps, of one; other names, other roles, other clauses: all of it is data."""
    office = office_of(tmp_path, name)
    (code,) = [code for _, code in office.campaign.gated_pilots()]
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
    (code,) = [code for _, code in office.campaign.gated_pilots()]
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
    gated = {code for _, code in office.campaign.gated_pilots()}
    for unit in (unit for unit in units if unit.code not in gated):
        given = adopted(unit.code, [delegate(sent_by=unit.code, category="")], adopted_on=on)
        received = receive(office, given)
        found = receive(office, attending_list(received.upper.code, given.delegates)).version.findings
        assert "list_all_adopted" in str(found)
        assert all(finding_sentence(finding) for finding in (*received.version.findings, *found))
    assert units

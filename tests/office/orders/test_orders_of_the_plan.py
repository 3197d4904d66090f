"""Orders that change who is a pilot and how levels stand to one another reach every check, debt, letter and page."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from emulation_workflow.domain.delegates.upward import upper_unit
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.obligations.obligation import DueSource, Obligation, ObligationState
from emulation_workflow.domain.orders.order import OrderKind
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.ladder import answers_to_parent
from emulation_workflow.office.approval.chain import has_to_pass
from emulation_workflow.office.approval.sheets import case_sheet, progress
from emulation_workflow.office.audit import audit
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from tests.office.orders.test_orders import TASKS, letter_to
from tests.support.builders import (
    CITY,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    PILOT_COMMUNE,
    PILOT_DEPARTMENT,
    PROVINCE_UNIT,
)
from tests.support.offices import OUR_CAMPAIGN, ZONE, FakeClock, open_office, submit
from tests.support.samples.orders import enter_order, order
from tests.support.servers.databases import sqlite_store

LEVELS = tuple(
    replace(level, reports_to="parent", upper="district") if level.id == "commune" else level
    for level in OUR_CAMPAIGN.levels
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office in which communes answer to their districts."""
    clock = FakeClock(moment=datetime(2020, 4, 2, 9, 0, tzinfo=ZONE))
    return open_office(sqlite_store(tmp_path), clock=clock, of=replace(OUR_CAMPAIGN, tasks=TASKS, levels=LEVELS))


def obligations(office: Office, unit: Unit) -> dict[str, Obligation]:
    with office.store.look() as record:
        return {obligation.derived.task: obligation for obligation in record.obligations.of_units([unit.code])}


def test_a_unit_named_as_pilot_is_told_so_and_sends_its_plan_through_the_gate(office: Office) -> None:
    """From that day on its plan opens a case, progress shows it, and what it owes follows the pilot's window."""
    entered = enter_order(office, order(OrderKind.NAME_PILOTS))
    assert [change.unit.code for change in entered.preview.changed] == [DEPARTMENT.code]
    told = letter_to(office, DEPARTMENT.code)
    assert "Làm điểm" in told
    assert "làm điểm, kế hoạch phải được thẩm định và có ý kiến trước khi thực hiện" in " ".join(told.split())
    assert DEPARTMENT.code in {pilot.unit.code for pilot in progress(office, date(2020, 4, 2)).pilots}
    submit(office, DEPARTMENT)
    assert case_sheet(office, DEPARTMENT.code).case.stage == "APPRAISAL"
    assert obligations(office, DEPARTMENT)["conference"].derived.source is DueSource.NOT_STATED


def test_a_pilot_that_is_released_sends_its_plan_to_nobody(office: Office) -> None:
    """Its case stands still, its conference follows the general window, and no opinion fixes its day any more."""
    submit(office, PILOT_DEPARTMENT)
    entered = enter_order(office, order(OrderKind.RELEASE_PILOTS))
    assert [change.unit.code for change in entered.preview.changed] == [PILOT_DEPARTMENT.code]
    assert not has_to_pass(office, PILOT_DEPARTMENT.code)
    with pytest.raises(Rejected, match="not_gated"):
        case_sheet(office, PILOT_DEPARTMENT.code)
    owed = obligations(office, PILOT_DEPARTMENT)["conference"]
    assert (owed.derived.due, owed.waiting_on) == (date(2020, 6, 30), "unit")
    assert submit(office, PILOT_DEPARTMENT).case is None


def test_two_levels_of_government_in_the_midst_of_a_campaign(office: Office) -> None:
    """Districts owe nothing any more; communes report to the Board, and their delegates go to the province."""
    derive_obligations(office, dry_run=False)
    ended = order(OrderKind.END_LEVELS)
    moved = order(OrderKind.CHANGE_LEVELS, point=2)
    preview = enter_order(office, ended, moved).preview
    changed = {change.unit.code for change in preview.changed}
    assert changed == {CITY.code, DISTRICT.code, COMMUNE.code, PILOT_COMMUNE.code}
    for district in (CITY, DISTRICT):
        states = {task: owed.state for task, owed in obligations(office, district).items()}
        assert set(states.values()) == {ObligationState.CANCELLED}, states
    told = " ".join(letter_to(office, COMMUNE.code).split())
    assert "Nơi nhận báo cáo: Trước điều chỉnh: đơn vị cấp trên Sau điều chỉnh: Ban" in told
    assert "Cử đại biểu dự hội nghị: Trước điều chỉnh: cấp huyện Sau điều chỉnh: cấp tỉnh" in told
    with office.store.look() as record:
        plan = office.plan_in_force(record)
        upper = upper_unit(plan, COMMUNE, record.register.units(), on=date(2020, 4, 2))
        assert upper is not None
        assert upper.code == PROVINCE_UNIT.code
        assert not answers_to_parent(plan.level("commune"))


def test_points_about_pilots_and_levels_are_sealed_with_the_rest(office: Office) -> None:
    """What makes a unit a pilot is vouched for like a window."""
    enter_order(office, order(OrderKind.NAME_PILOTS), order(OrderKind.CHANGE_LEVELS, point=2))
    assert audit(office.store).faults == ()
    assert enter_order(office, order(OrderKind.NAME_PILOTS), order(OrderKind.CHANGE_LEVELS, point=2)).preview.is_repeat

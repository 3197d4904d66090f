"""A level that ends in the midst of a campaign, as districts did on 1 July 2025: the register says so, and no order."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from emulation_workflow.domain.obligations.obligation import ObligationState
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from tests.support.kon_tum import kon_tum
from tests.support.offices import ZONE, FakeClock, open_office
from tests.support.servers.databases import sqlite_store

LAST = date(2020, 2, 29)
FIRST = date(2020, 3, 1)
PROVINCE = Unit(code="62", name="Tỉnh Kon Tum", level="province", kind="tỉnh")
DISTRICT = Unit(code="610", name="Huyện Mẫu", level="district", kind="huyện", parent="62", valid_to=LAST)
COMMUNE = Unit(code="1", name="Xã Mẫu", level="commune", kind="xã", parent="610")
UNITS = (
    PROVINCE,
    DISTRICT,
    replace(COMMUNE, valid_to=LAST),
    replace(COMMUNE, valid_from=FIRST, parent=PROVINCE.code),
)


def states(office: Office, code: str) -> dict[str, ObligationState]:
    with office.store.look() as record:
        return {owed.derived.task: owed.state for owed in record.obligations.of_units([code])}


def test_what_the_level_owed_ends_and_those_below_answer_to_the_province(tmp_path: Path) -> None:
    """Nothing of it is overdue, ever; what the communes owe stays theirs, and goes to their new parent."""
    clock = FakeClock(datetime(2020, 2, 29, 8, tzinfo=ZONE))
    office = open_office(sqlite_store(tmp_path), of=kon_tum(), units=UNITS, clock=clock)
    derive_obligations(office, dry_run=False, by="test")
    assert ObligationState.PENDING in states(office, DISTRICT.code).values()
    clock.moment = datetime(2020, 3, 1, 8, tzinfo=ZONE)
    derive_obligations(office, dry_run=False, by="test")
    assert set(states(office, DISTRICT.code).values()) == {ObligationState.ENDED}
    assert states(office, COMMUNE.code)["conference"] is ObligationState.PENDING
    clock.moment = datetime(2020, 7, 1, 8, tzinfo=ZONE)
    derive_obligations(office, dry_run=False, by="test")
    assert set(states(office, DISTRICT.code).values()) == {ObligationState.ENDED}
    with office.store.look() as record:
        owed = record.obligations.of_units([COMMUNE.code])
    assert {duty.derived.parent for duty in owed} == {PROVINCE.code}

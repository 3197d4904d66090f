"""The roll-up of a whole country's units from the database, and the loop that asks for one unit after the other.

Every unit owes four things; seven of ten have held their conference, reported it and adopted their list.
"""

import gc
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, insert, select
from sqlmodel import Session

from emulation_workflow.adapters.record.sql import values_of
from emulation_workflow.adapters.record.tables.obligations import ObligationRow
from emulation_workflow.adapters.record.tables.register import UnitRow
from emulation_workflow.adapters.record.tables.results import ResultVersionRow
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.roll_up.figures import figures_of
from emulation_workflow.domain.roll_up.tree import RollUp
from emulation_workflow.office.office import Office
from emulation_workflow.office.roll_up.consolidation import roll_up
from tests.support.builders import DEPARTMENT, DISTRICT, PROVINCE_UNIT, unit
from tests.support.owing import CONFERENCE, DELEGATE_LIST, OUR_OWING_CAMPAIGN, OWN_PLAN, REPORT
from tests.support.samples.results import report_of, version_of
from tests.support.servers.databases import open_store, sqlite_url
from tests.support.sweeping import owes, sweeping_office

TODAY, HELD_ON = date(2020, 7, 1), date(2020, 3, 20)
OF_A_DISTRICT = 15
BLOCKS = 20
ONE_BY_ONE = 500
"""As many units as the loop is measured on; the time for more is computed, each costing what the others did."""


def our_roll_up(office: Office, *, opened: bool) -> tuple[float, RollUp]:
    """Return the seconds of the quickest of three, as when the office has been at work.

    What is loaded is left out of collections, as pages and runs of flows leave it.
    """
    taken = []
    gc.freeze()
    for _ in range(3):
        began = time.perf_counter()
        found = roll_up(office, TODAY, opened=opened)
        taken.append(time.perf_counter() - began)
    return min(taken), found


def unit_loop(folder: Path) -> float:
    """Return the seconds for one unit: its obligations, its latest report, read as objects and added."""
    engine = create_engine(f"sqlite:///{folder / 'record.db'}")
    with Session(engine) as session:
        codes = list(session.scalars(select(UnitRow.c.code)))[:ONE_BY_ONE]
        began = time.perf_counter()
        totals: dict[tuple[str | None, str, str], int] = {}
        for code in codes:
            _add_one(session, code, totals)
        seconds = time.perf_counter() - began
    engine.dispose()
    return seconds / len(codes)


def _add_one(session: Session, code: str, totals: dict[tuple[str | None, str, str], int]) -> None:
    each_unit = session.scalars(select(UnitRow).where(UnitRow.c.code == code)).one()
    for owed in session.scalars(select(ObligationRow).where(ObligationRow.c.unit == code)):
        key = (each_unit.parent, owed.task, "done" if owed.done_on and owed.done_on <= TODAY else "open")
        totals[key] = totals.get(key, 0) + 1
    latest = select(ResultVersionRow).where(ResultVersionRow.c.unit == code).order_by(ResultVersionRow.c.version.desc())
    report = session.scalars(latest.limit(1)).first()
    if report is None:
        return
    for figure, number in report.figures.items():
        key = (each_unit.parent, figure, "")
        totals[key] = totals.get(key, 0) + number


def country(folder: Path, number: int) -> Office:
    """Return the office of `number` units that hold conferences: communes in districts, a tenth departments."""
    folder.mkdir()
    url = sqlite_url(folder)
    engine = create_engine(url)
    everybody = list(_units(number))
    with engine.begin() as connection:
        connection.execute(insert(UnitRow), [_unit_row(unit) for unit in (PROVINCE_UNIT, *everybody)])
        connection.execute(insert(ObligationRow), [row for unit in everybody for row in _owed(unit)])
    _add_reports(engine, everybody)
    engine.dispose()
    return sweeping_office(open_store(url), (), of=OUR_OWING_CAMPAIGN, units=(), officials=(), day=TODAY)


def _units(number: int) -> Iterator[Unit]:
    departments = number // 10
    districts = (number - departments) // (OF_A_DISTRICT + 1)
    for index in range(departments):
        yield unit(f"S-{index}", DEPARTMENT.level, parent="T", group=f"Khối thi đua số {index % BLOCKS}")
    for index in range(districts):
        yield unit(f"H-{index}", DISTRICT.level, parent="T")
    for index in range(number - departments - districts):
        yield unit(f"X-{index}", "xa", parent=f"H-{index % districts}")


def _unit_row(each_unit: Unit) -> dict[str, Any]:
    return values_of(each_unit)


def _owed(each_unit: Unit) -> Iterator[dict[str, Any]]:
    is_held = _has_held(each_unit)
    for task in (CONFERENCE, OWN_PLAN, DELEGATE_LIST, REPORT):
        owed = owes(each_unit, task.id, done_on=HELD_ON if is_held else None)
        values = values_of(owed.derived) | values_of(owed) | {"parent": each_unit.parent, "group": each_unit.group}
        del values["derived"]
        yield values | {"unit": each_unit.code, "source": owed.derived.source.value, "state": owed.state.value}


def _has_held(each_unit: Unit) -> bool:
    return int(each_unit.code.partition("-")[2]) % 10 < 7


def _add_reports(engine: Engine, everybody: list[Unit]) -> None:
    """Return the same report of every unit of a level: what is measured is adding up."""
    samples = {each_unit.level: version_of(report_of(each_unit, HELD_ON)) for each_unit in everybody}
    rows = []
    for each_unit in everybody:
        if _has_held(each_unit):
            sample = samples[each_unit.level]
            figures = {figure.key: count for figure, count in figures_of(sample.report)}
            values = values_of(sample) | {
                "unit": each_unit.code,
                "held_on": HELD_ON,
                "figures": figures,
                "findings": [],
            }
            del values["report"]
            rows.append(values)
    with engine.begin() as connection:
        connection.execute(insert(ResultVersionRow), rows)

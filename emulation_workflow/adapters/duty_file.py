"""A history of what was owed and done, from CSV or XLSX, all or nothing."""

from datetime import date
from pathlib import Path

from pydantic_core import PydanticCustomError

from emulation_workflow.adapters.plan_values import read_day
from emulation_workflow.adapters.table_file import Row, Table, read_table
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.what_if import Duty
from emulation_workflow.messages.duty_columns import DUTY_COLUMNS


def read_duties(path: Path) -> tuple[Duty, ...]:
    """A duty for each row: unit and due day, the day it was done if it was, the unit above if it answers to one.

    Rejected with every bad row; table_file.Unreadable (a Rejected too) if it is no such table.
    """
    table = read_table(path, DUTY_COLUMNS, required=("unit", "due"))
    faults = list(table.faults)
    duties = [_duty(row, table, faults) for row in table.rows]
    if faults:
        raise Rejected(*(problem for _, problem in sorted(faults, key=lambda fault: fault[0])))
    return tuple(duties)


def _duty(row: Row, table: Table, faults: list[tuple[int, Problem]]) -> Duty:
    faults += [
        (row.number, Problem(code="register_cell_empty", where=table.place(row.number, column)))
        for column in ("unit", "due")
        if column not in row.cells
    ]
    return Duty(
        unit=row.cells.get("unit", ""),
        due=_day(row, "due", table, faults) or date.max,
        done_on=_day(row, "done_on", table, faults),
        above=row.cells.get("above", ""),
    )


def _day(row: Row, column: str, table: Table, faults: list[tuple[int, Problem]]) -> date | None:
    text = row.cells.get(column, "")
    try:
        return read_day(text) if text else None
    except PydanticCustomError:
        where = table.place(row.number, column)
        faults.append((row.number, Problem(code="register_bad_day", where=where, facts={"value": text})))
        return None

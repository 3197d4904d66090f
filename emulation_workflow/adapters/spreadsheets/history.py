"""A history of what was owed and done, from a spreadsheet or CSV, all or nothing."""

from datetime import date
from pathlib import Path

from emulation_workflow.adapters.spreadsheets.reading import Entries, read_table
from emulation_workflow.adapters.spreadsheets.rows import TableReading
from emulation_workflow.domain.schedule.what_if import Duty
from emulation_workflow.messages.forms.history_columns import DUTY_COLUMNS


def read_duties(path: Path) -> Entries[Duty]:
    """Return a duty for each row: unit and due day, the day it was done if it was, the unit above if it answers to one.

    Rejected with every bad row; reading.Unreadable (a Rejected too) if it is no such table.
    """
    reading = TableReading(read_table(path, DUTY_COLUMNS, required=("unit", "due")))
    duties = [
        Duty(
            unit=reading.needed(row, "unit"),
            due=reading.needed_day(row, "due") or date.max,
            done_on=reading.day(row, "done_on"),
            above=row.cells.get("above") or None,
        )
        for row in reading.table.rows
    ]
    reading.finish()
    return Entries(duties, reading.table.sheet)

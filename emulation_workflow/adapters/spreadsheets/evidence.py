"""Lists of what units have done, from spreadsheets or CSV, all or nothing: each bad row is named with what is there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from emulation_workflow.adapters.spreadsheets.reading import Entries, TableRow, read_table
from emulation_workflow.adapters.spreadsheets.rows import TableReading
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.registers import Unit, searchable
from emulation_workflow.messages.forms.evidence_columns import EVIDENCE_COLUMNS

Judge = Callable[[Sequence[Evidence]], Iterable[tuple[int, str, Problem]]]
"""What is wrong with rows that could be read: index, column, problem."""


def read_evidence(
    path: Path, campaign: Campaign, *, judge: Judge, by: str, at: datetime, units: Sequence[Unit] = ()
) -> Entries[Evidence]:
    """Return the rows of `path`; a task may be written by its id or by its name.

    A name beside a code is compared with those of `units`. `by` enters them, and unless a row says from what paper it
    comes, the file's name stands for it. Rejected with every bad row; reading.Unreadable (a Rejected too) if it is no
    such table.
    """
    reading = TableReading(read_table(path, EVIDENCE_COLUMNS, required=("unit", "task", "done_on")))
    tasks = {searchable(name): task.id for task in campaign.tasks for name in (task.name, task.id)}
    rows = [_evidence(reading, row, tasks, by=by, at=at, source=path.name) for row in reading.table.rows]
    reading.check_names(units, code="unit")
    reading.add_judged_problems(reading.table.rows, judge(rows))
    reading.finish()
    return Entries(rows, reading.table.sheet)


def _evidence(
    reading: TableReading, row: TableRow, tasks: Mapping[str, str], *, by: str, at: datetime, source: str
) -> Evidence:
    """Return the row; a stand-in replaces what cannot be read, and is refused."""
    cells, task = row.cells, reading.needed(row, "task")
    return Evidence(
        unit=reading.needed(row, "unit"),
        task=tasks.get(searchable(task), task),
        done_on=reading.needed_day(row, "done_on") or at.date(),
        recorded_at=at,
        recorded_by=by,
        number=reading.document(row, "number"),
        signed_on=reading.day(row, "signed_on"),
        link=cells.get("link", ""),
        source=cells.get("source", source),
        withdrawn=reading.tick(row, "withdrawn"),
        note=cells.get("note", ""),
    )

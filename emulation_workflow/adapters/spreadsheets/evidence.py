"""Lists of what units have done, from CSV or XLSX, all or nothing: each bad row is named with what stands there."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from emulation_workflow.adapters.spreadsheets.reading import TableFile, TableRow, read_table
from emulation_workflow.adapters.spreadsheets.rows import TableReading
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.registers.units import searchable
from emulation_workflow.messages.forms.evidence_columns import EVIDENCE_COLUMNS

Judge = Callable[[Sequence[Evidence]], Iterable[tuple[int, str, Problem]]]
"""What is wrong with rows that could be read: index, column, problem."""


def read_evidence(path: Path, campaign: Campaign, *, judge: Judge, by: str, at: datetime) -> tuple[Evidence, ...]:
    """The rows of `path`; a task may be written by its id or by its name.

    `by` enters them, and unless a row says from what paper it comes, the file's name stands for it. Rejected with
    every bad row; table_file.Unreadable (a Rejected too) if it is no such table.
    """
    table = read_table(path, EVIDENCE_COLUMNS, required=("unit", "task", "done_on"))
    reading = _Reading(table, campaign)
    rows = [reading.evidence(row, by=by, at=at, source=path.name) for row in table.rows]
    reading.take_judged(table.rows, judge(rows))
    reading.finish()
    return tuple(rows)


class _Reading(TableReading):
    """A table on its way to evidence."""

    def __init__(self, table: TableFile, campaign: Campaign) -> None:
        super().__init__(table)
        self._tasks = {searchable(task.name): task.id for task in campaign.tasks}
        self._tasks |= {searchable(task.id): task.id for task in campaign.tasks}

    def evidence(self, row: TableRow, *, by: str, at: datetime, source: str) -> Evidence:
        """The row; what cannot be read is stood in for and told."""
        cells, task = row.cells, self.needed(row, "task")
        return Evidence(
            unit=self.needed(row, "unit"),
            task=self._tasks.get(searchable(task), task),
            done_on=self.needed_day(row, "done_on") or at.date(),
            recorded_at=at,
            recorded_by=by,
            number=cells.get("number", ""),
            signed_on=self.day(row, "signed_on"),
            link=cells.get("link", ""),
            source=cells.get("source", source),
            withdrawn=self.tick(row, "withdrawn"),
            note=cells.get("note", ""),
        )

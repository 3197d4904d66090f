"""Lists of what units have done, from CSV or XLSX, all or nothing: each bad row is named with what stands there."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from pydantic_core import PydanticCustomError

from emulation_workflow.adapters.plan_values import read_day
from emulation_workflow.adapters.table_file import Row, Table, read_table
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.obligations import Evidence
from emulation_workflow.domain.units import fold
from emulation_workflow.messages.evidence_columns import EVIDENCE_COLUMNS
from emulation_workflow.messages.register_columns import NO, YES

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
    bad = {number for number, _ in reading.faults}
    for index, column, problem in judge(rows):
        number = table.rows[index].number
        if number not in bad:
            where = table.place(number, column if column in table.headings else "")
            reading.faults.append((number, Problem(code=problem.code, where=where, facts=problem.facts)))
    if reading.faults:
        raise Rejected(*(problem for _, problem in sorted(reading.faults, key=lambda fault: fault[0])))
    return tuple(rows)


class _Reading:
    """A table on its way to evidence, and what was found wrong, by row."""

    def __init__(self, table: Table, campaign: Campaign) -> None:
        self.faults = list(table.faults)
        self._table = table
        self._tasks = {fold(task.name): task.id for task in campaign.tasks}
        self._tasks |= {fold(task.id): task.id for task in campaign.tasks}

    def evidence(self, row: Row, *, by: str, at: datetime, source: str) -> Evidence:
        """The row; what cannot be read is stood in for and told."""
        cells, task = row.cells, self._needed(row, "task")
        return Evidence(
            unit=self._needed(row, "unit"),
            task=self._tasks.get(fold(task), task),
            done_on=self._day(row, "done_on", needed=True) or at.date(),
            recorded_at=at,
            recorded_by=by,
            number=cells.get("number", ""),
            signed_on=self._day(row, "signed_on"),
            link=cells.get("link", ""),
            source=cells.get("source", source),
            withdrawn=self._tick(row, "withdrawn"),
            note=cells.get("note", ""),
        )

    def _needed(self, row: Row, column: str) -> str:
        if column not in row.cells:
            self._refuse(row, column, "register_cell_empty")
        return row.cells.get(column, "")

    def _day(self, row: Row, column: str, *, needed: bool = False) -> date | None:
        text = self._needed(row, column) if needed else row.cells.get(column, "")
        try:
            return read_day(text) if text else None
        except PydanticCustomError:
            self._refuse(row, column, "register_bad_day", value=text)
            return None

    def _tick(self, row: Row, column: str) -> bool:
        text = row.cells.get(column, "")
        if fold(text) not in YES | NO:
            self._refuse(row, column, "register_bad_tick", value=text)
        return fold(text) in YES

    def _refuse(self, row: Row, column: str, code: str, **facts: object) -> None:
        self.faults.append((row.number, Problem(code=code, where=self._table.place(row.number, column), facts=facts)))

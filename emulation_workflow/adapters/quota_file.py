"""Allocations of delegates from CSV or XLSX, all or nothing: each bad row is named with what stands there."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from pydantic_core import PydanticCustomError

from emulation_workflow.adapters.plan_lookup import find_unit
from emulation_workflow.adapters.plan_values import read_day
from emulation_workflow.adapters.table_file import Row, Table, read_table
from emulation_workflow.domain.delegates import Quota
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.units import Unit
from emulation_workflow.messages.delegates import QUOTA_COLUMNS

Judge = Callable[[Sequence[Quota]], Iterable[tuple[int, str, Problem]]]
"""What is wrong with rows that could be read: index, column, problem."""


def read_quotas(path: Path, *, whole: Quota, units: Sequence[Unit], judge: Judge) -> tuple[Quota, ...]:
    """The rows of `path`; what a row leaves out is as `whole` says. An empty number is no quota and no row.

    Rejected with every bad row; table_file.Unreadable (a Rejected too) if it is no such table.
    """
    table = read_table(path, QUOTA_COLUMNS, required=("unit", "number"))
    reading = _Reading(table, whole, units)
    allocated = [row for row in table.rows if row.cells.get("number")]
    quotas = [reading.quota(row) for row in allocated]
    bad = {number for number, _ in reading.faults}
    for index, column, problem in judge(quotas):
        number = allocated[index].number
        if number not in bad:
            where = table.place(number, column if column in table.headings else "")
            reading.faults.append((number, Problem(code=problem.code, where=where, facts=problem.facts)))
    if reading.faults:
        raise Rejected(*(problem for _, problem in sorted(reading.faults, key=lambda fault: fault[0])))
    return tuple(quotas)


class _Reading:
    """A table on its way to quotas, and what was found wrong, by row."""

    def __init__(self, table: Table, whole: Quota, units: Sequence[Unit]) -> None:
        self.faults = list(table.faults)
        self._table = table
        self._whole = whole
        self._units = units

    def quota(self, row: Row) -> Quota:
        """The row; what cannot be read is stood in for and told."""
        whole = self._whole
        return Quota(
            upper=self._unit(row, "upper", whole.upper),
            unit=self._unit(row, "unit", ""),
            number=self._number(row),
            document=row.cells.get("document", whole.document),
            signed_on=self._day(row),
            recorded_at=whole.recorded_at,
            recorded_by=whole.recorded_by,
        )

    def _unit(self, row: Row, column: str, otherwise: str) -> str:
        words = row.cells.get(column, otherwise)
        try:
            return find_unit(words, self._units, day=self._whole.recorded_at.date()).code
        except Rejected:
            self._refuse(row, column, "register_unit_unknown", value=words)
            return words

    def _number(self, row: Row) -> int:
        text = row.cells["number"]
        if not text.isascii() or not text.isdigit():
            self._refuse(row, "number", "quota_no_number", value=text)
            return 0
        return int(text)

    def _day(self, row: Row) -> date | None:
        text = row.cells.get("signed_on", "")
        try:
            return read_day(text) if text else self._whole.signed_on
        except PydanticCustomError:
            self._refuse(row, "signed_on", "register_bad_day", value=text)
            return None

    def _refuse(self, row: Row, column: str, code: str, **facts: object) -> None:
        self.faults.append((row.number, Problem(code=code, where=self._table.place(row.number, column), facts=facts)))

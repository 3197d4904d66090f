"""Allocations of delegates from CSV or XLSX, all or nothing: each bad row is named with what stands there."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.spreadsheets.reading import TableFile, TableRow, read_table
from emulation_workflow.adapters.spreadsheets.rows import TableReading
from emulation_workflow.domain.delegates.lists import Quota
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages.delegates import QUOTA_COLUMNS

_LONGEST_NUMBER = 9
"""Digits; Python itself refuses to read some thousands."""

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
    reading.take_judged(allocated, judge(quotas))
    reading.finish()
    return tuple(quotas)


class _Reading(TableReading):
    """A table on its way to quotas."""

    def __init__(self, table: TableFile, whole: Quota, units: Sequence[Unit]) -> None:
        super().__init__(table)
        self._whole = whole
        self._units = units

    def quota(self, row: TableRow) -> Quota:
        """The row; what cannot be read is stood in for and told."""
        whole = self._whole
        return Quota(
            upper=self._unit(row, "upper", whole.upper),
            unit=self._unit(row, "unit", ""),
            number=self._number(row),
            document=row.cells.get("document", whole.document),
            signed_on=self.day(row, "signed_on") if "signed_on" in row.cells else whole.signed_on,
            recorded_at=whole.recorded_at,
            recorded_by=whole.recorded_by,
        )

    def _unit(self, row: TableRow, column: str, otherwise: str) -> str:
        words = row.cells.get(column, otherwise)
        try:
            return find_unit(words, self._units, day=self._whole.recorded_at.date()).code
        except Rejected:
            self.refuse(row, column, ProblemCode.REGISTER_UNIT_UNKNOWN, value=words)
            return words

    def _number(self, row: TableRow) -> int:
        text = row.cells["number"]
        if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
            self.refuse(row, "number", ProblemCode.QUOTA_NO_NUMBER, value=text)
            return 0
        return int(text)

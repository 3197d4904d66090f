"""Allocations of delegates from CSV or XLSX, all or nothing: each bad row is named with what stands there."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from emulation_workflow.adapters.spreadsheets.reading import TableRow, read_table
from emulation_workflow.adapters.spreadsheets.rows import TableReading
from emulation_workflow.domain.delegates import Quota
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.delegates import QUOTA_COLUMNS

_LONGEST_NUMBER = 9
"""Digits; Python itself refuses to read some thousands."""

Judge = Callable[[Sequence[Quota]], Iterable[tuple[int, str, Problem]]]
"""What is wrong with rows that could be read: index, column, problem."""


def read_quotas(path: Path, *, whole: Quota, units: Sequence[Unit], judge: Judge) -> tuple[Quota, ...]:
    """Return the rows of `path`; what a row leaves out is as `whole` says. An empty number is no quota and no row.

    Rejected with every bad row; reading.Unreadable (a Rejected too) if it is no such table.
    """
    reading = TableReading(read_table(path, QUOTA_COLUMNS, required=("unit", "number")))
    allocated = [row for row in reading.table.rows if row.cells.get("number")]
    quotas = [_quota(reading, row, whole, units) for row in allocated]
    reading.take_judged(allocated, judge(quotas))
    reading.finish()
    return tuple(quotas)


def _quota(reading: TableReading, row: TableRow, whole: Quota, units: Sequence[Unit]) -> Quota:
    """Return the row; a stand-in replaces what cannot be read, and is refused."""

    def unit(column: str, otherwise: str) -> str:
        words, on = row.cells.get(column, otherwise), whole.recorded_at.date()
        return reading.unit(row, column, words, units, on=on, code=ProblemCode.REGISTER_UNIT_UNKNOWN)

    return Quota(
        upper=unit("upper", whole.upper),
        unit=unit("unit", ""),
        number=_number(reading, row),
        document=row.cells.get("document", whole.document),
        signed_on=reading.day(row, "signed_on") if "signed_on" in row.cells else whole.signed_on,
        recorded_at=whole.recorded_at,
        recorded_by=whole.recorded_by,
    )


def _number(reading: TableReading, row: TableRow) -> int:
    text = row.cells["number"]
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        reading.refuse(row, "number", ProblemCode.QUOTA_NO_NUMBER, value=text)
        return 0
    return int(text)

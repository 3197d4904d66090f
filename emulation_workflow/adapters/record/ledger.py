"""The hash-chained rows in the record."""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select, update

from emulation_workflow.adapters.record.sql import OnConnection, Row, UnitOfWork, insert_into, values_of
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.domain.record.ledger import GENESIS, LedgerEntry, SealedEntry, sealed

_HEAD = select(LedgerHeadRow.c.number, LedgerHeadRow.c.seal)
_ROWS = select(LedgerRow).order_by(LedgerRow.c.number)
_ROWS_OF_UNIT = _ROWS.where(LedgerRow.c.unit == bindparam("of_unit"))
_MOVE_HEAD = update(LedgerHeadRow)


class LedgerTables(OnConnection):
    """`ports.Ledger` on the tables. An act's rows are written together."""

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work)
        self._head: tuple[int, str] | None = None
        self._of_units: dict[str, list[SealedEntry]] = {}

    def remember(self, unit: str, rows: Iterable[Row], heads: Iterable[Row]) -> None:
        """Keep the unit's rows and the head, read beforehand: nobody else appends meanwhile."""
        self._of_units[unit] = sorted((SealedEntry(**row) for row in rows), key=lambda entry: entry.number)
        self._head = _head(heads)

    def append(self, entry: LedgerEntry) -> SealedEntry:
        head = self._read_head()
        if head is None:
            raise LookupError("the record's head is gone; `emulation audit verify` says what else is wrong")
        number, previous = head
        row = sealed(entry, number=number + 1, previous=previous)
        self._write_later(insert_into(LedgerRow), **values_of(row))
        self._write_later(_MOVE_HEAD, number=row.number, seal=row.seal)
        self._head = (row.number, row.seal)
        if row.unit in self._of_units:
            self._of_units[row.unit].append(row)
        return row

    def entries(self, *, unit: str | None = None) -> Sequence[SealedEntry]:
        if unit in self._of_units:
            return tuple(self._of_units[unit])
        rows = self._rows(_ROWS) if unit is None else self._rows(_ROWS_OF_UNIT, of_unit=unit)
        return [SealedEntry(**row) for row in rows]

    def head(self) -> tuple[int, str]:
        return self._read_head() or (0, GENESIS)

    def _read_head(self) -> tuple[int, str] | None:
        if self._head is None:
            self._head = _head(self._rows(_HEAD))
        return self._head


def _head(rows: Iterable[Row]) -> tuple[int, str] | None:
    """Return the head, which is there from the first; None if somebody took it away."""
    return next(((row["number"], row["seal"]) for row in rows), None)

"""The hash-chained rows in the record."""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select, update

from emulation_workflow.adapters.record.sql import OnConnection, values_of
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.domain.record.ledger import GENESIS, LedgerEntry, SealedEntry, sealed

_HEAD = select(LedgerHeadRow.c.number, LedgerHeadRow.c.seal)
_MOVE_HEAD = update(LedgerHeadRow)
_ROWS = select(LedgerRow).order_by(LedgerRow.c.number)
_ROWS_OF_UNIT = _ROWS.where(LedgerRow.c.unit == bindparam("of_unit"))
_ADD_ROW = insert(LedgerRow)


class LedgerTables(OnConnection):
    """`ports.Ledger` on the tables."""

    _last: SealedEntry | None = None
    """What this transaction appended last: nobody else appends meanwhile, so the head is known."""

    def append(self, entry: LedgerEntry) -> SealedEntry:
        number, previous = (self._last.number, self._last.seal) if self._last else self.head()
        row = sealed(entry, number=number + 1, previous=previous)
        self._write(_ADD_ROW, **values_of(row))
        if self._write(_MOVE_HEAD, number=row.number, seal=row.seal) != 1:
            raise LookupError("the record's head is gone; `emulation audit verify` says what else is wrong")
        self._last = row
        return row

    def entries(self, *, unit: str | None = None) -> Sequence[SealedEntry]:
        rows = self._rows(_ROWS) if unit is None else self._rows(_ROWS_OF_UNIT, of_unit=unit)
        return [SealedEntry(**row) for row in rows]

    def head(self) -> tuple[int, str]:
        row = self._row(_HEAD)
        return (row["number"], row["seal"]) if row else (0, GENESIS)

"""The hash-chained rows in the record."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from emulation_workflow.adapters.record.revisions import RecordUnusable
from emulation_workflow.adapters.record.sql import OnConnection, Row, UnitOfWork, values_of
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.domain.record.ledger import (
    GENESIS,
    OFFICE,
    ROUTINE,
    ROWS_WRITTEN,
    LedgerEntry,
    LedgerKind,
    SealedEntry,
    is_sound,
    mac_of,
    sealed,
)
from emulation_workflow.domain.record.plain_json import as_json

HEAD = select(LedgerHeadRow.c.number, LedgerHeadRow.c.seal, LedgerRow.c.mac).outerjoin(
    LedgerRow, (LedgerRow.c.number == LedgerHeadRow.c.number) & (LedgerRow.c.seal == LedgerHeadRow.c.seal)
)
"""Number and seal of the last row, and its MAC, if there is such a row."""
_ROWS = select(LedgerRow).order_by(LedgerRow.c.number)
_ROWS_OF_UNIT = _ROWS.where(LedgerRow.c.unit == bindparam("of_unit"))
_MOVE_HEAD = update(LedgerHeadRow)


class LedgerTables(OnConnection):
    """`ports.Ledger` on the tables. An act's rows are written together at its end, and the head is moved once."""

    def __init__(self, work: UnitOfWork, key: bytes | None) -> None:
        super().__init__(work)
        self._key = key
        self._mac: str | None = None
        self._head: tuple[int, str] | None = None
        self._of_units: dict[str, list[SealedEntry]] = {}
        self._appended: list[SealedEntry] = []
        self._last: LedgerEntry | None = None
        self._entries: dict[str, list[int]] = {}

    def remember(self, unit: str, rows: Iterable[Row], heads: Iterable[Row]) -> None:
        """Keep the unit's rows and the head, read beforehand: nobody else appends meanwhile, but this act may have."""
        if not self._appended:
            self._take_head(heads)
        written = self._of_unit(unit, rows)
        self._of_units[unit] = [*written, *(row for row in self._appended if row.unit == unit)]

    def append(self, entry: LedgerEntry) -> SealedEntry:
        number, previous = self.head()
        if not self._appended:
            ensure_own(number, previous, self._mac, self._own_key)
        row = sealed(entry, number=number + 1, previous=previous, key=self._own_key)
        self._appended.append(row)
        self._last = entry
        self._head = (row.number, row.seal)
        if row.unit in self._of_units:
            self._of_units[row.unit].append(row)
        return row

    @property
    def _own_key(self) -> bytes:
        if self._key is None:
            raise LookupError("without the office's key nothing can be sealed, so nothing is written")
        return self._key

    def entries(self, *, unit: str | None = None) -> Sequence[SealedEntry]:
        if unit is None:
            return [*(SealedEntry(**row) for row in self._rows(_ROWS)), *self._appended]
        if unit not in self._of_units:
            self._of_units[unit] = [
                *self._of_unit(unit, self._rows(_ROWS_OF_UNIT, of_unit=unit)),
                *(row for row in self._appended if row.unit == unit),
            ]
        return tuple(self._of_units[unit])

    def _of_unit(self, unit: str, rows: Iterable[Row]) -> Sequence[SealedEntry]:
        """Return the unit's rows by number; what an act reads of them it rests on. RecordAltered if one was changed."""
        found = sorted((SealedEntry(**row) for row in rows), key=lambda row: row.number)
        if self._work.is_act and self._key is not None:
            for row in found:
                if not is_sound(row, self._key):
                    raise RecordAltered(LedgerRow.__tablename__, as_json([row.number]))
            self._entries[unit] = [self.head()[0] - len(self._appended), len(found)]
        return found

    def head(self) -> tuple[int, str]:
        if self._head is None:
            self._take_head(self._rows(HEAD))
        return self._head or (0, GENESIS)

    def _take_head(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._head, self._mac = (row["number"], row["seal"]), row["mac"]

    def close(self, now: Callable[[], datetime]) -> None:
        """Seal all rows that the act wrote, under what it says of itself, and write its sealed rows.

        An act that says nothing of itself is one of the office's, which does as was decided before.
        """
        self._work.flush()
        if self._work.has_written:
            noted = {
                "groups": self._work.groups(),
                "rests_on": self._work.rested_on(),
                "all_of": self._work.sought(),
                "entries": self._entries,
            }
            act = self._last or LedgerEntry(kind=LedgerKind.ROWS, at=now(), actor=OFFICE, what=ROUTINE)
            self.append(
                LedgerEntry(
                    kind=LedgerKind.ROWS,
                    at=act.at,
                    actor=act.actor,
                    on_behalf_of=act.on_behalf_of,
                    what=ROWS_WRITTEN,
                    details={"act": act.what, "rows": self._work.digests()}
                    | {name: of_tables for name, of_tables in noted.items() if of_tables},
                )
            )
        if self._appended:
            self._write_appended()

    def _write_appended(self) -> None:
        rows, self._appended = self._appended, []
        self._insert(LedgerRow, [values_of(row) for row in rows])
        moved = self._work.execute(_MOVE_HEAD, {"number": rows[-1].number, "seal": rows[-1].seal})
        if moved.rowcount != 1:
            raise LookupError("the record's head is gone; `emulation audit verify` says what else is wrong")


def ensure_own(number: int, seal: str, mac: str | None, key: bytes) -> None:
    """RecordUnusable if the last row was not sealed with the office's key: nothing is to be built on it."""
    if number and mac != mac_of(str(seal), key):
        raise RecordUnusable(
            f"The last sealed row, {number}, was not sealed with the key at hand, so nothing is written. If the "
            "record was restored or moved without its key, put back data/secret.key or EMULATION_SECRET_KEY; if the "
            "key was changed or is lost, run `emulation record reseal`. If it is the right key, somebody else wrote to "
            "the database: `emulation audit verify` says what."
        )

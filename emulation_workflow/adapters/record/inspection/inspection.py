"""`ports.Inspection` on a database: what is there, read raw, against what the sealed rows say should be."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError
from typing import Any

from sqlalchemy import Column, Connection, Engine, MetaData, Select, Table, event, inspect, select, type_coerce
from sqlalchemy.engine.interfaces import ReflectedColumn, TableKey
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import NULLTYPE, LargeBinary

from emulation_workflow.adapters.record.engine import open_reader, read_transaction
from emulation_workflow.adapters.record.inspection.latest import Latest, Sealed, key_text
from emulation_workflow.adapters.record.inspection.schema import INTERNAL, revision_faults, schema_faults
from emulation_workflow.adapters.record.letters.macs import ENVELOPE_MAC, WORDS_MAC
from emulation_workflow.adapters.record.sql import MAC
from emulation_workflow.adapters.record.stored_form import as_stored
from emulation_workflow.adapters.record.tables import Record
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.domain.errors import RecordUnreachable, RecordUnreadable
from emulation_workflow.domain.record.ledger import NO_NUMBER, RowFault, SealedEntry, SealedRows, SealingAct
from emulation_workflow.domain.record.rows import row_digest

UNSEALED = frozenset({"alembic_version", LedgerRow.__tablename__, LedgerHeadRow.__tablename__})
"""The tables without digests: Alembic's own, and those that are sealed by their own rows."""

_AT_A_TIME, _LARGE_AT_A_TIME = 500, 8
_MOST_FAULTS = 100

OF_ANOTHER = ""
"""The digest of no row."""

_FAILURES = (SQLAlchemyError, SqliteError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What database, driver or we ourselves raise over something that the program cannot have stored."""

_SEALED_ROWS: Any = select(
    *(type_coerce(LedgerRow.c[name], NULLTYPE) for name in ("number", "unit", "body", "previous", "seal", "mac"))
).order_by(LedgerRow.c.number)
_SEALED_BEFORE_KEYS = _SEALED_ROWS.with_only_columns(*list(_SEALED_ROWS.selected_columns)[:-1])
_HEADS: Any = select(*(type_coerce(LedgerHeadRow.c[name], NULLTYPE).label(name) for name in ("number", "seal")))

_IN_ITS_SCHEMA_ALONE = (
    "SELECT pg_catalog.set_config('search_path', pg_catalog.quote_ident(pg_catalog.current_schema()), true)"
)
"""Until the transaction ends PostgreSQL's own functions are called, whatever path role or database were given."""


@contextmanager
def open_inspection(engine: Engine, key: bytes | None) -> Iterator["SqlInspection"]:
    """Open one unchanging view of the database as it is; without the key no row is compared with its digest.

    RecordUnreachable if there is no way to it, or if it is no database; RecordUnreadable if it ends before its end.
    """
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).is_file():
        raise RecordUnreachable(f"there is no file {engine.url.database}")
    reader = open_reader(engine)
    if engine.dialect.name == "sqlite":
        event.listen(reader, "connect", read_any_text)
    inspection = None
    try:
        with read_transaction(reader) as connection:
            inspection = SqlInspection(connection, key)
            yield inspection
    except (SQLAlchemyError, SqliteError) as fault:
        is_lost = inspection is None or (isinstance(fault, DBAPIError) and fault.connection_invalidated)
        kind = RecordUnreachable if is_lost else RecordUnreadable
        raise kind(f"the database cannot be read: {_reason(fault)}") from fault
    finally:
        if inspection is not None:
            inspection.close()
        if reader is not engine:
            reader.dispose()


class ColumnsMissing(ValueError):
    """A table has not the columns that are read of it."""


class _Unread(Exception):
    """Something of the database could not be read; the reason is the error that it gave."""


class SqlInspection:
    """The database behind `connection`, as it is; digests are by this key, without one those of before there were keys.

    `is_keyed`: the sealed rows have the column for their MACs. `is_former`: the record is of a former version, whose
    tables lack columns that came later.
    """

    def __init__(
        self, connection: Connection, key: bytes | None, *, is_keyed: bool = True, is_former: bool = False
    ) -> None:
        self._connection = connection
        self._is_former = is_former
        self.key = key
        self._sealed_rows = _SEALED_ROWS if is_keyed else _SEALED_BEFORE_KEYS
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(_IN_ITS_SCHEMA_ALONE)
        self.latest = Latest()

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with the database itself: its version, its tables, and on SQLite its file."""
        for what, read in (
            ("file", self._file_faults),
            ("version of the record", self._revision_faults),
            ("tables' make", lambda: schema_faults(self._connection)),
        ):
            try:
                with self._step():
                    yield from read()
            except _Unread as fault:
                yield f"the {what} cannot be read: {fault}"

    def _file_faults(self) -> Iterator[str]:
        if self._connection.dialect.name == "sqlite":
            checked = self._connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FAULTS})")
            yield from (f"the file is damaged: {told}" for (told,) in checked if told != "ok")

    def _revision_faults(self) -> Iterator[str]:
        versions = self._connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
        yield from revision_faults(versions)

    @contextmanager
    def _step(self) -> Iterator[None]:
        """Let one reading fail alone: PostgreSQL reads nothing more in a transaction before the failure is undone."""
        try:
            with self._connection.begin_nested():
                yield
        except _FAILURES as fault:
            if isinstance(fault, DBAPIError) and fault.connection_invalidated:
                raise
            raise _Unread(_reason(fault)) from fault

    def sealed_rows(self) -> Iterator[SealedEntry]:
        try:
            for number, unit, body, previous, seal, *mac in self._stream(self._sealed_rows, _AT_A_TIME):
                yield SealedEntry(
                    number=number if isinstance(number, int) else NO_NUMBER,
                    unit=str(unit),
                    body=str(body),
                    previous=str(previous),
                    seal=str(seal),
                    mac=str(mac[0]) if mac else "",
                )
        except _FAILURES as fault:
            raise RecordUnreadable(f"the sealed rows cannot be read to their end: {_reason(fault)}") from fault

    def heads(self) -> Sequence[tuple[Any, Any]]:
        return [(head.number, head.seal) for head in self._connection.execute(_HEADS)]

    def take(self, rows: SealedRows) -> Sequence[RowFault]:
        found = [
            RowFault(name, key_text(key), f"{fault}, when {rows.act}, rested on it")
            for name, of_table in rows.rests_on.items()
            for *key, digest in of_table
            if (fault := _fault_then(self.latest.said_of(name, key_text(key)), digest))
        ]
        found += [
            RowFault(name, key, f"was not found as it had been sealed by {act}, when {rows.act}, looked for it")
            for name, groups in rows.all_of.items()
            for key, act in self._left_out(name, groups, rows).items()
        ]
        self.latest.take(rows.act, rows.digests, rows.groups)
        return found

    def _left_out(self, name: str, groups: Sequence[Sequence[str]], rows: SealedRows) -> Mapping[str, SealingAct]:
        """Return each row of these groups that was there as far as acts tell, and that the act did not come upon."""
        read = {key_text(key) for *key, digest in rows.rests_on.get(name, ()) if digest is not None}
        written = {key_text(key) for *key, _ in rows.digests.get(name, ())}
        there = (of_row for column, said in groups for of_row in self.latest.group(name, column, said))
        return {key: act for key, act in there if key not in read and key not in written}

    def close(self) -> None:
        self.latest.close()

    def row_faults(self, *, compares: bool) -> Iterator[RowFault]:
        for name in self.tables():
            if name not in UNSEALED:
                yield from self._faults_of_table(name, compares=compares)
        for name in sorted(set(self.latest.tables()) - set(self.tables())):
            yield RowFault(name, "", "is missing, though rows of it were sealed")

    def _faults_of_table(self, name: str, *, compares: bool) -> Iterator[RowFault]:
        if name not in Record.metadata.tables:
            yield RowFault(name, "", "is a table of somebody else's")
            return
        try:
            with self._step():
                for key, digest in self.rows(name):
                    if fault := self._fault_of_row(name, key, digest, compares=compares):
                        yield RowFault(name, key, fault)
        except _Unread as fault:
            yield RowFault(name, "", f"cannot be read to its end: {fault}")
        else:
            for key, act in self.latest.unseen(name):
                yield RowFault(name, key, f"is missing; it was sealed by {act}")

    def _fault_of_row(self, name: str, key: str, digest: str | None, *, compares: bool) -> str | None:
        sealed = self.latest.find(name, key)
        if digest is None:
            return "cannot be read"
        if sealed is None:
            return "no act wrote this row"
        if sealed.was_seen:
            return f"is there more than once; it was sealed by {sealed.act}"
        if sealed.digest is None:
            return f"is there again, though it was removed by {sealed.act}"
        return f"is not as it was sealed by {sealed.act}" if compares and sealed.digest != digest else None

    def rows(self, name: str) -> Iterator[tuple[str, str | None]]:
        """Yield key and digest of each row of a table of this program's; no digest if it cannot be read.

        It is `OF_ANOTHER` where the row itself bears another one, and the key is there to tell.
        """
        bears_its_own = MAC in Record.metadata.tables[name].c and self.key is not None
        for key, digest, own in self.digests(name):
            yield key, OF_ANOTHER if digest is not None and bears_its_own and own != digest else digest

    def digests(self, name: str) -> Iterator[tuple[str, str | None, object]]:
        """Yield the same by the cells alone, and what the row itself bears as its digest, if its table has one."""
        known, table = Record.metadata.tables[name], self._table(name)
        names = [column.name for column in table.columns]
        needed = known.primary_key.columns if self._is_former else known.columns
        if missing := {column.name for column in needed}.difference(names, {MAC, WORDS_MAC, ENVELOPE_MAC}):
            raise ColumnsMissing(f"it lacks {', '.join(sorted(missing))}")
        mac = names.index(MAC) if MAC in names and MAC in known.columns else None
        places = [names.index(column.name) for column in known.columns if column.primary_key]
        is_large = any(isinstance(column.type, LargeBinary) for column in known.columns)
        statement = select(*as_stored(table, self._connection.dialect.name))
        for cells in self._stream(statement, _LARGE_AT_A_TIME if is_large else _AT_A_TIME):
            try:
                digest = row_digest(name, names, _emptied(cells, mac), self.key)
                yield key_text(cells[place] for place in places), digest, digest if mac is None else cells[mac]
            except (TypeError, ValueError):
                yield str([cells[place] for place in places]).encode(errors="replace").decode(), None, None

    def tables(self) -> Sequence[str]:
        if self._connection.dialect.name == "sqlite":
            found = self._connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
            return sorted({str(name) for name in found} - INTERNAL)
        return sorted(inspect(self._connection).get_table_names())

    def _table(self, name: str) -> Table:
        """Return the table with the columns that it has in the database."""
        if self._connection.dialect.name == "sqlite":
            quoted = name.replace('"', '""')
            rows = self._connection.exec_driver_sql(f'PRAGMA table_xinfo("{quoted}")').all()
            return Table(name, MetaData(), *(Column(str(row[1]), NULLTYPE) for row in rows))
        return Table(name, MetaData(), *(Column(found["name"], found["type"]) for found in self._columns[None, name]))

    @cached_property
    def _columns(self) -> Mapping[TableKey, Sequence[ReflectedColumn]]:
        """What PostgreSQL's tables have, read for all at once."""
        return inspect(self._connection).get_multi_columns()

    def _stream(self, statement: Select[Any], at_a_time: int) -> Iterator[Sequence[Any]]:
        yield from self._connection.execute(statement, execution_options={"yield_per": at_a_time})


def _emptied(cells: Sequence[Any], place: int | None) -> Sequence[Any]:
    """Return the cells of a row without the one at this place, if any."""
    return cells if place is None else [*cells[:place], None, *cells[place + 1 :]]


def _fault_then(sealed: Sealed | None, digest: str | None) -> str | None:
    """Return how a row was otherwise than it had been sealed, when it bore this digest; None: it was not there."""
    if sealed is None or (sealed.digest is None and digest is None):
        return None if digest is None else "had been written by no act"
    if sealed.digest is None:
        return f"was there again, though it had been removed by {sealed.act}"
    if digest is None:
        return f"was not there, though it had been sealed by {sealed.act}"
    return None if sealed.digest == digest else f"was not as it had been sealed by {sealed.act}"


def read_any_text(connection: SqliteConnection, entry: ConnectionPoolEntry) -> None:
    """Read what is no text as well: that it is none is to be told of its row alone."""
    del entry
    connection.text_factory = lambda text: text.decode(errors="surrogateescape")


def _reason(fault: Exception) -> str:
    return " ".join(str(fault.orig if isinstance(fault, DBAPIError) else fault).split())

"""What the parts of a transaction share: the connection, what waits to be written on it, and rows as plain values.

Statements are built once, at import, with bound parameters, so that SQLAlchemy compiles each of them once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Executable, Insert, Table, insert
from sqlalchemy.dialects.postgresql import insert as insert_or_update
from sqlalchemy.sql.dml import ReturningInsert, UpdateBase

from emulation_workflow.adapters.record.groups import GROUPED, Groups, groups_of
from emulation_workflow.adapters.record.stored_form import as_stored, key_places, stored_cells
from emulation_workflow.adapters.record.tables.base import Record
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.domain.record.plain_json import as_json
from emulation_workflow.domain.record.rows import row_digest

Row = dict[str, Any]
Cells = Sequence[object]
RowKey = tuple[Any, ...]

MAC = "mac"
"""The column in which a row that gives authority bears the digest of its other cells."""

_OF_CHAIN = {LedgerRow.__table__, LedgerHeadRow.__table__}
"""The tables that are sealed by their own rows."""


def values_of(value: object) -> dict[str, object]:
    """Return a slotted dataclass's fields by name, as they are."""
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]  # every slotted one has them


def without_mac(row: Row) -> Row:
    """Return the row without the digest that it bears."""
    return {name: value for name, value in row.items() if name != MAC}


@cache
def insert_into(table: type[Record]) -> Insert:
    """Return the statement that inserts rows of this table, made once: SQLAlchemy then need not look at it again."""
    return insert(table)


class UnitOfWork:
    """A connection within a transaction, and what is written on it before the next reading, at the latest at its end.

    What an act writes bit by bit goes to the database together: all rows of a statement at once, statements in the
    order in which they were first asked for. Of every row that it writes the digest by `key` is noted, for the act's
    sealed row: there is no other way to write. Without the key nothing is written.

    `is_act`: what it reads it rests on, where a row gives authority (see `ensured`).
    """

    def __init__(self, connection: Connection, key: bytes | None, *, is_act: bool = False) -> None:
        self._connection = connection
        self._key = key
        self._is_act = is_act
        self._waiting: dict[Insert, tuple[Table, list[Row]]] = {}
        self._writers: list[Callable[[], None]] = []
        self._written: dict[str, dict[RowKey, str | None]] = {}
        self._groups: dict[str, dict[RowKey, Groups]] = {}
        self._rested_on: dict[str, dict[RowKey, str | None]] = {}
        self._sought: dict[str, dict[tuple[str, str], None]] = {}

    @property
    def key(self) -> bytes | None:
        return self._key

    @property
    def is_act(self) -> bool:
        return self._is_act

    @property
    def dialect(self) -> str:
        return self._connection.dialect.name

    def execute(self, statement: Executable, values: Row | Sequence[Row] | None = None) -> CursorResult[Any]:
        """Write what waits, then execute. Faults of the database are SQLAlchemy's DBAPIError, whatever the driver."""
        self.flush()
        return self._connection.execute(statement, values)

    def write(self, statement: UpdateBase, values: Row | Sequence[Row]) -> Sequence[RowKey]:
        """Execute a statement that writes; return the keys of the rows that it wrote or removed.

        Rows that bear their digest are written whole or removed, never changed by a statement. TypeError if they are.
        """
        if MAC in _table_of(statement).c and not statement.is_delete and _table_of(statement) not in _OF_CHAIN:
            raise TypeError(f"rows of {_table_of(statement).name} bear their digest, so they are written whole")
        # Row by row: thousands of them at once would keep Python's collector busy for longer than the database.
        found = self.execute(_returning(statement, self.dialect), values)
        return self._note(_table_of(statement), found, is_there=not statement.is_delete)

    def insert(self, kind: type[Record], rows: Sequence[Row]) -> None:
        """Insert rows, all of which name the same values."""
        if _has_key(kind.__table__, rows[0]):
            self._write_later(kind.__table__, insert_into(kind), rows)
        else:
            self.write(insert_into(kind), rows)

    def insert_new(self, kind: type[Record], column: str, rows: Sequence[Row]) -> Mapping[str, int]:
        """Insert rows of a numbered table, but for those whose `column` is taken; return their numbers by it."""
        found = self.execute(_insert_new(kind, column), rows)
        (key,) = kind.__table__.primary_key
        numbers: dict[str, int] = {row[column]: row[key.name] for row in found.mappings()}
        added = [row | {str(key.key): numbers[row[column]]} for row in rows if row[column] in numbers]
        self._note(kind.__table__, (stored_cells(kind.__table__, row) for row in added), is_there=True)
        return numbers

    def put(self, kind: type[Record], rows: Sequence[Row]) -> None:
        """Write whole rows, each in place of the one with its key, if there is one."""
        self._write_later(kind.__table__, _put_into(kind), rows)

    def overwrite_what_is_removed(self) -> None:
        """Let nothing stay in the file of what is removed: else it would until something else is written over it."""
        if self.dialect == "sqlite":
            self._connection.exec_driver_sql("PRAGMA secure_delete = ON")

    def before_next(self, write: Callable[[], None]) -> None:
        """Have `write` called once, before the next statement."""
        self._writers.append(write)

    def flush(self) -> None:
        """Write what waits."""
        while self._waiting or self._writers:
            waiting, self._waiting = self._waiting, {}
            for statement, (table, rows) in waiting.items():
                keys = self._note(table, (stored_cells(table, values) for values in rows), is_there=True)
                self._connection.execute(statement, self._with_macs(table, keys, rows))
            writers, self._writers = self._writers, []
            for write in writers:
                write()

    def ensured(self, kind: type[Record], row: Row) -> Row:
        """Return the row that was read without its digest, which in an act is that of its cells. RecordAltered if not.

        The act rests on it then, and its sealed row will say so: who has the database could put back what the row said
        once, with the digest of then.
        """
        rested_on = self.rest_on(kind, row)
        if rested_on is not None and rested_on[1] != row[MAC]:
            raise RecordAltered(kind.__table__.name, as_json(list(rested_on[0])))
        return without_mac(row)

    def rest_on(self, kind: type[Record], row: Row) -> tuple[RowKey, str] | None:
        """Note, for the act's sealed row, the digest of a row that it has read; return key and digest.

        None outside an act, and for a row that the act has written itself.
        """
        if not self._is_act or self._key is None:
            return None
        name, columns, key_of = _form(kind.__table__)
        cells = stored_cells(kind.__table__, without_mac(row))
        key = key_of(cells)
        if key in self._written.get(name, ()):
            return None
        digest = self._rested_on.setdefault(name, {})[key] = row_digest(name, columns, cells, self._key)
        return key, digest

    def rest_on_none(self, kind: type[Record], *key: str | int) -> None:
        """Note, for the act's sealed row, that it has found no row with this key."""
        name = kind.__table__.name
        if self._is_act and key not in self._written.get(name, ()):
            self._rested_on.setdefault(name, {})[key] = None

    def rest_on_all(self, kind: type[Record], column: str, value: str) -> None:
        """Note, for the act's sealed row, that it has read all rows which say this in this column, and still count.

        TypeError if no row tells that it does.
        """
        if column not in GROUPED[kind.__table__]:
            raise TypeError(f"rows of {kind.__table__.name} are not looked for by {column}")
        if self._is_act:
            self._sought.setdefault(kind.__table__.name, {})[column, value] = None

    def _with_macs(self, table: Table, keys: Sequence[RowKey], rows: Sequence[Row]) -> Sequence[Row]:
        """Return the rows with the digests that were noted of them, where the table's rows bear theirs."""
        if MAC not in table.c or table in _OF_CHAIN:
            return rows
        noted = self._written[table.name]
        return [row | {MAC: noted[key]} for key, row in zip(keys, rows, strict=True)]

    @property
    def has_written(self) -> bool:
        """Whether any row was written until now; what waits is not."""
        return any(self._written.values())

    def digests(self) -> Mapping[str, Sequence[Sequence[object]]]:
        """Return, by table, each written row's key and its digest as it now stands; None for one that is removed."""
        return _listed(self._written)

    def groups(self) -> Mapping[str, Sequence[Sequence[object]]]:
        """Return, by table, each written row's key and what it is found by."""
        return _listed(self._groups)

    def rested_on(self) -> Mapping[str, Sequence[Sequence[object]]]:
        """Return, by table, key and digest of each row that gave authority, as it stood when it was read.

        None for a row that was looked for and was not there.
        """
        return _listed(self._rested_on)

    def sought(self) -> Mapping[str, Sequence[Sequence[str]]]:
        """Return, by table, column and text of the rows that were read because they, and no others, say so."""
        return {name: list(of_table) for name, of_table in self._sought.items()}

    def _write_later(self, table: Table, statement: Insert, rows: Sequence[Row]) -> None:
        """Write rows, together with the act's others, whose every cell is known: none need be read back."""
        self._waiting.setdefault(statement, (table, []))[1].extend(rows)

    def _note(self, table: Table, rows: Iterable[Cells], *, is_there: bool) -> Sequence[RowKey]:
        if table in _OF_CHAIN:
            return ()
        if self._key is None:
            raise LookupError("without the office's key nothing can be sealed, so nothing is written")
        name, columns, key_of = _form(table)
        written, keys, grouped = self._written.setdefault(name, {}), [], groups_of(table)
        for cells in rows:
            key = key_of(cells)
            written[key] = row_digest(name, columns, cells, self._key) if is_there else None
            if grouped is not None and is_there:
                self._groups.setdefault(name, {})[key] = grouped(cells)
            keys.append(key)
        return keys


def _listed(rows: Mapping[str, Mapping[RowKey, object]]) -> Mapping[str, Sequence[Sequence[object]]]:
    return {name: [(*key, said) for key, said in of_table.items()] for name, of_table in rows.items() if of_table}


@cache
def _form(table: Table) -> tuple[str, Sequence[str], Callable[[Cells], RowKey]]:
    """Return the table's name, its columns', and what takes the key out of a row of theirs."""
    places = key_places(table)
    (first, *more) = places
    take = itemgetter(*places)
    key_of: Callable[[Cells], RowKey] = take if more else lambda cells: (cells[first],)
    return table.name, [column.name for column in table.columns], key_of


def _has_key(table: Table, values: Row) -> bool:
    return all(str(column.key) in values for column in table.primary_key)


@lru_cache(maxsize=1024)
def _returning(statement: UpdateBase, dialect: str) -> UpdateBase:
    """Return the statement so that it gives back, as they are stored, the rows that it writes."""
    return statement.returning(*as_stored(_table_of(statement), dialect))


@cache
def _put_into(kind: type[Record]) -> Insert:
    statement = insert_or_update(kind)
    rest = {column.key: statement.excluded[column.key] for column in kind.c if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=list(kind.__table__.primary_key), set_=rest)


@cache
def _insert_new(kind: type[Record], column: str) -> ReturningInsert[tuple[str, int]]:
    (key,) = kind.__table__.primary_key
    statement = insert_or_update(kind).on_conflict_do_nothing(index_elements=[kind.c[column]])
    return statement.returning(kind.c[column], key)


def _table_of(statement: UpdateBase) -> Table:
    return cast(Table, statement.table)


class OnConnection:
    """A part of a transaction, on the transaction's connection."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def _rows(self, statement: Executable, **values: object) -> list[Row]:
        """Return what the statement finds, by column."""
        keys = _keys(statement)
        return [dict(zip(keys, row, strict=True)) for row in self._work.execute(statement, values)]

    def _tuples(self, statement: Executable, **values: object) -> Sequence[Sequence[Any]]:
        """Return what the statement finds in the order of its columns: for those that find very many."""
        return self._work.execute(statement, values).all()

    def _row(self, statement: Executable, **values: object) -> Row | None:
        """Return the one row there is, if any."""
        rows = self._rows(statement, **values)
        return rows[0] if rows else None

    def _ensured(self, kind: type[Record], row: Row) -> Row:
        """Return the row that gives authority, once an act has ensured that it is as the program wrote it."""
        return self._work.ensured(kind, row)

    def _write(self, statement: UpdateBase, **values: object) -> Sequence[RowKey]:
        """Execute a statement that changes or removes rows, or copies them; return the keys of those rows."""
        return self._work.write(statement, values)

    def _insert(self, kind: type[Record], rows: Sequence[Row]) -> None:
        """Insert `rows`, all of which name the same values."""
        if rows:
            self._work.insert(kind, rows)

    def _put(self, kind: type[Record], rows: Sequence[Row]) -> None:
        """Write whole rows, each in place of the one with its key, if there is one."""
        if rows:
            self._work.put(kind, rows)


@lru_cache(maxsize=1024)
def _keys(statement: Executable) -> tuple[str, ...]:
    """Return the columns' keys: those of three columns differ from their names in the database."""
    return tuple(str(column.key) for column in statement.exported_columns)  # type: ignore[attr-defined]  # all that finds rows has them

"""What the parts of a transaction share: the connection, what waits to be written on it, and rows as plain values.

Statements are built once, at import, with bound parameters, so that SQLAlchemy compiles each of them once.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, Insert, insert

from emulation_workflow.adapters.record.tables.base import Record

Row = dict[str, Any]


def values_of(value: object) -> dict[str, object]:
    """Return a slotted dataclass's fields by name, as they are."""
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]  # every slotted one has them


@cache
def insert_into(table: type[Record]) -> Insert:
    """Return the statement that inserts rows of this table, made once: SQLAlchemy then need not look at it again."""
    return insert(table)


class UnitOfWork:
    """A connection within a transaction, and what is written on it before the next reading, at the latest at its end.

    What an act writes bit by bit goes to the database together: all rows of a statement at once, statements in the
    order in which they were first asked for.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._waiting: dict[Executable, list[Row]] = {}

    def execute(self, statement: Executable, values: Row | Sequence[Row] | None = None) -> CursorResult[Any]:
        """Write what waits, then execute. Faults of the database are SQLAlchemy's DBAPIError, whatever the driver."""
        self.flush()
        return self.connection.execute(statement, values)

    def execute_later(self, statement: Executable, values: Row) -> None:
        """Execute with these values before the next statement, together with the others of this statement."""
        self._waiting.setdefault(statement, []).append(values)

    def flush(self) -> None:
        """Write what waits."""
        waiting, self._waiting = self._waiting, {}
        for statement, rows in waiting.items():
            self.connection.execute(statement, rows)


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

    def _write(self, statement: Executable, **values: object) -> int:
        """Execute a statement that writes; return how many rows it wrote."""
        return self._work.execute(statement, values).rowcount

    def _write_later(self, statement: Executable, **values: object) -> None:
        """Execute a statement that writes, together with the act's others of its kind; see `UnitOfWork`."""
        self._work.execute_later(statement, values)

    def _write_all(self, statement: Executable, rows: Sequence[Row]) -> None:
        """Execute once for each of `rows`, all of which name the same values."""
        if rows:
            self._work.execute(statement, rows)


@lru_cache(maxsize=1024)
def _keys(statement: Executable) -> tuple[str, ...]:
    """Return the columns' keys: those of three columns differ from their names in the database."""
    return tuple(str(column.key) for column in statement.exported_columns)  # type: ignore[attr-defined]  # all that finds rows has them

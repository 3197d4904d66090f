"""What the parts of a transaction share: the connection, and rows as plain values.

Statements are built once, at import, with bound parameters, so that SQLAlchemy compiles each only once.
"""

from typing import Any

from sqlalchemy import Connection, Executable


def values_of(value: object) -> dict[str, object]:
    """A slotted dataclass's fields by name, as they are."""
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]


class OnConnection:
    """A part of a transaction, on the transaction's connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _rows(self, statement: Executable, **values: object) -> list[dict[str, Any]]:
        result = self._connection.execute(statement, values)
        names = tuple(result.keys())
        return [dict(zip(names, row, strict=True)) for row in result]

    def _row(self, statement: Executable, **values: object) -> dict[str, Any] | None:
        """The one row there is, if any."""
        rows = self._rows(statement, **values)
        return rows[0] if rows else None

    def _write(self, statement: Executable, **values: object) -> int:
        """How many rows were written."""
        return self._connection.execute(statement, values).rowcount

    def _write_all(self, statement: Executable, rows: list[dict[str, object]]) -> None:
        # An empty list would be taken for one row of defaults.
        if rows:
            self._connection.execute(statement, rows)

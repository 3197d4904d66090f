"""Somebody at the record's database who draws lots: tables and columns are the database's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import Connection, inspect, text

Row = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """A table as the database has it."""

    name: str
    types: Mapping[str, str]
    key: Sequence[str]
    unique: frozenset[str]


class Hand:
    """Somebody at the database who draws lots: rows are read and written as they are stored."""

    def __init__(self, connection: Connection, lots: Random) -> None:
        self.connection, self.lots = connection, lots
        self.is_sqlite = connection.dialect.name == "sqlite"
        self.shapes = _shapes(connection)

    def run(self, statement: str, **values: object) -> Sequence[Any]:
        result = self.connection.execute(text(statement), values)
        return result.all() if result.returns_rows else ()

    def rows(self, shape: Shape) -> list[Row]:
        columns = ", ".join(f'"{name}"' if self.is_sqlite else f'"{name}"::text' for name in shape.types)
        return [dict(zip(shape.types, row, strict=True)) for row in self.run(f'SELECT {columns} FROM "{shape.name}"')]

    def pick(self, *, sealed: bool = False) -> tuple[Shape, list[Row]]:
        """Return a table that is not empty and its rows in an order of their own."""
        while True:
            shape = self.lots.choice(self.shapes)
            if not sealed or (shape.key and not shape.name.startswith(("ledger", "alembic"))):
                rows = self.rows(shape)
                self.lots.shuffle(rows)
                if rows:
                    return shape, rows

    def set(self, shape: Shape, row: Row, changed: Row) -> None:
        values = {f"new_{place}": value for place, value in enumerate(changed.values())}
        sets = ", ".join(f'"{name}" = {self._given(shape, name, f"new_{place}")}' for place, name in enumerate(changed))
        self.run(f'UPDATE "{shape.name}" SET {sets} WHERE {self._is(shape)}', **values, **_key(shape, row))

    def remove(self, shape: Shape, row: Row) -> None:
        self.run(f'DELETE FROM "{shape.name}" WHERE {self._is(shape)}', **_key(shape, row))

    def add(self, shape: Shape, row: Row) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        values = ", ".join(self._given(shape, name, f"new_{place}") for place, name in enumerate(row))
        given = {f"new_{place}": value for place, value in enumerate(row.values())}
        self.run(f'INSERT INTO "{shape.name}" ({names}) VALUES ({values})', **given)

    def other(self, value: object) -> object:
        """Return something else than this cell."""
        match value:
            case None:
                return self.lots.choice(["x", "2020-01-01", "1", 0] if self.is_sqlite else ["x", "2020-01-01", "1"])
            case bool() | int():
                return self.lots.choice([value + 1, -value - 1, 1 - value, f"{value} ", float(value) + 0.5, None])
            case bytes():
                return self.lots.choice([value + b"\x00", value[:-1], value.hex(), None])
            case _:
                return self._other_text(str(value))

    def _other_text(self, value: str) -> object:
        place = self.lots.randrange(len(value)) if value else 0
        spoilt = value[:place] + self.lots.choice("0123456789abcxyzĐ ") + value[place + 1 :]
        turned = {"true": "false", "false": "true", "t": "f", "f": "t"}.get(value, value.swapcase())
        odd: list[object] = [value.encode(), 7] if self.is_sqlite else []
        return self.lots.choice([spoilt, spoilt, f"{value} ", value[:-1], turned, None, *odd])

    def _given(self, shape: Shape, name: str, parameter: str) -> str:
        return f":{parameter}" if self.is_sqlite else f"CAST(CAST(:{parameter} AS text) AS {shape.types[name]})"

    def _is(self, shape: Shape) -> str:
        named = [f'"{name}"' if self.is_sqlite else f'"{name}"::text' for name in shape.key or shape.types]
        return " AND ".join(f"{name} = :key_{place}" for place, name in enumerate(named))


def _key(shape: Shape, row: Row) -> Row:
    return {f"key_{place}": row[name] for place, name in enumerate(shape.key or shape.types)}


def _shapes(connection: Connection) -> Sequence[Shape]:
    """Return the tables that the database has; every copy of a record has the same."""
    if connection.dialect.name not in _KNOWN:
        found = inspect(connection)
        _KNOWN[connection.dialect.name] = [_shape(found, name, connection) for name in sorted(found.get_table_names())]
    return _KNOWN[connection.dialect.name]


_KNOWN: dict[str, Sequence[Shape]] = {}


def _shape(found: Any, name: str, connection: Connection) -> Shape:
    types = {column["name"]: column["type"].compile(connection.dialect) for column in found.get_columns(name)}
    unique = {column for key in found.get_unique_constraints(name) for column in key["column_names"]}
    return Shape(name, types, found.get_pk_constraint(name)["constrained_columns"], frozenset(unique))

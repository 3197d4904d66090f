"""Ways to change a record behind the program's back, by chance; tables and columns are the database's own."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from emulation_workflow.adapters.record.inspection.inspection import SqlInspection
from emulation_workflow.domain.record.ledger import row_digests, seal

Row = dict[str, Any]
TRIES = 60
"""Many a change is refused by the database itself: it is none."""


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


def cell(hand: Hand) -> None:
    """One cell of one row says something else."""
    shape, (row, *_) = hand.pick()
    name = hand.lots.choice(list(shape.types))
    hand.set(shape, row, {name: hand.other(row[name])})


def removed(hand: Hand) -> None:
    """One row is gone."""
    shape, (row, *_) = hand.pick()
    hand.remove(shape, row)


def swapped(hand: Hand) -> None:
    """Two rows stand under each other's key."""
    shape, rows = hand.pick()
    first, second, *_ = [*rows, *rows]
    for row in (first, second):
        hand.remove(shape, row)
    for row, other in ((first, second), (second, first)):
        hand.add(shape, {name: (row if name in shape.key else other)[name] for name in shape.types})


def added(hand: Hand) -> None:
    """A row is there once more under another key."""
    shape, (row, *_) = hand.pick()
    new = [*shape.unique, *(shape.key[-1:] or list(shape.types)[:1])]
    hand.add(shape, row | {name: _next(row[name]) for name in new})


def _next(value: object) -> object:
    if isinstance(value, int) or str(value).isdigit():
        return type(value)(int(value) + 1000)  # type: ignore[call-overload,call-arg]  # int or str
    return f"{value}x"


def rehashed(hand: Hand) -> int:
    """A row says something else, and so do the hashes of it: its own, and that in the sealed row; return its number."""
    shape, (row, *_) = hand.pick(sealed=True)
    changed = _changed(hand, shape, row)
    key_before = [row[name] for name in shape.key]
    hand.set(shape, row, changed)
    inspection = SqlInspection(hand.connection)
    digests = dict(inspection.rows(shape.name))
    rows = list(inspection.sealed_rows())
    inspection.close()
    for sealed in reversed(rows):
        held = row_digests(sealed)
        for *key, digest in held[1].get(shape.name, ()) if held else ():
            if list(map(str, key)) == list(map(str, key_before)) and digest:
                body = sealed.body.replace(
                    digest, str(digests[json.dumps(key, ensure_ascii=False, separators=(",", ":"))])
                )
                new = {"body": body, "new": seal(sealed.number, sealed.previous, body), "number": sealed.number}
                hand.run("UPDATE ledger_row SET body = :body, seal = :new WHERE number = :number", **new)
                return sealed.number
    raise LookupError(key_before)


def _changed(hand: Hand, shape: Shape, row: Row) -> Row:
    """Return another cell, with the hashes that the row has of its own."""
    name = hand.lots.choice([name for name in shape.types if name not in shape.key])
    changed: Row = {name: hand.other(row[name])}
    if "sha256" in shape.types and name == "body" and isinstance(changed[name], str):
        changed["sha256"] = hashlib.sha256(changed[name].encode()).hexdigest()
    return changed


def resealed(hand: Hand) -> None:
    """A row says something else, and the whole chain is sealed anew from there on."""
    number = rehashed(hand)
    rows = hand.run("SELECT number, body, seal FROM ledger_row WHERE number >= :number ORDER BY number", number=number)
    previous = rows[0].seal
    for row in rows[1:]:
        new = seal(row.number, previous, row.body)
        values = {"previous": previous, "new": new, "number": row.number}
        hand.run("UPDATE ledger_row SET previous = :previous, seal = :new WHERE number = :number", **values)
        previous = new
    hand.run("UPDATE ledger_head SET seal = :seal", seal=previous)


def cut(hand: Hand) -> None:
    """The last sealed rows are gone, the rows that they brought as well, and the head stands where it stood before."""
    inspection = SqlInspection(hand.connection)
    rows = list(inspection.sealed_rows())
    inspection.close()
    left = rows[: -hand.lots.randrange(1, 12)]
    gone = [found for row in rows[len(left) :] if (found := row_digests(row))]
    known = {
        (name, str(key))
        for row in left
        if (found := row_digests(row))
        for name, of in found[1].items()
        for *key, _ in of
    }
    shapes = {shape.name: shape for shape in hand.shapes}
    for _, digests in gone:
        for name, of_rows in digests.items():
            for *key, _ in of_rows:
                if (name, str(key)) not in known:
                    row = dict(zip(shapes[name].key, key if hand.is_sqlite else map(str, key), strict=True))
                    hand.remove(shapes[name], row)
    hand.run("DELETE FROM ledger_row WHERE number > :number", number=left[-1].number)
    hand.run("UPDATE ledger_head SET number = :number, seal = :seal", number=left[-1].number, seal=left[-1].seal)


def made(hand: Hand) -> None:
    """The schema has something more that acts or shows by itself, on SQLite under a name like those of its own."""
    shape = hand.lots.choice(hand.shapes)
    if hand.is_sqlite:
        name = f"sqlite_stat{hand.lots.choice(['1', '4', '9', '_more'])}"
        kind, of, sql = hand.lots.choice(
            [
                ("trigger", shape.name, f'AFTER UPDATE ON "{shape.name}" BEGIN SELECT 1; END'),
                ("view", name, f'AS SELECT * FROM "{shape.name}"'),
            ]
        )
        hand.run("PRAGMA writable_schema = ON")
        made = "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES (:kind, :name, :of, 0, :sql)"
        hand.run(made, kind=kind, name=name, of=of, sql=f"CREATE {kind} {name} {sql}")
        return
    statement = hand.lots.choice(
        [
            'CREATE MATERIALIZED VIEW more AS SELECT * FROM "{}"',
            'CREATE RULE more AS ON UPDATE TO "{}" DO INSTEAD NOTHING',
            'ALTER TABLE "{}" ENABLE ROW LEVEL SECURITY',
            'CREATE POLICY more ON "{}" USING (false)',
            'CREATE TABLE more () INHERITS ("{}")',
        ]
    )
    hand.run(statement.format(shape.name))


def era(hand: Hand) -> None:
    """A day or moment is outside our era, or at no end of time: only PostgreSQL holds such."""
    shape, (row, *_) = hand.pick()
    names = [name for name, kind in shape.types.items() if kind.startswith(("DATE", "TIMESTAMP"))]
    name = hand.lots.choice(names) if names else ""
    before = f"{row[name]} BC" if names and row[name] else "infinity"
    hand.set(shape, row, {name: hand.lots.choice([before, before, "infinity", "-infinity"])})


def twice(hand: Hand) -> None:
    """A row is there twice, in a table whose keys were dropped: only PostgreSQL lets them be."""
    shape, (row, *_) = hand.pick()
    hand.run(
        "DO $$ DECLARE name text; BEGIN FOR name IN SELECT conname FROM pg_constraint"
        f" WHERE conrelid = '\"{shape.name}\"'::regclass AND contype IN ('p', 'u')"
        f" LOOP EXECUTE format('ALTER TABLE \"{shape.name}\" DROP CONSTRAINT %I CASCADE', name); END LOOP; END $$"
    )
    hand.add(shape, row)


def appended(hand: Hand) -> None:
    """A sealed row more says what the program never said: no key is needed for a seal."""
    [head] = hand.run("SELECT number, seal FROM ledger_head")
    body = json.dumps({"kind": "board", "at": "2020-11-20", "what": "item_closed", "unit": "", "facts": {}})
    values = {"number": head.number + 1, "body": body, "previous": head.seal}
    values["seal"] = seal(head.number + 1, head.seal, body)
    columns = "(number, unit, body, previous, seal) VALUES (:number, '', :body, :previous, :seal)"
    hand.run(f"INSERT INTO ledger_row {columns}", **values)
    hand.run("UPDATE ledger_head SET number = :number, seal = :seal", number=values["number"], seal=values["seal"])


BY_STATEMENT: Mapping[str, Callable[[Hand], object]] = {
    "cell": cell,
    "removed": removed,
    "swapped": swapped,
    "added": added,
    "rehashed": rehashed,
    "cut": cut,
    "resealed": resealed,
    "made": made,
    "era": era,
    "twice": twice,
    "appended": appended,
}
HIDDEN = {"cut", "resealed"}
"""What only a seal noted elsewhere shows."""
UNSEEN = {"appended"}
"""What nothing shows: docs/security.md says so."""
OF_POSTGRESQL = {"era", "twice"}
"""What only PostgreSQL lets be."""


def spoil_bytes(file: Path, lots: Random) -> None:
    """Some bytes of the file are others."""
    content = bytearray(file.read_bytes())
    place = lots.randrange(len(content))
    for offset in range(lots.choice([1, 1, 1, 4, 16])):
        content[(place + offset) % len(content)] = lots.randrange(256)
    file.write_bytes(content)


def tamper(url: str, kind: str, lots: Random) -> None:
    """Change the record at `url` in one way of this kind, whatever the database itself refuses."""
    if kind == "bytes":
        spoil_bytes(Path(str(make_url(url).database)), lots)
        return
    # A way of its own past the program's: foreign keys and what else protects tables is put off.
    engine = create_engine(make_url(url).set(drivername=_DRIVERS[make_url(url).get_backend_name()]), poolclass=NullPool)
    try:
        for _ in range(TRIES):
            try:
                with engine.begin() as connection:
                    if connection.dialect.name == "postgresql":
                        connection.execute(text("SET session_replication_role = replica"))
                    BY_STATEMENT[kind](Hand(connection, lots))
            except (DBAPIError, LookupError, KeyError):
                continue
            return
        raise AssertionError(f"nothing of the kind {kind} could be done")
    finally:
        engine.dispose()


_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def content(url: str) -> object:
    """Return all that the database holds, as it is stored; None if it cannot be read any more."""
    engine = create_engine(make_url(url).set(drivername=_DRIVERS[make_url(url).get_backend_name()]), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return _of_sqlite(connection) if connection.dialect.name == "sqlite" else _of_postgresql(connection)
    except (DBAPIError, UnicodeDecodeError):
        return None
    finally:
        engine.dispose()


def _of_sqlite(connection: Connection) -> object:
    connection.connection.driver_connection.text_factory = bytes  # type: ignore[union-attr]  # SQLite's
    made = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
    tables = [name.decode() for kind, name, *_ in made if kind == b"table"]
    return sorted(map(str, made)), {
        name: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{name}"').all())) for name in tables
    }


def _of_postgresql(connection: Connection) -> object:
    tables = inspect(connection).get_table_names()
    return {
        name: sorted(connection.exec_driver_sql(f'SELECT CAST(t AS text) FROM "{name}" t').scalars()) for name in tables
    }

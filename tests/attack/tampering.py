"""Ways to change a record behind the program's back, by chance."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from random import Random

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from tests.attack.forging import appended, continued, cut, forged, rehashed, resealed
from tests.attack.hand import Hand

TRIES = 60
"""Many a change is refused by the database itself: it is none."""


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


BY_STATEMENT: Mapping[str, Callable[[Hand], object]] = {
    "cell": cell,
    "removed": removed,
    "swapped": swapped,
    "added": added,
    "rehashed": rehashed,
    "cut": cut,
    "resealed": resealed,
    "forged": forged,
    "appended": appended,
    "continued": continued,
    "made": made,
    "era": era,
    "twice": twice,
}
HIDDEN = {"cut"}
"""What only a seal noted elsewhere shows."""
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
    for _ in range(TRIES):
        try:
            with _engine_of(url).begin() as connection:
                # Foreign keys and what else protects tables is put off.
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SET session_replication_role = replica"))
                BY_STATEMENT[kind](Hand(connection, lots))
        except (DBAPIError, LookupError, KeyError):
            continue
        return
    raise AssertionError(f"nothing of the kind {kind} could be done")


@cache
def _engine_of(url: str) -> Engine:
    """Return a way of its own past the program's, which keeps no connection: a copy may take the record's place."""
    return create_engine(make_url(url).set(drivername=_DRIVERS[make_url(url).get_backend_name()]), poolclass=NullPool)


_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def content(url: str) -> object:
    """Return all that the database holds, as it is stored; None if it cannot be read any more."""
    try:
        with _engine_of(url).connect() as connection:
            return _of_sqlite(connection) if connection.dialect.name == "sqlite" else _of_postgresql(connection)
    except (DBAPIError, UnicodeDecodeError):
        return None


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

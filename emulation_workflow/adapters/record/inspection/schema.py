"""Whether the database has the tables, columns and constraints of this program, and nothing else."""

from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import Connection, create_engine

from emulation_workflow import migrations
from emulation_workflow.adapters.record.inspection.postgresql import postgresql_faults
from emulation_workflow.adapters.record.revisions import make_tables

_OF_ANALYZE = frozenset(f"sqlite_stat{number}" for number in range(1, 5))
INTERNAL = _OF_ANALYZE | {"sqlite_sequence"}
"""The tables that SQLite makes for itself."""

_OF_SQLITE = "SELECT type, name, tbl_name, sql FROM sqlite_master"


def revision_faults(found: Sequence[object]) -> Iterator[str]:
    if found != [migrations.HEAD]:
        yield f"the record is at version {' and '.join(map(str, found))}, this program at {migrations.HEAD}"


def schema_faults(connection: Connection) -> Iterator[str]:
    """Yield what the database has otherwise than this program makes it, as sentences for the operator."""
    if connection.dialect.name == "sqlite":
        yield from _of_sqlite(connection)
    else:
        yield from postgresql_faults(connection)


def _of_sqlite(connection: Connection) -> Iterator[str]:
    expected, found = dict(_made()), list(_objects(connection))
    for (kind, name), (table, statement) in found:
        if (kind, name) not in expected:
            yield f"the {kind} {name} of {table} is none of this program's"
        elif (table, statement) != expected[kind, name]:
            yield f"the {kind} {name} of {table} is not as this program makes it"
    yield from (
        f"the {kind} {name} of {expected[kind, name][0]} is missing" for kind, name in expected.keys() - dict(found)
    )


@cache
def _made() -> tuple[tuple[tuple[str, str], tuple[str, str]], ...]:
    """Return what the migrations make, by making it in memory."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        make_tables(connection)
        made = tuple(_objects(connection))
    engine.dispose()
    return made


def _objects(connection: Connection) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield table and statement of each table, index, trigger and view, but for the tables that ANALYZE leaves."""
    for kind, name, table, sql in connection.exec_driver_sql(_OF_SQLITE):
        if kind != "table" or name not in _OF_ANALYZE:
            yield (str(kind), str(name)), (str(table), " ".join(str(sql).split()))

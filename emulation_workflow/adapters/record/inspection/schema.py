"""Whether the database has the tables, columns and constraints of this program, and nothing else."""

from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import CheckConstraint, Connection, Table, create_engine, inspect

from emulation_workflow import migrations
from emulation_workflow.adapters.record.revisions import make_tables
from emulation_workflow.adapters.record.tables import Record

_OF_ANALYZE = frozenset(f"sqlite_stat{number}" for number in range(1, 5))
INTERNAL = _OF_ANALYZE | {"sqlite_sequence"}
"""The tables that SQLite makes for itself."""

_OF_SQLITE = "SELECT type, name, tbl_name, sql FROM sqlite_master"

_OF_POSTGRESQL = """
SELECT 'trigger', tgname, tgrelid::regclass::text FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
 WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal
UNION ALL SELECT 'trigger', evtname, 'the database' FROM pg_event_trigger e
 WHERE NOT EXISTS (SELECT FROM pg_depend WHERE deptype = 'e' AND objid = e.oid)
UNION ALL SELECT 'rule', rulename, tablename FROM pg_rules WHERE schemaname = current_schema()
UNION ALL SELECT 'row level security', 'switched on', relname FROM pg_class
 WHERE relnamespace = current_schema()::regnamespace AND (relrowsecurity OR relforcerowsecurity)
UNION ALL SELECT 'policy', polname, relname FROM pg_policy JOIN pg_class c ON c.oid = polrelid
 WHERE relnamespace = current_schema()::regnamespace
UNION ALL SELECT 'view', viewname, viewname FROM pg_views WHERE schemaname = current_schema()
UNION ALL SELECT CASE relkind WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END, relname, relname
 FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('m', 'f')
UNION ALL SELECT 'function', proname, 'the schema' FROM pg_proc p
 WHERE pronamespace = current_schema()::regnamespace
   AND NOT EXISTS (SELECT FROM pg_depend WHERE deptype = 'e' AND objid = p.oid)
UNION ALL SELECT 'child', inhrelid::regclass::text, relname FROM pg_inherits JOIN pg_class c ON c.oid = inhparent
 WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
"""

_SWITCHED_OFF = """
SELECT 'trigger', tgname, relname FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
 WHERE relnamespace = current_schema()::regnamespace AND tgisinternal AND tgenabled <> 'O'
UNION ALL SELECT 'constraint', conname, conrelid::regclass::text FROM pg_constraint
 WHERE connamespace = current_schema()::regnamespace AND NOT convalidated
"""
"""What guards the tables, but was switched off, or not held against the rows that were there."""


def revision_faults(found: Sequence[object]) -> Iterator[str]:
    if found != [migrations.HEAD]:
        yield f"the record is at version {' and '.join(map(str, found))}, this program at {migrations.HEAD}"


def schema_faults(connection: Connection) -> Iterator[str]:
    """Yield what the database has otherwise than this program makes it, as sentences for the operator."""
    if connection.dialect.name == "sqlite":
        yield from _of_sqlite(connection)
    else:
        yield from _of_postgresql(connection)


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


def _of_postgresql(connection: Connection) -> Iterator[str]:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415 - Alembic takes long to load
    from alembic.migration import MigrationContext  # noqa: PLC0415 - see above

    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    for difference in compare_metadata(context, Record.metadata):
        # Of a column there may be several.
        for what, *which in difference if isinstance(difference, list) else [difference]:
            names = " ".join(str(getattr(part, "name", part)) for part in which if part is not None and part != {})
            yield f"the tables are not as this program makes them: {what.replace('_', ' ')}: {names}"
    for kind, name, table in connection.exec_driver_sql(_OF_POSTGRESQL):
        yield f"the {kind} {name} of {table} is none of this program's"
    for kind, name, table in connection.exec_driver_sql(_SWITCHED_OFF):
        yield f"the {kind} {name} of {table} is switched off"
    for table in Record.metadata.sorted_tables:
        yield from _guard_faults(connection, table)


def _guard_faults(connection: Connection, table: Table) -> Iterator[str]:
    """Yield what Alembic does not compare: the primary key, the checks, and the conditions of indexes."""
    found = inspect(connection)
    if not found.has_table(table.name):
        return
    keys = [column.name for column in table.primary_key]
    if found.get_pk_constraint(table.name)["constrained_columns"] != keys:
        yield f"the primary key of {table.name} is not as this program makes it"
    checks = [_plain(check.sqltext) for check in table.constraints if isinstance(check, CheckConstraint)]
    if [_plain(check["sqltext"]) for check in found.get_check_constraints(table.name)] != checks:
        yield f"the checks of {table.name} are not as this program makes them"
    conditions = {str(index.name): _plain(index.dialect_options["postgresql"]["where"]) for index in table.indexes}
    for index in found.get_indexes(table.name):
        name, condition = str(index["name"]), index.get("dialect_options", {}).get("postgresql_where")
        if _plain(condition) != conditions.get(name, _plain(None)):
            yield f"the index {name} of {table.name} is not as this program makes it"


def _plain(condition: object) -> str:
    """Return a condition without the parentheses that PostgreSQL writes around it."""
    return str(condition).strip("()")

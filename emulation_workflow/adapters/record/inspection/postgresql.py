"""What PostgreSQL's catalogue has otherwise than this program makes it, and what acts or shows by itself."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import CheckConstraint, Column, Connection, Dialect, Table, inspect
from sqlalchemy.dialects.postgresql.base import PGDialect
from sqlalchemy.engine.interfaces import (
    ReflectedCheckConstraint,
    ReflectedIndex,
    ReflectedPrimaryKeyConstraint,
)

from emulation_workflow.adapters.record.tables import Record

_DIALECT: Dialect = PGDialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own says no types

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

_COLUMNS = """
SELECT relname, attname, format_type(atttypid, atttypmod)
       || CASE WHEN attidentity <> '' OR attgenerated <> '' THEN ' generated' ELSE '' END
       || CASE WHEN attcollation NOT IN (0, 'pg_catalog.default'::regcollation) THEN ' collated' ELSE '' END
  FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
 WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
"""

_SEQUENCES = """
SELECT s.relname, t.relname, attname,
       (seqtypid, seqstart, seqmin, seqmax, seqincrement, seqcycle, seqcache)
       = ('integer'::regtype, 1, 1, 2147483647, 1, false, 1)
       AND pg_get_expr(adbin, adrelid) = format('nextval(%%L::regclass)', s.relname)
  FROM pg_class s JOIN pg_sequence ON seqrelid = s.oid
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.oid AND d.deptype IN ('a', 'i')
   AND d.refclassid = 'pg_class'::regclass
  LEFT JOIN pg_class t ON t.oid = d.refobjid
  LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
  LEFT JOIN pg_attrdef ON adrelid = t.oid AND adnum = a.attnum
 WHERE s.relnamespace = current_schema()::regnamespace AND s.relkind = 'S'
"""
"""Which column of which table each sequence numbers, and whether one by one from 1 on."""


def postgresql_faults(connection: Connection) -> Iterator[str]:
    """Yield what the database has otherwise than this program makes it, as sentences for the operator."""
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
    yield from _column_faults(connection)
    yield from _sequence_faults(connection)
    yield from _guard_faults(connection)


def _column_faults(connection: Connection) -> Iterator[str]:
    """Yield the columns of which Alembic does not see that they are otherwise: by their length, or what is alike."""
    made = {(table.name, column.name): _type(column) for table in Record.metadata.tables.values() for column in table.c}
    names = {
        kind: connection.exec_driver_sql("SELECT CAST(%s AS regtype)::text", (kind,)).scalar_one()
        for kind in set(made.values())
    }
    for table_name, name, found in connection.exec_driver_sql(_COLUMNS):
        kind = made.get((table_name, name))
        if kind is not None and found != names[kind]:
            yield f"the column {name} of {table_name} is {found}, not {names[kind]}"


def _type(column: Column[Any]) -> str:
    return str(column.type.compile(_DIALECT))


def _sequence_faults(connection: Connection) -> Iterator[str]:
    """Yield what numbers rows otherwise than one by one, and what numbers rows of no table."""
    numbered = [table for table in Record.metadata.tables.values() if table.autoincrement_column is not None]
    made = {f"{table.name}_{key.name}_seq": (table.name, key.name) for table in numbered for key in table.primary_key}
    found = {name: (table, column, plain) for name, table, column, plain in connection.exec_driver_sql(_SEQUENCES)}
    for name in sorted(made.keys() | found.keys()):
        if name not in made:
            yield f"the sequence {name} is none of this program's"
        elif found.get(name) != (*made[name], True):
            yield f"the sequence {name} of {made[name][0]} is not as this program makes it"


def _guard_faults(connection: Connection) -> Iterator[str]:
    """Yield what Alembic does not compare: the primary keys, the checks, and the conditions of indexes."""
    found = inspect(connection)
    # All tables at once: to ask for each one's alone took longer than to read what is in them.
    keys, checks, indexes = (
        found.get_multi_pk_constraint(),
        found.get_multi_check_constraints(),
        found.get_multi_indexes(),
    )
    for table in Record.metadata.sorted_tables:
        at = (None, table.name)
        if at in keys:
            yield from _faults_of_guards(table, keys[at], checks.get(at, ()), indexes.get(at, ()))


def _faults_of_guards(
    table: Table,
    key: ReflectedPrimaryKeyConstraint,
    checks: Iterable[ReflectedCheckConstraint],
    indexes: Iterable[ReflectedIndex],
) -> Iterator[str]:
    if key["constrained_columns"] != [column.name for column in table.primary_key]:
        yield f"the primary key of {table.name} is not as this program makes it"
    made = [_plain(check.sqltext) for check in table.constraints if isinstance(check, CheckConstraint)]
    if [_plain(check["sqltext"]) for check in checks] != made:
        yield f"the checks of {table.name} are not as this program makes them"
    conditions = {str(index.name): _plain(index.dialect_options["postgresql"]["where"]) for index in table.indexes}
    for index in indexes:
        name, condition = str(index["name"]), index.get("dialect_options", {}).get("postgresql_where")
        if _plain(condition) != conditions.get(name, _plain(None)):
            yield f"the index {name} of {table.name} is not as this program makes it"


def _plain(condition: object) -> str:
    """Return a condition without the parentheses that PostgreSQL writes around it."""
    return str(condition).strip("()")

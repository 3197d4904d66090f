"""A whole record carried from one database to another, of whichever kind: each row as it is stored, its seal with it.

A row's digest is of its stored form, which is the same in SQLite and PostgreSQL: what was sealed here holds there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    type_coerce,
)
from sqlalchemy.engine.interfaces import Dialect

from emulation_workflow import migrations
from emulation_workflow.adapters.record.engine import open_engine, read_transaction, write_transaction
from emulation_workflow.adapters.record.revisions import RecordUnusable, make_tables, revision
from emulation_workflow.adapters.record.tables import Record
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow

_AT_A_TIME = 1000
"""Rows read before they are written: a file of a letter may have megabytes, but few rows have files."""

_FILES_AT_A_TIME = 8


@dataclass(frozen=True, slots=True)
class Copied:
    """How much was carried over."""

    tables: int
    rows: int


def copy_record(source: str, target: str) -> Copied:
    """Carry the record at one address to another, which has none yet, in one transaction.

    What is written at the source meanwhile is not in the copy. RecordUnusable if the source is not of this program's
    version, if there is a record at the target, or if they are the same.
    """
    here, there = open_engine(source), open_engine(target)
    try:
        if here.url == there.url:
            raise RecordUnusable("The record is at that address already.")
        with read_transaction(here) as reading:
            if revision(reading) != migrations.HEAD:
                raise RecordUnusable("The record is of another version: run `emulation record upgrade` first.")
            with write_transaction(there) as writing:
                _ensure_empty(writing)
                counts = [_carry(reading, writing, table) for table in Record.metadata.sorted_tables]
                _set_numbers(writing)
        _learn_sizes(there)
    finally:
        here.dispose()
        there.dispose()
    return Copied(tables=sum(count > 0 for count in counts), rows=sum(counts))


def _ensure_empty(writing: Connection) -> None:
    """Make the tables at the target; RecordUnusable if any there has a row of its own."""
    if revision(writing) is None:
        make_tables(writing)
    for table in Record.metadata.sorted_tables:
        found = select(literal(1)).select_from(table).limit(1)
        if table is LedgerHeadRow.__table__:
            found = found.where(LedgerHeadRow.c.number > 0)
        if writing.execute(found).first() is not None:
            raise RecordUnusable("There is a record at that address already: name an empty database or a new file.")
    writing.execute(delete(LedgerHeadRow))


def _carry(reading: Connection, writing: Connection, table: Table) -> int:
    names = [column.name for column in table.columns]
    columns = [_read(column, reading.dialect).label(column.name) for column in table.columns]
    into = insert(table).values({column: _written(column, writing.dialect) for column in table.columns})
    carried = 0
    for rows in _in_batches(reading, select(*columns).order_by(*table.primary_key), table):
        values = [{f"cell_{name}": cell for name, cell in zip(names, row, strict=True)} for row in rows]
        writing.execute(into, values)
        carried += len(values)
    return carried


def _in_batches(reading: Connection, wanted: Any, table: Table) -> Iterator[Sequence[Any]]:
    size = _FILES_AT_A_TIME if any(column.type.python_type is bytes for column in table.columns) else _AT_A_TIME
    with reading.execution_options(yield_per=size).execute(wanted) as found:
        yield from found.partitions(size)


def _read(column: Column[Any], dialect: Dialect) -> ColumnElement[Any]:
    """Return the column as it is read; JSON as the very text that stands there, for that is what is sealed."""
    if isinstance(column.type, JSON):
        return type_coerce(column, Text) if dialect.name == "sqlite" else cast(column, Text)
    return column


def _written(column: Column[Any], dialect: Dialect) -> ColumnElement[Any]:
    if not isinstance(column.type, JSON):
        return bindparam(f"cell_{column.name}", type_=column.type)
    words = bindparam(f"cell_{column.name}", type_=Text())
    return words if dialect.name == "sqlite" else cast(words, JSON)


def _set_numbers(writing: Connection) -> None:
    """Let PostgreSQL number further rows after those that came; SQLite takes the highest by itself."""
    if writing.dialect.name != "postgresql":
        return
    for table in Record.metadata.sorted_tables:
        for column in table.primary_key:
            if column is table.autoincrement_column and isinstance(column.type, Integer):
                last = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
                sequence = func.pg_get_serial_sequence(table.name, column.name)
                writing.execute(select(func.setval(sequence, last, False)))  # noqa: FBT003 - PostgreSQL's own argument


def _learn_sizes(there: Engine) -> None:
    """Let the database count its rows: until it has, it may go about large tables the slow way."""
    with there.begin() as connection:
        connection.execute(text("ANALYZE"))

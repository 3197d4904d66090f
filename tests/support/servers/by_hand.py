"""Somebody at the record's database without the key: rows changed, kept aside and put back as they were stored."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from emulation_workflow.adapters.record.engine import write_transaction
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.adapters.record.tables import Record
from emulation_workflow.office.office import Office

Held = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by table, every cell as text or as SQLite stores it."""


def by_hand(office: Office, *statements: str, **values: object) -> None:
    """Change the database past the program."""
    assert isinstance(office.store, SqlStore)
    with write_transaction(office.store._engine) as connection:
        for statement in statements:
            connection.execute(text(statement), values)


def rows(office: Office, *tables: str, where: str = "true") -> Held:
    """Return what the tables hold, as it is stored."""
    assert isinstance(office.store, SqlStore)
    with write_transaction(office.store._engine) as connection:
        return {name: _rows_of(connection, name, where) for name in tables}


def _rows_of(connection: Connection, table: str, where: str) -> Sequence[Mapping[str, Any]]:
    cast = "" if connection.dialect.name == "sqlite" else "::text"
    named = ", ".join(f'"{column.name}"{cast} AS "{column.name}"' for column in Record.metadata.tables[table].columns)
    return [dict(row) for row in connection.execute(text(f'SELECT {named} FROM "{table}" WHERE {where}')).mappings()]


def take_away(office: Office, *tables: str, where: str = "true") -> Held:
    """Remove rows, whatever refers to them; return them."""
    held = rows(office, *tables, where=where)
    by_hand(office, *(f'DELETE FROM "{table}" WHERE {where}' for table in tables))
    return held


def put_back(office: Office, held: Held) -> None:
    """Make the rows again what they were, their own digests included."""
    assert isinstance(office.store, SqlStore)
    with write_transaction(office.store._engine) as connection:
        for name, of_table in held.items():
            for row in of_table:
                connection.execute(text(_put(connection, name)), row)


def _put(connection: Connection, name: str) -> str:
    table, dialect = Record.metadata.tables[name], connection.dialect
    names = [f'"{column.name}"' for column in table.columns]
    given = [
        f":{column.name}"
        if dialect.name == "sqlite"
        else f"CAST(CAST(:{column.name} AS text) AS {column.type.compile(dialect)})"
        for column in table.columns
    ]
    key = ", ".join(f'"{column.name}"' for column in table.primary_key)
    rest = ", ".join(f"{name} = excluded.{name}" for name in names)
    into = f'INSERT INTO "{name}" ({", ".join(names)}) VALUES ({", ".join(given)})'
    return f"{into} ON CONFLICT ({key}) DO UPDATE SET {rest}"

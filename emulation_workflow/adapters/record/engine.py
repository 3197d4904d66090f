"""How the record's database is opened, read and written: SQLite by default, PostgreSQL where one machine is not enough.

Writers come one after another on either, so what an act has read is still true when it writes.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from types import MappingProxyType
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from emulation_workflow.domain.record.plain_json import as_json, from_json

PATIENCE_SECONDS = 30
"""How long a writer waits for the writers before it, until the database's own error is raised."""

_OPTIONS: Mapping[str, Any] = MappingProxyType(
    {
        # Vietnamese takes half the room when it is not escaped, and so do the pages that each act writes.
        "json_serializer": as_json,
        "json_deserializer": from_json,
        # Of an INSERT … SELECT, too, it is asked how many rows it wrote.
        "execution_options": {"preserve_rowcount": True},
    }
)

_WRITERS_LOCK = 0x454D55
"""Any number will do, if only every process of ours locks the same one."""

_TO_WRITE: Mapping[str, str] = MappingProxyType(
    {"sqlite": "BEGIN IMMEDIATE", "postgresql": f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})"}
)
_TO_READ: Mapping[str, str] = MappingProxyType(
    {"sqlite": "BEGIN", "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"}
)


def open_engine(url: str) -> Engine:
    """Return the engine for the database at this SQLAlchemy URL. ValueError for anything but SQLite and PostgreSQL."""
    address = make_url(url)
    match address.get_backend_name():
        case "sqlite":
            return _open_sqlite(address)
        case "postgresql":
            waiting = f"-c lock_timeout={PATIENCE_SECONDS}s"
            with_driver = address.set(drivername="postgresql+psycopg")
            return create_engine(with_driver, connect_args={"options": waiting}, **_OPTIONS)
        case other:
            raise ValueError(f"the record cannot be kept in {other}; give an address of SQLite or PostgreSQL")


def open_reader(engine: Engine) -> Engine:
    """Return an engine for the same database whose connections cannot write.

    SQLite takes such a promise for a whole connection; going back and forth, it would forget its compiled statements.
    """
    if engine.dialect.name != "sqlite":
        return engine
    reader = _open_sqlite(engine.url)
    event.listen(reader, "connect", _forbid_writing)
    return reader


def _open_sqlite(address: URL) -> Engine:
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    # Transactions are begun by the statements above; the driver would begin them late and without the lock.
    connect_args = {"timeout": PATIENCE_SECONDS, "isolation_level": None}
    engine = create_engine(address, connect_args=connect_args, **_OPTIONS)
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: SqliteConnection, entry: ConnectionPoolEntry) -> None:
    """Let readers not wait for the writer (WAL), and what is committed outlive a power cut (FULL)."""
    del entry
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _forbid_writing(connection: SqliteConnection, entry: ConnectionPoolEntry) -> None:
    del entry
    connection.execute("PRAGMA query_only = ON")


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that is alone among writers; an exception undoes it whole."""
    with engine.begin() as connection:
        connection.exec_driver_sql(_TO_WRITE[engine.dialect.name])
        yield connection


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Connection]:
    """Open one unchanging view of the record; writing through an `open_reader` is an error of the database's."""
    with engine.connect() as connection:
        connection.exec_driver_sql(_TO_READ[engine.dialect.name])
        yield connection

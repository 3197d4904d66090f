"""How the record's database is opened, read and written: SQLite by default, PostgreSQL where one machine is not enough.

Writers come one after another on either, so what an act has read is still true when it writes.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from types import MappingProxyType

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import ConnectionPoolEntry

from emulation_workflow.adapters.message_ids import sha256_hex

PATIENCE_SECONDS = 30
"""How long a writer waits for the writers before it, until the database's own error is raised."""

_WRITERS_LOCK = 0x454D55
"""Any number will do, if only every process of ours locks the same one."""

_TO_WRITE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sqlite": ("PRAGMA query_only = OFF", "BEGIN IMMEDIATE"),
        "postgresql": (f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})",),
    }
)
_TO_READ: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sqlite": ("PRAGMA query_only = ON", "BEGIN"),
        "postgresql": ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",),
    }
)


def open_engine(url: str) -> Engine:
    """The database at this SQLAlchemy URL. ValueError for anything but SQLite and PostgreSQL."""
    address = make_url(url)
    match address.get_backend_name():
        case "sqlite":
            return _open_sqlite(address)
        case "postgresql":
            waiting = f"-c lock_timeout={PATIENCE_SECONDS}s"
            return create_engine(address.set(drivername="postgresql+psycopg"), connect_args={"options": waiting})
        case other:
            raise ValueError(f"the record cannot be kept in {other}; give an address of SQLite or PostgreSQL")


def _open_sqlite(address: URL) -> Engine:
    if address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    # Transactions are begun by the statements above; the driver would begin them late and without the lock.
    engine = create_engine(address, connect_args={"timeout": PATIENCE_SECONDS, "isolation_level": None})
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: SqliteConnection, entry: ConnectionPoolEntry) -> None:
    """Readers do not wait for the writer (WAL), and what is committed outlives a power cut (FULL)."""
    del entry
    connection.create_function("sha256_hex", 1, sha256_hex, deterministic=True)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is alone among writers; an exception undoes it whole."""
    with engine.begin() as connection:
        for statement in _TO_WRITE[engine.dialect.name]:
            connection.exec_driver_sql(statement)
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One unchanging view of the record; writing through it is an error of the database's."""
    with engine.connect() as connection, connection.begin() as transaction:
        for statement in _TO_READ[engine.dialect.name]:
            connection.exec_driver_sql(statement)
        yield connection
        transaction.rollback()

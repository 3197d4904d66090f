"""How the record's database is opened, read and written: SQLite by default, PostgreSQL where one machine is not enough.

Writers come one after another on either, so what an act has read is still true when it writes.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from emulation_workflow.domain.record.plain_json import as_json, from_json

PATIENCE_SECONDS = 30
"""How long a writer waits for the writers before it, until the database's own error is raised."""

_JSON: Mapping[str, Any] = MappingProxyType({"json_serializer": as_json, "json_deserializer": from_json})
"""Vietnamese takes half the room when it is not escaped, and so do the pages that each act writes."""

_WRITERS_LOCK = 0x454D55
"""Any number will do, if only every process of ours locks the same one."""

_TO_WRITE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sqlite": ("BEGIN IMMEDIATE",),
        "postgresql": (f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})",),
    }
)
_TO_READ: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sqlite": ("BEGIN",),
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
            there = address.set(drivername="postgresql+psycopg")
            return create_engine(there, connect_args={"options": waiting}, **_JSON)
        case other:
            raise ValueError(f"the record cannot be kept in {other}; give an address of SQLite or PostgreSQL")


def open_reader(engine: Engine) -> Engine:
    """The same database through connections that cannot write.

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
    how = {"timeout": PATIENCE_SECONDS, "isolation_level": None}
    engine = create_engine(address, connect_args=how, **_JSON)
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: SqliteConnection, entry: ConnectionPoolEntry) -> None:
    """Readers do not wait for the writer (WAL), and what is committed outlives a power cut (FULL)."""
    del entry
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _forbid_writing(connection: SqliteConnection, entry: ConnectionPoolEntry) -> None:
    del entry
    connection.execute("PRAGMA query_only = ON")


class Line(NamedTuple):
    """The driver's own connection, within a transaction, and the dialect it speaks.

    The store speaks over it: SQLAlchemy's connection around the driver's takes longer to come and go than most acts'
    statements together.
    """

    dialect: Dialect
    driver: Any


@contextmanager
def acting(engine: Engine) -> Iterator[Line]:
    """A transaction that is alone among writers; an exception undoes it whole."""
    with _line(engine, _TO_WRITE) as line:
        yield line
        execute(line.dialect, lambda _: line.driver.commit(), "COMMIT")


@contextmanager
def looking(engine: Engine) -> Iterator[Line]:
    """One unchanging view of the record; writing through an `open_reader` is an error of the database's."""
    with _line(engine, _TO_READ) as line:
        yield line


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """As `acting`, for who speaks to the record through SQLAlchemy."""
    with engine.begin() as connection:
        _begin(_line_of(connection), _TO_WRITE)
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """As `looking`, for who speaks to the record through SQLAlchemy."""
    with engine.connect() as connection, connection.begin() as transaction:
        _begin(_line_of(connection), _TO_READ)
        yield connection
        transaction.rollback()


@contextmanager
def _line(engine: Engine, statements: Mapping[str, tuple[str, ...]]) -> Iterator[Line]:
    # What is not committed when the connection goes back to the pool is rolled back by it.
    with closing(engine.raw_connection()) as lent:
        line = Line(engine.dialect, lent.driver_connection)
        _begin(line, statements)
        yield line


def _line_of(connection: Connection) -> Line:
    return Line(connection.dialect, connection.connection.driver_connection)


def _begin(line: Line, statements: Mapping[str, tuple[str, ...]]) -> None:
    for statement in statements[line.dialect.name]:
        execute(line.dialect, line.driver.execute, statement)


def execute(dialect: Dialect, run: Callable[..., Any], statement: str, *values: object) -> Any:
    """Have the driver run `statement`; its faults are raised as SQLAlchemy's."""
    fault_of_driver = dialect.loaded_dbapi.Error
    try:
        return run(statement, *values)
    except fault_of_driver as fault:
        raise DBAPIError.instance(statement, None, fault, fault_of_driver, dialect=dialect) from fault

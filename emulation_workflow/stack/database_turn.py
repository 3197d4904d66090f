"""Parts of a cluster wait for the databases, and servers on one database of Prefect's come up one after another."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from emulation_workflow.settings import BadSetting
from emulation_workflow.stack.prefect_programs import DATABASE, is_postgresql, plain_database
from emulation_workflow.stack.waiting import Tell, each_look, say_nothing

_TURN = text("SELECT pg_try_advisory_lock(5066069)")
"""Any number will do, if only every start of a server locks the same one."""

_NOT_UP = (
    "Connection refused",
    "No route to host",
    "Temporary failure in name resolution",
    "timeout expired",
    "starting up",
    "shutting down",
    "not yet accepting connections",
    "closed the connection unexpectedly",
)
"""What is said of a server that does not run yet, by the way to it and by itself; other refusals pass by no waiting."""


def wait_for_database(url: str, *, tell: Tell = say_nothing) -> None:
    """Return once PostgreSQL runs there; whether it lets us in is for whoever uses it to find. SQLite needs nobody."""
    if not is_postgresql(url):
        return
    engine = create_engine(plain_database(url), poolclass=NullPool)
    place = f"PostgreSQL at {engine.url.host or 'this machine'}:{engine.url.port or 5432}"
    is_told = False
    try:
        for _ in each_look(place, tell=tell, every=1):
            try:
                with engine.connect():
                    return
            except OperationalError as fault:
                if not any(words in str(fault.orig) for words in _NOT_UP):
                    return
            if not is_told:
                tell(f"{place} does not answer: waiting for it ...")
                is_told = True
    except SQLAlchemyError:
        return
    finally:
        engine.dispose()


@contextmanager
def turn_on(database: str, *, tell: Tell = say_nothing) -> Iterator[None]:
    """Be the only one that brings Prefect's database up to date and starts a server on it.

    On a fresh database two servers at once would both write what there may be once, and one would die of it. The turn
    is the database's: it ends with the connection, however that ends. Nothing is held of a file of this machine, which
    `sole_user` guards. BadSetting if the database cannot be reached.
    """
    if not is_postgresql(database):
        yield
        return
    engine = create_engine(plain_database(database), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            _wait(connection, tell)
            yield
    except SQLAlchemyError as fault:
        reason = " ".join(str(getattr(fault, "orig", fault)).split())
        raise BadSetting(f"{DATABASE} cannot be used: {reason}. See that the database runs and exists.") from None
    finally:
        engine.dispose()


def _wait(connection: Connection, tell: Tell) -> None:
    for _ in each_look("another server to come up on the same database", tell=tell, every=0.5):
        if connection.execute(_TURN).scalar():
            return
    raise BadSetting("Another server has been coming up on Prefect's database for an hour: see to that one first.")

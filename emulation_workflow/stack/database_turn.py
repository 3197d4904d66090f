"""Servers on one database of Prefect's come up one after another, on whatever machines they are."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from emulation_workflow.settings import BadSetting
from emulation_workflow.stack.prefect_programs import DATABASE, is_postgresql, plain_database
from emulation_workflow.stack.waiting import Tell, each_look, say_nothing

_TURN = text("SELECT pg_try_advisory_lock(5066069)")
"""Any number will do, if only every start of a server locks the same one."""


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

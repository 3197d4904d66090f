"""Bringing the record's tables to the version that this program reads and writes."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from emulation_workflow import migrations
from emulation_workflow.adapters.record.engine import PATIENCE_SECONDS, open_engine, read_transaction, write_transaction
from emulation_workflow.settings import BadSetting

_BUSY = ("database is locked", "lock timeout")
"""What SQLite and PostgreSQL say when somebody else writes for longer than we wait."""


class RecordUnusable(BadSetting):
    """The address of the record leads to no database, or to one that this program cannot use."""


def upgrade(url: str) -> None:
    """Bring the record at `url` to this program's version, making it if there is none.

    Safe at every start, by several processes at once: they upgrade one after another, and all but the first find
    nothing to do. It is one transaction. RecordUnusable if there is no way to the database, or if a later version of
    this program has upgraded the record.
    """
    try:
        engine = open_engine(url)
    except OSError as fault:
        raise unusable(fault) from fault
    try:
        if _revision_found(engine) != migrations.HEAD:
            with write_transaction(engine) as connection:
                _migrate(connection)
    finally:
        engine.dispose()


def _revision_found(engine: Engine) -> str | None:
    try:
        return revision(engine)
    except DBAPIError as fault:
        raise unusable(fault.orig) from fault


def unusable(fault: object) -> RecordUnusable:
    """Return what an operator can do about a fault that the database, or the way to it, has reported."""
    reason = " ".join(str(fault).split()).rstrip(".?")
    if any(words in reason for words in _BUSY):
        return RecordUnusable(
            f"The record was not free within {PATIENCE_SECONDS} seconds, so nothing was written: another program is "
            "writing to it. Try again; if it stays so, end that program."
        )
    return RecordUnusable(
        f"EMULATION_DATABASE_URL cannot be used: {reason}. See that the database runs and may be read and written."
    )


def revision(engine: Engine) -> str | None:
    """Return the version of the record's tables, None before there are any."""
    with read_transaction(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _migrate(connection: Connection) -> None:
    # Loaded here because most starts find the record up to date and need not wait for Alembic.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above
    from alembic.util import CommandError  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        if "Can't locate revision" not in str(error):
            raise
        raise RecordUnusable(
            "EMULATION_DATABASE_URL leads to a record that a later version of this program has upgraded; "
            "install that version."
        ) from error

"""The record's tables through time, made by Alembic."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from emulation_workflow import migrations
from emulation_workflow.settings import BadSetting


class RecordUnusable(BadSetting):
    """The address of the record leads to no database, or to one that this program cannot use."""


def revision(connection: Connection) -> str | None:
    """Return the version of the record's tables, None before there are any."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return str(found[0]) if len(found) == 1 else None


def make_tables(connection: Connection, version: str = "head") -> None:
    """Bring the tables to this program's version, or make those of an earlier one.

    RecordUnusable if a later version of it has been at them, or if they are not of the version that the record says.
    """
    # Loaded here because most starts find the record up to date and need not wait for Alembic.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above
    from alembic.util import CommandError  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, version)
    except (CommandError, DBAPIError) as fault:
        reason = " ".join(str(fault.orig if isinstance(fault, DBAPIError) else fault).split()).rstrip(".")
        if "Can't locate revision" in reason:
            raise RecordUnusable(
                "EMULATION_DATABASE_URL leads to a record that a later version of this program has upgraded; "
                "install that version."
            ) from fault
        # Each upgrade writes tables and version together: no other than who changed the database made it so.
        raise RecordUnusable(
            "The record does not say rightly of which version its tables are: the table alembic_version is missing or "
            "empty, or says another. Somebody changed the database. Nothing was written; put back a backup, or that "
            f"table as a backup has it. The database said: {reason}."
        ) from fault

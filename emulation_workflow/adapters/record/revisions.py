"""The record's tables through time, made by Alembic."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from emulation_workflow import migrations
from emulation_workflow.settings import BadSetting


class RecordUnusable(BadSetting):
    """The address of the record leads to no database, or to one that this program cannot use."""


def revision(connection: Connection) -> str | None:
    """Return the version of the record's tables, None before there are any."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def make_tables(connection: Connection) -> None:
    """Bring the tables to this program's version. RecordUnusable if a later version of it has been at them."""
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

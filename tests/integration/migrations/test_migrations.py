"""The record's tables as the migrations make them."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from emulation_workflow import migrations
from emulation_workflow.adapters.record.engine import open_engine, read_transaction, write_transaction
from emulation_workflow.adapters.record.migration import revision_of, upgrade
from emulation_workflow.adapters.record.revisions import RecordUnusable
from emulation_workflow.adapters.record.tables import Record
from tests.support.patience import PATIENCE
from tests.support.servers.databases import SEAL_KEY


def test_migrating_from_nothing_gives_the_tables_the_program_speaks_to(bare_url: str) -> None:
    """No column, type, key or index differs between the migrations and the table classes."""
    upgrade(bare_url, SEAL_KEY)

    engine = open_engine(bare_url)
    with read_transaction(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differences = compare_metadata(context, Record.metadata)
    engine.dispose()
    assert differences == []


def test_sqlite_keeps_rows_and_indexes_as_the_tables_say(tmp_path: Path) -> None:
    """What Alembic does not compare: the tables that are kept by their key, and of which rows an index is."""
    url = f"sqlite:///{tmp_path / 'record.db'}"
    upgrade(url, SEAL_KEY)

    engine = open_engine(url)
    with read_transaction(engine) as connection:
        made: dict[str, str] = dict(
            connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
        )
    engine.dispose()
    for table in Record.metadata.tables.values():
        assert table.dialect_options["sqlite"]["with_rowid"] == ("WITHOUT ROWID" not in made[table.name]), table.name
        for index in table.indexes:
            where = index.dialect_options["sqlite"]["where"]
            assert made[str(index.name)].partition(" WHERE ")[2] == str("" if where is None else where), index.name


def test_upgrading_again_changes_nothing(bare_url: str) -> None:
    """A start with a record that is up to date leaves it as it is."""
    upgrade(bare_url, SEAL_KEY)
    upgrade(bare_url, SEAL_KEY)

    engine = open_engine(bare_url)
    found = revision_of(engine)
    engine.dispose()
    assert found == migrations.HEAD


def test_processes_that_start_at_once_upgrade_once(bare_url: str) -> None:
    """Four first starts at the same time all end well."""
    command = [sys.executable, "-m", "tests.support.processes.writer", "upgrade", bare_url]
    starts = [subprocess.Popen(command) for _ in range(4)]

    assert [start.wait(PATIENCE) for start in starts] == [0, 0, 0, 0]


def test_the_head_that_the_program_knows_is_the_latest_revision() -> None:
    """`migrations.HEAD` is what decides whether Alembic is called at all, so it must not lag behind."""
    script = ScriptDirectory(str(Path(migrations.__file__).parent))

    assert script.get_current_head() == migrations.HEAD


def test_a_record_of_a_later_version_is_refused_and_left_alone(record_url: str) -> None:
    """An older program does not touch what a newer one has upgraded, and says what to do."""
    engine = open_engine(record_url)
    with write_transaction(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(RecordUnusable, match="install that version"):
        upgrade(record_url, SEAL_KEY)

    assert revision_of(engine) == "9999"
    engine.dispose()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_text("Danh sách đơn vị\n" * 100, encoding="utf-8"),
        lambda path: path.mkdir(),
    ],
)
def test_what_is_no_database_is_told_without_a_traceback(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    """The operator reads which setting is meant, what the database said, and what to look at."""
    spoil(tmp_path / "record.db")

    with pytest.raises(RecordUnusable) as refused:
        upgrade(f"sqlite:///{tmp_path / 'record.db'}", SEAL_KEY)

    (told,) = refused.value.problems
    assert told.startswith("EMULATION_DATABASE_URL cannot be used: ")
    assert told.endswith("See that the database runs and may be read and written.")


def test_a_database_server_that_is_down_is_told_without_a_traceback(tmp_path: Path) -> None:
    """Nothing of the password is told."""
    with pytest.raises(RecordUnusable) as refused:
        upgrade(f"postgresql://record:hidden@/record?host={tmp_path}", SEAL_KEY)

    assert "EMULATION_DATABASE_URL cannot be used" in str(refused.value)
    assert "hidden" not in str(refused.value)

"""`record copy`, `backup` and `restore`: a record carried elsewhere is the same record, sealed row by sealed row."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.adapters.record.engine import open_engine, read_transaction
from emulation_workflow.adapters.record.stored_form import as_stored
from emulation_workflow.adapters.record.tables import Record
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.cli import app
from emulation_workflow.demo.sample_office import SAMPLES, import_samples, set_clock, settings_in
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.office.register_queries import units
from emulation_workflow.office.reminders.sweep import sweep
from tests.support.offices import NOON
from tests.support.servers.databases import PostgresServer
from tests.support.servers.programs import find_program

EMULATION = Path(sys.executable).with_name("emulation")


@pytest.fixture(scope="module")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an office with plans, files, letters in words and not, obligations and reminders."""
    data = tmp_path_factory.mktemp("office") / "data"
    settings = settings_in(data)
    set_clock(settings, NOON.date())
    office = bootstrap.office(settings)
    import_samples(office)
    derive_obligations(office, dry_run=False)
    for file in sorted((SAMPLES / "plans").glob("608*.toml")):
        plan = read_plan_file(file.name, file.read_bytes(), campaign=office.campaign, units=units(office))
        receive_plan(office, plan, channel=Channel.INTAKE_FORM)
    render_pending_letters(office)
    sweep(office)
    (data / "intake" / "inbox").mkdir(parents=True)
    (data / "intake" / "inbox" / "phiếu.xlsx").write_bytes(b"as it came")
    return data


@pytest.fixture
def folder(office_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of that folder, which the commands find."""
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    shutil.copytree(office_folder, data)
    monkeypatch.setenv("EMULATION_DATA_DIR", str(data))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(data / "clock"))
    yield data
    bootstrap.settings.cache_clear()


def run(*words: str) -> Result:
    """Run a command with the settings of now."""
    bootstrap.settings.cache_clear()
    return CliRunner().invoke(app, list(words))


def stored(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return every cell of the record as it is sealed, by table."""
    engine = open_engine(url)
    try:
        with read_transaction(engine) as connection:
            return {
                table.name: [
                    tuple(row)
                    for row in connection.execute(
                        select(*as_stored(table, connection.dialect.name)).order_by(*table.primary_key)
                    )
                ]
                for table in Record.metadata.sorted_tables
            }
    finally:
        engine.dispose()


def last_seal(printed: str) -> str:
    return printed.strip().rpartition(" ")[2]


@pytest.mark.postgres
def test_a_record_goes_to_postgresql_and_back_and_stays_the_same(
    folder: Path, tmp_path: Path, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell of every table, seals and digests included; acts go on there with numbers of their own."""
    here, there, back = f"sqlite:///{folder}/emulation.db", postgres.bare_database(), f"sqlite:///{tmp_path}/back.db"
    verified = last_seal(run("audit", "verify").stdout)
    copied = run("record", "copy", there)
    assert (copied.exit_code, last_seal(copied.stdout)) == (0, verified)
    monkeypatch.setenv("EMULATION_DATABASE_URL", there)
    assert last_seal(run("audit", "verify").stdout) == verified
    assert run("record", "copy", back).exit_code == 0
    assert stored(here) == stored(there) == stored(back)
    assert all(stored(here)[name] for name in ("letter", "ledger_row", "plan_version", "obligation", "unit"))
    bootstrap.settings.cache_clear()
    render_pending_letters(bootstrap.office(bootstrap.settings()))
    assert run("register", "officials", str(SAMPLES / "officials.csv"), "--apply").exit_code == 0
    assert run("audit", "verify").exit_code == 0


def test_a_copy_takes_no_other_record_s_place(folder: Path, tmp_path: Path) -> None:
    """Nor its own: whoever mistypes an address loses nothing."""
    there = f"sqlite:///{tmp_path}/there.db"
    assert run("record", "copy", there).exit_code == 0
    for url in (there, f"sqlite:///{folder}/emulation.db"):
        refused = run("record", "copy", url)
        assert (refused.exit_code, "already" in refused.output) == (2, True)


def test_a_backup_comes_back_on_another_path_and_machine(folder: Path, tmp_path: Path) -> None:
    """With the intake folder and the keys: the same seal, and codes that still hold."""
    there, before = tmp_path / "elsewhere" / "data", stored(f"sqlite:///{folder}/emulation.db")
    written = run("backup", str(tmp_path / "backups"), "--keys-to", str(tmp_path / "keys"))
    assert written.exit_code == 0, written.output
    (archive,), (keys,) = (tmp_path / "backups").iterdir(), (tmp_path / "keys").iterdir()
    assert [path.stat().st_mode & 0o077 for path in (archive, keys)] == [0, 0]
    secret = (folder / "secret.key").read_bytes()
    moved = folder.rename(tmp_path / "gone")
    environment = {
        "EMULATION_DATA_DIR": str(there),
        "EMULATION_SET_CLOCK": str(moved / "clock"),
        "PATH": os.defpath,
    }
    for command in (("restore", str(archive), "--keys", str(keys)), ("audit", "verify")):
        elsewhere(tmp_path / "elsewhere", environment, *command)
    assert stored(f"sqlite:///{there}/emulation.db") == before
    assert (there / "secret.key").read_bytes() == secret
    assert (there / "intake" / "inbox" / "phiếu.xlsx").read_bytes() == b"as it came"


def elsewhere(folder: Path, environment: dict[str, str], *words: str) -> None:
    """Run a command in another folder, under another machine's name where the system lets us."""
    folder.mkdir(exist_ok=True)
    command = [str(EMULATION), *words]
    unshare = find_program("unshare")
    if unshare and subprocess.run([unshare, "--uts", "true"], capture_output=True, check=False).returncode == 0:
        command = [str(unshare), "--uts", "sh", "-c", 'hostname may-khac; exec "$@"', "sh", *command]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_backup_without_its_key_is_not_put_back(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written then: a record without its key could not be told from a forged one."""
    run("backup", str(tmp_path / "backups"), "--keys-to", str(tmp_path / "keys"))
    (archive,) = (tmp_path / "backups").iterdir()
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "new"))
    refused = run("restore", str(archive))
    assert (refused.exit_code, "--keys" in refused.output) == (2, True)
    assert not (tmp_path / "new" / "emulation.db").exists()
    assert folder.exists()


def test_a_backup_that_was_changed_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each row is compared with its digest by the key, and the last seal with the one that the backup names."""
    assert run("backup", str(tmp_path / "backups")).exit_code == 0
    archive = next(path for path in (tmp_path / "backups").iterdir() if not path.stem.endswith("-keys"))
    subprocess.run(["tar", "xf", archive.name], cwd=archive.parent, check=True)
    engine = open_engine(f"sqlite:///{archive.parent}/record.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE unit SET email = 'ai-do@tinh.example' WHERE code = '608'")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    subprocess.run(["tar", "cf", archive.name, "backup.json", "record.db"], cwd=archive.parent, check=True)
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "new"))
    restored = run("restore", str(archive))
    assert (restored.exit_code, "608" in restored.output) == (1, True)
    assert folder.exists()


def test_what_is_no_backup_is_told(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never a traceback, and nothing is written."""
    odd = tmp_path / "odd.tar"
    odd.write_bytes(b"no archive")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "new"))
    assert run("restore", str(odd)).exit_code == 2
    assert folder.exists()
    assert not (tmp_path / "new").exists()

"""One act, one transaction: whole or not at all, and alone among writers."""

import subprocess
import sys
from threading import Thread

import pytest
from sqlalchemy.exc import DBAPIError

from emulation_workflow.adapters.record.engine import open_engine
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.errors import RecordChanged
from emulation_workflow.domain.record.ledger import GENESIS, faults
from tests.support.patience import PATIENCE
from tests.support.processes.writer import NOW, entry
from tests.support.servers.databases import open_store


def start_writer(deed: str, url: str, argument: str = "") -> subprocess.Popen[str]:
    """Another process at the record (see `writer`)."""
    command = [sys.executable, "-m", "tests.support.processes.writer", deed, url, argument]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_an_exception_undoes_the_whole_act(store: SqlStore) -> None:
    """What an act wrote before it failed is not in the record."""

    def act_and_fail() -> None:
        with store.act() as record:
            record.cases.add(Case(unit="608", stage="APPRAISAL", since=NOW))
            record.ledger.append(entry("submit"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        act_and_fail()

    with store.look() as record:
        assert (record.cases.all(), record.ledger.entries(), record.ledger.head()) == ([], [], (0, GENESIS))


def test_a_process_killed_within_an_act_leaves_nothing(store: SqlStore, record_url: str) -> None:
    """A kill -9 before the commit leaves neither case nor row nor letter, and no lock behind."""
    writer = start_writer("die_in_an_act", record_url)
    assert writer.wait(PATIENCE) == -9

    with store.act() as record:
        assert (record.cases.all(), record.ledger.entries(), record.letters.statuses(), record.ledger.head()) == (
            [],
            [],
            [],
            (0, GENESIS),
        )
        record.ledger.append(entry("life goes on"))


def test_an_act_waits_for_a_writer_that_holds_the_record_for_seconds(store: SqlStore, record_url: str) -> None:
    """A locked record is waited for, and the row then follows the other writer's."""
    writer = start_writer("hold_an_act", record_url, "2")
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"

    with store.act() as record:
        row = record.ledger.append(entry("waited"))

    assert writer.wait(PATIENCE) == 0
    assert row.number == 2


def test_readers_do_not_wait_for_a_writer(store: SqlStore, record_url: str) -> None:
    """Who looks while an act is open sees the record as it was before it."""
    writer = start_writer("hold_an_act", record_url)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"

    with store.look() as record:
        seen = record.ledger.head()

    assert writer.poll() is None
    assert seen == (0, GENESIS)
    writer.communicate("end\n", timeout=PATIENCE)
    assert writer.returncode == 0


def test_a_look_sees_one_unchanging_record(store: SqlStore) -> None:
    """What is committed during a look does not show in it."""
    with store.look() as looked:
        before = looked.ledger.head()
        with store.act() as record:
            record.ledger.append(entry("meanwhile"))

        assert looked.ledger.head() == before


def test_a_look_cannot_write(store: SqlStore) -> None:
    """Writing without an act is an error, not a silent loss."""
    with pytest.raises(DBAPIError), store.look() as record:
        record.ledger.append(entry("by mistake"))

    with store.act() as record:
        assert record.ledger.append(entry("in an act")).number == 1


def test_writers_in_several_processes_never_fork_the_chain(store: SqlStore, record_url: str) -> None:
    """Rows appended by three processes at once stand in one unbroken chain."""
    writers = [start_writer("append_many", record_url, "20") for _ in range(3)]

    assert [writer.wait(PATIENCE) for writer in writers] == [0, 0, 0]
    with store.look() as record:
        number, seal = record.ledger.head()
        assert number == 60
        assert list(faults(record.ledger.entries(), head_number=number, head_seal=seal)) == []


def test_of_two_who_decide_at_once_one_finds_the_record_changed(store: SqlStore) -> None:
    """Two acts that started from the same reading of a case cannot both be applied."""
    with store.act() as record:
        record.cases.add(Case(unit="608", stage="OPINION", since=NOW))
    with store.look() as record:
        read = record.cases.get("608")
    assert read is not None
    outcomes: list[str] = []

    def decide(case: Case = read) -> None:
        try:
            with store.act() as record:
                record.cases.change(case)
                record.ledger.append(entry("agree"))
        except RecordChanged:
            outcomes.append("refused")
        else:
            outcomes.append("applied")

    threads = [Thread(target=decide) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)

    with store.look() as record:
        acts = [row for row in record.ledger.entries() if '"what":"agree"' in row.body]
        assert (sorted(outcomes), len(acts)) == (["applied", "refused"], 1)


def test_sqlite_commits_outlive_a_power_cut(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every connection writes through to the disk (FULL), lets readers read (WAL) and minds foreign keys."""
    engine = open_engine(f"sqlite:///{tmp_path_factory.mktemp('record')}/record.db")

    with engine.connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("synchronous", "journal_mode", "foreign_keys")
        ]
    engine.dispose()

    assert pragmas == [2, "wal", 1]


def test_other_databases_are_refused_by_name() -> None:
    """An address the record cannot be kept at stops the start with what to give instead."""
    with pytest.raises(ValueError, match="cannot be kept in mysql; give an address of SQLite or PostgreSQL"):
        open_store("mysql://somewhere/record")

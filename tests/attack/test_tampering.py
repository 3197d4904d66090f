"""Whatever is changed in the record behind the program's back is told by `emulation audit verify`."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from random import Random

import psycopg
import pytest
from sqlalchemy import make_url

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.record.noted import NotedSeal
from emulation_workflow.office.audit import Audit, audit
from tests.attack.played import play_on
from tests.attack.tampering import BY_STATEMENT, HIDDEN, OF_POSTGRESQL, content, tamper
from tests.support import stored
from tests.support.servers.databases import PostgresServer, open_store, postgres_server
from tests.support.servers.programs import needs_program

SEED = 20200217
FEW, MANY = 4, 67
"""How often each kind is tried on each database: some 60 in all at one's desk, 1,000 in `make attack`."""

Copies = Callable[[], str]


@pytest.fixture(scope="module")
def sqlite_copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """Copies of the played record in SQLite; each takes the place of the last."""
    folder = tmp_path_factory.mktemp("played")
    url = stored.sqlite_record(stored.OF_0_1_0, folder)
    play_on(url, folder)
    path = Path(str(make_url(url).database))

    def copy() -> str:
        shutil.copy(path, folder / "copy.db")
        return f"sqlite:///{folder / 'copy.db'}"

    return copy


@pytest.fixture(scope="module")
def postgresql_copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    """Copies of the played record in PostgreSQL."""
    programs = needs_program("initdb").resolve().parent
    with postgres_server(programs) as server:
        url = stored.postgres_record(stored.OF_0_1_0, server)
        play_on(url, tmp_path_factory.mktemp("played"))
        yield partial(_copy_of, server, url)


def _copy_of(server: PostgresServer, url: str) -> str:
    with psycopg.connect(server._url("postgres"), autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS copy")
        connection.execute(f"CREATE DATABASE copy TEMPLATE {make_url(url).database!s}".encode())
    return server._url("copy")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def copies(request: pytest.FixtureRequest) -> Copies:
    """Copies of the played record."""
    found: Copies = request.getfixturevalue(f"{request.param}_copies")
    return found


def audited(url: str, *noted: NotedSeal) -> Audit:
    store = _store_of(url)
    try:
        return audit(store, noted=noted)
    finally:
        store.close()


@cache
def _store_of(url: str) -> SqlStore:
    """Return the store at `url`; once it is closed a copy takes the record's place, and its statements are ready."""
    return open_store(url, stored.KEY)


def attack(copies: Copies, times: int) -> tuple[Counter[str], list[str]]:
    """Tamper so often in each way; return how much of each kind was found, and what was not."""
    whole = audited(copies())
    assert (whole.faults, whole.uncompared) == ((), "")
    noted = NotedSeal(whole.seal, whole.rows, "2020-11-20")
    before = content(copies())
    is_sqlite = copies().startswith("sqlite")
    kinds = [*(kind for kind in BY_STATEMENT if not (is_sqlite and kind in OF_POSTGRESQL)), *["bytes"] * is_sqlite]
    found: Counter[str] = Counter()
    missed = []
    for kind in kinds:
        lots = Random(f"{SEED} {kind}")
        done = 0
        while done < times:
            url = copies()
            tamper(url, kind, lots)
            if kind != "made" and content(url) == before:
                continue
            done += 1
            found_wrong = audited(url, noted)
            told = {*found_wrong.faults, found_wrong.uncompared} - {""}
            # Without the seal that was noted, its own sentence would not be told.
            if told if kind in HIDDEN else told - {noted.fault}:
                found[kind] += 1
            else:
                missed.append(f"{kind} {done}: {told}")
    return found, missed


def test_a_record_that_was_played_on_is_whole(copies: Copies) -> None:
    """What was sealed at the upgrade, and what acts have written since, is as it was sealed."""
    found = audited(copies())
    assert (found.faults, found.uncompared, found.rows > 280) == ((), "", True)


def test_tampering_is_found(copies: Copies) -> None:
    """Some of every kind, drawn by a seed."""
    found, missed = attack(copies, FEW)
    assert (missed, set(found.values())) == ([], {FEW})


@pytest.mark.attack
@pytest.mark.timeout(7200)
def test_all_tampering_is_found(copies: Copies) -> None:
    """A thousand: with a seal noted elsewhere all, without one all but cut tails."""
    found, missed = attack(copies, MANY)
    print(dict(found))  # noqa: T201 - what was found of each kind is what one wants to know
    assert missed == []

"""The record on every database it may be kept in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from emulation_workflow.adapters.record.store import SqlStore
from tests.support.servers.databases import PostgresServer, open_store, postgres_server, sqlite_url
from tests.support.servers.programs import needs_program


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A throw-away PostgreSQL server; tests that want it are skipped where its programs are not installed."""
    programs = needs_program("initdb").resolve().parent
    with postgres_server(programs) as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def record_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new, empty record."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.migrated_database()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that holds nothing yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/data/record.db"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.bare_database()


@pytest.fixture
def store(record_url: str) -> Iterator[SqlStore]:
    """A new, empty record."""
    store = open_store(record_url)
    yield store
    store.close()

"""Pages of an office of its own for each test."""

from pathlib import Path

import pytest

from emulation_workflow.office.office import Office
from tests.support.offices import FakeClock, open_office
from tests.support.pages.person import Person
from tests.support.servers.databases import sqlite_store


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    return open_office(sqlite_store(tmp_path), clock=clock)


@pytest.fixture
def person(office: Office) -> Person:
    """Somebody at the pages, not signed in."""
    return Person(office)

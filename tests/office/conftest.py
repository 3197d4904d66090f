"""An office of its own for each test."""

from pathlib import Path

import pytest

from emulation_workflow.office.office import Office
from tests.support.offices import Hands, open_office
from tests.support.servers.databases import sqlite_store


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def office(tmp_path: Path, clock: Hands) -> Office:
    return open_office(sqlite_store(tmp_path), clock=clock)

"""A whole year of a few units, played once for all tests that read of it, whatever process they run in."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.demo import year_script
from emulation_workflow.demo.letters_of_a_year import play_letters


def record_of_a_year(factory: pytest.TempPathFactory) -> Path:
    """Return a folder of the caller's own with the year's record, its clock at the year's end."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    played = shared / "played-year"
    with (shared / "played-year.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not played.exists():
            folder = factory.mktemp("year") / "record"
            office, _ = play_letters(folder, first=year_script.FIRST, last=year_script.LAST)
            assert isinstance(office.store, SqlStore)
            office.store.close()
            folder.rename(played)
    return Path(shutil.copytree(played, factory.mktemp("year") / "record"))

"""A record is verified row by row: however long it grows, it is never in memory as a whole."""

import tracemalloc
from pathlib import Path

from emulation_workflow.office.audit import audit
from tests.support.samples.sealed_records import fill
from tests.support.servers.databases import sqlite_store

FEW, MANY = 1_000, 10_000
MORE_AT_MOST = 1_000_000
"""Bytes; the rows that there are more have over 20 million."""


def _peak(folder: Path, rows: int) -> int:
    """Return the bytes that verifying so many sealed rows holds at most; all must be as they were sealed."""
    folder.mkdir()
    store = sqlite_store(folder)
    fill(store, rows)
    tracemalloc.start()
    found = audit(store)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    store.close()
    assert (found.rows, found.faults, found.uncompared) == (rows, (), "")
    return peak


def test_ten_thousand_rows_need_no_more_memory_than_a_thousand(tmp_path: Path) -> None:
    """Neither those of the chain, nor those that it vouches for."""
    _peak(tmp_path / "first", FEW)
    assert _peak(tmp_path / "many", MANY) < _peak(tmp_path / "few", FEW) + MORE_AT_MOST

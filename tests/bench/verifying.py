"""Verifying a whole record: against its seals, and against nothing, as whoever only reads and hashes every row."""

import hashlib
import sqlite3
import time
from pathlib import Path

from emulation_workflow.office.audit import audit
from tests.support.samples.sealed_records import fill
from tests.support.servers.databases import sqlite_store

EVERY_CELL = ("SELECT * FROM ledger_row ORDER BY number", "SELECT * FROM board_item")


def verified(folder: Path, rows: int) -> tuple[float, float]:
    """Return the seconds for verifying a record of so many sealed rows, and for reading and hashing its rows alone."""
    store = sqlite_store(folder)
    fill(store, rows)
    began = time.perf_counter()
    found = audit(store)
    ours = time.perf_counter() - began
    store.close()
    if found.faults or found.uncompared:
        raise RuntimeError(found.faults or found.uncompared)
    return ours, _hashed(folder / "record.db")


def _hashed(file: Path) -> float:
    began = time.perf_counter()
    database = sqlite3.connect(file)
    for statement in EVERY_CELL:
        for row in database.execute(statement):
            hashlib.sha256(repr(row).encode()).digest()
    database.close()
    return time.perf_counter() - began

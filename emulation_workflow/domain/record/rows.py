"""Digests of rows: a sealed row holds those of all rows that its act wrote, in whatever table they stand.

A row is known by its table, its key and its cells, these in the very form in which SQLite stores them: text, whole
numbers, bytes. So a digest is the same on every database, and a cell that is stored otherwise shows too.
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence

from emulation_workflow.domain.record.plain_json import as_json

Key = Sequence[object]
"""The cells of a row's primary key, in the order of the key's columns."""


def row_digest(table: str, cells: Mapping[str, object]) -> str:
    """Return the SHA-256 over the table's name and all cells by column, in base64.

    Empty cells count for nothing, so that a column that comes later changes no digest. TypeError if a cell holds what
    is no text that the program could have stored.
    """
    kept = {name: _named(cell) if isinstance(cell, bytes) else cell for name, cell in cells.items() if cell is not None}
    return b64encode(hashlib.sha256(as_json([table, kept]).encode()).digest()).decode()


def _named(cell: bytes) -> object:
    """Return what stands for bytes in JSON: they are named by their hash, and are no text of the same letters."""
    return {"sha256": hashlib.sha256(cell).hexdigest()}

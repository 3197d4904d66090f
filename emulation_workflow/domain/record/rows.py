"""Digests of rows: a sealed row holds those of all rows that its act wrote, in whatever table they stand.

A row is known by its table, its key and its cells, these in the very form in which SQLite stores them: text, whole
numbers, bytes. So a digest is the same on every database, and a cell that is stored otherwise shows too.
"""

import hashlib
from base64 import b64encode
from collections.abc import Sequence

from emulation_workflow.domain.keyed import hmac_sha256
from emulation_workflow.domain.record.plain_json import as_json_bytes

_LENGTH = 18
"""Bytes of a digest by key: 144 bits, 24 characters in base64."""


def row_digest(table: str, columns: Sequence[str], cells: Sequence[object], key: bytes | None) -> str:
    """Return the HMAC-SHA256 over the table's name and all cells by column, cut to 144 bits, in base64.

    Who has not the key cannot tell from it whether they have guessed the cells. Without a key it is the SHA-256 that
    earlier versions used. Empty cells count for nothing, so that a column that comes later changes no digest. TypeError
    if a cell holds what is no text that the program could have stored.
    """
    kept = {name: cell for name, cell in zip(columns, cells, strict=True) if cell is not None}
    try:
        text = as_json_bytes([table, kept])
    except TypeError:
        text = as_json_bytes([table, {name: _named(cell) for name, cell in kept.items()}])
    return b64encode(hashlib.sha256(text).digest()).decode() if key is None else digest_by_key(text, key)


def digest_by_key(text: bytes, key: bytes) -> str:
    """Return the HMAC-SHA256 cut to 144 bits, in base64."""
    return b64encode(hmac_sha256(key, text)[:_LENGTH]).decode()


def is_by_key(digest: str) -> bool:
    """Return whether a digest, of a row or a list, is one by key: those that earlier versions used are longer."""
    return len(digest) == _LENGTH * 4 // 3


def _named(cell: object) -> object:
    """Return what stands for bytes in JSON: they are named by their hash, and are no text of the same letters."""
    return {"sha256": hashlib.sha256(cell).hexdigest()} if isinstance(cell, bytes) else cell

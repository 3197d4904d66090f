"""What every table shown has in common."""

from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]
"""A table's row: what stands in it by the names of its columns."""


def row(columns: Iterable[str], *cells: object) -> Row:
    """Return the cells by the names of their columns; there must be one for each."""
    return dict(zip(columns, cells, strict=True))

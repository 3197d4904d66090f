"""Several questions answered by one statement: rows in which the columns of several tables stand side by side."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, cast, null

from emulation_workflow.adapters.record.sql import Row


class Parts:
    """The columns of several tables, each table's under a name; the first of each is a key and never NULL."""

    def __init__(self, **parts: Iterable[ColumnElement[Any]]) -> None:
        self.columns: list[ColumnElement[Any]] = []
        self._places: dict[str, tuple[int, int, tuple[str, ...]]] = {}
        for name, columns in parts.items():
            start = len(self.columns)
            self.columns.extend(columns)
            keys = tuple(str(column.key) for column in self.columns[start:])
            self._places[name] = (start, len(self.columns), keys)

    def only(self, name: str) -> list[ColumnElement[Any]]:
        """Return all columns, of which those of the other parts are empty."""
        start, end, _ = self._places[name]
        return [
            column if start <= place < end else cast(null(), column.type) for place, column in enumerate(self.columns)
        ]

    def rows(self, name: str, found: Iterable[Sequence[Any]]) -> list[Row]:
        """Return the part's columns, by key, of those rows that it is in."""
        start, end, keys = self._places[name]
        return [dict(zip(keys, row[start:end], strict=True)) for row in found if row[start] is not None]

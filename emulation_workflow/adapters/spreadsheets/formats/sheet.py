"""A sheet as plain cells, with what a person sees of it: what is hidden, struck out or merged."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

FORMULA, ERROR = "f", "e"
"""Kinds of cell, in openpyxl's letters, that hold no value somebody wrote."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell's value as it shows, and its kind: FORMULA, ERROR or another letter."""

    value: Any = None
    data_type: str = "n"
    is_struck: bool = False


EMPTY = SheetCell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet, row by row from its first; rows and columns are counted from 1."""

    title: str
    rows: Sequence[Sequence[SheetCell]] = field(repr=False)
    is_visible: bool = True
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: Sequence[tuple[int, int]] = ()
    merged: Sequence[Area] = ()

    @property
    def max_row(self) -> int:
        return len(self.rows)

    def __getitem__(self, address: str) -> SheetCell:
        """Return the cell at an address like C12, an empty one beyond the last."""
        row, column = place_of(address)
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else EMPTY

    def is_hidden(self, row: int, column: int) -> bool:
        return row in self.hidden_rows or self.is_column_hidden(column)

    def is_column_hidden(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self.hidden_columns)


Sheets = Mapping[str, Sheet]
"""By title, in the workbook's order."""


def place_of(address: str) -> tuple[int, int]:
    """Return row and column of an address like C12, counted from 1."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(address[len(letters) :]), column


_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ZEROS = re.compile(r"0{2,15}")


def as_shown(value: Any, number_format: str) -> Any:
    """Return a day without an hour that does not show, an hour without such a day, 00001 for 1 where that shows."""
    if isinstance(value, datetime):
        has_day, has_hour = _shows(number_format)
        if not has_hour:
            return datetime.combine(value.date(), time())
        return value if has_day else value.time()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if _ZEROS.fullmatch(number_format) and value >= 0 and value == int(value):
        return str(int(value)).zfill(len(number_format))
    return value


@lru_cache
def _shows(number_format: str) -> tuple[bool, bool]:
    """Return whether a day and whether an hour shows in this format; of one that says neither, both."""
    signs = set(_NOT_SHOWN.sub("", number_format.partition(";")[0]).lower())
    has_day, has_hour = bool(signs & set("dy")), bool(signs & set("hs"))
    return (
        (has_day or not has_hour, has_hour or not has_day) if has_day or has_hour else ("m" in signs, "m" not in signs)
    )


def is_day(value: object) -> bool:
    return isinstance(value, date | time)

"""A sheet as plain cells, with what a person sees of it: what is hidden, struck out or merged."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import Any

FORMULA, ERROR = "f", "e"
"""Kinds of cell, in openpyxl's letters, that hold no value somebody wrote."""

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 1."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell's value as it shows, and its kind: FORMULA, ERROR or another letter; `is_unseen`: nothing of it shows."""

    value: Any = None
    data_type: str = "n"
    is_struck: bool = False
    is_unseen: bool = False


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
    notes: Sequence[tuple[str, str]] = ()
    """Comments on cells: address and text."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "hidden_columns", _apart(self.hidden_columns))

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
        at = bisect_right(self.hidden_columns, column, key=itemgetter(0))
        return at > 0 and column <= self.hidden_columns[at - 1][1]


def _apart(ranges: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return the ranges in their order, those that meet as one, so that a column is looked up and not searched for."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            first, before = found.pop()  # noqa: PLW2901 - the same range, longer
            last = max(before, last)  # noqa: PLW2901 - as above
        found.append((first, last))
    return found


MAX_NOTES = 200
"""Comments of a sheet that are read."""
LONGEST_NOTE = 2_000
"""Characters of one that are read, at least."""

Sheets = Mapping[str, Sheet]
"""By title, in the workbook's order."""


def place_of(address: str) -> tuple[int, int]:
    """Return row and column of an address like C12, counted from 1."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(address[len(letters) :]), column


def address_of(row: int, column: int) -> str:
    """Return the address of a cell, both counted from 1."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ZEROS = re.compile(r"0{2,15}")


def as_shown(value: Any, number_format: str) -> Any:
    """Return a day without an hour that does not show, an hour without such a day, 00001 for 1 where that shows."""
    if isinstance(value, datetime):
        has_day, has_hour = _shows(number_format)
        if not has_hour:
            return datetime.combine(value.date(), time())
        return value if has_day else _hour_or_number(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if _ZEROS.fullmatch(number_format) and value >= 0 and value == int(value):
        return str(int(value)).zfill(len(number_format))
    return value


def _hour_or_number(moment: datetime) -> time | float:
    """Return the hour of a moment; of a number that somebody typed into a cell for hours (7.3, 8) that number.

    It shows as an hour that nobody meant: 7:12, 0:00.
    """
    begin = _NUMBERS_FROM.get(moment.year)
    if begin is None:
        return moment.time()
    return number_of_days(moment - begin)


def number_of_days(length: timedelta) -> float:
    """Return a length in days as a person types it: 8 and not 8.0."""
    days = round(length / timedelta(days=1), 6)
    return int(days) if days.is_integer() else days


_NUMBERS_FROM = {1900: datetime(1899, 12, 31), 1904: datetime(1904, 1, 1)}  # noqa: DTZ001 - as a sheet counts days
"""What the days of the first year are counted from, in the one way and the other."""


@lru_cache
def _shows(number_format: str) -> tuple[bool, bool]:
    """Return whether a day and whether an hour shows in this format; of one that says neither, both."""
    signs = set(_NOT_SHOWN.sub("", number_format.partition(";")[0]).lower())
    has_day, has_hour = bool(signs & set("dy")), bool(signs & set("hs"))
    return (
        (has_day or not has_hour, has_hour or not has_day) if has_day or has_hour else ("m" in signs, "m" not in signs)
    )


WHITE = "FFFFFF"
"""What a sheet is of where nothing fills it."""

UNREADABLE_POINTS = 2.0
"""A font of this size, or a row as low, shows as a line at best."""
UNREADABLE_WIDTH = 0.6
"""Of a column, in characters."""
UNREADABLE_WIDTH_POINTS = 5.5
"""The same in points."""
_NEARLY = 24
"""Steps of 255 by which the colour of a text may differ from what is behind it, and nobody sees it."""


def is_lost(colour: str, behind: str) -> bool:
    """Return whether a text of one colour is not seen on another, both as six digits or a name alike; "" is unknown."""
    if not colour or not behind or colour == behind:
        return bool(colour) and colour == behind
    if not (_RGB.fullmatch(colour) and _RGB.fullmatch(behind)):
        return False
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(behind), strict=True)
    return all(abs(shade - other) <= _NEARLY for shade, other in pairs)


def shaded(tint: float) -> str:
    """Return white as a theme shades it, from 0 to -1."""
    return f"{round(255 * (1 + max(-1.0, min(0.0, tint)))):02X}" * 3


_RGB = re.compile("[0-9A-F]{6}")
TWIPS = 20
"""In a point."""
WIDTHS = 256
"""Of a character, in which binary formats say how wide a column is."""

_LITERAL = re.compile(r'"[^"]*"|\\.')
_OF_TEXT = 3
"""Where a format's part for texts stands, after those for what is above, below and equal to zero."""


def shows_nothing(number_format: str, value: Any) -> bool:
    """Return whether this format leaves the value out, as ";;;" does: its part for such values is empty."""
    if ";" not in number_format:
        return False
    parts = _LITERAL.sub("x", number_format).split(";")
    if isinstance(value, str):
        return len(parts) > _OF_TEXT and not parts[_OF_TEXT].strip()
    part = parts[0]
    if isinstance(value, int | float) and value < 0:
        part = parts[1]
    elif value == 0 and len(parts) >= _OF_TEXT:
        part = parts[2]
    return not part.strip()


def is_day(value: object) -> bool:
    return isinstance(value, date | time)

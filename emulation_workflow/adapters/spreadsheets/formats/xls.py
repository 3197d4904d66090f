"""Workbooks of Excel 97-2003 (.xls), read by xlrd, which tells what is hidden, merged and struck out.

Of a formula such a file is read for what it shows: xlrd does not tell which cells are formulas.
"""

import io
import struct
from typing import Any

from emulation_workflow.adapters.spreadsheets.formats.sheet import (
    EMPTY,
    ERROR,
    MAX_NOTES,
    TWIPS,
    UNREADABLE_POINTS,
    UNREADABLE_WIDTH,
    WHITE,
    WIDTHS,
    Sheet,
    SheetCell,
    Sheets,
    address_of,
    as_shown,
    is_lost,
    shows_nothing,
)
from emulation_workflow.adapters.spreadsheets.package import Bounds, TooMuch

OLE = b"\xd0\xcf\x11\xe0"
_HEAD = 4
"""Bytes of a record's head: its kind and its size (MS-XLS 2.1.4)."""
_SHEET, _SHEET_BEGINS, _MANY_CELLS = 0x85, 0x809, (0xBD, 0xBE)
_CELLS = frozenset({0x1, 0x2, 0x3, 0x4, 0x5, 0x6, 0x7, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406})
_CELLS |= frozenset(_MANY_CELLS)
MAX_BYTES = 5_000_000
"""A list of ten thousand rows takes two megabytes; each could hold two million empty cells."""


def read_xls(data: bytes, bounds: Bounds, *, rows: int) -> Sheets:
    """Return the first `rows` of each sheet. TooMuch, or whatever a damaged file makes xlrd trip over."""
    import xlrd  # noqa: PLC0415 - as in xlsx: every start reads a table, and hardly ever a workbook

    if len(data) > MAX_BYTES:
        raise TooMuch
    _ensure_bounded(data, bounds)
    book = xlrd.open_workbook(
        file_contents=data, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
    )
    reader = _Reader(book, bounds)
    found = {}
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        found[sheet.name] = reader.sheet(sheet, rows)
        book.unload_sheet(index)
    return found


def _ensure_bounded(data: bytes, bounds: Bounds) -> None:
    """Ensure that rows reach no further than there may be cells: xlrd fills each up to its last.

    TooMuch otherwise, and where two sheets are said to stand in one place.
    """
    from xlrd.compdoc import CompDoc  # noqa: PLC0415 - as above

    package = CompDoc(data, logfile=io.StringIO())
    streams = (package.locate_named_stream(name) for name in ("Workbook", "Book"))
    found, at, length = next((stream for stream in streams if stream[0]), (b"", 0, 0))
    content = found or b""
    widths: dict[int, int] = {}
    places: set[int] = set()
    width, end = 0, at + length
    while at + _HEAD <= end:
        kind, size = struct.unpack_from("<HH", content, at)
        at += _HEAD
        if kind == _SHEET_BEGINS:
            widths = {}
        elif kind == _SHEET and size >= _HEAD:
            place = struct.unpack_from("<I", content, at)[0]
            if place in places:
                raise TooMuch
            places.add(place)
        elif kind in _CELLS and size >= _HEAD:
            row, column = struct.unpack_from("<HH", content, at)
            if kind in _MANY_CELLS:
                column = struct.unpack_from("<H", content, at + size - 2)[0]
            more = max(0, column + 1 - widths.get(row, 0))
            widths[row] = widths.get(row, 0) + more
            width += more
            if width > bounds.cells:
                raise TooMuch
        at += size


class _Reader:
    """A workbook's cells on their way; `left` is how many may still come."""

    def __init__(self, book: Any, bounds: Bounds) -> None:
        import xlrd  # noqa: PLC0415 - as above

        self._xlrd = xlrd
        self._book = book
        self._left = bounds.cells
        struck = [bool(font.struck_out) for font in book.font_list]
        self._fonts = struck
        self._struck = [struck[look.font_index] for look in book.xf_list]
        self._unseen = [self._is_unseen(look) for look in book.xf_list]
        formats = {key: known.format_str for key, known in book.format_map.items()}
        self._formats = [formats.get(look.format_key, "") for look in book.xf_list]

    def _is_unseen(self, look: Any) -> bool:
        """Return whether the text has the colour of what is behind it, both known, or a size that nobody reads."""
        if self._book.font_list[look.font_index].height <= UNREADABLE_POINTS * TWIPS:
            return True
        fill = look.background.fill_pattern
        behind = self._colour(look.background.pattern_colour_index) if fill == 1 else "" if fill else WHITE
        return is_lost(self._colour(self._book.font_list[look.font_index].colour_index), behind)

    def _colour(self, index: int) -> str:
        colour = self._book.colour_map.get(index)
        return "".join(f"{part:02X}" for part in colour) if colour else ""

    def sheet(self, sheet: Any, most: int) -> Sheet:
        return Sheet(
            sheet.name,
            [self._row(sheet, row) for row in range(min(sheet.nrows, most))],
            is_visible=sheet.visibility == 0,
            hidden_rows=frozenset(
                row + 1
                for row, look in sheet.rowinfo_map.items()
                if look.hidden or look.height <= UNREADABLE_POINTS * TWIPS
            ),
            hidden_columns=[
                (column + 1, column + 1)
                for column, look in sheet.colinfo_map.items()
                if look.hidden or look.width <= UNREADABLE_WIDTH * WIDTHS
            ],
            merged=[(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
            notes=[
                (address_of(row + 1, column + 1), note.text)
                for (row, column), note in list(sheet.cell_note_map.items())[:MAX_NOTES]
            ],
        )

    def _row(self, sheet: Any, row: int) -> list[SheetCell]:
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        self._left -= max(1, len(kinds))
        if self._left < 0:
            raise TooMuch
        return [
            self._cell(sheet, row, column, kind, value)
            for column, (kind, value) in enumerate(zip(kinds, values, strict=True))
        ]

    def _cell(self, sheet: Any, row: int, column: int, kind: int, value: Any) -> SheetCell:
        xlrd = self._xlrd
        if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or value == "":
            return EMPTY
        look = sheet.cell_xf_index(row, column)
        pieces = sheet.rich_text_runlist_map.get((row, column), ())
        is_struck = self._struck[look] or any(self._fonts[font] for _, font in pieces)
        is_unseen = self._unseen[look] or shows_nothing(self._formats[look], value)
        if kind == xlrd.XL_CELL_ERROR:
            return SheetCell(xlrd.error_text_from_code.get(value, "#"), ERROR, is_struck, is_unseen)
        if kind == xlrd.XL_CELL_BOOLEAN:
            return SheetCell(bool(value), "b", is_struck, is_unseen)
        if kind == xlrd.XL_CELL_DATE:
            moment = xlrd.xldate_as_datetime(value, self._book.datemode)
            value = moment.time() if 0 <= value < 1 else moment
            return SheetCell(as_shown(value, self._formats[look]), "d", is_struck, is_unseen)
        if kind == xlrd.XL_CELL_NUMBER:
            number = int(value) if value.is_integer() else value
            return SheetCell(as_shown(number, self._formats[look]), "n", is_struck, is_unseen)
        return SheetCell(value, "s", is_struck, is_unseen)

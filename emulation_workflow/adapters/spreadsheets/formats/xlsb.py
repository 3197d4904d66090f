"""Binary workbooks (.xlsb): values by calamine, and, from the records, what is hidden, merged, struck out, a formula.

calamine makes a table of as many cells as lie between the first and the last, and passes over cells that are written
short (MS-XLSB 2.4.695 ff., as SheetJS writes them): both is seen to before it opens anything.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Any

from emulation_workflow.adapters.spreadsheets.formats.sheet import (
    EMPTY,
    ERROR,
    FORMULA,
    LONGEST_NOTE,
    MAX_NOTES,
    TWIPS,
    UNREADABLE_POINTS,
    UNREADABLE_WIDTH,
    WHITE,
    WIDTHS,
    Area,
    Sheet,
    SheetCell,
    Sheets,
    address_of,
    is_lost,
    shaded,
    shows_nothing,
)
from emulation_workflow.adapters.spreadsheets.package import MAX_IN_ROW, Bounds, TooMuch, ensure_small

WORKBOOK_PART = "xl/workbook.bin"
_RELATIONS = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_ROW, _COLUMNS, _MERGED, _SHEET, _FONT, _FORMAT, _FILL, _LOOK = 0, 60, 176, 156, 43, 44, 45, 47
_LOOKS_BEGIN, _LOOKS_END = 617, 618
_COMMENT, _COMMENT_TEXT = 635, 637
_SHORT, _LONG_OF_SHORT = range(12, 19), 11
_EMPTY_CELL, _ERROR_CELLS, _FORMULA_CELLS, _CELLS = 1, (3, 11), (8, 9, 10, 11), (*range(1, 12), 62)
_IS_HIDDEN_ROW, _IS_HIDDEN_COLUMN, _IS_STRUCK = 0x10, 0x01, 0x08
_MORE = 0x80
"""The bit of a byte that says that a number goes on in the next."""
_MOST_BETWEEN = 4
"""Cells between the first and the last that calamine may make for each one that there may be."""


def read_xlsb(data: bytes, bounds: Bounds, *, rows: int) -> Sheets:
    """Return the first `rows` of each sheet. TooMuch, or whatever a damaged file makes calamine trip over."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 - as in xlsx

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        ensure_small(package, bounds)
        parts = {name: package.read(name) for name in package.namelist()}
    named = _sheets(parts)
    if len(set(named.values())) < len(named):
        raise TooMuch
    styles = _styles(parts.get("xl/styles.bin", b""))
    looks = {title: _Looks.of(parts[name], styles) for title, name in named.items()}
    for title, name in named.items():
        looks[title].notes = _notes(parts, name)
    if sum(each.count for each in looks.values()) > bounds.cells:
        raise TooMuch
    if sum(each.reach for each in looks.values()) > bounds.cells * _MOST_BETWEEN:
        raise TooMuch
    parts |= {name: looks[title].part for title, name in named.items()}
    book = CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts)))
    found = {}
    for meta in book.sheets_metadata:
        if meta.name in looks:
            values = book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False, nrows=rows)
            found[meta.name] = looks[meta.name].sheet(
                meta.name, values, is_visible=meta.visible == SheetVisibleEnum.Visible
            )
    return found


@dataclass(frozen=True, slots=True)
class _Style:
    """What of a cell's look matters here."""

    is_struck: bool = False
    is_unseen: bool = False
    number_format: str = ""


@dataclass(slots=True)
class _Looks:
    """What the records of a sheet say besides its values; `part` is the sheet with its cells written out."""

    part: bytes
    count: int = 0
    reach: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    kinds: dict[tuple[int, int], tuple[str, _Style]] = field(default_factory=dict)

    @classmethod
    def of(cls, part: bytes, styles: Mapping[int, _Style]) -> "_Looks":
        looks, written = cls(part), bytearray()
        row, column, widest, deepest = 0, -1, 0, 0
        for kind, content in _records(part):
            if kind == _ROW:
                row, column = struct.unpack_from("<I", content)[0] + 1, -1
                height = struct.unpack_from("<H", content, 8)[0]
                if content[11] & _IS_HIDDEN_ROW or height <= UNREADABLE_POINTS * TWIPS:
                    looks.hidden_rows.add(row)
            elif kind in _SHORT:
                kind, content = kind - _LONG_OF_SHORT, struct.pack("<I", column + 1) + content  # noqa: PLW2901 - the same record, longer
            if kind in _CELLS:
                column = struct.unpack_from("<I", content)[0]
                style = styles.get(struct.unpack_from("<I", content, 4)[0] & 0xFFFFFF, _PLAIN)
                looks._see(kind, row, column + 1, style)
                if kind != _EMPTY_CELL:
                    widest, deepest = max(widest, column + 1), max(deepest, row)
                    looks.reach = deepest * widest
            elif kind == _COLUMNS:
                first, last, width = struct.unpack_from("<III", content)
                is_hidden = struct.unpack_from("<H", content, 16)[0] & _IS_HIDDEN_COLUMN
                if is_hidden or width <= UNREADABLE_WIDTH * WIDTHS:
                    looks.hidden_columns.append((first + 1, last + 1))
            elif kind == _MERGED:
                top, bottom, left, right = struct.unpack_from("<IIII", content)
                looks.merged.append((top + 1, left + 1, bottom + 1, right + 1))
            written += _record(kind, content)
        looks.part = bytes(written)
        return looks

    def _see(self, kind: int, row: int, column: int, style: _Style) -> None:
        if column > MAX_IN_ROW:
            raise TooMuch
        self.count += 1
        said = ERROR if kind in _ERROR_CELLS else FORMULA if kind in _FORMULA_CELLS else "n"
        if said != "n" or style is not _PLAIN:
            self.kinds[row, column] = (said, style)

    def sheet(self, title: str, values: list[list[Any]], *, is_visible: bool) -> Sheet:
        rows = [
            [self._cell(row, column, value) for column, value in enumerate(cells, start=1)]
            for row, cells in enumerate(values, start=1)
        ]
        return Sheet(
            title,
            rows,
            is_visible=is_visible,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=self.hidden_columns,
            merged=self.merged,
            notes=self.notes,
        )

    def _cell(self, row: int, column: int, value: Any) -> SheetCell:
        kind, style = self.kinds.get((row, column), ("n", _PLAIN))
        if value == "" and kind == "n":
            return EMPTY
        value = int(value) if isinstance(value, float) and value.is_integer() else value
        is_unseen = style.is_unseen or shows_nothing(style.number_format, value)
        return SheetCell(value, kind, style.is_struck, is_unseen)


def _notes(parts: Mapping[str, bytes], sheet: str) -> list[tuple[str, str]]:
    """Return the comments of a sheet, each with its cell's address (MS-XLSB 2.1.7.7)."""
    folder, _, name = sheet.rpartition("/")
    targets = [
        normpath(join(folder, said.get(b"Target", b"").decode()))
        for said in map(_said, _RELATIONS.findall(parts.get(f"{folder}/_rels/{name}.rels", b"")))
    ]
    found: list[tuple[str, str]] = []
    address = ""
    for kind, content in _records(next((parts[target] for target in targets if _is_of_comments(target, parts)), b"")):
        if kind == _COMMENT:
            row, _, column = struct.unpack_from("<III", content, 4)
            address = address_of(row + 1, column + 1)
        elif kind == _COMMENT_TEXT and len(found) < MAX_NOTES:
            found.append((address, _text(content, 1)[0].strip()[:LONGEST_NOTE]))
    return found


def _is_of_comments(target: str, parts: Mapping[str, bytes]) -> bool:
    return target in parts and "comments" in target.rpartition("/")[2].lower()


def _said(relation: bytes) -> Mapping[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(relation))


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return each sheet's title and part."""
    targets = {}
    for relation in _RELATIONS.findall(parts["xl/_rels/workbook.bin.rels"]):
        said = {name: value.decode() for name, value in _ATTRIBUTE.findall(relation)}
        targets[said[b"Id"]] = said[b"Target"]
    found = {}
    for kind, content in _records(parts[WORKBOOK_PART]):
        if kind == _SHEET:
            relation, after = _text(content, 8)
            title, _ = _text(content, after)
            name = targets[relation].lstrip("/")
            found[title] = name if name in parts else f"xl/{name}"
    return found


_PLAIN = _Style()
_AUTOMATIC, _OF_THEME, _HAS_VALUE, _SOLID = 0, 3, 1, 1
_WHOLE_TINT = 32_767
_WHITE_PLACES = (1, 9)
"""Of the palette."""


def _styles(part: bytes) -> Mapping[int, _Style]:
    """Return by number the looks that are not plain."""
    fonts: list[tuple[bool, str, bool]] = []
    fills: list[str] = []
    formats: dict[int, str] = {}
    found: dict[int, _Style] = {}
    index, are_of_cells = 0, False
    for kind, content in _records(part):
        if kind == _FONT:
            is_tiny = struct.unpack_from("<H", content)[0] <= UNREADABLE_POINTS * TWIPS
            fonts.append((bool(content[2] & _IS_STRUCK), _colour(content[12:20]), is_tiny))
        elif kind == _FILL:
            pattern = struct.unpack_from("<I", content)[0]
            fills.append(_colour(content[4:12]) if pattern == _SOLID else "" if pattern else WHITE)
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", content)[0]] = _text(content, 2)[0]
        elif kind in (_LOOKS_BEGIN, _LOOKS_END):
            are_of_cells = kind == _LOOKS_BEGIN
        elif kind == _LOOK and are_of_cells:
            number, font, fill = struct.unpack_from("<HHH", content, 2)
            is_struck, colour, is_tiny = fonts[font] if font < len(fonts) else (False, "", False)
            behind = fills[fill] if fill < len(fills) else WHITE
            style = _Style(is_struck, is_tiny or is_lost(colour, behind), formats.get(number, ""))
            if style != _PLAIN:
                found[index] = style
            index += 1
    return found


def _colour(content: bytes) -> str:
    """Return a colour (MS-XLSB 2.5.155) by its red, green and blue, or by its place in the theme; "" if left open."""
    kind, place, tint = content[0] >> 1, content[1], struct.unpack_from("<h", content, 2)[0]
    if kind == _AUTOMATIC:
        return ""
    if kind == _OF_THEME:
        return shaded(tint / _WHOLE_TINT) if place == 0 else f"{place} {tint}"
    if not content[0] & _HAS_VALUE:
        return WHITE if place in _WHITE_PLACES else ""
    return content[4:7].hex().upper()


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Return the records of a part, each by its kind (MS-XLSB 2.1.4)."""
    at = 0
    while at < len(part):
        kind, at = part[at], at + 1
        if kind & _MORE:
            kind, at = (kind & 0x7F) | (part[at] & 0x7F) << 7, at + 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte, at = part[at], at + 1
            length |= (byte & 0x7F) << shift
            if not byte & _MORE:
                break
        yield kind, part[at : at + length]
        at += length


def _record(kind: int, content: bytes) -> bytes:
    said = bytes([kind & 0x7F | _MORE, kind >> 7]) if kind >= _MORE else bytes([kind])
    length = len(content)
    while length >= _MORE:
        said, length = said + bytes([length & 0x7F | _MORE]), length >> 7
    return said + bytes([length]) + content


def _text(content: bytes, at: int) -> tuple[str, int]:
    length = struct.unpack_from("<I", content, at)[0]
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le"), end


def _packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()

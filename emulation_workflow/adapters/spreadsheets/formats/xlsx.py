"""XLSX workbooks, Transitional and Strict, read as streams by openpyxl, so that nothing but cells is built of them.

Styles are looked at for what is struck out or not seen; charts, pictures and rules are not looked at.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterable
from itertools import islice
from posixpath import basename, dirname, join, normpath
from typing import Any
from xml.parsers import expat

from emulation_workflow.adapters.spreadsheets.formats.sheet import (
    EMPTY,
    LONGEST_NOTE,
    MAX_NOTES,
    UNREADABLE_POINTS,
    UNREADABLE_WIDTH,
    WHITE,
    Area,
    Sheet,
    SheetCell,
    Sheets,
    as_shown,
    is_lost,
    place_of,
    shaded,
    shows_nothing,
)
from emulation_workflow.adapters.spreadsheets.package import Bounds, TooMuch, ensure_bounded

WORKBOOK_PART = "xl/workbook.xml"
_COMMENTS = re.compile(r"/(?:comments|threadedComment)$")
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES_OF_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
"""ISO/IEC 29500 Strict and Transitional differ in these names, and in little else that a cell holds."""


def read_xlsx(data: bytes, bounds: Bounds, *, rows: int) -> Sheets:
    """Return the first `rows` of each sheet.

    TooMuch before anything is opened if the package exceeds the bounds; else whatever a damaged part makes openpyxl
    trip over.
    """
    # Loaded here because every start reads a table, and hardly ever a workbook.
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - see above

    class Reader(ExcelReader):
        """openpyxl's own, that opens no part for two sheets: no program has them share one, and each opening costs."""

        def read_worksheets(self) -> None:
            _ensure_each_once(relation.target for _, relation in self.parser.find_sheets())
            super().read_worksheets()

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        ensure_bounded(package, bounds)
        if _STRICT in package.read(WORKBOOK_PART):
            data = _transitional(package)
    with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as package:
        warnings.simplefilter("ignore")  # openpyxl tells of features it drops; nothing is written back.
        reader = Reader(io.BytesIO(data), read_only=True, keep_links=False, rich_text=True)
        reader.read()
        styles, parts, left = _Styles(reader.wb), _Parts(package), bounds.cells
        found = {}
        sheets: Any = reader.wb.worksheets
        for sheet in sheets:
            looks = _Looks()
            looks.read(parts.read(sheet._worksheet_path))  # noqa: SLF001 - openpyxl tells it nowhere else
            count = min(looks.last_row, rows)
            left -= count
            if left < 0:
                raise TooMuch
            found[sheet.title] = _sheet(sheet, parts, styles, looks, count)
        return found


def _ensure_each_once(names: Iterable[str]) -> None:
    known = list(names)
    if len(set(known)) < len(known):
        raise TooMuch


class _Parts:
    """The parts of a package, each read once at most. TooMuch where one is named again."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._waiting = set(package.namelist())
        self._names = frozenset(self._waiting)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        if name in self._names and name not in self._waiting:
            raise TooMuch
        self._waiting.discard(name)
        return self._package.read(name)


def _transitional(package: zipfile.ZipFile) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name in package.namelist():
            part = package.read(name)
            for strict, transitional in _NAMES_OF_STRICT if name.endswith((".xml", ".rels")) else ():
                part = part.replace(strict, transitional)
            made.writestr(name, part)
    return out.getvalue()


class _Styles:
    """By number: the styles whose text is struck out, and those whose text has the colour of what is behind it."""

    def __init__(self, book: Any) -> None:
        fonts, fills = list(book._fonts), list(book._fills)  # noqa: SLF001 - looked up for each cell they cost seconds
        self.struck: set[int] = set()
        self.unseen: set[int] = set()
        for index, style in enumerate(book._cell_styles):  # noqa: SLF001 - as above
            font = fonts[style.fontId] if style.fontId < len(fonts) else None
            behind = _behind(fills[style.fillId]) if style.fillId < len(fills) else WHITE
            if font is not None and font.strike:
                self.struck.add(index)
            if font is not None and (_is_tiny(font) or is_lost(_colour(font.color), behind)):
                self.unseen.add(index)


def _is_tiny(font: Any) -> bool:
    return font.sz is not None and font.sz <= UNREADABLE_POINTS


def _behind(fill: Any) -> str:
    """Return the colour of a fill, "" if it is none or several."""
    if not getattr(fill, "fill_type", "several"):
        return WHITE
    return _colour(fill.fgColor) if getattr(fill, "fill_type", "") == "solid" else ""


def _colour(colour: Any) -> str:
    """Return a colour by its red, green and blue, or by its place in the workbook's theme; "" if it is left open."""
    if colour is None:
        return ""
    if colour.type == "rgb":
        return str(colour.rgb)[-6:].upper()
    if colour.type == "indexed":
        from openpyxl.styles.colors import COLOR_INDEX  # noqa: PLC0415 - as in read_xlsx

        return COLOR_INDEX[colour.indexed][-6:] if 0 <= colour.indexed < len(COLOR_INDEX) else ""
    if colour.type == "theme":
        return shaded(colour.tint) if colour.theme == 0 else f"{colour.theme} {colour.tint}"
    return ""


def _sheet(sheet: Any, parts: _Parts, styles: _Styles, looks: "_Looks", count: int) -> Sheet:
    # A sheet may state a size that is not its own.
    sheet.reset_dimensions()
    cells = [[_cell(cell, styles, looks.struck) for cell in row] for row in islice(sheet.iter_rows(), count)]
    return Sheet(
        sheet.title,
        cells,
        is_visible=sheet.sheet_state == "visible",
        hidden_rows=frozenset(looks.hidden_rows),
        hidden_columns=looks.hidden_columns,
        merged=looks.merged,
        notes=_notes(parts, sheet._worksheet_path.lstrip("/")),  # noqa: SLF001 - as above
    )


def _notes(package: _Parts, sheet: str) -> list[tuple[str, str]]:
    """Return the comments of a sheet, those of a conversation as the conversation has them."""
    relations = join(dirname(sheet), "_rels", f"{basename(sheet)}.rels")
    if relations not in package:
        return []
    found = _Notes()
    found.read(package.read(relations))
    parts = [normpath(join(dirname(sheet), target)).lstrip("/") for target in found.targets]
    conversations = [part for part in parts if "threadedComment" in part]
    for part in conversations or parts:
        if part in package:
            found.read(package.read(part))
    return [(address, text.strip()) for address, text in found.notes if text.strip()][:MAX_NOTES]


class _Notes:
    """Comments as the parts of a package say them: where they are, and what they say."""

    def __init__(self) -> None:
        self.targets: list[str] = []
        self.notes: list[tuple[str, str]] = []
        self._is_text = False

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._read
        parser.Parse(part, True)  # noqa: FBT003 - expat's own signature

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "Relationship" and _COMMENTS.search(attributes.get("Type", "")):
            self.targets.append(attributes.get("Target", ""))
        elif name in {"comment", "threadedComment"}:
            self.notes.append((attributes.get("ref", ""), ""))
        self._is_text = name in {"t", "text"}

    def _end(self, _tag: str) -> None:
        self._is_text = False

    def _read(self, text: str) -> None:
        if self._is_text and self.notes:
            address, before = self.notes[-1]
            if len(before) < LONGEST_NOTE:
                self.notes[-1] = (address, before + text[:LONGEST_NOTE])


def _cell(cell: Any, styles: _Styles, struck_within: Collection[str]) -> SheetCell:
    value = cell.value
    if value is None:
        return EMPTY
    look = cell._style_id  # noqa: SLF001 - as above
    is_struck = look in styles.struck or (bool(struck_within) and cell.coordinate in struck_within)
    is_unseen = look in styles.unseen
    if isinstance(value, list):  # openpyxl's rich text: its pieces, some with a font.
        fonts = [piece.font for piece in value if not isinstance(piece, str) and piece.font]
        is_struck = is_struck or any(font.strike for font in fonts)
        is_unseen = is_unseen or any(_is_tiny(font) or is_lost(_colour(font.color), WHITE) for font in fonts)
        value = str(value)
    number_format = cell.number_format if look else ""
    if shows_nothing(number_format, value):
        is_unseen = True
    elif cell.data_type in "nd":
        value = as_shown(value, number_format)
    return SheetCell(value, cell.data_type, is_struck, is_unseen)


class _Looks:
    """What of a sheet does not show, and what is merged: openpyxl leaves it out of what it reads as a stream."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[Area] = []
        self.struck: set[str] = set()
        self.last_row = 0
        """The last that has a cell; rows behind it may be formatted to a sheet's end."""
        self._row = 0
        self._cell = ""
        self._height = "inf"
        """Of rows that do not state their own; a row that is written shows, though others be hidden by default."""

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.Parse(part, True)  # noqa: FBT003 - expat's own signature

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell = attributes.get("r", "")
            self.last_row = max(self.last_row, self._row)
        elif name == "strike" and attributes.get("val") not in {"0", "false"}:  # In a text that stands in its cell.
            self.struck.add(self._cell)
        elif name == "sheetFormatPr":
            self._height = attributes.get("defaultRowHeight", "inf")
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            if _is_hidden({"ht": self._height, **attributes}, "ht", UNREADABLE_POINTS):
                self.hidden_rows.add(self._row)
        elif name == "col" and _is_hidden(attributes, "width", UNREADABLE_WIDTH):
            self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "mergeCell":
            first, _, last = attributes["ref"].replace("$", "").partition(":")
            self.merged.append((*place_of(first), *place_of(last or first)))


def _is_hidden(attributes: dict[str, str], size: str, least: float) -> bool:
    return attributes.get("hidden") in {"1", "true", "on"} or float(attributes.get(size, "inf")) <= least

"""XLSX workbooks, Transitional and Strict, read as streams by openpyxl, so that nothing but cells is built of them.

Styles are looked at for what is struck out; charts, pictures and rules are not looked at.
"""

import io
import warnings
import zipfile
from collections.abc import Collection
from itertools import islice
from typing import Any
from xml.parsers import expat

from emulation_workflow.adapters.spreadsheets.formats.sheet import (
    EMPTY,
    Area,
    Sheet,
    SheetCell,
    Sheets,
    as_shown,
    place_of,
)
from emulation_workflow.adapters.spreadsheets.package import Bounds, ensure_bounded

WORKBOOK_PART = "xl/workbook.xml"
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
    from openpyxl import load_workbook  # noqa: PLC0415 - see above

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        ensure_bounded(package, bounds)
        if _STRICT in package.read(WORKBOOK_PART):
            data = _transitional(package)
    with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as package:
        warnings.simplefilter("ignore")  # openpyxl tells of features it drops; nothing is written back.
        book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False, rich_text=True)
        struck = _struck_styles(book)
        return {sheet.title: _sheet(sheet, package, struck, rows) for sheet in book.worksheets}


def _transitional(package: zipfile.ZipFile) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name in package.namelist():
            part = package.read(name)
            for strict, transitional in _NAMES_OF_STRICT if name.endswith((".xml", ".rels")) else ():
                part = part.replace(strict, transitional)
            made.writestr(name, part)
    return out.getvalue()


def _struck_styles(book: Any) -> frozenset[int]:
    fonts = [bool(font.strike) for font in book._fonts]  # noqa: SLF001 - a font looked up for each cell costs seconds
    return frozenset(
        index
        for index, style in enumerate(book._cell_styles)  # noqa: SLF001 - as above
        if style.fontId < len(fonts) and fonts[style.fontId]
    )


def _sheet(sheet: Any, package: zipfile.ZipFile, struck: frozenset[int], most: int) -> Sheet:
    looks = _Looks()
    with package.open(sheet._worksheet_path) as part:  # noqa: SLF001 - openpyxl tells it nowhere else
        looks.read(part.read())
    # A sheet may state a size that is not its own.
    sheet.reset_dimensions()
    cells = [[_cell(cell, struck, looks.struck) for cell in row] for row in islice(sheet.iter_rows(), most)]
    return Sheet(
        sheet.title,
        cells,
        is_visible=sheet.sheet_state == "visible",
        hidden_rows=frozenset(looks.hidden_rows),
        hidden_columns=looks.hidden_columns,
        merged=looks.merged,
    )


def _cell(cell: Any, struck: frozenset[int], struck_within: Collection[str]) -> SheetCell:
    value = cell.value
    if value is None:
        return EMPTY
    is_struck = cell._style_id in struck or (bool(struck_within) and cell.coordinate in struck_within)  # noqa: SLF001 - as above
    if isinstance(value, list):  # openpyxl's rich text: its pieces, some with a font.
        is_struck = is_struck or any(piece.font.strike for piece in value if not isinstance(piece, str) and piece.font)
        value = str(value)
    elif cell.data_type in "nd":
        value = as_shown(value, cell.number_format)
    return SheetCell(value, cell.data_type, is_struck)


class _Looks:
    """What of a sheet does not show, and what is merged: openpyxl leaves it out of what it reads as a stream."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.merged: list[Area] = []
        self.struck: set[str] = set()
        self._row = 0
        self._cell = ""

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._begin
        parser.Parse(part, True)  # noqa: FBT003 - expat's own signature

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell = attributes.get("r", "")
        elif name == "strike" and attributes.get("val") not in {"0", "false"}:  # In a text that stands in its cell.
            self.struck.add(self._cell)
        elif name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            if _is_hidden(attributes, "ht"):
                self.hidden_rows.add(self._row)
        elif name == "col" and _is_hidden(attributes, "width"):
            self.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "mergeCell":
            first, _, last = attributes["ref"].replace("$", "").partition(":")
            self.merged.append((*place_of(first), *place_of(last or first)))


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    return attributes.get("hidden") in {"1", "true", "on"} or attributes.get(size) in {"0", "0.0"}

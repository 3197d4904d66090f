"""Tables people keep in Excel: CSV (commas, semicolons or tabs, with or without BOM) and XLSX, read to plain text.

Nothing is guessed: a formula, an error cell, a column without a known heading or a value outside the headed columns is
reported. Of an XLSX file the first sheet is read. Rows are counted as the spreadsheet shows them, from 1.
"""

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from emulation_workflow.adapters.spreadsheets.package import Bounds, TooMuch
from emulation_workflow.adapters.spreadsheets.workbook import SheetCell, read_sheets
from emulation_workflow.adapters.spreadsheets.workbook_guard import danger_among
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import searchable
from emulation_workflow.domain.texts import name_of, unfit_sign
from emulation_workflow.messages.forms.register_columns import ROW_NUMBER_HEADINGS, Columns, place

MAX_BYTES = 10_000_000
MAX_UNPACKED_BYTES = 40_000_000
MAX_ROWS = 20_000
MAX_CELLS = 250_000
"""In all rows together, 25 in each of 10,000; empty ones between others count."""
MAX_FAULTS = 1_000
"""Beyond them the rest of a table is not looked at: it is refused."""
LONGEST_CELL = 2_000
_LONGEST_LINE = 200_000
_SHOWN, _HEADINGS_SHOWN = 60, 20
HEADING_WITHIN_ROWS = 10
"""A title may stand above the headings."""

_GAPS = re.compile(r"[^0-9a-z]+")
_ROW_NUMBER = "row_number"
_FORMULA_OR_ERROR = frozenset({"f", "e"})

Cells = Sequence[str | None]
"""One line's cells as text; None for a cell that holds a formula or an error."""


class Unreadable(Rejected):
    """The file as a whole cannot be read, and so no row of it."""


class RowsRefused(Rejected):
    """The file is a table, and some of its rows are wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBytes:
    """A file whose bytes are at hand, opened by whoever knows how it may be."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: the cells that hold something, by machine name of the column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """The rows below the headings, the headings as the file has them, and what is wrong with cells, by row number."""

    headings: Mapping[str, str]
    rows: tuple[TableRow, ...]
    faults: tuple[tuple[int, Problem], ...]

    def place(self, row: int, column: str = "") -> str:
        return place(row, self.headings.get(column, column))


def read_table(file: Path | TableBytes, columns: Columns, *, required: Collection[str]) -> TableFile:
    """Return the table in `file`. Unreadable if the file is no such table or has not the `required` columns."""
    content = _content(file)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _unreadable(ProblemCode.TABLE_OLD_EXCEL, file.name)
    is_workbook = content.startswith(b"PK")
    lines = _workbook(file.name, content) if is_workbook else _delimited(file.name, content, _known_names(columns))
    if not lines:
        raise _unreadable(ProblemCode.TABLE_EMPTY, file.name)
    if len(lines) > MAX_ROWS:
        raise _unreadable(ProblemCode.TABLE_TOO_LONG, file.name, limit=MAX_ROWS)
    return _table(file.name, lines, columns, required)


def _unreadable(code: ProblemCode, name: str, **params: object) -> Unreadable:
    return Unreadable(Problem(code=code, where=name, params=params))


def _content(file: Path | TableBytes) -> bytes:
    content = file.content if isinstance(file, TableBytes) else _bytes(file)
    if len(content) > MAX_BYTES:
        raise _unreadable(ProblemCode.TABLE_TOO_LARGE, file.name, megabytes=MAX_BYTES // 1_000_000)
    if not content.strip():
        raise _unreadable(ProblemCode.TABLE_EMPTY, file.name)
    return content


def _bytes(path: Path) -> bytes:
    """Return the file, or as much of it as shows that it is too large."""
    try:
        if not path.is_file():
            raise _unreadable(ProblemCode.TABLE_CANNOT_BE_OPENED, path.name)
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(ProblemCode.TABLE_CANNOT_BE_OPENED, path.name) from error


def _delimited(name: str, content: bytes, known: Mapping[str, str]) -> list[Cells]:
    text = _text(name, content)
    if max(map(len, text.splitlines()), default=0) > _LONGEST_LINE:
        raise _unreadable(ProblemCode.TABLE_NOT_A_TABLE, name)
    lines: list[Cells] = []
    count = 0
    try:
        delimiter = max(",;\t", key=lambda sign: _most_headings(_csv(text, sign, strict=False), known))
        for cells in islice(_csv(text, delimiter, strict=True), MAX_ROWS + 1):
            count += len(cells)
            if count > MAX_CELLS:
                raise _unreadable(ProblemCode.TABLE_TOO_MANY_CELLS, name, limit=MAX_CELLS)
            lines.append([None if cell.startswith("=") else _plain(cell) for cell in cells])
    except csv.Error as error:
        raise _unreadable(ProblemCode.TABLE_BROKEN_ROW, name, row=len(lines) + 1) from error
    return lines


def _text(name: str, content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(ProblemCode.TABLE_NOT_UTF8, name) from error
    if "\0" in text:
        raise _unreadable(ProblemCode.TABLE_NOT_A_TABLE, name)
    return text


def _csv(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _most_headings(lines: Iterable[Iterable[str | None]], known: Mapping[str, str]) -> int:
    return max((_headings_in(cells, known) for cells in islice(lines, HEADING_WITHIN_ROWS)), default=0)


def _headings_in(cells: Iterable[str | None], known: Mapping[str, str]) -> int:
    return sum(_name(cell or "") in known for cell in cells)


def _workbook(name: str, content: bytes) -> list[Cells]:
    _ensure_harmless(name, content)
    bounds = Bounds(unpacked=MAX_UNPACKED_BYTES, cells=MAX_CELLS)
    try:
        (sheet,) = read_sheets(content, bounds, rows=MAX_ROWS + 1, sheets=1).values()
        return [[_cell(cell) for cell in cells] for cells in sheet.rows]
    except TooMuch:
        raise _unreadable(ProblemCode.TABLE_TOO_MANY_CELLS, name, limit=MAX_CELLS) from None
    except Exception as error:  # openpyxl raises whatever its parser meets in a damaged package.
        raise _unreadable(ProblemCode.TABLE_NOT_A_WORKBOOK, name) from error


def _ensure_harmless(name: str, content: bytes) -> None:
    """Refuse a workbook that brings along what runs or reaches out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.namelist()
    except Exception as error:  # zipfile raises whatever it meets in a damaged directory.
        raise _unreadable(ProblemCode.TABLE_NOT_A_WORKBOOK, name) from error
    if danger_among(parts):
        raise _unreadable(ProblemCode.TABLE_NOT_PLAIN, name)


def _cell(cell: SheetCell) -> str | None:
    return None if cell.data_type in _FORMULA_OR_ERROR else _plain(_as_typed(cell.value))


def _as_typed(value: object) -> str:
    """Return a typed cell as a person would type it: 608 and not 608.0, a day without its midnight."""
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _plain(text: str) -> str:
    """Return the text with each letter in one code point, however the program that wrote it composed marks."""
    return unicodedata.normalize("NFC", text).strip()


def _name(heading: str) -> str:
    return _GAPS.sub(" ", searchable(heading)).strip()


def _known_names(columns: Columns) -> dict[str, str]:
    names = {_name(heading): _ROW_NUMBER for heading in ROW_NUMBER_HEADINGS}
    for column, headings in columns.items():
        names |= dict.fromkeys(map(_name, (column, *headings)), column)
    return names


def _table(name: str, lines: Sequence[Cells], columns: Columns, required: Collection[str]) -> TableFile:
    known = _known_names(columns)
    above = range(min(len(lines), HEADING_WITHIN_ROWS))
    heading_at = max(above, key=lambda index: (_headings_in(lines[index], known), -index))
    headings = {index: cell for index, cell in enumerate(lines[heading_at]) if cell}
    columns_at = {index: known[_name(cell)] for index, cell in headings.items() if _name(cell) in known}
    if wrong := tuple(_heading_faults(name, headings, columns_at, columns, required)):
        raise Unreadable(*wrong)
    rows: list[TableRow] = []
    faults: list[tuple[int, Problem]] = []
    for number, cells in enumerate(lines[heading_at + 1 :], start=heading_at + 2):
        if len(faults) > MAX_FAULTS:
            break
        faults += ((number, fault) for fault in _cell_faults(number, cells, headings))
        filled = {columns_at[index]: cell for index, cell in enumerate(cells) if cell and index in columns_at}
        if filled.keys() - {_ROW_NUMBER}:
            rows.append(TableRow(number=number, cells=filled))
    if not rows and not faults:
        raise _unreadable(ProblemCode.TABLE_WITHOUT_ROWS, name)
    as_written = {column: headings[index] for index, column in columns_at.items()}
    return TableFile(headings=as_written, rows=tuple(rows), faults=tuple(faults))


def _heading_faults(
    name: str,
    headings: Mapping[int, str],
    columns_at: Mapping[int, str],
    columns: Columns,
    required: Collection[str],
) -> Iterator[Problem]:
    for column in required:
        if column not in columns_at.values():
            missing = {"heading": columns[column][0], "column": column}
            yield Problem(code=ProblemCode.TABLE_COLUMN_MISSING, where=name, params=missing)
    unknown = [heading for index, heading in headings.items() if index not in columns_at]
    if unknown and columns_at:  # Without a single column of ours it is no table of ours, and nothing of it is repeated.
        params = {
            "headings": [heading[:_SHOWN] for heading in unknown[:_HEADINGS_SHOWN]],
            "allowed": [names[0] for names in columns.values()],
        }
        yield Problem(code=ProblemCode.TABLE_COLUMN_UNKNOWN, where=name, params=params)
    seen: set[str] = set()
    for index, column in columns_at.items():
        if column in seen:
            yield Problem(code=ProblemCode.TABLE_COLUMN_TWICE, where=name, params={"heading": headings[index]})
        seen.add(column)


def _cell_faults(number: int, cells: Cells, headings: Mapping[int, str]) -> Iterator[Problem]:
    for index, cell in enumerate(cells):
        if cell is None:
            yield Problem(code=ProblemCode.TABLE_FORMULA, where=place(number, headings.get(index, "")))
        elif len(cell) > LONGEST_CELL:
            facts: dict[str, object] = {"limit": LONGEST_CELL}
            yield Problem(
                code=ProblemCode.TABLE_CELL_TOO_LONG, where=place(number, headings.get(index, "")), params=facts
            )
        elif sign := unfit_sign(cell):
            facts = {"sign": name_of(sign)}
            where = place(number, headings.get(index, ""))
            yield Problem(code=ProblemCode.TABLE_CELL_UNPRINTABLE, where=where, params=facts)
        elif cell and index not in headings:
            facts = {"value": cell[:_SHOWN]}
            yield Problem(code=ProblemCode.TABLE_CELL_WITHOUT_HEADING, where=place(number), params=facts)

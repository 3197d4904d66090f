"""Tables people keep in spreadsheets: XLSX, XLS, XLSB, ODS and CSV, read to plain text as a person reads them.

Nothing is guessed: a formula, an error cell, a hidden or struck row, a column without a known heading or a value
outside the headed columns is reported. Of a workbook the sheet that shows is read. Rows are counted as the spreadsheet
shows them, from 1.
"""

import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TypeVar

from emulation_workflow.adapters.spreadsheets.delimited import BrokenLine, NoTable, UnknownLetters, read_delimited
from emulation_workflow.adapters.spreadsheets.formats.sheet import (
    ERROR,
    FORMULA,
    Sheet,
    SheetCell,
    Sheets,
    is_day,
    place_of,
)
from emulation_workflow.adapters.spreadsheets.formats.xls import OLE
from emulation_workflow.adapters.spreadsheets.line_kinds import (
    ROW_NUMBER,
    LineKind,
    LineKinds,
    heading_name,
    known_names,
    texts_of,
)
from emulation_workflow.adapters.spreadsheets.lines import (
    NOTHING,
    Cell,
    Lines,
    cell_of,
    covered_from_above,
    joined,
    settled,
    spans,
    with_merged,
)
from emulation_workflow.adapters.spreadsheets.package import Bounds, TooMuch
from emulation_workflow.adapters.spreadsheets.workbook import read_sheets
from emulation_workflow.adapters.spreadsheets.workbook_guard import (
    danger_among,
    danger_in_ole,
    has_password,
    other_kind,
)
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import ONLY_SHEET, SheetRead, searchable
from emulation_workflow.domain.texts import has_lost_letters, name_of, unfit_sign
from emulation_workflow.messages.forms.register_columns import (
    DAY_COLUMNS,
    DITTO,
    FREE_COLUMNS,
    GIVEN_NAME,
    NAME_BEFORE,
    NAME_HEADINGS,
    VALUE_COLUMNS,
    Columns,
    place,
)

Entry = TypeVar("Entry")

MAX_BYTES = 10_000_000
MAX_UNPACKED_BYTES = 40_000_000
MAX_ROWS = 20_000
MAX_CELLS = 250_000
"""In all rows together, 25 in each of 10,000; empty ones between others count."""
MAX_FAULTS = 1_000
"""Beyond them the rest of a table is not looked at: it is refused."""
LONGEST_CELL = 2_000
_SHOWN, _HEADINGS_SHOWN = 60, 20
_LAST_COLUMN = 16_384
"""Of a spreadsheet; a text may have more."""
HEADING_WITHIN_ROWS = 40
"""A letter head and a title may stand above the headings."""


_NAME_BEFORE = tuple(map(heading_name, NAME_BEFORE))
_GIVEN_NAME = tuple(map(heading_name, GIVEN_NAME))


class Unreadable(Rejected):
    """The file as a whole cannot be read, and so no row of it."""


class RowsRefused(Rejected):
    """The file is a table, and some of its rows are wrong."""


class Entries(tuple[Entry, ...]):  # noqa: SLOT001 - a tuple takes no slots
    """The entries of a list in its order; `sheet` names the sheet they stand on where a workbook has several."""

    sheet: SheetRead

    def __new__(cls, entries: Iterable[Entry], sheet: SheetRead = ONLY_SHEET) -> "Entries[Entry]":
        made = super().__new__(cls, entries)
        made.sheet = sheet
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBytes:
    """A file whose bytes are at hand, opened by whoever knows how it may be."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: the cells that hold something, by machine name of the column.

    `from_above`: the columns whose value is merged over this row and those above.
    """

    number: int
    cells: Mapping[str, str]
    from_above: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """The rows below the headings, the headings as the file has them, and what is wrong with cells, by row number.

    `heads` are the lines that head groups of rows, by number. `sheet` names the sheet that was read where a workbook
    has several.
    """

    headings: Mapping[str, str]
    rows: tuple[TableRow, ...]
    faults: tuple[tuple[int, Problem], ...]
    sheet: SheetRead = ONLY_SHEET
    heads: Mapping[int, str] = field(default_factory=dict)

    def place(self, row: int, column: str = "") -> str:
        return place(row, self.headings.get(column, column))


def read_table(file: Path | TableBytes, columns: Columns, *, required: Collection[str]) -> TableFile:
    """Return the table in `file`. Unreadable if the file is no such table or has not the `required` columns."""
    content, known = _content(file), known_names(columns)
    if content.startswith((b"PK", OLE)):
        lines = _of_workbook(file.name, _sheets(file.name, content), known, required)
    else:
        lines = _of_text(file.name, content, known)
    if not lines.rows:
        raise _unreadable(ProblemCode.TABLE_EMPTY, file.name)
    if len(lines.rows) > MAX_ROWS:
        raise _unreadable(ProblemCode.TABLE_TOO_LONG, file.name, limit=MAX_ROWS)
    return _Table(file.name, lines, known, columns, required).read()


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


def _of_text(name: str, content: bytes, known: Mapping[str, str]) -> Lines:
    rows: list[list[Cell]] = []
    count = 0
    if other_kind(content):
        raise _unreadable(ProblemCode.TABLE_NOT_A_TABLE, name)
    try:
        for cells in read_delimited(content, score=lambda lines: _most_headings(lines, known), most=MAX_ROWS + 1):
            count += len(cells)
            if count > MAX_CELLS:
                raise _unreadable(ProblemCode.TABLE_TOO_MANY_CELLS, name, limit=MAX_CELLS)
            formula = ProblemCode.TABLE_FORMULA
            rows.append([cell_of(cell, fault=formula if cell.startswith("=") else None) for cell in cells])
    except NoTable:
        raise _unreadable(ProblemCode.TABLE_NOT_A_TABLE, name) from None
    except UnknownLetters as unknown:
        raise _unreadable(ProblemCode.TABLE_NOT_UTF8, name, row=unknown.row) from None
    except BrokenLine as broken:
        raise _unreadable(ProblemCode.TABLE_BROKEN_ROW, name, row=broken.row) from None
    return Lines(rows)


def _most_headings(lines: Iterable[Iterable[str]], known: Mapping[str, str]) -> int:
    return max((_headings_in(cells, known) for cells in islice(lines, HEADING_WITHIN_ROWS)), default=0)


def _headings_in(cells: Iterable[str], known: Mapping[str, str]) -> int:
    return sum(heading_name(cell) in known for cell in cells)


def _sheets(name: str, content: bytes) -> Sheets:
    _ensure_harmless(name, content)
    bounds = Bounds(unpacked=MAX_UNPACKED_BYTES, cells=MAX_CELLS)
    try:
        return read_sheets(content, bounds, rows=MAX_ROWS + 1)
    except TooMuch:
        raise _unreadable(ProblemCode.TABLE_TOO_MANY_CELLS, name, limit=MAX_CELLS) from None
    except Exception as error:  # Readers raise whatever they meet in a damaged package.
        code = ProblemCode.TABLE_PASSWORD if has_password(error) else ProblemCode.TABLE_NOT_A_WORKBOOK
        raise _unreadable(code, name) from error


def _ensure_harmless(name: str, content: bytes) -> None:
    """Refuse a workbook that brings along what runs or reaches out."""
    if content.startswith(OLE):
        danger = danger_in_ole(content)
        if danger == ProblemCode.PLAN_FILE_PASSWORD:
            raise _unreadable(ProblemCode.TABLE_PASSWORD, name)
        if danger == ProblemCode.PLAN_FILE_WORD:
            raise _unreadable(ProblemCode.TABLE_NOT_A_TABLE, name)
        if danger:
            raise _unreadable(ProblemCode.TABLE_NOT_PLAIN, name)
        return
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.namelist()
    except Exception as error:  # zipfile raises whatever it meets in a damaged directory.
        raise _unreadable(ProblemCode.TABLE_NOT_A_WORKBOOK, name) from error
    if danger_among(parts):
        raise _unreadable(ProblemCode.TABLE_NOT_PLAIN, name)


def _of_workbook(name: str, sheets: Sheets, known: Mapping[str, str], required: Collection[str]) -> Lines:
    """Return the lines of the sheet that shows; of several the one with our headings. Unreadable if that is not one."""
    shown = [sheet for sheet in sheets.values() if sheet.is_visible and any(map(_has_values, sheet.rows))]
    ours = shown if len(shown) == 1 else [sheet for sheet in shown if _has_headings(sheet, known, required)]
    if len(ours) > 1:
        params = {"sheets": [sheet.title[:_SHOWN] for sheet in ours[:_HEADINGS_SHOWN]]}
        raise Unreadable(Problem(code=ProblemCode.TABLE_SEVERAL_SHEETS, where=name, params=params))
    if not (found := next(iter(ours or shown), None)):
        return Lines(())
    rows = [[_cell(cell) for cell in cells] for cells in found.rows]
    if len(sheets) == 1:
        return Lines(rows, found)
    passed_over = tuple(sheet.title[:_SHOWN] for sheet in shown if sheet is not found)
    return Lines(rows, found, sheet=SheetRead(found.title, passed_over[:_HEADINGS_SHOWN]))


def _has_values(cells: Iterable[SheetCell]) -> bool:
    return any(cell.value is not None for cell in cells)


def _has_headings(sheet: Sheet, known: Mapping[str, str], required: Collection[str]) -> bool:
    for cells in sheet.rows[:HEADING_WITHIN_ROWS]:
        named = {known.get(heading_name(_as_typed(cell.value))) for cell in cells}
        headings = {heading_name(_as_typed(cell.value)) for cell in cells}
        if not headings.isdisjoint(_NAME_BEFORE) and not headings.isdisjoint(_GIVEN_NAME):
            named.add("name")
        if named.issuperset(required):
            return True
    return False


def _cell(cell: SheetCell) -> Cell:
    if cell.value is None:
        return NOTHING
    fault = ProblemCode.TABLE_FORMULA if cell.data_type in (FORMULA, ERROR) else None
    look = Cell(is_day=is_day(cell.value), is_struck=cell.is_struck, is_unseen=cell.is_unseen)
    return cell_of(_as_typed(cell.value), fault=fault, look=look)


def _as_typed(value: object) -> str:
    """Return a typed cell as a person would type it: 608 and not 608.0, a day without its midnight."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _text_fault(text: str, column: str) -> tuple[ProblemCode, dict[str, object]] | None:
    """Return what is wrong with a text by itself; a name, a number or a title holds no question mark of its own."""
    if column not in FREE_COLUMNS and searchable(text).strip("-–. ") in DITTO:
        return ProblemCode.TABLE_CELL_DITTO, {}
    is_asking = column not in FREE_COLUMNS and "?" in text and any(map(str.isalpha, text))
    if is_asking or has_lost_letters(text):
        return ProblemCode.TABLE_CELL_LETTERS_LOST, {}
    sign = unfit_sign(text)
    return (ProblemCode.TABLE_CELL_UNPRINTABLE, {"sign": name_of(sign)}) if sign else None


def _letter(index: int) -> str:
    """Return what a spreadsheet calls a column, counted from 0."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - every start reads a table, hardly ever one with a fault

    return str(get_column_letter(index + 1)) if index < _LAST_COLUMN else str(index + 1)


class _Table:
    """A table on its way from lines to rows."""

    def __init__(
        self, name: str, lines: Lines, known: Mapping[str, str], columns: Columns, required: Collection[str]
    ) -> None:
        self._name, self._known, self._columns, self._required = name, known, columns, required
        self._look, self._sheet = lines.look, lines.sheet
        self._lines = with_merged(lines, most=MAX_CELLS)
        try:
            self._spans, self._above = spans(lines, most=MAX_CELLS), covered_from_above(lines, most=MAX_CELLS)
        except TooMuch:
            raise _unreadable(ProblemCode.TABLE_TOO_MANY_CELLS, name, limit=MAX_CELLS) from None
        self._commented = {place_of(address) for address, _ in lines.look.notes if address}
        self._rows: list[TableRow] = []
        self._faults: list[tuple[int, Problem]] = []
        self._heading_at = self._find_headings()
        self._headings = {index: cell.text for index, cell in enumerate(self._lines[self._heading_at]) if cell.text}
        self._join_names()
        below = self._headings_below()
        self._first_at = self._heading_at + (2 if below else 1)
        self._headings |= below
        named = ((index, known.get(heading_name(heading))) for index, heading in self._headings.items())
        self._columns_at = {index: column for index, column in named if column}
        self._strange = [index for index in self._headings if index not in self._columns_at]
        self._filled: set[int] = set()
        """Of the columns that are none of ours, those in which an entry has something."""
        self._kinds = LineKinds(
            self._lines,
            heading_at=self._heading_at,
            columns_at=self._columns_at,
            known={heading: column for heading, column in known.items() if column not in VALUE_COLUMNS},
            required=required,
            spans=self._spans,
        )

    def _join_names(self) -> None:
        """Make one column of the two that hold a person's name: by their headings, or below one merged over both."""
        if not any(heading in NAME_HEADINGS for heading in self._columns.get("name", ())):
            return
        named = {heading_name(heading): index for index, heading in self._headings.items()}
        before = next((named[name] for name in _NAME_BEFORE if name in named), None)
        behind = next((named[name] for name in _GIVEN_NAME if name in named), None)
        if before is None or behind is None:
            merged = self._spans.get(self._heading_at + 1, ())
            over_two = [(first - 1, last - 1) for first, last in merged if last == first + 1]
            of_names = [(first, last) for first, last in over_two if self._is_of_names(first, last)]
            before, behind = next(iter(of_names), (None, None))
        if before is None or behind is None:
            return
        self._headings[before] = self._columns["name"][0]
        self._headings.pop(behind, None)
        for cells in self._lines[self._heading_at + 1 :]:
            if len(cells) > max(before, behind):
                cells[before], cells[behind] = joined(cells[before], cells[behind]), NOTHING

    def _is_of_names(self, first: int, last: int) -> bool:
        return self._known.get(heading_name(self._headings.get(first, ""))) == "name" and last not in self._headings

    def _headings_below(self) -> Mapping[int, str]:
        """Return the second line of headings, by place: “Nam” and “Nữ” below “Năm sinh” or “Giới tính”."""
        following = self._lines[self._heading_at + 1 : self._heading_at + 2]
        texts = texts_of(following[0]) if following else {}
        # A heading merged over both lines stands in the second one too.
        own = {index: text for index, text in texts.items() if text != self._headings.get(index)}
        are_such = all(self._known.get(heading_name(text)) in VALUE_COLUMNS for text in own.values())
        return own if are_such and len(own) == len(VALUE_COLUMNS) else {}

    def read(self) -> TableFile:
        """Return the rows below the headings. Unreadable if these are not ours, or there is no row."""
        if wrong := (*self._heading_faults(), *self._unknown_columns(self._strange if self._lacks_columns() else ())):
            above = (cell.text for cells in self._lines[: self._heading_at + 1] for cell in cells)
            if any(map(has_lost_letters, above)):
                raise _unreadable(ProblemCode.TABLE_LETTERS_LOST, self._name)
            raise Unreadable(*wrong)
        for number, cells in enumerate(self._lines[self._first_at :], start=self._first_at + 1):
            if len(self._faults) > MAX_FAULTS:
                break
            if any(cell.text or cell.fault for cell in cells):
                self._take(number, settled(cells))
            else:
                self._kinds.pass_empty()
        if unknown := (*self._unknown_columns(sorted(self._filled)),):
            raise Unreadable(*unknown)
        if not self._rows and not self._faults:
            raise _unreadable(ProblemCode.TABLE_WITHOUT_ROWS, self._name)
        as_written = {column: self._headings[index] for index, column in self._columns_at.items()}
        return TableFile(
            headings=as_written,
            rows=tuple(self._rows),
            faults=tuple(self._faults),
            sheet=self._sheet,
            heads=self._kinds.heads,
        )

    def _find_headings(self) -> int:
        above = range(min(len(self._lines), HEADING_WITHIN_ROWS))
        counts = [_headings_in((cell.text for cell in self._lines[index]), self._known) for index in above]
        return max(above, key=lambda index: (counts[index], -index))

    def _take(self, number: int, cells: Sequence[Cell]) -> None:
        """Take a line for what it is."""
        texts = texts_of(cells)
        kind = self._kinds.kind(number, texts)
        if kind is LineKind.NO_ENTRY:
            return
        if isinstance(kind.value, ProblemCode):
            self._refuse(number, kind.value)
        elif number in self._look.hidden_rows:
            self._refuse(number, ProblemCode.TABLE_ROW_HIDDEN)
        elif any(cell.is_struck for index, cell in enumerate(cells) if self._columns_at.get(index) != ROW_NUMBER):
            self._refuse(number, ProblemCode.TABLE_ROW_STRUCK)
        else:
            self._faults += ((number, fault) for fault in self._cell_faults(number, cells))
            if (entry := self._kinds.entry(texts)).keys() - {ROW_NUMBER}:
                above = {self._columns_at.get(index, "") for index in self._above.get(number, ())}
                self._rows.append(TableRow(number=number, cells=entry, from_above=frozenset(above)))

    def _refuse(self, number: int, code: ProblemCode) -> None:
        self._faults.append((number, Problem(code=code, where=place(number))))

    def _heading_faults(self) -> Iterator[Problem]:
        found, where = self._columns_at, self._name
        for column in self._required:
            if column not in found.values():
                missing = {"heading": self._columns[column][0], "column": column}
                yield Problem(code=ProblemCode.TABLE_COLUMN_MISSING, where=where, params=missing)
        seen: set[str] = set()
        for index, column in found.items():
            named = {"heading": self._headings[index]}
            if column in seen:
                yield Problem(code=ProblemCode.TABLE_COLUMN_TWICE, where=where, params=named)
            if column != ROW_NUMBER and self._look.is_column_hidden(index + 1):
                yield Problem(code=ProblemCode.TABLE_COLUMN_HIDDEN, where=where, params=named)
            seen.add(column)

    def _lacks_columns(self) -> bool:
        return not frozenset(self._columns_at.values()).issuperset(self._required)

    def _unknown_columns(self, strange: Sequence[int]) -> Iterator[Problem]:
        """Yield that these columns are none of ours. Of an empty one nothing is lost: it is for signing on paper."""
        if strange and self._columns_at:  # Without a single column of ours nothing of the table is repeated.
            params = {
                "headings": [self._headings[index][:_SHOWN] for index in strange[:_HEADINGS_SHOWN]],
                "columns": [_letter(index) for index in strange[:_HEADINGS_SHOWN]],
                "allowed": [names[0] for names in self._columns.values()],
            }
            yield Problem(code=ProblemCode.TABLE_COLUMN_UNKNOWN, where=self._name, params=params)

    def _cell_faults(self, number: int, cells: Sequence[Cell]) -> Iterator[Problem]:
        merged = self._spans.get(number, ())
        for index, cell in enumerate(cells):
            if self._columns_at.get(index) == ROW_NUMBER:
                continue  # Whatever counts the rows, it says nothing.
            if index in self._strange:
                self._filled |= {index} if cell.text or cell.fault else set()
                continue
            code, params = self._cell_fault(number, index, cell)
            if code is None and cell.text and self._covers_others(index, merged):
                code = ProblemCode.TABLE_CELL_MERGED
            if code is None and (number, index + 1) in self._commented:
                code = ProblemCode.TABLE_CELL_COMMENTED
            if code is not None:
                where = place(number, self._headings.get(index) or _letter(index))
                yield Problem(code=code, where=where, params=params)

    def _cell_fault(self, number: int, index: int, cell: Cell) -> tuple[ProblemCode | None, dict[str, object]]:
        if code := cell.fault or (ProblemCode.TABLE_CELL_UNSEEN if cell.is_unseen and cell.text else None):
            return code, {}
        if len(cell.text) > LONGEST_CELL:
            return ProblemCode.TABLE_CELL_TOO_LONG, {"limit": LONGEST_CELL}
        if fault := _text_fault(cell.text, self._columns_at.get(index, "")):
            return fault
        if cell.text and index not in self._headings:
            return ProblemCode.TABLE_CELL_WITHOUT_HEADING, {"value": cell.text[:_SHOWN]}
        if cell.is_day and self._columns_at[index] not in DAY_COLUMNS:
            return ProblemCode.TABLE_CELL_IS_DAY, {"cell": f"{_letter(index)}{number}"}
        return None, {}

    def _covers_others(self, index: int, merged: Sequence[tuple[int, int]]) -> bool:
        """Return whether a cell is merged over another column of ours, so that it may mean both or one."""
        return any(
            first == index + 1 and any(first - 1 < other < last for other in self._columns_at) for first, last in merged
        )

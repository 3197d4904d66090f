"""OpenDocument spreadsheets (.ods), read as a stream: cells, and what is hidden, merged, struck out or unseen.

By hand (decision 0011): no kept library tells what is hidden or struck out, and the one for values stops at XML that
is set in lines. Row and column are counted before anything is built, for one cell may be said to stand a billion times.
"""

import io
import re
import zipfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from operator import itemgetter
from typing import Any, ClassVar, TypeVar
from xml.parsers import expat

from emulation_workflow.adapters.spreadsheets.formats.sheet import (
    EMPTY,
    ERROR,
    FORMULA,
    LONGEST_NOTE,
    MAX_NOTES,
    UNREADABLE_POINTS,
    UNREADABLE_WIDTH_POINTS,
    WHITE,
    Area,
    Sheet,
    SheetCell,
    Sheets,
    address_of,
    is_lost,
    number_of_days,
)
from emulation_workflow.adapters.spreadsheets.package import (
    DEEPEST,
    LONGEST_TEXT,
    MAX_IN_ROW,
    MAX_OTHERS,
    Bounds,
    TooMuch,
    ensure_small,
    feed,
)

Said = TypeVar("Said", bool, str)

CONTENT_PART = "content.xml"
_STYLES_PART = "styles.xml"
_ELEMENTS_PER_CELL = 4
_MOST_NAMES, _LONGEST_NAME = 1_000, 200
"""Of names that are remembered; OpenDocument's are fewer and shorter."""
_NOT_STRUCK = (None, "none")
_HIDDEN = ("collapse", "filter")
_HOUR = re.compile(r"PT(\d{1,4})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_MOMENT = re.compile(rf"\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}(?: {_CLOCK.pattern})?|{_CLOCK.pattern}")
_DAY_OF_HOURS = 24
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's clock has no zone
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,9})?)(pt|cm|mm|in|px)")
_POINTS_IN = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75}
_LEADING_ZEROS = re.compile(r"0\d{1,14}")
_ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "Err:")


def read_ods(data: bytes, bounds: Bounds, *, rows: int) -> Sheets:
    """Return the first `rows` of each sheet. TooMuch, or ExpatError or ValueError of a damaged file."""
    reader = _Reader(bounds, rows)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        ensure_small(package, bounds)
        for name in (_STYLES_PART, CONTENT_PART):
            if name in package.namelist():
                reader.read(package, name)
    return {table.title: table.sheet() for table in reader.tables}


@dataclass(slots=True)
class _Table:
    """A sheet on its way."""

    title: str
    style: str
    is_visible: bool = True
    rows: list[list[SheetCell]] = field(default_factory=list)
    row: int = 0
    columns: int = 0
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    """First and last; they may go on to the sheet's end."""
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    looks: list[tuple[int, str]] = field(default_factory=list)
    """From which column on, counted from 0, cells without a style of their own have which."""

    def look_at(self, column: int) -> str:
        at = bisect_right(self.looks, column, key=itemgetter(0))
        return self.looks[at - 1][1] if at else ""

    def sheet(self) -> Sheet:
        return Sheet(
            self.title,
            self.rows,
            is_visible=self.is_visible,
            hidden_rows=frozenset(
                row for first, last in self.hidden_rows for row in range(first, min(last, len(self.rows)) + 1)
            ),
            hidden_columns=self.hidden_columns,
            merged=self.merged,
            notes=self.notes,
        )


class _Reader:
    """A document on its way: its styles, its tables, the row and the cell that are being read."""

    def __init__(self, bounds: Bounds, most: int) -> None:
        self.tables: list[_Table] = []
        self._bounds = bounds
        self._most = most
        self._struck: dict[str, bool] = {}
        self._colours: dict[str, str] = {}
        self._behind: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        self._tiny: dict[str, bool] = {}
        self._flat: set[str] = set()
        self._undisplayed: set[str] = set()
        self._style = ""
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._left = _ELEMENTS_PER_CELL * bounds.cells + MAX_OTHERS
        """Elements that may still come."""
        self._names = _Names()
        self._cells: list[SheetCell] = []
        self._column = 0
        self._of_row: dict[str, str] = {}
        self._of_cell: dict[str, str] = {}
        self._lines: list[str] = []
        self._look = ""
        self._is_struck = False
        self._note = ""
        self._is_unseen = False

    def read(self, package: zipfile.ZipFile, name: str) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._read
        with package.open(name) as stream:
            feed(parser, stream)
        parser.Parse(b"", True)  # noqa: FBT003 - expat's own signature

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names[tag]
        known = {self._names[key]: value for key, value in attributes.items()} if attributes else {}
        self._open.append(name)
        self._left -= 1
        if len(self._open) > DEEPEST or self._left < 0:
            raise TooMuch
        if begin := self._BEGINS.get(name):
            begin(self, known)
        elif name.endswith("-style"):  # Of numbers, pages, lists: what it says is of no cell.
            self._style = ""

    def _end(self, tag: str) -> None:
        self._open.pop()
        if end := self._ENDS.get(self._names[tag]):
            end(self)

    def _read(self, text: str) -> None:
        if "p" in self._open and self._in_cell():
            self._lines[-1] += text
            self._count["text"] += len(text)
            if len(self._lines[-1]) > LONGEST_TEXT or self._count["text"] > self._bounds.unpacked:
                raise TooMuch
        elif "p" in self._open and "annotation" in self._open and len(self._note) < LONGEST_NOTE:
            self._note += text[:LONGEST_NOTE]

    def _in_cell(self) -> bool:
        """Return whether a paragraph of the cell itself is open, and not one of a note or a drawing in it."""
        return bool(self._lines) and self._open[self._open.index("p") - 1] == "table-cell"

    def _begin_style(self, known: dict[str, str]) -> None:
        self._count_other()
        self._style = known.get("name", "")
        self._parents[self._style] = known.get("parent-style-name", "")

    def _begin_text_properties(self, known: dict[str, str]) -> None:
        if (through := known.get("text-line-through-style", known.get("text-line-through-type"))) is not None:
            self._struck[self._style] = through not in _NOT_STRUCK
        if "color" in known:
            self._colours[self._style] = _colour(known["color"])
        if "font-size" in known:
            self._tiny[self._style] = _points(known["font-size"]) <= UNREADABLE_POINTS

    def _begin_cell_properties(self, known: dict[str, str]) -> None:
        if "background-color" in known:
            self._behind[self._style] = _colour(known["background-color"])

    def _begin_row_properties(self, known: dict[str, str]) -> None:
        if _points(known.get("row-height", "")) <= UNREADABLE_POINTS:
            self._flat.add(self._style)

    def _begin_column_properties(self, known: dict[str, str]) -> None:
        if _points(known.get("column-width", "")) <= UNREADABLE_WIDTH_POINTS:
            self._flat.add(self._style)

    def _begin_table_properties(self, known: dict[str, str]) -> None:
        if known.get("display") == "false":
            self._undisplayed.add(self._style)

    def _begin_table(self, known: dict[str, str]) -> None:
        self._count_other()
        style = known.get("style-name", "")
        self.tables.append(_Table(known.get("name", ""), style, is_visible=style not in self._undisplayed))

    def _begin_column(self, known: dict[str, str]) -> None:
        self._count_other()
        table, count = self.tables[-1], _times(known, "number-columns-repeated")
        if known.get("visibility") in _HIDDEN or known.get("style-name") in self._flat:
            table.hidden_columns.append((table.columns + 1, table.columns + count))
        table.looks.append((table.columns, known.get("default-cell-style-name", "")))
        table.columns += count

    def _begin_row(self, known: dict[str, str]) -> None:
        self._of_row, self._cells, self._column = known, [], 0

    def _begin_cell(self, known: dict[str, str]) -> None:
        self._of_cell, self._lines = known, []
        of_row = self._of_row.get("default-cell-style-name", "")
        self._look = known.get("style-name", "") or of_row or self.tables[-1].look_at(self._column)
        self._is_struck = self._said_of(self._look, self._struck, otherwise=False)
        self._is_unseen = self._does_not_show(self._look)

    def _begin_paragraph(self, _known: dict[str, str]) -> None:
        if self._open[-2] == "table-cell":
            self._lines.append("")

    def _begin_span(self, known: dict[str, str]) -> None:
        style = known.get("style-name", "")
        self._is_struck = self._is_struck or self._said_of(style, self._struck, otherwise=False)
        self._is_unseen = self._is_unseen or self._does_not_show(style)

    def _begin_space(self, known: dict[str, str]) -> None:
        self._read(" " * min(_times(known, "c"), LONGEST_TEXT))

    def _begin_break(self, _known: dict[str, str]) -> None:
        self._read("\n")

    def _begin_annotation(self, _known: dict[str, str]) -> None:
        self._note = ""

    def _end_annotation(self) -> None:
        table = self.tables[-1] if self.tables else None
        if table is not None and self._note.strip() and len(table.notes) < MAX_NOTES:
            table.notes.append((address_of(table.row + 1, self._column + 1), self._note.strip()))

    def _end_cell(self) -> None:
        known, cell = self._of_cell, self._value()
        count = _times(known, "number-columns-repeated")
        if cell is not EMPTY:
            self._fill(self._column)
            self._cells += [cell] * self._counted(count)
        area = _times(known, "number-rows-spanned"), _times(known, "number-columns-spanned")
        if area != (1, 1):
            self._count_other()
            row, column = self.tables[-1].row + 1, self._column + 1
            self.tables[-1].merged.append((row, column, row + area[0] - 1, column + area[1] - 1))
        self._column += count
        self._lines = []

    def _end_covered(self) -> None:
        self._column += _times(self._of_cell, "number-columns-repeated")
        self._lines = []

    def _end_row(self) -> None:
        table, count = self.tables[-1], _times(self._of_row, "number-rows-repeated")
        kept = max(0, min(count, self._most - table.row))
        is_hidden = self._of_row.get("visibility") in _HIDDEN or self._of_row.get("style-name") in self._flat
        if is_hidden and kept:
            table.hidden_rows.append((table.row + 1, table.row + kept))
        if self._cells and kept:
            self._counted(len(self._cells) * (kept - 1))
            self._count["rows"] += table.row + kept - len(table.rows)
            if self._count["rows"] > self._bounds.cells:
                raise TooMuch
            table.rows += [[]] * (table.row - len(table.rows))
            table.rows += [self._cells] * kept
        table.row += count

    def _fill(self, column: int) -> None:
        if column > MAX_IN_ROW:
            raise TooMuch
        self._cells += [EMPTY] * self._counted(column - len(self._cells))

    def _counted(self, cells: int) -> int:
        self._count["cells"] += cells
        if self._count["cells"] > self._bounds.cells:
            raise TooMuch
        return cells

    def _count_other(self) -> None:
        """Count what is no cell: a sheet, columns, a style, merged cells."""
        self._count["others"] += 1
        if self._count["others"] > MAX_OTHERS:
            raise TooMuch

    def _said_of(self, style: str, said: Mapping[str, Said], *, otherwise: Said) -> Said:
        """Return what a style states, or the nearest of those that it is made from."""
        for _ in range(DEEPEST):
            if style in said or not style:
                break
            style = self._parents.get(style, "")
        return said.get(style, otherwise) if style else otherwise

    def _does_not_show(self, style: str) -> bool:
        """Return whether text in this style has the colour of what is behind it, or a size that nobody reads."""
        if self._said_of(style, self._tiny, otherwise=False):
            return True
        colour = self._said_of(style, self._colours, otherwise="")
        return is_lost(colour, self._said_of(self._look, self._behind, otherwise=WHITE))

    def _value(self) -> SheetCell:
        known, text = self._of_cell, "\n".join(self._lines)
        kind = known.get("value-type", "")
        if not kind and not text and "formula" not in known:
            return EMPTY
        if kind == "error" or ("formula" in known and text.startswith(_ERRORS)):
            return SheetCell(text, ERROR, self._is_struck, self._is_unseen)
        value = _typed(kind, known, text)
        is_unseen = self._is_unseen or (bool(self._lines) and not text.strip() and value not in ("", None))
        return SheetCell(value, FORMULA if "formula" in known else "n", self._is_struck, is_unseen)

    _BEGINS: ClassVar[Mapping[str, Callable[..., None]]] = {
        "style": _begin_style,
        "text-properties": _begin_text_properties,
        "table-properties": _begin_table_properties,
        "table-row-properties": _begin_row_properties,
        "table-column-properties": _begin_column_properties,
        "table-cell-properties": _begin_cell_properties,
        "table": _begin_table,
        "table-column": _begin_column,
        "table-row": _begin_row,
        "table-cell": _begin_cell,
        "covered-table-cell": _begin_cell,
        "annotation": _begin_annotation,
        "p": _begin_paragraph,
        "span": _begin_span,
        "s": _begin_space,
        "tab": _begin_break,
        "line-break": _begin_break,
    }
    _ENDS: ClassVar[Mapping[str, Callable[..., None]]] = {
        "annotation": _end_annotation,
        "table-cell": _end_cell,
        "covered-table-cell": _end_covered,
        "table-row": _end_row,
    }


def _typed(kind: str, known: dict[str, str], shown: str) -> Any:
    """Return the value; what does not show of it is left out, as the text says."""
    if kind in {"float", "percentage", "currency"}:
        if _LEADING_ZEROS.fullmatch(shown):
            return shown
        number = float(known["value"])
        if _MOMENT.fullmatch(shown):  # SheetJS writes a day as its number, and shows it as a day.
            return _moment(_DAY_ZERO + timedelta(days=number), shown)
        return int(number) if number.is_integer() else number
    if kind == "date":
        return _moment(datetime.fromisoformat(known["date-value"]), shown)
    if kind == "time" and (hour := _HOUR.fullmatch(known.get("time-value", ""))):
        return _hour(int(hour[1]), int(hour[2]), int(hour[3]), shown)
    return known.get("boolean-value") == "true" if kind == "boolean" else shown or known.get("string-value", "")


def _hour(hours: int, minutes: int, seconds: int, shown: str) -> time | float | str:
    """Return an hour; the number that was typed into a cell for hours, where 7.3 shows as 7:12; else what shows."""
    if hours < _DAY_OF_HOURS:
        return time(hours, minutes, seconds)
    if not _CLOCK.fullmatch(shown):
        return shown
    return number_of_days(timedelta(hours=hours, minutes=minutes, seconds=seconds))


def _moment(moment: datetime, shown: str) -> datetime | time:
    """Return as much of a moment as shows."""
    if ":" not in shown:
        return datetime.combine(moment.date(), time())
    return moment.time() if _CLOCK.fullmatch(shown) else moment


def _colour(text: str) -> str:
    """Return "#ffffff" as FFFFFF; a cell that nothing fills shows the sheet."""
    return WHITE if text == "transparent" else text.removeprefix("#").upper()


class _Names(dict[str, str]):
    """The names of elements and attributes without their namespaces, by the names with them."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(" ")[2]
        if len(self) < _MOST_NAMES and len(name) < _LONGEST_NAME:
            self[name] = local
        return local


def _points(length: str) -> float:
    """Return a length in points; one that cannot be read counts as long."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS_IN[found[2]] if found else float("inf")


def _times(known: dict[str, str], attribute: str) -> int:
    count = int(known.get(attribute, "1"))
    if count < 1:
        raise TooMuch
    return count

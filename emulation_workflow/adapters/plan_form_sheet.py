"""A form's layout as a workbook: what to fill is coloured and unlocked, the rest is locked; A4 upright, one page wide.

A second, hidden sheet says which cell holds which field, so that a form is read by what it says of itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from emulation_workflow.adapters.plan_form_entries import Entry, EntryKind
from emulation_workflow.adapters.plan_form_layout import Layout, Section
from emulation_workflow.adapters.plan_form_validation import day_in, one_of, whole_number
from emulation_workflow.messages import plan_form as words

FORM_MARK = "emulation-plan-form"
FORM_VERSION = 1
KEYS_SHEET = "_phieu"
FIRST_KEY_ROW = 6

Value = str | int | date | time | None
MINUTES, NOTE = "minutes", "note"
"""The two cells an agenda item has besides the one of its key: "agenda.3.1" and "agenda.3.1 minutes"."""

_WIDTHS = {"A": 5, "B": 37, "C": 15, "D": 11, "E": 38, "F": 12}
_SIGNS_PER_WIDTH = 1.12
"""How many signs of size 11 fit a unit of column width, on the safe side."""
_LINE_HEIGHT = 15.5
_NOTE_LINES = 4
_PAGE_HEIGHT = 870
"""What one printed page holds, in points, at the scale that makes the form one page wide."""
_BEFORE_LISTS = 7
"""Columns of the hidden sheet before its lists of choices."""
_NAVY = "1F3864"
_FILL = PatternFill("solid", fgColor="FFF6CC")
_BAND = PatternFill("solid", fgColor="DCE6F1")
_HEAD = PatternFill("solid", fgColor=_NAVY)
_LINE = Side(style="thin", color="A6A6A6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FORMATS = {EntryKind.DAY: "dd/mm/yyyy", EntryKind.HOUR: "hh:mm", EntryKind.COUNT: "0"}


def _font(*, bold: bool = False, italic: bool = False, size: int = 11, color: str = "000000") -> Font:
    return Font(name="Times New Roman", size=size, bold=bold, italic=italic, color=color)


@dataclass(slots=True, kw_only=True)
class _Drawing:
    """The sheets as they are being written: `row` is the next free row, `number` the last field's number.

    `height` of all rows so far, in points; `counts` are the cells that add up to the total.
    """

    sheet: Worksheet
    keys: Worksheet
    values: Mapping[str, Value]
    row: int = 1
    number: int = 0
    height: float = 0
    agenda_row: int = 0
    key_row: int = FIRST_KEY_ROW
    lists: int = 0
    counts: list[str] = field(default_factory=list)


def draw(form: Layout, *, campaign: str, unit: str, values: Mapping[str, Value], mark: str = "") -> Workbook:
    """The workbook of `form`, with `values` written in; `mark` is shown above everything ("mẫu")."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = words.SHEET
    keys = book.create_sheet(KEYS_SHEET)
    keys.sheet_state = "veryHidden"
    for row in ((FORM_MARK, FORM_VERSION), ("campaign", campaign), ("unit", unit)):
        keys.append(row)
    drawing = _Drawing(sheet=sheet, keys=keys, values=values)
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    _head(drawing, form, mark)
    for number, section in enumerate(form.sections, start=1):
        _section(drawing, section, number)
    _set_up_page(drawing)
    return book


def _head(drawing: _Drawing, form: Layout, mark: str) -> None:
    if mark:
        _banner(drawing, mark, _font(bold=True, color="C00000"))
    _banner(drawing, words.TITLE, _font(bold=True, size=15, color=_NAVY))
    _banner(drawing, form.basis, _font(italic=True))
    _banner(drawing, words.HOW_TO, _font(bold=True), fill=_FILL)
    drawing.row += 1
    for label, value, clause in form.given:
        _put(drawing, "A", label, _font(bold=True), across="B")
        _put(drawing, "C", value, _font(bold=label == words.UNIT), across="E" if clause else "F")
        if clause:
            _put(drawing, "F", clause, _font(italic=True, size=10), centred=True)
        _finish_row(drawing, {"CDE": value})
    drawing.row += 1
    heads = {
        "A": words.HEAD_NUMBER,
        "B": words.HEAD_LABEL,
        "C": words.HEAD_VALUE,
        "E": words.HEAD_HINT,
        "F": words.HEAD_CLAUSE,
    }
    for column, head in heads.items():
        cell = _put(
            drawing, column, head, _font(bold=True, color="FFFFFF"), across="D" if column == "C" else "", centred=True
        )
        cell.fill = _HEAD
    drawing.sheet.print_title_rows = f"{drawing.row}:{drawing.row}"
    _finish_row(drawing, {"A": ""})


def _banner(drawing: _Drawing, text: str, font: Font, fill: PatternFill | None = None) -> None:
    cell = _put(drawing, "A", text, font, across="F", centred=True, boxed=fill is not None)
    if fill is not None:
        cell.fill = fill
    _finish_row(drawing, {"ABCDEF": text}, size=float(font.size or 11))


def _section(drawing: _Drawing, section: Section, number: int) -> None:
    is_agenda = any(entry.kind is EntryKind.AGENDA for entry in section.entries)
    title = f"{_ROMAN[number - 1]}. {section.title}"
    _put(drawing, "A", title, _font(bold=True, color=_NAVY), across="B" if is_agenda else "F").fill = _BAND
    if is_agenda:
        drawing.agenda_row = drawing.row
        heads = {"C": words.HEAD_ON_AGENDA, "D": words.HEAD_MINUTES, "E": words.HEAD_NOTE, "F": ""}
        for column, head in heads.items():
            _put(drawing, column, head, _font(bold=True, size=10), centred=True).fill = _BAND
        _finish_row(drawing, {"C": words.HEAD_ON_AGENDA})
    else:
        _finish_row(drawing, {"A": ""})
    for entry in section.entries:
        _entry(drawing, entry)


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def _entry(drawing: _Drawing, entry: Entry) -> None:
    drawing.number += 1
    _put(drawing, "A", drawing.number, _font(), centred=True)
    label = _put(drawing, "B", entry.label, _font())
    _put(drawing, "F", entry.clause, _font(italic=True, size=10), centred=True)
    if entry.kind is EntryKind.SUM:
        _sum(drawing)
    else:
        if entry.kind is EntryKind.AGENDA:
            _agenda_cells(drawing, entry)
        else:
            _value_cell(drawing, entry)
        _note_key(drawing, entry, label.coordinate)
    is_note = entry.kind is EntryKind.NOTE
    written = str(drawing.values.get(entry.key) or "")
    texts = {"B": entry.label, "E": entry.hint, "F": entry.clause, "CDE" if is_note else "CD": written}
    _finish_row(drawing, texts, least=_NOTE_LINES if is_note else 1)


def _value_cell(drawing: _Drawing, entry: Entry) -> None:
    is_note = entry.kind is EntryKind.NOTE
    cell = _input(drawing, "C", drawing.values.get(entry.key), entry.kind, across="E" if is_note else "D")
    if not is_note:
        _put(drawing, "E", entry.hint, _font(italic=True, size=10))
    if entry.key.startswith("delegates."):
        drawing.counts.append(cell.coordinate)
    _validate(drawing, entry, cell)


def _agenda_cells(drawing: _Drawing, entry: Entry) -> None:
    _validate(drawing, entry, _input(drawing, "C", drawing.values.get(entry.key), EntryKind.CHOICE))
    minutes = _input(drawing, "D", drawing.values.get(f"{entry.key} {MINUTES}"), EntryKind.COUNT)
    _add(drawing, minutes, whole_number())
    _input(drawing, "E", drawing.values.get(f"{entry.key} {NOTE}"), EntryKind.LINE)


def _sum(drawing: _Drawing) -> None:
    _put(drawing, "C", f"=SUM({','.join(drawing.counts)})", _font(bold=True), across="D", centred=True, is_formula=True)
    _put(drawing, "E", "", _font())


def _note_key(drawing: _Drawing, entry: Entry, label: str) -> None:
    told = (entry.key, f"C{drawing.row}", label, entry.label, entry.kind.value)
    for column, text in zip("ABCDE", told, strict=True):
        _write(drawing.keys[f"{column}{drawing.key_row}"], text)
    drawing.key_row += 1


def _put(
    drawing: _Drawing,
    column: str,
    value: Value,
    font: Font,
    *,
    across: str = "",
    centred: bool = False,
    boxed: bool = True,
    is_formula: bool = False,
) -> Cell:
    """Write a locked cell, merged up to column `across`."""
    cell: Cell = drawing.sheet[f"{column}{drawing.row}"]
    if is_formula:
        cell.value = value
    else:
        _write(cell, value)
    cell.font = font
    cell.alignment = Alignment(
        horizontal="center" if centred else "left", vertical="center", wrap_text=True, indent=0 if centred else 1
    )
    last = across or column
    if boxed:
        for row in drawing.sheet[f"{column}{drawing.row}:{last}{drawing.row}"]:
            for one in row:
                one.border = _BOX
    if across:
        drawing.sheet.merge_cells(f"{column}{drawing.row}:{across}{drawing.row}")
    return cell


def _input(drawing: _Drawing, column: str, value: Value, kind: EntryKind, *, across: str = "") -> Cell:
    """Write a cell the unit fills."""
    cell = _put(drawing, column, value, _font(bold=True), across=across)
    cell.fill = _FILL
    cell.protection = Protection(locked=False)
    cell.number_format = _FORMATS.get(kind, "@")
    if kind is not EntryKind.LINE and kind is not EntryKind.NOTE:
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return cell


def _write(cell: Cell, value: Value) -> None:
    """Text stays text: what begins with "=" is no formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.style = "Normal"
        cell.quotePrefix = True


def _finish_row(drawing: _Drawing, texts: Mapping[str, str], *, least: int = 1, size: float = 11) -> None:
    """Make the row high enough for its texts (spreadsheets do not for merged cells), and go on to the next."""
    fitted = [_lines(text, sum(_WIDTHS[column] for column in columns), size) for columns, text in texts.items()]
    height = _LINE_HEIGHT * max(least, *fitted) * max(size / 11, 1) + 4
    drawing.sheet.row_dimensions[drawing.row].height = height
    drawing.height += height
    drawing.row += 1


def _lines(text: str, width: int, size: float) -> int:
    room = width * _SIGNS_PER_WIDTH * 11 / size
    return sum(max(1, ceil(len(line) / room)) for line in text.split("\n"))


def _validate(drawing: _Drawing, entry: Entry, cell: Cell) -> None:
    if entry.kind is EntryKind.COUNT:
        _add(drawing, cell, whole_number())
    elif entry.kind is EntryKind.DAY and entry.window is not None:
        _add(drawing, cell, day_in(entry.window, entry.hint))
    elif entry.choices:
        _add(drawing, cell, one_of(_choices_range(drawing, entry.choices), only=entry.only_choices))


def _choices_range(drawing: _Drawing, choices: Sequence[str]) -> str:
    """The choices on the hidden sheet: a name with a comma in it would fall apart in a list written out."""
    drawing.lists += 1
    column = get_column_letter(_BEFORE_LISTS + drawing.lists)
    for row, choice in enumerate(choices, start=1):
        _write(drawing.keys[f"{column}{row}"], choice)
    return f"'{KEYS_SHEET}'!${column}$1:${column}${len(choices)}"


def _add(drawing: _Drawing, cell: Cell, validation: DataValidation) -> None:
    validation.add(cell)
    drawing.sheet.add_data_validation(validation)


def _set_up_page(drawing: _Drawing) -> None:
    sheet = drawing.sheet
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if drawing.height > _PAGE_HEIGHT and drawing.agenda_row:
        sheet.row_breaks.append(Break(id=drawing.agenda_row - 1))  # A form of two pages breaks between two parts.
    sheet.print_area = f"A1:F{drawing.row - 1}"
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.5, 0.6, 0.7
    sheet.oddFooter = HeaderFooterItem()
    sheet.oddFooter.center.text = words.FOOTER
    for one in (sheet, drawing.keys):
        one.protection.sheet = True
    sheet.protection.formatRows = False  # Rows may be made higher for longer answers.

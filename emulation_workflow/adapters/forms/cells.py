"""The cells of a form's sheets: what to fill is coloured and unlocked, the rest is locked.

A hidden sheet says which cell holds which field, so that a form is read by what it says of itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from math import ceil

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension, RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from emulation_workflow.adapters.forms.layout import FIRST_KEY_ROW, KEYS_SHEET, EntryKind, FormEntry
from emulation_workflow.adapters.forms.validation import day_in, one_of, whole_number
from emulation_workflow.messages.forms import forms as words

Value = str | int | date | time | None
MINUTES, NOTE = "minutes", "note"
"""The two cells an agenda item has besides the one of its key: "agenda.3.1" and "agenda.3.1 minutes"."""

WIDTHS = {"A": 5, "B": 37, "C": 15, "D": 11, "E": 38, "F": 12}
_CHARACTERS_PER_WIDTH = 1.12
"""How many characters of size 11 fit a unit of column width, on the safe side."""
_LINE_HEIGHT = 15.5
PAGE_HEIGHT = 1150
"""What one printed page holds, in points, at the scale that makes the form one page wide."""
_PAGE_SCALE = 64
"""That scale, in percent."""
_PROMPT_TITLE, _PROMPT = 32, 255
"""What a spreadsheet program shows of a prompt, in characters."""
_BEFORE_LISTS = 7
"""Columns of the hidden sheet before its lists of choices."""
NAVY = "1F3864"
FILL = PatternFill("solid", fgColor="FFF6CC")
BAND = PatternFill("solid", fgColor="DCE6F1")
HEAD = PatternFill("solid", fgColor=NAVY)
_LINE = Side(style="thin", color="A6A6A6")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
FORMATS = {EntryKind.DAY: "dd/mm/yyyy", EntryKind.HOUR: "hh:mm", EntryKind.COUNT: "0"}


def font(*, bold: bool = False, italic: bool = False, size: int = 11, color: str = "000000") -> Font:
    return Font(name="Times New Roman", size=size, bold=bold, italic=italic, color=color)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What is written in a form beforehand: `values` by key, `rows` by table.

    What the unit has not stated is not written for it. `planned` stands beside its empty cell, to be compared;
    `planned_in` says by which paper.
    """

    values: Mapping[str, Value] = field(default_factory=dict)
    planned: Mapping[str, Value] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    planned_in: str = ""


@dataclass(slots=True, kw_only=True)
class Drawing:
    """The sheets as they are being written: `row` is the next free row, `number` the last field's number.

    `height` of all rows so far, in points; `counts` are the cells that add up to the total.
    """

    sheet: Worksheet
    keys: Worksheet
    filled: Filled
    row: int = 1
    number: int = 0
    height: float = 0
    height_before_agenda: float = 0
    agenda_row: int = 0
    key_row: int = FIRST_KEY_ROW
    lists: int = 0
    widths: Mapping[str, int] = field(default_factory=lambda: WIDTHS)
    counts: list[str] = field(default_factory=list)


def note_key(drawing: Drawing, key: str, *, cell: str, label_cell: str, label: str, kind: EntryKind) -> int:
    """Note on the hidden sheet where the field `key` is, and return that row."""
    for column, text in zip("ABCDE", (key, cell, label_cell, label, kind.value), strict=True):
        write(drawing.keys[f"{column}{drawing.key_row}"], text)
    drawing.key_row += 1
    return drawing.key_row - 1


def put(
    drawing: Drawing,
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
        write(cell, value)
    cell.font = font
    cell.alignment = Alignment(
        horizontal="center" if centred else "left", vertical="center", wrap_text=True, indent=0 if centred else 1
    )
    last = across or column
    if boxed:
        for row in drawing.sheet[f"{column}{drawing.row}:{last}{drawing.row}"]:
            for boxed_cell in row:
                boxed_cell.border = BOX
    if across:
        drawing.sheet.merge_cells(f"{column}{drawing.row}:{across}{drawing.row}")
    return cell


def input_cell(drawing: Drawing, column: str, value: Value, kind: EntryKind, *, across: str = "") -> Cell:
    """Write a cell the unit fills."""
    cell = put(drawing, column, value, font(bold=True), across=across)
    open_for(cell, kind)
    return cell


def open_for(place: Cell | ColumnDimension, kind: EntryKind) -> None:
    """Let the unit fill a cell, or all cells of a column that have no style of their own."""
    is_words = kind in (EntryKind.LINE, EntryKind.NOTE)
    place.font, place.fill, place.border = font(bold=True), FILL, BOX
    place.protection = Protection(locked=False)
    place.number_format = FORMATS.get(kind, "@")
    place.alignment = Alignment(
        horizontal="left" if is_words else "center", vertical="center", wrap_text=True, indent=int(is_words)
    )


def write(cell: Cell, value: Value) -> None:
    """Write a value; text stays text: what begins with "=" is no formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.style = "Normal"
        cell.quotePrefix = True


class GrowingRow(RowDimension):
    """A row whose height is no order: it grows with what is typed in it."""

    @property
    def customHeight(self) -> bool:  # noqa: N802 - as the file format names it
        return False


def finish_row(
    drawing: Drawing, texts: Mapping[str, str], *, least: int = 1, size: float = 11, grows: bool = False
) -> None:
    """Make the row high enough for its texts (spreadsheets do not for merged cells), and go on to the next.

    `grows`: nothing in it is merged, so that the spreadsheet makes it higher for whatever is typed.
    """
    fitted = [_lines(text, sum(drawing.widths[column] for column in columns), size) for columns, text in texts.items()]
    height = _LINE_HEIGHT * max(least, *fitted) * max(size / 11, 1) + 4
    row = (GrowingRow if grows else RowDimension)(drawing.sheet, index=drawing.row, ht=height)
    drawing.sheet.row_dimensions[drawing.row] = row
    drawing.height += height
    drawing.row += 1


def _lines(text: str, width: int, size: float) -> int:
    room = width * _CHARACTERS_PER_WIDTH * 11 / size
    return sum(max(1, ceil(len(line) / room)) for line in text.split("\n"))


def validate(drawing: Drawing, entry: FormEntry, cells: str) -> None:
    """Let the cells accept only what the field may hold, and say so where they are typed in."""
    if entry.kind is EntryKind.COUNT:
        add(drawing.sheet, cells, whole_number(), entry)
    elif entry.kind is EntryKind.DAY and entry.window is not None:
        add(drawing.sheet, cells, day_in(entry.window, entry.hint), entry)
    elif entry.choices:
        add(drawing.sheet, cells, one_of(choices_range(drawing, entry.choices), only=entry.only_choices), entry)
    elif entry.kind in words.PROMPTS:
        add(drawing.sheet, cells, DataValidation(), entry)


def choices_range(drawing: Drawing, choices: Sequence[str]) -> str:
    """Write the choices on the hidden sheet, a list written out falls apart at a comma; return their range."""
    drawing.lists += 1
    column = get_column_letter(_BEFORE_LISTS + drawing.lists)
    for row, choice in enumerate(choices, start=1):
        write(drawing.keys[f"{column}{row}"], choice)
    return f"'{KEYS_SHEET}'!${column}$1:${column}${len(choices)}"


def add(sheet: Worksheet, cells: str, validation: DataValidation, entry: FormEntry) -> None:
    """Check the cells so, and show how to write what is asked for as soon as one of them is chosen."""
    if prompt := words.joined([words.PROMPTS.get(entry.kind, ""), entry.hint]):
        validation.showInputMessage = True
        validation.promptTitle, validation.prompt = entry.label[:_PROMPT_TITLE], prompt[:_PROMPT]
    validation.add(cells)
    sheet.add_data_validation(validation)


def set_up_page(drawing: Drawing, *, landscape: bool, longest: float = 0) -> None:
    """Print on A4, one page wide and as many high as it takes; lock what is not to be filled.

    `longest`: the height of what has to stand on one page, smaller if need be. No area is fixed: what is written below
    the ruled rows is printed too.
    """
    sheet = drawing.sheet
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    is_long = longest > PAGE_HEIGHT
    if is_long:  # Fitted to a number of pages it would break anywhere.
        sheet.page_setup.scale = int(_PAGE_SCALE * PAGE_HEIGHT / longest)
    else:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=not is_long)
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.5 if landscape else 0.6, 0.5, 0.6, 0.7
    sheet.oddFooter = HeaderFooterItem()
    sheet.oddFooter.center.text = words.FOOTER
    sheet.protection.sheet = True
    sheet.protection.formatRows = False  # Rows may be made higher for longer answers.

"""A form's table as a sheet: one row for each paper or honour, as many as the unit has; A4 across, its header kept."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from emulation_workflow.adapters.forms.cells import (
    FILL,
    HEAD,
    NAVY,
    Drawing,
    Value,
    finish_row,
    font,
    input_cell,
    note_key,
    open_for,
    put,
    set_up_page,
    validate,
    write,
)
from emulation_workflow.adapters.forms.layout import MAX_ROWS, FormEntry, FormTable
from emulation_workflow.messages.formats import clause_words
from emulation_workflow.messages.forms import forms as words

_RULED, _SPARE = 15, 5
"""Rows ruled beforehand at least, and beyond those that are filled in."""
_NUMBER_WIDTH = 5
_FIRST_COLUMN = 2


def draw_table(book: Workbook, form: Drawing, table: FormTable) -> None:
    """Add the table's sheet, and note its columns on the form's hidden sheet."""
    sheet = book.create_sheet(table.title)
    letters = {get_column_letter(number): entry for number, entry in enumerate(table.columns, start=_FIRST_COLUMN)}
    drawing = Drawing(
        sheet=sheet,
        keys=form.keys,
        filled=form.filled,
        widths={"A": _NUMBER_WIDTH, **{letter: column.width for letter, column in letters.items()}},
        key_row=form.key_row,
        lists=form.lists,
    )
    for letter, width in drawing.widths.items():
        sheet.column_dimensions[letter].width = width
    _title(drawing, table, last=list(letters)[-1])
    _heads(drawing, letters)
    _rows(drawing, letters, form.filled.rows.get(table.key, ()))
    set_up_page(drawing, landscape=True)
    sheet.protection.insertRows = True
    form.key_row, form.lists = drawing.key_row, drawing.lists


def _title(drawing: Drawing, table: FormTable, *, last: str) -> None:
    whole = "".join(drawing.widths)
    put(drawing, "A", table.title, font(bold=True, size=14, color=NAVY), across=last, boxed=False)
    finish_row(drawing, {whole: table.title}, size=14)
    hint = words.joined([table.hint.rstrip("."), clause_words(table.clause) if table.clause else ""])
    put(drawing, "A", hint, font(italic=True), across=last).fill = FILL
    finish_row(drawing, {whole: hint})


def _heads(drawing: Drawing, letters: Mapping[str, FormEntry]) -> None:
    """Write the header row; below it each column is open to be filled as far down as the unit needs."""
    row = drawing.row
    put(drawing, "A", words.HEAD_NUMBER, font(bold=True, color="FFFFFF"), centred=True).fill = HEAD
    for letter, column in letters.items():
        put(drawing, letter, column.label, font(bold=True, color="FFFFFF"), centred=True).fill = HEAD
        open_for(drawing.sheet.column_dimensions[letter], column.kind)
        validate(drawing, column, f"{letter}{row + 1}:{letter}{row + MAX_ROWS}")
        key_row = note_key(
            drawing,
            column.key,
            cell=f"{letter}{row + 1}",
            label_cell=f"{letter}{row}",
            label=column.label,
            kind=column.kind,
        )
        write(drawing.keys[f"G{key_row}"], drawing.sheet.title)
    finish_row(drawing, {letter: column.label for letter, column in letters.items()})
    drawing.sheet.print_title_rows = f"{row}:{row}"
    drawing.sheet.freeze_panes = f"B{row + 1}"


def _rows(drawing: Drawing, letters: Mapping[str, FormEntry], rows: Sequence[Mapping[str, Value]]) -> None:
    """Write those that are filled in, and some to fill; each grows with what is written in it."""
    empty: Mapping[str, Value] = {}
    for number, row in enumerate((*rows, *[empty] * max(_SPARE, _RULED - len(rows))), start=1):
        put(drawing, "A", number, font(), centred=True)
        values = {letter: row.get(column.key.rpartition(".")[2]) for letter, column in letters.items()}
        for letter, column in letters.items():
            input_cell(drawing, letter, values[letter], column.kind)
        finish_row(drawing, {letter: str(value or "") for letter, value in values.items()}, grows=True)

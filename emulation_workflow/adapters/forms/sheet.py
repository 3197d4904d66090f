"""A form's layout as a workbook, A4 and one page wide: its fields on one sheet, each of its tables on its own."""

import io

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.pagebreak import Break

from emulation_workflow.adapters.forms.cells import (
    BAND,
    FILL,
    HEAD,
    MINUTES,
    NAVY,
    NOTE,
    PAGE_HEIGHT,
    TAKEN_FILL,
    WIDTHS,
    Drawing,
    Filled,
    add,
    finish_row,
    font,
    input_cell,
    note_key,
    put,
    set_up_page,
    validate,
    write,
)
from emulation_workflow.adapters.forms.entries import layout
from emulation_workflow.adapters.forms.layout import KEYS_SHEET, EntryKind, FormEntry, FormKind, Layout, Section
from emulation_workflow.adapters.forms.table import draw_table
from emulation_workflow.adapters.forms.validation import whole_number
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.forms import forms as words


def drawn(
    kind: FormKind,
    campaign: Campaign,
    unit: Unit,
    filled: Filled,
    *,
    parent: Unit | None = None,
    in_force: Window | None = None,
    mark: str = "",
) -> bytes:
    """Return the form of `unit` as an XLSX file, with what is `filled` in; `mark` is shown above everything ("mẫu").

    Rejected for a unit the campaign does not bind.
    """
    form = layout(kind, campaign, unit, parent=parent, values=filled.values, in_force=in_force)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = kind.sheet
    keys = book.create_sheet(KEYS_SHEET)
    keys.sheet_state = "veryHidden"
    for row in ((kind.mark, kind.version), ("campaign", campaign.id), ("unit", unit.code)):
        keys.append(row)
    drawing = Drawing(sheet=sheet, keys=keys, filled=filled)
    for column, width in WIDTHS.items():
        sheet.column_dimensions[column].width = width
    _head(drawing, form, mark or (words.FICTIONAL if campaign.fictional else ""))
    for number, section in enumerate(form.sections, start=1):
        _section(drawing, section, number, kind.on_agenda)
    set_up_page(drawing, last="F", landscape=False)
    if drawing.height > PAGE_HEIGHT and drawing.agenda_row:
        sheet.row_breaks.append(Break(id=drawing.agenda_row - 1))  # A form of two pages breaks between two parts.
    keys.protection.sheet = True
    for table in form.tables:
        draw_table(book, drawing, table)
    book.move_sheet(keys, offset=len(form.tables))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(drawing: Drawing, form: Layout, mark: str) -> None:
    if mark:
        _banner(drawing, mark, font(bold=True, color="C00000"))
    _banner(drawing, form.kind.title, font(bold=True, size=15, color=NAVY))
    _banner(drawing, form.basis, font(italic=True))
    _banner(drawing, form.kind.how_to, font(bold=True), fill=FILL)
    if drawing.filled.taken_from:
        _banner(drawing, drawing.filled.taken_from, font(bold=True), fill=TAKEN_FILL)
    drawing.row += 1
    for label, value, clause in form.given:
        put(drawing, "A", label, font(bold=True), across="B")
        put(drawing, "C", value, font(bold=label == words.UNIT), across="E" if clause else "F")
        if clause:
            put(drawing, "F", clause, font(italic=True, size=10), centred=True)
        finish_row(drawing, {"CDE": value})
    drawing.row += 1
    heads = {
        "A": words.HEAD_NUMBER,
        "B": words.HEAD_LABEL,
        "C": words.HEAD_VALUE,
        "E": words.HEAD_HINT,
        "F": words.HEAD_CLAUSE,
    }
    for column, head in heads.items():
        cell = put(
            drawing, column, head, font(bold=True, color="FFFFFF"), across="D" if column == "C" else "", centred=True
        )
        cell.fill = HEAD
    drawing.sheet.print_title_rows = f"{drawing.row}:{drawing.row}"
    finish_row(drawing, {"A": ""})


def _banner(drawing: Drawing, text: str, font: Font, fill: PatternFill | None = None) -> None:
    cell = put(drawing, "A", text, font, across="F", centred=True, boxed=fill is not None)
    if fill is not None:
        cell.fill = fill
    finish_row(drawing, {"ABCDEF": text}, size=float(font.size or 11))


def _section(drawing: Drawing, section: Section, number: int, on_agenda: str) -> None:
    is_agenda = any(entry.kind is EntryKind.AGENDA for entry in section.entries)
    title = f"{_ROMAN[number - 1]}. {section.title}"
    put(drawing, "A", title, font(bold=True, color=NAVY), across="B" if is_agenda else "F").fill = BAND
    if is_agenda:
        drawing.agenda_row = drawing.row
        heads = {"C": on_agenda, "D": words.HEAD_MINUTES, "E": words.HEAD_NOTE, "F": ""}
        for column, head in heads.items():
            put(drawing, column, head, font(bold=True, size=10), centred=True).fill = BAND
        finish_row(drawing, {"C": on_agenda})
    else:
        finish_row(drawing, {"A": ""})
    for entry in section.entries:
        _entry(drawing, entry)


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def _entry(drawing: Drawing, entry: FormEntry) -> None:
    drawing.number += 1
    put(drawing, "A", drawing.number, font(), centred=True)
    label = put(drawing, "B", entry.label, font())
    put(drawing, "F", entry.clause, font(italic=True, size=10), centred=True)
    if entry.kind is EntryKind.SUM:
        _sum(drawing)
    else:
        if entry.kind is EntryKind.AGENDA:
            _agenda_cells(drawing, entry)
        else:
            _value_cell(drawing, entry)
        _note_keys(drawing, entry, label.coordinate)
    is_note = entry.kind is EntryKind.NOTE
    written = str(drawing.filled.values.get(entry.key) or "")
    texts = {"B": entry.label, "E": entry.hint, "F": entry.clause, "CDE" if is_note else "CD": written}
    finish_row(drawing, texts, least=entry.lines if is_note else 1)


def _value_cell(drawing: Drawing, entry: FormEntry) -> None:
    is_note = entry.kind is EntryKind.NOTE
    cell = _input(drawing, "C", entry.key, entry.kind, across="E" if is_note else "D")
    if not is_note:
        put(drawing, "E", entry.hint, font(italic=True, size=10))
    if entry.key.startswith("delegates."):
        drawing.counts.append(cell.coordinate)
    validate(drawing, entry, cell.coordinate)


def _agenda_cells(drawing: Drawing, entry: FormEntry) -> None:
    validate(drawing, entry, _input(drawing, "C", entry.key, EntryKind.CHOICE).coordinate)
    add(drawing.sheet, _input(drawing, "D", f"{entry.key} {MINUTES}", EntryKind.COUNT).coordinate, whole_number())
    _input(drawing, "E", f"{entry.key} {NOTE}", EntryKind.LINE)


def _input(drawing: Drawing, column: str, key: str, kind: EntryKind, *, across: str = "") -> Cell:
    """Write the cell in which the field `key` is filled, marked where its value is not the unit's own statement."""
    value, filled = drawing.filled.values.get(key), drawing.filled
    cell = input_cell(drawing, column, value, kind, across=across)
    if filled.taken_from and value is not None and key in filled.given:
        cell.fill = TAKEN_FILL
    return cell


def _note_keys(drawing: Drawing, entry: FormEntry, label: str) -> None:
    value = drawing.filled.values.get(entry.key) if entry.key in drawing.filled.given else None
    cell = f"C{drawing.row}"
    write(note_key(drawing, entry.key, cell=cell, label_cell=label, label=entry.label, kind=entry.kind), value)


def _sum(drawing: Drawing) -> None:
    put(drawing, "C", f"=SUM({','.join(drawing.counts)})", font(bold=True), across="D", centred=True, is_formula=True)
    put(drawing, "E", "", font())

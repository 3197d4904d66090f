"""A form's layout as a workbook, A4 and one page wide: its fields on one sheet, each of its tables on its own."""

import io
from datetime import date, time

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
    WIDTHS,
    Drawing,
    Filled,
    Value,
    add,
    finish_row,
    font,
    input_cell,
    note_key,
    put,
    set_up_page,
    validate,
)
from emulation_workflow.adapters.forms.entries import layout
from emulation_workflow.adapters.forms.layout import KEYS_SHEET, EntryKind, FormEntry, FormKind, Layout, Section
from emulation_workflow.adapters.forms.table import draw_table
from emulation_workflow.adapters.forms.validation import whole_number
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.forms import forms as words


def drawn(
    kind: FormKind,
    campaign: Campaign,
    unit: Unit,
    filled: Filled,
    *,
    parent: Unit | None = None,
    in_force: Window | None = None,
    by_when: str = "",
    mark: str = "",
) -> bytes:
    """Return the form of `unit` as an XLSX file, with what is `filled` in; `mark` is shown above everything ("mẫu").

    `by_when` says until when it has to be sent.


    Rejected for a unit the campaign does not bind.
    """
    rows = [key for key, rows in filled.rows.items() if rows]
    form = layout(
        kind, campaign, unit, parent=parent, values=filled.values, rows=rows, in_force=in_force, by_when=by_when
    )
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
    before = drawing.height_before_agenda
    set_up_page(drawing, landscape=False, longest=max(before, drawing.height - before))
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
    _headings(drawing)
    _banner(drawing, form.basis, font(italic=True))
    tables = words.AND.join(words.TABLE.format(title=table.title) for table in form.tables)
    _banner(drawing, form.kind.how_to.format(tables=tables), font(bold=True), fill=FILL)
    if drawing.filled.planned_in:
        _banner(drawing, drawing.filled.planned_in, font(bold=True))
    for label, value, clause in form.given:
        put(drawing, "A", label, font(bold=True), across="B")
        put(drawing, "C", value, font(bold=label == words.UNIT), across="E" if clause else "F")
        if clause:
            put(drawing, "F", clause, font(italic=True, size=10), centred=True)
        finish_row(drawing, {"CDE": value})


def _headings(drawing: Drawing) -> None:
    """Write the columns' headings near the top: all above them stays in view, and they stand on each printed page."""
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
    drawing.sheet.freeze_panes = f"A{drawing.row}"


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
        drawing.agenda_row, drawing.height_before_agenda = drawing.row, drawing.height
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
    label = put(drawing, "B", _label(drawing, entry), font())
    put(drawing, "F", entry.clause, font(italic=True, size=10), centred=True)
    if entry.kind is EntryKind.SUM:
        _sum(drawing, entry)
    else:
        if entry.kind is EntryKind.AGENDA:
            _agenda_cells(drawing, entry)
        else:
            _value_cell(drawing, entry)
        _note_keys(drawing, entry, label.coordinate)
    is_note = entry.kind is EntryKind.NOTE
    written = str(drawing.filled.values.get(entry.key) or "")
    texts = {
        "B": _label(drawing, entry),
        "E": _hint(drawing, entry),
        "F": entry.clause,
        "CDE" if is_note else "CD": written,
    }
    finish_row(drawing, texts, least=entry.lines if is_note else 1)


def _value_cell(drawing: Drawing, entry: FormEntry) -> None:
    is_note = entry.kind is EntryKind.NOTE
    cell = _input(drawing, "C", entry.key, entry.kind, across="E" if is_note else "D")
    if not is_note:
        put(drawing, "E", _hint(drawing, entry), font(italic=True, size=10))
    if entry.key.startswith("delegates."):
        drawing.counts.append(cell.coordinate)
    validate(drawing, entry, cell.coordinate)


def _hint(drawing: Drawing, entry: FormEntry) -> str:
    """Return what the plan says of the field and, in a report, what the unit had planned."""
    planned = _planned(drawing, entry) if entry.kind is not EntryKind.AGENDA else ""
    return words.joined([entry.hint, planned]) if planned else entry.hint


def _label(drawing: Drawing, entry: FormEntry) -> str:
    """Return the field's name; beside a content or a note there is no room but here for what was planned."""
    planned = _planned(drawing, entry) if entry.kind in (EntryKind.AGENDA, EntryKind.NOTE) else ""
    return f"{entry.label} ({planned})" if planned else entry.label


def _planned(drawing: Drawing, entry: FormEntry) -> str:
    value = drawing.filled.planned.get(entry.key)
    if value is None:
        return ""
    minutes = drawing.filled.planned.get(f"{entry.key} {MINUTES}")
    told = words.PLANNED_MINUTES.format(minutes=minutes) if minutes else _in_words(value)
    return words.PLANNED.format(value=told)


def _in_words(value: Value) -> str:
    if isinstance(value, date):
        return day_words(value)
    return words.hour_typed(value) if isinstance(value, time) else str(value)


def _agenda_cells(drawing: Drawing, entry: FormEntry) -> None:
    validate(drawing, entry, _input(drawing, "C", entry.key, EntryKind.CHOICE).coordinate)
    minutes = _input(drawing, "D", f"{entry.key} {MINUTES}", EntryKind.COUNT).coordinate
    asked = FormEntry(key=entry.key, label=words.HEAD_MINUTES, kind=EntryKind.COUNT)
    add(drawing.sheet, minutes, whole_number(), asked)
    _input(drawing, "E", f"{entry.key} {NOTE}", EntryKind.LINE)


def _input(drawing: Drawing, column: str, key: str, kind: EntryKind, *, across: str = "") -> Cell:
    """Write the cell in which the field `key` is filled."""
    return input_cell(drawing, column, drawing.filled.values.get(key), kind, across=across)


def _note_keys(drawing: Drawing, entry: FormEntry, label: str) -> None:
    cell = f"C{drawing.row}"
    note_key(drawing, entry.key, cell=cell, label_cell=label, label=_label(drawing, entry), kind=entry.kind)


def _sum(drawing: Drawing, entry: FormEntry) -> None:
    """Write the sum and, where it is above the plan's cap, a warning beside it."""
    total = f"SUM({','.join(drawing.counts)})"
    put(drawing, "C", f"={total}", font(bold=True), across="D", centred=True, is_formula=True)
    warning = f'=IF({total}>{entry.at_most},"{words.OVER_CAP.format(cap=entry.at_most)}","")' if entry.at_most else ""
    put(drawing, "E", warning, font(bold=True, color="C00000"), is_formula=bool(warning))

"""What somebody wrote in a form where it asks nothing: beside its fields, on other sheets, in comments on cells."""

import re
from collections.abc import Iterable, Iterator, Sequence

from emulation_workflow.adapters.forms.entries import layout
from emulation_workflow.adapters.forms.layout import KEYS_SHEET, MAX_ROWS, FormKind, Layout
from emulation_workflow.adapters.forms.reading import FormCell, form_cells
from emulation_workflow.adapters.spreadsheets.formats.sheet import FORMULA, Sheet, Sheets, address_of
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms import plan_form, result_form

MAX_SHOWN = 10
"""Places that are named."""
_LONGEST = 200
_LONGEST_READ = 2_000
_OTHER_WORDING = 15
"""Texts that are not the form's own: from so many on it is of another wording, and only what lies apart is shown."""
_LAST_COLUMN = 6
"""The form's sheet ends at column F."""
_AGENDA_COLUMNS = (4, 5)
_GAPS = re.compile(r"[\d\s]+")
_NUMBERED = re.compile(r"^[IVX]+\. ")
_PLACES = re.compile(r"\{[^{}]*\}")
_SHORTEST_KNOWN = 4


def words_beside(book: Sheets, *, kind: FormKind, campaign: Campaign, units: Sequence[Unit]) -> tuple[str, ...]:
    """Return what is written beside the fields of a form that was read, each with its place; MAX_SHOWN at most."""
    cells = list(form_cells(book[KEYS_SHEET]))
    places = _Places(kind, cells)
    own = _own_words(kind, campaign, units, unit=str(book[KEYS_SHEET]["B3"].value), cells=cells)
    apart: list[str] = []
    among: list[str] = []
    for sheet, row, column, text in _texts(book, places):
        if places.are_apart(sheet, row, column):
            apart.append(_shown(sheet, address_of(row, column), text, kind))
            if len(apart) >= MAX_SHOWN:
                break
        elif len(among) < _OTHER_WORDING and not _is_own(text, own):
            among.append(_shown(sheet, address_of(row, column), text, kind))
    notes = [
        _shown(sheet, address, text, kind, pattern=words.NOTE_ON_CELL)
        for sheet in book.values()
        for address, text in sheet.notes[:MAX_SHOWN]
    ]
    return tuple([*notes, *apart, *(among if len(among) < _OTHER_WORDING else ())][:MAX_SHOWN])


class _Places:
    """Where a form is filled, and how far it reaches."""

    def __init__(self, kind: FormKind, cells: Sequence[FormCell]) -> None:
        self._kind = kind
        self._rows: dict[int, set[int]] = {}
        self._columns: dict[str, dict[int, int]] = {}
        for cell in cells:
            if cell.table:
                self._columns.setdefault(cell.table, {})[cell.column] = cell.row
            else:
                self._rows[cell.row] = {cell.column, *(_AGENDA_COLUMNS if cell.is_agenda else ())}
        self._first, self._last = min(self._rows, default=0), max(self._rows, default=0) + 1

    def are_forms_own(self, sheet: Sheet, row: int, column: int) -> bool:
        """Return whether it is a field, or stands in the head of a sheet."""
        if sheet.title == self._kind.sheet:
            return column in self._rows.get(row, ()) or (row < self._first and column <= _LAST_COLUMN)
        columns = self._columns.get(sheet.title, {})
        first = columns.get(column)
        is_head = bool(columns) and row < min(columns.values()) and column <= max(columns)
        return is_head or (first is not None and first <= row <= first + MAX_ROWS)

    def are_apart(self, sheet: Sheet, row: int, column: int) -> bool:
        """Return whether nothing of a form stands there, whatever its wording."""
        if sheet.title == self._kind.sheet:
            return column > _LAST_COLUMN or row > self._last
        columns = self._columns.get(sheet.title)
        return columns is None or column > max(columns)


def _texts(book: Sheets, places: _Places) -> Iterator[tuple[Sheet, int, int, str]]:
    """Yield the texts beside the fields with row and column; numbers and ticks by themselves say nothing."""
    for sheet in book.values():
        if sheet.title == KEYS_SHEET:
            continue
        for row, cells in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(cells, start=1):
                text = cell.value
                is_text = isinstance(text, str) and cell.data_type != FORMULA
                if not is_text or places.are_forms_own(sheet, row, column):
                    continue
                if any(sign.isalpha() for sign in text):
                    yield sheet, row, column, text


def _own_words(
    kind: FormKind, campaign: Campaign, units: Sequence[Unit], *, unit: str, cells: Sequence[FormCell]
) -> frozenset[str]:
    """Return the words that stand on the form itself, without numbers: days in them may have been others."""
    by_code = {known.code: known for known in units}
    of_unit = by_code[unit]
    form = layout(kind, campaign, of_unit, parent=by_code.get(of_unit.parent or ""), values={})
    fixed = (value for module in (words, plan_form, result_form) for value in vars(module).values())
    labels = (cell.label for cell in cells)
    declared = (
        text for field in kind.fields.values() for text in (field.title, field.label, field.about, field.hint or "")
    )
    return frozenset(map(_without_gaps, (*_texts_of(form), *labels, *declared, *_strings(fixed))))


def _texts_of(form: Layout) -> Iterator[str]:
    yield form.basis
    for given in form.given:
        yield from given
    for section in form.sections:
        yield section.title
    entries = [entry for section in form.sections for entry in section.entries]
    for entry in (*entries, *(column for table in form.tables for column in table.columns)):
        yield from (entry.label, entry.hint, entry.clause, *entry.choices)
    for table in form.tables:
        yield from (table.title, table.hint, table.clause)


def _strings(values: Iterable[object]) -> Iterator[str]:
    """Yield the texts, and those pieces of them that stand around what is filled in."""
    for value in values:
        if isinstance(value, str):
            yield from (piece for piece in _PLACES.split(value) if len(piece.strip()) >= _SHORTEST_KNOWN)


def _is_own(text: str, own: frozenset[str]) -> bool:
    left = _without_gaps(_NUMBERED.sub("", text[:_LONGEST_READ]))
    if left in own:
        return True
    for known in sorted(own, key=len, reverse=True):
        if len(known) >= _SHORTEST_KNOWN:
            left = left.replace(known, "")
    return sum(sign.isalpha() for sign in left) < _SHORTEST_KNOWN


def _without_gaps(text: str) -> str:
    return _GAPS.sub("", text).casefold()


def _shown(sheet: Sheet, address: str, text: str, kind: FormKind, *, pattern: str = words.BESIDE) -> str:
    place = address if sheet.title == kind.sheet else words.ON_SHEET.format(sheet=sheet.title, cell=address)
    return pattern.format(cell=place, text=" ".join(text.split())[:_LONGEST])

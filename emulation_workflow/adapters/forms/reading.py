"""Reading a filled form by its hidden sheet, which says where each field is; a form that was rebuilt is refused."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from emulation_workflow.adapters.forms.layout import FIRST_KEY_ROW, KEYS_SHEET, MAX_ROWS, EntryKind, FormKind
from emulation_workflow.adapters.schemas.plan_schema import Loc, not_stated, place_words
from emulation_workflow.adapters.schemas.values import read_yes_no
from emulation_workflow.adapters.spreadsheets.formats.sheet import ERROR, FORMULA, Sheet, Sheets, place_of
from emulation_workflow.adapters.spreadsheets.lines import is_total
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms.fields import FieldKind, FormField, parts_of

Parsed = TypeVar("Parsed")
_MAX_FIELDS = 300
_KEY_COLUMNS = "ABCDEFG"
_ADDRESS = re.compile(r"[A-Z][1-9]\d{0,3}")
_NOT_VALUES = {FORMULA: ProblemCode.PLAN_CELL_FORMULA, ERROR: ProblemCode.PLAN_CELL_ERROR}
"""Kinds of cell that hold no value somebody wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """One field of the form, as the hidden sheet has it; with a `table` (its sheet), one column from `cell` down.

    `given` was filled in beforehand, as forms of earlier versions were.
    """

    key: str
    cell: str
    label_cell: str
    label: str
    given: Any = None
    table: str = ""
    is_agenda: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCell:
    """A cell that is filled: on the form's sheet, or, with a `table`, the first of a column of that sheet."""

    row: int
    column: int
    table: str
    label: str
    is_agenda: bool


def form_cells(keys: Sheet) -> Iterator[FormCell]:
    """Yield the cells that are filled, as the hidden sheet names them."""
    for field in _fields(keys):
        row, column = place_of(field.cell)
        yield FormCell(row=row, column=column, table=field.table, label=field.label, is_agenda=field.is_agenda)


def mark_of(book: Sheets) -> str:
    """Return the mark of the form that a workbook says it is; "" if it says nothing."""
    return str(book[KEYS_SHEET]["A1"].value or "") if KEYS_SHEET in book else ""


def read_form(book: Sheets, *, kind: FormKind, campaign: Campaign) -> "Reading":
    """Return what is written in a form of this kind. Rejected if it is another, or empty."""
    sheet, keys = _sheets(book, kind)
    reading = Reading(book, sheet, kind.fields, unit=_unit_of(keys, kind, campaign))
    fields = list(_fields(keys))
    for field in fields:
        if not field.table:
            reading.read_field(field)
    for name in dict.fromkeys(field.key.partition(".")[0] for field in fields if field.table):
        reading.read_table(name, [field for field in fields if field.table and field.key.partition(".")[0] == name])
    if reading.is_empty and not reading.problems:
        raise Rejected(Problem(code=ProblemCode.PLAN_FORM_EMPTY))
    return reading


def _sheets(book: Sheets, kind: FormKind) -> tuple[Sheet, Sheet]:
    for name in (kind.sheet, KEYS_SHEET):
        if name not in book:
            raise Rejected(Problem(code=ProblemCode.PLAN_FORM_SHEET_MISSING, params={"sheet": name}))
    if book[KEYS_SHEET]["A1"].value != kind.mark:
        raise Rejected(Problem(code=ProblemCode.PLAN_FORM_NOT_OURS))
    if not book[kind.sheet].is_visible:
        raise Rejected(Problem(code=ProblemCode.PLAN_FORM_SHEET_HIDDEN, params={"sheet": kind.sheet}))
    return book[kind.sheet], book[KEYS_SHEET]


def _unit_of(keys: Sheet, kind: FormKind, campaign: Campaign) -> str:
    if keys["B1"].value != kind.version:
        raise Rejected(
            Problem(code=ProblemCode.PLAN_FORM_OLD, params={"found": str(keys["B1"].value), "wanted": kind.version})
        )
    if keys["B2"].value != campaign.id:
        params = {"found": str(keys["B2"].value), "plan": campaign.plan.number}
        raise Rejected(Problem(code=ProblemCode.PLAN_FORM_OTHER_CAMPAIGN, params=params))
    return str(keys["B3"].value)


def _fields(keys: Sheet) -> Iterator[_Field]:
    for number in range(FIRST_KEY_ROW, FIRST_KEY_ROW + _MAX_FIELDS + 1):
        row = [keys[f"{column}{number}"].value for column in _KEY_COLUMNS]
        if row[0] is None:
            return
        key, cell, label_cell, label, kind = (str(part) for part in row[:5])
        if not _ADDRESS.fullmatch(cell) or not _ADDRESS.fullmatch(label_cell) or kind not in list(EntryKind):
            raise Rejected(Problem(code=ProblemCode.PLAN_FORM_NOT_OURS))
        yield _Field(
            key=key,
            cell=cell,
            label_cell=label_cell,
            label=label,
            given=row[5],
            table=str(row[6] or ""),
            is_agenda=kind == EntryKind.AGENDA,
        )


class Reading:
    """The cells on their way to the schema: `raw` in its shape, and where each value came from."""

    def __init__(self, book: Sheets, sheet: Sheet, declarations: Mapping[str, FormField], *, unit: str) -> None:
        self.book = book
        self.sheet = sheet
        self.declarations = declarations
        self.raw: dict[str, Any] = not_stated(declarations) | {"unit": unit}
        self.places: dict[Loc, str] = {}
        self.problems: list[Problem] = []
        self.is_empty = True

    def checked(self, parse: "Callable[[], Parsed]") -> "Parsed":
        """Return what `parse` gives. Rejected with every fault of either and its cell: "ô C12 (Ngày tổ chức)"."""
        try:
            parsed = parse()
        except Rejected as refused:
            known = {problem.where for problem in self.problems}
            more = (problem for problem in refused.problems if problem.where not in known)
            raise Rejected(*self.problems, *more) from None
        if self.problems:
            raise Rejected(*self.problems)
        return parsed

    def where(self, loc: Loc) -> str:
        return self.places.get(loc) or place_words(loc, self.declarations)

    def read_field(self, field: _Field) -> None:
        """Read one field into the schema's shape; an empty cell states nothing."""
        if not self._is_in_place(self.sheet, field):
            return
        name, _, part = field.key.partition(".")
        value = self._value(field, field.cell)
        kind = self._kind(name)
        if kind is FieldKind.AGENDA:
            self._store_agenda(field, part, value)
        elif kind is FieldKind.TICKS:
            if self._is_yes(field, value):
                self._add(name, field, part)
        elif value is not None:
            self.is_empty = self.is_empty and value == field.given
            self._store_value(field, name, part, value)

    def _kind(self, name: str) -> FieldKind:
        """Return the kind of a declared field; what is not declared is left for the schema to refuse."""
        declared = self.declarations.get(name)
        return declared.kind if declared is not None else FieldKind.TEXT

    def read_table(self, name: str, columns: Sequence[_Field]) -> None:
        """Read a table's rows; one with nothing in it is none, nor is the total that somebody wrote below them."""
        sheet = self.book.get(columns[0].table)
        self.raw[name] = []
        if sheet is None:
            self.problems.append(Problem(code=ProblemCode.PLAN_FORM_SHEET_MISSING, params={"sheet": columns[0].table}))
        elif self._are_in_place(sheet, columns):
            first = int(columns[0].cell[1:])
            for row in range(first, min(sheet.max_row, first + MAX_ROWS) + 1):
                self._read_row(sheet, name, columns, row)

    def _read_row(self, sheet: Sheet, name: str, columns: Sequence[_Field], row: int) -> None:
        cells = {field.key.partition(".")[2]: (field, f"{field.cell[0]}{row}") for field in columns}
        values = {part: self._value(field, cell, sheet) for part, (field, cell) in cells.items()}
        stated = [str(value) for value in values.values() if value is not None]
        if not stated or is_total(stated):
            return
        self.is_empty = False
        index = len(self.raw[name])
        self.raw[name].append(values)
        self.places[name, index] = _place(columns[0], f"A{row}")
        self.places |= {(name, index, part): _place(field, cell) for part, (field, cell) in cells.items()}

    def _are_in_place(self, sheet: Sheet, columns: Sequence[_Field]) -> bool:
        found = [self._is_in_place(sheet, column) for column in columns]
        return all(found)

    def _is_in_place(self, sheet: Sheet, field: _Field) -> bool:
        label = sheet[field.label_cell].value
        if isinstance(label, str) and label.split() == field.label.split():
            return True
        params = {"label": field.label, "found": str(label or "")}
        self._refuse(ProblemCode.PLAN_FORM_LABEL_CHANGED, field, field.label_cell, **params)
        return False

    def _store_value(self, field: _Field, name: str, part: str, value: Any) -> None:
        match self._kind(name):
            case FieldKind.COUNTS:
                self._add(name, field, dict(zip(parts_of(name, self.declarations), (part, value), strict=True)))
            case FieldKind.NOTES:
                self._add(name, field, value)
            case FieldKind.GROUP:
                self.raw.setdefault(name, {})[part] = value
                self.places[name, part] = _place(field, field.cell)
            case _:
                self.raw[field.key] = self._answered(field, value)
                self.places[field.key,] = _place(field, field.cell)

    def _answered(self, field: _Field, value: Any) -> Any:
        """Return the yes or no that an answer of today's form stands for; forms sent before ask under another label."""
        declared = self.declarations.get(field.key)
        if (
            declared is None
            or declared.kind is not FieldKind.YES_NO
            or field.label != (declared.label or declared.title)
        ):
            return value
        answer = " ".join(str(value).split())
        return answer == declared.yes if answer in declared.answers else value

    def _store_agenda(self, field: _Field, content: str, on_agenda: Any) -> None:
        row = field.cell[1:]
        others = {"minutes": f"D{row}", "note": f"E{row}"}
        stated = {part: self._value(field, cell) for part, cell in others.items()}
        if self._is_yes(field, on_agenda):
            index = self._add("agenda", field, {"content": content, **stated})
            self.places |= {("agenda", index, part): _place(field, cell) for part, cell in others.items()}
        elif any(value is not None for value in stated.values()):
            self._refuse(ProblemCode.PLAN_FORM_NOT_ON_AGENDA, field, field.cell)

    def _add(self, name: str, field: _Field, item: Any) -> int:
        """Add a row, or a text of a list, and return its index."""
        rows = self.raw.setdefault(name, [])
        index = len(rows)
        rows.append(item)
        self.places[name, index] = _place(field, field.cell)
        if isinstance(item, dict):
            self.places |= {(name, index, part): _place(field, field.cell) for part in item}
        return index

    def _is_yes(self, field: _Field, value: Any) -> bool:
        try:
            is_yes = read_yes_no(value)
        except ValueError:
            self._refuse(ProblemCode.PLAN_YES_NO_UNREADABLE, field, field.cell, value=str(value))
            return False
        self.is_empty = self.is_empty and (not is_yes or value == field.given)
        return is_yes

    def _value(self, field: _Field, address: str, sheet: Sheet | None = None) -> Any:
        cell = (sheet or self.sheet)[address]
        if cell.data_type in _NOT_VALUES and cell.value is not None:
            self._refuse(_NOT_VALUES[cell.data_type], field, address)
            return None
        value = cell.value
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if value != field.given and (unseen := self._unseen(sheet or self.sheet, address)):
            self._refuse(unseen, field, address)
            return None
        return value

    def _unseen(self, sheet: Sheet, address: str) -> ProblemCode | None:
        """Return why a person does not see what stands in the cell, or sees it as taken back."""
        if sheet.is_hidden(*place_of(address)):
            return ProblemCode.PLAN_CELL_HIDDEN
        if not sheet.is_visible:
            return ProblemCode.PLAN_CELL_HIDDEN
        if sheet[address].is_unseen:
            return ProblemCode.PLAN_CELL_UNSEEN
        return ProblemCode.PLAN_CELL_STRUCK if sheet[address].is_struck else None

    def _refuse(self, code: ProblemCode, field: _Field, cell: str, **params: str) -> None:
        self.problems.append(Problem(code=code, where=_place(field, cell), params=params))


def _place(field: _Field, cell: str) -> str:
    if field.table:
        return words.PLACE_ON_SHEET.format(sheet=field.table, cell=cell, title=field.label)
    return words.PLACE.format(cell=cell, title=field.label)

"""Reading a filled form by what its hidden sheet says of it; a form that was rebuilt is not guessed at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from emulation_workflow.adapters.plan_form_entries import EntryKind
from emulation_workflow.adapters.plan_form_sheet import FIRST_KEY_ROW, FORM_MARK, FORM_VERSION, KEYS_SHEET
from emulation_workflow.adapters.plan_lookup import plan_of
from emulation_workflow.adapters.plan_schema import Loc, parse_form, place_words
from emulation_workflow.adapters.plan_values import read_yes_no
from emulation_workflow.adapters.workbook_guard import open_workbook
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.plan import UnitPlan
from emulation_workflow.domain.units import Unit
from emulation_workflow.messages import plan_form as words

_ROW_PARTS = {"delegates": "category", "emphases": "group", "structure": "group"}
_MOST_FIELDS = 300
_ADDRESS = re.compile(r"[A-F][1-9]\d{0,3}")
_NOT_VALUES = {"f": "plan_cell_formula", "e": "plan_cell_error"}
"""Kinds of cell that hold no value somebody wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """One field of the form, as the hidden sheet has it."""

    key: str
    cell: str
    label_cell: str
    label: str
    kind: EntryKind


def read_form(data: bytes, *, campaign: Campaign, units: Sequence[Unit]) -> UnitPlan:
    """The plan on a filled form. Rejected with every fault and its cell: "ô C12 (Ngày tổ chức)"."""
    book = open_workbook(data)
    sheet, keys = _sheets(book)
    unit = _unit_of(keys, campaign)
    reading = _Reading(sheet)
    for field in _fields(keys):
        reading.take(field)
    if reading.problems:
        raise Rejected(*reading.problems)
    if reading.is_empty:
        raise Rejected(Problem(code="plan_form_empty"))
    form = parse_form({**reading.raw, "unit": unit}, where=reading.where)
    return plan_of(form, campaign=campaign, units=units, where=reading.where)


def _sheets(book: Workbook) -> tuple[Worksheet, Worksheet]:
    found = {sheet.title: sheet for sheet in book.worksheets}
    for name in (words.SHEET, KEYS_SHEET):
        if name not in found:
            raise Rejected(Problem(code="plan_form_sheet_missing", facts={"sheet": name}))
    if found[KEYS_SHEET]["A1"].value != FORM_MARK:
        raise Rejected(Problem(code="plan_form_not_ours"))
    return found[words.SHEET], found[KEYS_SHEET]


def _unit_of(keys: Worksheet, campaign: Campaign) -> str:
    if keys["B1"].value != FORM_VERSION:
        raise Rejected(Problem(code="plan_form_old", facts={"found": str(keys["B1"].value), "wanted": FORM_VERSION}))
    if keys["B2"].value != campaign.id:
        facts = {"found": str(keys["B2"].value), "plan": campaign.plan.number}
        raise Rejected(Problem(code="plan_form_other_campaign", facts=facts))
    return str(keys["B3"].value)


def _fields(keys: Worksheet) -> Iterator[_Field]:
    for row in keys.iter_rows(min_row=FIRST_KEY_ROW, max_row=FIRST_KEY_ROW + _MOST_FIELDS, max_col=5, values_only=True):
        if row[0] is None:
            return
        key, cell, label_cell, label, kind = (str(part) for part in row)
        if not _ADDRESS.fullmatch(cell) or not _ADDRESS.fullmatch(label_cell) or kind not in list(EntryKind):
            raise Rejected(Problem(code="plan_form_not_ours"))
        yield _Field(key=key, cell=cell, label_cell=label_cell, label=label, kind=EntryKind(kind))


class _Reading:
    """The cells on their way to the schema, and where each value came from."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.raw: dict[str, Any] = {
            **dict.fromkeys(("number", "signer", "conference_name", "place"), ""),
            **{key: [] for key in (*_ROW_PARTS, "agenda", "report_points")},
            "headcount": {},
        }
        self.places: dict[Loc, str] = {}
        self.problems: list[Problem] = []
        self.is_empty = True

    def where(self, loc: Loc) -> str:
        return self.places.get(loc) or place_words(loc)

    def take(self, field: _Field) -> None:
        """Read one field into the schema's shape; an empty cell states nothing."""
        label = self.sheet[field.label_cell].value
        if not isinstance(label, str) or label.split() != field.label.split():
            facts = {"label": field.label, "found": str(label or "")}
            self._refuse("plan_form_label_changed", field, field.label_cell, **facts)
            return
        name, _, part = field.key.partition(".")
        value = self._value(field, field.cell)
        if field.kind is EntryKind.AGENDA:
            self._take_agenda(field, part, value)
        elif name == "report_points":
            self._take_point(field, part, value)
        elif value is not None:
            self._take_value(field, name, part, value)

    def _take_value(self, field: _Field, name: str, part: str, value: Any) -> None:
        # The name comes filled in where the plan permits only one.
        self.is_empty = self.is_empty and name == "conference_name"
        if name in _ROW_PARTS:
            self._add_row(name, field, {_ROW_PARTS[name]: part, "count": value})
        elif name == "headcount":
            self.raw[name][part] = value
            self.places[name, part] = _place(field, field.cell)
        else:
            self.raw[field.key] = value
            self.places[field.key,] = _place(field, field.cell)

    def _take_agenda(self, field: _Field, content: str, on_agenda: Any) -> None:
        row = field.cell[1:]
        others = {"minutes": f"D{row}", "note": f"E{row}"}
        stated = {part: self._value(field, cell) for part, cell in others.items()}
        if self._is_yes(field, on_agenda):
            index = len(self.raw["agenda"])
            self._add_row("agenda", field, {"content": content, **stated})
            self.places |= {("agenda", index, part): _place(field, cell) for part, cell in others.items()}
        elif any(value is not None for value in stated.values()):
            self._refuse("plan_form_not_on_agenda", field, field.cell)

    def _take_point(self, field: _Field, point: str, value: Any) -> None:
        if self._is_yes(field, value):
            self.places["report_points", len(self.raw["report_points"])] = _place(field, field.cell)
            self.raw["report_points"].append(point)

    def _add_row(self, name: str, field: _Field, row: dict[str, Any]) -> None:
        index = len(self.raw[name])
        self.raw[name].append(row)
        self.places |= {(name, index, part): _place(field, field.cell) for part in row}

    def _is_yes(self, field: _Field, value: Any) -> bool:
        try:
            is_yes = read_yes_no(value)
        except ValueError:
            self._refuse("plan_yes_no_unreadable", field, field.cell, value=str(value))
            return False
        self.is_empty = self.is_empty and not is_yes
        return is_yes

    def _value(self, field: _Field, address: str) -> Any:
        cell = self.sheet[address]
        if cell.data_type in _NOT_VALUES and cell.value is not None:
            self._refuse(_NOT_VALUES[cell.data_type], field, address)
            return None
        value = cell.value
        return value if not isinstance(value, str) or value.strip() else None

    def _refuse(self, code: str, field: _Field, cell: str, **facts: str) -> None:
        self.problems.append(Problem(code=code, where=_place(field, cell), facts=facts))


def _place(field: _Field, cell: str) -> str:
    return words.PLACE.format(cell=cell, title=field.label)

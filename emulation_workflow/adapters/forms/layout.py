"""What a form that a unit fills is made of: what is given, sections of fields, and tables on sheets of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from emulation_workflow.domain.campaign import Window
from emulation_workflow.messages.forms.fields import FormField, FormSection

KEYS_SHEET = "_phieu"
"""The hidden sheet that says which cell holds which field."""
FIRST_KEY_ROW = 6
MAX_ROWS = 300
"""Rows of a table that may be filled."""


class EntryKind(StrEnum):
    """What is written in a field; an agenda item takes three cells: whether, minutes, note. A sum is not written."""

    LINE = "line"
    NOTE = "note"
    DAY = "day"
    HOUR = "hour"
    COUNT = "count"
    CHOICE = "choice"
    AGENDA = "agenda"
    SUM = "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEntry:
    """One field. `key` is its path in the schema, for rows with the row's id: "delegates.guest".

    `choices`: what its list offers, `only_choices`: whether anything else is refused; `window`: days it should be in.
    `lines`: the height of a note; `width`: that of a table's column, in characters.
    `at_most`: above this a sum is warned of.
    """

    key: str
    label: str
    kind: EntryKind = EntryKind.LINE
    hint: str = ""
    clause: str = ""
    choices: tuple[str, ...] = ()
    only_choices: bool = True
    window: Window | None = None
    lines: int = 4
    width: int = 0
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a form, under a heading of its own."""

    title: str
    entries: tuple[FormEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTable:
    """Rows of one kind, on a sheet of their own called `title`; how many there are, the unit knows."""

    key: str
    title: str
    hint: str
    clause: str
    columns: tuple[FormEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormKind:
    """Which form it is: `mark` and `version` tell it from all others, `sheet` is where its fields are.

    `fields` are all it may ask for, `sections` the titles of its parts; they stand in the order of
    `FormSection`.
    """

    mark: str
    version: int
    sheet: str
    title: str
    how_to: str
    on_agenda: str
    fields: Mapping[str, FormField]
    sections: Mapping[FormSection, str]
    shows_gate: bool = False
    """Whether it says what a gated pilot has to do first; when a report is asked for, that is past."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A unit's form from top to bottom: its basis, what is given (label, value, clause), and what to fill."""

    kind: FormKind
    basis: str
    given: tuple[tuple[str, str, str], ...]
    sections: tuple[Section, ...]
    tables: tuple[FormTable, ...] = ()

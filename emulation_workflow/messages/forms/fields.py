"""How a field of a form is declared: once, for the schema, the spreadsheet form, the form on screen and the reading."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from emulation_workflow.domain.campaign import Campaign, CheckKind, Conference, Settlement
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms.choices import Choices, by_every_plan, everywhere, no_choices


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """A field's title and what to write in it."""

    title: str
    about: str = ""


class FieldKind(Enum):
    """What is written in a field; those from `GROUP` on hold several values, declared under "field.part"."""

    TEXT = auto()
    SUGGESTED = auto()
    """A line of text for which the campaign proposes words."""
    NOTE = auto()
    """Text of several lines."""
    PERSON = auto()
    """Somebody's name."""
    EMAIL = auto()
    DAY = auto()
    HOUR = auto()
    COUNT = auto()
    """A whole number; None if it is not stated."""
    COUNT_OR_ZERO = auto()
    """A whole number; 0 if it is not stated."""
    YES_NO = auto()
    MODE = auto()
    """Who attends (`AttendanceMode`)."""
    PARTY = auto()
    """A collective or a person (`Party`)."""
    GROUP = auto()
    """Fields of one record, such as the head count."""
    COUNTS = auto()
    """Rows of two parts: one of the campaign's choices, and a count."""
    AGENDA = auto()
    """Rows of the contents on the agenda: content, minutes, note."""
    TICKS = auto()
    """Those of the campaign's choices that are ticked."""
    NOTES = auto()
    """A list of texts."""
    TABLE = auto()
    """Rows on a sheet of their own."""


class FormSection(Enum):
    """A part of the spreadsheet form; its title is the form's (`FormKind.sections`)."""

    PAPER = auto()
    CONFERENCE = auto()
    HEADCOUNT = auto()
    DELEGATES = auto()
    EMPHASES = auto()
    AGENDA = auto()
    OUTCOME = auto()
    DIFFICULTIES = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField(FieldWords):
    """The one declaration of a field; its key is that of the mapping it stands in.

    `section`: where it stands in the spreadsheet form, after the fields declared earlier or `before` one of them; None
    for the unit and for tables. `asked_at`: the conferences for which it is asked, `asked_by` the plans that ask for it.
    `must_be_stated`: a file has to hold the key, even with an empty value. `checks`: the kinds of rules that ask for it, `task`: the task whose clause the
    spreadsheet form names instead. In the spreadsheet form `label` replaces `title` and `hint` `about`, `answers` are
    what is chosen there, `yes` the one that is yes. `width` is that of a table's column, in characters. `of`: the dataclass that a group or a row is read into, `schema`: the
    name of the group or row in the JSON schema. `is_foreseen`: a report's form takes the value over from the plan.
    `takes_own_words`: besides the choices, a unit may write what is on none of them, which a check then asks about, or
    notes where the plan lays down nothing (groups that are counted).
    """

    kind: FieldKind = FieldKind.TEXT
    section: FormSection | None = None
    before: str = ""
    asked_at: Callable[[Conference], bool] = everywhere
    asked_by: Callable[[Campaign], bool] = by_every_plan
    must_be_stated: bool = False
    checks: tuple[CheckKind, ...] = ()
    task: Settlement | None = None
    choices: Choices = no_choices
    label: str = ""
    hint: str | None = None
    answers: tuple[str, ...] = (words.YES, words.NO)
    yes: str = words.YES
    width: int = 0
    of: Callable[..., object] | None = None
    schema: str = ""
    is_foreseen: bool = True
    takes_own_words: bool = False


def parts_of(key: str, fields: Mapping[str, FormField]) -> dict[str, FormField]:
    """Return the parts of a field that holds several values, by their own keys."""
    return {path.partition(".")[2]: field for path, field in fields.items() if path.startswith(f"{key}.")}


def arranged(fields: Mapping[str, FormField]) -> list[str]:
    """Return the keys in the order of the spreadsheet form."""
    keys: list[str] = []
    for key, field in fields.items():
        keys.insert(keys.index(field.before) if field.before else len(keys), key)
    return keys

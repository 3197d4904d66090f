"""What can be entered at the desk: its fields, what is shown before it counts, and the office's own function for it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.schemas.typed import usable
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.forms.fields import FieldWords
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome
from emulation_workflow.office.office import Office

Rows = Sequence[Mapping[str, str]]
"""An entry's very words, as name and value."""
UNIT_BOX, DAY, NOTE, CHOICE, SEVERAL = "unit", "day", "note", "choice", "several"
"""How a field is filled (see templates/portal/desk_entry.html); a line where nothing else is said."""
Texts = Mapping[str, Sequence[str]]
"""What was filled in, by field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryField:
    """A field: its words; `box` says how it is filled, `choices` by value."""

    key: str
    words: FieldWords
    box: str = "line"
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was filled in, and by whom: the official's number, or the address where that is nobody's alone.

    `parts`: what was filled in for each of the parts that an entry may have several of.
    """

    by: str
    texts: Texts = field(repr=False)
    parts: Sequence[Texts] = field(default=(), repr=False)

    def one(self, key: str) -> str:
        """Return what is in a field, "" if nothing. Rejected with signs that cannot be kept."""
        texts = self.texts.get(key, ())
        return usable(texts[0]).strip() if texts else ""

    def several(self, key: str) -> list[str]:
        """Return what was chosen, or typed line by line. Rejected as `one`."""
        lines = [line.strip() for text in self.texts.get(key, ()) for line in usable(text).splitlines()]
        return [line for line in lines if line]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAt:
    """What would be recorded, and, by heading, what that would change."""

    rows: Rows
    effects: Sequence[tuple[str, Sequence[str]]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTaken:
    """What was recorded, in words, and the case whose run has to look at it."""

    words: str
    case: Case | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPart:
    """What an entry may have several of, from one to `most`: what each is called, by its {number}, and its fields."""

    words: str
    fields: Callable[[Office], Sequence[EntryField]]
    most: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskEntry:
    """One kind of entry. `ask_code` mails the clerk a code for the entry's very words, None where none is needed.

    Each refuses with what is missing or cannot be read, in words of the field.
    """

    slug: str
    words: FieldWords
    fields: Callable[[Office], Sequence[EntryField]]
    look: Callable[[Office, Given], LookedAt]
    record: Callable[[Office, Given, str], EntryTaken]
    ask_code: Callable[[Office, Given], None] | None = None
    part: EntryPart | None = None
    has_code_already: bool = False
    """Whether the code came in an earlier letter, so that it is typed at once."""


def today(office: Office) -> date:
    return office.clock.now().date()


def unit_of(office: Office, given: Given, on: date, title: str) -> Unit:
    """Return the unit that was filled in, as of a day. Rejected, at the field's title, if it is not one."""
    return find_unit(given.one("unit"), register.units(office), day=on, where=title)


def chosen(given: Given, fields: Sequence[EntryField], key: str, *, otherwise: ProblemCode) -> str:
    """Return the value that was chosen. Rejected if none was, or one that is not offered."""
    asked = next(each for each in fields if each.key == key)
    value = given.one(key)
    if value not in asked.choices:
        params = {"value": value, "allowed": list(asked.choices.values())}
        raise Rejected(Problem(code=otherwise, where=asked.words.title, params=params))
    return value


def ensured(outcome: AnswerOutcome) -> AnswerOutcome:
    """Return the outcome. Rejected with its problems, if it has some: they are in the record already."""
    if outcome.problems:
        raise Rejected(*outcome.problems)
    return outcome

"""The one schema of a unit's plan: of TOML, YAML and JSON files, of the spreadsheet form and of the form on screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from difflib import get_close_matches
from functools import cache
from types import GenericAlias
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from emulation_workflow.adapters.schemas.values import (
    Count,
    Day,
    Email,
    Hour,
    Line,
    Mode,
    Note,
    PartyKind,
    Person,
    Whole,
    YesNo,
)
from emulation_workflow.domain.errors import MAX_TOLD, Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers import numbers
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.messages.forms.fields import FieldKind, FieldWords, FormField, parts_of
from emulation_workflow.messages.forms.plan_fields import FIELDS, PLAN, ROW

Loc = tuple[str | int, ...]
"""Where a value stands in a plan: field, row (from 0), field of the row."""

MAX_ROWS = 100
MAX_NAMED = 300
"""Papers, honours of one report."""
_SHOWN = 60

_VALUES: Mapping[FieldKind, tuple[Any, Any]] = {
    FieldKind.TEXT: (Line, ""),
    FieldKind.SUGGESTED: (Line, ""),
    FieldKind.NOTE: (Note, ""),
    FieldKind.PERSON: (Person, ""),
    FieldKind.EMAIL: (Email, ""),
    FieldKind.DAY: (Day, None),
    FieldKind.HOUR: (Hour, None),
    FieldKind.COUNT: (Count, None),
    FieldKind.COUNT_OR_ZERO: (Whole, 0),
    FieldKind.YES_NO: (YesNo, False),
    FieldKind.MODE: (Mode, None),
    FieldKind.PARTY: (PartyKind, None),
}
"""How one value of a kind is read, and what stands for it where it is not stated."""

_ITEMS: Mapping[FieldKind, Any] = {FieldKind.TICKS: Line, FieldKind.NOTES: Note}
"""What lists without rows are lists of."""

Form = TypeVar("Form", bound=BaseModel)
Declared = TypeVar("Declared", bound="PlanSchema")


def titled(key: str, fields: Mapping[str, FieldWords] = FIELDS, **more: Any) -> FieldInfo:
    """Return a field with its Vietnamese title and description, and `more` as pydantic's `Field` takes it."""
    words = fields[key]

    def without_null(schema: dict[str, Any]) -> None:
        if schema.get("default", ...) is None:
            del schema["default"]  # "Not stated" is written by leaving the field out.

    info: FieldInfo = Field(title=words.title, description=words.about or None, json_schema_extra=without_null, **more)
    return info


def words_of(words: FieldWords) -> ConfigDict:
    """Return a form's title and description, in place of its class's name and docstring."""
    return ConfigDict(title=words.title, json_schema_extra={"description": words.about})


class FormPart(BaseModel):
    """A table of a form; a key it does not have is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def declared(form: type[Declared]) -> type[Declared]:
    """Give a form of a plan or a report the fields that it declares."""
    keys = [key for key in form.declarations if "." not in key]
    own: dict[str, Any] = {key: _typed(key, form.declarations) for key in keys}
    return create_model(form.__name__, __base__=form, __module__=form.__module__, __doc__=form.__doc__, **own)


def row_of(key: str, declarations: Mapping[str, FormField]) -> type[FormPart]:
    """Return the schema of a row, or of a group of fields."""
    field, parts = declarations[key], parts_of(key, declarations)
    words = next(iter(parts.values())) if field.kind in (FieldKind.COUNTS, FieldKind.AGENDA) else field
    return _row(field.schema, FieldWords(title=words.title, about=words.about), tuple(parts.items()))


@cache
def _row(name: str, words: FieldWords, parts: tuple[tuple[str, FormField], ...]) -> type[FormPart]:
    own: dict[str, Any] = {part: _typed(part, dict(parts)) for part, _ in parts}
    return create_model(name, __base__=FormPart, __cls_kwargs__=dict(words_of(words)), **own)


def _typed(key: str, declarations: Mapping[str, FormField]) -> tuple[Any, FieldInfo]:
    field = declarations[key]
    limits: dict[str, Any] = {}
    if field.kind in _VALUES:
        kind, empty = _VALUES[field.kind]
        limits = {"default": empty}
    elif field.kind is FieldKind.GROUP:
        kind = row_of(key, declarations)
        limits = {"default_factory": kind}
    else:
        kind = GenericAlias(list, (_ITEMS.get(field.kind) or row_of(key, declarations),))
        most = MAX_NAMED if field.kind is FieldKind.TABLE else MAX_ROWS
        limits = {"max_length": most, "default_factory": list}
        if field.kind not in (FieldKind.TABLE, FieldKind.NOTES):  # The schemas handed out tell their default, or not.
            limits = {"max_length": most, "default": []}
    if field.must_be_stated:
        limits.pop("default", None)
    return kind, titled(key, declarations, **limits)


@declared
class PlanSchema(FormPart):
    """A unit's plan as it is typed. What the unit does not state is left out.

    A key the schema does not have is refused, as a slip of the pen would otherwise leave a field empty unseen.
    """

    model_config = words_of(PLAN)

    declarations: ClassVar[Mapping[str, FormField]] = FIELDS
    paper: ClassVar[str] = numbers.PLAN
    """The code of this kind of paper in its number."""

    def to_plan(self) -> UnitPlan:
        """Return the plan in these very words. Rejected if one category or group has two rows."""
        return UnitPlan(**self.values_for(UnitPlan))

    def values_for(self, kind: type) -> dict[str, Any]:
        """Return what is typed in the fields that the dataclass `kind` has, as it takes them."""
        return {
            field.name: _value(self.declarations[field.name], getattr(self, field.name))
            for field in fields(kind)
            if field.name in self.declarations
        }

    @classmethod
    def from_plan(cls, plan: UnitPlan) -> Self:
        """Return the form that `to_plan` reads back as `plan`, except its attachments: those come as files."""
        written = {key: value for key, value in asdict(plan).items() if key in cls.declarations}
        for key in written:
            if cls.declarations[key].kind is FieldKind.COUNTS:
                parts = parts_of(key, cls.declarations)
                written[key] = [dict(zip(parts, row, strict=True)) for row in getattr(plan, key).items()]
        return cls.model_validate(written)

    def as_written(self) -> dict[str, Any]:
        """Return plain values for a TOML, YAML or JSON file, what is not stated left out."""
        return self.model_dump(mode="json", exclude_defaults=True)


def not_stated(declarations: Mapping[str, FormField]) -> dict[str, Any]:
    """Return the empty values of the fields that a file has to hold, the unit excepted."""
    required = {key: field for key, field in declarations.items() if field.must_be_stated and "." not in key}
    return {key: "" if field.kind in _VALUES else [] for key, field in required.items() if key != "unit"}


def _value(field: FormField, value: Any) -> Any:
    match field.kind:
        case FieldKind.COUNTS:
            return _counted(field.title, [tuple(dict(row).values()) for row in value])
        case FieldKind.GROUP if field.of is not None:
            return field.of(**dict(value))
        case FieldKind.AGENDA | FieldKind.TABLE if field.of is not None:
            return tuple(field.of(**dict(row)) for row in value)
        case FieldKind.TICKS | FieldKind.NOTES:
            return tuple(text for text in value if text)
        case _:
            return value


def _counted(title: str, rows: Sequence[tuple[Any, ...]]) -> dict[str, int]:
    counts = dict(rows)
    if len(counts) < len(rows):
        named = [name for name, _ in rows]
        twice = next(name for name in named if named.count(name) > 1)
        raise Rejected(Problem(code=ProblemCode.PLAN_ROW_TWICE, where=title, params={"value": twice}))
    return counts


def place_words(loc: Loc, fields: Mapping[str, FieldWords] = FIELDS) -> str:
    """Return where in a plan a value stands, by titles: "Thành phần đại biểu, dòng 3, Số lượng"."""
    words, path = [], ""
    for part in loc:
        if isinstance(part, int):
            words.append(ROW.format(number=part + 1))
            continue
        path = f"{path}.{part}" if path else part
        words.append(fields[path].title if path in fields else part[:_SHOWN])
    return ", ".join(words)


def parse_form(
    raw: object, *, where: Callable[[Loc], str] = place_words, missing: str = ProblemCode.PLAN_KEY_MISSING
) -> PlanSchema:
    """Return `raw` as a form. Rejected with every fault found.

    `where` names a place for people; `missing` is the code of the problem of a field that is not there.
    """
    return parse_as(PlanSchema, raw, where=where, missing=missing)


def parse_as(
    schema: type[Form],
    raw: object,
    *,
    where: Callable[[Loc], str],
    missing: str = ProblemCode.PLAN_KEY_MISSING,
    fields: Mapping[str, FieldWords] = FIELDS,
) -> Form:
    """Return `raw` by this schema, as in `parse_form`; a key that is not there may be meant for one of its `fields`."""
    keys = sorted(schema.model_fields.keys() | {key.rpartition(".")[2] for key in fields})
    # Of a table without a single key of ours not even the keys are repeated: it is no file of ours.
    if not isinstance(raw, Mapping) or (raw and raw.keys().isdisjoint(keys)):
        raise Rejected(Problem(code=ProblemCode.PLAN_NOT_A_TABLE))
    try:
        return schema.model_validate(dict(raw))
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        told = [_problem(fault, where, missing, keys) for fault in found[:MAX_TOLD]]
        # What is not told is not put into words: to look for the key that was meant takes long.
        more = Problem(code=ProblemCode.PROBLEMS_MORE, params={"count": len(found) - len(told)})
        raise Rejected(*told, *([more] if len(found) > len(told) else [])) from None


_NATIVE = {
    "extra_forbidden": ProblemCode.PLAN_KEY_UNKNOWN,
    "invalid_key": ProblemCode.PLAN_KEY_UNKNOWN,
    "list_type": ProblemCode.PLAN_ROWS_EXPECTED,
    "model_type": ProblemCode.PLAN_PART_EXPECTED,
    "too_long": ProblemCode.PLAN_ROWS_TOO_MANY,
}
"""Faults pydantic finds by itself; the others are named in `values`."""


_CODES = frozenset(ProblemCode)


def _problem(error: ErrorDetails, where: Callable[[Loc], str], missing: str, keys: Sequence[str]) -> Problem:
    loc = error["loc"]
    code = missing if error["type"] == "missing" else _NATIVE.get(error["type"], error["type"])
    key = str(loc[-1])[:_SHOWN]
    params = {**error.get("ctx", {}), "key": key, "most": error.get("ctx", {}).get("max_length", MAX_ROWS)}
    if code == ProblemCode.PLAN_KEY_UNKNOWN and (near := get_close_matches(key, keys, n=1)):
        code, params["meant"] = ProblemCode.PLAN_KEY_MISSPELT, near[0]
    known = code if code in _CODES else ProblemCode.PLAN_TEXT_UNREASONABLE
    return Problem(code=ProblemCode(known), where=where(loc), params=params)

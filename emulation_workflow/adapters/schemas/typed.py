"""What people type into forms: no text longer than anybody reads, none with signs that do not show or that mislead."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from emulation_workflow.adapters.schemas.values import read_day, read_person
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.texts import LONGEST_NOTE, name_of, unfit_sign, without_hidden
from emulation_workflow.messages.forms.fields import FieldWords

Values = TypeVar("Values")
Read = TypeVar("Read")

_DEEPEST = 20


def day_in(text: str, field: FieldWords) -> date | None:
    """Return the day that was typed, None if none was. Rejected, naming the field, if it is no day."""
    return _read(read_day, text.strip(), field)


def _read(read: Callable[[object], Read], text: str, field: FieldWords) -> Read:
    try:
        return read(text)
    except PydanticCustomError as fault:
        params = dict(fault.context or {})
        raise Rejected(Problem(code=ProblemCode(fault.type), where=field.title, params=params)) from None


def name_in(text: str, field: FieldWords) -> str:
    """Return the person's name that was typed, "" if none was. Rejected, naming the field, if it can be nobody's."""
    return _read(read_person, text, field)


def usable(values: Values) -> Values:
    """Return these values, forms or not, each text without signs that do not show.

    Rejected with each text that cannot be shown and kept.
    """
    problems: list[Problem] = []

    def read(where: str, text: str) -> str:
        shown = without_hidden(text)
        if problem := _problem(where, shown):
            problems.append(problem)
        return shown

    found: Values = _with_texts(values, "", read, _DEEPEST)
    if problems:
        raise Rejected(*problems)
    return found


def _with_texts(value: Any, where: str, read: Callable[[str, str], str], deep: int) -> Any:
    """Return the value with what is read of each text, given the title of its field, or the key that stands there."""
    if not deep:
        raise Rejected(Problem(code=ProblemCode.PLAN_TEXT_UNREASONABLE))
    if isinstance(value, str):
        return read(where, value)
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        given = {name: getattr(value, name) for name in fields if hasattr(value, name)}
        found = {name: _with_texts(of, fields[name].title or name, read, deep - 1) for name, of in given.items()}
        return value.model_copy(update={name: of for name, of in found.items() if of is not given[name]})
    if isinstance(value, dict):
        return {
            read("", key) if isinstance(key, str) else key: _with_texts(part, str(key), read, deep - 1)
            for key, part in value.items()
        }
    if isinstance(value, list | tuple):
        return type(value)(_with_texts(part, where, read, deep - 1) for part in value)
    return value


def _problem(where: str, text: str) -> Problem | None:
    if len(text) > LONGEST_NOTE:
        facts = {"length": len(text), "longest": LONGEST_NOTE}
        return Problem(code=ProblemCode.PLAN_TEXT_TOO_LONG, where=_shown(where), params=facts)
    if sign := unfit_sign(text):
        return Problem(code=ProblemCode.PLAN_TEXT_UNPRINTABLE, where=_shown(where), params={"value": name_of(sign)})
    return None


def _shown(where: str) -> str:
    return "" if unfit_sign(where) else where[:60]

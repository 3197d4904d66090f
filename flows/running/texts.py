"""What people type into forms: no text longer than anybody reads, none with signs that do not show or that mislead."""

from collections.abc import Iterator

from pydantic import BaseModel

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.texts import LONGEST_NOTE, name_of, unfit_sign

_DEEPEST = 20


def ensure_texts(values: object) -> None:
    """Ensure that every text in these values, forms or not, can be shown and kept. Rejected with each that cannot."""
    problems = [problem for where, text in _texts(values, "", _DEEPEST) if (problem := _problem(where, text))]
    if problems:
        raise Rejected(*problems)


def _texts(value: object, where: str, deep: int) -> Iterator[tuple[str, str]]:
    """Yield each text with the title of its field, or the key that stands there."""
    if not deep:
        raise Rejected(Problem(code=ProblemCode.PLAN_TEXT_UNREASONABLE))
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from _texts(getattr(value, name, None), field.title or name, deep - 1)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield "", str(key)
            yield from _texts(part, str(key), deep - 1)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part, where, deep - 1)


def _problem(where: str, text: str) -> Problem | None:
    if len(text) > LONGEST_NOTE:
        facts = {"length": len(text), "longest": LONGEST_NOTE}
        return Problem(code=ProblemCode.PLAN_TEXT_TOO_LONG, where=_shown(where), params=facts)
    if sign := unfit_sign(text):
        return Problem(code=ProblemCode.PLAN_TEXT_UNPRINTABLE, where=_shown(where), params={"value": name_of(sign)})
    return None


def _shown(where: str) -> str:
    return "" if unfit_sign(where) else where[:60]

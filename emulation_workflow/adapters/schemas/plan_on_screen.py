"""The plan's form on screen: what a person leaves empty there is what the unit's plan does not state.

A file has to say so, as a key that is not there may have been forgotten; on screen every field is seen.
"""

from collections.abc import Callable, Mapping
from typing import Any

from emulation_workflow.adapters.schemas.plan_schema import Form, Loc, PlanForm, not_stated, parse_as, place_words
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.messages.forms.plan_fields import FIELDS

_NOT_STATED = not_stated(FIELDS)
"""Only the unit has to be chosen."""


def parse_typed(raw: object) -> PlanForm:
    """Return what the screen sends as a plan's form; an empty row is no row. Rejected with every fault found."""
    return parse_typed_as(PlanForm, raw, where=place_words)


def parse_typed_as(schema: type[Form], raw: object, *, where: Callable[[Loc], str]) -> Form:
    """Return what the screen sends as a form of this schema; see `parse_typed`."""
    typed = _without_empty(raw)
    stated = {**_NOT_STATED, **typed} if isinstance(typed, Mapping) else typed
    return parse_as(schema, stated, where=where, missing=ProblemCode.PLAN_FIELD_EMPTY)


def leave_open(schema: dict[str, Any]) -> None:
    """Change the form's schema so that a field may be left empty, and no count is filled in: 0 is a statement."""
    schema["required"] = [key for key in schema["required"] if key not in _NOT_STATED]
    for field in schema["properties"].values():
        if field.get("type") == "integer":
            field.pop("default", None)


def _without_empty(value: Any) -> Any:
    """`value` without what was left empty in it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return {key: kept for key, part in value.items() if not _is_empty(kept := _without_empty(part))}
    if isinstance(value, list):
        return [kept for part in value if not _is_empty(kept := _without_empty(part))]
    return value


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})

"""From parsed TOML to the domain's `Campaign`: known keys only, nothing missing, no value of another type.

A faulty part is stood in for by an empty value of its type, so that everything else can still be checked and all
faults are told together. A campaign with stand-ins is never handed on.
"""

import difflib
import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, time
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from pydantic_core import ErrorDetails
from typing_extensions import TypedDict

from emulation_workflow.adapters.campaign_file.draft import Found, Step, join
from emulation_workflow.domain.campaign import Campaign


@with_config(ConfigDict(extra="forbid", strict=True))
class _Sheet(TypedDict):
    """Makes pydantic as strict with the plain dataclasses inside, which carry no settings for it."""

    campaign: Campaign


_READER = TypeAdapter(_Sheet)

_EMPTY: dict[Any, Any] = {str: "", int: 0, float: 0.0, bool: False, date: "0001-01-01", time: "00:00:00"}

_WANTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number without quotes",
    "float_type": "a number without quotes",
    "bool_type": "true or false",
    "tuple_type": 'a list in square brackets, as ["a", "b"]',
    "dict_type": "a table of keys and values",
    "dataclass_type": "a table of keys and values",
    "date_type": "a day without quotes, as 2020-03-31",
    "date_parsing": "a day without quotes, as 2020-03-31",
    "date_from_datetime_parsing": "a day without quotes, as 2020-03-31",
    "time_type": "a time without quotes, as 07:30:00",
    "time_parsing": "a time without quotes, as 07:30:00",
}


def read_shape(raw: dict[str, Any], faults: list[Found]) -> Campaign:
    """Return `raw` as a campaign. What is wrong is added to `faults`, and a stand-in takes its place."""
    try:
        return _validated(raw)
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        steps = detail["loc"][1:]
        faults.append((join(steps), _sentence(detail, steps)))
    for detail in details:
        _mend(raw, detail["loc"][1:])
    return _validated(raw)


def _validated(raw: dict[str, Any]) -> Campaign:
    # As JSON, strictness still lets an array be a tuple and a word be a member of its enumeration.
    return _READER.validate_json(json.dumps({"campaign": raw}, default=lambda value: value.isoformat()))["campaign"]


def _sentence(detail: ErrorDetails, steps: tuple[Step, ...]) -> str:
    kind, name = detail["type"], steps[-1] if steps else ""
    if kind == "missing":
        return f'The key "{name}" is missing; add it.'
    if kind == "unexpected_keyword_argument":
        return f'The key "{name}" is not known here; {_suggestion(str(name), given(type_at(steps[:-1])))}'
    if kind == "enum":
        return f'"{detail["input"]}" is not known here; write one of {detail["ctx"]["expected"]}.'
    if kind in _WANTED:
        return f"This must be {_WANTED[kind]}; correct it."
    return f"{detail['msg']}; correct it."


def _suggestion(name: str, within: Any) -> str:
    known = [field.name for field in fields(within)]
    close = difflib.get_close_matches(name, known, n=1)
    return f'did you mean "{close[0]}"?' if close else f"take it out (known are {', '.join(known)})."


def _mend(raw: Any, steps: tuple[Step, ...]) -> None:
    *way, last = steps
    for step in way:
        raw = raw[step]
    kind = type_at(steps)
    if kind is None:
        del raw[last]
    else:
        raw[last] = _stand_in(kind)


def type_at(steps: tuple[Step, ...]) -> Any:
    """Return the type the domain has at this place of a campaign, None where it has no such place."""
    kind: Any = Campaign
    for step in steps:
        kind = given(kind)
        if is_dataclass(kind):
            kind = get_type_hints(kind).get(str(step))
        else:
            kind = get_args(kind)[0 if isinstance(step, int) else 1]
    return kind


def given(kind: Any) -> Any:
    """Return the type that an optional type has when a value is given."""
    return get_args(kind)[0] if _is_optional(kind) else kind


def _is_optional(kind: Any) -> bool:
    return type(None) in get_args(kind)


def _stand_in(kind: Any) -> Any:
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return {field.name: _stand_in(hints[field.name]) for field in fields(kind) if is_required(field)}
    if kind in _EMPTY or _is_optional(kind):
        return _EMPTY.get(kind)
    if get_origin(kind) is not None:
        return {} if get_origin(kind) is dict else []
    return next(iter(kind)).value  # an enumeration


def is_required(field: Any) -> bool:
    """Return whether the key of this field has to be given."""
    return field.default is MISSING and field.default_factory is MISSING

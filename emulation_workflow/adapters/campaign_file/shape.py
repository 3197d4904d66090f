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

from emulation_workflow.adapters.campaign_file.draft import Found, Step, found, join
from emulation_workflow.domain.campaign import Campaign


@with_config(ConfigDict(extra="forbid", strict=True))
class _Sheet(TypedDict):
    """Makes pydantic as strict with the plain dataclasses inside, which carry no settings for it."""

    campaign: Campaign


_READER = TypeAdapter(_Sheet)

_EMPTY: dict[Any, Any] = {str: "", int: 0, float: 0.0, bool: False, date: "0001-01-01", time: "00:00:00"}

_MUST_BE = {
    "string_type": "must_be_text",
    "int_type": "must_be_whole_number",
    "float_type": "must_be_number",
    "bool_type": "must_be_true_or_false",
    "tuple_type": "must_be_list",
    "dict_type": "must_be_table",
    "dataclass_type": "must_be_table",
    "date_type": "must_be_day",
    "date_parsing": "must_be_day",
    "date_from_datetime_parsing": "must_be_day",
    "time_type": "must_be_time",
    "time_parsing": "must_be_time",
}


def read_shape(raw: dict[str, Any], faults: list[Found]) -> Campaign:
    """Return `raw` as a campaign. What is wrong is added to `faults`, and a stand-in takes its place."""
    try:
        return _validated(raw)
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        steps = detail["loc"][1:]
        faults.append(_misread(detail, steps))
    for detail in details:
        _mend(raw, detail["loc"][1:])
    return _validated(raw)


def _validated(raw: dict[str, Any]) -> Campaign:
    # As JSON, strictness still lets an array be a tuple and a word be a member of its enumeration.
    return _READER.validate_json(json.dumps({"campaign": raw}, default=lambda value: value.isoformat()))["campaign"]


def _misread(detail: ErrorDetails, steps: tuple[Step, ...]) -> Found:
    kind, path, name = detail["type"], join(steps), steps[-1] if steps else ""
    if kind == "missing":
        return found(path, "key_missing", key=name)
    if kind == "unexpected_keyword_argument":
        return _unknown_key(path, str(name), given(type_at(steps[:-1])))
    if kind == "enum":
        expected = detail["ctx"]["expected"]
        known = expected.replace("'", "").replace(" or ", ", ")
        return found(path, "word_unknown", value=detail["input"], expected=expected, known=known)
    return found(path, _MUST_BE[kind]) if kind in _MUST_BE else found(path, "value_wrong", reason=detail["msg"])


def _unknown_key(path: str, name: str, within: Any) -> Found:
    known = [field.name for field in fields(within)]
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return found(path, "key_misspelt", key=name, close=close[0])
    return found(path, "key_unknown", key=name, known=", ".join(known))


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

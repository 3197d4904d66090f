"""The one schema of an order: of TOML, YAML and JSON files, of the command's options and of the form on screen."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from emulation_workflow.adapters.plan_schema import MOST_ROWS, Loc
from emulation_workflow.adapters.plan_values import Count, Day, Line, Mode, Note
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.messages.order_fields import ORDER, ORDER_FIELDS, POINT
from emulation_workflow.messages.plan_fields import ROW, Words


def titled(key: str, *, is_list: bool = False) -> FieldInfo:
    """A field that may be left out, with its Vietnamese title and description; an optional value shows no null."""
    words = ORDER_FIELDS[key]

    def without_null(schema: dict[str, Any]) -> None:
        if schema.get("default", ...) is None:
            del schema["default"]

    limits: dict[str, Any] = {"max_length": MOST_ROWS} if is_list else {}
    info: FieldInfo = Field(
        title=words.title, description=words.about or None, json_schema_extra=without_null, **limits
    )
    return info


def _words_of(words: Words) -> ConfigDict:
    return ConfigDict(title=words.title, json_schema_extra={"description": words.about}, extra="forbid", frozen=True)


class PointForm(BaseModel):
    """One point of the document, as it is typed: what is ordered, of whom."""

    model_config = _words_of(POINT)

    kind: Annotated[Line, titled("points.kind")] = ""
    levels: Annotated[list[Line], titled("points.levels", is_list=True)] = []
    groups: Annotated[list[Line], titled("points.groups", is_list=True)] = []
    units: Annotated[list[Line], titled("points.units", is_list=True)] = []
    tasks: Annotated[list[Line], titled("points.tasks", is_list=True)] = []
    window_from: Annotated[Day, titled("points.window_from")] = None
    window_to: Annotated[Day, titled("points.window_to")] = None
    window_words: Annotated[Line, titled("points.window_words")] = ""
    until: Annotated[Day, titled("points.until")] = None
    mode: Annotated[Mode, titled("points.mode")] = None
    at_most: Annotated[Count, titled("points.at_most")] = None


class OrderForm(BaseModel):
    """The document, as it is typed. What is missing the office says, all of it at once."""

    model_config = _words_of(ORDER)

    number: Annotated[Line, titled("number")] = ""
    issuer: Annotated[Line, titled("issuer")] = ""
    signed_on: Annotated[Day, titled("signed_on")] = None
    signer: Annotated[Line, titled("signer")] = ""
    effective_from: Annotated[Day, titled("effective_from")] = None
    reason: Annotated[Note, titled("reason")] = ""
    points: Annotated[list[PointForm], titled("points", is_list=True)] = []


def place_words(loc: Loc) -> str:
    """Where in an order, by titles: "Các điểm của văn bản, dòng 2, Nội dung"."""
    words, path = [], ""
    for part in loc:
        if isinstance(part, int):
            words.append(ROW.format(number=part + 1))
            continue
        path = f"{path}.{part}" if path else part
        words.append(ORDER_FIELDS[path].title if path in ORDER_FIELDS else part)
    return ", ".join(words)


def parse_order(raw: object) -> OrderForm:
    """`raw` as a form. Rejected with every fault found."""
    if not isinstance(raw, Mapping):
        raise Rejected(Problem(code="plan_not_a_table"))
    try:
        return OrderForm.model_validate(dict(raw))
    except ValidationError as found:
        raise Rejected(*(_problem(error) for error in found.errors())) from None


_NATIVE = {
    "extra_forbidden": "plan_key_unknown",
    "list_type": "plan_rows_expected",
    "model_type": "plan_part_expected",
    "too_long": "plan_rows_too_many",
}
"""Faults pydantic finds by itself; the others are named in `plan_values`."""


def _problem(error: ErrorDetails) -> Problem:
    facts = {**error.get("ctx", {}), "key": str(error["loc"][-1]), "most": MOST_ROWS}
    return Problem(code=_NATIVE.get(error["type"], error["type"]), where=place_words(error["loc"]), facts=facts)

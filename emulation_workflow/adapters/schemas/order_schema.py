"""The one schema of an order: of TOML, YAML and JSON files, of the command's options and of the form on screen."""

from typing import Annotated

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from emulation_workflow.adapters.schemas.plan_schema import (
    MAX_ROWS,
    FormPart,
    Loc,
    parse_as,
    place_words,
    titled,
    words_of,
)
from emulation_workflow.adapters.schemas.values import Count, Day, Line, Mode, Note, Person
from emulation_workflow.messages.forms.order_fields import ORDER, ORDER_FIELDS, POINT


def _field(key: str) -> FieldInfo:
    return titled(key, ORDER_FIELDS)


_AT_MOST = Field(max_length=MAX_ROWS)


class PointForm(BaseModel):
    """One point of the document, as it is typed: what is ordered, of whom."""

    model_config = FormPart.model_config | words_of(POINT)

    kind: Annotated[Line, _field("points.kind")] = ""
    levels: Annotated[list[Line], _field("points.levels"), _AT_MOST] = []
    groups: Annotated[list[Line], _field("points.groups"), _AT_MOST] = []
    units: Annotated[list[Line], _field("points.units"), _AT_MOST] = []
    tasks: Annotated[list[Line], _field("points.tasks"), _AT_MOST] = []
    window_from: Annotated[Day, _field("points.window_from")] = None
    window_to: Annotated[Day, _field("points.window_to")] = None
    window_words: Annotated[Line, _field("points.window_words")] = ""
    window_about: Annotated[bool, _field("points.window_about")] = False
    until: Annotated[Day, _field("points.until")] = None
    until_event: Annotated[Line, _field("points.until_event")] = ""
    mode: Annotated[Mode, _field("points.mode")] = None
    at_most: Annotated[Count, _field("points.at_most")] = None
    names: Annotated[list[Line], _field("points.names"), _AT_MOST] = []
    contents: Annotated[list[Line], _field("points.contents"), _AT_MOST] = []
    reports_to: Annotated[Line, _field("points.reports_to")] = ""
    upper: Annotated[Line, _field("points.upper")] = ""
    kinds: Annotated[list[Line], _field("points.kinds"), _AT_MOST] = []
    part: Annotated[Line, _field("points.part")] = ""


class OrderForm(BaseModel):
    """The document, as it is typed. The office reports what is missing, all of it at once."""

    model_config = FormPart.model_config | words_of(ORDER)

    number: Annotated[Line, _field("number")] = ""
    issuer: Annotated[Line, _field("issuer")] = ""
    signed_on: Annotated[Day, _field("signed_on")] = None
    signer: Annotated[Person, _field("signer")] = ""
    effective_from: Annotated[Day, _field("effective_from")] = None
    reason: Annotated[Note, _field("reason")] = ""
    points: Annotated[list[PointForm], _field("points"), _AT_MOST] = []


def order_place(loc: Loc) -> str:
    """Return where in an order something is, by titles: "Các điểm của văn bản, dòng 2, Nội dung"."""
    return place_words(loc, ORDER_FIELDS)


def parse_order(raw: object) -> OrderForm:
    """`raw` as a form. Rejected with every fault found."""
    return parse_as(OrderForm, raw, where=order_place, fields=ORDER_FIELDS)

"""The form of a document that changes the plan, and what is read from it."""

from collections.abc import Sequence
from typing import Any

from pydantic import ConfigDict

from emulation_workflow.adapters.schemas.order_schema import OrderForm, PointForm, parse_order
from emulation_workflow.adapters.submissions.order_lookup import document_of
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.messages.forms.order_fields import ORDER
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office import register_queries as register
from emulation_workflow.screens.orders import offer_choices
from flows.running import (
    IfChosen,
    choices,
    context,
    person_field,
)


@choices.when_asked_for
def _offer(schema: choices.Schema) -> None:
    """Offer the campaign's and the register's names; nothing is chosen beforehand."""
    point = PointForm.model_json_schema()
    schema["description"] = ORDER.about
    number = schema["properties"]["number"]
    number["description"] = context.in_words(number["description"])
    offer_choices(schema["properties"], point["properties"], context.office().campaign, choices.groups())
    schema["properties"]["points"]["items"] = point


class OrderRequest(OrderForm):
    """The document's form, with who enters it."""

    model_config = ConfigDict(json_schema_extra=_offer)

    entered_by: IfChosen = person_field(run_words.FIELDS["entered_by"])


def typed_order(request: OrderRequest | dict[str, Any]) -> dict[str, Any]:
    """Return what was typed, whether Prefect made a form of it or not; what was not chosen is empty."""
    raw = request if isinstance(request, dict) else request.model_dump(exclude_unset=True)
    typed: dict[str, Any] = choices.chosen(raw)
    return typed


def document_in(typed: dict[str, Any]) -> Sequence[Order]:
    """Return the document that was typed. Rejected with what cannot be read."""
    office = context.office()
    units = register.units(office)
    return document_of(parse_order(typed), campaign=office.campaign, units=units, entered_at=office.clock.now())

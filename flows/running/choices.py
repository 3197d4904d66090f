"""What forms offer to choose from, as the campaign and the record have it.

It is read when a deployment is registered or renewed: Prefect then asks for the form's schema. A run judges by itself
whatever was typed. Defining a flow, and so importing its module, reads nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from prefect import Flow, get_client
from prefect.client.schemas.actions import DeploymentUpdate
from prefect.exceptions import ObjectNotFound
from prefect.utilities.callables import parameter_schema

from emulation_workflow.domain.registers import Unit
from emulation_workflow.office import register_queries as register
from emulation_workflow.screens import forms as screen
from flows.running import context

Schema = dict[str, Any]

_held_back: ContextVar[bool] = ContextVar("choices_held_back", default=False)


@contextmanager
def held_back() -> Iterator[None]:
    """Leave choices out of the schemas that are asked for meanwhile: Prefect asks for one at a flow's definition."""
    before = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(before)


def when_asked_for(offer: Callable[[Schema], None]) -> Callable[[Schema], None]:
    """Return `offer`, which puts choices into a form's or a field's schema, such that a flow's definition skips it."""

    def offer_unless_held_back(schema: Schema) -> None:
        if not _held_back.get():
            offer(schema)

    return offer_unless_held_back


def pilot_names() -> Sequence[str]:
    """Return the gated pilots by name."""
    return list(context.pilots())


def bound_units() -> Sequence[str]:
    """Return the units that the plan binds, by name."""
    return screen.bound_unit_names(context.office().campaign, _units())


def owing_units() -> Sequence[str]:
    """Return the units that owe anything, by name; the province's own are among them."""
    return screen.owing_unit_names(context.office().campaign, _units(), on=context.day_of_names())


def groups() -> Sequence[str]:
    """Return the clusters and blocks that units belong to."""
    return sorted({unit.group for unit in _units() if unit.group})


def _units() -> Sequence[Unit]:
    return register.units(context.office(), context.day_of_names())


async def renew_form(flow: Flow[Any, Any]) -> None:
    """Offer in the form of this flow's deployment, of the same name, what is open now; nothing without a deployment."""
    schema = parameter_schema(flow).model_dump_for_openapi()
    async with get_client() as client:
        try:
            deployment = await client.read_deployment_by_name(f"{flow.name}/{flow.name}")
        except ObjectNotFound:
            return
        await client.update_deployment(deployment.id, DeploymentUpdate(parameter_openapi_schema=schema))

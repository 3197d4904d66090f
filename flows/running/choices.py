"""What forms offer to choose from, as the campaign and the record have it.

It is read when a deployment is registered or renewed: Prefect then asks for the form's schema. A run judges by itself
whatever was typed. Defining a flow, and so importing its module, reads nothing.

Prefect's boxes look for what is typed letter by letter, diacritics and all. So names of units and people are offered
with the same in plain letters behind them, which are gone again once one is chosen.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from prefect import Flow, get_client
from prefect.client.schemas.actions import DeploymentUpdate
from prefect.client.schemas.filters import FlowFilter, FlowFilterName
from prefect.client.schemas.responses import DeploymentResponse
from prefect.utilities.callables import parameter_schema

from emulation_workflow.domain.registers import Unit, searchable
from emulation_workflow.messages.screens.run_words import NOT_CHOSEN
from emulation_workflow.office import register_queries as register
from emulation_workflow.screens import forms as screen
from flows.running import context

Schema = dict[str, Any]

_PLAIN = " · "
"""Parts a choice from its name in plain letters."""

_held_back: ContextVar[bool] = ContextVar("choices_held_back", default=False)


@contextmanager
def held_back() -> Iterator[None]:
    """Leave choices out of the schemas that are asked for meanwhile: Prefect asks for one at a flow's definition."""
    before = _held_back.set(True)
    try:
        yield
    finally:
        _held_back.reset(before)


def are_held_back() -> bool:
    """Return whether a flow is being defined, so that neither campaign nor record is to be read."""
    return _held_back.get()


def when_asked_for(offer: Callable[[Schema], None]) -> Callable[[Schema], None]:
    """Return `offer`, which puts choices into a form's or a field's schema, such that a flow's definition skips it."""

    def offer_unless_held_back(schema: Schema) -> None:
        if not are_held_back():
            offer(schema)

    return offer_unless_held_back


def findable(choice: str, name: str = "") -> str:
    """Return a choice as it is offered, to be found without diacritics: by its `name`, or all of it."""
    plain = searchable(name or choice)
    return choice if plain in choice.lower() else f"{choice}{_PLAIN}{plain}"


def chosen(given: Any) -> Any:
    """Return what was chosen or typed, whole forms too: names without plain letters, "" where nothing was chosen."""
    if isinstance(given, dict):
        return {key: chosen(part) for key, part in given.items()}
    if isinstance(given, list):
        return [chosen(part) for part in given]
    if given == NOT_CHOSEN:
        return ""
    if not isinstance(given, str):
        return given
    choice, _, plain = given.rpartition(_PLAIN)
    return choice if plain and plain in searchable(choice) else given


def pilot_names() -> Sequence[str]:
    """Return the gated pilots by name."""
    return [findable(name) for name in context.pilots()]


def bound_units(level: str = "") -> Sequence[str]:
    """Return the units that the plan binds, by name; those of this level alone, if one is given."""
    return [findable(name) for name in screen.bound_unit_names(context.office().campaign, _units(), level=level)]


def owing_units() -> Sequence[str]:
    """Return the units that owe anything, by name; the province's own are among them."""
    names = screen.owing_unit_names(context.office().campaign, _units(), on=context.day_of_names())
    return [findable(name) for name in names]


def people() -> Sequence[str]:
    """Return who is in the register today, by name and number: people are chosen, and namesakes told apart."""
    officials = context.office().read(lambda record: record.register.officials())
    valid = [person for person in officials if person.is_valid_on(context.today())]
    return [findable(context.person_words(person), person.name) for person in valid]


def groups() -> Sequence[str]:
    """Return the clusters and blocks that units belong to."""
    return sorted({unit.group for unit in _units() if unit.group})


def _units() -> Sequence[Unit]:
    return register.units(context.office(), context.day_of_names())


MARK = "x-choices"
"""Where a schema says which choices of the register a field offers; neither Prefect nor its pages look at it."""

OF_LEVEL = ":"
"""Before the level in a mark of choices of one level alone."""

FROM_REGISTER: Mapping[str, Callable[..., Sequence[str]]] = {
    offered.__name__: offered for offered in (people, pilot_names, bound_units, owing_units)
}


async def renew_form(flow: Flow[Any, Any]) -> None:
    """Offer in the form of this flow's deployment what is open now; nothing without a deployment."""
    schema = parameter_schema(flow).model_dump_for_openapi()
    async with get_client() as client:
        for deployment in await client.read_deployments(flow_filter=FlowFilter(name=FlowFilterName(any_=[flow.name]))):
            await client.update_deployment(deployment.id, DeploymentUpdate(parameter_openapi_schema=schema))


async def renew_choices(deployments: Sequence[DeploymentResponse]) -> int:
    """Offer in their forms whom and what the register holds now; return how many forms had offered other choices."""
    renewed, offered = 0, offered_once()
    async with get_client() as client:
        for deployment in deployments:
            before = deployment.parameter_openapi_schema or {}
            if (now := with_choices(before, offered)) != before:
                await client.update_deployment(deployment.id, DeploymentUpdate(parameter_openapi_schema=now))
                renewed += 1
    return renewed


def offered_once() -> Callable[[str], Sequence[str] | None]:
    """Return what tells the choices by their mark, each read from the register once; None for no such mark."""

    @cache
    def offered(mark: str) -> Sequence[str] | None:
        name, _, level = mark.partition(OF_LEVEL)
        names = FROM_REGISTER.get(name)
        return names and names(*filter(None, [level]))

    return offered


def with_choices(schema: Any, offered: Callable[[str], Sequence[str] | None]) -> Any:
    """Return a stored schema, or a part of one, with the register's present choices in the fields marked for them."""
    if isinstance(schema, list):
        return [with_choices(part, offered) for part in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: with_choices(part, offered) for key, part in schema.items()}
    if (names := offered(str(found.get(MARK)))) is not None and isinstance(found.get("enum"), list):
        found["enum"] = [*(word for word in found["enum"] if word == NOT_CHOSEN), *names]
    return found

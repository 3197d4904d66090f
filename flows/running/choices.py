"""What a deployment's form offers is fixed when it is registered; here it follows the record."""

from typing import Any

from prefect import Flow, get_client
from prefect.client.schemas.actions import DeploymentUpdate
from prefect.exceptions import ObjectNotFound
from prefect.utilities.callables import parameter_schema


async def renew_form(flow: Flow[Any, Any]) -> None:
    """Offer in the form of this flow's deployment, of the same name, what is open now; nothing without a deployment."""
    schema = parameter_schema(flow.fn).model_dump_for_openapi()
    async with get_client() as client:
        try:
            deployment = await client.read_deployment_by_name(f"{flow.name}/{flow.name}")
        except ObjectNotFound:
            return
        await client.update_deployment(deployment.id, DeploymentUpdate(parameter_openapi_schema=schema))

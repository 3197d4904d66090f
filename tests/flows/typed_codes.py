"""Runs under the harness that wait for a clerk's code and get it, as the pages give it."""

import contextlib
from collections.abc import Mapping
from typing import Any

from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.exceptions import Pause
from prefect.flow_engine import run_flow
from pydantic import BaseModel

from emulation_workflow.office.office import Office
from tests.support.samples.clerk_codes import newest_code


async def run_with_code(
    office: Office,
    entering: Flow[..., Any],
    form: BaseModel,
    *,
    code: str = "",
    meanwhile: Mapping[str, Any] | None = None,
) -> State[Any]:
    """Run a flow under the harness to its end: where it waits for a code, answer with the one from the letter.

    `code` is typed instead of it; `meanwhile` are parameters that somebody changed by the API while it waited.
    """
    given = form.model_dump()
    async with get_client() as client:
        deployment = await client.create_deployment(await client.create_flow(entering), name=entering.name)
        run = await client.create_flow_run_from_deployment(deployment, parameters={"request": given})
        with contextlib.suppress(Pause):
            return await _turn(entering, run, given)
        answered = await client.resume_flow_run(run.id, run_input={"code": code or newest_code(office)})
        assert answered.status.value == "ACCEPT"
        return await _turn(entering, await client.read_flow_run(run.id), {**given, **(meanwhile or {})})


async def _turn(entering: Flow[..., Any], run: FlowRun, given: Mapping[str, Any]) -> State[Any]:
    running: Any = run_flow(entering, flow_run=run, parameters={"request": given}, return_type="state")
    ended: State[Any] = await running
    return ended

"""Scheduled rounds: what was missed is made up for once, and further rounds are scheduled when nobody else does it.

However server, services and workers were started, and whoever watches them: the short round sees to both.
"""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.responses import DeploymentResponse
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound

from emulation_workflow.stack.prefect_service import SCHEDULED_AHEAD

STEP_IN_FOR = timedelta(minutes=40)
"""How far ahead we schedule in its stead: less, so that it shows whether it is at work again."""

A_LOOP = 90.0
"""Seconds: longer than Prefect's scheduler, if it works, takes to come round."""

_A_PAGE = 200


async def drop_late_rounds() -> int:
    """Delete what scheduled rounds missed while nothing ran, but for the last of each; return how many.

    That one does the work of all. Nothing is deleted that a person asked for, or that was begun.
    """
    async with get_client() as client:
        dropped = _but_for_the_last(await _late(client))
        for run in dropped:
            try:
                await client.delete_flow_run(run.id)
            except ObjectNotFound:
                continue  # Another round did it.
        return len(dropped)


async def all_deployments() -> Sequence[DeploymentResponse]:
    """Return every deployment, as Prefect has it now: a round asks once and hands them on."""
    async with get_client() as client:
        return await client.read_deployments(limit=_A_PAGE)


async def name_rounds(deployments: Sequence[DeploymentResponse]) -> int:
    """Name what is scheduled after its deployment; return how many were not.

    Left alone, Prefect calls each after an animal until it begins, where staff look for what comes next.
    """
    named = 0
    names = {deployment.id: deployment.name for deployment in deployments}
    async with get_client() as client:
        asked = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])))
        for run in await client.read_flow_runs(
            flow_run_filter=asked, sort=FlowRunSort.NEXT_SCHEDULED_START_TIME_ASC, limit=_A_PAGE
        ):
            name = names.get(run.deployment_id) if run.deployment_id else None
            if name and run.auto_scheduled and not run.run_count and run.name != name:
                await client.update_flow_run(run.id, name=name)
                named += 1
    return named


async def _late(client: PrefectClient) -> Sequence[FlowRun]:
    """Return what was to have begun and has not, the newest first."""
    late: list[FlowRun] = []
    asked = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        next_scheduled_start_time=FlowRunFilterNextScheduledStartTime(before_=datetime.now(UTC)),
    )
    while page := await client.read_flow_runs(
        flow_run_filter=asked, sort=FlowRunSort.EXPECTED_START_TIME_DESC, limit=_A_PAGE, offset=len(late)
    ):
        late += page
    return late


def _but_for_the_last(late: Sequence[FlowRun]) -> Sequence[FlowRun]:
    """Return the scheduled rounds of these that were never begun, the newest first, without each deployment's first."""
    kept: set[UUID | None] = set()
    dropped: list[FlowRun] = []
    for run in (run for run in late if run.auto_scheduled and not run.run_count):
        if run.deployment_id in kept:
            dropped.append(run)
        kept.add(run.deployment_id)
    return dropped


async def schedule_ahead(of: str, deployments: Sequence[DeploymentResponse], *, patience: float = A_LOOP) -> bool:
    """See that further rounds are scheduled; return whether Prefect's scheduler does it, for all that is seen.

    `of` is a deployment of every few minutes, by which it shows. The scheduler has `patience` seconds to show itself;
    then all rounds of the next while are scheduled in its stead.
    """
    async with get_client() as client:
        for pause in (0.0, patience):
            await asyncio.sleep(pause)
            if not await _nobody_schedules(client, [kept for kept in deployments if kept.name == of]):
                return True
        for deployment in deployments:
            if _has_rounds(deployment):
                until = {"min_time": STEP_IN_FOR.total_seconds(), "min_runs": 1}
                path = {"id": deployment.id}
                await client.request("POST", "/deployments/{id}/schedule", path_params=path, json=until)
        return False


async def _nobody_schedules(client: PrefectClient, found: Sequence[DeploymentResponse]) -> bool:
    kept = [deployment.id for deployment in found if _has_rounds(deployment)]
    if not kept:
        return False
    asked = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=kept),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        next_scheduled_start_time=FlowRunFilterNextScheduledStartTime(after_=datetime.now(UTC) + SCHEDULED_AHEAD),
    )
    return not await client.read_flow_runs(flow_run_filter=asked, limit=1)


def _has_rounds(deployment: DeploymentResponse) -> bool:
    return not deployment.paused and any(schedule.active for schedule in deployment.schedules)

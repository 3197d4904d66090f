"""One step at the office: a Prefect task that is tried again when the infrastructure fails, and never cached."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.states import Failed
from sqlalchemy.exc import OperationalError

from emulation_workflow.domain.errors import RecordChanged, Rejected
from emulation_workflow.messages.screens import run_words
from flows.running import context

P = ParamSpec("P")
R = TypeVar("R")

PAUSES = [1.0, 5.0, 20.0]
"""Seconds before each further try: a locked database is free again by then, a broken one is not."""


async def _is_worth_another_try(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Only what may pass by itself; what the office refused it refuses again, and a slip of ours stays one."""
    fault = await state.aresult(raise_on_failure=False)
    return isinstance(fault, OperationalError | OSError | RecordChanged)


def office_step(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """A task for one transaction (or one look) at the office; the act itself may be repeated without harm."""
    return task(
        name=name,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=len(PAUSES),
        retry_delay_seconds=PAUSES,
        retry_condition_fn=_is_worth_another_try,
    )


def refused(rejected: Rejected) -> State[None]:
    """The state of a run whose input was not accepted, with the reasons in Vietnamese."""
    return Failed(name=run_words.NOT_TAKEN, message=context.said(rejected.problems))

"""A flow of the office, and one step of it: a Prefect task that is tried again when the infrastructure fails."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from prefect import Flow, Task, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.states import Completed, Crashed, Failed
from sqlalchemy.exc import OperationalError

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, RecordChanged, Rejected
from emulation_workflow.messages import sentence
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.refusals import refusals_recorded
from flows.running import choices, context
from flows.running.texts import ensure_texts

P = ParamSpec("P")
R = TypeVar("R")
Turn = Coroutine[Any, Any, State[None]]

PAUSES = [1.0, 5.0, 20.0]
"""Seconds before each further try: enough for a locked database to be free again."""


def office_flow(
    name: str,
    *,
    run_name: str | Callable[[], str] = "",
    validate_parameters: bool = True,
    attempt: str = "",
    at_end: Callable[[], Awaitable[None]] | None = None,
) -> Callable[[Callable[P, Turn]], Flow[P, Turn]]:
    """Make a flow of an async function; its run fails, with the reasons in Vietnamese, where the office rejects input.

    Where the infrastructure fails (database, disk) the run counts as crashed, and is started again (`lost_runs`).

    `run_name` is that of each run, the flow's where none is given. `attempt` is what a flow attempts in somebody's
    name: what is refused of it leaves a row in the record, also where the office never saw the form. `at_end` is done
    whichever way the flow ends, refused or failed; not when its run is left waiting.
    """

    def define(fn: Callable[P, Turn]) -> Flow[P, Turn]:
        with choices.held_back():
            made = flow(name=name, flow_run_name=run_name or name, validate_parameters=validate_parameters)(fn)
        # Set afterwards, as Prefect takes a flow's version and entrypoint from the function that it is made of.
        made.fn = _ending(_refusing(fn, attempt), at_end)
        return made

    return define


def _refusing(fn: Callable[P, Turn], attempt: str) -> Callable[P, Turn]:
    @wraps(fn)
    async def run(*args: P.args, **kwargs: P.kwargs) -> State[None]:
        try:
            with _on_record(attempt, kwargs.get("request")):
                ensure_texts([*args, *kwargs.values()])
                return await fn(*args, **kwargs)
        except Rejected as rejected:
            return Failed(name=run_words.NOT_TAKEN, message=reasons(rejected.problems))
        except (OperationalError, OSError):
            get_run_logger().exception("The run broke off; the short round starts it again.")
            return Crashed(name=run_words.BROKEN_OFF, message=run_words.BROKEN_OFF_ABOUT)

    return run


def _ending(fn: Callable[P, Turn], at_end: Callable[[], Awaitable[None]] | None) -> Callable[P, Turn]:
    if at_end is None:
        return fn

    @wraps(fn)
    async def run(*args: P.args, **kwargs: P.kwargs) -> State[None]:
        try:
            state = await fn(*args, **kwargs)
        except Exception:  # what leaves a run waiting is none
            await at_end()
            raise
        await at_end()
        return state

    return run


def _on_record(attempt: str, request: object) -> AbstractContextManager[None]:
    if not attempt:
        return nullcontext()
    given = request if isinstance(request, Mapping) else getattr(request, "__dict__", {})
    claimed = str(given.get("entered_by") or "")
    return refusals_recorded(context.office(), attempt, channel=Channel.PAPER, claimed=claimed)


def reasons(problems: Sequence[Problem]) -> str:
    """Return the problems in words for a person."""
    return " ".join(sentence(problem) for problem in problems)


def done(message: str) -> State[None]:
    """Return the state of a run that did what it was started for."""
    return Completed(name=run_words.DONE, message=message)


async def _is_worth_another_try(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Return whether the fault may pass by itself; what the office rejected it rejects again, and a bug stays one."""
    return isinstance(await state.aresult(raise_on_failure=False), OperationalError | OSError | RecordChanged)


def office_step(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Make a task for one transaction, or one query, of the office; it may be repeated without harm."""
    return task(
        name=name,
        cache_policy=NO_CACHE,
        persist_result=False,
        retries=len(PAUSES),
        retry_delay_seconds=PAUSES,
        retry_condition_fn=_is_worth_another_try,
    )

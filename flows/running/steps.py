"""A flow of the office, and one step of it: a Prefect task that is tried again when the infrastructure fails."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import httpx
from prefect import Flow, Task, get_run_logger
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.states import Cancelled, Completed, Crashed, Failed
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from emulation_workflow.adapters.schemas.typed import usable
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, RecordAltered, RecordChanged, Rejected
from emulation_workflow.domain.mail import DeliveryState
from emulation_workflow.messages import sentence
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.delivery.delivery import DeliveryReport
from emulation_workflow.office.letters import letter_queries
from emulation_workflow.office.refusals import refusals_recorded
from flows.running import choices, context
from flows.running.letters import AT_THE_END_OF_A_TURN, counting_letters
from flows.running.start_page import publish_start_page

P = ParamSpec("P")
R = TypeVar("R")
Turn = Coroutine[Any, Any, State[None]]

BROKEN_OFF = (
    OperationalError,
    InterfaceError,
    InternalError,
    PoolTimeoutError,
    OSError,
    MemoryError,
    httpx.TransportError,
)
"""What fails where nobody did wrong: database, disk, memory, the way to Prefect's server."""

PAUSES = [1.0, 5.0, 20.0]
"""Seconds before each further try: enough for a locked database to be free again."""


class _OfficeFlow(Flow[P, Turn]):
    """A flow whose name is in the campaign's words whenever Prefect asks for it; its definition reads no campaign."""

    @property
    def name(self) -> str:
        return self._text if choices.are_held_back() else context.in_words(self._text)

    @name.setter
    def name(self, text: str) -> None:
        self._text = text


def office_flow(
    name: str,
    *,
    run_name: str | Callable[[], str] = "",
    validate_parameters: bool = True,
    attempt: str = "",
    at_end: Callable[[], Awaitable[None]] | None = None,
) -> Callable[[Callable[P, Turn]], Flow[P, Turn]]:
    """Make a flow of an async function; where the office rejects a form its run ends with the reasons in Vietnamese.

    A refused form is nobody's failure, and is not shown as one; a round that has no form and is refused is. What became
    of the letters that the run sent is said with what it did. Where the infrastructure fails (database, disk) the run
    counts as crashed, and is started again (`lost_runs`).

    `name` may hold names of the campaign, as `messages.names` has them. `run_name` is that of each run, the flow's
    where none is given. What is refused of a form leaves a row in the record, also where the office never saw it, under
    what the flow enters for somebody else (`attempt`), or its own name. `at_end` is done whichever way the flow ends,
    refused or failed; not when its run is left waiting. The start page is renewed then.
    """

    def define(fn: Callable[P, Turn]) -> Flow[P, Turn]:
        def named() -> str:
            return context.in_words(name)

        with choices.held_back():
            made = _OfficeFlow(fn, name=name, flow_run_name=run_name or named, validate_parameters=validate_parameters)
        # Set afterwards, as Prefect takes a flow's version and entrypoint from the function that it is made of.
        made.fn = _ending(_refusing(fn, attempt), at_end)
        return made

    return define


def _refusing(fn: Callable[P, Turn], attempt: str) -> Callable[P, Turn]:
    @wraps(fn)
    async def run(*args: P.args, **kwargs: P.kwargs) -> State[None]:
        request = args[0] if args else kwargs.get("request")
        try:
            with _on_record(attempt, fn, request), counting_letters() as letters:
                shown: Any = usable([list(args), dict(kwargs)])
                return _told(with_letters(await fn(*shown[0], **shown[1]), letters()))
        except Rejected as rejected:
            words = reasons(rejected.problems)
            get_run_logger().warning("%s: %s", run_words.NOT_TAKEN, words)
            ended: Callable[..., State[None]] = Failed if request is None else Cancelled
            return ended(name=run_words.NOT_TAKEN, message=words)
        except RecordAltered as altered:
            get_run_logger().error("%s", altered)
            words = run_words.RECORD_ALTERED.format(table=altered.table, key=altered.key)
            return Failed(name=run_words.NOT_TAKEN, message=words)
        except BROKEN_OFF:
            get_run_logger().exception("The run broke off; the short round starts it again.")
            return Crashed(name=run_words.BROKEN_OFF, message=run_words.BROKEN_OFF_ABOUT)

    return run


def _told(state: State[None]) -> State[None]:
    """Return the state, its words logged: a run's page opens on its log."""
    get_run_logger().info("%s. %s", state.name, state.message or "")
    return state


def with_letters(state: State[None], letters: DeliveryReport | None) -> State[None]:
    """Return the state of a run that did what it was asked, with what became of the letters that it sent."""
    if letters is None or not state.is_completed():
        return state
    told = run_words.LETTERS_STAY if letters.stopped else run_words.LETTERS_WENT
    words = told.format(
        sent=letters.sent,
        waiting=letters.retried + letters.put_off,
        refused=letters.refused + letters.held + letters.unworded,
        in_doubt=letters.in_doubt,
    )
    if letters.tried >= AT_THE_END_OF_A_TURN:
        waiting = letter_queries.letters(context.office(), unit=None, state=DeliveryState.WAITING)
        if (others := len(waiting) - letters.retried - letters.put_off) > 0:
            words = f"{words} {run_words.LETTERS_FOLLOW.format(waiting=others)}"
    return state.model_copy(update={"message": f"{state.message or ''} {words}".strip()})


def _ending(fn: Callable[P, Turn], at_end: Callable[[], Awaitable[None]] | None) -> Callable[P, Turn]:
    async def end() -> None:
        if at_end is not None:
            await at_end()
        await publish_start_page()

    @wraps(fn)
    async def run(*args: P.args, **kwargs: P.kwargs) -> State[None]:
        try:
            state = await fn(*args, **kwargs)
        except Exception:  # what leaves a run waiting is none
            await end()
            raise
        await end()
        return state

    return run


def _on_record(attempt: str, fn: Callable[P, Turn], request: object) -> AbstractContextManager[None]:
    """Return within what a refusal leaves a row: of every form, not of a round, which nobody attempts."""
    if request is None:
        return nullcontext()
    given = request if isinstance(request, Mapping) else getattr(request, "__dict__", {})
    claimed = str(choices.chosen(given.get("entered_by") or given.get("by")) or "")
    channel = Channel.PAPER if attempt else Channel.RUN_FORM
    return refusals_recorded(context.office(), attempt or fn.__name__, channel=channel, claimed=claimed)


def reasons(problems: Sequence[Problem]) -> str:
    """Return the problems in words for a person."""
    return " ".join(sentence(problem, context.office().campaign) for problem in problems)


def done(message: str) -> State[None]:
    """Return the state of a run that did what it was started for."""
    return Completed(name=run_words.DONE, message=message)


class _OfficeStep(Task[P, R]):
    """A task in which nobody fails where the office rejects: it ends as its run will, and its caller hears of it."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        taken = super().__call__(*args, **kwargs)
        kept: Any = taken.data if isinstance(taken, State) and not kwargs.get("return_state") else None
        # A step may also return a state of its own, which is its caller's to look at.
        rejected = getattr(kept, "result", None)
        if isinstance(rejected, Rejected):
            raise rejected
        return taken


def _rejecting(fn: Callable[P, R]) -> Callable[P, R]:
    """Return the function with what the office rejects as a state that Prefect shows in grey, not as its failure."""

    @wraps(fn)
    def run(*args: P.args, **kwargs: P.kwargs) -> Any:
        try:
            return fn(*args, **kwargs)
        except Rejected as rejected:
            return Cancelled(name=run_words.NOT_TAKEN, message=reasons(rejected.problems), data=rejected)

    return run


async def _is_worth_another_try(_task: Task[Any, Any], _run: TaskRun, state: State[Any]) -> bool:
    """Return whether the fault may pass by itself; what the office rejected it rejects again, and a bug stays one."""
    return isinstance(await state.aresult(raise_on_failure=False), (*BROKEN_OFF, RecordChanged))


def office_step(name: str) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Make a task for one transaction, or one query, of the office; it may be repeated without harm."""

    def define(fn: Callable[P, R]) -> Task[P, R]:
        return _OfficeStep(
            _rejecting(fn),
            name=name,
            task_run_name=name,  # Prefect's own ends in hexadecimal digits.
            cache_policy=NO_CACHE,
            persist_result=False,
            retries=len(PAUSES),
            retry_delay_seconds=PAUSES,
            retry_condition_fn=_is_worth_another_try,
        )

    return define

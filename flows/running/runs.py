"""The runs of the approval flow: found from the record, woken when a case has moved, replaced when they are lost."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from enum import Enum
from uuid import UUID

from prefect import get_client, get_run_logger
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.deployments import arun_deployment
from prefect.exceptions import ObjectNotFound
from prefect.states import Scheduled

from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.messages.screens import run_words
from flows.running import context, waiting
from flows.running.waiting import Question

APPROVAL = "{gate} {opinion_plan}"
"""Name of the approval flow, in the campaign's words."""

APPROVAL_NUMBER = "26"
"""What its deployment's name begins with, in prefect.yaml."""

FAR_OFF = timedelta(minutes=10)
"""A run of a case is never scheduled for later than this, but by a holder of the API."""

MOST_WAITING = 200
"""How many waiting runs are looked at: there are the pilots' cases and what clerks enter just now."""

GIVEN_UP_FOR = timedelta(days=1)
"""How long a case's run that died each time is left alone by the rounds; an act at the case has it look at once."""


class RunAction(Enum):
    """What was done for a case's run."""

    NONE = "none"
    WOKEN = "woken"
    STARTED = "started"


async def read_run(run_id: str | None) -> FlowRun | None:
    """Return the run, None if Prefect has none such any more."""
    if run_id is None:
        return None
    async with get_client() as client:
        try:
            return await client.read_flow_run(UUID(run_id))
        except ObjectNotFound:
            return None


def is_alive(run: FlowRun | None, *, now: datetime | None = None) -> bool:
    """Return whether this run still waits for somebody or will move by itself. `now` is aware.

    One that says it is at work is believed: how long a turn takes says nothing, and `lost_runs` finds the dead.
    """
    if run is None or run.state is None or run.state.is_final():
        return False
    return not _is_put_off(run, now or datetime.now(UTC))


def _is_put_off(run: FlowRun, now: datetime) -> bool:
    """Return whether the run was scheduled for a day far off, as nobody but a holder of the API does."""
    planned = run.state.state_details.scheduled_time if run.state and run.state.is_scheduled() else None
    return planned is not None and planned - now > FAR_OFF


async def other_run_at(case: Case, own_id: str) -> FlowRun | None:
    """Return the live run that is at this case already, None if it is ours or there is none."""
    if case.run_id is None or case.run_id == own_id:
        return None
    run = await read_run(case.run_id)
    return run if is_alive(run) else None


async def ensure_run(case: Case, *, pilot: str) -> RunAction:
    """Make the case's run look at it now: wake the one that waits, run again one that was lost, or start another.

    A lost run is run again rather than replaced while Prefect still has it: an answer may lie in its letterbox, and
    letters link to it. `pilot` is the unit's name, as the form of the deployment has it.
    """
    run = await read_run(case.run_id)
    if run is None or run.state is None or run.state.is_completed():
        return await _start(case, pilot)
    if not _sleeps(run) and is_alive(run):
        return RunAction.NONE
    if not await _can_run_again(run):
        return await _start(case, pilot)
    await _run_again(run)
    return RunAction.WOKEN


async def _can_run_again(run: FlowRun) -> bool:
    """Return whether the run's deployment is still there: a worker cancels what belongs to none."""
    if run.deployment_id is None:
        return True
    async with get_client() as client:
        try:
            await client.read_deployment(run.deployment_id)
        except ObjectNotFound:
            return False
    return True


async def revive(case: Case, *, pilot: str, waits_as: str, question: Question | None) -> RunAction:
    """Do as `ensure_run`, but leave a run alone that waits for a person under the name `waits_as`, or is at work.

    `question` is the one that it waits with, None where nobody is to answer in Prefect.

    One that was given up, too, for a day: whatever kills it would do so every five minutes.
    """
    run = await read_run(case.run_id)
    if run is not None and _was_given_up(run, datetime.now(UTC)):
        return RunAction.NONE
    if run is not None and is_alive(run) and not await _waits_otherwise(run, waits_as, question):
        return RunAction.NONE
    return await ensure_run(case, pilot=pilot)


def _was_given_up(run: FlowRun, now: datetime) -> bool:
    """Return whether the run was given up less than a day ago."""
    state = run.state
    return state is not None and state.name == run_words.GIVEN_UP and now - state.timestamp < GIVEN_UP_FOR


async def _waits_otherwise(run: FlowRun, name: str, question: Question | None) -> bool:
    """Return whether a run waits under another name than that of its case's stage, or with another question.

    It was killed between its suspension and the naming of its state, and waits without its form; or somebody has forced
    a state by the API, or put another form or other words there, which tell people what the record does not.
    """
    if run.state is None or not _sleeps(run):
        return False
    keys = run.state.state_details.run_input_keyset
    if run.state.name != name or keys != (question.keys if question else None):
        return True
    return question is not None and not await waiting.is_as_asked(run.id, question)


async def wake_answered() -> None:
    """Wake every waiting run in whose letterbox something lies as an answer.

    A person's answer wakes its run as it is stored; what somebody put there by the API would keep people's out.
    """
    async with get_client() as client:
        paused = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.PAUSED])))
        found = await client.read_flow_runs(flow_run_filter=paused, limit=MOST_WAITING)
    for run in found:
        with suppress(ObjectNotFound):  # Deleted meanwhile.
            if await waiting.holds_answer(run.id):
                await _run_again(run)


def _sleeps(run: FlowRun) -> bool:
    return run.state is not None and run.state.is_paused()


async def wake(run_id: str) -> None:
    """Let a waiting run look at its case again; nothing happens to one that is about to."""
    run = await read_run(run_id)
    if run is not None and _sleeps(run):
        await _run_again(run)


async def _run_again(run: FlowRun) -> None:
    """Schedule the same run once more, answers and links kept. A turn too many at a case changes nothing."""
    waits = _sleeps(run)
    name = run_words.AT_IT_AGAIN if waits else run_words.PICKED_UP
    async with get_client() as client:
        # Forced only on a dead run; one that a person resumes at this very moment is left to them.
        await client.set_flow_run_state(run.id, Scheduled(name=name), force=not waits)


async def _start(case: Case, pilot: str) -> RunAction:
    """Start the run that follows `case.run_id`; however many ask for it at once, it is one run.

    In the first minute of a first start its deployment may not be there yet: the short round starts it then.
    """
    name = context.in_words(APPROVAL)
    try:
        run = await arun_deployment(
            f"{name}/{APPROVAL_NUMBER} {name}",
            parameters={"request": {"pilot": pilot}},
            timeout=0,
            as_subflow=False,
            idempotency_key=f"{case.unit}-after-{case.run_id or f'none-{case.since:%Y%m%d%H%M%S}'}",
        )
    except ObjectNotFound:
        get_run_logger().warning(
            "%r is not registered, so nothing follows %s yet; the short round tries again.", name, case.unit
        )
        return RunAction.NONE
    if _sleeps(run) or not is_alive(run):
        # It was started before, and what it noted in the record is lost (a record brought back from a copy).
        await _run_again(run)
    return RunAction.STARTED

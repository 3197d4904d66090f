"""Runs of any deployment that nobody runs: their process died, or was never started; each is started again, once.

What a person typed may lie in such a run alone, and while it seems to be at work it holds its deployment's one slot.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from http import HTTPStatus
from uuid import UUID

import psutil
from prefect import get_client, get_run_logger
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.events.filters import EventFilter, EventNameFilter, EventOccurredFilter, EventResourceFilter
from prefect.exceptions import PrefectHTTPStatusError
from prefect.states import Cancelled, Crashed, Scheduled

from emulation_workflow.messages.screens import run_words

AT_WORK = (StateType.PENDING, StateType.RUNNING, StateType.CANCELLING)
HEARTBEAT = "prefect.flow-run.heartbeat"
"""What Prefect's engine says from a thread of its own, however busy the flow is."""

MOST_TIMES = 5
"""How often a run is started again that dies each time, by itself."""

TOO_OLD = timedelta(days=14)
"""How long ago a run may have died to be started again: beyond a long holiday, what it was to do has been done anew."""

MARK_HOLDS = timedelta(minutes=2)
"""Longer than it takes to give a run its next state."""

HEARD_WITHIN = timedelta(minutes=2)
"""Of the runs of so long something has been recorded: of this round at least."""

SOON_HEARD = (5.0, 10.0)
"""Seconds between looks: the server writes down in batches what it hears."""

_A_PAGE = 200


class LostRunOutcome(Enum):
    """What was done with a lost run."""

    AGAIN = "again"
    LEFT_TO_THE_NEXT = "left_to_the_next"
    CANCELLED = "cancelled"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRun:
    """A lost run, as it was found."""

    run: FlowRun
    was: State
    fate: LostRunOutcome


def is_lost(
    run: FlowRun,
    *,
    now: datetime,
    limit: timedelta,
    here: Collection[str] = (),
    heartbeats: Mapping[UUID, datetime] | None = None,
) -> bool:
    """Return whether nobody runs this run: it is not `here`, and gave no sign of life for longer than `limit`.

    `here`: the runs that have a process on this machine. `heartbeats`: when others gave their last. A crashed run is
    lost as well: it has ended, and did not do what it was started for.
    """
    state = run.state
    if state is None or run.deployment_id is None or str(run.id) in here:
        return False
    if state.is_crashed():
        return state.name != run_words.GIVEN_UP and now - state.timestamp < TOO_OLD
    if state.type not in AT_WORK:
        return False
    heard = (heartbeats or {}).get(run.id, state.timestamp)
    return now - max(heard, state.timestamp) > limit


def fates(lost: Iterable[FlowRun], *, now: datetime) -> Mapping[UUID, LostRunOutcome]:
    """Return what is to be done with each: all are started again, of a scheduled round the newest alone."""
    chosen: dict[UUID, LostRunOutcome] = {}
    rounds: set[UUID | None] = set()
    for run in sorted(lost, key=lambda run: run.expected_start_time or datetime.min.replace(tzinfo=UTC), reverse=True):
        if run.state is not None and run.state.is_cancelling():
            chosen[run.id] = LostRunOutcome.CANCELLED
        elif run.state is not None and now - run.state.timestamp > TOO_OLD:
            chosen[run.id] = LostRunOutcome.GIVEN_UP
        elif run.auto_scheduled and run.deployment_id in rounds:
            chosen[run.id] = LostRunOutcome.LEFT_TO_THE_NEXT
        else:
            chosen[run.id] = LostRunOutcome.AGAIN
            if run.auto_scheduled:
                rounds.add(run.deployment_id)
    return chosen


def is_hopeless(states: Iterable[State], *, now: datetime) -> bool:
    """Return whether a run with these states is started again no more: it died so often, or dies since so long.

    Counted from when it last waited for a person. That database, disk or memory failed it is no fault of its own, and
    no death: it is started again for as long as anything is that died (TOO_OLD).
    """
    deaths, first = 0, None
    before: State | None = None
    for state in sorted(states, key=lambda state: state.timestamp):
        if state.is_paused():
            deaths, first = 0, None
        elif state.name == run_words.PICKED_UP and before is not None:
            deaths += before.name != run_words.BROKEN_OFF
            first = first or before.timestamp
        before = state
    return deaths >= MOST_TIMES or (first is not None and now - first > TOO_OLD)


async def start_lost_runs(*, limit: timedelta, giving_up: Callable[[FlowRun], object]) -> Sequence[FoundRun]:
    """Start again whatever nobody runs, and free its slot; return what was found. Many may do so at once.

    `giving_up` is called, perhaps more than once, before a run is given up. A run that cannot be seen to stops no
    other.
    """
    async with get_client() as client:
        now = datetime.now(UTC)
        suspects = [run async for run in _runs(client) if is_lost(run, now=now, limit=limit)]
        here = _processes()
        if any(_is_elsewhere(run, here) for run in suspects) and not await _hears(client):
            get_run_logger().error("Prefect records no heartbeats: what runs elsewhere is left as it is.")
            suspects = [run for run in suspects if not _is_elsewhere(run, here)]
        heartbeats = await _heartbeats(client, suspects, since=now - limit)
        lost = [run for run in suspects if is_lost(run, now=now, limit=limit, here=here, heartbeats=heartbeats)]
        chosen = fates(lost, now=now)
        found = []
        for run in lost:
            try:
                found.append(await _see_to(client, run, chosen[run.id], giving_up))
            except Exception as fault:  # noqa: BLE001 - see above
                get_run_logger().error("The lost run %s was not started again: %r", run.id, fault)
    return [run for run in found if run is not None]


async def _runs(client: PrefectClient) -> AsyncIterator[FlowRun]:
    """Yield the runs that are at work by their state, and those that crashed."""
    types = FlowRunFilterStateType(any_=[*AT_WORK, StateType.CRASHED])
    offset = 0
    while page := await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=types)), limit=_A_PAGE, offset=offset
    ):
        for run in page:
            yield run
        offset += len(page)


def _is_elsewhere(run: FlowRun, here: Collection[str]) -> bool:
    """Return whether heartbeats alone can tell if the run lives."""
    return run.state is not None and run.state.is_running() and str(run.id) not in here


async def _hears(client: PrefectClient) -> bool:
    """Return whether the server records what runs say of themselves; this round itself has just begun."""
    asked = EventFilter(
        occurred=EventOccurredFilter(since=datetime.now(UTC) - HEARD_WITHIN),
        resource=EventResourceFilter(id_prefix=["prefect.flow-run."]),
    )
    for pause in (0.0, *SOON_HEARD):
        await asyncio.sleep(pause)
        if (await client.read_events(asked, limit=1)).events:
            return True
    return False


async def _heartbeats(client: PrefectClient, runs: Sequence[FlowRun], *, since: datetime) -> Mapping[UUID, datetime]:
    """Return when each run gave its last heartbeat, if it was after `since`."""
    last: dict[UUID, datetime] = {}
    for run in runs:
        asked = EventFilter(
            occurred=EventOccurredFilter(since=since, until=datetime.now(UTC) + timedelta(days=1)),
            event=EventNameFilter(name=[HEARTBEAT]),
            resource=EventResourceFilter(id=[f"prefect.flow-run.{run.id}"]),
        )
        for event in (await client.read_events(asked, limit=1)).events:
            last[run.id] = event.occurred
    return last


def _processes() -> frozenset[str]:
    """Return the runs that have a process of ours on this machine."""
    found = (process.info["environ"] or {} for process in psutil.process_iter(["environ"]))
    return frozenset(environment.get("PREFECT__FLOW_RUN_ID", "") for environment in found)


async def _see_to(
    client: PrefectClient, run: FlowRun, fate: LostRunOutcome, giving_up: Callable[[FlowRun], object]
) -> FoundRun | None:
    """Give the run its next state; None if another round has seen to it, or it lives after all."""
    if not await _is_ours(client, run):
        return None
    asked = FlowRunFilter(id=FlowRunFilterId(any_=[run.id]))
    now = await client.read_flow_runs(flow_run_filter=asked)
    if run.state is None or [found.state_id for found in now] != [run.state_id]:
        return None
    if fate is LostRunOutcome.AGAIN and is_hopeless(await client.read_flow_run_states(run.id), now=datetime.now(UTC)):
        fate = LostRunOutcome.GIVEN_UP
    if fate is LostRunOutcome.GIVEN_UP:
        giving_up(run)
    # Forced: the server frees the slot that the run held, and asks nothing.
    await client.set_flow_run_state(run.id, _state(fate), force=True)
    return FoundRun(run=run, was=run.state, fate=fate)


def _state(fate: LostRunOutcome) -> State:
    match fate:
        case LostRunOutcome.AGAIN:
            return Scheduled(name=run_words.PICKED_UP)
        case LostRunOutcome.GIVEN_UP:
            about = run_words.GIVEN_UP_ABOUT.format(times=MOST_TIMES, days=TOO_OLD.days)
            return Crashed(name=run_words.GIVEN_UP, message=about)
        case _:
            return Cancelled(message=run_words.FATES_OF_LOST[fate.value])


async def _is_ours(client: PrefectClient, run: FlowRun) -> bool:
    """Return whether no other round sees to this state of this run: the first to leave its mark in the letterbox does.

    A mark older than MARK_HOLDS was left by a round that died.
    """
    key = f"lost-{run.state_id}"
    try:
        await client.create_flow_run_input(run.id, key, "")
    except PrefectHTTPStatusError as refused:
        if refused.response.status_code != HTTPStatus.CONFLICT:
            raise
    else:
        return True
    marks = await client.filter_flow_run_input(run.id, key_prefix=key, limit=1, exclude_keys=set())
    return any(mark.created is not None and datetime.now(UTC) - mark.created > MARK_HOLDS for mark in marks)

"""Which runs nobody runs, and that each is started again once, whoever looks."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect import flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.events import emit_event
from prefect.events.filters import EventFilter, EventNameFilter, EventOccurredFilter
from prefect.events.worker import EventsWorker
from prefect.states import Cancelling, Completed, Crashed, Paused, Pending, Running, Scheduled
from sqlalchemy.exc import OperationalError

from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.messages.screens import run_words
from flows.running import lost_runs, office_flow
from flows.running.lost_runs import (
    HEARTBEAT,
    MOST_TIMES,
    TOO_OLD,
    LostRunOutcome,
    fates,
    is_hopeless,
    is_lost,
    start_lost_runs,
)
from tests.support.patience import PATIENCE

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
LIMIT = timedelta(minutes=2)
AT_ONCE = timedelta(0)
"""Whatever was so before this very moment counts as long ago."""


def run_of(state: State[None], *, since: timedelta = LIMIT * 2, **more: Any) -> FlowRun:
    state = state.model_copy(update={"timestamp": NOW - since})
    return FlowRun(**{"flow_id": uuid4(), "deployment_id": uuid4(), "state": state} | more)


@pytest.mark.parametrize(
    ("state", "since", "lost"),
    [
        (Pending(), LIMIT * 2, True),
        (Pending(), LIMIT / 2, False),
        (Running(), LIMIT * 2, True),
        (Running(), LIMIT / 2, False),
        (Cancelling(), LIMIT * 2, True),
        (Crashed(), timedelta(0), True),
        (Crashed(), timedelta(days=1), True),
        (Crashed(), timedelta(days=15), False),
        (Crashed(name=run_words.GIVEN_UP), timedelta(0), False),
        (Scheduled(), timedelta(days=1), False),
        (Paused(), timedelta(days=90), False),
        (Completed(), timedelta(days=1), False),
    ],
    ids=lambda value: value.name if isinstance(value, State) else "",
)
def test_a_run_without_a_sign_of_life_is_lost(state: State[None], since: timedelta, *, lost: bool) -> None:
    """What waits for its hour or for a person is not; what crashed is, unless it does so each time or long ago."""
    assert is_lost(run_of(state, since=since), now=NOW, limit=LIMIT) == lost


@pytest.mark.parametrize("state", [Pending(), Running()])
def test_a_slow_run_is_not_lost(state: State[None]) -> None:
    """A process on this machine, or a heartbeat from any other, and it lives, however long it has taken."""
    run = run_of(state, since=timedelta(days=3))
    assert not is_lost(run, now=NOW, limit=LIMIT, here={str(run.id)})
    assert not is_lost(run, now=NOW, limit=LIMIT, heartbeats={run.id: NOW - LIMIT})
    assert is_lost(run, now=NOW, limit=LIMIT, here={str(uuid4())}, heartbeats={run.id: NOW - LIMIT * 1.01})


def test_of_a_scheduled_round_one_is_started_again_and_of_what_people_asked_for_all() -> None:
    """The newest does the work of all; what was being cancelled is, and what died long ago is left."""
    deployment = uuid4()
    hours = [NOW - timedelta(hours=hour) for hour in range(3)]
    rounds = [
        run_of(Running(), auto_scheduled=True, expected_start_time=hour).model_copy(
            update={"deployment_id": deployment}
        )
        for hour in hours
    ]
    asked = [run_of(Pending(), deployment_id=deployment) for _ in hours]
    cancelling = run_of(Cancelling())
    ancient = run_of(Running(), since=TOO_OLD * 2)
    chosen = fates([*asked, *reversed(rounds), cancelling, ancient], now=NOW)
    assert [chosen[run.id] for run in rounds] == [
        LostRunOutcome.AGAIN,
        LostRunOutcome.LEFT_TO_THE_NEXT,
        LostRunOutcome.LEFT_TO_THE_NEXT,
    ]
    assert {chosen[run.id] for run in asked} == {LostRunOutcome.AGAIN}
    assert (chosen[cancelling.id], chosen[ancient.id]) == (LostRunOutcome.CANCELLED, LostRunOutcome.GIVEN_UP)


@flow(name="Việc bị ngắt")
def interrupted() -> None:
    """Stand for any flow."""


@pytest.fixture
async def client(prefect_server: None) -> AsyncIterator[PrefectClient]:
    del prefect_server
    async with get_client() as client:
        yield client


async def deployed(client: PrefectClient) -> UUID:
    """Return a deployment with one slot, in which a second run waits."""
    flow_id = await client.create_flow(interrupted)
    return await client.create_deployment(flow_id, f"Việc {uuid4().hex}", concurrency_limit=1)


async def begun(client: PrefectClient, deployment: UUID, *states: State[Any]) -> FlowRun:
    run = await client.create_flow_run_from_deployment(deployment)
    for state in states:
        await client.set_flow_run_state(run.id, state)
    return await client.read_flow_run(run.id)


@pytest.mark.parametrize("states", [[Pending()], [Pending(), Running()]], ids=["pending", "running"])
async def test_a_lost_run_is_started_again_once_and_its_slot_is_free(
    client: PrefectClient, states: list[State[Any]]
) -> None:
    """However many rounds look at once; the next run of the deployment finds the slot free."""
    deployment = await deployed(client)
    lost = await begun(client, deployment, *states)
    found = await asyncio.gather(*(start_lost_runs(limit=AT_ONCE, giving_up=print) for _ in range(3)))
    assert [seen.fate for some in found for seen in some if seen.run.id == lost.id] == [LostRunOutcome.AGAIN]
    history = Counter(state.name for state in await client.read_flow_run_states(lost.id))
    assert history[run_words.PICKED_UP] == 1
    assert (await begun(client, deployment, Pending())).state_name == "Pending"


async def patiently() -> AsyncIterator[None]:
    """Look again and again, as often as it takes."""
    for _ in range(int(PATIENCE / 0.2)):
        yield
        await asyncio.sleep(0.2)
    raise AssertionError("waited in vain")


async def test_a_heartbeat_from_another_machine_keeps_a_run(client: PrefectClient) -> None:
    """Its state is old and it has no process here; what it says of itself counts."""
    run = await begun(client, await deployed(client), Pending(), Running())
    soon = datetime.now(UTC) + timedelta(hours=1)
    emit_event(event=HEARTBEAT, occurred=soon, resource={"prefect.resource.id": f"prefect.flow-run.{run.id}"})
    await asyncio.to_thread(EventsWorker.instance().wait_until_empty)
    heard = EventFilter(event=EventNameFilter(name=[HEARTBEAT]), occurred=EventOccurredFilter(until=soon))
    async for _ in patiently():
        if any(str(run.id) in event.resource.id for event in (await client.read_events(heard, limit=50)).events):
            break
    assert run.id not in [seen.run.id for seen in await start_lost_runs(limit=AT_ONCE, giving_up=print)]
    assert (await client.read_flow_run(run.id)).state_name == "Running"


async def test_a_run_that_dies_each_time_is_given_up(client: PrefectClient) -> None:
    """It says so, keeps what was typed, and is left alone from then on; the Board is told before."""
    run = await begun(client, await deployed(client))
    told: list[UUID] = []
    for _ in range(MOST_TIMES + 1):
        assert run.id not in told
        await client.set_flow_run_state(run.id, Crashed(), force=True)
        seen = await start_lost_runs(limit=AT_ONCE, giving_up=lambda lost: told.append(lost.id))
        found = [each.fate for each in seen if each.run.id == run.id]
    assert (found, told.count(run.id)) == ([LostRunOutcome.GIVEN_UP], 1)
    assert (await client.read_flow_run(run.id)).state_name == run_words.GIVEN_UP
    assert run.id not in [each.run.id for each in await start_lost_runs(limit=AT_ONCE, giving_up=print)]


def history(*states: State[None], every: timedelta = timedelta(minutes=5)) -> list[State[None]]:
    """Return the states of a run, one after another, the last of them now."""
    return [
        state.model_copy(update={"timestamp": NOW - every * (len(states) - place)})
        for place, state in enumerate(states, start=1)
    ]


AGAIN: State[None] = Scheduled(name=run_words.PICKED_UP)
BROKEN: State[None] = Crashed(name=run_words.BROKEN_OFF)


@pytest.mark.parametrize(
    ("states", "hopeless"),
    [
        (history(*[Crashed(), AGAIN] * MOST_TIMES, Crashed()), True),
        (history(*[Running(), AGAIN] * MOST_TIMES, Running()), True),
        (history(*[Crashed(), AGAIN] * MOST_TIMES, Paused(), Running(), Crashed()), False),
        (history(*[BROKEN, AGAIN] * 100, BROKEN), False),
        (history(*[BROKEN, AGAIN] * 100, every=TOO_OLD / 100), True),
        (history(*[BROKEN, AGAIN, Crashed(), AGAIN] * (MOST_TIMES - 1), BROKEN), False),
    ],
    ids=["dies", "is-killed", "waited-since", "hours-without-database", "weeks-without-database", "both"],
)
def test_only_deaths_of_its_own_count_against_a_run(states: list[State[None]], *, hopeless: bool) -> None:
    """A database that was out for hours gives up no run; what cannot work for weeks is not tried for ever."""
    assert is_hopeless(states, now=NOW) == hopeless


async def test_what_runs_elsewhere_is_left_alone_while_no_heartbeats_are_recorded(
    client: PrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prefect's services stand: nobody knows whether it lives, and it may not run twice at once."""
    run = await begun(client, await deployed(client), Pending(), Running())
    monkeypatch.setattr(lost_runs, "HEARD_WITHIN", timedelta(days=-1))
    monkeypatch.setattr(lost_runs, "SOON_HEARD", (0.0,))
    crashed = await begun(client, await deployed(client), Crashed())
    seen: set[UUID] = set()

    @flow(name="Lượt rà soát")
    async def looking() -> None:
        seen.update([each.run.id for each in await start_lost_runs(limit=AT_ONCE, giving_up=print)])

    await looking()
    assert (run.id in seen, crashed.id in seen) == (False, True)


async def test_a_flow_that_would_rest_on_a_row_that_was_changed_is_refused_in_words(client: PrefectClient) -> None:
    """Whoever looks at the run reads which row, and whom to tell; it is not started again by itself."""
    del client

    @office_flow("Việc dựa vào dòng bị sửa")
    async def resting() -> State[None]:
        raise RecordAltered("official", '["C1"]')

    state: State[Any] = await resting(return_state=True)
    words = run_words.RECORD_ALTERED.format(table="official", key='["C1"]')
    assert (state.is_failed(), state.name, state.message) == (True, run_words.NOT_TAKEN, words)


async def test_a_flow_that_the_database_fails_counts_as_broken_off(client: PrefectClient) -> None:
    """It is started again like any that died, instead of failing for good with what was typed."""
    del client

    @office_flow("Việc cần cơ sở dữ liệu")
    async def broken() -> State[None]:
        raise OperationalError("SELECT 1", {}, Exception("the server closed the connection"))

    state: State[Any] = await broken(return_state=True)
    assert (state.is_crashed(), state.name) == (True, run_words.BROKEN_OFF)

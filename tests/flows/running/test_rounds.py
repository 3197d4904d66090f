"""Rounds that were missed, a scheduler that stands, a record that is out: the short round sees to them by itself."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect import flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterDeploymentId
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.schedules import CronSchedule
from prefect.client.schemas.sorting import ArtifactSort
from prefect.states import Crashed, Pending, Running, Scheduled
from sqlalchemy.exc import OperationalError

from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.messages.board_list import SCHEDULER_MENDED, item_sentence
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.board_items import board_items
from emulation_workflow.office.machinery import list_run_given_up, note_scheduler
from emulation_workflow.office.office import Office
from flows.approval import short_round as round_module
from flows.approval.short_round import short_round
from flows.running.rounds import STEP_IN_FOR, all_deployments, drop_late_rounds, name_rounds, schedule_ahead


@flow(name="Lượt tự động")
def rounded() -> None:
    """Stand for any round."""


@pytest.fixture
async def client(prefect_server: None) -> AsyncIterator[PrefectClient]:
    del prefect_server
    async with get_client() as client:
        yield client


async def scheduled(client: PrefectClient, *, active: bool = True) -> tuple[str, UUID]:
    """Return a deployment that runs every five minutes, its name and its id."""
    name = f"Lượt {uuid4().hex}"
    every = DeploymentScheduleCreate(schedule=CronSchedule(cron="*/5 * * * *"), active=active)
    return name, await client.create_deployment(await client.create_flow(rounded), name, schedules=[every])


async def runs_of(client: PrefectClient, deployment: UUID) -> list[FlowRun]:
    asked = FlowRunFilter(deployment_id=FlowRunFilterDeploymentId(any_=[deployment]))
    return await client.read_flow_runs(flow_run_filter=asked, limit=200)


def begins(run: FlowRun) -> datetime:
    assert run.expected_start_time is not None
    return run.expected_start_time


async def miss(client: PrefectClient, deployment: UUID, *, hours: int) -> None:
    """Schedule what the scheduler would have while no worker lived."""
    start = datetime.now(UTC) - timedelta(hours=hours)
    body = {"start_time": start.isoformat(), "end_time": datetime.now(UTC).isoformat(), "min_runs": 100}
    path = {"id": deployment}
    await client.request("POST", "/deployments/{id}/schedule", path_params=path, json=body)


async def test_of_missed_rounds_the_last_is_left(client: PrefectClient) -> None:
    """Whoever started the worker; what a person asked for stays, and what was begun; each deployment by itself."""
    (_, one), (_, other) = await scheduled(client), await scheduled(client)
    asked = await client.create_flow_run_from_deployment(one)
    for deployment in (one, other):
        await miss(client, deployment, hours=3)
    # Prefect lists runs in no order; the run that was begun must not happen to be the last.
    late = sorted((run for run in await runs_of(client, one) if run.auto_scheduled), key=begins)
    begun, last = late[len(late) // 2], late[-1]
    states: list[State[None]] = [Pending(), Running(), Scheduled(name=run_words.PICKED_UP)]
    for state in states:
        await client.set_flow_run_state(begun.id, state, force=True)
    assert len(late) > 30
    assert await drop_late_rounds() >= 2 * (len(late) - 1) - 1
    for _ in range(2):
        assert {run.id for run in await runs_of(client, one)} == {asked.id, begun.id, last.id}
        assert len(await runs_of(client, other)) == 1
        # Again it drops nothing of these; of what other tests scheduled a round may have come due meanwhile.
        await drop_late_rounds()


async def test_a_scheduled_round_is_named_before_it_begins(client: PrefectClient) -> None:
    """Staff look for what comes next; what a person asked for bears the name that it was given."""
    name, deployment = await scheduled(client)
    asked = await client.create_flow_run_from_deployment(deployment, name="Của người")
    await miss(client, deployment, hours=1)
    await name_rounds(await all_deployments())
    names = {run.id: run.name for run in await runs_of(client, deployment)}
    assert names.pop(asked.id) == "Của người"
    assert set(names.values()) == {name}
    assert await name_rounds(await all_deployments()) == 0


async def test_rounds_are_scheduled_in_the_stead_of_a_scheduler_that_stands(client: PrefectClient) -> None:
    """For a while, so that the next round is there to do it again, and so that it shows when the scheduler works."""
    name, deployment = await scheduled(client)
    for _ in range(2):
        assert not await schedule_ahead(name, await all_deployments(), patience=0.0)
        begun = [begins(run) for run in await runs_of(client, deployment)]
        assert STEP_IN_FOR / timedelta(minutes=5) <= len(begun) <= STEP_IN_FOR / timedelta(minutes=5) + 1
        assert max(begun) - datetime.now(UTC) < STEP_IN_FOR + timedelta(minutes=5)
    path = {"id": deployment}
    await client.request("POST", "/deployments/{id}/schedule", path_params=path, json={"min_time": 3600.0})
    assert await schedule_ahead(name, await all_deployments(), patience=0.0)


async def test_a_round_that_staff_switched_off_shows_nothing_of_the_scheduler(client: PrefectClient) -> None:
    """Nor does one that is not there."""
    name, deployment = await scheduled(client, active=False)
    assert await schedule_ahead(name, await all_deployments(), patience=0.0)
    assert await schedule_ahead("Không có", await all_deployments(), patience=0.0)
    assert await runs_of(client, deployment) == []


async def test_while_the_record_gives_no_answer_nothing_is_started_again(
    client: PrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An outage of the database uses up no run's tries; the round itself breaks off and is looked after like any."""
    run = await client.create_flow_run_from_deployment((await scheduled(client))[1])
    await client.set_flow_run_state(run.id, Crashed(name=run_words.BROKEN_OFF), force=True)

    def out() -> None:
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    monkeypatch.setattr(round_module, "record_answers", out)
    for _ in range(10):
        state: State[Any] = await short_round(return_state=True)
        assert (state.is_crashed(), state.name) == (True, run_words.BROKEN_OFF)
    assert [state.name for state in await client.read_flow_run_states(run.id)].count(run_words.PICKED_UP) == 0
    monkeypatch.undo()
    assert (await short_round(return_state=True)).is_completed()
    assert (await client.read_flow_run(run.id)).state_name == run_words.PICKED_UP


async def test_what_was_done_is_listed_before_the_record_can_fail(
    client: PrefectClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs that were started again stand in the table, also where the cases could not be looked after."""
    run = await client.create_flow_run_from_deployment((await scheduled(client))[1])
    await client.set_flow_run_state(run.id, Crashed(), force=True)

    async def fails() -> int:
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    monkeypatch.setattr(round_module, "put_runs_right", fails)
    state: State[Any] = await short_round(return_state=True)
    assert state.is_crashed()
    tables = await client.read_artifacts(sort=ArtifactSort.CREATED_DESC)
    assert any(table.key == "luot-chay-bi-ngat" and run.name in str(table.data) for table in tables)


def test_a_run_that_is_given_up_is_one_item(office: Office) -> None:
    """With the way to what was typed; of a round that dies each time there is one in a day."""
    for name in ("một", "hai"):
        for _ in range(2):
            list_run_given_up(office, run=f"run-{name}", name=name, link=f"http://x/{name}")
            list_run_given_up(office, run=f"round-{name}", name="lượt", link="http://x/r", round_of="d")
    items = board_items(office)
    assert [item.kind for item in items] == [ItemKind.RUN_GIVEN_UP] * 3
    assert "“một”" in item_sentence(items[0])
    assert "http://x/một" in item_sentence(items[0])


def test_a_scheduler_that_stands_is_told_once_for_each_time(office: Office) -> None:
    """And closed by itself when it works again."""
    for works in (True, False, False, True, True):
        note_scheduler(office, works=works)
    [item] = board_items(office, closed_too=True)
    assert (item.kind, item.note) == (ItemKind.SCHEDULER_IDLE, SCHEDULER_MENDED)
    assert "Bộ phận hẹn giờ" in item_sentence(item)

"""What dies comes back: runs whose worker died, rounds that were missed, previews beside rounds."""

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.stack.prefect_service import ROUND
from tests.e2e.conftest import DELIVERY, ENDED, HEAD, INTAKE, LOST_AFTER, World
from tests.e2e.damage import clock_goes_on, delivered, mail_server_hangs, record_locked, under_way
from tests.e2e.test_survival import (
    AGRICULTURE,
    CITY,
    LOTTERY,
    PLANS,
    REASON,
    assert_all_is_well,
    endorse,
    submit,
)

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(2400)]

SWEEP = "Rà soát và đôn đốc"


def is_now(world: World, run: str, *types: str) -> bool | None:
    return world.prefect.state(run)["type"] in types or None


def is_old(state: dict[str, Any]) -> bool | None:
    """Whether it has been so for longer than a run may give no sign of life."""
    since = datetime.fromisoformat(state["timestamp"])
    return datetime.now(UTC) - since > timedelta(seconds=LOST_AFTER) or None


@contextmanager
def stopped(world: World, run: str) -> Iterator[None]:
    """Let the run's processes stand still meanwhile, as on a machine that is far too busy."""
    pids = world.processes(run)
    assert len(pids) == 2
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def worker_comes_back(world: World, *dead: str) -> None:
    """Start the worker that was killed, and let the round look until it has seen to the dead.

    A delivery that found another at work had ended before: there is nothing to see to.
    """
    states = [state["id"] for run in dead if (state := world.prefect.state(run))["type"] not in ENDED]
    world.stack.worker.start()
    world.stack.worker.wait_until_up()

    def look() -> bool | None:
        assert world.run(ROUND)["name"] == run_words.DONE
        return all(world.prefect.state(run)["id"] not in states for run in dead) or None

    world.patiently(look, "the round to see to the dead")


def _keys(world: World) -> set[str]:
    return {artifact["key"] for artifact in world.prefect.artifacts()}


def test_a_worker_killed_at_any_stage_loses_nothing_and_doubles_nothing(world: World) -> None:
    """Runs that were about to start, at their act, at an answer and in delivery: all done after the next round.

    A typed plan lies in its run alone, and the dead delivery had the one slot of all deliveries.
    """
    submit(world, AGRICULTURE)
    waiting = world.waits(AGRICULTURE)
    code = world.code(AGRICULTURE, HEAD)
    with record_locked(world):
        act, delivery = world.prefect.start(INTAKE, world.plan(PLANS[LOTTERY])), world.prefect.start(DELIVERY)
        assert world.answer(waiting, decision=ACTS[Act.ENDORSE], code=code, reason=REASON)
        for run in (act, delivery, waiting.run_id or ""):
            world.patiently(partial(is_now, world, run, "RUNNING", *ENDED), "a run to begin")
        about_to_start = world.prefect.start(INTAKE, world.plan(PLANS[CITY]))
        world.patiently(partial(is_now, world, about_to_start, "PENDING"), "a run to be taken up")
        world.kill_worker()
    assert is_now(world, about_to_start, "PENDING")
    assert is_now(world, act, "RUNNING")
    worker_comes_back(world, act, delivery, waiting.run_id or "", about_to_start)
    assert {world.ended(run)["name"] for run in (act, about_to_start)} == {run_words.DONE}
    # Another round, of the schedule, may have started them, and write down what it did while they already run.
    world.patiently(lambda: "luot-chay-bi-ngat" in _keys(world) or None, "the list of what was started again")
    world.waits(AGRICULTURE, after=waiting.question_number)
    for unit in (CITY, LOTTERY):
        world.waits(unit)
    # One of the schedule's may be at work just then.
    world.patiently(lambda: world.run(DELIVERY)["type"] == "COMPLETED" or None, "a delivery")
    assert_all_is_well(world, {CITY: [], LOTTERY: [], AGRICULTURE: [Act.ENDORSE]})


@pytest.mark.attack
def test_a_worker_killed_while_letters_leave_puts_none_in_doubt_that_has_not_left(world: World) -> None:
    """What had only been claimed goes once the claim has run out (each stage: tests/integration/mail)."""
    submit(world, CITY)
    with mail_server_hangs(world):
        wait = endorse(world, CITY)
        world.patiently(partial(under_way, world, CITY), "letters under way")
        world.kill_worker()
    clock_goes_on(world, hours=1)
    worker_comes_back(world, world.case(CITY).run_id or "")
    world.waits(CITY, after=wait)
    world.patiently(lambda: world.run(DELIVERY)["type"] == "COMPLETED" or None, "a delivery")
    assert_all_is_well(world, {CITY: [Act.ENDORSE]})


def test_a_run_that_is_slow_is_never_run_twice(world: World) -> None:
    """Its process lives, stopped for longer than any limit and without a heartbeat: the round leaves it alone."""
    with ExitStack() as standing:
        # Its act waits for the record until it stands still: a run may take less time than a look at it.
        with record_locked(world):
            run = world.prefect.start(INTAKE, world.plan(PLANS[CITY]))
            world.patiently(partial(is_now, world, run, "RUNNING"), "the run to begin")
            standing.enter_context(stopped(world, run))
        before = world.prefect.state(run)
        world.patiently(partial(is_old, before), "the run to be slow")
        assert world.run(ROUND)["name"] == run_words.DONE
        assert world.prefect.state(run) == before
    assert world.ended(run)["name"] == run_words.DONE
    assert world.prefect.ask("GET", f"/flow_runs/{run}")["run_count"] == 1


def test_a_preview_does_not_cancel_the_day_s_round(world: World) -> None:
    """The round waits until the preview, which cannot begin for a while, has ended."""
    starter = world.stack.worker.pid
    assert starter is not None
    os.kill(starter, signal.SIGSTOP)
    try:
        preview = world.prefect.start(SWEEP, {"preview": True})
        world.patiently(partial(is_now, world, preview, "PENDING"), "the preview to be taken up")
        real = world.prefect.start(SWEEP)
        world.patiently(
            lambda: world.prefect.state(real)["name"] == "AwaitingConcurrencySlot" or None, "the round to wait"
        )
    finally:
        os.kill(starter, signal.SIGCONT)
    assert {world.ended(run)["name"] for run in (preview, real)} == {run_words.DONE}


def days_ago(world: World) -> None:
    """Make what is scheduled late, as it is after days without a worker."""
    with closing(sqlite3.connect(world.stack.settings.data_dir / "prefect" / "prefect.db")) as database, database:
        database.executescript(
            """UPDATE flow_run_state
                  SET state_details = json_set(state_details, '$.scheduled_time', '2026-01-01T00:00:00Z')
                WHERE flow_run_id IN (SELECT id FROM flow_run WHERE auto_scheduled AND state_type = 'SCHEDULED');
               UPDATE flow_run SET next_scheduled_start_time = datetime(next_scheduled_start_time, '-40 days'),
                      expected_start_time = datetime(expected_start_time, '-40 days')
                WHERE auto_scheduled AND state_type = 'SCHEDULED'"""
        )


@pytest.mark.attack
def test_rounds_that_were_missed_do_not_pile_up(world: World) -> None:
    """However the worker is started after a day in which nothing ran, its first round leaves one of each to make up."""
    world.kill_worker()
    scheduled = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}, "limit": 200}
    rounds = [run for run in world.prefect.ask("POST", "/flow_runs/filter", scheduled) if run["auto_scheduled"]]
    deployments = {run["deployment_id"] for run in rounds}
    assert len(rounds) > 2 * len(deployments)
    days_ago(world)
    world.stack.worker.start()
    world.stack.worker.wait_until_up()
    before = {"flow_runs": {"id": {"any_": [run["id"] for run in rounds]}}, "limit": 200}

    def look() -> list[dict[str, Any]] | None:
        left = world.prefect.ask("POST", "/flow_runs/filter", before)
        if any(run["state_type"] == "CRASHED" for run in left):
            # A server too busy to let it begin. The next round sees to it, which Prefect holds for scheduled already.
            world.run(ROUND)
        return left if {run["state_type"] for run in left} <= {"COMPLETED", "CANCELLED"} else None

    left = world.patiently(look, "what was late to be done or dropped")
    done = {run["deployment_id"] for run in left if run["state_type"] == "COMPLETED"}
    assert done == deployments
    assert len(left) < len(rounds) - len(deployments)


def test_a_part_that_is_killed_is_started_again_and_the_others_go_on(world: World) -> None:
    """As `emulation start` keeps them: the worker comes back, and what it left behind is started again by itself."""
    keepers, server = world.stack.keepers(), world.stack.server.pid
    with record_locked(world):
        run = world.prefect.start(INTAKE, world.plan(PLANS[CITY]))
        world.patiently(partial(is_now, world, run, "RUNNING"), "the run to begin")
        world.kill_worker()

    def look() -> bool | None:
        for keeper in keepers:
            keeper.look()
        return is_now(world, run, "COMPLETED")

    world.patiently(look, "the worker, the round and the run")
    assert (world.stack.server.pid, world.case(CITY).version) == (server, 1)


@pytest.mark.attack
@pytest.mark.parametrize("seed", range(4))
def test_a_worker_killed_at_any_moment(world: World, seed: int) -> None:
    """Three plans come in and one is endorsed while the worker is killed, thrice, at moments that the seed chooses."""
    moments = Random(seed)
    world.submit(PLANS[AGRICULTURE])
    waiting, code = world.waits(AGRICULTURE), world.code(AGRICULTURE, HEAD)
    typed = [world.prefect.start(INTAKE, world.plan(PLANS[unit])) for unit in (CITY, LOTTERY)]
    assert world.answer(waiting, decision=ACTS[Act.ENDORSE], code=code, reason=REASON)
    for _ in range(3):
        time.sleep(moments.uniform(0, 20))
        world.kill_worker()
        clock_goes_on(world, hours=1)
        world.stack.worker.start()
        world.stack.worker.wait_until_up()

    def look() -> bool | None:
        assert world.run(ROUND)["type"] == "COMPLETED"
        return all(is_now(world, run, "COMPLETED") for run in typed) or None

    world.patiently(look, "the plans to be taken")
    assert {world.prefect.state(run)["name"] for run in typed} == {run_words.DONE}
    world.waits(AGRICULTURE, after=waiting.question_number)
    for unit in (CITY, LOTTERY):
        world.waits(unit)
    clock_goes_on(world, hours=1)
    world.patiently(partial(delivered, world), "every letter to go")
    assert_all_is_well(world, {CITY: [], LOTTERY: [], AGRICULTURE: [Act.ENDORSE]})

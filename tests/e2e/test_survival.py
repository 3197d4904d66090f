"""What must survive: server and worker killed, a locked record, a purged or lost Prefect. The record alone counts."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial

import pytest

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.messages.screens import run_words
from emulation_workflow.stack.prefect_service import ROUND
from tests.e2e.conftest import CHAIR, DELIVERY, ENDED, HEAD, INTAKE, World
from tests.e2e.damage import (
    an_hour_passes,
    begin_prefect_anew,
    delivered,
    kill_server_and_worker,
    letters_lost_or_doubled,
    mail_server_hangs,
    purge_runs,
    record_locked,
    start_again,
    under_way,
)

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(2400)]

CITY, LOTTERY, AGRICULTURE = "608", "KT-XSKT", "KT-SNNPTNT"
PLANS = {CITY: "608_tp_kon_tum.toml", LOTTERY: "kt_xskt_lan_2.toml", AGRICULTURE: "kt_snnptnt_lan_1.toml"}
REASON = "Kế hoạch bảo đảm yêu cầu."
ASKED = Counter(decision_asked=2, confirmation_code=2)
"""Letters to those who decide next: the head and the deputy."""
LETTERS = {Act.ENDORSE: ASKED + Counter(act_recorded=1), Act.AGREE: Counter(act_recorded=1, cleared=1)}
LOCKED_FOR = 4.0
"""Seconds; the point of a locked database is the time it takes."""


def submit(world: World, *units: str) -> None:
    """Several units at once, until each case waits for the Board."""
    world.at_once(*[partial(world.submit, PLANS[unit]) for unit in units])
    for unit in units:
        world.waits(unit)


def endorse(world: World, unit: str) -> int:
    """The Board's answer to whichever run asks now; the wait that was answered."""
    case = world.waits(unit)
    assert world.decide(unit, Act.ENDORSE, HEAD, reason=REASON)
    return case.question_number


def delivery_begins(world: World) -> bool | None:
    """Start a delivery; True once it runs, None if it was turned away for the scheduled one."""
    run = world.prefect.start(DELIVERY)

    def look() -> str | None:
        kind = str(world.prefect.state(run)["type"])
        return kind if kind in {"RUNNING", *ENDED} else None

    return world.patiently(look, "the run to begin or end") == "RUNNING" or None


def assert_all_is_well(world: World, decided: Mapping[str, Sequence[Act]]) -> None:
    """No decision and no letter lost or doubled, in the record or on the way, and the record's seals whole."""
    world.patiently(world.letters_gone, "the letters to go")
    assert {unit: world.decisions(unit) for unit in decided} == {unit: list(acts) for unit, acts in decided.items()}
    for unit, acts in decided.items():
        assert Counter(world.kinds(unit)) == sum((LETTERS[act] for act in acts), Counter(plan_received=1) + ASKED)
    assert letters_lost_or_doubled(world) == {}
    assert world.record_faults() == []


@pytest.mark.attack
def test_the_server_is_killed_while_cases_wait(world: World) -> None:
    """The same runs go on waiting with the same codes; an answer given after the restart counts once."""
    submit(world, CITY, LOTTERY)
    before = [world.waits(unit).run_id for unit in (CITY, LOTTERY)]
    world.stack.server.kill()
    start_again(world)
    city, lottery = world.at_once(lambda: endorse(world, CITY), lambda: endorse(world, LOTTERY))
    assert before == [world.waits(CITY, after=city).run_id, world.waits(LOTTERY, after=lottery).run_id]
    assert_all_is_well(world, {CITY: [Act.ENDORSE], LOTTERY: [Act.ENDORSE]})


@pytest.mark.attack
def test_server_and_worker_are_killed_at_a_wait_and_between_two_steps(world: World) -> None:
    """One case waits, one has a decision and its letters half sent, one has a plan only; and a delivery is under way.

    Each goes on from where it was, and no later delivery is turned away for the one that died.
    """
    submit(world, CITY, LOTTERY)
    waiting = world.waits(CITY)
    with mail_server_hangs(world):
        wait = endorse(world, LOTTERY)
        world.prefect.start(INTAKE, world.plan(PLANS[AGRICULTURE]))
        world.patiently(lambda: under_way(world, LOTTERY), "letters under way")
        world.patiently(lambda: world.case(AGRICULTURE).version or None, "a plan to be taken")
        with record_locked(world):
            world.patiently(lambda: delivery_begins(world), "a delivery to begin")
            kill_server_and_worker(world)
    an_hour_passes(world)
    start_again(world)
    assert world.run(ROUND)["name"] == run_words.DONE
    assert waiting == world.waits(CITY)
    city = endorse(world, CITY)
    world.waits(LOTTERY, after=wait)
    world.waits(CITY, after=city)
    world.waits(AGRICULTURE)
    world.patiently(partial(delivered, world), "every letter to go")
    assert_all_is_well(world, {CITY: [Act.ENDORSE], LOTTERY: [Act.ENDORSE], AGRICULTURE: []})


def test_the_record_is_locked_while_an_answer_is_taken_and_letters_leave(world: World) -> None:
    """Whoever writes waits for the other; nothing is decided or sent a second time, and no letter leaves unwritten."""
    submit(world, CITY)
    with ExitStack() as hanging:
        hanging.enter_context(mail_server_hangs(world))
        with record_locked(world):
            wait = endorse(world, CITY)
            case = world.case(CITY)
            world.patiently(lambda: is_at_a_step(world, case.run_id or ""), "the answer to be taken")
            time.sleep(LOCKED_FOR)
            assert world.decisions(CITY) == []
        world.patiently(lambda: under_way(world, CITY), "letters under way")
        with record_locked(world):
            before = world.mailbox.count()
            hanging.close()
            time.sleep(LOCKED_FOR)
            assert world.mailbox.count() == before
    world.waits(CITY, after=wait)
    assert_all_is_well(world, {CITY: [Act.ENDORSE]})


def is_at_a_step(world: World, run_id: str) -> bool | None:
    """True while the run is inside one of its steps at the office."""
    asked = {"flow_runs": {"id": {"any_": [run_id]}}, "task_runs": {"state": {"type": {"any_": ["RUNNING"]}}}}
    return bool(world.prefect.ask("POST", "/task_runs/filter", asked)) or None


def test_prefect_is_purged_and_then_lost_and_the_round_goes_on_from_the_record(world: World) -> None:
    """Deleting every run, and then Prefect's whole database, costs a new run and nothing else: codes still hold."""
    submit(world, CITY, LOTTERY)
    purge_runs(world)
    assert world.run("Rà soát hằng ngày")["name"] == run_words.DONE
    wait = endorse(world, CITY)
    case = world.waits(CITY, after=wait)
    begin_prefect_anew(world)
    assert world.run("Rà soát hằng ngày")["name"] == run_words.DONE
    other_wait = endorse(world, LOTTERY)
    assert world.waits(CITY).run_id != case.run_id
    assert world.decide(CITY, Act.AGREE, CHAIR, paper_number="12/UBND-KGVX", paper_day="20/02/2020")
    world.patiently(lambda: True if world.case(CITY).is_settled else None, "the clearance")
    world.waits(LOTTERY, after=other_wait)
    assert_all_is_well(world, {CITY: [Act.ENDORSE, Act.AGREE], LOTTERY: [Act.ENDORSE]})

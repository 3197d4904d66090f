"""How long people wait: from a click to its flow running, from an answer to the next question.

On a real server, worker and record of their own, by the server's clock. The click is the call that Prefect's page
makes; the flow runs from the moment that the server has in the run's `start_time`. The answer is a decider's without a
code: it is refused with a row, and the case waits anew. Beside our clicks stand the same without the starter, each run
a `python -m prefect.engine` that loads everything, and an empty flow served the way Prefect's first pages show it, by
`flow.serve` with Prefect's own settings. The ways take turns; between two clicks is a pause of no even length, so that
none profits from its rhythm.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from emulation_workflow import bootstrap
from emulation_workflow.demo.doors import Mailbox, PrefectDoor
from emulation_workflow.demo.sample_office import import_samples, settings_in
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.stack import Stack, raising_when_asked_to_end
from flows.running.waiting import RESUMING
from flows.starting.launcher import STARTER
from tests.e2e.conftest import World
from tests.support.patience import wait_for

DEPLOYMENT, SERVED_NAME = "Gửi thư", "served"
CLICK, CLICK_COLD, CLICK_SERVED = "click: ours", "click: ours, without the starter", "click: flow.serve, an empty flow"
ANSWER = "answer: ours"
COLD = {STARTER: ""}
PAUSES = (1.3, 4.1, 2.7, 0.9, 3.3, 1.9, 2.2)
PILOT, PLAN = "608", "608_tp_kon_tum.toml"

SERVE = f"""
from prefect import flow

@flow
def empty() -> None:
    pass

if __name__ == "__main__":
    empty.serve(name={SERVED_NAME!r})
"""


def waits() -> dict[str, float]:
    """Return the median seconds of each way."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "clock").write_text("2020-02-20T08:00:00+07:00", encoding="utf-8")
        settings = settings_in(folder)
        office = bootstrap.office(settings)
        import_samples(office)
        with raising_when_asked_to_end(), Stack(settings) as stack, _serving(stack, folder):
            world = World(stack, office, PrefectDoor.of(stack), Mailbox(stack.mailbox))
            world.submit(PLAN)
            world.waits(PILOT)
            _leave_to_clicks(world.prefect)
            rounds = [_round(world, pause) for pause in PAUSES]
            return {way: statistics.median(taken[way] for taken in rounds) for way in rounds[0]}


def _leave_to_clicks(door: PrefectDoor) -> None:
    """Let nothing but the clicks start the deployment: of two runs at once Prefect cancels the later one."""
    asked = {"flow_or_deployment_name": {"like_": DEPLOYMENT}}
    for found in door.ask("POST", "/deployments/filter", {"deployments": asked}):
        for schedule in found["schedules"] if found["name"].endswith(DEPLOYMENT) else ():
            door.ask("PATCH", f"/deployments/{found['id']}/schedules/{schedule['id']}", {"active": False})


def _round(world: World, pause: float) -> Mapping[str, float]:
    """Return the seconds of each way, taken once."""
    time.sleep(pause)
    return {
        CLICK: _click(world, DEPLOYMENT),
        CLICK_COLD: _click(world, DEPLOYMENT, COLD),
        CLICK_SERVED: _click(world, SERVED_NAME),
        ANSWER: _answer(world),
    }


def _answer(world: World) -> float:
    """Answer the waiting case; seconds until it waits again."""
    case = world.waits(PILOT)
    assert case.run_id is not None
    assert world.answer(case, decision=ACTS[Act.ENDORSE])
    world.waits(PILOT, after=case.question_number)
    states: list[dict[str, Any]] = world.prefect.ask("GET", f"/flow_run_states/?flow_run_id={case.run_id}")
    *_, resumed, waiting = sorted(
        (datetime.fromisoformat(state["timestamp"]) for state in states if _is_an_end(state)),
    )
    return (waiting - resumed).total_seconds()


def _is_an_end(state: Mapping[str, Any]) -> bool:
    """Return whether a person's waiting begins or ends with this state of a run."""
    is_question = state["type"] == "PAUSED" and bool(state["state_details"]["run_input_keyset"])
    return is_question or bool(state["name"] == RESUMING)


@contextmanager
def _serving(stack: Stack, folder: Path) -> Iterator[None]:
    """Yield an empty flow served beside our worker, with no setting of ours but where the server is."""
    script = folder / "serve.py"
    script.write_text(SERVE, encoding="utf-8")
    environment = {name: value for name, value in stack.environment.items() if not name.startswith("PREFECT_")}
    environment |= {
        "PREFECT_API_URL": stack.api_url,
        **stack.sign_in.environment,
        "PREFECT_HOME": str(folder / "served"),
    }
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, script], env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _await_deployment(PrefectDoor.of(stack))
        yield
    finally:
        # It holds nothing, and asked politely it may wait for ever.
        server.kill()
        server.wait()


def _await_deployment(door: PrefectDoor) -> None:
    asked = {"deployments": {"name": {"any_": [SERVED_NAME]}}}
    wait_for(lambda: door.ask("POST", "/deployments/filter", asked) or None, "the served flow to come up", every=0.2)


def _click(world: World, deployment: str, environment: Mapping[str, str] | None = None) -> float:
    """Start the deployment; seconds until it ran, by the server's clock.

    It has ended by then: of a round that is at work Prefect cancels the next at once, and that would count as quick.
    """
    run_id = world.prefect.start(deployment, environment=environment)
    assert world.ended(run_id)["type"] == "COMPLETED", deployment
    run = world.prefect.run(run_id)
    assert run is not None
    started, created = (datetime.fromisoformat(run[moment]) for moment in ("start_time", "created"))
    return (started - created).total_seconds()

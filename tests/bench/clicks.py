"""From the click that starts a deployment to its flow running, on a real server, worker and record of their own.

The click is the call that Prefect's page makes; the flow runs from the moment that the server has in the run's
`start_time`. Beside our worker an empty flow is served the way Prefect's first pages show it, by `flow.serve` with
Prefect's own settings. Between two clicks is a pause of no even length, so that no way profits from its rhythm.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from emulation_workflow import bootstrap
from emulation_workflow.demo.doors import PrefectDoor
from emulation_workflow.demo.sample_office import settings_in
from emulation_workflow.stack import Stack, raising_when_asked_to_end
from tests.support.patience import wait_for

OURS, SERVED = "Gửi thư", "served"
PAUSES = (1.3, 4.1, 2.7)

SERVE = f"""
from prefect import flow

@flow
def empty() -> None:
    pass

if __name__ == "__main__":
    empty.serve(name={SERVED!r})
"""


def clicks_to_running() -> dict[str, float]:
    """Return the median seconds from click to running, by way."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = settings_in(folder).model_copy(update={"set_clock": None})
        bootstrap.office(settings)
        with raising_when_asked_to_end(), Stack(settings) as stack, _serving(stack, folder):
            door = PrefectDoor.of(stack)
            return {deployment: _median(door, deployment) for deployment in (OURS, SERVED)}


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
    asked = {"deployments": {"name": {"any_": [SERVED]}}}
    wait_for(lambda: door.ask("POST", "/deployments/filter", asked) or None, "the served flow to come up", every=0.2)


def _median(door: PrefectDoor, deployment: str) -> float:
    taken = []
    for pause in PAUSES:
        time.sleep(pause)
        taken.append(_click(door, deployment))
    return statistics.median(taken)


def _click(door: PrefectDoor, deployment: str) -> float:
    """Start the deployment; seconds until it ran, by the server's clock."""
    run_id = door.start(deployment)

    def look() -> float | None:
        run = door.run(run_id)
        if not run or not run["start_time"] or run["state"]["type"] in ("SCHEDULED", "PENDING"):
            return None
        started, created = (datetime.fromisoformat(run[moment]) for moment in ("start_time", "created"))
        return (started - created).total_seconds()

    return wait_for(look, f"{deployment!r} to run", every=0.2)

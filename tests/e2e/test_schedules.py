"""What starts by itself."""

import pytest
import yaml

from emulation_workflow.settings import PROJECT
from emulation_workflow.stack.prefect_service import ROUND
from tests.e2e.conftest import World

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(2400)]


def test_every_schedule_has_runs_to_come(world: World) -> None:
    """Prefect's scheduler writes runs for each schedule; that it cannot shows nowhere but in its log."""
    config = yaml.safe_load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))
    deployments = world.prefect.ask("POST", "/deployments/filter", {})
    scheduled = {deployment["id"] for deployment in deployments if deployment["schedules"]}
    assert len(scheduled) == sum(bool(deployment.get("schedules")) for deployment in config["deployments"])

    def look() -> bool | None:
        to_come = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
        runs = world.prefect.ask("POST", "/flow_runs/filter", to_come)
        return scheduled == {run["deployment_id"] for run in runs if run["auto_scheduled"]} or None

    world.patiently(look, "runs of every schedule")


def test_a_scheduler_that_does_nothing_is_told_by_what_it_leaves_undone(world: World) -> None:
    """A server may live, answer and schedule nothing; one that works makes up for what is missing."""
    api = world.stack._api
    world.patiently(lambda: True if not api.scheduler_is_idle() else None, "rounds an hour ahead")
    rounds = world.prefect.ask("POST", "/deployments/filter", {"deployments": {"name": {"any_": [ROUND]}}})
    to_come = {"state": {"type": {"any_": ["SCHEDULED"]}}, "deployment_id": {"any_": [rounds[0]["id"]]}}
    world.prefect.ask("POST", "/flow_runs/bulk_delete", {"flow_runs": to_come})
    assert api.scheduler_is_idle() == "no further rounds are scheduled"
    world.patiently(lambda: True if not api.scheduler_is_idle() else None, "rounds an hour ahead again")

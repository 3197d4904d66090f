"""What a run's state tells people is what the record says, whatever somebody forces by Prefect's API."""

from datetime import UTC, datetime, timedelta

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Failed, Paused, Scheduled

from emulation_workflow.office.approval import chain
from emulation_workflow.office.office import Office
from flows.running import put_runs_right
from tests.support.kon_tum import receive

pytestmark = pytest.mark.usefixtures("prefect_server")

CITY = "608"
WAITING = "Chờ Ban thẩm định"


@flow(name="Hồ sơ")
def at_a_case() -> None:
    """Stand for the run of a case."""


@pytest.mark.parametrize(
    ("forced", "is_put_right"),
    [
        (Paused(name=WAITING), False),
        (Paused(name="Ủy ban nhân dân tỉnh đã đồng ý"), True),
        (Paused(name="Suspended"), True),
        (Cancelled(name="Đã rút kế hoạch"), True),
        (Failed(name="Không đồng ý"), True),
        (Scheduled(scheduled_time=datetime.now(UTC) + timedelta(days=3650)), True),
        (Scheduled(), False),
    ],
    ids=lambda value: value.name if isinstance(value, State) else "",
)
async def test_a_state_that_was_forced_is_put_right(office: Office, forced: State, *, is_put_right: bool) -> None:
    """The run looks at its case again, which names it anew; one that waits as it should is left alone."""
    receive(office, "608_tp_kon_tum.toml")
    async with get_client() as client:
        run = await client.create_flow_run(at_a_case)
        chain.assign_run(office, CITY, str(run.id))
        assert office.stage_name(chain.case_of(office, CITY)) == WAITING
        await client.set_flow_run_state(run.id, forced, force=True)
        before = (await client.read_flow_run(run.id)).state
        await put_runs_right()
        after = (await client.read_flow_run(run.id)).state
    assert before is not None
    assert after is not None
    assert (after.id != before.id) == is_put_right
    if is_put_right:
        assert after.is_scheduled()
        assert (after.state_details.scheduled_time or datetime.now(UTC)) <= datetime.now(UTC)

"""Deployments that were renamed: the old name goes, what waits under it stays at work."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from prefect import flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL
from prefect.states import Completed, Paused

from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.messages.names import NEUTRAL
from emulation_workflow.stack.former_names import FORMER, retire_former_names
from emulation_workflow.stack.prefect_service import PrefectApi
from emulation_workflow.stack.sign_in import SignIn
from flows.running import runs

pytestmark = pytest.mark.usefixtures("prefect_server")


@flow(name="Tên của lượt chạy cũ")
def _work() -> None:
    """Do nothing."""


@pytest.fixture
async def client() -> AsyncIterator[PrefectClient]:
    async with get_client() as found:
        yield found


async def deployed(client: PrefectClient, name: str, entrypoint: str = "flows/former.py:former") -> UUID:
    """Register a deployment under a name, as an earlier version did."""
    flow_id = await client.create_flow(_work)
    return await client.create_deployment(flow_id=flow_id, name=name, entrypoint=entrypoint)


def retire() -> None:
    api = PrefectApi(str(PREFECT_API_URL.value()), SignIn(words="office:none", file=None))
    retire_former_names(api, NEUTRAL)
    api.close()


@pytest.mark.parametrize("former", list(FORMER))
async def test_a_deployment_under_a_former_name_is_removed(client: PrefectClient, former: str) -> None:
    """Staff see one name for one thing."""
    id_ = await deployed(client, former.format(**NEUTRAL))
    ended = await client.create_flow_run_from_deployment(id_)
    await client.set_flow_run_state(ended.id, Completed(), force=True)
    retire()
    with pytest.raises(ObjectNotFound):
        await client.read_deployment(id_)


async def test_a_deployment_from_before_names_were_numbered_is_removed(client: PrefectClient) -> None:
    """The same name twice, once without its number, would be two ways to one thing."""
    former, numbered = await deployed(client, "Lập văn bản"), await deployed(client, "18 Lập văn bản")
    retire()
    with pytest.raises(ObjectNotFound):
        await client.read_deployment(former)
    assert (await client.read_deployment(numbered)).name == "18 Lập văn bản"


async def test_a_run_that_waits_under_a_former_name_goes_on(client: PrefectClient) -> None:
    """Letters link to it, an answer may lie in it, and a worker cancels what belongs to no deployment."""
    id_ = await deployed(client, "Phê duyệt kế hoạch điểm")
    waiting = await client.create_flow_run_from_deployment(id_)
    await client.set_flow_run_state(waiting.id, Paused(name="Chờ thẩm định"), force=True)
    todays = await deployed(client, "26 Thẩm định, xin ý kiến kế hoạch điểm", "flows/now.py:now")
    retire()
    kept = await client.read_deployment(id_)
    assert kept.entrypoint == "flows/now.py:now", "its file may have another name by now"
    assert (kept.paused, "Thẩm định, xin ý kiến kế hoạch điểm" in (kept.description or "")) == (True, True)
    case = Case(unit="608", stage="APPRAISAL", since=datetime.now(UTC), run_id=str(waiting.id))
    assert runs.RunAction.WOKEN is await runs.ensure_run(case, pilot="Thành phố Kon Tum")
    again = await client.read_flow_run(waiting.id)
    assert again.state is not None
    assert again.state.is_scheduled()
    await client.set_flow_run_state(waiting.id, Completed(), force=True)
    await client.delete_deployment(todays)
    retire()
    with pytest.raises(ObjectNotFound):
        await client.read_deployment(id_)

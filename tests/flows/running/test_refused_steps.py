"""A step that the office refuses: what staff see of it on the run's page."""

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName
from prefect.client.schemas.objects import State

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.messages.screens import run_words
from flows.running import office_flow, office_step

REFUSED = Rejected(Problem(code=ProblemCode.CODE_MISSING))


@office_step(name="Ghi nhận")
def refusing() -> int:
    raise REFUSED


@office_flow("Việc bị từ chối", run_name="Việc bị từ chối")
async def asking(request: str) -> State[None]:
    """Ask for what is refused."""
    del request
    refusing()
    raise AssertionError("The caller goes on after a refusal.")


@pytest.mark.usefixtures("prefect_server")
async def test_a_refused_step_is_nobodys_failure() -> None:
    """It is grey and says why in words, as its run does: no red bar, and no English name of a fault."""
    ended = await asking(request="x", return_state=True)
    async with get_client() as client:
        named = FlowRunFilter(name=FlowRunFilterName(any_=["Việc bị từ chối"]))
        [step] = await client.read_task_runs(flow_run_filter=named)
    assert step.state is not None
    assert step.state.is_cancelled()
    assert (step.state.name, step.state.message) == (run_words.NOT_TAKEN, ended.message)
    assert ended.name == run_words.NOT_TAKEN


@pytest.mark.usefixtures("prefect_server")
async def test_whoever_calls_a_step_hears_the_refusal_itself() -> None:
    """A flow acts on its problems, as it would without Prefect between."""

    @flow
    async def calling() -> None:
        with pytest.raises(Rejected) as heard:
            refusing()
        assert heard.value is REFUSED

    await calling()

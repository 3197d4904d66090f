"""What a run's state tells people is what the record says, whatever somebody forces by Prefect's API."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Failed, Paused, Scheduled

from emulation_workflow.adapters.spreadsheets.register import read_officials
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.office.approval import chain
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials, known
from flows.running import put_runs_right
from flows.running.waiting import Question
from tests.flows.conftest import SAMPLES
from tests.support.kon_tum import receive, units
from tests.support.offices import act_as

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


@pytest.mark.parametrize(
    ("acts", "is_taken_up"),
    [((), False), ((Act.ENDORSE,), True), ((Act.ENDORSE, Act.AGREE), True), ((Act.SEND_BACK,), True)],
    ids=["none", "endorsed", "settled", "sent back"],
)
async def test_what_was_decided_while_prefect_was_away_is_taken_up(
    office: Office, acts: tuple[Act, ...], *, is_taken_up: bool
) -> None:
    """A decision on the page wakes the run; whose waking failed is woken by the round, the last one too."""
    receive(office, "608_tp_kon_tum.toml")
    officials = read_officials(SAMPLES / "officials.csv", known(office)).entries
    import_officials(office, officials, dry_run=False)
    people = {official.role: official for official in reversed(officials)}
    city = next(known for known in units() if known.code == CITY)
    case = chain.case_of(office, CITY)
    asked = Question(stage=case.stage, version=case.version, question_number=case.question_number)
    async with get_client() as client:
        run = await client.create_flow_run(at_a_case)
        chain.assign_run(office, CITY, str(run.id))
        waiting: State[Any] = Paused(name=WAITING)
        waiting.state_details.run_input_keyset = asked.keys
        await client.set_flow_run_state(run.id, waiting, force=True)
        for act in acts:
            taken = act_as(office, city, people["committee" if act is Act.AGREE else "board"], act, reason="Ghi rõ.")
            assert taken.applied
        await put_runs_right()
        state = (await client.read_flow_run(run.id)).state
    assert state is not None
    assert state.is_scheduled() == is_taken_up

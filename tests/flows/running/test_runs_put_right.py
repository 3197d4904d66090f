"""What a run's state tells people is what the record says, whatever somebody forces by Prefect's API."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prefect import flow
from prefect.artifacts import Artifact, acreate_markdown_artifact
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Cancelled, Failed, Paused, Scheduled

from emulation_workflow.adapters.spreadsheets.register import read_officials
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.office.approval import chain
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials, known
from flows.running import put_runs_right, waiting
from flows.running.forms import DecisionForm
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


async def waits_at_case(client: PrefectClient, office: Office) -> tuple[FlowRun, Question]:
    """Leave a run waiting at the city's case with its question, as it should; return both."""
    run = await client.create_flow_run(at_a_case)
    case = chain.assign_run(office, CITY, str(run.id))
    assert office.stage_name(case) == WAITING
    question = Question(stage=case.stage, version=case.version, question_number=case.question_number)
    await waiting.leave_question(run.id, question, DecisionForm, words="Đề nghị trả lời.")
    await client.set_flow_run_state(run.id, waiting_with(question.keys), force=True)
    return run, question


def waiting_with(keys: dict[str, str] | None) -> State[Any]:
    state: State[Any] = Paused(name=WAITING)
    state.state_details.run_input_keyset = keys
    return state


@pytest.mark.parametrize(
    ("forced", "is_put_right"),
    [
        (None, False),
        (waiting_with(None), True),
        (waiting_with({"schema": "x", "description": "x", "response": "answer-appraisal-v1-w1"}), True),
        (Paused(name="Ủy ban nhân dân tỉnh đã đồng ý"), True),
        (Paused(name="Suspended"), True),
        (Cancelled(name="Đã rút kế hoạch"), True),
        (Failed(name="Không đồng ý"), True),
        (Scheduled(scheduled_time=datetime.now(UTC) + timedelta(days=3650)), True),
        (Scheduled(), False),
    ],
    ids=lambda value: value.name if isinstance(value, State) else "",
)
async def test_a_state_that_was_forced_is_put_right(
    office: Office, forced: State | None, *, is_put_right: bool
) -> None:
    """The run looks at its case again, which names it anew; one that waits as it should is left alone."""
    receive(office, "608_tp_kon_tum.toml")
    async with get_client() as client:
        run, _ = await waits_at_case(client, office)
        if forced is not None:
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


async def test_a_letterbox_that_was_tampered_with_is_put_right(office: Office) -> None:
    """No form is taken away or changed, no words lie and no planted answer keeps people's out for longer than this."""
    receive(office, "608_tp_kon_tum.toml")
    async with get_client() as client:
        run, question = await waits_at_case(client, office)
        for part, value in (
            ("schema", None),
            ("schema", '{"not": {}}'),
            ("description", '"Kế hoạch không còn điểm nào trái quy định."'),
            ("seal", ""),
            ("response", "[" * 1000),
        ):
            key = {**question.keys, "seal": question.seal}[part]
            if part != "response":
                await client.delete_flow_run_input(run.id, key)
            if value is not None:
                await client.create_flow_run_input(run.id, key, value)
            await put_runs_right()
            state = (await client.read_flow_run(run.id)).state
            assert state is not None
            assert state.is_scheduled(), part
            await client.set_flow_run_state(run.id, waiting_with(question.keys), force=True)
            await waiting.leave_question(run.id, question, DecisionForm, words="Đề nghị trả lời.")
            assert await waiting.is_as_asked(run.id, question), "what is left anew replaces all that was put there"


async def test_a_sheet_that_was_replaced_is_published_again(office: Office) -> None:
    """Under its key people see what the record says; one that says so already is not published twice."""
    receive(office, "608_tp_kon_tum.toml")
    shown: list[tuple[object, bool]] = []
    async with get_client() as client:
        await waits_at_case(client, office)
        for data in (None, "# Đã được phép thực hiện", None):
            if data is not None:
                await acreate_markdown_artifact(key="ho-so-thanh-pho-kon-tum", markdown=data)
            await put_runs_right()
            sheet = await Artifact.aget("ho-so-thanh-pho-kon-tum")
            assert sheet is not None
            shown.append((sheet.id, WAITING in str(sheet.data)))
    assert [is_right for _, is_right in shown] == [True, True, True]
    first, second, third = (sheet for sheet, _ in shown)
    assert first != second == third


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
    async with get_client() as client:
        run, _ = await waits_at_case(client, office)
        for act in acts:
            taken = act_as(office, city, people["committee" if act is Act.AGREE else "board"], act, reason="Ghi rõ.")
            assert taken.applied
        await put_runs_right()
        state = (await client.read_flow_run(run.id)).state
    assert state is not None
    assert state.is_scheduled() == is_taken_up

"""Prefect's letterbox: whoever holds its API can store anything there; no run fails of it, and none of it is silent."""

import contextlib
import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRunInput
from prefect.exceptions import Pause
from prefect.flow_engine import run_flow
from prefect.logging import disable_run_logger

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import chain
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from flows.approval.case_question import is_contested, record_answer
from flows.approval.pilot_approval import pilot_approval
from flows.running import context, own_code, waiting
from flows.running.waiting import Question, StoredAnswer, read_inputs
from tests.support.kon_tum import receive
from tests.support.offices import HEAD, answer

CITY = "608"

_numbers = st.integers(0, 10**25).map(str) | st.sampled_from(["0", "1", "01", "007"])
_stages = st.sampled_from(["appraisal", "opinion", "code", "", "-", "x" * 500]) | st.text("abc-019", max_size=20)
_named = st.builds("answer-{}-v{}-w{}".format, _stages, _numbers, _numbers)
_keys = _named | st.text("abcvw019-", max_size=40).map("answer-{}".format)
_json = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), st.lists, max_leaves=6)
_fields = ("decision", "code", "reason", "paper_number", "paper_day", "fixed_day", "x")
_forms = st.dictionaries(
    st.sampled_from(_fields), _json | st.sampled_from(["Trình Ủy ban nhân dân tỉnh", "30/02/2020", "AAAAA-AAAAA"])
)
_values = st.text(max_size=30) | (_json | _forms).map(json.dumps)


def stored(key: str, value: str) -> FlowRunInput:
    return FlowRunInput(flow_run_id=UUID(int=1), key=key, value=value)


def refusals(office: Office) -> list[dict[str, object]]:
    bodies = (json.loads(row.body) for row in office.read(lambda record: record.ledger.entries()))
    return [body for body in bodies if body["kind"] == "refused"]


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(key=_keys, value=_values)
@example(key="answer-appraisal-v99999999999999999999-w1", value="{}")
@example(key="answer-appraisal-v1-w1", value="not json")
@example(key="answer-appraisal-v001-w01", value="[1]")
@example(key="answer-", value="")
def test_whatever_lies_there_is_one_refused_answer(office: Office, key: str, value: str) -> None:
    """The case stays where it is, and each leaves one row."""
    receive(office, "608_tp_kon_tum.toml")
    before, stage = len(refusals(office)), chain.case_of(office, CITY).stage
    [read] = read_inputs([stored(key, value)])
    with disable_run_logger():
        told = record_answer.fn(CITY, read)
    assert (told.is_completed(), told.name) == (False, run_words.NOT_RECORDED), "no green step for a refused answer"
    assert len(refusals(office)) == before + 1
    assert chain.case_of(office, CITY).stage == stage


async def test_an_answer_to_no_question_is_removed_under_its_own_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another spelling of a number would be read again at each turn."""
    removed: set[str] = set()

    async def remove(*keys: str) -> None:
        removed.update(keys)

    monkeypatch.setattr(waiting, "_remove", remove)
    answers = read_inputs([stored("answer-opinion-v01-w2", "{}"), stored("answer-x", "{}")])
    for found in answers:
        await waiting.forget(found)
    assert {"answer-opinion-v01-w2", "answer-opinion-v1-w2", "answer-x"} <= removed


def test_a_code_that_was_stored_is_in_no_log() -> None:
    """An answer may be named where something fails."""
    assert "AAAAA" not in repr(StoredAnswer(question=own_code.QUESTION, given={"code": "AAAAA-AAAAA"}))


class Asked(Exception):
    """The run waits."""


@pytest.mark.parametrize(("given_", "rows"), [([1], 1), ("not json", 1), (None, 0)])
async def test_what_is_no_code_leaves_a_row_and_the_run_waits_on(
    office: Office, monkeypatch: pytest.MonkeyPatch, given_: object, rows: int
) -> None:
    """The person can still answer; a bare resume brings no code, which the run says."""
    answers = [StoredAnswer(question=own_code.QUESTION, given=given_)] if rows else []
    strays = [StoredAnswer(question=Question(stage="x", version=1, question_number=1), given={}, key="answer-x-v1-w1")]

    async def stored_answers() -> list[StoredAnswer]:
        return [*answers, *strays]

    async def forget(_: StoredAnswer) -> None: ...

    async def ask(*_: object, **__: object) -> None:
        raise Asked

    for name, fake in {"stored_answers": stored_answers, "forget": forget, "ask": ask}.items():
        monkeypatch.setattr(waiting, name, fake)
    with pytest.raises(Asked):
        await own_code.own_code()
    assert len(refusals(office)) == rows + 1


@pytest.mark.usefixtures("prefect_server")
async def test_a_run_with_rubbish_in_its_letterbox_empties_it_and_waits(office: Office) -> None:
    """The question stays for whoever is to answer it; each piece left its row."""
    receive(office, "608_tp_kon_tum.toml")
    request = {"request": {"pilot": CITY}}
    rubbish = {
        "answer-appraisal-v99999999999999999999-w1": "{}",
        "answer-appraisal-v01-w1": "not json",
        "answer-x": "[1]",
    }
    async with get_client() as client:
        flow_id = await client.create_flow(pilot_approval)
        deployment = await client.create_deployment(flow_id, name="hop-thu")
        run = await client.create_flow_run_from_deployment(deployment, parameters=request)
        for key, value in rubbish.items():
            await client.create_flow_run_input(flow_run_id=run.id, key=key, value=value)
        with contextlib.suppress(Pause):
            running: Any = run_flow(pilot_approval, flow_run=run, parameters=request, return_type="state")
            await running
        left = await client.filter_flow_run_input(
            flow_run_id=run.id, key_prefix="answer-", limit=50, exclude_keys=set()
        )
        after = (await client.read_flow_run(run.id)).state
    assert left == []
    assert len(refusals(office)) == len(rubbish)
    assert after is not None
    assert after.is_paused()
    assert str(after.name).endswith(" (Chờ Ban thẩm định)"), "after why the last did not count"


async def test_rubbish_beside_an_answer_keeps_nobody_from_deciding() -> None:
    """Only the same code with another answer does; spaces and small letters make it no other."""
    keys = ("answer-opinion-v1-w2", "answer-opinion-v01-w2", "answer-opinion-v1-w02", "answer-opinion-v1-w3")
    values = ({"code": "ABCDE-FGHJK"}, {"code": "AAAAA-22222"}, "rubbish", {"code": "abcde fghjk"})
    right, wrong, rubbish, elsewhere = read_inputs(
        [stored(key, json.dumps(value)) for key, value in zip(keys, values, strict=True)]
    )
    assert not any(
        is_contested(right, [right, *others]) for others in ([wrong], [rubbish], [elsewhere], [wrong, rubbish])
    )
    again = replace(elsewhere, question=right.question)
    assert is_contested(right, [right, wrong, again])
    assert is_contested(again, [right, wrong, again])


@pytest.mark.usefixtures("prefect_server")
async def test_of_two_answers_to_one_question_none_counts(office: Office) -> None:
    """Whoever read an answer there and laid another beside it, with its code, decides nothing, whoever comes first."""
    import_officials(office, [HEAD], dry_run=False)
    receive(office, "608_tp_kon_tum.toml")
    given_ = answer(office, context.unit_of(CITY), HEAD, Act.SEND_BACK)
    request = {"request": {"pilot": CITY}}
    async with get_client() as client:
        flow_id = await client.create_flow(pilot_approval)
        deployment = await client.create_deployment(flow_id, name="hai-tra-loi")
        run = await client.create_flow_run_from_deployment(deployment, parameters=request)
        for number, reason in (("1", "Bổ sung đại biểu"), ("01", "Lời của người khác")):
            form = {"decision": ACTS[Act.SEND_BACK], "code": given_.code, "reason": reason}
            key = f"answer-appraisal-v{number}-w{given_.question_number}"
            await client.create_flow_run_input(flow_run_id=run.id, key=key, value=json.dumps(form))
        with contextlib.suppress(Pause):
            running: Any = run_flow(pilot_approval, flow_run=run, parameters=request, return_type="state")
            await running
    problems = [row["facts"]["problems"] for row in refusals(office)]  # type: ignore[index]
    assert sorted(problems) == [["answer_twice"], ["answer_twice", "code_spent"]]
    assert chain.case_of(office, CITY).stage == "APPRAISAL"

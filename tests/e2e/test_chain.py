"""The pilots' chain on a real server and worker: whatever is killed, cancelled or done twice, no decision is lost."""

from collections import Counter
from functools import partial

import pytest

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.mail.letters import DeliveryState
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.screens import run_words
from tests.e2e.conftest import APPROVAL, CHAIR, DELIVERY, HEAD, World
from tests.e2e.damage import clock_goes_on

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(2400)]

CITY, LOTTERY = "608_tp_kon_tum.toml", "kt_xskt_lan_2.toml"
ENDORSE = {"decision": ACTS[Act.ENDORSE], "reason": "Kế hoạch bảo đảm yêu cầu."}


def test_a_plan_goes_from_the_unit_to_clearance_and_wrong_answers_decide_nothing(world: World) -> None:
    """III.1: appraisal, then opinion, then the unit proceeds; a bare resume and a wrong code are recorded and told."""
    unit = world.submit(CITY)
    before = world.waits(unit)
    assert world.prefect.resume(before.run_id or "", {})
    bare = world.waits(unit, after=before.question_number)
    assert world.answer(bare, **ENDORSE, code="AAAAA-22222")
    wrong = world.waits(unit, after=bare.question_number)
    assert (before.stage, []) == (wrong.stage, world.decisions(unit))
    state = world.prefect.state(wrong.run_id or "")
    question = state["state_details"]["run_input_keyset"]["description"]
    words = world.prefect.ask("GET", f"/flow_runs/{wrong.run_id}/input/{question}")
    assert "Lần trả lời trước không được chấp nhận" in words
    assert "Lần trả lời trước không được chấp nhận" in state["message"]
    assert "/v2/artifacts/artifact/" in words
    assert world.decide(unit, Act.ENDORSE, HEAD, reason="Kế hoạch bảo đảm yêu cầu.")
    asked = world.waits(unit, after=wrong.question_number)
    assert world.decide(unit, Act.AGREE, CHAIR, paper_number="12/UBND-KGVX", paper_day="20/02/2020")
    assert world.ended(asked.run_id or "")["name"] == run_words.DONE
    assert world.decisions(unit) == [Act.ENDORSE, Act.AGREE]
    assert world.case(unit).is_settled
    assert world.kinds(unit).count("cleared") == 1
    assert world.record_faults() == []


def test_resumes_at_once_are_each_answered_and_decide_once(world: World) -> None:
    """Three press Resume in the same second: nobody is turned away, one answer counts, the others change nothing."""
    unit = world.submit(CITY)
    case, code = world.waits(unit), world.code(unit, HEAD)
    pressed = {"run_input": {**ENDORSE, "code": code}}
    told = world.at_once(*[lambda: world.prefect.client.post(f"/flow_runs/{case.run_id}/resume", json=pressed)] * 3)
    assert Counter(answer.json().get("status") for answer in told) == {"ACCEPT": 1, "ABORT": 2}
    world.waits(unit, after=case.question_number)
    assert world.decisions(unit) == [Act.ENDORSE]
    assert world.kinds(unit).count("decision_asked") == 2 + 2


def test_a_run_started_twice_leaves_the_case_to_the_first(world: World) -> None:
    """The second run says that another is at the case, and ends."""
    unit = world.submit(CITY)
    case = world.waits(unit)
    state = world.run(APPROVAL, {"pilot": "Thành phố Kon Tum"})
    assert (state["name"], state["type"]) == (run_words.ANOTHER_RUN, "COMPLETED")
    assert case.run_id == world.waits(unit).run_id


def test_worker_and_run_killed_between_answer_and_decision_lose_nothing(world: World) -> None:
    """The answer lies in the run's letterbox; whoever runs it again takes it."""
    unit = world.submit(CITY)
    case, code = world.waits(unit), world.code(unit, HEAD)
    world.kill_worker()
    assert world.answer(case, **ENDORSE, code=code)
    world.stack.worker.start()
    world.stack.worker.wait_until_up()
    world.patiently(lambda: world.kill_run() or None, "the run's process to kill")
    world.set_state(case.run_id or "", type="CRASHED", name="Crashed")
    world.run("Rà soát hằng ngày")
    world.waits(unit, after=case.question_number)
    assert world.decisions(unit) == [Act.ENDORSE]


def test_lost_runs_are_replaced_by_the_daily_round(world: World) -> None:
    """No case depends on a Prefect run surviving: one is deleted, one cancelled."""
    city, lottery = world.at_once(*[partial(world.submit, plan) for plan in (CITY, LOTTERY)])
    cases = {unit: world.waits(unit) for unit in (city, lottery)}
    codes = {unit: world.code(unit, HEAD) for unit in cases}
    world.prefect.delete(cases[city].run_id or "")
    world.set_state(cases[lottery].run_id or "", type="CANCELLED", name="Cancelled")
    world.run("Rà soát hằng ngày")
    for unit, case in cases.items():
        again = world.waits(unit)
        assert (again.run_id != case.run_id) is (unit == city)  # What was cancelled is opened again.
        assert world.answer(again, **ENDORSE, code=codes[unit])
        world.waits(unit, after=again.question_number)
        assert world.decisions(unit) == [Act.ENDORSE]


def test_letters_wait_while_the_mail_server_is_down(world: World) -> None:
    """The act counts at once; its letters go when somebody takes them, each once."""
    catcher = world.stack.catcher
    assert catcher is not None
    catcher.stop()
    unit = world.submit(CITY)
    world.waits(unit)
    with world.office.store.look() as record:
        assert {DeliveryState.WAITING} == {letter.state for letter in record.letters.statuses(unit=unit)}
    catcher.start()
    catcher.wait_until_up()
    clock_goes_on(world, hours=1)
    world.run(DELIVERY)
    world.patiently(world.letters_gone, "the letters to go")
    assert world.mailbox.count() == len(world.kinds(unit))


def test_an_answer_by_a_form_of_former_days_is_asked_for_again(world: World) -> None:
    """The form changed while the case waited: what cannot be read decides nothing, and the case waits anew."""
    unit = world.submit(CITY)
    case = world.waits(unit)
    keys = world.prefect.state(case.run_id or "")["state_details"]["run_input_keyset"]
    stored = {"key": keys["response"], "value": '{"approved": true, "by": "former form"}'}
    world.prefect.ask("POST", f"/flow_runs/{case.run_id}/input", stored, done=409)
    world.set_state(case.run_id or "", type="SCHEDULED", name="Resuming")
    again = world.waits(unit, after=case.question_number)
    assert (case.stage, []) == (again.stage, world.decisions(unit))


def test_a_paper_is_entered_with_both_names(world: World) -> None:
    """Staff enter a signed document with their own code; the record has the signer and who entered it."""
    unit = world.submit(CITY)
    case = world.waits(unit)
    paper = {"decision": ACTS[Act.ENDORSE], "number": "07/BC-BTĐKT", "signed_on": "20/02/2020", "signer": "BTDKT-01"}
    people = {"pilot": "Thành phố Kon Tum", "entered_by": "BTDKT-04", "reason": "Bảo đảm yêu cầu."}
    run = world.prefect.start("Ghi nhận văn bản giấy", {**paper, **people})
    world.patiently(
        lambda: True if world.prefect.state(run)["name"] == run_words.WAITING_FOR_CODE else None, "the code to be asked"
    )
    assert world.prefect.resume(run, {"code": world.entry_code(unit, "vanthu.tdkt@kontum.example", "07/BC-BTĐKT")})
    assert world.ended(run)["name"] == run_words.DONE
    world.waits(unit, after=case.question_number)
    [decision] = world._decisions(unit)
    assert (decision.official, decision.channel) == ("BTDKT-01", "paper")
    assert "Lê Thị Thu Hằng" in decision.entered_by


def test_a_plan_is_taken_back_with_a_code_for_the_very_letter(world: World) -> None:
    """A withdrawal wakes the case's run, which then waits for the unit."""
    unit = world.submit(CITY)
    case = world.waits(unit)
    letter = {"pilot": "Thành phố Kon Tum", "number": "30/UBND", "signed_on": "20/02/2020", "signer": "Trần Quốc Hòa"}
    run = world.prefect.start("Rút hoặc thay đổi kế hoạch", {**letter, "reason": "Đổi ngày", "entered_by": "BTDKT-04"})
    world.patiently(
        lambda: True if world.prefect.state(run)["name"] == run_words.WAITING_FOR_CODE else None, "the code to be asked"
    )
    assert world.prefect.resume(run, {"code": world.entry_code(unit, "vanthu.tdkt@kontum.example", "30/UBND")})
    assert world.ended(run)["name"] == run_words.DONE
    back = world.waits(unit, after=case.question_number)
    assert (back.stage, back.run_id) == ("DRAFTING", case.run_id)
    assert world.submit(CITY) == unit
    assert world.waits(unit, after=back.question_number).stage == case.stage

"""What people wrote is shown as they wrote it, and breaks no page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Cancelled, Completed, Paused, Pending, Running, Scheduled

from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.domain.approval.transitions import Channel, stage_name, transitions
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.messages import sentence
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.approval import chain
from emulation_workflow.office.approval.sheets import case_sheet
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.screens.cases import state_name, state_words
from flows.running import runs
from flows.running.case_sheet import question_page, sheet_page
from flows.running.pages import cell, inline
from flows.running.waiting import Question, _question

LONGEST_NAME = 58
"""Characters of a state that fit the dialog in which people answer, 512 pixels wide."""


def sample(office: Office, samples: Path, name: str) -> UnitPlan:
    with office.store.look() as record:
        content = (samples / "plans" / name).read_bytes()
        return read_plan_file(name, content, campaign=office.campaign, units=record.register.units())


def test_signs_of_markdown_and_html_are_shown_not_obeyed() -> None:
    """A unit's place or reason may hold any sign."""
    assert inline("**đậm**") == "\\*\\*đậm\\*\\*"
    assert "<" not in inline("<script>alert(1)</script>")
    assert cell("một |\n hai") == "một \\| hai"


def test_the_question_shows_the_plan_and_what_weighs(office: Office, samples: Path) -> None:
    """The decider reads the breaches with their clause before the fields; a table sign in the place breaks nothing."""
    plan = replace(sample(office, samples, "kt_xskt_lan_1.toml"), place="Hội trường | tầng <2>")
    receive_plan(office, plan, channel=Channel.INTAKE_FORM)
    words = question_page(case_sheet(office, "KT-XSKT"), uuid4())
    assert "Trái quy định" in words
    assert "II.2.3" in words
    assert "tầng &lt;2" in words


def test_the_question_leads_to_the_sheet_itself(office: Office, samples: Path) -> None:
    """One click from the question to the whole case; to the list of its sheets only while the newest is not known."""
    receive_plan(office, sample(office, samples, "kt_xskt_lan_1.toml"), channel=Channel.INTAKE_FORM)
    sheet, shown = case_sheet(office, "KT-XSKT"), uuid4()
    assert f"/v2/artifacts/artifact/{shown})" in question_page(sheet, shown)
    assert "/v2/artifacts/key/ho-so-" in question_page(sheet, None)


def test_the_page_of_the_run_says_why_the_last_answer_did_not_count(office: Office, samples: Path) -> None:
    """Whoever was refused sees it on the run, without opening its form again; before that, whose turn it is."""
    receive_plan(office, sample(office, samples, "608_tp_kon_tum.toml"), channel=Channel.INTAKE_FORM)
    case = chain.case_of(office, "608")
    assert "trả lời phiếu của lượt chạy" in state_words(office, case_sheet(office, "608"))
    problems = (Problem(code=ProblemCode.ANSWER_EMPTY),)
    chain.refuse_unreadable(
        office, "608", stage=case.stage, version=case.version, question_number=case.question_number, problems=problems
    )
    told = state_words(office, case_sheet(office, "608"))
    assert told == f"Lần trả lời trước không được chấp nhận: {sentence(problems[0])}"
    assert state_name(case_sheet(office, "608")) == "Không được ghi nhận (Chờ Ban thẩm định)"
    stages = {stage for stage, _, _ in transitions(office.gate)}
    named = [run_words.NOT_RECORDED_WHILE_WAITING.format(stage=stage_name(office.gate, stage)) for stage in stages]
    assert max(map(len, named)) <= LONGEST_NAME, "more runs out of the dialog in which people answer"


def test_the_sheet_of_a_case_without_a_plan_says_so(office: Office) -> None:
    """Before anything came there is still a sheet."""
    words = sheet_page(case_sheet(office, "608"))
    assert "Chưa nhận được kế hoạch." in words
    assert "Hồ sơ kế hoạch điểm: Thành phố Kon Tum" in words


def test_the_sheet_holds_no_code(office: Office, samples: Path) -> None:
    """A one-time code is in its own letter and nowhere else."""
    receive_plan(office, sample(office, samples, "608_tp_kon_tum.toml"), channel=Channel.INTAKE_FORM)
    assert "[[CODE]]" not in sheet_page(case_sheet(office, "608"))


def test_a_question_is_found_again_by_its_key() -> None:
    """Prefect allows a-z, 0-9 and dashes in keys; stage, version and wait must survive them."""
    asked = Question(stage="THAM_DINH_1", version=12, question_number=3)
    assert Question(stage="tham-dinh-1", version=12, question_number=3) == _question(asked.keys["response"])


def run_in(state: State[None], *, since: timedelta) -> FlowRun:
    now = datetime.now(UTC)
    return FlowRun(flow_id=uuid4(), state=state.model_copy(update={"timestamp": now - since}))


@pytest.mark.parametrize(
    ("state", "since", "alive"),
    [
        (Paused(), timedelta(days=90), True),
        (Scheduled(), timedelta(days=2), True),
        (Running(), timedelta(minutes=1), True),
        (Running(), timedelta(hours=1), True),
        (Pending(), timedelta(hours=1), True),
        (Cancelled(), timedelta(0), False),
        (Completed(), timedelta(0), False),
    ],
)
def test_a_run_that_waits_or_works_lives_however_long(state: State[None], since: timedelta, alive: bool) -> None:  # noqa: FBT001 - pytest hands it over by name
    """People may take months, and a hanging mail server the better part of an hour; only what ended is dead."""
    assert alive == runs.is_alive(run_in(state, since=since))

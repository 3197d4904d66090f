"""What people see on forms, and what is read from what they type."""

from datetime import date
from typing import Any

import pytest
from prefect.utilities.callables import parameter_schema
from pydantic import BaseModel

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages.labels import ACTS
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_officials
from emulation_workflow.settings import PROJECT
from flows.approval.code_reissue import code_reissue
from flows.approval.plan_intake import PlanRequest
from flows.results.result_intake import ReportRequest
from flows.running import choices, context
from flows.running.forms import CodeForm, DecisionForm, PilotForm, decision_form, read_answer
from flows.running.waiting import Question, StoredAnswer
from tests.support.offices import HEAD

ASKED = Question(stage="opinion", version=2, question_number=5)


def refusal(given: dict[str, Any] | None) -> list[str]:
    with pytest.raises(Rejected) as refused:
        read_answer(given, ASKED, "OPINION")
    return [problem.code for problem in refused.value.problems]


def test_the_pilots_are_chosen_by_name() -> None:
    """III.1 names three units; nobody has to know their codes."""
    offered = PilotForm.model_json_schema()["properties"]["pilot"]["enum"]
    assert [choices.chosen(name) for name in offered] == [
        "",
        "Thành phố Kon Tum",
        "Công ty TNHH MTV Xổ số kiến thiết Kon Tum",
        "Sở Nông nghiệp và Phát triển nông thôn",
    ]


def test_names_are_found_without_diacritics_and_read_without_what_finds_them() -> None:
    """Prefect's boxes look for what is typed letter by letter; whoever has no Vietnamese keyboard finds a unit too."""
    (ward,) = [name for name in choices.owing_units() if "phuong duy tan" in name.lower()]
    assert ward == "Phường Duy Tân · phuong duy tan"
    assert PilotForm(pilot="Thành phố Kon Tum · thanh pho kon tum").pilot == "Thành phố Kon Tum"
    typed = {"unit": ward, "agenda": [{"content": "Khen thưởng · khác"}], "total": 150, "mode": run_words.NOT_CHOSEN}
    read = {"unit": "Phường Duy Tân", "agenda": [{"content": "Khen thưởng · khác"}], "total": 150, "mode": ""}
    assert choices.chosen(typed) == read


def test_who_was_registered_since_is_offered(office: Office) -> None:
    """People are chosen by name and number, in forms that were stored before they came too; nothing else is touched."""
    field = {"enum": [run_words.NOT_CHOSEN, "Người cũ – X1"], choices.MARK: "people", "title": "Người ký"}
    stored = {"definitions": {"F": {"properties": {"signer": field, "mode": {"enum": ["a"]}}}}, "required": ["request"]}
    import_officials(office, [HEAD], dry_run=False)
    now = choices.with_choices(stored, choices.offered_once())["definitions"]["F"]["properties"]
    assert now["signer"]["enum"][0] == run_words.NOT_CHOSEN
    (head,) = map(choices.chosen, now["signer"]["enum"][1:])
    assert head == f"{HEAD.name} – {HEAD.number}"
    assert now["mode"] == {"enum": ["a"]}
    assert context.official(head) == HEAD


@pytest.mark.parametrize("form", [PlanRequest, ReportRequest])
def test_a_level_has_a_page_of_the_form_with_its_own_units_and_categories(form: type[BaseModel]) -> None:
    """Nobody can choose a commune's category for a district; forms that are stored are renewed page by page."""
    pages = {page["title"]: page["properties"] for page in form.model_json_schema()["anyOf"]}
    assert list(pages) == ["cấp xã", "cấp huyện", "doanh nghiệp", "sở, ban, ngành, đoàn thể cấp tỉnh"]
    offered = {level: fields["delegates"]["items"]["properties"]["category"]["enum"] for level, fields in pages.items()}
    assert "Các gương người tốt việc tốt tiêu biểu" in offered["cấp xã"]
    assert "Các gương người tốt việc tốt tiêu biểu" not in offered["cấp huyện"]
    districts = pages["cấp huyện"]["unit"]
    assert "Thành phố Kon Tum" in map(choices.chosen, districts["enum"])
    assert "Phường Duy Tân" not in map(choices.chosen, districts["enum"])
    assert choices.with_choices({**districts, "enum": ["Huyện cũ"]}, choices.offered_once()) == districts


def test_no_code_shows_where_what_was_typed_is_printed() -> None:
    """A log or a traceback is no place for it."""
    given = {"code": "BIMAT-BIMAT"}
    printed = (CodeForm(**given), DecisionForm(**given), StoredAnswer(question=ASKED, given=given))
    assert "BIMAT" not in repr(printed)


def test_only_the_decisions_open_at_the_stage_are_offered() -> None:
    """The form offers what the transition table allows now, in Vietnamese, and nothing is chosen beforehand."""
    form = decision_form([ACTS[Act.ENDORSE], ACTS[Act.SEND_BACK]], asks_day=False)
    decision = form.model_json_schema()["properties"]["decision"]
    assert [run_words.NOT_CHOSEN, ACTS[Act.ENDORSE], ACTS[Act.SEND_BACK]] == decision["enum"]
    assert decision["default"] == run_words.NOT_CHOSEN


@pytest.mark.parametrize(("asks_day", "offered"), [(True, True), (False, False)])
def test_a_day_is_asked_only_of_an_opinion_on_a_pilot_without_a_date(*, asks_day: bool, offered: bool) -> None:
    """A07: only the department pilot has no date in the plan."""
    assert offered == ("fixed_day" in decision_form([ACTS[Act.AGREE]], asks_day=asks_day).model_fields)


def test_every_field_has_a_vietnamese_title() -> None:
    """People read titles, never the names of Python's fields."""
    fields = decision_form([ACTS[Act.AGREE]], asks_day=True).model_json_schema()["properties"]
    assert [name for name, field in fields.items() if field["title"].casefold() == name.replace("_", " ")] == []


def test_an_answer_is_read_with_the_question_it_was_given_to() -> None:
    """An answer counts for the stage, version and wait that the person was shown."""
    given = {"decision": "Đồng ý", "code": " abcde-23456 ", "paper_number": "12/UBND", "paper_day": "22/2/2020"}
    answer = read_answer(given, ASKED, "OPINION")
    assert (answer.act, answer.stage, answer.version, answer.question_number) == (Act.AGREE, "OPINION", 2, 5)
    assert ("abcde-23456", "12/UBND", date(2020, 2, 22)) == (answer.code, answer.paper.number, answer.paper.signed_on)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "answer_empty"),
        ({}, "act_missing"),
        ({"decision": run_words.NOT_CHOSEN, "code": "ABCDE-23456"}, "act_missing"),
        ({"decision": "Gật đầu"}, "answer_unreadable"),
        ({"decision": "Đồng ý", "approved": True}, "answer_unreadable"),
        ({"decision": ["Đồng ý"]}, "answer_unreadable"),
        ({"decision": "Đồng ý", "paper_day": "30/02/2020"}, "plan_day_impossible"),
        ({"decision": "Đồng ý", "fixed_day": "tuần sau"}, "plan_day_unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(given: dict[str, Any] | None, code: str) -> None:
    """A bare resume, an answer by a former form and a slip of the pen are refused in words, never a failed run."""
    assert [code] == refusal(given)


def test_a_bare_resume_passes_prefects_own_check() -> None:
    """It must reach our record, which says in Vietnamese that nothing was decided."""
    assert "required" not in DecisionForm.model_json_schema()


def test_choices_are_read_when_a_flow_is_registered_not_when_it_is_defined() -> None:
    """Prefect asks for the form's schema at both; the second is what people see."""
    defined = code_reissue.parameters.model_dump()["definitions"]["ReissueForm"]["properties"]["pilot"]
    registered = parameter_schema(code_reissue).model_dump()["definitions"]["ReissueForm"]["properties"]["pilot"]
    assert "enum" not in defined
    assert "Thành phố Kon Tum" in map(choices.chosen, registered["enum"])


def test_flows_read_through_the_office() -> None:
    """The record's transactions are opened in office/ alone."""
    sources = {path: path.read_text(encoding="utf-8") for path in (PROJECT / "flows").rglob("*.py")}
    assert [path.name for path, source in sources.items() if ".store." in source] == []

"""What is left empty on the form is not stated, as the form itself says."""

from typing import Any

import pytest

from emulation_workflow.adapters.schemas.plan_choices import form_of, parse_typed
from emulation_workflow.adapters.schemas.plan_schema import parse_form
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.submissions.canonical import canonical_body
from emulation_workflow.messages import sentence
from tests.support import builders

IN_FULL: dict[str, Any] = {
    "unit": "X1",
    "number": "",
    "signer": "",
    "conference_name": "",
    "place": "",
    "delegates": [],
    "agenda": [],
}
"""A file that states nothing."""

SCHEMA = form_of(builders.campaign(), on_screen=True).model_json_schema()


@pytest.mark.parametrize(
    "typed",
    [
        {"unit": "X1"},
        {"unit": "X1", "number": "", "place": "  ", "signed_on": None, "headcount": {"cadres": None}},
        {"unit": "X1", "delegates": [{}, {"category": "", "count": None}], "agenda": None, "report_points": [""]},
        {"unit": "X1", "service_staff": None, "collective_papers": "", "is_online": False},
    ],
)
def test_what_is_left_empty_is_read_as_not_stated(typed: dict[str, Any]) -> None:
    """The plan is received, and the checks say what it lacks; it is the same plan as a file that says so."""
    assert canonical_body(parse_typed(typed).to_plan()) == canonical_body(parse_form(IN_FULL).to_plan())


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({}, "Đơn vị"),
        ({"unit": "X1", "delegates": [{"category": "guest"}]}, "Thành phần đại biểu, dòng 1, Số lượng"),
        ({"unit": "X1", "agenda": [{"minutes": 30}]}, "Nội dung hội nghị, dòng 1, Nội dung"),
    ],
)
def test_what_cannot_be_left_empty_is_told_in_words_of_a_form(typed: dict[str, Any], where: str) -> None:
    """Nobody at the screen is told of keys and quotation marks."""
    with pytest.raises(Rejected) as refused:
        parse_typed(typed)
    told = "Mục này còn để trống; đề nghị điền, hoặc xóa dòng nếu là dòng thừa."
    assert [sentence(problem) for problem in refused.value.problems] == [f"{where}: {told}"]


def test_only_the_unit_has_to_be_chosen() -> None:
    """The form does not ask for what it says may be left empty."""
    assert SCHEMA["required"] == ["unit"]


def test_no_count_is_filled_in_beforehand() -> None:
    """The form says not to write zero for what is not stated, and so writes none itself."""
    counts = [field for field in SCHEMA["properties"].values() if field.get("type") == "integer"]
    assert [field for field in counts if "default" in field] == []

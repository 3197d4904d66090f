"""One schema: what is typed becomes the plan exactly, or every fault is told with its place."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulation_workflow.adapters.schemas.plan_choices import form_of
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema, parse_form
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.messages import sentence
from emulation_workflow.messages.forms.plan_fields import FIELDS
from tests.support import builders
from tests.support.samples.plans import plans

CAMPAIGN = builders.campaign()

TYPED: dict[str, Any] = {
    "unit": "X1",
    "number": "12/KH-UBND",
    "signer": "Nguyễn Văn A",
    "conference_name": builders.COMMUNE_NAME,
    "place": "Hội trường",
    "delegates": [{"category": "guest", "count": 10}],
    "agenda": [{"content": "report", "minutes": 30}],
}


def faults(**changes: Any) -> tuple[Problem, ...]:
    """What is wrong with a good form after `changes`."""
    with pytest.raises(Rejected) as refused:
        parse_form({**TYPED, **changes})
    return refused.value.problems


@given(st.sampled_from([builders.COMMUNE, builders.CITY, builders.ENTERPRISE, builders.DEPARTMENT]), st.data())
def test_a_form_made_from_a_plan_gives_the_plan_back(unit: Any, data: st.DataObject) -> None:
    """Nothing is lost or added on the way through the form, at any level."""
    plan: UnitPlan = data.draw(plans(CAMPAIGN, unit))
    assert PlanSchema.from_plan(plan).to_plan() == plan


@settings(max_examples=30)
@given(plans(CAMPAIGN, builders.DEPARTMENT))
def test_what_is_written_is_read_as_the_same_form(plan: UnitPlan) -> None:
    """The plain values of a form are a form again."""
    form = PlanSchema.from_plan(plan)
    assert parse_form(form.as_written()) == form


def test_every_field_has_a_vietnamese_title() -> None:
    """Staff see titles, never Python names."""
    schema = PlanSchema.model_json_schema()
    parts = [schema, *schema["$defs"].values()]
    bare = [
        key for part in parts for key, field in part["properties"].items() if not field.get("title", "$ref" in field)
    ]
    assert bare == []


def test_a_field_the_schema_does_not_have_is_refused_with_what_was_meant() -> None:
    """A slip of the pen would otherwise leave a field empty unseen."""
    (problem,) = faults(plase="Hội trường")
    assert problem.code == "plan_key_misspelt"
    assert problem.params["meant"] == "place"


def test_a_key_like_none_is_refused_too() -> None:
    """What no field could mean is not passed over either."""
    (problem,) = faults(zzzz=1)
    assert problem.code == "plan_key_unknown"


def test_a_missing_field_is_named_in_vietnamese() -> None:
    """Whoever wrote the file sees which field is missing, by title and key."""
    typed = {key: value for key, value in TYPED.items() if key != "signer"}
    with pytest.raises(Rejected) as refused:
        parse_form(typed)
    assert sentence(refused.value.problems[0]) == (
        "Người ký kế hoạch: Thiếu mục này (khóa “signer”); đề nghị bổ sung, chưa có thông tin thì ghi hai dấu ngoặc "
        "kép liền nhau."
    )


def test_every_fault_is_told_at_once_with_its_row() -> None:
    """One round of correction is enough."""
    found = faults(held_on="30/02/2020", delegates=[{"category": "guest", "count": -1}, {"category": "hero"}])
    assert {(problem.code, problem.where) for problem in found} == {
        ("plan_day_impossible", "Ngày tổ chức"),
        ("plan_count_negative", "Thành phần đại biểu, dòng 1, Số lượng"),
        ("plan_key_missing", "Thành phần đại biểu, dòng 2, Số lượng"),
    }


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"delegates": {"guest": 10}}, "plan_rows_expected"),
        ({"headcount": 100}, "plan_part_expected"),
        ({"delegates": [{"category": "guest", "count": 1}] * 101}, "plan_rows_too_many"),
        ({"headcount": {"soldiers": 5}}, "plan_key_unknown"),
    ],
)
def test_what_has_another_shape_is_refused(changes: dict[str, Any], code: str) -> None:
    """Nothing is bent into shape."""
    assert faults(**changes)[0].code == code


@pytest.mark.parametrize("raw", [None, [], "plan", 3])
def test_what_is_no_form_at_all_is_refused(raw: object) -> None:
    """A list or a word is no plan."""
    with pytest.raises(Rejected, match="plan_not_a_table"):
        parse_form(raw)


def test_one_category_in_two_rows_is_refused() -> None:
    """Which of the two counts is meant is not for the program to say."""
    twice = [{"category": "guest", "count": 10}, {"category": "guest", "count": 12}]
    with pytest.raises(Rejected, match="plan_row_twice"):
        parse_form({**TYPED, "delegates": twice}).to_plan()


def test_what_is_not_stated_has_no_null_in_the_schema() -> None:
    """A form on screen offers an empty field, not a choice between a date and nothing."""
    held_on = PlanSchema.model_json_schema()["properties"]["held_on"]
    assert held_on["type"] == "string"
    assert "default" not in held_on


def test_the_campaigns_schema_names_the_clauses() -> None:
    """Each field says which clause of the plan asks for it."""
    described = form_of(CAMPAIGN).model_json_schema()["properties"]
    assert described["launch_period"]["description"] == f"{FIELDS['launch_period'].about} (Mục mục T119.)"
    assert "mục T049" in described["held_on"]["description"]


def test_the_form_on_screen_offers_the_campaigns_names() -> None:
    """Staff choose a category by its name and never type an id."""
    fields = form_of(CAMPAIGN, on_screen=True).model_json_schema()["properties"]
    assert "Gương lao động giỏi – sở, ban, ngành" in fields["delegates"]["items"]["properties"]["category"]["enum"]
    assert fields["mode"]["enum"] == ["Hội nghị toàn thể", "Hội nghị đại biểu"]


def test_the_form_on_screen_reads_like_any_other() -> None:
    """It is the same schema with choices, not another one."""
    form = form_of(CAMPAIGN, on_screen=True).model_validate(TYPED)
    assert form.to_plan() == parse_form(TYPED).to_plan()

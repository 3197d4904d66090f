"""A field is declared once: schema, spreadsheet form, form on screen, reading and canonical form follow from it."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any, ClassVar

import pytest

from emulation_workflow.adapters.forms.kinds import PLAN_FORM, RESULT_FORM
from emulation_workflow.adapters.forms.layout import FormKind
from emulation_workflow.adapters.forms.reading import read_form
from emulation_workflow.adapters.forms.sheet import drawn
from emulation_workflow.adapters.forms.written import written
from emulation_workflow.adapters.schemas.plan_choices import in_words_of, parse_typed_as
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema, declared, parse_as, place_words
from emulation_workflow.adapters.spreadsheets.workbook_guard import open_workbook
from emulation_workflow.domain.campaign import AttendanceMode, CheckKind
from emulation_workflow.domain.submissions.canonical import canonical_body, from_body
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import Party, ResultReport
from emulation_workflow.messages.forms import choices
from emulation_workflow.messages.forms.fields import FieldKind, FormField, FormSection
from emulation_workflow.messages.forms.plan_fields import FIELDS, PLAN
from tests.support import builders

CAMPAIGN = builders.campaign()
UNIT = builders.COMMUNE
KEY = "made_up"
POINT = next(choice.name for choice in choices.points(CAMPAIGN, None))

MADE_UP: list[tuple[FieldKind, Any, Any, Any]] = [
    (FieldKind.TEXT, str, "", "màu đỏ"),
    (FieldKind.SUGGESTED, str, "", "màu đỏ"),
    (FieldKind.NOTE, str, "", "dòng một\ndòng hai"),
    (FieldKind.PERSON, str, "", "Lê Văn Mẫu"),
    (FieldKind.EMAIL, str, "", "van.thu@example.org"),
    (FieldKind.DAY, date | None, None, date(2020, 4, 16)),
    (FieldKind.HOUR, time | None, None, time(7, 30)),
    (FieldKind.COUNT, int | None, None, 0),
    (FieldKind.COUNT_OR_ZERO, int, 0, 12),
    (FieldKind.YES_NO, bool, False, True),
    (FieldKind.MODE, AttendanceMode | None, None, AttendanceMode.DELEGATES),
    (FieldKind.PARTY, Party | None, None, Party.COLLECTIVE),
    (FieldKind.TICKS, tuple[str, ...], (), (POINT,)),
    (FieldKind.NOTES, tuple[str, ...], (), ("việc một", "việc hai")),
]
"""A kind, the type of the dataclass's field, its default, and a value."""


@pytest.mark.parametrize(("kind", "hint", "default", "value"), MADE_UP, ids=[made_up[0].name for made_up in MADE_UP])
def test_a_field_that_is_declared_once_is_everywhere(kind: FieldKind, hint: Any, default: Any, value: Any) -> None:
    """One line in the dataclass and one declaration are all that a new field takes."""
    field = FormField(
        title="Mục mới",
        about="Ghi thử.",
        kind=kind,
        section=FormSection.OTHER,
        before="ends_on",
        checks=(CheckKind.PLAN_PAPER,),
        choices=choices.points,
    )
    fields = {**FIELDS, KEY: field}
    wider: Any = dataclasses.make_dataclass(
        "WiderPlan", [(KEY, hint, dataclasses.field(default=default))], bases=(UnitPlan,), frozen=True, kw_only=True
    )

    @declared
    class WiderForm(PlanSchema):
        declarations: ClassVar[Mapping[str, FormField]] = fields

    stated = {name: getattr(builders.plan_of(UNIT), name) for name in _names(UnitPlan)}
    plan = wider(**stated, **{KEY: value})

    assert WiderForm.model_json_schema()["properties"][KEY]["title"] == "Mục mới"
    on_screen = in_words_of(CAMPAIGN, WiderForm, PLAN, on_screen=True).model_json_schema()["properties"][KEY]
    assert on_screen["description"].startswith("Ghi thử. (Mục")
    typed = WiderForm.from_plan(plan).model_dump(mode="json")
    assert parse_typed_as(WiderForm, typed, where=place_words).values_for(wider)[KEY] == value

    sheet = replace(PLAN_FORM, fields=fields)
    book = open_workbook(drawn(sheet, CAMPAIGN, UNIT, written(plan, fields)))
    reading = read_form(book, kind=sheet, campaign=CAMPAIGN)
    assert parse_as(WiderForm, reading.raw, where=reading.where).values_for(wider) == WiderForm.from_plan(
        plan
    ).values_for(wider)

    assert json.loads(canonical_body(plan)).keys() - json.loads(canonical_body(builders.plan_of(UNIT))).keys() == {KEY}
    assert from_body(wider, canonical_body(plan)) == plan
    assert canonical_body(wider(**stated)) == canonical_body(builders.plan_of(UNIT))


def _names(kept: Any) -> set[str]:
    return {field.name for field in dataclasses.fields(kept)}


OF_PLANS = _names(UnitPlan) - {"attachments"}
"""Attachments come as files."""
OF_REPORTS = OF_PLANS | _names(ResultReport) - {"conference"}


@pytest.mark.parametrize(("form", "kept"), [(PLAN_FORM, OF_PLANS), (RESULT_FORM, OF_REPORTS)])
def test_what_is_kept_is_declared_and_what_is_declared_is_kept(form: FormKind, kept: set[str]) -> None:
    """A field of the dataclass without a declaration could not be stated; one without the dataclass's would be lost."""
    assert {key for key in form.fields if "." not in key} == kept


@pytest.mark.parametrize("form", [PLAN_FORM, RESULT_FORM])
def test_every_declared_field_stands_somewhere_on_the_form(form: FormKind) -> None:
    """A field in no section, or in one that the form has not, would be asked on screen alone."""
    elsewhere = {key for key, field in form.fields.items() if "." not in key and field.section not in form.sections}
    assert elsewhere == {"unit"} | {key for key, field in form.fields.items() if field.kind is FieldKind.TABLE}

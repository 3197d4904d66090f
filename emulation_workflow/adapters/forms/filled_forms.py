"""The plan or the result report on a form that a unit filled."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from emulation_workflow.adapters.forms.kinds import PLAN_FORM, RESULT_FORM
from emulation_workflow.adapters.forms.layout import FormKind
from emulation_workflow.adapters.forms.reading import mark_of, read_form
from emulation_workflow.adapters.schemas.plan_lookup import plan_of
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema, parse_as
from emulation_workflow.adapters.schemas.result_schema import ResultSchema, report_of
from emulation_workflow.adapters.spreadsheets.workbook import Sheets
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultReport, UnitForm, UnitPlan

Read = TypeVar("Read", bound=UnitForm)


def read_plan_form(book: Sheets, *, campaign: Campaign, units: Sequence[Unit]) -> UnitPlan:
    """Return the plan on a filled form. Rejected with every fault and its cell."""
    return _read(book, PLAN_FORM, PlanSchema, plan_of, campaign=campaign, units=units)


def read_result_form(book: Sheets, *, campaign: Campaign, units: Sequence[Unit]) -> ResultReport:
    """Return the result report on a filled form. Rejected with every fault and its cell."""
    return _read(book, RESULT_FORM, ResultSchema, report_of, campaign=campaign, units=units)


def read_unit_form(book: Sheets, *, campaign: Campaign, units: Sequence[Unit]) -> UnitForm:
    """Return the plan or the report on a filled form, by what the form says it is. Rejected as the two above."""
    read = read_result_form if mark_of(book) == RESULT_FORM.mark else read_plan_form
    return read(book, campaign=campaign, units=units)


def _read(
    book: Sheets,
    kind: FormKind,
    schema: type[PlanSchema],
    build: Callable[..., Read],
    *,
    campaign: Campaign,
    units: Sequence[Unit],
) -> Read:
    reading = read_form(book, kind=kind, campaign=campaign)

    def parse() -> Read:
        form = parse_as(schema, reading.raw, where=reading.where)
        return build(form, campaign=campaign, units=units, where=reading.where)

    return reading.checked(parse)

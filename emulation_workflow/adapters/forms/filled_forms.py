"""The plan or the result report on a form that a unit filled."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from emulation_workflow.adapters.forms.kinds import PLAN_FORM, RESULT_FORM
from emulation_workflow.adapters.forms.reading import mark_of, read_form
from emulation_workflow.adapters.schemas.plan_lookup import plan_of
from emulation_workflow.adapters.schemas.plan_schema import PlanForm, parse_as
from emulation_workflow.adapters.schemas.result_lookup import report_of
from emulation_workflow.adapters.schemas.result_schema import ResultForm
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import ResultReport, UnitForm

if TYPE_CHECKING:
    from openpyxl import Workbook


def read_plan_form(book: "Workbook", *, campaign: Campaign, units: Sequence[Unit]) -> UnitPlan:
    """Return the plan on a filled form. Rejected with every fault and its cell."""
    reading = read_form(book, kind=PLAN_FORM, campaign=campaign)

    def parse() -> UnitPlan:
        form = parse_as(PlanForm, reading.raw, where=reading.where)
        return plan_of(form, campaign=campaign, units=units, where=reading.where)

    return reading.checked(parse)


def read_result_form(book: "Workbook", *, campaign: Campaign, units: Sequence[Unit]) -> ResultReport:
    """Return the result report on a filled form. Rejected with every fault and its cell."""
    reading = read_form(book, kind=RESULT_FORM, campaign=campaign)

    def parse() -> ResultReport:
        form = parse_as(ResultForm, reading.raw, where=reading.where)
        return report_of(form, campaign=campaign, units=units, where=reading.where)

    return reading.checked(parse)


def read_unit_form(book: "Workbook", *, campaign: Campaign, units: Sequence[Unit]) -> UnitForm:
    """Return the plan or the report on a filled form, by what the form says it is. Rejected as the two above."""
    read = read_result_form if mark_of(book) == RESULT_FORM.mark else read_plan_form
    return read(book, campaign=campaign, units=units)

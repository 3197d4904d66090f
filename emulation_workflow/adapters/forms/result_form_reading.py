"""The result report on a form that a unit filled."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from emulation_workflow.adapters.forms.reading import read_form
from emulation_workflow.adapters.forms.result_form_layout import RESULT_FORM
from emulation_workflow.adapters.schemas.plan_schema import parse_as
from emulation_workflow.adapters.schemas.result_lookup import report_of
from emulation_workflow.adapters.schemas.result_schema import ResultForm
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.report import ResultReport

if TYPE_CHECKING:
    from openpyxl import Workbook


def read_result_form(book: "Workbook", *, campaign: Campaign, units: Sequence[Unit]) -> ResultReport:
    """The report on a filled form. Rejected with every fault and its cell."""
    reading = read_form(book, kind=RESULT_FORM, campaign=campaign)

    def parse() -> ResultReport:
        form = parse_as(ResultForm, {**reading.raw, "unit": reading.unit}, where=reading.where)
        return report_of(form, campaign=campaign, units=units, where=reading.where)

    return reading.checked(parse)

"""The plan on a form that a unit filled."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from emulation_workflow.adapters.forms.plan_form_layout import PLAN_FORM
from emulation_workflow.adapters.forms.reading import read_form
from emulation_workflow.adapters.schemas.plan_lookup import plan_of
from emulation_workflow.adapters.schemas.plan_schema import parse_form
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan

if TYPE_CHECKING:
    from openpyxl import Workbook


def read_plan_form(book: "Workbook", *, campaign: Campaign, units: Sequence[Unit]) -> UnitPlan:
    """The plan on a filled form. Rejected with every fault and its cell."""
    reading = read_form(book, kind=PLAN_FORM, campaign=campaign)

    def parse() -> UnitPlan:
        form = parse_form({**reading.raw, "unit": reading.unit}, where=reading.where)
        return plan_of(form, campaign=campaign, units=units, where=reading.where)

    return reading.checked(parse)

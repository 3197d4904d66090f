"""The one schema of a unit's result report: of TOML, YAML and JSON files and of the spreadsheet form.

It is the plan's, of the conference as it was held, with what only a report has.
"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from emulation_workflow.adapters.schemas.plan_choices import in_words_of
from emulation_workflow.adapters.schemas.plan_lookup import Where, plan_of
from emulation_workflow.adapters.schemas.plan_schema import Loc, PlanSchema, declared, place_words, words_of
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.papers import numbers
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.report import ResultReport
from emulation_workflow.messages.forms.fields import FormField
from emulation_workflow.messages.forms.result_fields import REPORT, REPORT_FIELDS


@declared
class ResultSchema(PlanSchema):
    """A unit's result report as it is typed. What it does not state is left out; a key it does not have is refused."""

    model_config = words_of(REPORT)

    declarations: ClassVar[Mapping[str, FormField]] = REPORT_FIELDS
    paper: ClassVar[str] = numbers.REPORT


def report_place(loc: Loc) -> str:
    """Return where in a report a value stands, by titles."""
    return place_words(loc, REPORT_FIELDS)


def report_of(
    form: ResultSchema, *, campaign: Campaign, units: Sequence[Unit], where: Where = report_place
) -> ResultReport:
    """Return the report that `form` is, in ids. Rejected with every fault found, as `plan_of`."""
    conference = plan_of(form, campaign=campaign, units=units, where=where)
    return ResultReport(conference=conference, **form.values_for(ResultReport))


def report_form_of(campaign: Campaign, *, on_screen: bool = False) -> type[ResultSchema]:
    """Return ResultSchema in the campaign's words; see `in_words_of`."""
    return in_words_of(campaign, ResultSchema, REPORT, on_screen=on_screen)

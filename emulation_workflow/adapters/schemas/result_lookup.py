"""From a result report's words to the register's and the campaign's own, as `plan_lookup` for a plan."""

from collections.abc import Sequence

from emulation_workflow.adapters.schemas.plan_lookup import Where, plan_of
from emulation_workflow.adapters.schemas.plan_schema import Loc, place_words
from emulation_workflow.adapters.schemas.result_schema import ResultForm
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultReport
from emulation_workflow.messages.forms.result_fields import REPORT_FIELDS


def report_place(loc: Loc) -> str:
    """Return where in a report a value stands, by titles."""
    return place_words(loc, REPORT_FIELDS)


def report_of(
    form: ResultForm, *, campaign: Campaign, units: Sequence[Unit], where: Where = report_place
) -> ResultReport:
    """Return the report that `form` is, in ids. Rejected with every fault found, as `plan_of`."""
    conference = plan_of(form, campaign=campaign, units=units, where=where)
    return ResultReport(conference=conference, **form.values_for(ResultReport))

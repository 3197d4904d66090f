"""What a unit sent: its plan or its result report, known by what is in the file, whatever it is called."""

from collections.abc import Mapping, Sequence

from emulation_workflow.adapters.forms.filled_forms import read_unit_form
from emulation_workflow.adapters.forms.kinds import RESULT_FORM
from emulation_workflow.adapters.forms.reading import mark_of
from emulation_workflow.adapters.schemas.plan_lookup import plan_of
from emulation_workflow.adapters.schemas.plan_schema import PlanForm, parse_as, parse_form
from emulation_workflow.adapters.schemas.result_lookup import report_of, report_place
from emulation_workflow.adapters.schemas.result_schema import ResultForm
from emulation_workflow.adapters.spreadsheets.workbook_guard import is_workbook, open_workbook
from emulation_workflow.adapters.submissions.files import read_as
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultReport, UnitForm, UnitPlan

_ONLY_OF_REPORTS = ResultForm.model_fields.keys() - PlanForm.model_fields.keys()


def read_unit_file(name: str, data: bytes, *, campaign: Campaign, units: Sequence[Unit]) -> UnitForm:
    """Return the plan or report in a file.

    A form says which it is; a text is a report if it has a part that only reports have. Rejected, with every fault
    found, if it cannot be used.
    """

    def from_text(values: object) -> UnitForm:
        if isinstance(values, Mapping) and _ONLY_OF_REPORTS & values.keys():
            return report_of(parse_as(ResultForm, values, where=report_place), campaign=campaign, units=units)
        return plan_of(parse_form(values), campaign=campaign, units=units)

    return read_as(
        name,
        data,
        from_form=lambda book: read_unit_form(book, campaign=campaign, units=units),
        from_text=from_text,
    )


def read_result_file(name: str, data: bytes, *, campaign: Campaign, units: Sequence[Unit]) -> ResultReport:
    """Return the result report in a file. Rejected as `read_unit_file`, and if it holds a plan."""
    found = read_unit_file(name, data, campaign=campaign, units=units)
    if isinstance(found, UnitPlan):
        raise Rejected(Problem(code=ProblemCode.RESULT_FILE_IS_PLAN, where=name))
    return found


def is_report_form(data: bytes) -> bool:
    """Whether these bytes are the form of a result report, readable or not."""
    # Loaded here because the form on screen shares this module's process, and needs no workbooks.

    try:
        return is_workbook(data) and mark_of(open_workbook(data)) == RESULT_FORM.mark
    except Rejected:
        return False

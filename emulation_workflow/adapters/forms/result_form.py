"""The spreadsheet form on which a unit reports on its conference: made for the unit, read back exactly."""

from emulation_workflow.adapters.forms.cells import Filled
from emulation_workflow.adapters.forms.kinds import RESULT_FORM
from emulation_workflow.adapters.forms.plan_form import name_only
from emulation_workflow.adapters.forms.sheet import drawn
from emulation_workflow.adapters.forms.written import written
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import ResultReport, UnitPlan
from emulation_workflow.messages.forms import forms as words
from emulation_workflow.messages.forms import result_form
from emulation_workflow.messages.forms.result_fields import REPORT_FIELDS


def result_form_bytes(
    campaign: Campaign,
    unit: Unit,
    *,
    parent: Unit | None = None,
    plan: UnitPlan | None = None,
    report: ResultReport | None = None,
    in_force: Window | None = None,
    mark: str = "",
) -> bytes:
    """Return the unit's own form as an XLSX file, with `report` written in, or else what `plan` foresaw.

    What is the plan's is marked, to be corrected; a form that says no more than that is read as empty. `in_force` is
    the window that an order has put in place of the plan's, `mark` stands above everything. Rejected for a unit the
    plan does not bind.
    """
    if report is not None:
        filled = written(report, REPORT_FIELDS)
    else:
        filled = _foreseen(plan) if plan is not None else name_only(campaign, unit)
    return drawn(RESULT_FORM, campaign, unit, filled, parent=parent, in_force=in_force, mark=mark)


def _foreseen(plan: UnitPlan) -> Filled:
    """Return what of a plan foresees the conference; the paper's own head and notes are no part of a report."""
    stated = {key: value for key, value in written(plan, REPORT_FIELDS).values.items() if value is not None}
    values = {key: value for key, value in stated.items() if REPORT_FIELDS[key.partition(".")[0]].is_foreseen}
    source = result_form.PLAN_OF.format(number=plan.number) if plan.number else result_form.PLAN_WITHOUT_NUMBER
    return Filled(values=values, given=frozenset(values), taken_from=words.TAKEN_FROM_PLAN.format(plan=source))

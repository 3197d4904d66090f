"""What stands on the form on which a unit reports on its conference, from top to bottom."""

from dataclasses import replace

from emulation_workflow.adapters.forms import entries as common
from emulation_workflow.adapters.forms import result_form_entries as entries
from emulation_workflow.adapters.forms.entries import asked_of, basis, given, sections
from emulation_workflow.adapters.forms.layout import FormKind, Layout
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import ResultReport
from emulation_workflow.messages.forms import forms, result_form
from emulation_workflow.messages.forms.result_fields import REPORT_FIELDS

RESULT_FORM = FormKind(
    mark="emulation-result-form",
    version=1,
    sheet=result_form.SHEET,
    title=result_form.TITLE,
    how_to=result_form.HOW_TO,
    on_agenda=result_form.ON_AGENDA,
)


def layout(
    campaign: Campaign,
    unit: Unit,
    *,
    parent: Unit | None = None,
    conference: UnitPlan | None = None,
    report: ResultReport | None = None,
    in_force: Window | None = None,
) -> Layout:
    """The form of `unit`, with every field that `report`, or else `conference` as planned, needs.

    `in_force`: the window that an order has put in place of the plan's. Rejected if the unit is not bound.
    """
    held = report.conference if report is not None else conference
    asked = asked_of(campaign, unit, fields=REPORT_FIELDS, plan=held, in_force=in_force)
    # The gate is passed or it is not: a report is no place to ask for it.
    head = replace(asked, campaign=replace(campaign, gate=None))
    return Layout(
        kind=RESULT_FORM,
        basis=basis(campaign),
        given=tuple(given(head, parent)),
        sections=sections(
            asked,
            (result_form.SECTION_PAPER, entries.paper),
            (forms.SECTION_CONFERENCE, common.conference),
            (forms.SECTION_HEADCOUNT, common.headcount),
            (forms.SECTION_DELEGATES, common.delegates),
            (forms.SECTION_HEEDED, common.heeded),
            (result_form.SECTION_AGENDA, common.agenda),
            (result_form.SECTION_OUTCOME, entries.outcome),
            (result_form.SECTION_DIFFICULTIES, entries.difficulties_of(report)),
            (forms.SECTION_OTHER, entries.other),
        ),
        tables=(entries.papers(asked), entries.honours(asked)),
    )

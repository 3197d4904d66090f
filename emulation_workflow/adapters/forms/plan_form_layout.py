"""What stands on the form on which a unit writes its plan, from top to bottom."""

from emulation_workflow.adapters.forms import entries as common
from emulation_workflow.adapters.forms import plan_form_entries as entries
from emulation_workflow.adapters.forms.entries import asked_of, basis, given, sections
from emulation_workflow.adapters.forms.layout import FormKind, Layout
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.messages.forms import forms, plan_form
from emulation_workflow.messages.forms.plan_fields import FIELDS

PLAN_FORM = FormKind(
    mark="emulation-plan-form",
    version=1,
    sheet=plan_form.SHEET,
    title=plan_form.TITLE,
    how_to=plan_form.HOW_TO,
    on_agenda=plan_form.ON_AGENDA,
)


def layout(campaign: Campaign, unit: Unit, *, parent: Unit | None = None, plan: UnitPlan | None = None) -> Layout:
    """The form of `unit`; with every field `plan` needs, if one is to be written in it. Rejected if not bound."""
    asked = asked_of(campaign, unit, fields=FIELDS, plan=plan)
    return Layout(
        kind=PLAN_FORM,
        basis=basis(campaign),
        given=tuple(given(asked, parent)),
        sections=sections(
            asked,
            (plan_form.SECTION_PAPER, entries.paper),
            (forms.SECTION_CONFERENCE, common.conference),
            (forms.SECTION_HEADCOUNT, common.headcount),
            (forms.SECTION_DELEGATES, common.delegates),
            (forms.SECTION_HEEDED, common.heeded),
            (forms.SECTION_AGENDA, common.agenda),
            (plan_form.SECTION_REPORT, entries.report),
            (forms.SECTION_OTHER, common.exceptions),
        ),
    )

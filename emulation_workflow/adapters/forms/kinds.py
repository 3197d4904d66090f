"""The two forms that units fill: the mark of each, its words, its parts from top to bottom, its fields."""

from emulation_workflow.adapters.forms.layout import FormKind
from emulation_workflow.messages.forms import forms, plan_form, result_form
from emulation_workflow.messages.forms.fields import FormSection
from emulation_workflow.messages.forms.plan_fields import FIELDS
from emulation_workflow.messages.forms.result_fields import REPORT_FIELDS

PLAN_FORM = FormKind(
    mark="emulation-plan-form",
    version=1,
    sheet=plan_form.SHEET,
    title=plan_form.TITLE,
    how_to=plan_form.HOW_TO,
    on_agenda=plan_form.ON_AGENDA,
    fields=FIELDS,
    sections={
        FormSection.PAPER: plan_form.SECTION_PAPER,
        FormSection.CONFERENCE: forms.SECTION_CONFERENCE,
        FormSection.HEADCOUNT: forms.SECTION_HEADCOUNT,
        FormSection.DELEGATES: forms.SECTION_DELEGATES,
        FormSection.EMPHASES: forms.SECTION_EMPHASES,
        FormSection.AGENDA: forms.SECTION_AGENDA,
        FormSection.OUTCOME: plan_form.SECTION_REPORT,
        FormSection.OTHER: forms.SECTION_OTHER,
    },
    shows_gate=True,
)

RESULT_FORM = FormKind(
    mark="emulation-result-form",
    version=1,
    sheet=result_form.SHEET,
    title=result_form.TITLE,
    how_to=result_form.HOW_TO,
    on_agenda=result_form.ON_AGENDA,
    fields=REPORT_FIELDS,
    sections={
        **PLAN_FORM.sections,
        FormSection.PAPER: result_form.SECTION_PAPER,
        FormSection.AGENDA: result_form.SECTION_AGENDA,
        FormSection.OUTCOME: result_form.SECTION_OUTCOME,
        FormSection.DIFFICULTIES: result_form.SECTION_DIFFICULTIES,
    },
)

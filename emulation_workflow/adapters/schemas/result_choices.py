"""The report's schema in a campaign's own words, as `plan_choices` for a plan."""

from emulation_workflow.adapters.schemas.plan_choices import in_words_of
from emulation_workflow.adapters.schemas.result_schema import ResultForm
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.messages.forms.result_fields import REPORT


def report_form_of(campaign: Campaign, *, on_screen: bool = False) -> type[ResultForm]:
    """Return ResultForm in the campaign's words; see `in_words_of`."""
    return in_words_of(campaign, ResultForm, REPORT, on_screen=on_screen)

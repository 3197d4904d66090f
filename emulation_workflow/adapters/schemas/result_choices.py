"""The report's schema in a campaign's own words, as `plan_choices` for a plan."""

from typing import Any

from emulation_workflow.adapters.schemas.plan_choices import in_words_of, offer, row_with
from emulation_workflow.adapters.schemas.result_schema import HonourRow, PaperRow, ResultForm
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.messages.forms.result_fields import REPORT, REPORT_FIELDS
from emulation_workflow.messages.labels import PARTIES

OF_PLANS_ONLY = ("collective_papers", "individual_papers")
"""What a report tells otherwise: papers one by one."""


def report_form_of(campaign: Campaign, *, on_screen: bool = False) -> type[ResultForm]:
    """ResultForm, each field's description naming the clauses that ask for it; on screen with lists to choose from."""
    return in_words_of(campaign, ResultForm, REPORT, REPORT_FIELDS, offer=_offer if on_screen else None)


def _offer(fields: dict[str, Any], campaign: Campaign) -> None:
    offer(fields, campaign)
    kinds = [name.capitalize() for name in PARTIES.values()]
    fields["papers"]["items"] = row_with(PaperRow, kind=kinds)
    movements = [movement.name for movement in campaign.movements]
    fields["honours"]["items"] = row_with(HonourRow, kind=kinds, movement=movements)
    for key in OF_PLANS_ONLY:
        del fields[key]

"""The spreadsheet form on which a unit writes its plan: made for the unit, read back exactly."""

from emulation_workflow.adapters.forms.cells import Filled
from emulation_workflow.adapters.forms.kinds import PLAN_FORM
from emulation_workflow.adapters.forms.sheet import drawn
from emulation_workflow.adapters.forms.written import written
from emulation_workflow.adapters.schemas.plan_lookup import level_of
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.messages.forms.plan_fields import FIELDS


def form_bytes(
    campaign: Campaign, unit: Unit, *, parent: Unit | None = None, plan: UnitPlan | None = None, mark: str = ""
) -> bytes:
    """Return the unit's own form as an XLSX file; with `plan` written in, to be corrected, if one is given.

    `mark` stands above everything. Rejected for a unit the plan does not bind.
    """
    filled = written(plan, FIELDS) if plan is not None else name_only(campaign, unit)
    return drawn(PLAN_FORM, campaign, unit, filled, parent=parent, mark=mark)


def name_only(campaign: Campaign, unit: Unit) -> Filled:
    """Return what an empty form need not ask: the name, where the plan permits one only."""
    _, conference = level_of(unit, campaign)
    values = {"conference_name": conference.names[0]} if len(conference.names) == 1 else {}
    return Filled(values=values, given=frozenset(values))

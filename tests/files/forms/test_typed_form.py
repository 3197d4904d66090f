"""What is typed on a unit's page is the same plan or report as on its spreadsheet form, at every level."""

import pytest

from emulation_workflow.adapters.forms.kinds import PLAN_FORM, RESULT_FORM
from emulation_workflow.adapters.page_forms.page_form import begun, entries_of, page_form
from emulation_workflow.adapters.page_forms.typed_form import read_typed
from emulation_workflow.demo.any_campaign.good_plans import good_plan
from emulation_workflow.domain.campaign import Level
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import Typed
from tests.support.good_reports import good_report
from tests.support.kon_tum import kon_tum, units

HELD = [level for level in kon_tum().levels if level.conference is not None]


def unit_of(level: Level) -> Unit:
    return next(unit for unit in units() if unit.level in level.unit_levels)


@pytest.mark.parametrize("level", HELD, ids=lambda level: level.id)
def test_a_typed_form_says_what_the_spreadsheet_says(level: Level) -> None:
    """With the same fields in the same parts; nothing gets lost on the way."""
    unit, campaign = unit_of(level), kon_tum()
    plan, report = good_plan(campaign, unit), good_report(campaign, unit)
    for kind, sent in ((PLAN_FORM, plan), (RESULT_FORM, report)):
        given = (plan, None) if kind is PLAN_FORM else (None, report)
        form = page_form(kind, campaign, unit, begun(kind, *given))
        assert read_typed(form, units()) == sent
        asked = page_form(kind, campaign, unit, Typed())
        assert {part.slug for part in asked.parts} <= {part.slug for part in form.parts}
        assert len({part.slug for part in form.parts}) == len(form.parts)
        keys = [entry.key for entry in entries_of(form.parts) if entry.key]
        assert len(set(keys)) == len(keys)

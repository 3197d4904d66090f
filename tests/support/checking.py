"""Checking a plan in one line: what tests of the checks do over and over."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.checks import Neighbour, check_plan
from emulation_workflow.domain.findings import SEVERAL, Finding
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from tests.support.builders import AS_OF, CALENDAR, campaign, plan_of


def findings_of(
    unit: Unit,
    *,
    of: Campaign | None = None,
    plan: UnitPlan | None = None,
    as_of: date = AS_OF,
    fixed_day: date | None = None,
    fixed_by: str = "",
    orders: Sequence[Order] = (),
    neighbours: tuple[Neighbour, ...] = (),
    pilot_is_named: bool = True,
    calendar: WorkCalendar = CALENDAR,
    **changes: Any,
) -> dict[str, Finding]:
    """Return the findings by rule on the unit's good plan with `changes` made to it, or on `plan`."""
    found = check_plan(
        plan or plan_of(unit, **changes),
        of or campaign(),
        unit,
        as_of=as_of,
        calendar=calendar,
        fixed_day=fixed_day,
        fixed_by=fixed_by,
        orders=orders,
        neighbours=neighbours,
        pilot_is_named=pilot_is_named,
    )
    return {finding.rule: finding for finding in found}


def codes(finding: Finding) -> list[str]:
    """Return the codes of everything the finding says."""
    if finding.code != SEVERAL:
        return [finding.code]
    parts: Any = finding.params["parts"]
    return [part["code"] for part in parts]

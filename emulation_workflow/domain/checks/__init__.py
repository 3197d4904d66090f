"""Check a unit's plan against the campaign, rule by rule (II.2, II.3, III.1 and what follows from them together).

Only the kinds of rule are here. Which rules there are, with their ids, figures, names and days, is the campaign's.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.checks.composition import (
    check_composition,
    check_emphases,
    check_shares,
    check_sums,
)
from emulation_workflow.domain.checks.contents import (
    check_contents,
    check_launch,
    check_list_upwards,
    check_own_items,
    check_papers,
    check_points,
    check_reading,
    check_staging,
)
from emulation_workflow.domain.checks.dates import check_dates_in_order, check_day_off
from emulation_workflow.domain.checks.examination import Examination, Neighbour, examine
from emulation_workflow.domain.checks.names import check_name
from emulation_workflow.domain.checks.order import check_level_order, check_pilot_first, learns_within_director
from emulation_workflow.domain.checks.session import (
    check_agenda_time,
    check_cost,
    check_days,
    check_one_date,
    check_session,
)
from emulation_workflow.domain.checks.size import check_size
from emulation_workflow.domain.checks.standing import check_gate, check_pilot, check_plan_paper, check_scope
from emulation_workflow.domain.checks.verdicts import one_per_rule
from emulation_workflow.domain.checks.windows import check_order_named, check_window, is_pilot_named, pilots_by_director
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import UnitPlan

Check = Callable[[Examination], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    check_scope,
    check_name,
    check_composition,
    check_emphases,
    check_shares,
    check_size,
    check_session,
    check_window,
    check_pilot,
    check_contents,
    check_own_items,
    check_points,
    check_reading,
    check_papers,
    check_agenda_time,
    check_launch,
    check_list_upwards,
    check_staging,
    check_plan_paper,
    check_gate,
    check_level_order,
    check_pilot_first,
    check_dates_in_order,
    check_one_date,
    check_days,
    check_cost,
    check_day_off,
    check_order_named,
    check_sums,
)


def check_plan(
    plan: UnitPlan,
    campaign: Campaign,
    unit: Unit,
    *,
    as_of: date,
    calendar: WorkCalendar,
    fixed_day: date | None = None,
    fixed_by: str = "",
    orders: Sequence[Order] = (),
    neighbours: Sequence[Neighbour] = (),
    pilot_is_named: bool = True,
) -> list[Finding]:
    """Return one finding per rule that applies to this unit's plan, in the order of the campaign's catalogue.

    `as_of`: the day of the check. `fixed_day`: the day an opinion (`fixed_by`) set for a pilot that the plan gives no
    date. `orders`: all that are in the record. `neighbours`: other units' conferences, where known; without them no
    order among units is judged. `pilot_is_named`: whether the unit's director has named the pilot of its level, so that
    this unit is none. Rejected("unit_not_bound") for a unit of a level the campaign does not name.
    """
    examination = examine(
        plan,
        campaign,
        unit,
        as_of=as_of,
        calendar=calendar,
        fixed_day=fixed_day,
        fixed_by=fixed_by,
        orders=orders,
        neighbours=neighbours,
        pilot_is_named=pilot_is_named,
    )
    if isinstance(examination, Finding):
        return [examination]
    findings = [finding for check in CHECKS for finding in check(examination)]
    return one_per_rule(findings, campaign.rules)


__all__ = ["CHECKS", "Neighbour", "check_plan", "is_pilot_named", "learns_within_director", "pilots_by_director"]

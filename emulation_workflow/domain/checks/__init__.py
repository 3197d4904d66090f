"""A unit's plan against the campaign, rule by rule (II.2, II.3, III.1 and what follows from them together).

Here are the kinds of rule only. Which rules there are, their ids, figures, names and days are the campaign's.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, Level
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
    check_papers,
    check_reading,
    check_staging,
)
from emulation_workflow.domain.checks.dates import check_dates_in_order, check_day_off
from emulation_workflow.domain.checks.examination import Examination, Neighbour
from emulation_workflow.domain.checks.names import check_name
from emulation_workflow.domain.checks.order import check_level_order, check_pilot_first, learns_within_director
from emulation_workflow.domain.checks.session import check_agenda_time, check_one_date, check_session
from emulation_workflow.domain.checks.size import check_size
from emulation_workflow.domain.checks.standing import check_gate, check_pilot, check_plan_paper, check_scope
from emulation_workflow.domain.checks.verdicts import one_per_rule
from emulation_workflow.domain.checks.windows import check_order_named, check_window
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.ordering import congress_terms, terms_at_large, terms_of
from emulation_workflow.domain.orders import Order
from emulation_workflow.domain.plan import UnitPlan
from emulation_workflow.domain.records import Finding, Verdict
from emulation_workflow.domain.units import Unit

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
) -> list[Finding]:
    """One finding per rule that applies to this unit's plan, in the order of the campaign's catalogue.

    `as_of`: the day of the check. `fixed_day`: the day an opinion (`fixed_by`) set for a pilot that the plan gives no
    date. `orders`: all that are in the record. `neighbours`: other units' conferences, where known; without them no
    order among units is judged. Rejected("unit_not_bound") for a unit of a level the campaign does not name.
    """
    level = campaign.level_of(unit.level)
    if level is None:
        raise Rejected(Problem(code="unit_not_bound", where=unit.code, facts={"unit": unit.name}))
    if level.conference is None:
        return [_separate_plan(campaign, level)]
    day = plan.held_on or as_of
    examination = Examination(
        plan=plan,
        campaign=campaign,
        unit=unit,
        level=level,
        conference=level.conference,
        pilot=campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot),
        as_of=as_of,
        calendar=calendar,
        fixed_day=fixed_day,
        fixed_by=fixed_by,
        orders=tuple(orders),
        terms=terms_of(campaign, unit, orders, on=day, fixed_day=fixed_day, fixed_by=fixed_by),
        general=terms_at_large(campaign, level, orders, on=day).window or level.conference.window,
        congress=congress_terms(campaign, orders, on=day).window or campaign.congress.window,
        neighbours=tuple(sorted(neighbours, key=lambda one: (one.unit.code, one.held_on))),
        clauses={rule.id: rule.clause for rule in campaign.rules},
    )
    findings = [finding for check in CHECKS for finding in check(examination)]
    return one_per_rule(findings, [rule.id for rule in campaign.rules])


def _separate_plan(campaign: Campaign, level: Level) -> Finding:
    """A level whose event has a plan of its own: nothing here is checked, and nothing is made up."""
    clause = campaign.rule(level.rule).clause
    facts: dict[str, object] = {"level": level.name}
    return Finding(rule=level.rule, verdict=Verdict.NOT_SPECIFIED, clause=clause, code="separate_plan", facts=facts)


__all__ = ["CHECKS", "Neighbour", "check_plan", "learns_within_director"]

"""One unit's plan with everything that the checks look at, and how a check makes a finding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import (
    Campaign,
    CategoryKind,
    CheckKind,
    Conference,
    Content,
    Level,
    Pilot,
    RuleKind,
    Window,
)
from emulation_workflow.domain.checks.verdicts import against
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.findings import Finding, Verdict
from emulation_workflow.domain.orders.in_force import Terms, congress_terms, terms_at_large, terms_of
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.orders.plan_in_force import plan_in_force
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import UnitPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another unit and the day of its conference, for the checks that compare days.

    Such units are its parent, its children and those of its level.
    """

    unit: Unit
    held_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """A plan, the unit it is of, and what the campaign orders for that unit.

    `as_of` is the day of the check. `fixed_day`: the day an opinion set for a pilot without a date (A07), by the
    document `fixed_by`. `orders` are all that are known; `terms` is what they leave of the plan for this unit on the
    day of its conference (the day of the check, if it states none), `general_window` is that of its level without
    pilots, `congress` that of the congress. `neighbours` come in the order of their codes: no finding depends on the
    order in which they come. `pilot_is_named`: whether its director has named a pilot of its level.
    """

    plan: UnitPlan
    campaign: Campaign
    unit: Unit
    level: Level
    conference: Conference
    pilot: Pilot | None
    as_of: date
    calendar: WorkCalendar
    fixed_day: date | None
    fixed_by: str
    orders: tuple[Order, ...]
    terms: Terms
    general_window: Window | None
    congress: Window | None
    neighbours: tuple[Neighbour, ...]
    pilot_is_named: bool

    @property
    def is_gated(self) -> bool:
        """Whether this plan must pass the campaign's gate before the unit proceeds."""
        return self.campaign.gate is not None and self.campaign.has_to_pass(self.level, self.pilot)

    @property
    def delegates(self) -> int | None:
        """The number of delegates that a cap is compared with, None if neither sum nor total is stated.

        It is the larger of the sum and the stated total: a plan whose figures disagree must not pass a cap by the
        smaller.
        """
        figures = [self.plan.total] if self.plan.total is not None else []
        if self.plan.delegates:
            figures.append(self.plan.delegates_total)
        return max(figures, default=None)

    @property
    def guests(self) -> int:
        """The number of delegates who are guests."""
        guests = {category.id for category in self.conference.composition if category.kind == CategoryKind.GUEST}
        return sum(number for category, number in self.plan.delegates.items() if category in guests)

    @property
    def contents(self) -> tuple[Content, ...]:
        """The contents that the agenda must have: the plan's, or those that an order leaves of them."""
        kept, every = self.terms.contents, self.campaign.contents
        return every if kept is None else tuple(content for content in every if content.id in kept)

    def is_taken_off(self, rule: str) -> bool:
        """Return whether an order has taken the contents of this rule off the agenda."""
        return rule in {content.rule for content in self.campaign.contents if content not in self.contents}

    def headcount(self, bases: Sequence[str]) -> int | None:
        """Return the unit's head count over `bases`, or None if one of them is not stated: unknown is not zero."""
        counts = [self.plan.counted(base) for base in bases]
        stated = [count for count in counts if count is not None]
        return sum(stated) if len(stated) == len(counts) else None

    def people(self, bases: Iterable[str]) -> list[str]:
        """Return what these head counts are called: the campaign's own by its words, the usual ones by their ids."""
        names = {counted.id: counted.name for counted in self.campaign.headcounts}
        return [names.get(base, base) for base in bases]

    def rule_for(self, check: CheckKind, otherwise: str = "") -> str:
        """Return the id of the campaign's rule for `check`, or `otherwise` where it has none for this level."""
        rule = self.campaign.rule_for(check, self.level)
        return rule.id if rule else otherwise

    def finding(self, rule: str, verdict: Verdict, code: str, **params: object) -> Finding:
        """Return a finding under `rule`; days and enum members in `params` become plain text (days YYYY-MM-DD)."""
        plain = {name: _plain(value) for name, value in params.items()}
        return Finding(
            rule=rule, verdict=verdict, clause=self.campaign.clause_for(rule, self.level), code=code, params=plain
        )

    def against(self, rule: str, otherwise: Verdict, *, binding: Verdict = Verdict.BREACH) -> Verdict:
        """Return how grave it is to go against the rule: `binding` where the campaign calls it HARD."""
        return against(self.campaign.rule(rule), otherwise, binding=binding)

    def is_hard(self, rule: str) -> bool:
        """Return whether the campaign says that the rule binds."""
        return self.campaign.rule(rule).kind is RuleKind.HARD


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
    return value


def _binding_level(campaign: Campaign, unit: Unit) -> Level:
    """Return the plan's level for this unit. Rejected("unit_not_bound") where the campaign does not name it."""
    level = campaign.level_of(unit.level)
    if level is None:
        raise Rejected(Problem(code=ProblemCode.UNIT_NOT_BOUND, where=unit.code, params={"unit": unit.name}))
    return level


def _separate_plan(campaign: Campaign, level: Level) -> Finding:
    """Return the finding for a level whose event has a plan of its own: nothing is checked and nothing made up."""
    clause = campaign.rule(level.rule).clause
    params: dict[str, object] = {"level": level.name}
    return Finding(rule=level.rule, verdict=Verdict.NOT_SPECIFIED, clause=clause, code="separate_plan", params=params)


def examine(
    plan: UnitPlan,
    campaign: Campaign,
    unit: Unit,
    *,
    as_of: date,
    calendar: WorkCalendar,
    fixed_day: date | None,
    fixed_by: str,
    orders: Sequence[Order],
    neighbours: Sequence[Neighbour],
    pilot_is_named: bool,
) -> Examination | Finding:
    """Return the plan with what binds its unit on the day of the conference.

    Where the level's event has a plan of its own, return the finding that says so. Rejected("unit_not_bound") for a
    unit of a level that the campaign does not name.
    """
    day = plan.held_on or as_of
    campaign = plan_in_force(campaign, orders, on=day)
    level = _binding_level(campaign, unit)
    conference = level.conference
    if conference is None:
        return _separate_plan(campaign, level)
    return Examination(
        plan=plan,
        campaign=campaign,
        unit=unit,
        level=level,
        conference=conference,
        pilot=campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot),
        as_of=as_of,
        calendar=calendar,
        fixed_day=fixed_day,
        fixed_by=fixed_by,
        orders=tuple(orders),
        terms=terms_of(campaign, unit, orders, on=day, fixed_day=fixed_day, fixed_by=fixed_by),
        general_window=terms_at_large(campaign, level, orders, on=day).window or conference.window,
        congress=congress_terms(campaign, orders, on=day).window,
        neighbours=tuple(sorted(neighbours, key=lambda neighbour: (neighbour.unit.code, neighbour.held_on))),
        pilot_is_named=pilot_is_named,
    )

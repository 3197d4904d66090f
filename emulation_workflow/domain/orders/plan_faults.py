"""Find what keeps an order from changing who is a pilot, or how levels stand to one another."""

from collections.abc import Iterator, Sequence

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.orders.order import Order, OrderKind
from emulation_workflow.domain.orders.plan_in_force import pilots_it_may_join
from emulation_workflow.domain.registers import Unit

_OF_PILOTS = frozenset({OrderKind.NAME_PILOTS, OrderKind.RELEASE_PILOTS})
_OF_LEVELS = frozenset({OrderKind.END_LEVELS, OrderKind.CHANGE_LEVELS})


def plan_faults(
    order: Order, document: Sequence[Order], campaign: Campaign, units: Sequence[Unit]
) -> Iterator[Problem]:
    """Yield everything wrong with a point about pilots or levels. `campaign`: the plan in force."""
    yield from _scope_faults(order)
    named = [unit for unit in units if unit.code in order.scope.units]
    match order.kind:
        case OrderKind.NAME_PILOTS:
            yield from _naming_faults(order, document, campaign, named)
        case OrderKind.RELEASE_PILOTS:
            yield from _release_faults(order, campaign, named)
        case OrderKind.CHANGE_LEVELS:
            yield from _level_faults(order, campaign)


def _scope_faults(order: Order) -> Iterator[Problem]:
    """Yield a fault where an order about pilots does not name units alone, or one about levels not levels alone."""
    scope, params = order.scope, {"point": order.point, "kind": order.kind.value}
    narrowed = any((scope.groups, scope.tasks, scope.kinds, scope.part))
    if order.kind in _OF_PILOTS and (not scope.units or scope.levels or narrowed):
        yield Problem(code=ProblemCode.ORDER_UNITS_ALONE, params=params)
    if order.kind in _OF_LEVELS and (not scope.levels or scope.units or narrowed):
        yield Problem(code=ProblemCode.ORDER_LEVELS_ALONE, params=params)


def _naming_faults(
    order: Order, document: Sequence[Order], campaign: Campaign, named: Sequence[Unit]
) -> Iterator[Problem]:
    """Yield a fault where the units are of several levels, or it is unclear which of the plan's pilots they become."""
    levels = {level.id: level.name for unit in named if (level := campaign.level_of(unit.level))}
    if len(levels) > 1:
        yield Problem(code=ProblemCode.ORDER_PILOTS_OF_LEVELS, params={"point": order.point})
    elif levels:
        level_id, name = next(iter(levels.items()))
        if len(pilots_it_may_join(campaign.pilots, level_id, document)) > 1:
            yield Problem(code=ProblemCode.ORDER_PILOTS_UNCLEAR, params={"point": order.point, "level": name})


def _release_faults(order: Order, campaign: Campaign, named: Sequence[Unit]) -> Iterator[Problem]:
    for unit in named:
        level = campaign.level_of(unit.level)
        if level is None or campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot) is None:
            yield Problem(code=ProblemCode.ORDER_NOT_A_PILOT, params={"point": order.point, "unit": unit.name})


def _level_faults(order: Order, campaign: Campaign) -> Iterator[Problem]:
    """Yield a fault where nothing is said, or delegates would go to no other level."""
    levels = {level.id: level.name for level in campaign.levels}
    if not (order.reports_to or order.upper):
        yield Problem(code=ProblemCode.ORDER_LEVELS_MISSING, params={"point": order.point})
    if order.upper and (order.upper not in levels or order.upper in order.scope.levels):
        params = {"point": order.point, "value": order.upper, "allowed": list(levels.values())}
        yield Problem(code=ProblemCode.ORDER_LEVEL_UNKNOWN, params=params)

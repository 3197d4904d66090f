"""The plan as orders leave it on a day: who is a pilot, and how levels stand to one another.

What an order says of a unit's own conference is no part of it: that is `in_force`. The order in which documents count
is the same: of two the later signed wins, then the later entered; within one, the later point.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from emulation_workflow.domain.campaign import Campaign, Gate, GateInForce, Level, Pilot, PilotInForce
from emulation_workflow.domain.orders.order import Order, OrderKind
from emulation_workflow.domain.registers import Unit

_OF_PILOTS = frozenset({OrderKind.NAME_PILOTS, OrderKind.RELEASE_PILOTS})


def plan_in_force(campaign: Campaign, orders: Iterable[Order], *, on: date) -> Campaign:
    """Return the campaign with its pilots and levels as orders leave them on that day; itself where they change none.

    What this returns may be given to it again, with the same orders and day.
    """
    holding = [order for order in orders if order.effective_from <= on]
    changing = sorted(
        (order for order in holding if order.kind in _OF_PILOTS or order.kind is OrderKind.CHANGE_LEVELS),
        key=lambda order: (order.signed_on, order.entered_at, order.issuer, order.number, order.point),
    )
    pilots, levels = campaign.pilots, campaign.levels
    for order in changing:
        if order.kind is OrderKind.CHANGE_LEVELS:
            levels = tuple(_changed(level, order) for level in levels)
        else:
            same_document = [other for other in changing if other.document == order.document]
            pilots = _with_pilots(pilots, order, same_document, levels)
    if (pilots, levels) == (campaign.pilots, campaign.levels):
        return campaign
    return replace(campaign, pilots=pilots, levels=levels)


def with_marked(campaign: Campaign, units: Callable[[], Iterable[Unit]]) -> Campaign:
    """Return the campaign with each gated unit by name that only the register tells.

    They are pilots that their directors have marked, and units of levels whose every plan passes the gate. `units`
    returns those valid on the day; it is asked only where there may be any.
    """
    is_left = any(pilot.gated and pilot.is_left_to_director for pilot in campaign.pilots)
    if not is_left and not (campaign.gate and campaign.gate.levels):
        return campaign
    known = list(units())
    marked = [unit for unit in known if unit.pilot]
    return replace(
        campaign,
        pilots=tuple(_with_marked(campaign, pilot, marked) for pilot in campaign.pilots),
        gate=_with_units(campaign, campaign.gate, known) if campaign.gate else None,
    )


def pilots_it_may_join(pilots: Iterable[Pilot], level: str, document: Sequence[Order]) -> list[Pilot]:
    """Return the kinds of pilot of which a unit of this level may be one that `document` names.

    Where a level has several, it is that of the unit that the same document releases.
    """
    of_level = [pilot for pilot in pilots if pilot.level == level]
    released = {code for order in document if order.kind is OrderKind.RELEASE_PILOTS for code in order.scope.units}
    instead = [pilot for pilot in of_level if not released.isdisjoint(_ever(pilot))]
    return instead if len(of_level) > 1 and instead else of_level


def _with_marked(campaign: Campaign, pilot: Pilot, marked: Sequence[Unit]) -> Pilot:
    if not (pilot.gated and pilot.is_left_to_director):
        return pilot
    words = campaign.level(pilot.level).unit_levels
    codes = (unit.code for unit in marked if unit.level in words)
    standing = _in_force(pilot)
    return replace(standing, named=tuple(dict.fromkeys((*standing.named, *codes))))


def _with_units(campaign: Campaign, gate: Gate, units: Iterable[Unit]) -> Gate:
    if not gate.levels:
        return gate
    words = {word for level in campaign.levels if level.id in gate.levels for word in level.unit_levels}
    told = {name: getattr(gate, name) for name in Gate.__slots__}
    return GateInForce(**told, units=tuple(unit.code for unit in units if unit.level in words))


def _with_pilots(
    pilots: tuple[Pilot, ...], order: Order, document: Sequence[Order], levels: Sequence[Level]
) -> tuple[Pilot, ...]:
    """Return the pilots once an order has named or released some."""
    if order.kind is OrderKind.RELEASE_PILOTS:
        return tuple(_released(pilot, order.scope.units) for pilot in pilots)
    joined = next(iter(pilots_it_may_join(pilots, order.of_level, document)), None)
    if joined is None:
        return (*pilots, *(_first_of(level, order) for level in levels if level.id == order.of_level))
    return tuple(_named(pilot, order) if pilot is joined else pilot for pilot in pilots)


def _first_of(level: Level, order: Order) -> PilotInForce:
    """Return the pilots that an order names where the plan has none: directed by who orders it, and with no gate."""
    return PilotInForce(level=level.id, rule=level.rule, director=order.issuer, gated=False, named=order.scope.units)


def _named(pilot: Pilot, order: Order) -> Pilot:
    standing, codes = _in_force(pilot), order.scope.units
    is_late = pilot.window is not None and pilot.window.end is not None and pilot.window.end < order.effective_from
    return replace(
        standing,
        named=tuple(dict.fromkeys((*standing.named, *codes))),
        released=tuple(code for code in standing.released if code not in codes),
        named_late=tuple(dict.fromkeys((*standing.named_late, *(codes if is_late else ())))),
    )


def _released(pilot: Pilot, codes: Sequence[str]) -> Pilot:
    standing = _in_force(pilot)
    return replace(standing, released=tuple(dict.fromkeys((*standing.released, *codes))))


def _in_force(pilot: Pilot) -> PilotInForce:
    if isinstance(pilot, PilotInForce):
        return pilot
    return PilotInForce(**{name: getattr(pilot, name) for name in Pilot.__slots__})


def _ever(pilot: Pilot) -> set[str]:
    standing = _in_force(pilot)
    return {*standing.units, *standing.named}


def _changed(level: Level, order: Order) -> Level:
    if level.id not in order.scope.levels:
        return level
    return replace(level, reports_to=order.reports_to or level.reports_to, upper=order.upper or level.upper)

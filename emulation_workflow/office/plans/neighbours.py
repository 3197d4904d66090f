"""The conferences that a unit's own is compared with: those above, below and beside it whose day is known (R140-R142).

Only what a check needs is read: a plan is received while a clerk waits.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from emulation_workflow.domain.campaign import Campaign, CheckKind, Level
from emulation_workflow.domain.checks import Neighbour, is_pilot_named, learns_within_director, pilots_by_director
from emulation_workflow.domain.orders.in_force import event_task
from emulation_workflow.domain.registers import Unit
from emulation_workflow.ports import Circle, CircleKind, Transaction


def neighbours(record: Transaction, campaign: Campaign, unit: Unit, on: date) -> Sequence[Neighbour]:
    """Return the conferences of its parent, its children and its level whose day the record knows, each once."""
    level = campaign.level_of(unit.level)
    if level is None or level.conference is None:
        return ()
    circles = [circle for part in (_above, _below, _beside) for circle in part(campaign, unit, level)]
    found = record.neighbours.days(circles, on)
    return list({neighbour.unit.code: neighbour for neighbour in found if neighbour.unit.code != unit.code}.values())


def knows_its_pilot(record: Transaction, campaign: Campaign, unit: Unit, held_on: date | None) -> bool:
    """Return whether the pilot of the unit's level is named, as far as that matters for a conference on this day."""
    level = campaign.level_of(unit.level)
    if level is None or held_on is None or pilots_by_director(campaign, level, held_on) is None:
        return True
    return is_pilot_named(unit, record.register.units(held_on))


def _above(campaign: Campaign, unit: Unit, level: Level) -> Iterator[Circle]:
    above = campaign.level(level.before_level) if level.before_level and level.order_rule else None
    if above is not None and above.conference is not None and unit.parent:
        yield Circle(CircleKind.UNIT, unit.parent, _event(campaign, above))


def _below(campaign: Campaign, unit: Unit, level: Level) -> Iterator[Circle]:
    for below in campaign.levels:
        if below.before_level == level.id and below.order_rule:
            yield Circle(CircleKind.UNDER, unit.code, _event(campaign, below))


def _beside(campaign: Campaign, unit: Unit, level: Level) -> Iterator[Circle]:
    """Yield whom it teaches or learns from: its director's other units, or all of its level."""
    pilot = campaign.pilot_of(unit.code, level=level.id, designated=unit.pilot)
    task = _event(campaign, level)
    if learns_within_director(campaign, level, pilot):
        if unit.parent and campaign.rule_for(CheckKind.PILOT_FIRST_OF_DIRECTOR, level):
            yield Circle(CircleKind.UNDER, unit.parent, task)
    elif campaign.rule_for(CheckKind.PILOT_FIRST_OF_LEVEL, level):
        is_gated = pilot is not None and pilot.gated
        for word in level.unit_levels:
            yield Circle(CircleKind.UNGATED_OF_LEVEL if is_gated else CircleKind.LEVEL, word, task)


def _event(campaign: Campaign, level: Level) -> str:
    """Return the task of holding the level's conference; "" where the campaign has none."""
    task = event_task(campaign, level)
    return task.id if task else ""

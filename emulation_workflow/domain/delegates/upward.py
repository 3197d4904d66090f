"""Find the conference that a unit's adopted delegates go to: that of the level above its own (II.3, 3.5)."""

from collections.abc import Iterable, Mapping
from datetime import date

from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.registers import Unit


def upper_level(campaign: Campaign, unit: Unit) -> Level | None:
    """Return the level whose conference the unit's delegates go to, None where the plan names none."""
    own = campaign.level_of(unit.level)
    return campaign.level(own.upper) if own is not None and own.upper else None


def upper_unit(campaign: Campaign, unit: Unit, units: Iterable[Unit], *, on: date) -> Unit | None:
    """Return the unit whose conference they go to: the nearest of that level above `unit`, or that level's only one.

    A department has nobody above it in the register: its delegates go to the province. None where no unit is certain.
    """
    return _upper(campaign, unit, {other.code: other for other in units if other.is_valid_on(on)}, {})


def units_below(campaign: Campaign, upper: Unit, units: Iterable[Unit], *, on: date) -> list[Unit]:
    """Return the units that adopt lists for the conference of `upper`, in the register's order."""
    valid = {other.code: other for other in units if other.is_valid_on(on)}
    alone: dict[str, Unit | None] = {}
    below = []
    for unit in valid.values():
        own = campaign.level_of(unit.level)
        if own is not None and own.conference is not None:
            above = _upper(campaign, unit, valid, alone)
            if above is not None and above.code == upper.code:
                below.append(unit)
    return below


def _upper(campaign: Campaign, unit: Unit, valid: Mapping[str, Unit], alone: dict[str, Unit | None]) -> Unit | None:
    """Return the same as `upper_unit`; `alone` caches the only unit of each level."""
    level = upper_level(campaign, unit)
    if level is None:
        return None
    above = _nearest_above(unit, valid, level)
    if above is None and level.id not in alone:
        of_level = [other for other in valid.values() if other.level in level.unit_levels]
        alone[level.id] = of_level[0] if len(of_level) == 1 else None
    return above or alone[level.id]


def categories_for(campaign: Campaign, upper: Unit) -> dict[str, str]:
    """Return ids and names of the categories for the conference of `upper`.

    Where a separate plan rules that conference, they are those of all levels.
    """
    level = campaign.level_of(upper.level)
    own = level.conference if level else None
    conferences = [own] if own else [other.conference for other in campaign.levels]
    known: dict[str, str] = {}
    for conference in conferences:
        for category in conference.composition if conference else ():
            known.setdefault(category.id, category.name)
    return known


def _nearest_above(unit: Unit, by_code: Mapping[str, Unit], level: Level) -> Unit | None:
    seen = {unit.code}
    above = by_code.get(unit.parent or "")
    while above is not None and above.code not in seen:
        if above.level in level.unit_levels:
            return above
        seen.add(above.code)
        above = by_code.get(above.parent or "")
    return None

"""Whose conference a unit's adopted delegates go to: that of the level above its own (II.3, 3.5), over any levels."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.units import Unit


def upper_level(campaign: Campaign, unit: Unit) -> Level | None:
    """The level whose conference the unit's delegates go to, None where the plan names none."""
    own = campaign.level_of(unit.level)
    return campaign.level(own.upper) if own is not None and own.upper else None


def upper_unit(campaign: Campaign, unit: Unit, units: Iterable[Unit], *, on: date) -> Unit | None:
    """The unit whose conference they go to: the nearest of that level above `unit`, or the only one of that level.

    A department has nobody above it in the register: its delegates go to the province. None where nobody can be told.
    """
    level = upper_level(campaign, unit)
    if level is None:
        return None
    valid = [one for one in units if one.is_valid_on(on)]
    above = _nearest_above(unit, {one.code: one for one in valid}, level)
    if above is not None:
        return above
    of_level = [one for one in valid if one.level in level.unit_levels]
    return of_level[0] if len(of_level) == 1 else None


def units_below(campaign: Campaign, upper: Unit, units: Sequence[Unit], *, on: date) -> list[Unit]:
    """The units that adopt lists for the conference of `upper`, in the register's order."""
    valid = [one for one in units if one.is_valid_on(on)]
    by_code = {one.code: one for one in valid}
    alone = {level.id: len([one for one in valid if one.level in level.unit_levels]) == 1 for level in campaign.levels}
    below = []
    for unit in valid:
        own, level = campaign.level_of(unit.level), upper_level(campaign, unit)
        if own is None or own.conference is None or level is None or upper.level not in level.unit_levels:
            continue
        above = _nearest_above(unit, by_code, level)
        if (above is not None and above.code == upper.code) or (above is None and alone[level.id]):
            below.append(unit)
    return below


def categories_for(campaign: Campaign, upper: Unit) -> dict[str, str]:
    """Ids and names of delegates that go to the conference of `upper`; of all levels where a separate plan rules it."""
    level = campaign.level_of(upper.level)
    own = level.conference if level else None
    conferences = [own] if own else [one.conference for one in campaign.levels]
    known: dict[str, str] = {}
    for conference in conferences:
        for category in conference.composition if conference else ():
            known.setdefault(category.id, category.name)
    return known


def conference_name(campaign: Campaign, upper: Unit) -> str:
    """What the plan calls the conference of `upper`, with its place where there are several of that name."""
    level = campaign.level_of(upper.level)
    if level is None or level.conference is None:
        return campaign.congress.name
    return f"{level.conference.names[0]} {upper.name[:1].lower()}{upper.name[1:]}"


def _nearest_above(unit: Unit, by_code: Mapping[str, Unit], level: Level) -> Unit | None:
    seen = {unit.code}
    above = by_code.get(unit.parent or "")
    while above is not None and above.code not in seen:
        if above.level in level.unit_levels:
            return above
        seen.add(above.code)
        above = by_code.get(above.parent or "")
    return None

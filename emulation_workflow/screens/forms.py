"""Names that forms offer."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers import Unit, display_name, searchable
from emulation_workflow.domain.schedule.derivation import derive
from emulation_workflow.office.office import is_bound


def bound_unit_names(campaign: Campaign, units: Sequence[Unit], *, level: str = "") -> list[str]:
    """Return the names of those that the plan binds, of one level if it is given.

    Two that share a name go with the unit above them.
    """
    bound = [unit for unit in units if is_bound(campaign, unit)]
    of_level = {known.id: known for known in campaign.levels}.get(level)
    return [
        name
        for name, unit in zip(_names(bound, units), bound, strict=True)
        if of_level is None or campaign.level_of(unit.level) == of_level
    ]


def owing_unit_names(campaign: Campaign, units: Sequence[Unit], *, on: date) -> list[str]:
    """Return the same for those that owe anything on that day, the province's own among them."""
    owing = {owed.unit for owed in derive(campaign, units, on=on)}
    return _names([unit for unit in units if unit.code in owing], units)


def _names(chosen: Sequence[Unit], units: Sequence[Unit]) -> list[str]:
    by_code = {unit.code: unit for unit in units}
    counts = Counter(searchable(unit.name) for unit in chosen)
    return [
        unit.name if counts[searchable(unit.name)] == 1 else display_name(unit, by_code.get(unit.parent or ""))
        for unit in chosen
    ]

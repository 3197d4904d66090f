"""A preview as people read it: units with the same changes are listed together."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages import order_words
from emulation_workflow.office.orders.effects import Preview, UnitChange


@dataclass(frozen=True, slots=True, kw_only=True)
class SameChange:
    """What changes, in words, and for whom."""

    changes: tuple[order_words.Change, ...]
    units: tuple[Unit, ...]


def group_changes(campaign: Campaign, effect: Preview) -> tuple[SameChange, ...]:
    """Return the changes that a document makes, each once, those of most units first."""
    units: dict[tuple[order_words.Change, ...], list[Unit]] = defaultdict(list)
    for change in effect.changed:
        units[tuple(changes_of(campaign, change))].append(change.unit)
    most_first = sorted(units.items(), key=lambda item: (-len(item[1]), item[1][0].code))
    return tuple(SameChange(changes=changes, units=tuple(concerned)) for changes, concerned in most_first)


def changes_of(campaign: Campaign, change: UnitChange) -> Iterator[order_words.Change]:
    """Yield one unit's changes: its conference, then what else it owes."""
    yield from order_words.changes(campaign, change.old, change.new)
    for old, new in change.tasks:
        yield campaign.task(new.task).name, order_words.due(old), order_words.due(new)

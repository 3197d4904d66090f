"""What changes in the units' obligations, as staff read it."""

from collections import defaultdict
from collections.abc import Sequence

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.messages.obligations import STATES, due_words
from emulation_workflow.messages.screens import obligations as words
from emulation_workflow.office.obligations.refresh import ObligationChange
from emulation_workflow.screens.tables import Row, row

MOST_NAMED = 10
"""So many units of a group are named; the rest is counted."""


def change_rows(campaign: Campaign, change: ObligationChange) -> list[Row]:
    """Return a row for all units for which the same task changed in the same way."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for added in change.added:
        groups[_cells(campaign, added, words.NEW)].append(added.derived.unit)
    for _, new in change.changed:
        kind = words.ENDED if new.state is ObligationState.ENDED else words.CHANGED
        groups[_cells(campaign, new, kind)].append(new.derived.unit)
    return [row(words.COLUMNS, *cells, len(units), _some(units)) for cells, units in groups.items()]


def _cells(campaign: Campaign, obligation: Obligation, kind: str) -> tuple[str, ...]:
    task = next((known for known in campaign.tasks if known.id == obligation.derived.task), None)
    if task is None:
        return obligation.derived.task, kind, "", STATES[obligation.state]
    return task.name, kind, due_words(obligation.derived, task.due), STATES[obligation.state]


def _some(units: Sequence[str]) -> str:
    return ", ".join(units[:MOST_NAMED]) + (" …" if len(units) > MOST_NAMED else "")

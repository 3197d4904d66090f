"""Obligations, and what deriving them anew changes, as staff read them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from emulation_workflow.domain.approval.transitions import UNIT
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.messages import obligations as words
from emulation_workflow.messages.screens import obligations as screen_words
from emulation_workflow.office.obligations.refresh import ObligationChange, differences
from emulation_workflow.screens.tables import Row, row

_MAX_UNITS = 8
"""Units named beside a change that is the same for all of them."""

MAX_NAMED = 10
"""Units named in a row of the table; the rest is counted."""


def obligation_row(obligation: Obligation, campaign: Campaign, unit_names: Mapping[str, str]) -> tuple[str, str]:
    """Return the unit's code, and in two lines: task and clause; state, who is waited for, due day."""
    derived = obligation.derived
    clause = next((rule.clause for rule in campaign.rules if rule.id == derived.rule), derived.rule)
    task = next((task for task in campaign.tasks if task.id == derived.task), None)
    sentence = words.LISTED_WAITING if obligation.waiting_on else words.LISTED
    standing = sentence.format(
        standing=words.standing_words(obligation),
        waiting_on=waited_for(obligation, campaign, unit_names),
        due=words.due_words(derived, task, campaign),
    )
    heading = f"{unit_names.get(derived.unit, '')}: {task_name(derived.task, campaign)} [{clause}]"
    return derived.unit, f"{heading}\n{standing}"


def task_name(task_id: str, campaign: Campaign) -> str:
    """Return the task's name; of one that only an earlier campaign file knows, its id."""
    return next((task.name for task in campaign.tasks if task.id == task_id), task_id)


def waited_for(obligation: Obligation, campaign: Campaign, unit_names: Mapping[str, str]) -> str:
    if obligation.waiting_on in ("", UNIT):
        return unit_names.get(obligation.derived.unit, obligation.derived.unit)
    return campaign.role(obligation.waiting_on).name


def change_lines(change: ObligationChange) -> Iterator[str]:
    """Yield new obligations counted by task, then changes, the same change of several units on one line."""
    for task, count in sorted(Counter(obligation.derived.task for obligation in change.added).items()):
        yield f"+ {task}: {count} unit(s)"
    alike: dict[str, list[str]] = {}
    for old, new in change.changed:
        shown = "; ".join(f"{name} {_shown(was)} → {_shown(now)}" for name, (was, now) in differences(old, new).items())
        alike.setdefault(f"{new.derived.task}: {shown or 'ladder'}", []).append(new.derived.unit)
    for shown, units in sorted(alike.items()):
        yield f"~ {shown}  ({_some(units)})"


def _some(units: Sequence[str]) -> str:
    more = f" and {len(units) - _MAX_UNITS} more" if len(units) > _MAX_UNITS else ""
    return ", ".join(units[:_MAX_UNITS]) + more


def _shown(value: object) -> str:
    if value in (None, ""):
        return "none"
    return value.isoformat() if isinstance(value, date) else str(value)


def change_rows(campaign: Campaign, change: ObligationChange, unit_names: Mapping[str, str]) -> list[Row]:
    """Return a row for all units for which the same task changed in the same way."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for added in change.added:
        groups[_change_cells(campaign, added, screen_words.NEW)].append(added.derived.unit)
    for _, new in change.changed:
        kind = screen_words.ENDED if new.state is ObligationState.ENDED else screen_words.CHANGED
        groups[_change_cells(campaign, new, kind)].append(new.derived.unit)
    return [
        row(screen_words.COLUMNS, *_named([unit_names.get(unit, unit) for unit in units], cells))
        for cells, units in groups.items()
    ]


def _named(names: Sequence[str], cells: Sequence[str]) -> Sequence[str]:
    """Return the cells behind one unit's name, or behind how many there are, with the first of them at the end."""
    if len(names) == 1:
        return *names, *cells, ""
    return screen_words.SO_MANY_UNITS.format(number=len(names)), *cells, _first_of(names)


def _change_cells(campaign: Campaign, obligation: Obligation, kind: str) -> tuple[str, ...]:
    task = next((known for known in campaign.tasks if known.id == obligation.derived.task), None)
    if task is None:
        return kind, "", obligation.derived.task, words.STATES[obligation.state]
    return kind, words.due_words(obligation.derived, task, campaign), task.name, words.STATES[obligation.state]


def _first_of(units: Sequence[str]) -> str:
    return ", ".join(units[:MAX_NAMED]) + (" …" if len(units) > MAX_NAMED else "")

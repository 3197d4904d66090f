"""Obligations and what becomes of them as lines that staff can read, and as plain facts for programs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from emulation_workflow.domain.approval.transitions import UNIT
from emulation_workflow.domain.campaign import Campaign, DueKind
from emulation_workflow.domain.obligations.obligation import Obligation
from emulation_workflow.messages.obligations import due_words, standing_words
from emulation_workflow.office.obligations.refresh import ObligationChange, differences


def lines(one: Obligation, campaign: Campaign, names: Mapping[str, str]) -> Iterator[str]:
    """What and under which clause; where it stands and by when, `names` being the units' by code."""
    derived = one.derived
    yield f"{derived.unit:<12} {names.get(derived.unit, '')}: {_task_name(one, campaign)} [{_clause(one, campaign)}]"
    ball = f"; {_holder(one, campaign, names)}" if one.waiting_on else ""
    yield f"{'':<12} {standing_words(one)}{ball}; hạn: {due_words(derived, _due_kind(one, campaign))}"


def _task_name(one: Obligation, campaign: Campaign) -> str:
    """What it is called; one that an earlier campaign file asked for is called by its id."""
    return next((task.name for task in campaign.tasks if task.id == one.derived.task), one.derived.task)


def _due_kind(one: Obligation, campaign: Campaign) -> DueKind:
    return next((task.due for task in campaign.tasks if task.id == one.derived.task), DueKind.NOT_STATED)


def _clause(one: Obligation, campaign: Campaign) -> str:
    return next((rule.clause for rule in campaign.rules if rule.id == one.derived.rule), one.derived.rule)


def _holder(one: Obligation, campaign: Campaign, names: Mapping[str, str]) -> str:
    name = (
        names.get(one.derived.unit, one.derived.unit) if one.waiting_on == UNIT else campaign.role(one.waiting_on).name
    )
    return f"chờ {name}"


_EXCHANGED = {
    "state": "state",
    "ball": "waiting_on",
    "ball_since": "waiting_since",
    "done_on": "done_on",
    "rung": "rung",
}
"""Keys under which programs read what becomes of an obligation, and the fields behind them."""


def facts_of(one: Obligation, campaign: Campaign, names: Mapping[str, str]) -> dict[str, object]:
    """Everything about it, with the names of unit and task."""
    derived = one.derived
    facts: dict[str, object] = {name: _plain(getattr(derived, name)) for name in derived.__slots__}
    facts |= {key: _plain(getattr(one, name)) for key, name in _EXCHANGED.items()}
    return facts | {"unit_name": names.get(derived.unit, ""), "task_name": _task_name(one, campaign)}


def change_lines(change: ObligationChange) -> Iterator[str]:
    """New ones counted by task, changed ones with what changes, the same change of several units on one line."""
    for task, count in sorted(Counter(one.derived.task for one in change.added).items()):
        yield f"+ {task}: {count} unit(s)"
    alike: dict[str, list[str]] = {}
    for old, new in change.changed:
        told = "; ".join(f"{name} {_word(was)} → {_word(now)}" for name, (was, now) in differences(old, new).items())
        alike.setdefault(f"{new.derived.task}: {told or 'ladder'}", []).append(new.derived.unit)
    for told, units in sorted(alike.items()):
        yield f"~ {told}  ({_some(units)})"


def _some(units: list[str], most: int = 8) -> str:
    more = f" and {len(units) - most} more" if len(units) > most else ""
    return ", ".join(units[:most]) + more


def change_facts(change: ObligationChange) -> dict[str, object]:
    """What deriving anew does, obligation by obligation."""
    return {
        "added": [key_of(one) for one in change.added],
        "changed": [
            key_of(new)
            | {"fields": {name: [_plain(was), _plain(now)] for name, (was, now) in differences(old, new).items()}}
            for old, new in change.changed
        ],
        "same": change.same,
    }


def key_of(one: Obligation) -> dict[str, object]:
    """Which one it is."""
    return {"unit": one.derived.unit, "task": one.derived.task}


def _word(value: object) -> str:
    return str(_plain(value)) if value not in (None, "") else "none"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

"""Obligations and what becomes of them as plain values, which programs read as JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.obligations.obligation import Obligation
from emulation_workflow.office.obligations.refresh import ObligationChange, differences
from emulation_workflow.screens.obligations import task_name

_EXCHANGED = {
    "state": "state",
    "ball": "waiting_on",
    "ball_since": "waiting_since",
    "done_on": "done_on",
    "rung": "rung",
}
"""Keys under which programs read what becomes of an obligation, and the fields behind them."""


def obligation_output(obligation: Obligation, campaign: Campaign, unit_names: Mapping[str, str]) -> dict[str, object]:
    """Return everything about an obligation, with the names of unit and task."""
    derived = obligation.derived
    output: dict[str, object] = {name: _plain(getattr(derived, name)) for name in derived.__slots__}
    output |= {key: _plain(getattr(obligation, name)) for key, name in _EXCHANGED.items()}
    return output | {
        "unit_name": unit_names.get(derived.unit, ""),
        "task_name": task_name(derived.task, campaign),
    }


def change_output(change: ObligationChange) -> dict[str, object]:
    """Return what deriving anew does, obligation by obligation."""
    return {
        "added": [key_of(obligation) for obligation in change.added],
        "changed": [
            key_of(new)
            | {"fields": {name: [_plain(was), _plain(now)] for name, (was, now) in differences(old, new).items()}}
            for old, new in change.changed
        ],
        "same": change.same,
    }


def key_of(obligation: Obligation) -> dict[str, object]:
    """Return which obligation it is: unit and task."""
    return {"unit": obligation.derived.unit, "task": obligation.derived.task}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value

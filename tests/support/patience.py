"""How long tests wait for another process, thread or server: no test fails because the machine is busy."""

from collections.abc import Callable
from typing import TypeVar

from emulation_workflow.stack.waiting import each_look

PATIENCE = 600.0
"""Seconds. What has not come by then never comes; pytest's own time limits (pyproject.toml) are longer."""

Found = TypeVar("Found")


def wait_for(look: Callable[[], Found | None], what: str, *, every: float = 0.05) -> Found:
    """Return what `look` finds, called every `every` seconds until it returns something other than None."""
    for _ in each_look(what, every=every, at_most=PATIENCE):
        if (found := look()) is not None:
            return found
    raise AssertionError(f"waited in vain for {what}")

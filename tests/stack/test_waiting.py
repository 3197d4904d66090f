"""Waiting as long as it takes, with a word from time to time to whoever waits too."""

import pytest

from emulation_workflow.stack import waiting
from emulation_workflow.stack.waiting import each_look


def test_who_waits_long_is_told_what_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is slow and says so, instead of giving up."""
    monkeypatch.setattr(waiting, "REPORT_EVERY", 0.0)
    lines: list[str] = []
    for _ in each_look("the example", tell=lines.append, every=0.0):
        if len(lines) == 2:
            break
    assert lines == ["Still waiting for the example, 0 seconds so far ..."] * 2


def test_what_hangs_is_given_up() -> None:
    """The caller looks at least once, and has the last word."""
    looks = sum(1 for _ in each_look("the example", every=0.01, at_most=0.05))
    assert 1 <= looks <= 6

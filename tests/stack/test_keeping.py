"""Parts that end, or live and do nothing, come back; the others are left alone."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from emulation_workflow.stack.keeping import LOOK_AFTER, PAUSES, STEADY_AFTER, Keeper
from emulation_workflow.stack.part import Part
from tests.support.patience import wait_for

LIVES = "import time; time.sleep(3600)"


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Kept:
    """A part that lives, its keeper on a clock of its own, and what was told."""

    def __init__(self, folder: Path) -> None:
        self.clock, self.told, self.done, self.undone = Clock(), list[str](), list[str](), ""
        self.part = Part(
            "the example",
            (sys.executable, "-c", LIVES),
            environment=os.environ,
            folder=folder,
            log=folder / "logs" / "example.log",
            is_up=lambda: True,
        )
        self.part.start()
        self.keeper = Keeper(
            self.part,
            tell=self.told.append,
            idle=lambda: self.undone,
            patience=60,
            after=lambda: self.done.append("after"),
            clock=self.clock,
        )

    def dies(self) -> None:
        """Kill its process from outside."""
        assert self.part.pid is not None
        os.kill(self.part.pid, 9)
        wait_for(lambda: None if self.part.is_running else True, "the part to end")

    def after(self, seconds: float) -> int | None:
        """Let seconds pass and look; return the part's process, if it lives."""
        self.clock.now += seconds
        self.keeper.look()
        return self.part.pid


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(tmp_path)
    yield kept
    kept.part.kill()


def test_a_part_that_ends_is_started_again_after_a_pause(kept: Kept) -> None:
    """It is told, what is due after it is done, and a part at work is never touched."""
    first = kept.after(0)
    kept.dies()
    assert (kept.after(1), kept.done) == (None, [])
    assert "the example ended by itself" in kept.told[0]
    second = kept.after(PAUSES[0])
    assert second not in (None, first)
    assert kept.after(1) == second
    assert kept.done == ["after"]
    assert kept.after(10 * STEADY_AFTER) == second
    assert len(kept.told) == 2


def test_a_part_that_ends_again_and_again_gets_longer_pauses(kept: Kept) -> None:
    """It neither keeps the machine busy nor is given up; once it held for a while the pauses are short again."""
    for pause in (*PAUSES, PAUSES[-1]):
        kept.dies()
        assert kept.after(1) is None
        assert kept.after(pause - 0.1) is None
        assert kept.after(0.2) is not None
        kept.after(1)
    kept.after(STEADY_AFTER)
    kept.dies()
    kept.after(1)
    assert kept.after(PAUSES[0]) is not None


def test_a_part_that_lives_and_does_nothing_is_started_again(kept: Kept) -> None:
    """Only after it has left something undone for as long as is allowed; a passing weakness costs nothing."""
    first = kept.after(LOOK_AFTER)
    kept.undone = "no further rounds are scheduled"
    assert kept.after(LOOK_AFTER) == first
    kept.undone = ""
    assert kept.after(LOOK_AFTER) == first
    kept.undone = "no further rounds are scheduled"
    assert [kept.after(LOOK_AFTER), kept.after(LOOK_AFTER)] == [first, first]
    assert kept.after(LOOK_AFTER) is None
    assert "lives and does nothing: no further rounds are scheduled" in kept.told[-1]
    assert kept.after(PAUSES[0]) not in (None, first)

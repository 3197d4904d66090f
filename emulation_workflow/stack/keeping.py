"""Keeping the parts of the stack at work: what ends, or lives and does nothing, is started again after a pause."""

import time
from collections.abc import Callable
from enum import Enum, auto

from emulation_workflow.stack.part import Part, PartFailed
from emulation_workflow.stack.waiting import Tell

PAUSES = (1.0, 5.0, 15.0, 60.0)
"""Seconds before the first, second … start again; the last one repeats."""

STEADY_AFTER = 600.0
"""Seconds that a part works before its earlier ends are forgotten."""

LOOK_AFTER = 30.0
"""Seconds between two looks at what a part does."""

COMES_UP_WITHIN = 600.0
"""Seconds; what is not up by then hangs."""


class _Stage(Enum):
    AT_WORK = auto()
    COMING_UP = auto()
    PAUSED = auto()


class Keeper:
    """Keeps one part at work. `look` is called again and again, and waits for nothing but the part's own end.

    `idle` says what the part leaves undone although it lives, "" if nothing; it has to say so for `patience` seconds.
    `after` is done once it is up again after a further start. `clock` counts seconds.
    """

    def __init__(
        self,
        part: Part,
        *,
        tell: Tell,
        idle: Callable[[], str] = lambda: "",
        patience: float = 300.0,
        after: Callable[[], object] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.part = part
        self._tell = tell
        self._idle = idle
        self._patience = patience
        self._after = after
        self._clock = clock
        self._stage = _Stage.AT_WORK
        self._since = self._looked_at = clock()
        self._idle_since: float | None = None
        self._ends = 0

    def look(self) -> None:
        """See what the part does, and do what is due for it."""
        now = self._clock()
        if self._stage is _Stage.PAUSED:
            if now - self._since >= PAUSES[min(self._ends, len(PAUSES)) - 1]:
                self._start()
        elif not self.part.is_running:
            self._end(str(PartFailed(self.part.name, "ended by itself", self.part.log)))
        elif self._stage is _Stage.COMING_UP:
            self._see_it_come_up(now)
        elif now - self._looked_at >= LOOK_AFTER:
            self._looked_at = now
            self._see_what_it_does(now)

    def _see_it_come_up(self, now: float) -> None:
        if self.part.is_up():
            self._enter(_Stage.AT_WORK)
            self._tell(f"{_as_sentence(self.part.name)} is at work again.")
            self._after()
        elif now - self._since > COMES_UP_WITHIN:
            self._end(f"{_as_sentence(self.part.name)} did not come up within {COMES_UP_WITHIN:g} seconds.")

    def _see_what_it_does(self, now: float) -> None:
        if now - self._since >= STEADY_AFTER:
            self._ends = 0
        undone = self._idle()
        if not undone:
            self._idle_since = None
        elif self._idle_since is None:
            self._idle_since = now
        elif now - self._idle_since >= self._patience:
            self._end(f"{_as_sentence(self.part.name)} lives and does nothing: {undone}.")

    def _end(self, words: str) -> None:
        self.part.stop()
        self._ends += 1
        pause = PAUSES[min(self._ends, len(PAUSES)) - 1]
        self._tell(f"{words}\nIt is started again in {pause:g} seconds; the other parts go on.")
        self._enter(_Stage.PAUSED)

    def _start(self) -> None:
        self.part.start()
        self._enter(_Stage.COMING_UP)

    def _enter(self, stage: _Stage) -> None:
        self._stage = stage
        self._since = self._looked_at = self._clock()
        self._idle_since = None


def _as_sentence(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}"

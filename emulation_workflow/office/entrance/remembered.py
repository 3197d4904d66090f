"""What pages show, made once and shown again for as long as nothing was written to the record since."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar

from emulation_workflow.office.office import Office

Found = TypeVar("Found")

MOST = 2_000
"""Answers that one program remembers."""


@dataclass(slots=True)
class Remembered:
    """Answers to questions about the record on a day, by question.

    Whatever is written, by whichever program, ends in a sealed row: as long as the last one is the same, so are they.
    An answer must depend on nothing but the record, the campaign and the day. What this program writes is seen at
    once, what others write within `fresh_for` seconds.
    """

    office: Office
    fresh_for: float = 0.05
    _last: tuple[int, float, tuple[object, ...]] | None = None
    _known: dict[Hashable, tuple[tuple[object, ...], Any]] = field(default_factory=dict)

    def find(self, question: Hashable, answer: Callable[[], Found]) -> Found:
        """Return the answer as the record has it now. Whoever gets it changes nothing in it."""
        as_of = self._as_of()
        known = self._known.get(question)
        if known is not None and known[0] == as_of:
            found: Found = known[1]
            return found
        made = answer()
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[question] = (as_of, made)
        return made

    def knows(self, question: Hashable) -> bool:
        """Return whether the answer is at hand, and so new that the record need not be asked whether it still holds."""
        return question in self._known and self._is_fresh(self._last)

    def _as_of(self) -> tuple[object, ...]:
        """Return what an answer is as of: the record's last row, and the day."""
        acts, now, last = self.office.store.acts, monotonic(), self._last
        if last is None or not self._is_fresh(last):
            last = self._last = (acts, now, self.office.read(lambda record: record.ledger.head()))
        return (*last[2], self.office.clock.now().date())

    def _is_fresh(self, last: tuple[int, float, tuple[object, ...]] | None) -> bool:
        return last is not None and last[0] == self.office.store.acts and monotonic() - last[1] < self.fresh_for

"""What pages show, made once and shown again for as long as nothing was written to the record since."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from emulation_workflow.office.office import Office

Found = TypeVar("Found")

MOST = 2_000
"""Answers that one program remembers."""


@dataclass(slots=True)
class Remembered:
    """Answers to questions about the record on a day, by question.

    Whatever is written, by whichever program, ends in a sealed row: as long as the last one is the same, so are they.
    An answer must depend on nothing but the record, the campaign and the day.
    """

    office: Office
    _known: dict[Hashable, tuple[tuple[object, ...], Any]] = field(default_factory=dict)

    def find(self, question: Hashable, answer: Callable[[], Found]) -> Found:
        """Return the answer as the record has it now. Whoever gets it changes nothing in it."""
        as_of = (*self.office.read(lambda record: record.ledger.head()), self.office.clock.now().date())
        known = self._known.get(question)
        if known is not None and known[0] == as_of:
            found: Found = known[1]
            return found
        made = answer()
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[question] = (as_of, made)
        return made

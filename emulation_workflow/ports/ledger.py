"""The record of who did what."""

from collections.abc import Sequence
from typing import Protocol

from emulation_workflow.domain.record.ledger import LedgerEntry, SealedEntry


class Ledger(Protocol):
    """The hash-chained record."""

    def append(self, entry: LedgerEntry) -> SealedEntry: ...

    def entries(self, *, unit: str | None = None) -> Sequence[SealedEntry]: ...

    def head(self) -> tuple[int, str]:
        """Return number and seal of the last row, kept apart from the rows: (0, GENESIS) at first."""

"""The record of who did what."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from emulation_workflow.domain.record.ledger import LedgerEntry, RowFault, SealedEntry, SealedRows


class Ledger(Protocol):
    """The hash-chained record."""

    def append(self, entry: LedgerEntry) -> SealedEntry: ...

    def entries(self, *, unit: str | None = None) -> Sequence[SealedEntry]: ...

    def head(self) -> tuple[int, str]:
        """Return number and seal of the last row, kept apart from the rows: (0, GENESIS) at first."""


class Inspection(Protocol):
    """The record's database as it is, whatever somebody has made of it; whatever cannot be read is a fault.

    RecordUnreadable where nothing can be read any more, RecordUnreachable where the way to it is lost.
    """

    @property
    def key(self) -> bytes | None:
        """Return the office's key for seals, if it is at hand."""

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with the database itself, as English sentences for the operator."""

    def heads(self) -> Sequence[tuple[Any, Any]]:
        """Return number and seal of the last sealed row, as often as they stand there."""

    def sealed_rows(self) -> Iterator[SealedEntry]:
        """Yield the sealed rows by number, without keeping them."""

    def take(self, rows: SealedRows) -> Sequence[RowFault]:
        """Let a sealed row about other rows take precedence over earlier ones.

        Return each row that its act rested on and that was otherwise then than the earlier ones said.
        """

    def row_faults(self, *, compares: bool) -> Iterator[RowFault]:
        """Yield each row that is missing or too many, by what was taken, and if the key `compares`, that is other."""

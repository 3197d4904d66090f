"""A row of the record, as staff read it."""

import pytest

from emulation_workflow.domain.record.ledger import GENESIS, ROWS_WRITTEN, LedgerEntry, LedgerKind, sealed
from emulation_workflow.messages.ledger import ENTRY_KINDS, UNREADABLE
from emulation_workflow.screens.ledger import entry_row
from tests.support.offices import NOON


@pytest.mark.complete
def test_every_kind_of_row_has_its_name() -> None:
    """A kind without one would be shown as a row that cannot be read."""
    assert set(ENTRY_KINDS) == set(LedgerKind)


def test_a_row_of_digests_says_how_many() -> None:
    """Staff see that an act was sealed, not the digests."""
    digests = {"letter": [[1, "x"], [2, "y"]], "letter_recipient": [[1, 0, None]]}
    entry = LedgerEntry(
        kind=LedgerKind.ROWS,
        at=NOON,
        actor="office",
        what=ROWS_WRITTEN,
        details={"act": "swept", "rows": digests},
    )
    _, at, words = entry_row(sealed(entry, number=1, previous=GENESIS), None, {})
    assert at == NOON
    assert "số dòng: 3, trong 2 bảng" in words
    assert UNREADABLE not in words

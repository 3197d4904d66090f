"""The hash chain: whatever is done to a row, the chain tells."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from emulation_workflow.domain.record.ledger import GENESIS, LedgerEntry, LedgerKind, SealedEntry, faults, seal, sealed

AT = datetime(2020, 2, 5, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CHANGES: dict[str, Callable[[SealedEntry], SealedEntry]] = {
    "number": lambda row: replace(row, number=row.number + 1),
    "body": lambda row: replace(row, body=row.body.replace("việc", "viêc")),
    "previous": lambda row: replace(row, previous="f" * 64),
    "seal": lambda row: replace(row, seal=seal(row.number, row.previous, row.body + " ")),
    "unit": lambda row: replace(row, unit="616"),
}


def chain(length: int) -> list[SealedEntry]:
    rows: list[SealedEntry] = []
    for number in range(1, length + 1):
        entry = LedgerEntry(kind=LedgerKind.ACT, at=AT, actor="CB01", what=f"việc {number}", unit="608")
        rows.append(sealed(entry, number=number, previous=rows[-1].seal if rows else GENESIS))
    return rows


def found(rows: list[SealedEntry], written: list[SealedEntry]) -> list[str]:
    head = written[-1].seal if written else GENESIS
    return list(faults(rows, head_number=len(written), head_seal=head))


@given(st.integers(0, 8))
def test_a_chain_as_written_has_no_faults(length: int) -> None:
    """Of any length, the empty one included."""
    rows = chain(length)
    assert found(rows, rows) == []


@given(st.integers(1, 8), st.data(), st.sampled_from(sorted(CHANGES)))
def test_any_change_to_any_row_shows(length: int, data: st.DataObject, what: str) -> None:
    """No field of a row can be changed unseen."""
    rows = chain(length)
    index = data.draw(st.integers(0, length - 1))
    changed = [*rows[:index], CHANGES[what](rows[index]), *rows[index + 1 :]]
    assert found(changed, rows) != []


@given(st.integers(1, 8), st.data())
def test_any_other_choice_or_order_of_rows_shows(length: int, data: st.DataObject) -> None:
    """Dropped, doubled or reordered rows break the chain or its end."""
    rows = chain(length)
    others = data.draw(st.lists(st.sampled_from(rows), max_size=length + 2))
    assume(others != rows)
    assert found(others, rows) != []

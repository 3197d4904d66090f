"""Days that the Board set, in each database that the record may be kept in."""

from dataclasses import replace
from datetime import date

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.obligations.board_dates import DateSet
from tests.support.processes.writer import NOW


def test_what_was_set_and_taken_back_comes_back_in_its_order(store: SqlStore) -> None:
    """The latest counts, so the order is part of what is kept."""
    first = DateSet(
        task="report",
        levels=("commune", "district"),
        day=date(2020, 8, 15),
        document="21/BTĐKT",
        signed_on=date(2020, 7, 1),
        set_by="R1",
        set_at=NOW,
    )
    back = replace(first, levels=(), day=None, document="", signed_on=None, note="thu hồi")
    with store.act() as record:
        assert record.board_dates.all() == []
        record.board_dates.add(first)
        record.board_dates.add(back)
    with store.look() as record:
        assert record.board_dates.all() == [first, back]

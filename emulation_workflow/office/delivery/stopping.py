"""A delivery that stops for a fault of ours, and goes on by itself once that is mended.

That it is stopped is an open item on the Board's list. While it is open one letter at a time is tried, at growing
intervals; the first that gets through closes it. Staff who close it have everything tried at once.
"""

from datetime import datetime, timedelta

from emulation_workflow.domain.board_list import BoardItem, ItemKind, board_item
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.messages.board_list import DELIVERY_MENDED
from emulation_workflow.office.office import OFFICE
from emulation_workflow.ports import Transaction

SHORTEST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
"""Between two letters tried; in between, as long as it has been stopped, so that each pause doubles."""


def may_try(record: Transaction, stop: BoardItem, now: datetime) -> bool:
    """Return whether it is time to try a letter again."""
    last = max(record.letters.last_failed_at() or stop.opened_at, stop.opened_at)
    return now >= last + min(max(last - stop.opened_at, SHORTEST_PAUSE), LONGEST_PAUSE)


def stop_delivery(record: Transaction, *, words: str, at: datetime) -> None:
    """Note, within an act, that the delivery is stopped; once for each time."""
    if record.board_list.open_of(ItemKind.DELIVERY_STOPPED) is None:
        record.board_list.add(board_item(ItemKind.DELIVERY_STOPPED, at.isoformat(), at=at, words=words))
        record.ledger.append(_entry("delivery_stopped", at, words=words))


def resume_delivery(record: Transaction, *, at: datetime) -> None:
    """Note, within an act, that letters get through again."""
    stop = record.board_list.open_of(ItemKind.DELIVERY_STOPPED)
    if stop is not None and stop.number is not None:
        record.board_list.close(stop.number, at=at, by=OFFICE, note=DELIVERY_MENDED)
        record.ledger.append(_entry("delivery_resumed", at, item=stop.number))


def _entry(what: str, at: datetime, **details: object) -> LedgerEntry:
    return LedgerEntry(kind=LedgerKind.LETTER, at=at, actor=OFFICE, what=what, details=details)

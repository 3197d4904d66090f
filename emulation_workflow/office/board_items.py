"""The Board's own list: what is put on it, and how staff close what they have dealt with."""

from collections.abc import Sequence

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.messages.board_list import ITEM_KINDS
from emulation_workflow.messages.screens.board_entries import item_rows
from emulation_workflow.office.clerk_entries import ClerkEntry, by_word, tell_named
from emulation_workflow.office.office import Office, refuse_any


def list_item(office: Office, item: BoardItem) -> None:
    """Put an item on the list, in one transaction, unless its key was ever there."""
    with office.store.act() as record:
        record.board_list.add(item)


def board_items(office: Office, *, closed_too: bool = False) -> Sequence[BoardItem]:
    """Return what is open on the Board's list, or all that ever was on it, oldest first."""
    return office.read(lambda record: record.board_list.items(only_open=not closed_too))


def close_item(office: Office, number: int, *, by: str, note: str, channel: Channel = Channel.COMMAND) -> BoardItem:
    """Close an item that staff have dealt with, in one transaction; the record keeps who and what, and they are told.

    A bounced address is written to again from then on. Rejected without a name or a note, or if there is no such item,
    or it is closed.
    """
    required = ((ProblemCode.ITEM_BY_MISSING, by), (ProblemCode.ITEM_NOTE_MISSING, note))
    refuse_any(Problem(code=code) for code, words in required if not words.strip())
    at = office.clock.now()
    with office.store.act() as record:
        item = record.board_list.close(number, at=at, by=by.strip(), note=note.strip())
        if item.kind is ItemKind.BOUNCED:
            record.inbox.forget_bounce(str(item.params["email"]))
        record.ledger.append(
            by_word(
                office,
                LedgerEntry(
                    kind=LedgerKind.BOARD,
                    at=at,
                    actor=by.strip(),
                    what="item_closed",
                    unit=item.unit,
                    channel=channel,
                    details={"item": number, "kind": item.kind.value, "note": note.strip()},
                ),
            )
        )
        rows = item_rows(number=number, kind=ITEM_KINDS[item.kind], note=note.strip())
        entry = ClerkEntry(what="item_closed", about="", rows=rows, by=by.strip(), unit=item.unit)
        tell_named(record, office, entry, channel=channel, at=at)
    return item

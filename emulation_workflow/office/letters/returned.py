"""A letter that did not get to one of its addresses: what the Board's list says of it, and the address that is marked.

The same whether the server refused it on the spot or reported on it later.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from emulation_workflow.domain.board_list import BoardItem, ItemKind, board_item
from emulation_workflow.domain.mail import BouncedAddress, Cause, LetterStatus, OutgoingLetter, same_address
from emulation_workflow.messages.board_list import SENT_AGAIN
from emulation_workflow.ports import Transaction

OF_OFFICIAL = "of_official"
"""What came of a report that there is no such address as an official's: nobody knows whether it is true."""


def is_doubted(record: Transaction, email: str) -> bool:
    """Return whether staff have yet to ask an official whether their address takes letters."""
    return any(
        item.kind is ItemKind.RETURNED
        and item.params.get("returned") == OF_OFFICIAL
        and same_address(str(item.params.get("email")), email)
        for item in record.board_list.items()
    )


def mark_address(record: Transaction, email: str, words: str, *, at: datetime) -> None:
    """Note, within an act, that there is no such address, in its server's words; no letter is written to it then."""
    record.inbox.mark_bounced(BouncedAddress(email=email.lower(), bounced_at=at, words=words))


def returned_item(
    record: Transaction,
    kind: ItemKind,
    letter: LetterStatus | OutgoingLetter,
    email: str,
    *,
    at: datetime,
    words: str,
    returned: str = Cause.ADDRESS.value,
    target: str = "",
) -> BoardItem:
    """Return the item: one for each letter and address, and another if it fails again once staff have closed that.

    `target`: where the address forwards to, if it failed there.
    """
    people = (*letter.to, *letter.cc)
    item = board_item(
        kind,
        f"{letter.number}/{email.lower()}",
        at=at,
        unit=letter.unit,
        email=email.lower(),
        name=next((addressee.name for addressee in people if addressee.email.lower() == email.lower()), ""),
        letter=letter.subject,
        number=letter.number,
        returned=returned,
        target=target,
        words=words,
        of=letter.kind.value,
    )
    return replace(item, key=record.board_list.key_now(item.key))


def close_returned(record: Transaction, number: int, *, by: str, at: datetime) -> Sequence[int]:
    """Close, within an act, what the Board's list has of a letter that is sent again; return the items' numbers."""
    kinds = (ItemKind.BOUNCED, ItemKind.RETURNED, ItemKind.DELAYED)
    of_letter = tuple(f"{kind.value}/{number}/" for kind in kinds)
    closed = [item.number for item in record.board_list.items() if item.key.startswith(of_letter) and item.number]
    for item in closed:
        record.board_list.close(item, at=at, by=by, note=SENT_AGAIN.format(number=number))
    return closed

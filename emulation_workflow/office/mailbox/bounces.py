"""Letters that came back: the address is marked, the letter counts as refused, and the Board's list says so."""

from collections.abc import Sequence
from datetime import datetime

from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.mail import Bounce, BouncedAddress, IncomingMail, LetterStatus, is_among
from emulation_workflow.office.board_items import board_item
from emulation_workflow.office.mailbox.senders import MAX_THREAD_IDS
from emulation_workflow.ports import Transaction


def record_bounce(record: Transaction, mail: IncomingMail, *, at: datetime) -> Sequence[BoardItem]:
    """Record a mail server's report, within an act; return the items that go on the Board's list.

    Only a report on a letter that we sent, about an address that we sent it to, marks an address: anybody can write a
    report. The rest is for staff to look at.
    """
    letters = (record.letters.with_message_id(message_id) for message_id in mail.thread[:MAX_THREAD_IDS])
    letter = next((letter for letter in letters if letter is not None), None)
    about = [(bounce, email) for bounce in mail.bounces if letter and (email := _address_meant(letter, bounce))]
    if letter is None or not about:
        return [board_item(ItemKind.BOUNCE_UNKNOWN, mail.key, at=at, sender=mail.sender, subject=mail.subject)]
    for bounce, email in about:
        if bounce.is_final:
            record.letters.note_return(letter.number, email=email, words=bounce.words)
            record.inbox.mark_bounced(BouncedAddress(email=email, bounced_at=at, words=bounce.words))
    return [_item(letter, bounce, email, at) for bounce, email in about]


def _address_meant(letter: LetterStatus, bounce: Bounce) -> str:
    """Return the letter's address that the report is about, "" if none; a server may name one it forwards to."""
    written_to = [addressee.email.lower() for addressee in (*letter.to, *letter.cc)]
    if is_among(bounce.email, written_to):
        return bounce.email
    return written_to[0] if len(written_to) == 1 else ""


def _item(letter: LetterStatus, bounce: Bounce, email: str, at: datetime) -> BoardItem:
    return board_item(
        ItemKind.BOUNCED if bounce.is_final else ItemKind.DELAYED,
        f"{letter.number}/{email}",
        at=at,
        unit=letter.unit,
        email=email,
        name=next((addressee.name for addressee in (*letter.to, *letter.cc) if addressee.email.lower() == email), ""),
        letter=letter.subject,
        words=bounce.words,
    )

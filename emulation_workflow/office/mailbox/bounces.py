"""Letters that came back: the address is marked, the letter counts as refused, and the Board's list says so."""

from collections.abc import Sequence
from datetime import datetime

from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.mail import (
    Bounce,
    BouncedAddress,
    Cause,
    IncomingMail,
    LetterStatus,
    is_among,
    same_address,
)
from emulation_workflow.office.board_items import board_item
from emulation_workflow.office.mailbox.senders import MAX_THREAD_IDS
from emulation_workflow.ports import Transaction


def record_bounce(record: Transaction, mail: IncomingMail, *, at: datetime) -> Sequence[BoardItem]:
    """Record a mail server's report, within an act; return the items that go on the Board's list.

    Only a report on a letter that we sent, about an address that we sent it to, counts: anybody can write a report. It
    marks the address only if there is none such; a full mailbox, a long way or a fault of ours pass. The rest is for
    staff to look at, by the addresses that it names: relays may have changed the Message-ID.
    """
    letters = (record.letters.with_message_id(message_id) for message_id in mail.thread[:MAX_THREAD_IDS])
    letter = next((letter for letter in letters if letter is not None), None)
    about = [(bounce, email) for bounce in mail.bounces if letter and (email := _address_meant(letter, bounce))]
    if letter is None or not about:
        return [_of_no_letter(record, mail, at)]
    for bounce, email in about:
        if bounce.is_final:
            record.letters.note_return(letter.number, email=email, words=bounce.words)
        if _marks(bounce, email):
            record.inbox.mark_bounced(BouncedAddress(email=email, bounced_at=at, words=bounce.words))
    return [_item(letter, bounce, email, at) for bounce, email in about]


def _address_meant(letter: LetterStatus, bounce: Bounce) -> str:
    """Return the letter's address that the report is about, "" if none; a server may name one it forwards to."""
    written_to = [addressee.email.lower() for addressee in (*letter.to, *letter.cc)]
    if is_among(bounce.email, written_to):
        return bounce.email
    return written_to[0] if len(written_to) == 1 else ""


def _marks(bounce: Bounce, email: str) -> bool:
    return bounce.is_final and bounce.cause is Cause.ADDRESS and same_address(bounce.email, email)


def _of_no_letter(record: Transaction, mail: IncomingMail, at: datetime) -> BoardItem:
    """Return the item for a report on no letter that is known; it names the addresses, and the unit that has one."""
    emails = sorted({bounce.email for bounce in mail.bounces})
    units = [unit for unit in record.register.units(at.date()) if is_among(unit.email, emails)]
    return board_item(
        ItemKind.BOUNCE_UNKNOWN,
        mail.key,
        at=at,
        unit=units[0].code if units else "",
        sender=mail.sender,
        subject=mail.subject,
        emails=emails,
        words="; ".join(dict.fromkeys(bounce.words for bounce in mail.bounces if bounce.words)),
    )


def _kind(bounce: Bounce, email: str) -> ItemKind:
    if not bounce.is_final:
        return ItemKind.DELAYED
    return ItemKind.BOUNCED if _marks(bounce, email) else ItemKind.RETURNED


def _item(letter: LetterStatus, bounce: Bounce, email: str, at: datetime) -> BoardItem:
    is_forwarded = not same_address(bounce.email, email)
    return board_item(
        _kind(bounce, email),
        f"{letter.number}/{email}",
        at=at,
        unit=letter.unit,
        email=email,
        name=next((addressee.name for addressee in (*letter.to, *letter.cc) if addressee.email.lower() == email), ""),
        letter=letter.subject,
        number=letter.number,
        returned="forwarded" if is_forwarded else bounce.cause.value,
        target=bounce.email if is_forwarded else "",
        words=bounce.words,
    )

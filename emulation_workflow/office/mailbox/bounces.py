"""Letters that came back: the address is marked, the letter counts as refused, and the Board's list says so."""

from collections.abc import Sequence
from datetime import datetime

from emulation_workflow.domain.board_list import BoardItem, ItemKind, board_item
from emulation_workflow.domain.mail import (
    Bounce,
    Cause,
    IncomingMail,
    LetterStatus,
    is_among,
    same_address,
)
from emulation_workflow.office.letters.returned import OF_OFFICIAL, mark_address, returned_item
from emulation_workflow.office.mailbox.senders import MAX_THREAD_IDS
from emulation_workflow.ports import Transaction


def record_bounce(record: Transaction, mail: IncomingMail, *, at: datetime) -> Sequence[BoardItem]:
    """Record a mail server's report, within an act; return the items that go on the Board's list.

    Only a report on a letter that we sent, about an address that we sent it to, counts: anybody can write a report. It
    marks the address only if there is none such; a full mailbox, a long way or a fault of ours pass. Whoever else got
    the letter can write one, too, and an official must not be silenced by anybody: where the letter had several
    addresses, or the address is an official's, staff are asked, and it is written to as before. The rest is for staff
    to look at, by the addresses that it names: relays may have changed the Message-ID.
    """
    letters = (record.letters.with_message_id(message_id) for message_id in mail.thread[:MAX_THREAD_IDS])
    letter = next((letter for letter in letters if letter is not None), None)
    about = [(bounce, email) for bounce in mail.bounces if letter and (email := _address_meant(letter, bounce))]
    if letter is None or not about:
        return [_of_no_address(record, mail, letter, at)]
    items = []
    for bounce, email in about:
        if bounce.is_final:
            record.letters.note_return(letter.number, email=email, words=bounce.words)
        doubt = _doubt(record, letter, email, at) if _says_no_address(bounce, email) else ""
        if _says_no_address(bounce, email) and not doubt:
            mark_address(record, email, bounce.words, at=at)
        items.append(_item(record, letter, bounce, email, at, doubt=doubt))
    return items


def _address_meant(letter: LetterStatus, bounce: Bounce) -> str:
    """Return the letter's address that the report is about, "" if none; a server may name one it forwards to."""
    written_to = _recipients(letter)
    for email in (bounce.forwarded_from, bounce.email):
        if is_among(email, written_to):
            return email
    return written_to[0] if len(written_to) == 1 else ""


def _says_no_address(bounce: Bounce, email: str) -> bool:
    return bounce.is_final and bounce.cause is Cause.ADDRESS and same_address(bounce.email, email)


def _doubt(record: Transaction, letter: LetterStatus, email: str, at: datetime) -> str:
    """Return why a report alone does not mark the address (a key of RETURNED), "" if it does."""
    if is_among(email, [official.email for official in record.register.officials(on=at.date())]):
        return OF_OFFICIAL
    written_to = {addressee.email.lower() for addressee in (*letter.to, *letter.cc) if addressee.email}
    return "of_several" if len(written_to) > 1 else ""


def _of_no_address(record: Transaction, mail: IncomingMail, letter: LetterStatus | None, at: datetime) -> BoardItem:
    """Return the item for a report on no letter that is known, or on none of its addresses.

    It names the addresses and the unit that has one; or the letter that came back, and whom that was to.
    """
    emails = sorted({bounce.email for bounce in mail.bounces})
    units = [unit.code for unit in record.register.units(at.date()) if is_among(unit.email, emails)]
    known = {"number": letter.number, "letter": letter.subject, "to": _recipients(letter)} if letter else {}
    return board_item(
        ItemKind.BOUNCE_UNKNOWN,
        mail.key,
        at=at,
        unit=next(iter(units), letter.unit if letter else ""),
        sender=mail.sender,
        subject=mail.subject,
        emails=emails,
        words="; ".join(dict.fromkeys(bounce.words for bounce in mail.bounces if bounce.words)),
        **known,
    )


def _recipients(letter: LetterStatus) -> list[str]:
    return [addressee.email.lower() for addressee in (*letter.to, *letter.cc)]


def _kind(bounce: Bounce, email: str, doubt: str) -> ItemKind:
    if not bounce.is_final:
        return ItemKind.DELAYED
    return ItemKind.BOUNCED if _says_no_address(bounce, email) and not doubt else ItemKind.RETURNED


def _item(
    record: Transaction, letter: LetterStatus, bounce: Bounce, email: str, at: datetime, *, doubt: str
) -> BoardItem:
    is_forwarded = not same_address(bounce.email, email)
    return returned_item(
        record,
        _kind(bounce, email, doubt),
        letter,
        email,
        at=at,
        words=bounce.words,
        returned=doubt or ("forwarded" if is_forwarded else bounce.cause.value),
        target=bounce.email if is_forwarded else "",
    )

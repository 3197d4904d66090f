"""Posting a letter: to nobody whose address takes none, and never with nothing said about it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.mail.letters import Addressee, Letter, LetterKind
from emulation_workflow.domain.registers.units import Official, Unit
from emulation_workflow.office.authority import deciders
from emulation_workflow.office.board_items import item_of
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction


def post(record: Transaction, letter: Letter, *, at: datetime) -> bool:
    """Within an act: post the letter to those of its addresses that did not bounce; whether it was kept.

    Each of the others is an item on the Board's list. A letter that would go to nobody is not kept, so that it is
    written once its act is done again with the address mended.
    """
    sendable = _to_usable_addresses(record, letter, at)
    return sendable is not None and record.letters.post(sendable, at=at)


def enqueue(record: Transaction, letter: Letter, *, at: datetime) -> None:
    """Post the letter as `post` does, but together with the act's other letters."""
    sendable = _to_usable_addresses(record, letter, at)
    if sendable is not None:
        record.letters.enqueue(sendable, at=at)


def _to_usable_addresses(record: Transaction, letter: Letter, at: datetime) -> Letter | None:
    """Return the letter without addresses that bounced, each put on the Board's list; None if nobody is left."""
    marked = bounced(record)
    left_out = [addressee for addressee in (*letter.to, *letter.cc) if addressee.email.lower() in marked]
    if not left_out:
        return letter
    for addressee in left_out:
        record.board_list.add(not_written(letter.kind, letter.key, addressee, unit=letter.unit, at=at))
    to, cc = (tuple(one for one in several if one not in left_out) for several in (letter.to, letter.cc))
    return replace(letter, to=to, cc=cc) if to else None


def bounced(record: Transaction) -> Collection[str]:
    """The addresses that take no letters, in lower case."""
    return {email.lower() for email in record.inbox.bounced()}


def not_written(kind: LetterKind, key: str, addressee: Addressee, *, unit: str, at: datetime) -> BoardItem:
    """That a letter was not written to an address that takes none; of a letter of every day it is said once."""
    cause = f"{kind.value if kind is LetterKind.DIGEST else key}/{addressee.email}"
    return item_of(
        ItemKind.NOT_WRITTEN,
        cause,
        at=at,
        unit=unit,
        letter=kind.value,
        name=addressee.name,
        email=addressee.email,
    )


def copies(record: Transaction, office: Office, unit: Unit, kind: LetterKind, at: datetime) -> tuple[Addressee, ...]:
    """Whom the campaign copies on letters of this kind."""
    roles: Sequence[str] = office.campaign.letters.copies.get(kind.value, ())
    people = [
        one.official for role in roles for one in deciders(record.register, office.campaign, role, unit, at.date())
    ]
    return tuple(addressee_of(official) for official in people)


def addressee_of(official: Official) -> Addressee:
    return Addressee(name=official.name, email=official.email)

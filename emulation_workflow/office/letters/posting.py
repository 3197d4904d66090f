"""Queue letters: addresses that bounced are left out, and each one left out is listed for the Board."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.mail import WITH_CODE, Addressee, Letter, LetterKind
from emulation_workflow.domain.registers import Official, Unit
from emulation_workflow.office.authority import deciders
from emulation_workflow.office.board_items import board_item
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction

_NOT_KEPT = WITH_CODE | {LetterKind.DIGEST}


def post(record: Transaction, letter: Letter, *, at: datetime) -> bool:
    """Queue a letter, within an act, to those of its addresses that did not bounce; return whether it was kept.

    Each of the others is an item on the Board's list. A letter that would go to nobody is kept back: it is sent when
    its act is done again with the address mended, or when somebody sends it again.
    """
    sendable = _to_usable_addresses(record, letter, at)
    return sendable is not None and record.letters.post(sendable, at=at) and not sendable.is_kept_back


def enqueue(record: Transaction, letter: Letter, *, at: datetime) -> None:
    """Post the letter as `post` does, but together with the act's other letters."""
    sendable = _to_usable_addresses(record, letter, at)
    if sendable is not None:
        record.letters.enqueue(sendable, at=at)


def _to_usable_addresses(record: Transaction, letter: Letter, at: datetime) -> Letter | None:
    """Return the letter without addresses that bounced, each put on the Board's list; kept back if nobody is left.

    None where it is not worth keeping: the next digest comes by itself, and a code is asked for anew.
    """
    marked = bounced(record)
    left_out = [addressee for addressee in (*letter.to, *letter.cc) if addressee.email.lower() in marked]
    if not left_out:
        return letter
    to, cc = (
        tuple(addressee for addressee in several if addressee not in left_out) for several in (letter.to, letter.cc)
    )
    is_kept = not to and letter.kind not in _NOT_KEPT
    for addressee in left_out:
        item = not_written(letter.kind, letter.key, addressee, unit=letter.unit, at=at)
        record.board_list.add(replace(item, params={**item.params, "is_kept": True}) if is_kept else item)
    if to:
        return replace(letter, to=to, cc=cc)
    return replace(letter, is_kept_back=True) if is_kept else None


def bounced(record: Transaction) -> Collection[str]:
    """Return the addresses that take no letters, in lower case."""
    return {email.lower() for email in record.inbox.bounced()}


def not_written(kind: LetterKind, key: str, addressee: Addressee, *, unit: str, at: datetime) -> BoardItem:
    """Return the Board's item that a letter was not written to a bounced address; only one for all daily digests."""
    cause = f"{kind.value if kind is LetterKind.DIGEST else key}/{addressee.email}"
    return board_item(
        ItemKind.NOT_WRITTEN,
        cause,
        at=at,
        unit=unit,
        letter=kind.value,
        name=addressee.name,
        email=addressee.email,
    )


def list_unreachable(office: Office, kind: LetterKind, units: Mapping[str, Unit], at: datetime) -> None:
    """Put on the Board's list, in one act, units that have no address or one that bounced, by their letters' keys."""
    if units:
        with office.store.act() as record:
            for key, unit in units.items():
                record.board_list.add(_unreachable(kind, key, unit, at))


def _unreachable(kind: LetterKind, key: str, unit: Unit, at: datetime) -> BoardItem:
    if unit.email:
        return not_written(kind, key, Addressee(name=unit.name, email=unit.email), unit=unit.code, at=at)
    return board_item(ItemKind.NO_ADDRESS, f"{unit.code}/{kind.value}", at=at, unit=unit.code, name=unit.name)


def copies(record: Transaction, office: Office, unit: Unit, kind: LetterKind, at: datetime) -> tuple[Addressee, ...]:
    """Return whom the campaign copies on letters of this kind."""
    roles: Sequence[str] = office.campaign.letters.copies.get(kind.value, ())
    people = [
        decider.official
        for role in roles
        for decider in deciders(record.register, office.campaign, role, unit, at.date())
    ]
    return tuple(addressee_of(official) for official in people)


def addressee_of(official: Official) -> Addressee:
    """Return the official's name and address."""
    return Addressee(name=official.name, email=official.email)

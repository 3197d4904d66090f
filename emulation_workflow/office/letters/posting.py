"""Queue letters: addresses that bounced are left out, and each one left out is listed for the Board."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from emulation_workflow.domain.board_list import BoardItem, ItemKind, board_item
from emulation_workflow.domain.campaign import Campaign, Recipient
from emulation_workflow.domain.mail import WITH_CODE, Addressee, Letter, LetterKind
from emulation_workflow.domain.registers import Official, Unit, formal_name
from emulation_workflow.domain.schedule.ladder import answers_to_parent
from emulation_workflow.office.authority import deciders
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction

_NOT_KEPT = WITH_CODE | {LetterKind.DIGEST, LetterKind.SIGN_IN}


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

    None where it is not worth keeping: the next digest comes by itself, and a code or a link is asked for anew.
    """
    left_out = [who for who in (*letter.to, *letter.cc) if not record.inbox.takes_letters(who.email)]
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
    """Return whom the campaign copies on letters of this kind, by rank: the unit above, then people."""
    campaign = office.campaign
    copied_roles = campaign.letters.copies.get(kind.value, ())
    roles = [role for role in copied_roles if role != Recipient.UPPER_UNIT]
    people = [
        decider.official for role in roles for decider in deciders(record.register, campaign, role, unit, at.date())
    ]
    above = unit.parent if Recipient.UPPER_UNIT in copied_roles else None
    parent = record.register.unit(above, at.date()) if above else None
    titled = (f"Ông/Bà {official.name}" + (f", {official.title}" if official.title else "") for official in people)
    copied = (Addressee(name=name, email=official.email) for name, official in zip(titled, people, strict=True))
    return (*upper_copy(campaign, kind, unit, parent), *copied)


def upper_copy(
    campaign: Campaign, kind: LetterKind, unit: Unit, parent: Unit | None, *, marked: Collection[str] = ()
) -> tuple[Addressee, ...]:
    """Return the unit above, where the campaign copies it on letters of this kind and this unit answers to it.

    Not one without an address, or with one that is `marked`.
    """
    level = campaign.level_of(unit.level)
    is_copied = Recipient.UPPER_UNIT in campaign.letters.copies.get(kind.value, ())
    if not is_copied or parent is None or level is None or not answers_to_parent(level):
        return ()
    if not parent.email or parent.email.lower() in marked:
        return ()
    return (Addressee(name=formal_name(campaign, parent), email=parent.email),)


def is_own_office(campaign: Campaign, unit: Unit) -> bool:
    """Return whether the unit is the office that writes the letters: it gets none about what it sends itself."""
    return unit.code == campaign.own_office


def is_issuer(campaign: Campaign, unit: Unit, body: str) -> bool:
    """Return whether the unit is the body of this name: nobody gets a notice of its own document."""
    return formal_name(campaign, unit) == body


def addressee_of(official: Official) -> Addressee:
    """Return the official's name and address."""
    return Addressee(name=official.name, email=official.email)

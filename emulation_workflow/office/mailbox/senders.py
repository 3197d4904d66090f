"""Whose mail it is: a unit's only if its registered address wrote it, in answer to a letter to that very unit.

The sender's address alone can be written by anybody. That the message answers a letter of ours shows by the signed tag
in the address it was sent to, or by the Message-ID it refers to; either alone can be forwarded. Both together tie it to
the unit. Units that share a mailbox are told apart by the letter answered, and by the form where it was to all of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain

from emulation_workflow.domain.mail import (
    TO_UNITS,
    IncomingMail,
    LetterKind,
    LetterStatus,
    Purpose,
    is_among,
    is_tag_of,
    same_address,
    tags_in,
)
from emulation_workflow.domain.registers import Unit
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction

MAX_THREAD_IDS = 20
"""Messages of a thread that are looked up."""

_TAGS_LOOKED_AT = 3


class Tie(Enum):
    """What ties a message to a unit."""

    BOTH = auto()
    """The sender and the thread or tag agree."""
    SENDER = auto()
    """A unit's address wrote, but in answer to nothing of ours."""
    OTHER_SENDER = auto()
    """It answers a letter to a unit, from an address that is not that unit's."""
    OFFICIAL = auto()
    """Somebody wrote who decides or works for the office; nothing is decided by mail."""
    NOBODY = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a message comes from; `unit` is the one it is tied to, or that its thread or its sender points to.

    `among`: the units of that mailbox that the letter answered was to, if to several; a form says whose it is.
    """

    tie: Tie
    unit: Unit | None = None
    among: tuple[Unit, ...] = ()


def origin_of(record: Transaction, office: Office, mail: IncomingMail) -> Origin:
    """Return whose message it is, by today's register."""
    today = office.clock.now().date()
    units = record.register.units(today)
    senders = _senders(office, mail)
    with_address = [unit for unit in units if is_among(unit.email, senders)]
    letters = list(letters_answered(record, mail))
    meant = _meant(office, units, letters, mail)
    own = [unit for unit in meant if unit in with_address]
    to_them = [unit for unit in with_address if any(_was_sent_to(letter, unit) for letter in letters)]
    if own or to_them:
        unit = (own or to_them)[0]
        return Origin(tie=Tie.BOTH, unit=unit, among=_among(unit, to_them, letters, is_meant=bool(own)))
    if meant:
        return Origin(tie=Tie.OTHER_SENDER, unit=meant[0])
    if with_address:
        return Origin(tie=Tie.SENDER, unit=with_address[0])
    if any(is_among(official.email, senders) for official in record.register.officials(on=today)):
        return Origin(tie=Tie.OFFICIAL)
    return Origin(tie=Tie.NOBODY)


def letters_answered(record: Transaction, mail: IncomingMail) -> Iterator[LetterStatus]:
    """Yield the letters of ours that it answers, nearest first; those that it encloses, or that these answer, last."""
    enclosed = chain.from_iterable((forward.message_id, *forward.thread) for forward in mail.forwarded)
    ids = dict.fromkeys([*mail.thread[:MAX_THREAD_IDS], *enclosed])
    for message_id in list(ids)[: 2 * MAX_THREAD_IDS]:
        letter = record.letters.with_message_id(message_id)
        if letter is not None:
            yield letter


def _senders(office: Office, mail: IncomingMail) -> list[str]:
    """Return who wrote; whom a list names besides, if the list is the office's own and writes in its name.

    No other is believed: whoever has an address at a public provider could name their neighbour there.
    """
    is_own = same_address(mail.sender, office.campaign.letters.reply_to)
    return [mail.sender, *([mail.rewritten_for] if mail.rewritten_for and is_own else [])]


def _was_sent_to(letter: LetterStatus, unit: Unit) -> bool:
    return any(same_address(addressee.email, unit.email) for addressee in letter.to)


def _among(unit: Unit, to_them: Sequence[Unit], letters: Sequence[LetterStatus], *, is_meant: bool) -> tuple[Unit, ...]:
    """Return the units that a form in the answer may be of: all of the mailbox, if the letter was to all of them."""
    is_to_all = not is_meant or (bool(letters) and letters[0].kind is LetterKind.REMINDER)
    return tuple(dict.fromkeys([unit, *(to_them if is_to_all else ())]))


def _meant(office: Office, units: Sequence[Unit], letters: Sequence[LetterStatus], mail: IncomingMail) -> list[Unit]:
    """Return the units whose letters are answered, whoever answers: by tag first, then by thread, nearest first."""
    tags = list(tags_in(mail.addressed_to, office.campaign.letters.reply_to))[:_TAGS_LOOKED_AT]
    tagged = [unit for unit in units if tags and _is_tagged(office, unit, tags)]
    codes = [letter.unit for letter in letters if letter.kind in TO_UNITS]
    answered = (unit for code in codes for unit in units if unit.code == code)
    return list(dict.fromkeys([*tagged, *answered]))


def _is_tagged(office: Office, unit: Unit, tags: Sequence[str]) -> bool:
    return any(is_tag_of(tag, unit.code, Purpose.PLAN, office.secret) for tag in tags)

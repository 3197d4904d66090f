"""Whose mail it is: a unit's only if its registered address wrote it, in answer to a letter to that very unit.

The sender's address alone can be written by anybody. That the message answers a letter of ours shows by the Message-ID
it refers to, or by the signed tag in the address it was sent to; either alone can be forwarded. Both together tie it to
the unit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from emulation_workflow.domain.mail import (
    TO_UNITS,
    IncomingMail,
    LetterStatus,
    Purpose,
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
    """Where a message comes from; `unit` is the one it is tied to, or that its thread or its sender points to."""

    tie: Tie
    unit: Unit | None = None


def origin_of(record: Transaction, office: Office, mail: IncomingMail) -> Origin:
    """Return whose message it is, by today's register."""
    today = office.clock.now().date()
    units = record.register.units(today)
    with_address = [unit for unit in units if same_address(unit.email, mail.sender)]
    letters = list(_letters_answered(record, mail))
    tags = list(tags_in(mail.addressed_to, office.campaign.letters.reply_to))[:_TAGS_LOOKED_AT]
    for unit in with_address:
        if _is_tagged(office, unit, tags) or any(_was_sent_to(letter, unit) for letter in letters):
            return Origin(tie=Tie.BOTH, unit=unit)
    meant = _meant(office, units, letters, tags)
    if meant is not None:
        return Origin(tie=Tie.OTHER_SENDER, unit=meant)
    if with_address:
        return Origin(tie=Tie.SENDER, unit=with_address[0])
    if any(same_address(official.email, mail.sender) for official in record.register.officials(on=today)):
        return Origin(tie=Tie.OFFICIAL)
    return Origin(tie=Tie.NOBODY)


def _letters_answered(record: Transaction, mail: IncomingMail) -> Iterator[LetterStatus]:
    for message_id in mail.thread[:MAX_THREAD_IDS]:
        letter = record.letters.with_message_id(message_id)
        if letter is not None:
            yield letter


def _was_sent_to(letter: LetterStatus, unit: Unit) -> bool:
    """Return whether it is a letter to this unit, or to its present address."""
    is_its_own = letter.kind in TO_UNITS and letter.unit == unit.code
    return is_its_own or any(same_address(addressee.email, unit.email) for addressee in letter.to)


def _is_tagged(office: Office, unit: Unit, tags: Sequence[str]) -> bool:
    return any(is_tag_of(tag, unit.code, Purpose.PLAN, office.secret) for tag in tags)


def _meant(office: Office, units: Sequence[Unit], letters: Sequence[LetterStatus], tags: Sequence[str]) -> Unit | None:
    """Return the unit whose letter is answered, whoever answers it."""
    if tags:
        for unit in units:
            if _is_tagged(office, unit, tags):
                return unit
    codes = [letter.unit for letter in letters if letter.kind in TO_UNITS]
    return next((unit for code in codes for unit in units if unit.code == code), None)

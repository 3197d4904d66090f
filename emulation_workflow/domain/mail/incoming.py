"""Incoming mail: what a message says about itself, and what can become of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from emulation_workflow.domain.mail.letters import Cause, Enclosure


class Nature(StrEnum):
    """Who wrote a message, as far as it says so itself."""

    PERSON = "person"
    BOUNCE = "bounce"
    OUT_OF_OFFICE = "out_of_office"
    RECEIPT = "receipt"
    AUTOMATIC = "automatic"
    BY_LIST = "by_list"
    """Handed on by a mailing list or a mass mailer; whoever answers a letter of ours by it is a person."""


class MailFate(StrEnum):
    """What became of a message. Each is kept as it came, whatever its fate."""

    TAKEN = "taken"
    """A form was read and its plan received."""
    ANSWERED = "answered"
    """Nothing could be accepted; an answer says why."""
    LISTED = "listed"
    """It is on the Board's list."""
    BOUNCED = "bounced"
    """A letter of ours that came back."""
    NOTED = "noted"
    """A receipt: a letter of ours was delivered or read."""
    OWN = "own"
    """A letter of ours, copied to ourselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """One address of a letter of ours, as its server reports on it, and by what it was not reached.

    `is_final`: no more tries are made. UNSAID: the report gives no reason that a program understands. `forwarded_from`:
    the address we wrote to, where it is told beside another that it was handed on to.
    """

    email: str
    is_final: bool
    words: str
    cause: Cause = Cause.UNSAID
    forwarded_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForwardedMail:
    """A message that came enclosed in another, under this file name: what whoever forwards it says of it."""

    name: str
    message_id: str = ""
    thread: tuple[str, ...] = ()
    words: str = ""
    quoted: str = ""
    files: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMail:
    """A message as read. Addresses are in lower case; `addressed_to` holds all that the headers name.

    `key` is the same however often and by whatever way this message arrives. `thread` are the Message-IDs it refers to,
    nearest first (of a bounce: that of the letter that came back). `words` is what its writer added to what was quoted,
    `quoted` what it quotes, into which its writer may have typed as well. `rewritten_for`: who wrote,
    where a mailing list put an address of its own in the sender's place. `forwarded`: the messages enclosed in it.
    `is_answerable`: nobody asks for silence and no machine would be answered. `is_whole` False: too large, so only its
    headers were fetched; `original` holds just those. `is_readable` False: only its headers could be taken apart.
    `is_fetched` False: the server did not hand it out, and nothing of it is known.
    """

    key: str
    original: bytes = field(repr=False)
    size: int
    message_id: str
    sender: str
    subject: str
    addressed_to: tuple[str, ...] = ()
    thread: tuple[str, ...] = ()
    nature: Nature = Nature.PERSON
    is_answerable: bool = True
    words: str = ""
    quoted: str = ""
    rewritten_for: str = ""
    files: tuple[Enclosure, ...] = ()
    forwarded: tuple[ForwardedMail, ...] = ()
    bounces: tuple[Bounce, ...] = ()
    is_whole: bool = True
    is_readable: bool = True
    is_fetched: bool = True

    @property
    def file_names(self) -> list[str]:
        """Return what came with it, by name."""
        return [*(file.name for file in self.files), *(forward.name for forward in self.forwarded)]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRecord:
    """A message in the record: what came, when it was read, what became of it; `answer` is the answering letter's key.

    `sha256` is of the original, which is kept.
    """

    key: str
    sha256: str
    message_id: str
    sender: str
    subject: str
    received_at: datetime
    fate: MailFate
    unit: str = ""
    answer: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BouncedAddress:
    """An address that takes no letters, since when, and in its server's words."""

    email: str
    bounced_at: datetime
    words: str


def same_address(email: str, other: str) -> bool:
    """Return whether two addresses are the same. The local part may be case-sensitive by RFC 5321; here it never is."""
    return bool(email) and email.casefold() == other.casefold()


def is_among(email: str, others: Iterable[str]) -> bool:
    return any(same_address(email, other) for other in others)

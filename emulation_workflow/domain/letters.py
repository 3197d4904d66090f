"""Letters: what a letter is to the record. Which letters an act causes is in `office.correspondence`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

CODE_MARK = "[[CODE]]"
"""Stands in a stored letter for the one-time code, which is put in only while it is sent and never stored."""

RUN_LINK_MARK = "[[RUN-LINK]]"
"""Stands in a stored letter for the link to the case's current run, known only after the act's transaction."""


class LetterKind(StrEnum):
    """Each kind has its folder in templates/email."""

    PLAN_RECEIVED = "plan_received"
    DECISION_ASKED = "decision_asked"
    CONFIRMATION_CODE = "confirmation_code"
    SENT_BACK = "sent_back"
    CHANGES_ASKED = "changes_asked"
    DISAGREED = "disagreed"
    CLEARED = "cleared"
    WITHDRAWN = "withdrawn"
    CODES_LOCKED = "codes_locked"


class DeliveryState(StrEnum):
    """Where a letter is. Only WAITING letters are claimed; an expired claim becomes IN_DOUBT, never WAITING again."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    REFUSED = "refused"
    IN_DOUBT = "in_doubt"
    VOID = "void"


class ReceiptState(StrEnum):
    """What became of a letter at one recipient's address."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    RETRY = "retry"
    IN_DOUBT = "in_doubt"


def delivery_state(outcomes: Iterable[ReceiptState | None], *, tries_again: bool) -> DeliveryState:
    """The state of a letter after an attempt, from the outcome at each of its addresses (None: not tried yet).

    Doubt at one address keeps the whole letter from being sent again until staff decide. Without another try, an
    address that was never reached counts as refused.
    """
    found = set(outcomes)
    if ReceiptState.IN_DOUBT in found:
        return DeliveryState.IN_DOUBT
    is_pending = None in found or ReceiptState.RETRY in found
    if is_pending and tries_again:
        return DeliveryState.WAITING
    return DeliveryState.REFUSED if is_pending or ReceiptState.REFUSED in found else DeliveryState.SENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to be rendered and kept. `key` is unique for ever: the same cause never writes it twice.

    `facts` fill the template. `code_ref` names the code that goes in at sending (confirmation letters only).
    """

    key: str
    kind: LetterKind
    to: tuple[Addressee, ...]
    facts: Mapping[str, object]
    cc: tuple[Addressee, ...] = ()
    unit: str = ""
    code_ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingLetter:
    """A claimed letter, ready to be built into a message. `pending` are the addresses not yet settled."""

    number: int
    key: str
    kind: LetterKind
    to: tuple[Addressee, ...]
    cc: tuple[Addressee, ...]
    subject: str
    text: str
    html: str
    message_id: str
    attempt: int
    pending: tuple[str, ...]
    code_ref: str = ""
    run_id: str | None = None
    written_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One recipient's outcome of one attempt: SMTP `code` (0 if the server said none) and its words."""

    email: str
    state: ReceiptState
    code: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStatus:
    """A letter as staff see it."""

    number: int
    key: str
    kind: LetterKind
    unit: str
    subject: str
    to: tuple[Addressee, ...]
    cc: tuple[Addressee, ...]
    state: DeliveryState
    attempts: int
    written_at: datetime
    sent_at: datetime | None
    next_try_at: datetime | None
    receipts: tuple[Receipt, ...] = field(default=())

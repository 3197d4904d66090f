"""Letters as the record keeps them. Which letters an act causes is decided in `office`."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum, auto

CODE_MARK = "[[CODE]]"
"""Stands in a stored letter for the one-time code, which is put in only while it is sent and never stored."""

_CODE_MARKS = re.compile(r"\[\[CODE(?::(?P<act>[a-z_]+))?\]\]")

CodeOf = Callable[[str], str]
"""Gives the code of an answer, by its act; "" where the letter has but one."""

RUN_LINK_MARK = "[[RUN-LINK]]"
"""Stands in a stored letter for its link, which is made only while it is sent and never stored."""


def code_mark(act: str) -> str:
    """Return what stands in a stored letter for the code of this answer. ValueError if that can be none."""
    mark = f"[[CODE:{act}]]"
    if not _CODE_MARKS.fullmatch(mark):
        raise ValueError(f"{act!r} is no answer")
    return mark


def with_codes(text: str, code: CodeOf) -> str:
    """Return a stored text with the codes in the places that were left for them."""
    return _CODE_MARKS.sub(lambda mark: code(mark["act"] or ""), text)


def without_marks(fact: object) -> object:
    """Return what fills a letter so that no text in it, whoever wrote it, stands for a code."""
    match fact:
        case str():
            return _CODE_MARKS.sub("[CODE]", fact)
        case Mapping():
            return {name: without_marks(value) for name, value in fact.items()}
        case list() | tuple():
            return [without_marks(value) for value in fact]
        case _:
            return fact


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
    REMINDER = "urging"
    DIGEST = "digest"
    ORDER_NOTICE = "order_notice"
    ORDER_CODE = "order_code"
    CAMPAIGN_OPENED = "campaign_opened"
    MAIL_ANSWER = "mail_answer"
    DIFFICULTY_ANSWERED = "difficulty_answered"
    RESULT_RECEIVED = "result_received"
    LESSONS = "lessons"
    RESULT_ASKED = "result_asked"
    SEAL = "seal"
    ENTRY_CODE = "entry_code"
    PAPER_TO_CONFIRM = "paper_to_confirm"
    ACT_RECORDED = "act_recorded"
    SIGN_IN = "sign_in"


WITH_CODE = frozenset(
    {LetterKind.CONFIRMATION_CODE, LetterKind.ORDER_CODE, LetterKind.ENTRY_CODE, LetterKind.PAPER_TO_CONFIRM}
)
"""Letters with a one-time code: to one person alone, copied to nobody."""

AWAITED = frozenset({*WITH_CODE, LetterKind.SIGN_IN, LetterKind.DECISION_ASKED, LetterKind.MAIL_ANSWER})
"""Letters that somebody waits for, or that come with those: they leave first, and at any hour."""

TO_UNITS = frozenset(
    {
        LetterKind.CAMPAIGN_OPENED,
        LetterKind.MAIL_ANSWER,
        LetterKind.REMINDER,
        LetterKind.PLAN_RECEIVED,
        LetterKind.RESULT_RECEIVED,
        LetterKind.RESULT_ASKED,
        LetterKind.SENT_BACK,
        LetterKind.CHANGES_ASKED,
        LetterKind.DISAGREED,
        LetterKind.CLEARED,
        LetterKind.ORDER_NOTICE,
        LetterKind.DIFFICULTY_ANSWERED,
        LetterKind.LESSONS,
    }
)
"""Letters to the unit that they are about, which it may answer by mail."""


class DeliveryState(StrEnum):
    """Where a letter is. Only WAITING letters are claimed.

    When a claim runs out, a CLAIMED letter has not left and is WAITING again; a LEAVING one, whose text was being
    handed over, is IN_DOUBT and never sent again by itself.
    """

    WAITING = "waiting"
    CLAIMED = "claimed"
    LEAVING = "leaving"
    SENT = "sent"
    REFUSED = "refused"
    IN_DOUBT = "in_doubt"
    VOID = "void"


class ReceiptState(StrEnum):
    """What became of a letter at one recipient's address."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    RETRY = "retry"
    PUT_OFF = "put_off"
    """Not taken for a fault of ours: pending, and no attempt was counted."""
    IN_DOUBT = "in_doubt"


PENDING = (None, ReceiptState.RETRY, ReceiptState.PUT_OFF)
"""Outcomes after which an address is tried again; None: not tried yet."""


class Stage(StrEnum):
    """How far a conversation with a mail server had come."""

    ARRIVAL = auto()
    """Connecting, greeting, encryption, login."""
    SENDER = auto()
    RECIPIENT = auto()
    MESSAGE = auto()


class Cause(StrEnum):
    """What a letter failed by. OURS is certain; POLICY and UNSAID are ours unless others pass (`refusals`)."""

    ADDRESS = "address"
    """There is no such address."""
    MAILBOX = "mailbox"
    """The mailbox is full, or takes nothing for a while."""
    WAY = "way"
    """The way there: servers that do not answer, or ask for patience."""
    LETTER = "letter"
    """This letter: too large, or of a make that is not taken."""
    OURS = "ours"
    """Our server, sender, login, right to relay, or allowance."""
    POLICY = "policy"
    """Somebody's rules: of our server on us, or of one recipient's on strangers."""
    UNSAID = "unsaid"


def delivery_state(outcomes: Iterable[ReceiptState | None], *, tries_again: bool) -> DeliveryState:
    """Return the state of a letter after an attempt, from the outcome at each address (None: not tried yet).

    Doubt at one address keeps the whole letter from being sent again until staff decide. Without another try, an
    address that was never reached counts as refused.
    """
    seen = set(outcomes)
    if ReceiptState.IN_DOUBT in seen:
        return DeliveryState.IN_DOUBT
    is_pending = not seen.isdisjoint(PENDING)
    if is_pending and tries_again:
        return DeliveryState.WAITING
    return DeliveryState.REFUSED if is_pending or ReceiptState.REFUSED in seen else DeliveryState.SENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom a letter is written to, and where."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that goes with a letter, or came with one: `mime_type` as in "text/calendar"."""

    name: str
    mime_type: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter to be kept and sent. `key` is unique for ever: the same cause never writes it twice.

    `context` (plain JSON) fill the template. `version` is that of the unit's plan, or of its result report, which the
    letter is about: its content never changes, and is read when the letter is rendered. `code_ref` names
    the code that goes in at sending (confirmation letters only). `in_reply_to` is the Message-ID of the message that
    the letter answers. `is_kept_back`: nobody it is to can be written to; it is kept, refused from the beginning.
    """

    key: str
    kind: LetterKind
    to: tuple[Addressee, ...]
    context: Mapping[str, object]
    cc: tuple[Addressee, ...] = ()
    unit: str = ""
    version: int | None = None
    code_ref: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    in_reply_to: str = ""
    is_kept_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter in the outbox that is not rendered yet. `written_at` (aware) is when it was caused.

    `is_altered`: what it is to be filled with is not what this program wrote.
    """

    number: int
    letter: Letter
    written_at: datetime
    is_altered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A letter in words, as it will be sent."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingLetter:
    """A claimed letter, ready to be built into a message. `pending` are the addresses not yet settled.

    `reply_tag` goes into its reply address, where answers are read by a program. `was_put_off`: it failed before for
    what seemed a fault of ours. `failures`: the last at each address in tries that counted. `is_altered`: its words,
    those it goes to or what goes with it are not what this program wrote.
    """

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
    written_at: datetime | None = None
    unit: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    in_reply_to: str = ""
    reply_tag: str = ""
    was_put_off: bool = False
    failures: tuple["Receipt", ...] = ()
    is_altered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One recipient's outcome of one attempt: SMTP `code` (0 if the server said none), its words, and the cause.

    Cause and stage, of a failure, are known right after the attempt; they are not kept.
    """

    email: str
    state: ReceiptState
    code: int = 0
    words: str = ""
    cause: Cause | None = None
    stage: Stage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterStatus:
    """A letter as staff see it. Without `subject` it is not rendered yet; `fault` says why rendering failed."""

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
    fault: str = ""
    message_id: str = ""

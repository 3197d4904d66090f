"""Whose fault a mail server's refusal is: what it says decides, and the stage of the conversation at which it says it.

The enhanced code (RFC 3463) goes before the basic one. A server that gives none says little: then it counts whether it
says the same of everybody, for an address that is wrong is wrong by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from emulation_workflow.domain.mail.letters import Cause, Receipt, ReceiptState


class Stage(StrEnum):
    """How far a conversation with a mail server had come."""

    ARRIVAL = auto()
    """Connecting, greeting, encryption, login."""
    SENDER = auto()
    RECIPIENT = auto()
    MESSAGE = auto()


_ENHANCED = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_BEGINNING = 80
"""Characters within which a server's words hold its enhanced code; further on stand versions and addresses."""

_SUBJECTS = {1: Cause.ADDRESS, 2: Cause.MAILBOX, 4: Cause.WAY, 6: Cause.LETTER, 7: Cause.POLICY}
_DETAILS = {
    (1, 7): Cause.OURS,  # the sender's address
    (1, 8): Cause.OURS,
    (1, 9): Cause.WAY,
    (2, 3): Cause.LETTER,  # too long for this mailbox
    (3, 0): Cause.WAY,
    (3, 1): Cause.WAY,
    (3, 2): Cause.WAY,
    (3, 4): Cause.LETTER,  # too big for the system
    (7, 8): Cause.OURS,  # login
    (7, 9): Cause.OURS,
    (7, 11): Cause.OURS,
}
_CLOSED_TO_STRANGERS = frozenset({12, 124, 129, 133, 134, 135, 136})
"""Details by which Exchange says that a mailbox or group takes letters of some senders alone: its rule."""
_WAY = 4
"""The subject of an enhanced code."""
_STORAGE, _OLD_POLICY = 552, 571
_TRANSIENT, _PERMANENT = 4, 5
_BASIC_OURS = frozenset({530, 534, 535, 538})
_NO_ADDRESS = frozenset({501, 510, 511, 513})

_ALLOWANCE = re.compile(
    r"(?i)(daily|hourly|sending|outgoing).{0,40}(quota|limit)|rate.?limit|too many (messages|mails)"
)
_RELAY = re.compile(r"(?i)relay|not authenticated|authenticat\w* (is )?required|needs? auth|must (log ?in|auth)")
_SENDER = re.compile(r"(?i)\bsender\b|\bfrom\b|not owned by")
_PATIENCE = re.compile(r"(?i)gr[ea]y.?list|try again later|too many (recipients|connections)")
_RULES = re.compile(
    r"(?i)spam|polic|(black|block|deny).?list|blocked|banned|reputation|\bspf\b|\bdkim\b|\bdmarc\b|denied"
)
_NOBODY = re.compile(
    r"(?is)(no such|unknown|invalid|non-?existent|not? (a )?valid) (user|mailbox|recipient|address|local)|"
    r"(user|mailbox|recipient|address|account|alias)\b.{0,60}?"
    r"(unknown|not found|does(n.t| not) exist|do not exist|no longer)|"
    r"no (mailbox|account)( here)?|unrouteable address|non-?existent (hosts?|domain)|host or domain name not found"
)
_ONLINE = re.compile(r"(?i)recipient address rejected: access denied")
"""How Exchange Online says, under a code of the way, that nobody has this address."""
_FULL = re.compile(r"(?i)(mailbox|storage|quota|inbox|disk).{0,40}(full|exceed|over)|over ?quota|full (mailbox|inbox)")
_SIZE = re.compile(r"(?i)\bsize\b|too (big|large|long)|\blength\b")


@dataclass(frozen=True, slots=True)
class EnhancedCode:
    """The subject and detail of an enhanced code; its class is the basic code's, or says whether it lasts."""

    kind: int
    subject: int
    detail: int


def enhanced_code(words: str) -> EnhancedCode | None:
    """Return the enhanced code that a server's words begin with, or nearly."""
    found = _ENHANCED.search(words[:_BEGINNING])
    return EnhancedCode(*(int(number) for number in found.groups())) if found else None


def cause_of(stage: Stage, code: int, words: str) -> Cause:
    """Return what a refusal at this stage comes from; `code` is the basic one, 0 where the server gave none."""
    if stage in (Stage.ARRIVAL, Stage.SENDER) or code in _BASIC_OURS or not code:
        # Nobody has been named yet, or our own server cut us off: whatever it is, it is not the letter.
        return Cause.LETTER if stage is Stage.SENDER and _is_too_large(code, words) else Cause.OURS
    said = enhanced_code(words)
    cause = _by_enhanced(said, words) if said else None
    return cause or _by_basic(stage, code, words)


def _is_too_large(code: int, words: str) -> bool:
    """Return whether the letter's announced size is refused (RFC 1870)."""
    said = enhanced_code(words)
    if said is not None:
        return (said.subject, said.detail) in ((3, 4), (2, 3))
    return code == _STORAGE and bool(_SIZE.search(words))  # Else it is our own mailbox that is full.


def _by_enhanced(said: EnhancedCode, words: str) -> Cause | None:
    match said.subject, said.detail:
        case (4, 5) if _ALLOWANCE.search(words):
            return Cause.OURS
        case (7, _) if _PATIENCE.search(words) and said.kind == _TRANSIENT:
            return Cause.WAY
        case (7, _) if _is_about_sender(said, words):
            return Cause.OURS
        case (1 | 2 | 3 | 7, 0) | (4, 1 | 4) if _NOBODY.search(words) or (
            said.subject == _WAY and _ONLINE.search(words)
        ):
            return Cause.ADDRESS
        case (1, 0):
            return None
        case detail:
            return _DETAILS.get(detail) or _SUBJECTS.get(said.subject)


def _is_about_sender(said: EnhancedCode, words: str) -> bool:
    is_open = said.detail not in _CLOSED_TO_STRANGERS
    return bool((is_open and _RELAY.search(words)) or _ALLOWANCE.search(words))


def _by_basic(stage: Stage, code: int, words: str) -> Cause:
    names_nobody = bool(_NOBODY.search(words)) or (stage is Stage.RECIPIENT and code in _NO_ADDRESS)
    is_about_size = stage is Stage.MESSAGE or bool(_SIZE.search(words))
    is_about_sender = bool(_RELAY.search(words)) or (code in (553, 554) and bool(_SENDER.search(words)))
    answers = (
        (Cause.OURS, _ALLOWANCE.search(words)),
        (Cause.MAILBOX, _FULL.search(words)),
        (Cause.WAY, not _lasts(code)),
        (Cause.LETTER, code == _STORAGE and is_about_size),
        (Cause.MAILBOX, code == _STORAGE),
        (Cause.ADDRESS, names_nobody),
        (Cause.OURS, is_about_sender),
        (Cause.POLICY, _RULES.search(words) or code == _OLD_POLICY),
    )
    return next((cause for cause, holds in answers if holds), Cause.UNSAID)


def _lasts(code: int) -> bool:
    """Return whether a basic code says no for good."""
    return code // 100 == _PERMANENT


def cause_reported(status: str, words: str) -> Cause:
    """Return what a report on a letter says that it failed by: `status` as in RFC 3464, "" where there is none."""
    said = enhanced_code(words) or enhanced_code(status)
    cause = _by_enhanced(said, words) if said else None
    return cause or _by_basic(Stage.RECIPIENT, _PERMANENT * 100, words)


def state_after(cause: Cause, code: int) -> ReceiptState:
    """Return what becomes of a letter at an address that failed by this, the fault being its own."""
    lasts = _lasts(code) and cause not in (Cause.MAILBOX, Cause.WAY, Cause.OURS)
    return ReceiptState.REFUSED if lasts else ReceiptState.RETRY


def is_about_us(receipts: Sequence[Receipt], *, is_stopped: bool = False) -> bool:
    """Return whether letters that were tried together failed by us, so that those to come would fail too.

    Rules and refusals without a reason are about us if nobody got through: rules even at a single letter, the others
    if the server says the same of several addresses, or if the delivery is stopped already.
    """
    passed = any(receipt.state is ReceiptState.ACCEPTED for receipt in receipts)
    failed = [receipt for receipt in receipts if receipt.cause and receipt.state is not ReceiptState.ACCEPTED]
    if any(receipt.cause is Cause.OURS and (_lasts(receipt.code) or not passed) for receipt in failed):
        return True
    if passed:
        return False
    causes = {receipt.cause for receipt in failed}
    return Cause.POLICY in causes or (is_stopped and Cause.UNSAID in causes) or _are_alike(failed)


def _are_alike(failed: Sequence[Receipt]) -> bool:
    said = {_apart_from_address(receipt) for receipt in failed}
    unsaid = all(receipt.cause is Cause.UNSAID for receipt in failed)
    return unsaid and len(said) == 1 and len({receipt.email.lower() for receipt in failed}) > 1


def _apart_from_address(receipt: Receipt) -> tuple[int, str]:
    """Return what a server said, without the address and the numbers that differ each time."""
    words = receipt.words.lower().replace(receipt.email.lower(), "")
    return receipt.code, re.sub(r"\S*\d\S*|<\S*>", "", words)


def is_open_to_doubt(receipt: Receipt) -> bool:
    """Return whether what others met must be known before this failure is settled."""
    return receipt.cause in (Cause.OURS, Cause.POLICY, Cause.UNSAID) and receipt.state in (
        ReceiptState.REFUSED,
        ReceiptState.RETRY,
    )

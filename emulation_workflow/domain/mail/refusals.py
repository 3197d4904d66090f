"""Whose fault a mail server's refusal is: what it says decides, and the stage of the conversation at which it says it.

The enhanced code (RFC 3463) goes before the basic one. A server that gives none says little: then it counts whether it
says the same of everybody, for an address that is wrong is wrong by itself.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from emulation_workflow.domain.mail import server_words as said_of
from emulation_workflow.domain.mail.letters import Cause, Receipt, ReceiptState, Stage
from emulation_workflow.domain.registers.units import searchable

_ENHANCED = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_BEGINNING = 80
"""Characters within which a server's words hold its enhanced code; further on stand versions and addresses."""

_SUBJECTS = {
    1: Cause.ADDRESS,
    2: Cause.MAILBOX,
    4: Cause.WAY,
    6: Cause.LETTER,
    7: Cause.POLICY,
}
_DETAILS = {
    (1, 7): Cause.OURS,  # the sender's address
    (1, 8): Cause.OURS,
    (1, 9): Cause.WAY,
    (1, 20): Cause.OURS,
    (1, 90): Cause.OURS,  # Exchange: our allowance of the day
    (2, 3): Cause.LETTER,  # too long for this mailbox
    (3, 0): Cause.WAY,
    (3, 1): Cause.WAY,
    (3, 2): Cause.WAY,
    (3, 4): Cause.LETTER,  # too big for the system
    (4, 310): Cause.ADDRESS,  # Exchange: no such domain
    (7, 8): Cause.OURS,  # login
    (7, 9): Cause.OURS,
    (7, 11): Cause.OURS,
    (7, 512): Cause.LETTER,
    (7, 513): Cause.POLICY,  # the recipient's own list of whom they block
}
_EXCHANGE_OF_SENDERS = range(500, 800)
"""Details of x.7.x by which Exchange refuses whoever sends: its address, domain, tenant, or allowance."""
_CLOSED_TO_STRANGERS = frozenset({12, 124, 129, 133, 134, 135, 136})
"""Details by which Exchange says that a mailbox or group takes letters of some senders alone: its rule."""
_ADDRESS, _MAILBOX, _SYSTEM, _WAY, _CONTENT, _RULES = 1, 2, 3, 4, 6, 7
"""Subjects of an enhanced code."""
_LITTLE = frozenset({(2, 1), (4, 1), (4, 4), (7, 1)})
"""Codes beside x.y.0 that servers use for much; their words say more."""
_STORAGE, _OLD_POLICY = 552, 571
_TRANSIENT, _PERMANENT = 4, 5
_BASIC_OURS = frozenset({530, 534, 535, 538})
_NO_ADDRESS = frozenset({501, 510, 511, 513})
_TOO_MANY_NOBODIES = 5
"""So many addresses are not wrong at once: a server that knows none of them, in words without a code, means us."""


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
    words = searchable(words)
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
    return code == _STORAGE and bool(said_of.SIZE.search(words))  # Else it is our own mailbox that is full.


def _by_enhanced(said: EnhancedCode, words: str) -> Cause | None:
    """Return the cause by the enhanced code; the words may say it more exactly where the code says little."""
    return _by_words(said, words) or (None if (said.subject, said.detail) == (1, 0) else _by_code(said))


def _by_code(said: EnhancedCode) -> Cause | None:
    if cause := _DETAILS.get((said.subject, said.detail)):
        return cause
    is_of_us = said.subject == _RULES and said.detail in _EXCHANGE_OF_SENDERS
    return Cause.OURS if is_of_us else _SUBJECTS.get(said.subject)


def _by_words(said: EnhancedCode, words: str) -> Cause | None:
    subject, detail = said.subject, said.detail
    is_online = subject == _WAY and bool(said_of.ONLINE.search(words))
    says_little = detail == 0 or (subject, detail) in _LITTLE
    answers = (
        (Cause.OURS, subject == _WAY and said_of.ALLOWANCE.search(words)),
        (Cause.WAY, subject == _RULES and said.kind == _TRANSIENT and said_of.PATIENCE.search(words)),
        (Cause.WAY, subject == _ADDRESS and said.kind == _TRANSIENT and said_of.NO_WAY.search(words)),
        (Cause.OURS, subject == _MAILBOX and (said_of.SEND_AS.search(words) or said_of.ALLOWANCE.search(words))),
        (
            Cause.OURS,
            subject in (_ADDRESS, _SYSTEM, _CONTENT) and (_is_of_sender(words) or said_of.ALLOWANCE.search(words)),
        ),
        (Cause.OURS, subject in (_SYSTEM, _CONTENT) and said_of.RELAY.search(words)),
        (Cause.MAILBOX, subject in (_ADDRESS, _RULES) and said_of.FULL.search(words)),
        (Cause.OURS, subject == _RULES and _is_about_sender(said, words)),
        (Cause.ADDRESS, says_little and (is_online or _names_nobody(words))),
    )
    return next((cause for cause, holds in answers if holds), None)


def _names_nobody(words: str) -> bool:
    """Return whether it says that there is no such recipient; what it says of the sender is something else."""
    if _is_of_sender(words) or said_of.OF_OTHERS.search(words):
        return False
    return bool(said_of.NOBODY.search(words) or said_of.ADDRESS_REJECTED.search(words))


def _is_of_sender(words: str) -> bool:
    return bool(said_of.OF_SENDER.search(words) or said_of.SEND_AS.search(words))


def _is_about_sender(said: EnhancedCode, words: str) -> bool:
    is_open = said.detail not in _CLOSED_TO_STRANGERS
    is_of_us = said_of.RELAY.search(words) or said_of.SEND_AS.search(words)
    return bool((is_open and is_of_us) or said_of.ALLOWANCE.search(words))


def _by_basic(stage: Stage, code: int, words: str) -> Cause:
    names_sender = code in (501, 553, 554) and bool(said_of.SENDER_NAMED.search(words))
    is_bad_address = stage is Stage.RECIPIENT and code in _NO_ADDRESS and not names_sender
    names_nobody = _names_nobody(words) or is_bad_address
    is_about_size = stage is Stage.MESSAGE or bool(said_of.SIZE.search(words))
    is_about_sender = bool(said_of.RELAY.search(words)) or _is_of_sender(words)
    answers = (
        (Cause.OURS, said_of.ALLOWANCE.search(words)),
        (Cause.LETTER, _lasts(code) and said_of.TOO_LARGE.search(words)),
        (Cause.MAILBOX, said_of.FULL.search(words) and not _is_of_sender(words)),
        (Cause.WAY, not _lasts(code)),
        (Cause.LETTER, code == _STORAGE and is_about_size),
        (Cause.ADDRESS, names_nobody),
        (Cause.MAILBOX, code == _STORAGE),
        (Cause.OURS, is_about_sender or names_sender),
        (Cause.POLICY, said_of.RULES.search(words) or code == _OLD_POLICY),
        (Cause.MAILBOX, said_of.CLOSED.search(words)),
        (Cause.WAY, said_of.NO_WAY.search(words)),
    )
    return next((cause for cause, holds in answers if holds), Cause.UNSAID)


def _lasts(code: int) -> bool:
    """Return whether a basic code says no for good."""
    return code // 100 == _PERMANENT


def cause_reported(status: str, words: str) -> Cause:
    """Return what a report on a letter says that it failed by: `status` as in RFC 3464, "" where there is none."""
    words = searchable(words)
    said = enhanced_code(words) or enhanced_code(status)
    cause = _by_enhanced(said, words) if said else None
    return cause or _by_basic(Stage.RECIPIENT, _PERMANENT * 100, words)


def state_after(cause: Cause, code: int) -> ReceiptState:
    """Return what becomes of a letter at an address that failed by this, the fault being its own."""
    lasts = _lasts(code) and cause not in (Cause.MAILBOX, Cause.WAY, Cause.OURS)
    return ReceiptState.REFUSED if lasts else ReceiptState.RETRY


def is_about_us(receipts: Sequence[Receipt], *, is_stopped: bool = False) -> bool:
    """Return whether letters that were tried together failed by us, so that those to come would fail too.

    An answer before a recipient is named is about us. An answer about one recipient may be that recipient's: it is
    about us if several get the same; where others got through, of several domains, and surely of us, or of a
    limit of ours that was met on the way. While the delivery is stopped already (`is_stopped`), it is until a letter
    gets through.
    """
    passed = any(receipt.state is ReceiptState.ACCEPTED for receipt in receipts)
    failed = [receipt for receipt in receipts if receipt.cause and receipt.state is not ReceiptState.ACCEPTED]
    if any(_is_of_all(receipt) and (_lasts(receipt.code) or not passed) for receipt in failed):
        return True
    if passed:
        ours = [receipt for receipt in failed if receipt.cause is Cause.OURS and _lasts(receipt.code)]
        return any(len(_domains(alike)) > 1 or _tells_our_limit(alike) for alike in _alike(ours))
    doubtful = [receipt for receipt in failed if is_open_to_doubt(receipt)]
    if is_stopped:
        return bool(doubtful)
    reasoned = [
        receipt for receipt in doubtful if receipt.cause is not Cause.UNSAID and not _says_merely_nobody(receipt)
    ]
    if reasoned:
        return any(_is_of_several(alike) for alike in _alike(reasoned))
    at_least = _TOO_MANY_NOBODIES if any(_says_merely_nobody(receipt) for receipt in doubtful) else 2
    return bool(doubtful) and len(_alike(failed)) == 1 and _number_of_addresses(failed) >= at_least


def says_nobody(receipt: Receipt) -> bool:
    """Return whether a server refused a recipient for good, saying that there is no such address."""
    is_final = receipt.state is ReceiptState.REFUSED and receipt.stage is Stage.RECIPIENT
    return is_final and receipt.cause is Cause.ADDRESS


def _is_of_all(receipt: Receipt) -> bool:
    """Return whether it was said before a recipient was named, or by a server that cut us off without a word."""
    is_early = receipt.stage in (Stage.ARRIVAL, Stage.SENDER) or not receipt.code
    return receipt.cause is Cause.OURS and is_early


def _alike(failed: Sequence[Receipt]) -> Sequence[Sequence[Receipt]]:
    """Return the receipts in groups of the same words."""
    groups: dict[tuple[int, str], list[Receipt]] = defaultdict(list)
    for receipt in failed:
        groups[_apart_from_address(receipt)].append(receipt)
    return list(groups.values())


def is_said_again(receipt: Receipt, before: Sequence[Receipt]) -> bool:
    """Return whether an address failed in the very words that it failed in before."""
    return any(
        receipt.email == former.email and _apart_from_address(receipt) == _apart_from_address(former)
        for former in before
    )


def _tells_our_limit(receipts: Sequence[Receipt]) -> bool:
    """Return whether several were refused because we have sent enough: what got through came before the limit."""
    return _is_of_several(receipts) and bool(said_of.ALLOWANCE.search(searchable(receipts[0].words)))


def _is_of_several(receipts: Sequence[Receipt]) -> bool:
    return _number_of_addresses(receipts) > 1


def _number_of_addresses(receipts: Sequence[Receipt]) -> int:
    return len({receipt.email.lower() for receipt in receipts})


def _domains(receipts: Sequence[Receipt]) -> set[str]:
    return {receipt.email.rpartition("@")[2].lower() for receipt in receipts}


def _apart_from_address(receipt: Receipt) -> tuple[int, str]:
    """Return what a server said, without the address and the numbers that differ each time."""
    words = receipt.words.lower().replace(receipt.email.lower(), "")
    return receipt.code, re.sub(r"\S*\d\S*|<\S*>", "", words)


def is_open_to_doubt(receipt: Receipt) -> bool:
    """Return whether what others met must be known before this failure is settled."""
    has_no_reason = _says_merely_nobody(receipt) or _is_closed(receipt)
    is_doubtful = receipt.cause in (Cause.OURS, Cause.POLICY, Cause.UNSAID) or has_no_reason
    return is_doubtful and receipt.state in (ReceiptState.REFUSED, ReceiptState.RETRY)


def _is_closed(receipt: Receipt) -> bool:
    """Return whether a mail system says for good that it takes nothing (5.3.x): of itself, or of whoever asks."""
    said = enhanced_code(receipt.words)
    is_of_system = said is not None and said.subject == _SYSTEM
    return receipt.cause is Cause.WAY and is_of_system and _lasts(receipt.code)


def _says_merely_nobody(receipt: Receipt) -> bool:
    """Return whether a server says in words alone, without an enhanced code, that there is no such address."""
    return receipt.cause is Cause.ADDRESS and bool(receipt.code) and enhanced_code(receipt.words) is None

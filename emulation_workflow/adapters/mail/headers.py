"""What a message's headers say; a broken header counts as one that is missing."""

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from emulation_workflow.adapters.mail.message import is_usable, one_line
from emulation_workflow.domain.mail import Nature

_MESSAGE_ID = re.compile(r"<[^<>\s]{3,900}>")
_ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To")
_MAX_ADDRESSES = 500
_LONGEST_SUBJECT = 300

_MACHINES = re.compile(r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|autoresponder)([+.-].*)?$")
_DAEMONS = re.compile(r"^(mailer-daemon|postmaster)$")
_AWAY = re.compile(
    r"^\W*(automatic reply|auto(matic)?[- ]?reply|auto-?response|out of (the )?office|ooo\b|vắng mặt|trả lời tự động|"
    r"tự động trả lời|thư trả lời tự động|thông báo vắng mặt)",
    re.IGNORECASE,
)
_BULK = frozenset({"bulk", "junk", "list"})
_SUPPRESSED = frozenset({"all", "autoreply"})


def header(message: Message, name: str) -> str:
    """Return a header as one line of text, its encoded words decoded; "" if there is none."""
    value = message.get(name)
    return decoded(value) if value is not None else ""


def subject(message: Message) -> str:
    return header(message, "Subject")[:_LONGEST_SUBJECT]


def sender(message: Message) -> str:
    """Return the one address in From, in lower case; "" if it names none or several."""
    senders = list(_addresses(message, "From"))
    return senders[0] if len(senders) == 1 and len(message.get_all("From", [])) == 1 else ""


def addressed_to(message: Message) -> tuple[str, ...]:
    """Return all addresses that it was sent to, as far as its headers tell."""
    return tuple(dict.fromkeys(address for name in _ADDRESSED for address in _addresses(message, name)))[
        :_MAX_ADDRESSES
    ]


def message_id(message: Message) -> str:
    """Return its Message-ID, "" if it has no valid one."""
    match = _MESSAGE_ID.search(str(message.get("Message-ID", "")))
    return match.group() if match else ""


def thread(message: Message) -> tuple[str, ...]:
    """Return the Message-IDs that it answers, the nearest first."""
    answered = message_ids(str(message.get("In-Reply-To", "")))
    before = message_ids(str(message.get("References", "")))
    return tuple(dict.fromkeys((*answered, *reversed(before))))


def message_ids(text: str) -> list[str]:
    return _MESSAGE_ID.findall(text)


def nature(message: Message) -> Nature:
    """Return who wrote, as far as the headers say: a person unless something in them says otherwise (RFC 3834)."""
    if _is_report(message):
        return Nature.BOUNCE
    if message.get_content_type() == "multipart/report":
        return Nature.RECEIPT
    submitted = header(message, "Auto-Submitted").partition(";")[0].strip().lower()
    is_away = bool(_AWAY.search(header(message, "Subject")))
    says_machine = any(message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoresponder"))
    precedence = header(message, "Precedence").lower()
    if submitted == "auto-replied" or says_machine or precedence == "auto_reply" or is_away:
        return Nature.OUT_OF_OFFICE
    if submitted not in ("", "no") or precedence in _BULK or message.get("List-Id") or message.get("List-Unsubscribe"):
        return Nature.AUTOMATIC
    if _has_empty_return_path(message) or _MACHINES.match(sender(message).partition("@")[0]):
        return Nature.AUTOMATIC
    return Nature.PERSON


def asks_for_silence(message: Message) -> bool:
    """Return whether it asks not to be answered by a program (MS-OXCMAIL, X-Auto-Response-Suppress)."""
    asked = {part.strip().lower() for part in header(message, "X-Auto-Response-Suppress").split(",")}
    return bool(asked & _SUPPRESSED)


def _is_report(message: Message) -> bool:
    """Return whether a mail server reports on a letter (RFC 3464), or seems to in a manner of its own."""
    if message.get_content_type() == "multipart/report":
        return str(message.get_param("report-type", "")).lower() in ("", "delivery-status")
    is_daemon = bool(_DAEMONS.match(sender(message).partition("@")[0]))
    return is_daemon or bool(message.get("X-Failed-Recipients"))


def _has_empty_return_path(message: Message) -> bool:
    return str(message.get("Return-Path", "x")).strip() == "<>"


def _addresses(message: Message, name: str) -> Iterator[str]:
    try:
        pairs = getaddresses([str(value) for value in message.get_all(name, [])])
    except (ValueError, TypeError, IndexError, MessageError, RecursionError):
        return
    for _, address in pairs:
        if is_usable(address):
            yield address.lower()


def decoded(value: object) -> str:
    """Return a header's value with its encoded words decoded, on one line."""
    try:
        return one_line(str(make_header(decode_header(str(value)))))
    except (LookupError, ValueError, MessageError, RecursionError):
        return one_line(str(value))

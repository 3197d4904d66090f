"""What a message's headers say; a broken header counts as one that is missing."""

import re
import unicodedata
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses

from emulation_workflow.adapters.mail.message import is_usable, one_line
from emulation_workflow.adapters.mail.texts.charsets import bare, decoded_text, repaired
from emulation_workflow.domain.mail import Nature
from emulation_workflow.messages.mail.programs import AWAY_SUBJECTS, NOT_REACHED

_FOLD = re.compile(r"[\r\n]+[ \t]*")
_MESSAGE_ID = re.compile("<[!-;=?-~\u00a1-\u1fff\u2070-\ud7ff\ue000-\uffef]{3,900}>")
"""Of signs that show: a control or direction sign in it, and the message counts as one without."""
_ADDRESSED = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To", "X-Forwarded-To")
_MAX_ADDRESSES = 500
_LONGEST_SUBJECT = 300

_MACHINES = re.compile(r"^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|autoresponder)([+.-].*)?$")
_DAEMONS = re.compile(r"^(mailer-?daemon|mail-?daemon|mdaemon|postmaster|mail(er)?-?delivery)$")
_NOT_REACHED = re.compile("|".join(NOT_REACHED))
_AWAY = re.compile(rf"\W*(?:{'|'.join(AWAY_SUBJECTS)})|.*[\[(](?:{'|'.join(AWAY_SUBJECTS)})[^\[\]()]{{0,20}}[\])]\s*\Z")
_BULK = frozenset({"bulk", "junk"})
_OF_LISTS = ("List-Id", "List-Unsubscribe", "List-Post", "Mailing-List", "X-Google-Group-Id", "Feedback-ID")
_REWRITTEN = ("X-Original-From", "X-Original-Sender", "Reply-To")
_VIA = re.compile(r"\b(?:via|qua)\b", re.IGNORECASE)
_OF_REPLIES = re.compile(
    r"x-(?:mail-)?auto-?(?:repl(?:y|ied)|response?$|respond|generated)|x-vacation|x-fc-machinegenerated"
)
"""Names of headers by which programs say that they answer by themselves; Exchange's wish for silence is none."""
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
    submitted = header(message, "Auto-Submitted").partition(";")[0].partition("(")[0].strip().lower()
    is_away = bool(_AWAY.match(bare(header(message, "Subject"))))
    says_machine = any(value and _OF_REPLIES.match(name.lower()) for name, value in message.items())
    precedence = header(message, "Precedence").lower()
    if submitted == "auto-replied" or says_machine or precedence == "auto_reply" or is_away:
        return Nature.OUT_OF_OFFICE
    if submitted not in ("", "no") or _MACHINES.match(sender(message).partition("@")[0]):
        return Nature.AUTOMATIC
    if precedence == "list" or any(message.get(name) for name in _OF_LISTS):
        return Nature.BY_LIST
    return Nature.AUTOMATIC if precedence in _BULK or _has_empty_return_path(message) else Nature.PERSON


def rewritten_for(message: Message) -> str:
    """Return who wrote what a mailing list sends under an address of its own, by its word; "" if it does not."""
    if nature(message) is not Nature.BY_LIST and not _VIA.search(header(message, "From").rpartition("<")[0]):
        return ""
    named = (address for name in _REWRITTEN for address in _addresses(message, name))
    return next((address for address in named if address != sender(message)), "")


def asks_for_silence(message: Message) -> bool:
    """Return whether it asks not to be answered by a program (MS-OXCMAIL, X-Auto-Response-Suppress)."""
    asked = {part.strip().lower() for part in header(message, "X-Auto-Response-Suppress").split(",")}
    return bool(asked & _SUPPRESSED)


def _is_report(message: Message) -> bool:
    """Return whether a mail server reports on a letter (RFC 3464), or seems to in a manner of its own."""
    if message.get_content_type() == "multipart/report":
        return str(message.get_param("report-type", "")).lower() in ("", "delivery-status")
    is_daemon = bool(_DAEMONS.match(sender(message).partition("@")[0]))
    if is_daemon or message.get("X-Failed-Recipients") or message.get("X-MDDSN-Message"):
        return True
    return _is_from_program(message) and bool(_NOT_REACHED.search(bare(header(message, "Subject"))))


def _is_from_program(message: Message) -> bool:
    """Return whether its headers say that a program wrote it; a person may write of a letter that came back."""
    submitted = header(message, "Auto-Submitted").lower()
    is_machine = bool(_MACHINES.match(sender(message).partition("@")[0]))
    return submitted not in ("", "no") or is_machine or _has_empty_return_path(message)


def _has_empty_return_path(message: Message) -> bool:
    return any(str(message.get(name, "x")).strip() == "<>" for name in ("Return-Path", "X-Return-Path"))


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
    # Unfolded first: the standard library drops the space between an encoded word and the next line.
    text = _FOLD.sub(" ", repaired(str(value)))
    try:
        parts = [part if isinstance(part, str) else _part(part, charset) for part, charset in decode_header(text)]
    except (LookupError, ValueError, MessageError, RecursionError):
        return one_line(text)
    return one_line(unicodedata.normalize("NFC", "".join(parts)))


def _part(content: bytes, charset: str | None) -> str:
    # What stands between encoded words comes back in this codec.
    return decoded_text(content, charset) if charset else content.decode("raw-unicode-escape", "replace")

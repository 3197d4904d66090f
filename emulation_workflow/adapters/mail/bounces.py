"""Reports of mail servers on letters of ours (RFC 3464), and those that servers write in a manner of their own."""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser

from emulation_workflow.adapters.mail.headers import header, message_id, message_ids
from emulation_workflow.adapters.mail.message import is_usable, one_line
from emulation_workflow.adapters.mail.own_words import text_of
from emulation_workflow.domain.mail.incoming import Bounce

_FINAL, _DELAYED = "failed", "delayed"
_QUOTED_ID = re.compile(r"message-id:\s*(<[^<>\s]{3,900}>)", re.IGNORECASE)
_LONGEST_WORDS = 300
_READ_OF_TEXT = 100_000


def bounces(message: Message) -> tuple[Bounce, ...]:
    """What is said of each address; an address that is said to have been reached is none."""
    reported = [one for block in _recipient_blocks(message) if (one := _bounce(block)) is not None]
    if reported:
        return tuple({one.email: one for one in reported}.values())
    failed = header(message, "X-Failed-Recipients").split(",")
    return tuple(
        Bounce(email=email.strip().lower(), is_final=True, words="") for email in failed if is_usable(email.strip())
    )


def is_good_news(message: Message) -> bool:
    """Whether a report says of every address that the letter got there."""
    blocks = list(_recipient_blocks(message))
    return bool(blocks) and not any(_bounce(block) for block in blocks)


def returned_ids(message: Message) -> tuple[str, ...]:
    """Message-IDs of the letter that came back, the surest first."""
    found: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            found.extend(message_id(one) for one in part.get_payload() if isinstance(one, Message))
        elif kind == "text/rfc822-headers":
            found.append(message_id(HeaderParser().parsestr(text_of(part))))
        elif kind.startswith("text/"):
            found.extend(_QUOTED_ID.findall(text_of(part)[:_READ_OF_TEXT]))
    found += message_ids(str(message.get("In-Reply-To", ""))) + message_ids(str(message.get("References", "")))
    return tuple(dict.fromkeys(one for one in found if one))


def _recipient_blocks(message: Message) -> Iterator[Message]:
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            for block in part.get_payload():
                if isinstance(block, Message) and (block.get("Final-Recipient") or block.get("Original-Recipient")):
                    yield block


def _bounce(block: Message) -> Bounce | None:
    action = header(block, "Action").lower()
    email = _recipient(block)
    if action not in (_FINAL, _DELAYED) or not is_usable(email):
        return None
    said = _after_type(header(block, "Diagnostic-Code")) or header(block, "Status")
    return Bounce(email=email.lower(), is_final=action == _FINAL, words=one_line(said)[:_LONGEST_WORDS])


def _recipient(block: Message) -> str:
    """The address we wrote to, where the report tells it from the one it was forwarded to."""
    return _after_type(header(block, "Original-Recipient")) or _after_type(header(block, "Final-Recipient"))


def _after_type(value: str) -> str:
    """The address or the words, without the type that stands before a semicolon ("rfc822; a@b")."""
    return value.rpartition(";")[2].strip() if ";" in value[:20] else value.strip()

"""Reports of mail servers on letters of ours (RFC 3464), and those that servers write in a manner of their own."""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser

from emulation_workflow.adapters.mail.headers import header, message_id, message_ids
from emulation_workflow.adapters.mail.message import is_usable, one_line
from emulation_workflow.adapters.mail.own_words import text_of
from emulation_workflow.domain.mail import Bounce

_FINAL, _DELAYED = "failed", "delayed"
_QUOTED_ID = re.compile(r"message-id:\s*(<[^<>\s]{3,900}>)", re.IGNORECASE)
_LONGEST_WORDS = 300
_READ_OF_TEXT = 100_000


def bounces(message: Message) -> tuple[Bounce, ...]:
    """Return what the report says of each address that was not reached."""
    reported = [bounce for block in _recipient_blocks(message) if (bounce := _bounce(block)) is not None]
    if reported:
        return tuple({bounce.email: bounce for bounce in reported}.values())
    failed = header(message, "X-Failed-Recipients").split(",")
    return tuple(
        Bounce(email=email.strip().lower(), is_final=True, words="") for email in failed if is_usable(email.strip())
    )


def is_good_news(message: Message) -> bool:
    """Return whether a report says of every address that the letter got there."""
    blocks = list(_recipient_blocks(message))
    return bool(blocks) and not any(_bounce(block) for block in blocks)


def returned_ids(message: Message) -> tuple[str, ...]:
    """Return the Message-IDs of the letter that came back, the surest first."""
    ids: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            ids.extend(message_id(returned) for returned in part.get_payload() if isinstance(returned, Message))
        elif kind == "text/rfc822-headers":
            ids.append(message_id(HeaderParser().parsestr(text_of(part))))
        elif kind.startswith("text/"):
            ids.extend(_QUOTED_ID.findall(text_of(part)[:_READ_OF_TEXT]))
    ids += message_ids(str(message.get("In-Reply-To", ""))) + message_ids(str(message.get("References", "")))
    return tuple(dict.fromkeys(id_ for id_ in ids if id_))


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
    reason = _after_type(header(block, "Diagnostic-Code")) or header(block, "Status")
    return Bounce(email=email.lower(), is_final=action == _FINAL, words=one_line(reason)[:_LONGEST_WORDS])


def _recipient(block: Message) -> str:
    """Return the address we wrote to, where the report tells it from the one it was forwarded to."""
    return _after_type(header(block, "Original-Recipient")) or _after_type(header(block, "Final-Recipient"))


def _after_type(value: str) -> str:
    """Return the address or the words, without the type that stands before a semicolon ("rfc822; a@b")."""
    return value.rpartition(";")[2].strip() if ";" in value[:20] else value.strip()

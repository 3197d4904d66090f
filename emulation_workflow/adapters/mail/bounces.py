"""Reports of mail servers on letters of ours (RFC 3464), whatever they are packed in."""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser

from emulation_workflow.adapters.mail.bounces_in_words import (
    ADDRESS_IN_TEXT,
    LONGEST_WORDS,
    READ_OF_TEXT,
    bounces_in_words,
    is_whole,
)
from emulation_workflow.adapters.mail.bounds import parsed
from emulation_workflow.adapters.mail.headers import header, message_id, message_ids
from emulation_workflow.adapters.mail.message import one_line
from emulation_workflow.adapters.mail.own_words import Texts
from emulation_workflow.adapters.mail.parts import enclosed, unpacked
from emulation_workflow.domain.mail import Bounce, cause_reported

_FINAL, _DELAYED = "failed", "delayed"
_ARRIVED = frozenset({"delivered", "relayed", "expanded"})
_QUOTED_ID = re.compile(r"message-id:\s*(<[^<>\s]{3,900}>)", re.IGNORECASE)
_TYPE = re.compile(r"\A[A-Za-z][\w-]{1,18}\s*;\s*")
_ACTION = re.compile(r"[a-z]+")
_COMMENT = re.compile(r"\([^()]*\)")
_NAMES_RECIPIENT = re.compile(r"^(?:final|original)-recipient\s*:", re.IGNORECASE | re.MULTILINE)
_STATUS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_STATUS_BY_ANOTHER_NAME = frozenset({"text/plain", "application/octet-stream"})
_OF_STATUS = b"Content-Type: message/delivery-status\n\n"
_HEADERS = frozenset({"message/rfc822", "message/global", "message/global-headers"})


def bounces(message: Message, size: int, texts: Texts) -> tuple[Bounce, ...]:
    """Return what the report says of each address that was not reached; `size` is the message's."""
    reported = [bounce for block in _recipient_blocks(message, texts) if (bounce := _bounce(block)) is not None]
    found = reported or bounces_in_words(message, size, texts)
    return tuple({bounce.email: bounce for bounce in found}.values())


def is_good_news(message: Message, texts: Texts) -> bool:
    """Return whether a report says of every address that the letter got there."""
    blocks = list(_recipient_blocks(message, texts))
    return bool(blocks) and all(_action(block) in _ARRIVED for block in blocks)


def returned_ids(message: Message, texts: Texts) -> tuple[str, ...]:
    """Return the Message-IDs of the letter that came back, the surest first."""
    ids: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind in _HEADERS and part.is_multipart():
            ids.append(message_id(enclosed(part)))
        elif kind == "text/rfc822-headers":
            ids.append(message_id(HeaderParser().parsestr(texts.text_of(part))))
        elif kind.startswith("text/"):
            ids.extend(_QUOTED_ID.findall(texts.text_of(part)[:READ_OF_TEXT]))
    ids += message_ids(str(message.get("In-Reply-To", ""))) + message_ids(str(message.get("References", "")))
    return tuple(dict.fromkeys(id_ for id_ in ids if id_))


def _recipient_blocks(message: Message, texts: Texts) -> Iterator[Message]:
    """Yield what the report says of each recipient; where no part is called a status, what looks like one is."""
    parts = list(message.walk())
    blocks = [block for part in parts if part.get_content_type() in _STATUS for block in _status(part)]
    if not blocks:
        text_parts = (part for part in parts if part.get_content_type() in _STATUS_BY_ANOTHER_NAME)
        named = (text for part in text_parts if _NAMES_RECIPIENT.search(text := texts.text_of(part)[:READ_OF_TEXT]))
        blocks = [block for text in named for block in _blocks(_as_block(text))]
    yield from filter(_names_recipient, blocks)


def _status(part: Message) -> Iterator[Message]:
    content = unpacked(part)
    if content is not None:
        part = parsed(_OF_STATUS + content)
    for block in part.get_payload() if part.is_multipart() else ():
        if isinstance(block, Message):
            yield from _blocks(block)


def _as_block(text: str) -> Message:
    block = Message()
    block.set_payload(text)
    return block


def _blocks(block: Message) -> Iterator[Message]:
    """Yield the block, and those below it that the parser took for its text (message/global-delivery-status)."""
    yield block
    text = block.get_payload()
    if isinstance(text, str):
        yield from (HeaderParser().parsestr(part) for part in re.split(r"(?:\r?\n){2,}", text[:READ_OF_TEXT].strip()))


def _names_recipient(block: Message) -> bool:
    return bool(block.get("Final-Recipient") or block.get("Original-Recipient"))


def _bounce(block: Message) -> Bounce | None:
    action = _action(block)
    email, forwarded_from = _recipients(block)
    if action not in (_FINAL, _DELAYED) or not email:
        return None
    status = header(block, "Status")
    words = one_line(_after_type(header(block, "Diagnostic-Code")) or status)[:LONGEST_WORDS]
    return Bounce(
        email=email,
        is_final=action == _FINAL,
        words=words,
        cause=cause_reported(status, words),
        forwarded_from=forwarded_from,
    )


def _recipients(block: Message) -> tuple[str, str]:
    """Return the address that was not reached, "" if none is told, and the one we wrote to where that is another."""
    named = (_named(header(block, name)).lower() for name in ("Final-Recipient", "Original-Recipient"))
    final, original = (email if is_whole(email) else "" for email in named)
    return final or original, original if final and original != final else ""


def _named(value: str) -> str:
    """Return the one address that a field names, whatever brackets and comments stand around it."""
    address = _after_type(value)
    if is_whole(address) and not address.startswith("<"):
        return address
    found = ADDRESS_IN_TEXT.findall(_COMMENT.sub(" ", address)) or ADDRESS_IN_TEXT.findall(address)
    return found[0] if len(set(found)) == 1 else ""


def _action(block: Message) -> str:
    """Return the action without what some servers explain behind it: "failed (permanent)"."""
    found = _ACTION.match(header(block, "Action").strip().lower())
    return found.group() if found else ""


def _after_type(value: str) -> str:
    """Return the address or the words, without the type that stands before a semicolon ("rfc822; a@b")."""
    return _TYPE.sub("", value.strip(), count=1)

"""Reports of mail servers on letters of ours (RFC 3464), and those that servers write in a manner of their own."""

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser

from flufl.bounce import all_failures

from emulation_workflow.adapters.mail.headers import header, message_id, message_ids
from emulation_workflow.adapters.mail.message import is_usable, one_line
from emulation_workflow.adapters.mail.own_words import text_of
from emulation_workflow.domain.mail import Bounce, cause_reported

_FINAL, _DELAYED = "failed", "delayed"
_ARRIVED = frozenset({"delivered", "relayed", "expanded"})
_QUOTED_ID = re.compile(r"message-id:\s*(<[^<>\s]{3,900}>)", re.IGNORECASE)
_LONGEST_WORDS = 300
_READ_OF_TEXT = 100_000
_LOOKED_THROUGH = 1_000_000
"""Bytes of a message in which an address is looked for without a standard."""
_RETURNED_BELOW = re.compile(r"(?im)^-{3,}|^(return-path|received|message-id):|copy of (the|your) message")
_TYPE = re.compile(r"\A[A-Za-z][\w-]{1,18}\s*;\s*")
_STATUS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_HEADERS = frozenset({"message/rfc822", "message/global", "message/global-headers"})


def bounces(message: Message, size: int) -> tuple[Bounce, ...]:
    """Return what the report says of each address that was not reached; `size` is the message's."""
    reported = [bounce for block in _recipient_blocks(message) if (bounce := _bounce(block)) is not None]
    found = reported or _in_its_own_manner(message, size)
    return tuple({bounce.email: bounce for bounce in found}.values())


def _in_its_own_manner(message: Message, size: int) -> list[Bounce]:
    """Return what a report says that keeps to no standard; each address with the words behind it."""
    text = "\n".join(
        text_of(part)[:_READ_OF_TEXT] for part in message.walk() if part.get_content_type() == "text/plain"
    )
    named = dict.fromkeys(email.strip() for email in header(message, "X-Failed-Recipients").split(","))
    delayed: set[str] = set()
    if not any(named) and size <= _LOOKED_THROUGH:
        if "From" not in message:
            message["From"] = "<>"  # The library trips over a message without, and says so in a traceback.
        passing, lasting = all_failures(message)
        delayed = {_address(email) for email in passing - lasting}
        named = dict.fromkeys(sorted({_address(email) for email in passing | lasting}))
    return [
        Bounce(
            email=email.lower(),
            is_final=email not in delayed,
            words=(words := _words_behind(email, text)),
            cause=cause_reported("", words),
        )
        for email in named
        if _is_whole(email)
    ]


def _is_whole(email: str) -> bool:
    """Return whether it is an address, and not one that a server has shortened for others' eyes ("david...@x")."""
    return is_usable(email) and ".." not in email


def _address(email: bytes | str) -> str:
    return (email.decode("ascii", "replace") if isinstance(email, bytes) else email).strip()


def _words_behind(email: str, text: str) -> str:
    """Return the words that a server's own manner of report puts behind the address, up to the returned letter."""
    _, _, behind = text.partition(email)
    return one_line(_RETURNED_BELOW.split(behind, maxsplit=1)[0].strip(" \r\n<>:"))[:_LONGEST_WORDS]


def is_good_news(message: Message) -> bool:
    """Return whether a report says of every address that the letter got there."""
    blocks = list(_recipient_blocks(message))
    return bool(blocks) and all(header(block, "Action").lower() in _ARRIVED for block in blocks)


def returned_ids(message: Message) -> tuple[str, ...]:
    """Return the Message-IDs of the letter that came back, the surest first."""
    ids: list[str] = []
    for part in message.walk():
        kind = part.get_content_type()
        if kind in _HEADERS and part.is_multipart():
            ids.extend(message_id(returned) for returned in part.get_payload() if isinstance(returned, Message))
        elif kind == "text/rfc822-headers":
            ids.append(message_id(HeaderParser().parsestr(text_of(part))))
        elif kind.startswith("text/"):
            ids.extend(_QUOTED_ID.findall(text_of(part)[:_READ_OF_TEXT]))
    ids += message_ids(str(message.get("In-Reply-To", ""))) + message_ids(str(message.get("References", "")))
    return tuple(dict.fromkeys(id_ for id_ in ids if id_))


def _recipient_blocks(message: Message) -> Iterator[Message]:
    for part in message.walk():
        if part.get_content_type() in _STATUS and part.is_multipart():
            for block in part.get_payload():
                if isinstance(block, Message):
                    yield from (inner for inner in _blocks(block) if _names_recipient(inner))


def _blocks(block: Message) -> Iterator[Message]:
    """Yield the block, and those below it that the parser took for its text (message/global-delivery-status)."""
    yield block
    text = block.get_payload()
    if isinstance(text, str):
        yield from (HeaderParser().parsestr(part) for part in re.split(r"(?:\r?\n){2,}", text[:_READ_OF_TEXT].strip()))


def _names_recipient(block: Message) -> bool:
    return bool(block.get("Final-Recipient") or block.get("Original-Recipient"))


def _bounce(block: Message) -> Bounce | None:
    action = header(block, "Action").lower()
    email = _recipient(block)
    if action not in (_FINAL, _DELAYED) or not _is_whole(email):
        return None
    status = header(block, "Status")
    words = one_line(_after_type(header(block, "Diagnostic-Code")) or status)[:_LONGEST_WORDS]
    return Bounce(email=email.lower(), is_final=action == _FINAL, words=words, cause=cause_reported(status, words))


def _recipient(block: Message) -> str:
    """Return the address we wrote to, where the report tells it from the one it was forwarded to."""
    return _after_type(header(block, "Original-Recipient")) or _after_type(header(block, "Final-Recipient"))


def _after_type(value: str) -> str:
    """Return the address or the words, without the type that stands before a semicolon ("rfc822; a@b")."""
    return _TYPE.sub("", value.strip(), count=1)

"""A message of the mailbox taken apart; no file in it is opened, and nothing in it makes this fail."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import PurePosixPath

from emulation_workflow.adapters.mail.bounces import bounces, is_good_news, returned_ids
from emulation_workflow.adapters.mail.headers import (
    addressed_to,
    asks_for_silence,
    decoded,
    header,
    message_id,
    nature,
    sender,
    subject,
    thread,
)
from emulation_workflow.adapters.mail.message import one_line
from emulation_workflow.adapters.mail.own_words import own_words
from emulation_workflow.domain.mail import Enclosure, IncomingMail, Nature

MAX_PARTS = 500
_LONGEST_NAME = 150
_SEALS = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


class _TooManyParts(Exception):
    """The message has more parts than any person writes: it is meant to cost time."""


def read_mail(original: bytes, *, size: int | None = None) -> IncomingMail:
    """Return the message. `size` is that of the whole in bytes, where `original` holds its headers only."""
    mail = _of_headers(BytesHeaderParser().parsebytes(original), original)
    if size is not None:
        return replace(mail, size=size, is_whole=False)
    try:
        return _with_contents(mail, message_from_bytes(original))
    except Exception:  # noqa: BLE001 - the parser raises whatever a broken message makes it trip over
        return replace(mail, is_readable=False)


def _of_headers(headers: Message, original: bytes) -> IncomingMail:
    kind = nature(headers)
    return IncomingMail(
        key=_key(headers, original),
        original=original,
        size=len(original),
        message_id=message_id(headers),
        sender=sender(headers),
        subject=subject(headers),
        addressed_to=addressed_to(headers),
        thread=thread(headers),
        nature=kind,
        is_answerable=kind is Nature.PERSON and not asks_for_silence(headers),
    )


def _with_contents(mail: IncomingMail, message: Message) -> IncomingMail:
    parts = list(_leaves(message))
    if mail.nature is Nature.BOUNCE and is_good_news(message):
        return replace(mail, nature=Nature.RECEIPT)
    if mail.nature is Nature.BOUNCE:
        return replace(mail, bounces=bounces(message), thread=returned_ids(message))
    return replace(mail, words=own_words(message), files=tuple(_files(parts)))


def _key(headers: Message, original: bytes) -> str:
    """Return a digest of what the writer made (Message-ID, sender, date, contents), not of what servers put on top."""
    contents = _END_OF_HEADERS.split(original, maxsplit=1)[-1]
    made = "\n".join((message_id(headers), header(headers, "From"), header(headers, "Date")))
    return hashlib.sha256(made.encode("utf-8", "replace") + b"\n" + contents).hexdigest()


def _leaves(message: Message) -> Iterator[tuple[Message, bool]]:
    """Yield every part that is not made of parts, and whether it stands within a text (a picture in a signature).

    Enclosed messages are parts: what somebody else once sent is not looked into. No recursion, for depth is free to
    whoever writes.
    """
    waiting = [(message, False)]
    for _ in range(MAX_PARTS):
        if not waiting:
            return
        part, is_within = waiting.pop()
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            is_related = is_within or part.get_content_type() == "multipart/related"
            inner = [child for child in part.get_payload() if isinstance(child, Message)]
            waiting.extend((child, is_related) for child in reversed(inner))
        else:
            yield part, is_within
    if waiting:
        raise _TooManyParts


def _files(parts: Iterable[tuple[Message, bool]]) -> Iterator[Enclosure]:
    for part, is_within in parts:
        if _is_file(part, is_within=is_within):
            kind = part.get_content_type()
            yield Enclosure(name=_name(part), mime_type=kind, content=_content(part))


def _is_file(part: Message, *, is_within: bool) -> bool:
    kind, disposition = part.get_content_type(), part.get_content_disposition()
    if kind in _SEALS:
        return False
    if part.get_content_maintype() == "image" and disposition != "attachment" and (is_within or part.get("Content-ID")):
        return False
    if part.get_content_maintype() == "text":
        return disposition == "attachment" or bool(part.get_filename())
    return True


def _content(part: Message) -> bytes:
    if part.is_multipart():
        return b"\r\n".join(enclosed.as_bytes() for enclosed in part.get_payload() if isinstance(enclosed, Message))
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name(part: Message) -> str:
    """Return the file's name alone, without folders and characters that no file has; "" if it has none."""
    file_name = decoded(part.get_filename() or "").replace("\\", "/")
    name = one_line(PurePosixPath(file_name).name)
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 20]}…{name[-19:]}"

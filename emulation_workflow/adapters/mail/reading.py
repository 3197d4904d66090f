"""A message of the mailbox taken apart; no file in it is opened, and nothing in it makes this fail."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from itertools import islice
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

MAX_PARTS = 200
MAX_LINES = 600_000
"""A message of 30 MB in base64 has 400,000."""
_LONGEST_LINE = 1_000_000
_MAX_RAW = 2_000_000
"""Bytes beyond ASCII: what is sent with a letter is sent in base64."""
_MAX_MATCHES = 10_000_000
"""Lines times parts: the parser asks of each line whether it ends any of the parts around it."""
MAX_HEADERS = 1_000
LONGEST_HEADERS = 300_000
"""Bytes before the first empty line; servers refuse more than some tens of thousands."""
LONGEST_HEADER = 20_000
"""Bytes of one header; the rest of a longer one is not read."""
LONGEST_OF_PART = 5_000
"""Bytes of a header that says what a part is: a file's name in percent signs, twice."""
_LONGEST_NAME = 150
_SEALS = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_PERHAPS_REPORTS = frozenset({Nature.BOUNCE, Nature.RECEIPT, Nature.AUTOMATIC})
"""Machines that may report on a letter, whatever their headers say."""
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_PARTS_WITHIN = re.compile(rb"boundary|message/", re.IGNORECASE)
_NEXT_HEADER = re.compile(rb"\n(?![ \t])")
_LINE = re.compile(rb"[^\n]++")
_ASCII = bytes(range(128))
_OF_PART = re.compile(rb"^content-[a-z-]+:[^\n]*+(?:\n[ \t][^\n]*+)*+", re.IGNORECASE | re.MULTILINE)


class _TooMuch(Exception):
    """The message holds more than any person writes: it is meant to cost time."""


def read_mail(original: bytes, *, size: int | None = None) -> IncomingMail:
    """Return the message. `size` is that of the whole in bytes, where `original` holds its headers only."""
    try:
        mail = _of_headers(BytesHeaderParser().parsebytes(_headers_of(original)), original)
        if size is not None:
            return replace(mail, size=size, is_whole=False)
    except Exception:  # noqa: BLE001 - the parser raises whatever a broken header makes it trip over
        return unread_mail(hashlib.sha256(original).hexdigest(), original)
    try:
        _ensure_bounded(original)
        return _with_contents(mail, message_from_bytes(original))
    except Exception:  # noqa: BLE001 - as above
        return replace(mail, is_readable=False)


def unread_mail(key: str, original: bytes = b"") -> IncomingMail:
    """Return a message of which nothing could be read; `key` stands for it."""
    return IncomingMail(
        key=key,
        original=original,
        size=len(original),
        message_id="",
        sender="",
        subject="",
        is_answerable=False,
        is_readable=False,
    )


def _headers_of(original: bytes) -> bytes:
    """Return the headers, each no longer than it may be, as many as there may be."""
    head = _END_OF_HEADERS.split(original[:LONGEST_HEADERS], maxsplit=1)[0]
    return b"\n".join(header[:LONGEST_HEADER] for header in _NEXT_HEADER.split(head)[:MAX_HEADERS]) + b"\n\n"


def _ensure_bounded(original: bytes) -> None:
    """Ensure, before anything is parsed, that a message can be parsed at a known cost."""
    head = _END_OF_HEADERS.split(original[: LONGEST_HEADERS + 1], maxsplit=1)[0]
    lengths = [len(header) for header in _NEXT_HEADER.split(head)]
    if len(head) > LONGEST_HEADERS or len(lengths) > MAX_HEADERS or max(lengths) > LONGEST_HEADER:
        raise _TooMuch
    lines = original.count(b"\n") + original.count(b"\r") - original.count(b"\r\n")
    parts = sum(1 for _ in islice(_PARTS_WITHIN.finditer(original), MAX_PARTS + 1))
    if lines > MAX_LINES or parts > MAX_PARTS or lines * parts > _MAX_MATCHES:
        raise _TooMuch
    if len(original.translate(None, _ASCII)) > _MAX_RAW or _longest_line(original) > _LONGEST_LINE:
        raise _TooMuch
    if any(found.end() - found.start() > LONGEST_OF_PART for found in _OF_PART.finditer(original)):
        raise _TooMuch


def _longest_line(original: bytes) -> int:
    return max((found.end() - found.start() for found in _LINE.finditer(original)), default=0)


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
    if mail.nature in _PERHAPS_REPORTS or not mail.sender:
        reported = bounces(message, mail.size)
        if reported or mail.nature is Nature.BOUNCE:
            return replace(mail, nature=Nature.BOUNCE, bounces=reported, thread=returned_ids(message))
    return replace(mail, words=own_words(message), files=tuple(_files(parts)))


def _key(headers: Message, original: bytes) -> str:
    """Return a digest of what the writer made (Message-ID, sender, date, contents), not of what servers put on top."""
    end = _END_OF_HEADERS.search(original)
    made = "\n".join((message_id(headers), header(headers, "From"), header(headers, "Date")))
    digest = hashlib.sha256(made.encode("utf-8", "replace") + b"\n")
    digest.update(memoryview(original)[end.end() if end else 0 :])
    return digest.hexdigest()


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
        raise _TooMuch


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

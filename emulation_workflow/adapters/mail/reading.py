"""A message of the mailbox taken apart; no file in it is opened, and nothing in it makes this fail."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32
from itertools import islice
from pathlib import PurePosixPath

from emulation_workflow.adapters.mail.absence import seems_away
from emulation_workflow.adapters.mail.bounces import bounces, is_good_news, returned_ids
from emulation_workflow.adapters.mail.charsets import repaired
from emulation_workflow.adapters.mail.headers import (
    addressed_to,
    asks_for_silence,
    decoded,
    header,
    message_id,
    nature,
    rewritten_for,
    sender,
    subject,
    thread,
)
from emulation_workflow.adapters.mail.message import one_line
from emulation_workflow.adapters.mail.own_words import own_words, text_of
from emulation_workflow.adapters.mail.uuencoded import files_in
from emulation_workflow.domain.mail import Enclosure, ForwardedMail, IncomingMail, Nature

MAX_PARTS = 200
MAX_FORWARDED = 10
"""Enclosed messages that are looked into."""
DEEPEST_FORWARDED = 3
"""Messages within messages."""
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
_PEOPLE = frozenset({Nature.PERSON, Nature.BY_LIST})
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


class _AsSent(Compat32):
    """Headers as they were sent: text in UTF-8 that no encoded word stands for is text all the same."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        del name
        return repaired(value)


_POLICY = _AsSent()
_BYTES = Compat32(max_line_length=None)


def read_mail(original: bytes, *, size: int | None = None) -> IncomingMail:
    """Return the message. `size` is that of the whole in bytes, where `original` holds its headers only."""
    sent = _from_its_head(original)
    try:
        mail = _of_headers(BytesHeaderParser(policy=_POLICY).parsebytes(_headers_of(sent)), sent, original)
        if size is not None:
            return replace(mail, size=size, is_whole=False)
    except Exception:  # noqa: BLE001 - the parser raises whatever a broken header makes it trip over
        return unread_mail(hashlib.sha256(original).hexdigest(), original)
    try:
        _ensure_bounded(sent)
        return _with_contents(mail, message_from_bytes(sent, policy=_POLICY))
    except Exception:  # noqa: BLE001 - as above
        return replace(mail, is_readable=False)


def _from_its_head(original: bytes) -> bytes:
    """Return the message from its first header on: programs that save one put a byte-order mark or lines before it."""
    if original.startswith((b"\xff\xfe", b"\xfe\xff")):
        return original.decode("utf-16", "replace").encode().lstrip(b"\r\n")
    if original.startswith((b"\xef\xbb\xbf", b"\r", b"\n")):
        return original.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return original


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


def _of_headers(headers: Message, sent: bytes, original: bytes) -> IncomingMail:
    kind = nature(headers)
    return IncomingMail(
        key=_key(headers, sent),
        original=original,
        size=len(original),
        message_id=message_id(headers),
        sender=sender(headers),
        subject=subject(headers),
        addressed_to=addressed_to(headers),
        thread=thread(headers),
        nature=kind,
        is_answerable=kind in _PEOPLE and not asks_for_silence(headers),
        rewritten_for=rewritten_for(headers),
    )


def _with_contents(mail: IncomingMail, message: Message) -> IncomingMail:
    parts = list(_leaves(message))
    if mail.nature is Nature.BOUNCE and is_good_news(message):
        return replace(mail, nature=Nature.RECEIPT)
    is_list_report = mail.nature is Nature.BY_LIST and not mail.thread
    if mail.nature in _PERHAPS_REPORTS or is_list_report or not mail.sender:
        reported = bounces(message, mail.size)
        if reported or mail.nature is Nature.BOUNCE:
            return replace(mail, nature=Nature.BOUNCE, bounces=reported, thread=returned_ids(message))
    written = own_words(message)
    forwarded = tuple(islice(_forwarded(parts, DEEPEST_FORWARDED), MAX_FORWARDED))
    files = tuple(_files(parts)) or (() if written.words or forwarded else tuple(_pictures(parts)))
    mail = replace(mail, words=written.words, quoted=written.quoted, files=files, forwarded=forwarded)
    if mail.nature in _PEOPLE and not mail.file_names and seems_away(mail.subject, written.words):
        return replace(mail, nature=Nature.OUT_OF_OFFICE, is_answerable=False)
    return mail


def _key(headers: Message, original: bytes) -> str:
    """Return a digest of what the writer made (Message-ID, sender, date, contents), not of what servers put on top."""
    end = _END_OF_HEADERS.search(original)
    made = "\n".join((message_id(headers), header(headers, "From"), header(headers, "Date")))
    digest = hashlib.sha256(made.encode("utf-8", "replace") + b"\n")
    digest.update(memoryview(original)[end.end() if end else 0 :])
    return digest.hexdigest()


def _leaves(message: Message) -> Iterator[tuple[Message, bool]]:
    """Yield every part that is not made of parts, and whether it stands within a text (a picture in a signature).

    Enclosed messages are parts. No recursion, for depth is free to whoever writes.
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
            yield Enclosure(name=_name(part), mime_type=part.get_content_type(), content=_content(part))
        elif part.get_content_type() == "text/plain":
            for name, content in files_in(text_of(part)):
                yield Enclosure(name=_short(name), mime_type="application/octet-stream", content=content)


def _pictures(parts: Iterable[tuple[Message, bool]]) -> Iterator[Enclosure]:
    """Yield pictures that stand within the text: where nothing else does, they are what is sent."""
    for part, _ in parts:
        if part.get_content_maintype() == "image":
            yield Enclosure(name=_name(part), mime_type=part.get_content_type(), content=_content(part))


def _forwarded(parts: Iterable[tuple[Message, bool]], deepest: int) -> Iterator[ForwardedMail]:
    """Yield the messages enclosed, and those enclosed in them; one that cannot be taken apart, as a file."""
    for part, _ in parts:
        if not _is_message(part):
            continue
        try:
            found = list(_forwarded_as(_name(part), _enclosed(part), deepest))
        except Exception:  # noqa: BLE001 - as for the message around it, which it must not bring down
            file = Enclosure(name=_name(part), mime_type=part.get_content_type(), content=_content(part))
            found = [ForwardedMail(name=file.name, files=(file,))]
        yield from found


def _forwarded_as(name: str, enclosed: Message, deepest: int) -> Iterator[ForwardedMail]:
    within = list(_leaves(enclosed))
    written = own_words(enclosed)
    yield ForwardedMail(
        name=name or _short(subject(enclosed)),
        message_id=message_id(enclosed),
        thread=thread(enclosed),
        words=written.words,
        quoted=written.quoted,
        files=tuple(_files(within)),
    )
    if deepest > 1:
        yield from _forwarded(within, deepest - 1)


def _is_message(part: Message) -> bool:
    kind = part.get_content_type()
    return kind in ("message/rfc822", "message/global") or (
        part.get_content_disposition() == "attachment" and _name(part).lower().endswith(".eml")
    )


def _enclosed(part: Message) -> Message:
    """Return the message that a part holds, whatever it is wrapped in."""
    is_packed = str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"
    if part.is_multipart() and not is_packed:
        return next(enclosed for enclosed in part.get_payload() if isinstance(enclosed, Message))
    content = base64.b64decode(_content(part)) if part.is_multipart() else _content(part)
    content = _from_its_head(content)
    _ensure_bounded(content)
    return message_from_bytes(content, policy=_POLICY)


def _is_file(part: Message, *, is_within: bool) -> bool:
    kind, disposition = part.get_content_type(), part.get_content_disposition()
    if kind in _SEALS or _is_message(part):
        return False
    if part.get_content_maintype() == "image" and disposition != "attachment" and (is_within or part.get("Content-ID")):
        return False
    if part.get_content_maintype() == "text":
        return disposition == "attachment" or bool(part.get_filename())
    return True


def _content(part: Message) -> bytes:
    if part.is_multipart():
        return b"\r\n".join(
            enclosed.as_bytes(policy=_BYTES) for enclosed in part.get_payload() if isinstance(enclosed, Message)
        )
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name(part: Message) -> str:
    """Return the file's name alone, without folders and characters that no file has; "" if it has none."""
    return _short(decoded(part.get_filename() or ""))


def _short(file_name: str) -> str:
    name = one_line(PurePosixPath(file_name.replace("\\", "/")).name)
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 20]}…{name[-19:]}"

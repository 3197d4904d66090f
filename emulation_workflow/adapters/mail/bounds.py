"""Messages parsed at a known cost: what they hold is counted before anything is parsed."""

import re
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import Compat32
from itertools import islice

from emulation_workflow.adapters.mail.texts.charsets import repaired

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
MAX_BLOCKS = 10_000
"""Empty lines of a message with a report on its delivery: each such block becomes a message of its own."""
LONGEST_OF_PART = 5_000
"""Bytes of a header that says what a part is: a file's name in percent signs, twice."""
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_REPORT_WITHIN = re.compile(rb"message/delivery-status", re.IGNORECASE)
_PARTS_WITHIN = re.compile(rb"boundary|message/", re.IGNORECASE)
_NEXT_HEADER = re.compile(rb"\n(?![ \t])")
_LINE = re.compile(rb"[^\n]++")
_ASCII = bytes(range(128))
_OF_PART = re.compile(rb"^content-[a-z-]+:[^\n]*+(?:\n[ \t][^\n]*+)*+", re.IGNORECASE | re.MULTILINE)


class MessageTooLarge(Exception):
    """The message holds more than any person writes: it is meant to cost time."""


class _AsSent(Compat32):
    """Headers as they were sent: text in UTF-8 that no encoded word stands for is text all the same."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        del name
        return repaired(value)


_POLICY = _AsSent()


def parsed(message: bytes) -> Message:
    """Return the message with all its parts. MessageTooLarge if it would cost too much; else what the parser raises."""
    _ensure_bounded(message)
    return message_from_bytes(message, policy=_POLICY)


def parsed_headers(message: bytes) -> Message:
    """Return its headers alone, each no longer than it may be, as many as there may be."""
    return BytesHeaderParser(policy=_POLICY).parsebytes(_headers_of(message))


def from_its_head(original: bytes) -> bytes:
    """Return the message from its first header on: programs that save one put a byte-order mark or lines before it."""
    if original.startswith((b"\xff\xfe", b"\xfe\xff")):
        return original.decode("utf-16", "replace").encode().lstrip(b"\r\n")
    if original.startswith((b"\xef\xbb\xbf", b"\r", b"\n")):
        return original.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return original


def _headers_of(original: bytes) -> bytes:
    """Return the headers, each no longer than it may be, as many as there may be."""
    head = END_OF_HEADERS.split(original[:LONGEST_HEADERS], maxsplit=1)[0]
    return b"\n".join(header[:LONGEST_HEADER] for header in _NEXT_HEADER.split(head)[:MAX_HEADERS]) + b"\n\n"


def _ensure_bounded(original: bytes) -> None:
    """Ensure, before anything is parsed, that a message can be parsed at a known cost."""
    head = END_OF_HEADERS.split(original[: LONGEST_HEADERS + 1], maxsplit=1)[0]
    lengths = [len(header) for header in _NEXT_HEADER.split(head)]
    if len(head) > LONGEST_HEADERS or len(lengths) > MAX_HEADERS or max(lengths) > LONGEST_HEADER:
        raise MessageTooLarge
    lines = original.count(b"\n") + original.count(b"\r") - original.count(b"\r\n")
    parts = sum(1 for _ in islice(_PARTS_WITHIN.finditer(original), MAX_PARTS + 1))
    if lines > MAX_LINES or parts > MAX_PARTS or lines * parts > _MAX_MATCHES:
        raise MessageTooLarge
    if _REPORT_WITHIN.search(original) and sum(1 for _ in END_OF_HEADERS.finditer(original)) > MAX_BLOCKS:
        raise MessageTooLarge
    if len(original.translate(None, _ASCII)) > _MAX_RAW or _longest_line(original) > _LONGEST_LINE:
        raise MessageTooLarge
    if any(found.end() - found.start() > LONGEST_OF_PART for found in _OF_PART.finditer(original)):
        raise MessageTooLarge


def _longest_line(original: bytes) -> int:
    return max((found.end() - found.start() for found in _LINE.finditer(original)), default=0)

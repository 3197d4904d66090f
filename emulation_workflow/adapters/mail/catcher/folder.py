"""Caught mail as a folder of numbered .eml files, which any mail program opens."""

import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path

from emulation_workflow.adapters.mail.message import one_line
from emulation_workflow.domain.registers import searchable

SENDER, RECIPIENTS, CAUGHT_AT = "X-Envelope-From", "X-Envelope-To", "X-Caught-At"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """A caught message's headers, decoded. `recipients`: whom the envelope named, blind copies included."""

    number: int
    caught_at: datetime | None
    sender: str
    to: str
    cc: str
    reply_to: str
    recipients: tuple[str, ...]
    subject: str
    dated: datetime | None

    def is_for(self, search: str) -> bool:
        """Return whether `search` is part of a recipient's name or address, whatever its marks and case."""
        return searchable(search) in searchable(" ".join((self.to, self.cc, *self.recipients)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaughtFile:
    """A file that came with a message; `index` counts from 0."""

    index: int
    name: str
    mime_type: str
    content: bytes

    @property
    def kilobytes(self) -> int:
        return -(-len(self.content) // 1000)


class CaughtMail:
    """The messages in `folder`: `000001.eml` is the first. None is ever changed or written over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[int, Caught] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def keep(self, content: bytes, *, sender: str, recipients: Iterable[str], at: datetime) -> int:
        """Keep a message with its envelope on top of its headers; on disk when this returns its number."""
        envelope = f"{SENDER}: {one_line(sender)}\r\n{RECIPIENTS}: {one_line(', '.join(recipients))}\r\n"
        whole = f"{envelope}{CAUGHT_AT}: {at.isoformat()}\r\n".encode() + content
        beside = self._folder / f"{secrets.token_hex(8)}.part"
        try:
            with beside.open("xb") as file:
                file.write(whole)
                file.flush()
                os.fsync(file.fileno())
            return self._put_in_place(beside)
        finally:
            beside.unlink(missing_ok=True)

    def _put_in_place(self, beside: Path) -> int:
        number = max(self.numbers(), default=0) + 1
        while True:
            try:
                # A link, unlike a rename, fails where a message stands already.
                os.link(beside, self.path(number))
            except FileExistsError:
                number += 1
            else:
                return number

    def path(self, number: int) -> Path:
        return self._folder / f"{number:06}.eml"

    def numbers(self) -> Sequence[int]:
        """Return the numbers of all messages, oldest first."""
        return sorted(int(file.stem) for file in self._folder.glob("*.eml") if file.stem.isdecimal())

    def newest(self, *, search: str = "") -> Iterator[Caught]:
        """Yield the messages, newest first; with `search`, those for recipients it fits."""
        for number in reversed(self.numbers()):
            caught = self._headers(number)
            if caught.is_for(search):
                yield caught

    def find(self, number: int) -> Caught | None:
        return self._headers(number) if self.path(number).is_file() else None

    def body(self, number: int, mime_type: str) -> str:
        """Return the first part of this type, as text; "" if there is none."""
        message = message_from_bytes(self.path(number).read_bytes())
        return next((_text(part) for part in message.walk() if part.get_content_type() == mime_type), "")

    def files(self, number: int) -> Sequence[CaughtFile]:
        """Return the files that came with the message, in order."""
        message = message_from_bytes(self.path(number).read_bytes())
        attached = (part for part in message.walk() if part.get_content_disposition() == "attachment")
        return [_file(index, part) for index, part in enumerate(attached)]

    def _headers(self, number: int) -> Caught:
        if number not in self._known:
            with self.path(number).open("rb") as file:
                self._known[number] = _caught(number, BytesHeaderParser().parse(file))
        return self._known[number]


def _caught(number: int, headers: Message) -> Caught:
    return Caught(
        number=number,
        caught_at=_moment(headers.get(CAUGHT_AT, "")),
        sender=_decoded(headers, "From"),
        to=_decoded(headers, "To"),
        cc=_decoded(headers, "Cc"),
        reply_to=_decoded(headers, "Reply-To"),
        recipients=tuple(address for address in str(headers.get(RECIPIENTS, "")).split(", ") if address),
        subject=_decoded(headers, "Subject"),
        dated=_date(headers.get("Date", "")),
    )


def _decoded(headers: Message, name: str) -> str:
    value = headers.get(name, "")
    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (LookupError, ValueError, MessageError):
        return str(value)


def _file(index: int, part: Message) -> CaughtFile:
    content = part.get_payload(decode=True)
    return CaughtFile(
        index=index,
        name=one_line(part.get_filename() or "").replace("/", " "),
        mime_type=part.get_content_type(),
        content=content if isinstance(content, bytes) else b"",
    )


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return content.decode("utf-8", "replace")

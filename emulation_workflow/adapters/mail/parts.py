"""The files of a message and the messages that it encloses; no file is opened."""

import base64
import quopri
import re
from collections.abc import Iterable, Iterator
from email.message import Message
from email.policy import Compat32
from itertools import islice
from pathlib import PurePosixPath

from emulation_workflow.adapters.mail.bounds import MAX_PARTS, MessageTooLarge, from_its_head, parsed
from emulation_workflow.adapters.mail.headers import decoded, message_id, subject, thread
from emulation_workflow.adapters.mail.message import one_line
from emulation_workflow.adapters.mail.own_words import Texts, is_cut_off, is_text_of_any_kind, own_words
from emulation_workflow.adapters.mail.texts.uuencoded import files_in
from emulation_workflow.domain.mail import Enclosure, ForwardedMail

MAX_FORWARDED = 10
"""Enclosed messages that are looked into."""
DEEPEST_FORWARDED = 3
"""Messages within messages."""
_LONGEST_NAME = 150
_NO_FILES = frozenset(
    {
        *("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"),
        *("application/pgp-keys", "application/applefile"),
    }
)
"""Seals, keys to check them by, and what a Mac keeps beside a file: they hold nothing that somebody sends."""
_NOT_QUOTED = re.compile(rb"=(?![0-9A-F]{2}|\r?\n)")
"""What does not stand in quoted-printable, so that a part that is called so is not."""
_AS_WRITTEN = Compat32(max_line_length=None)

Leaf = tuple[Message, bool]
"""A part that is not made of parts, and whether it stands within a text (a picture in a signature)."""


def forwarded_in(parts: Iterable[Leaf], texts: Texts) -> tuple[ForwardedMail, ...]:
    """Return the messages enclosed, and those enclosed in them; one that cannot be taken apart, as a file."""
    return tuple(islice(_forwarded(parts, texts, DEEPEST_FORWARDED), MAX_FORWARDED))


def leaves(message: Message) -> Iterator[Leaf]:
    """Yield every part that is not made of parts.

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
        raise MessageTooLarge


def files(parts: Iterable[Leaf], texts: Texts) -> Iterator[Enclosure]:
    """Yield the files, those written into the text too."""
    for part, is_within in parts:
        if _is_file(part, is_within=is_within):
            yield Enclosure(name=_name(part), mime_type=part.get_content_type(), content=_content(part))
        elif part.get_content_type() == "text/plain":
            for name, content in files_in(texts.text_of(part)):
                yield Enclosure(name=_short(name), mime_type="application/octet-stream", content=content)


def pictures(parts: Iterable[Leaf]) -> Iterator[Enclosure]:
    """Yield pictures that stand within the text: where nothing else does, they are what is sent."""
    for part, _ in parts:
        if part.get_content_maintype() == "image":
            yield Enclosure(name=_name(part), mime_type=part.get_content_type(), content=_content(part))


def _forwarded(parts: Iterable[Leaf], texts: Texts, deepest: int) -> Iterator[ForwardedMail]:
    for part, _ in parts:
        if not _is_message(part):
            continue
        try:
            found = list(_forwarded_as(_name(part), enclosed(part), texts, deepest))
        except Exception:  # noqa: BLE001 - as for the message around it, which it must not bring down
            file = Enclosure(name=_name(part), mime_type=part.get_content_type(), content=_content(part))
            found = [ForwardedMail(name=file.name, files=(file,))]
        yield from found


def _forwarded_as(name: str, enclosed: Message, texts: Texts, deepest: int) -> Iterator[ForwardedMail]:
    within = list(leaves(enclosed))
    written = own_words(enclosed, texts)
    yield ForwardedMail(
        name=name or _short(subject(enclosed)),
        message_id=message_id(enclosed),
        thread=thread(enclosed),
        words=written.words,
        quoted=written.quoted,
        files=tuple(files(within, texts)),
    )
    if deepest > 1:
        yield from _forwarded(within, texts, deepest - 1)


def _is_message(part: Message) -> bool:
    kind = part.get_content_type()
    return kind in ("message/rfc822", "message/global") or (
        part.get_content_disposition() == "attachment" and _name(part).lower().endswith(".eml")
    )


def enclosed(part: Message) -> Message:
    """Return the message that a part holds, whatever it is packed in."""
    content = unpacked(part) if part.is_multipart() else _content(part)
    if content is None:
        return next(held for held in part.get_payload() if isinstance(held, Message))
    return parsed(from_its_head(content))


def unpacked(part: Message) -> bytes | None:
    """Return what a part of messages holds, None if it is not packed: no standard lets it be, servers do it."""
    packing = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if packing not in ("base64", "quoted-printable") or not part.is_multipart():
        return None
    content = _content(part)
    if packing == "base64":
        return base64.b64decode(content)
    return None if _NOT_QUOTED.search(content) else quopri.decodestring(content)


def _is_file(part: Message, *, is_within: bool) -> bool:
    kind, disposition = part.get_content_type(), part.get_content_disposition()
    if kind in _NO_FILES or _is_message(part) or is_cut_off(part):
        return False
    if part.get_content_maintype() == "image" and disposition != "attachment" and (is_within or part.get("Content-ID")):
        return False
    if is_text_of_any_kind(part):
        return disposition == "attachment" or bool(part.get_filename())
    return True


def _content(part: Message) -> bytes:
    if part.is_multipart():
        return b"\r\n".join(
            enclosed.as_bytes(policy=_AS_WRITTEN) for enclosed in part.get_payload() if isinstance(enclosed, Message)
        )
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _name(part: Message) -> str:
    """Return the file's name alone, without folders and characters that no file has; "" if it has none."""
    return _short(decoded(part.get_filename() or ""))


def _short(file_name: str) -> str:
    name = one_line(PurePosixPath(file_name.replace("\\", "/")).name)
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 20]}…{name[-19:]}"

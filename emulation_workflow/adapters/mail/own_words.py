"""What the writer of a message added to what was quoted: whether there is anything for a person to read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message

from emulation_workflow.adapters.mail.charsets import bare, decoded_text
from emulation_workflow.adapters.mail.pages import READ_OF_HTML, Kind, Line, lines_of_html
from emulation_workflow.adapters.mail.uuencoded import without_files
from emulation_workflow.messages.mail.covering import POSTSCRIPTS
from emulation_workflow.messages.mail.programs import DIVIDERS, INTRODUCTIONS, LABELS, SENT_WITH

MAX_WORDS = 2000
"""Characters kept of what somebody wrote; the whole stands in the original."""
MAX_QUOTED = 40_000
"""Characters kept of what is quoted without marks."""

_INTRODUCTION = re.compile(rf"\W*(?:{'|'.join(INTRODUCTIONS)})\s*:?[\s*-]*", re.DOTALL)
_DIVIDER = re.compile(rf"\W*(?:{'|'.join(DIVIDERS)})\W*")
_LABEL = re.compile(rf"\W*({LABELS})\s?[*_]*\s?:(?!//)")
_SENT_WITH = re.compile(rf"\W*(?:{'|'.join(SENT_WITH)})\W*")
_POSTSCRIPT = re.compile(POSTSCRIPTS)
_SIGNATURE = "-- "
"""Without the space somebody may go on below it."""
_LONGEST_INTRODUCTION = 3
"""Lines over which "On … wrote:" may be broken."""
_HEAD_LINES = 4
"""Lines among which two labels make the head of a former message."""

_READ = 100_000
_READ_BYTES = 4 * READ_OF_HTML
_LONGEST_LINE = 400
"""Characters that are looked at: whoever writes more has written something."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a text holds: `words` of its writer, and what stands under a head without marks, where both may be."""

    words: str = ""
    quoted: str = ""


def own_words(message: Message) -> Written:
    """Return what was written for this message, without what is marked as quoted, attachments and enclosed messages.

    Of a plain text and a page beside it the plain one counts, unless more stands in the page.
    """
    if not message.is_multipart():
        return written_in(lines_of(message)) if _is_text(message) else Written()
    if message.get_content_maintype() != "multipart":
        return Written()
    parts = [own_words(part) for part in message.get_payload() if isinstance(part, Message)]
    if message.get_content_type() == "multipart/alternative":
        most = max((_size(part) for part in parts), default=0)
        return next((part for part in parts if 2 * _size(part) >= most), Written())
    return Written(
        words="\n".join(part.words for part in parts if part.words)[:MAX_WORDS].strip(),
        quoted="\n".join(part.quoted for part in parts if part.quoted)[:MAX_QUOTED],
    )


def _size(written: Written) -> int:
    return len(written.words) + len(written.quoted)


def _is_text(part: Message) -> bool:
    kind = part.get_content_type()
    return kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment"


def text_of(part: Message) -> str:
    """Return a text part as text, whatever it says of its characters; control characters are left out."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    text = decoded_text(content[:_READ_BYTES], str(part.get_param("charset") or ""))
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")


def lines_of(part: Message) -> list[Line]:
    """Return the lines of a text part, each with how it is marked."""
    if part.get_content_type() == "text/html":
        return lines_of_html(text_of(part))
    lines = without_files(text_of(part))[:_READ].replace("\r\n", "\n").split("\n")
    return [(line.rstrip("\r"), Kind.CITED if line.lstrip().startswith(">") else Kind.PLAIN) for line in lines]


def written_in(lines: Sequence[Line]) -> Written:
    """Return what stands above, between and below quotations, and what is quoted without marks."""
    own: list[str] = []
    quoted: list[str] = []
    is_signed = is_below = False
    at = 0
    while at < len(lines):
        line, kind = lines[at]
        if kind is Kind.CITED:
            is_signed = False
        elif kind is Kind.INDENTED:
            quoted.append(line)
        elif length := _introduction(lines, at):
            is_signed = False
            at += length
            is_below = is_below or not _is_marked_after(lines, at)
            continue
        elif _divides(lines, at):
            is_signed, is_below = False, True
            quoted.append(line)
        elif is_below:
            quoted.append(line)
        elif line == _SIGNATURE:
            is_signed = True
        elif not _is_left_out(line, is_signed=is_signed):
            is_signed = False
            own.append(line.rstrip())
        at += 1
    return Written(words="\n".join(own).strip()[:MAX_WORDS].strip(), quoted=_without_heads(quoted)[:MAX_QUOTED])


def _is_left_out(line: str, *, is_signed: bool) -> bool:
    text = bare(line[:_LONGEST_LINE])
    return (is_signed and not _POSTSCRIPT.match(text)) or _SENT_WITH.fullmatch(text) is not None


def _introduction(lines: Sequence[Line], at: int) -> int:
    """Return over how many lines a sentence that brings in a quotation goes from here; 0 if none begins."""
    for count in range(1, min(_LONGEST_INTRODUCTION, len(lines) - at) + 1):
        joined = " ".join(line for line, _ in lines[at : at + count])
        if len(joined) <= _LONGEST_LINE and _INTRODUCTION.fullmatch(bare(joined)):
            return count
    return 0


def _is_marked_after(lines: Sequence[Line], at: int) -> bool:
    return next((kind is Kind.CITED for line, kind in lines[at:] if line.strip()), True)


def _divides(lines: Sequence[Line], at: int) -> bool:
    line = lines[at][0][:_LONGEST_LINE]
    return bool(line.strip()) and (_DIVIDER.fullmatch(bare(line)) is not None or _is_head(lines, at))


def _is_head(lines: Sequence[Line], at: int) -> bool:
    """Return whether the head of a former message begins here: two labels, close together."""
    labels = [_label(line) for line, _ in lines[at : at + _HEAD_LINES]]
    return bool(labels[0]) and len({*labels} - {""}) > 1


def _label(line: str) -> str:
    found = _LABEL.match(bare(line[:_LONGEST_LINE]))
    return found.group(1) if found else ""


def _without_heads(lines: Sequence[str]) -> str:
    """Return the lines without those heads of former messages that stand among them."""
    plain = [(line, Kind.PLAIN) for line in lines]
    kept: list[str] = []
    in_head = False
    for at, line in enumerate(lines):
        in_head = bool(_label(line)) and (in_head or _is_head(plain, at))
        if not (in_head or _divides(plain, at) or _SENT_WITH.fullmatch(bare(line[:_LONGEST_LINE]))):
            kept.append(line)
    return "\n".join(line for line in kept if line.strip())

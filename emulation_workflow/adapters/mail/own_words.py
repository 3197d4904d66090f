"""What the writer of a message added to what was quoted: whether there is anything for a person to read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.message import Message
from functools import lru_cache

from emulation_workflow.adapters.mail.texts.charsets import bare, decoded_text
from emulation_workflow.adapters.mail.texts.invitations import invitation_in
from emulation_workflow.adapters.mail.texts.pages import READ_OF_HTML, Kind, Line, lines_of_html
from emulation_workflow.adapters.mail.texts.rich_texts import from_enriched, from_rtf
from emulation_workflow.adapters.mail.texts.uuencoded import without_files
from emulation_workflow.messages.mail.covering import POSTSCRIPTS
from emulation_workflow.messages.mail.programs import ASKS, DIVIDERS, INTRODUCTIONS, LABELS, LINE_OF_WRITER, SENT_WITH

MAX_WORDS = 2000
"""Characters kept of what somebody wrote; the whole stands in the original."""
MAX_QUOTED = 40_000
"""Characters kept of what is quoted without marks."""

_INTRODUCTION = re.compile(rf"\W*+(?:{'|'.join(INTRODUCTIONS)})\s*+:?+[\s*-]*+", re.DOTALL)
_DIVIDER = re.compile(rf"\W*?(?:{'|'.join(DIVIDERS)})\W*+")
_LABEL = re.compile(rf"\W*+({LABELS})\s?[*_]*+\s?:(?!//)")
_SENT_WITH = re.compile(rf"\W*+(?:{'|'.join(SENT_WITH)})\W*+")
_LINE_OF_WRITER = re.compile(LINE_OF_WRITER)
_RULE = re.compile(r"\s*[-_=*~\u2014]{5,150}\s*")
_POSTSCRIPT = re.compile(POSTSCRIPTS)
_ASKS = re.compile("|".join(ASKS))
_MARKS = re.compile(r"\A\s*[A-Za-z]{0,3}>[>\s]*")
"""Of a quotation, before each line; some programs put initials before the first."""
_LINK = re.compile(r"<?(?:https?://|mailto:|www\.)\S+")
_SIGNATURE = "-- "
"""Without the space somebody may go on below it."""
_LONGEST_INTRODUCTION = 3
"""Lines over which "On … wrote:" may be broken."""
_HEAD_LINES = 4
"""Lines among which two labels make the head of a former message."""

_CUT_OFF = re.compile(r"ATT\d{5}\.(?:txt|html?|c)", re.IGNORECASE)

_CALENDAR = "text/calendar"
_ENRICHED = frozenset({"text/enriched", "text/richtext"})
_RTF = "{\\rtf"
_TEXTS_BY_ANOTHER_NAME = frozenset({"application/rtf", "application/x-rtf"})

_READ = 100_000
"""Characters of a text whose lines are looked at."""
_READ_BYTES = 4 * READ_OF_HTML
_TEXTS_READ = 2
"""How many texts of such a length, and pages besides, are read in a message with all that it encloses."""
_LONGEST_LINE = 400
"""Characters that are looked at: whoever writes more has written something."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a text holds: `words` of its writer, and what is quoted, into which they may have typed as well."""

    words: str = ""
    quoted: str = ""
    accepts: bool = False
    """A calendar program says that an entry was accepted."""


class Texts:
    """The texts of a message and of those that it encloses, read as far as people write: all of them together."""

    def __init__(self) -> None:
        self._bytes = dict.fromkeys((False, True), _TEXTS_READ * _READ_BYTES)
        self._signs = {False: _TEXTS_READ * _READ, True: _TEXTS_READ * READ_OF_HTML}
        self._texts: dict[Message, str] = {}
        self._lines: dict[Message, list[Line]] = {}

    def text_of(self, part: Message) -> str:
        """Return a text part as text, whatever it says of its characters; control characters are left out."""
        if part not in self._texts:
            is_page, text = _is_page(part), ""
            if (most := min(_READ_BYTES, self._bytes[is_page])) and isinstance(
                content := part.get_payload(decode=True), bytes
            ):
                self._bytes[is_page] -= len(content[:most])
                text = decoded_text(content[:most], str(part.get_param("charset") or ""))
            self._texts[part] = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
        return self._texts[part]

    def lines_of(self, part: Message) -> list[Line]:
        """Return the lines of a text part, each with how it is marked."""
        if part not in self._lines:
            is_page, text = _is_page(part), self.text_of(part)
            text = (text if is_page else without_files(text))[: min(_READ_OF[is_page], self._signs[is_page])]
            self._signs[is_page] -= len(text)
            text = _plain(part, text)
            self._lines[part] = lines_of_html(text) if is_page else _lines_of_plain(text)
        return self._lines[part]


_READ_OF = {False: _READ, True: READ_OF_HTML}
"""By whether it is a page."""


def _is_page(part: Message) -> bool:
    return part.get_content_type() == "text/html"


def _plain(part: Message, text: str) -> str:
    """Return a text without the marks of its kind; pages have lines of their own."""
    if text.lstrip().startswith(_RTF):
        return from_rtf(text)
    return from_enriched(text) if part.get_content_type() in _ENRICHED else text


def own_words(message: Message, texts: Texts) -> Written:
    """Return what was written for this message, and what it quotes, without attachments and enclosed messages.

    Of a plain text and a page beside it the plain one counts, unless more stands in the page.
    """
    if not message.is_multipart():
        return _of_text(message, texts) if _is_text(message) else Written()
    if message.get_content_maintype() != "multipart":
        return Written()
    inner = [part for part in message.get_payload() if isinstance(part, Message)]
    if message.get_content_type() == "multipart/alternative":
        return _of_alternatives(inner, texts)
    parts = [own_words(part, texts) for part in inner]
    return Written(
        accepts=any(part.accepts for part in parts),
        words="\n".join(part.words for part in parts if part.words)[:MAX_WORDS].strip(),
        quoted="\n".join(part.quoted for part in parts if part.quoted)[:MAX_QUOTED],
    )


def _of_text(part: Message, texts: Texts) -> Written:
    if part.get_content_type() != _CALENDAR:
        return written_in(texts.lines_of(part))
    found = invitation_in(texts.text_of(part)[:_READ])
    return Written(accepts=True) if found.is_yes else Written(words=found.words[:MAX_WORDS])


def _of_alternatives(inner: Sequence[Message], texts: Texts) -> Written:
    """Return the plainest that says the most, and what the others say besides; so also a calendar's comment."""
    texts_of_one = [part for part in inner if part.get_content_type() != _CALENDAR]
    parts = [own_words(part, texts) for part in texts_of_one]
    most = max((_size(part) for part in parts), default=0)
    at = next((at for at, part in enumerate(parts) if 2 * _size(part) >= most), None)
    chosen = Written() if at is None else _with_more(parts[at], parts[at + 1 :], _all_lines(texts_of_one[at], texts))
    calendar = next((part for part in inner if part.get_content_type() == _CALENDAR and _is_text(part)), None)
    if calendar is None:
        return chosen
    if not chosen.words:
        return replace(_of_text(calendar, texts), quoted=chosen.quoted)
    comment = invitation_in(texts.text_of(calendar)[:_READ]).comment
    is_said = "".join(comment.split()) in "".join(chosen.words.split())
    return chosen if is_said else replace(chosen, words=f"{chosen.words}\n{comment}"[:MAX_WORDS])


def _with_more(chosen: Written, others: Sequence[Written], lines: str) -> Written:
    """Return what is chosen, with what other renderings of the same message say besides; `lines` are all of its own."""
    said = _letters(lines) + _letters(_LINK.sub(" ", lines))  # A plain text says behind each link where it leads.
    words, quoted = (
        [line for text in said_by for line in text.splitlines() if _letters(line) not in said]
        for said_by in ([other.words for other in others], [other.quoted for other in others])
    )
    return replace(
        chosen,
        words="\n".join([chosen.words, *words])[:MAX_WORDS].strip() if words else chosen.words,
        quoted="\n".join([chosen.quoted, *quoted])[:MAX_QUOTED] if quoted else chosen.quoted,
    )


def _all_lines(part: Message, texts: Texts) -> str:
    return "\n".join(line for text in part.walk() if _is_text(text) for line, _ in texts.lines_of(text))


def _letters(text: str) -> str:
    """Return the letters and digits alone, without marks: renderings differ in breaks, signs and spelling."""
    return "".join(filter(str.isalnum, bare(text)))


def _size(written: Written) -> int:
    return len(written.words) + len(written.quoted)


def _is_text(part: Message) -> bool:
    """Return whether the part is read as what somebody wrote; texts with a file's name are files (`parts`)."""
    kind = part.get_content_type()
    if is_cut_off(part):
        return True
    if part.get_content_disposition() == "attachment":
        return False
    return kind in ("text/plain", "text/html") or (is_text_of_any_kind(part) and not part.get_filename())


def is_cut_off(part: Message) -> bool:
    """Return whether this is the text below a file, of which Exchange makes a file of its own (ATT00001.htm)."""
    return bool(_CUT_OFF.fullmatch(part.get_filename() or "")) and is_text_of_any_kind(part)


def is_text_of_any_kind(part: Message) -> bool:
    return part.get_content_maintype() == "text" or part.get_content_type() in _TEXTS_BY_ANOTHER_NAME


def _lines_of_plain(text: str) -> list[Line]:
    lines = text.replace("\r\n", "\n").split("\n")
    return [(_MARKS.sub("", line.rstrip("\r")), Kind.CITED if _MARKS.match(line) else Kind.PLAIN) for line in lines]


def written_in(lines: Sequence[Line]) -> Written:
    """Return what stands above, between and below quotations, and what is quoted, with marks or without."""
    own: list[str] = []
    quoted: list[str] = []
    is_signed = is_below = False
    at = 0
    while at < len(lines):
        line, kind = lines[at]
        if kind is Kind.CITED:
            is_signed = False
            quoted.append(line)
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
    words = "\n".join(own).strip()
    # What is too long for somebody's own words is a letter that an unknown program quoted: more may stand below it.
    quoted += words[MAX_WORDS:].splitlines()
    return Written(words=words[:MAX_WORDS].strip(), quoted=_without_heads(quoted)[:MAX_QUOTED])


def _is_left_out(line: str, *, is_signed: bool) -> bool:
    text = bare(line[:_LONGEST_LINE])
    # Some programs put the signature above the place where one types; a signature asks for nothing.
    goes_on = _POSTSCRIPT.match(text) or (_ASKS.search(text) and "://" not in text)
    return (is_signed and not goes_on) or bool(_SENT_WITH.fullmatch(text) or _RULE.fullmatch(text))


def _introduction(lines: Sequence[Line], at: int) -> int:
    """Return over how many lines a sentence that brings in a quotation goes from here; 0 if none begins."""
    if _LINE_OF_WRITER.fullmatch(bare(lines[at][0][:_LONGEST_LINE])):
        return 1
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


@lru_cache(2 * _HEAD_LINES)
def _label(line: str) -> str:
    found = _LABEL.match(bare(line[:_LONGEST_LINE]))
    return found.group(1) if found else ""


def _without_heads(lines: Sequence[str]) -> str:
    """Return the lines without those heads of former messages that stand among them."""
    plain = [(line, Kind.PLAIN) for line in lines]
    kept: list[str] = []
    in_head = False
    brought_in = 0
    for at, line in enumerate(lines):
        in_head = bool(_label(line)) and (in_head or _is_head(plain, at))
        brought_in = max(brought_in - 1, _introduction(plain, at))
        if not (brought_in or in_head or _divides(plain, at) or _SENT_WITH.fullmatch(bare(line[:_LONGEST_LINE]))):
            kept.append(line)
    return "\n".join(line for line in kept if line.strip())

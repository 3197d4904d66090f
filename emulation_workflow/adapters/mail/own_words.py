"""What the writer of a message added to what was quoted: whether there is anything for a person to read."""

import re
from collections import Counter
from collections.abc import Iterator
from email.message import Message
from html.parser import HTMLParser

MAX_WORDS = 2000
"""Characters kept of what somebody wrote; the whole stands in the original."""

_QUOTE_BEGINS = re.compile(
    r"^\W*("
    r"-{2,}\s*(original message|forwarded message|thư gốc|tin nhắn gốc|thư đã chuyển tiếp)\s*-*"
    r"|on\b.{5,200}\bwrote:"
    r"|(vào|ngày|lúc)\b.{5,200}\bđã viết:"
    r"|_{8,}"
    r"|(from|từ|người gửi):\s.*@.*"
    r")\s*$",
    re.IGNORECASE | re.DOTALL,
)
_SIGNATURE = "-- "
_LONGEST_INTRODUCTION = 3
"""Lines over which "On … wrote:" may be broken."""

_READ = 100_000
_READ_OF_HTML = 300_000
_READ_BYTES = 4 * _READ_OF_HTML
_MAX_DECLARATIONS = 2_000
_LONGEST_LINE = 400
"""Characters that are looked at: whoever writes more has written something."""

_NOT_TEXT = frozenset({"head", "style", "script", "title", "blockquote"})
_QUOTE_MARKS = re.compile(
    r"gmail_quote|yahoo_quoted|moz-cite|divRplyFwdMsg|appendonsend|OLK_SRC|zmail_extra", re.IGNORECASE
)
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "hr", "table"})
_WITHOUT_END = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "wbr", "base", "area"})


def own_words(message: Message) -> str:
    """Return the text that was written for this message, without quotations and signature; "" if there is none."""
    texts = {part.get_content_type(): part for part in reversed(list(_text_parts(message)))}
    if "text/plain" in texts:
        written = text_of(texts["text/plain"])
    elif "text/html" in texts:
        written = _text_of_html(text_of(texts["text/html"]))
    else:
        return ""
    return "\n".join(_unquoted(written[:_READ])).strip()[:MAX_WORDS].strip()


def text_of(part: Message) -> str:
    """Return a text part as text, whatever it says of its characters; control characters are left out."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        text = content[:_READ_BYTES].decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        text = content[:_READ_BYTES].decode("utf-8", "replace")
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")


def _text_parts(message: Message) -> Iterator[Message]:
    """Yield the text parts that are no attachments, without those of enclosed messages."""
    if message.is_multipart():
        if message.get_content_maintype() == "multipart":
            for part in message.get_payload():
                if isinstance(part, Message):
                    yield from _text_parts(part)
    elif message.get_content_maintype() == "text" and message.get_content_disposition() != "attachment":
        yield message


def _unquoted(text: str) -> Iterator[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    for index, line in enumerate(lines):
        introductions = (" ".join(lines[index : index + count]) for count in range(1, _LONGEST_INTRODUCTION + 1))
        if line.rstrip("\r") == _SIGNATURE or any(_begins_quote(introduction) for introduction in introductions):
            return
        if not line.lstrip().startswith(">"):
            yield line.rstrip()


def _begins_quote(line: str) -> bool:
    return _QUOTE_BEGINS.match(line[:_LONGEST_LINE]) is not None


def _text_of_html(html: str) -> str:
    reader = _Reader()
    reader.feed(_closed(html[:_READ_OF_HTML]))
    reader.close()
    return re.sub(r"[ \t\xa0]+", " ", "".join(reader.pieces))


def _closed(html: str) -> str:
    """Return a page without what begins and does not end: the parser looks for each end in all that follows."""
    if html.count("<!") > _MAX_DECLARATIONS:
        html = html.replace("<!", " ")
    last = html.rfind(">") + 1
    return html[:last] + html[last:].replace("<", " ")


class _Reader(HTMLParser):
    """The text of a page, without what is quoted in it."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._left_out: list[str] = []
        self._open: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.pieces.append("\n")
        if tag in _WITHOUT_END:
            return
        marks = " ".join(value or "" for name, value in attrs if name in ("class", "id"))
        if self._left_out or tag in _NOT_TEXT or _QUOTE_MARKS.search(marks):
            self._left_out.append(tag)
            self._open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        while self._open[tag]:
            closed = self._left_out.pop()
            self._open[closed] -= 1
            if closed == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.pieces.append(data)

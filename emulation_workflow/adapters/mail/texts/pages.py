"""A page as the lines that a reader sees, each with how it is marked."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from html.parser import HTMLParser

READ_OF_HTML = 300_000
"""Characters of a page that are read."""
_MAX_DECLARATIONS = 2_000
_LONGEST_LINK = 400
DIVIDER = "--original message--"
"""The line that is put where an element says that a former message begins."""

_NOT_TEXT = frozenset({"head", "style", "script", "title"})
_INTRODUCES = re.compile(r"moz-cite-prefix", re.IGNORECASE)
_DIVIDES = re.compile(
    r"divRplyFwdMsg|appendonsend|OLK_SRC|zmail_extra|zwchr|__QUOTED_TEXT__|__HEADERS__|yahoo_quoted|"
    r"ms-outlook-mobile-reference-message|mail-editor-reference-message",
    re.IGNORECASE,
)
_CITES = re.compile(r"gmail_quote|cite|protonmail_quote|yahoo|iphone", re.IGNORECASE)
_NO_LINE = re.compile(r"border(?:-left)?:\s*(?:none|0)", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "div", "tr", "li", "hr", "table", "blockquote"})
_CELLS = frozenset({"td", "th"})
_WITHOUT_END = frozenset({"br", "hr", "img", "meta", "link", "input", "col", "wbr", "base", "area"})


class Kind(Enum):
    """How a line is marked."""

    PLAIN = auto()
    CITED = auto()
    """Marked as quoted, by a sign or an element that is for nothing else."""
    INDENTED = auto()
    """Set in: quoted by some programs, written by others."""


Line = tuple[str, Kind]


def lines_of_html(html: str) -> list[Line]:
    """Return the lines of a page; behind a link, where it leads to."""
    reader = _Reader()
    reader.feed(_closed(html[:READ_OF_HTML]))
    reader.close()
    return reader.lines()


def _closed(html: str) -> str:
    """Return a page without what begins and does not end: the parser looks for each end in all that follows."""
    if html.count("<!") > _MAX_DECLARATIONS:
        html = html.replace("<!", " ")
    last = html.rfind(">") + 1
    return html[:last] + html[last:].replace("<", " ")


@dataclass(slots=True)
class _Place:
    """Elements that were opened and change what the text in them is, innermost last."""

    tags: list[str] = field(default_factory=list)
    kinds: list[Kind | None] = field(default_factory=list)
    """None: no text at all."""
    open: Counter[str] = field(default_factory=Counter)

    def begin(self, tag: str, kind: Kind | None) -> None:
        self.tags.append(tag)
        self.kinds.append(kind)
        self.open[tag] += 1

    def end(self, tag: str) -> None:
        while self.open[tag]:
            closed = self.tags.pop()
            self.kinds.pop()
            self.open[closed] -= 1
            if closed == tag:
                break


class _Reader(HTMLParser):
    """The text of a page, line by line, and how it is marked; behind a link, where it leads to."""

    def __init__(self) -> None:
        super().__init__()
        self._place = _Place()
        self._pieces: list[tuple[str, Kind]] = []
        self._link = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self._pieces.append(("\n", Kind.PLAIN))
        elif tag in _CELLS:
            self._add(" ")
        marks = " ".join(value or "" for name, value in attrs if name in ("class", "id", "data-marker"))
        if _DIVIDES.search(marks) and not self._place.tags:
            self._pieces.append((f"\n{DIVIDER}\n", Kind.PLAIN))
        if tag in _WITHOUT_END:
            return
        if tag == "a":
            self._link = next((value or "" for name, value in attrs if name == "href"), "").strip()
        if tag in _NOT_TEXT or _INTRODUCES.search(marks):
            self._place.begin(tag, None)
        elif tag == "blockquote":
            self._place.begin(tag, _kind_of_blockquote(attrs))
        elif self._place.tags:
            self._place.begin(tag, self._place.kinds[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link.startswith(("http://", "https://")):
            self._add(f" <{self._link[:_LONGEST_LINK]}> ")
            self._link = ""
        if tag in _BREAKS:
            self._pieces.append(("\n", Kind.PLAIN))
        self._place.end(tag)

    def handle_data(self, data: str) -> None:
        if data.strip() == self._link:
            self._link = ""
        self._add(" ".join(re.split(r"[ \t\r\n\xa0]+", data)))

    def _add(self, text: str) -> None:
        kind = self._place.kinds[-1] if self._place.kinds else Kind.PLAIN
        if kind is not None:
            self._pieces.append((text, kind))

    def lines(self) -> list[Line]:
        """Return the lines; one is marked if any of its text is."""
        lines: list[Line] = []
        texts: list[str] = []
        kind = Kind.PLAIN
        for text, of in [*self._pieces, ("\n", Kind.PLAIN)]:
            if "\n" not in text:
                texts.append(text)
                kind = of if text.strip() and of is not Kind.PLAIN else kind
                continue
            lines.append((" ".join("".join(texts).split()), kind))
            lines.extend((line, Kind.PLAIN) for line in text.split("\n") if line)
            texts, kind = [], Kind.PLAIN
        return lines


def _kind_of_blockquote(attrs: Iterable[tuple[str, str | None]]) -> Kind:
    """Return what stands in a blockquote: cited where it says so, written where it only sets in."""
    given = {name: value or "" for name, value in attrs}
    if _NO_LINE.search(given.get("style", "").replace(" ", "")):
        return Kind.PLAIN
    marks = f"{given.get('class', '')} {given.get('type', '')} {given.get('id', '')}"
    return Kind.CITED if "cite" in given or _CITES.search(marks) else Kind.INDENTED

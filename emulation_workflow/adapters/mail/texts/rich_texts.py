"""Texts with marks of layout that are no pages: text/enriched (RFC 1896), and RTF as older programs send it."""

import codecs
import re
import unicodedata

_ENRICHED = re.compile(r"<<|<param>[^<]{0,1000}</param>|</?[a-z][a-z0-9-]{0,59}>", re.IGNORECASE)
_LINES = re.compile(r"\n+")

_RTF = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-f]{2})|\\(?P<sign>[^a-z])|(?P<group>[{}])"
    r"|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.IGNORECASE,
)
_NO_TEXT = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "generator", "listtable"}
    | {"listoverridetable", "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "rsidtbl"}
)
"""Groups that hold no words of the writer's, besides those that say so by a star."""
_SIGNS = {"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": "\t"} | {
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
_DEEPEST = 1_000


def from_enriched(text: str) -> str:
    """Return the text without its marks; one line break is a space in it, and of several one is."""

    def plain(found: re.Match[str]) -> str:
        return "<" if found[0] == "<<" else ""

    text = _LINES.sub(lambda found: found[0][1:] or " ", text.replace("\r\n", "\n"))
    return _ENRICHED.sub(plain, text)


def from_rtf(text: str) -> str:
    """Return the words of a text in RTF; what is broken is read as far as it goes."""
    reader = _Rtf()
    for found in _RTF.finditer(text):
        reader.take(found)
    return reader.text()


class _Rtf:
    """Reads RTF token by token."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bytes = bytearray()
        self._codec = "cp1252"
        self._groups: list[tuple[bool, int]] = []
        self._is_hidden, self._skips = False, 1
        self._to_skip = 0
        self._begins = False

    def take(self, found: re.Match[str]) -> None:
        begins, self._begins = self._begins, found["group"] == "{"
        if found["byte"]:
            self._take_byte(int(found["byte"], 16))
            return
        if found["group"]:
            self._to_skip = 0
            self._take_group(found["group"])
        elif found["word"]:
            self._take_word(found["word"].lower(), found["number"], begins=begins)
        elif found["sign"] == "*" and begins:
            self._is_hidden = True
        elif found["sign"]:
            self._add({"~": "\xa0", "_": "-", "-": ""}.get(found["sign"], found["sign"]))
        elif found["text"]:
            kept = found["text"][self._to_skip :]
            self._to_skip = max(self._to_skip - len(found["text"]), 0)
            self._add(kept)

    def _take_byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif not self._is_hidden:
            self._bytes.append(byte)

    def _take_group(self, sign: str) -> None:
        if sign == "{" and len(self._groups) < _DEEPEST:
            self._groups.append((self._is_hidden, self._skips))
        elif sign == "}" and self._groups:
            self._is_hidden, self._skips = self._groups.pop()

    def _take_word(self, word: str, number: str | None, *, begins: bool) -> None:
        if word in _NO_TEXT and begins:
            self._is_hidden = True
        elif word == "htmlrtf":
            self._is_hidden = number != "0"  # What stands for the page that this was made of.
        elif word == "ansicpg" and number:
            self._codec = f"cp{number}"
        elif word == "uc":
            self._skips = min(max(int(number or 1), 0), 9)
        elif word == "u" and number:
            self._add(chr(int(number) % 0x1_0000))
            self._to_skip = self._skips
        elif word in _SIGNS:
            self._add(_SIGNS[word])

    def _add(self, text: str) -> None:
        self._flush()
        if not self._is_hidden:
            self._pieces.append(text)

    def _flush(self) -> None:
        if self._bytes:
            self._pieces.append(_decoded(bytes(self._bytes), self._codec))
            self._bytes.clear()

    def text(self) -> str:
        self._flush()
        # Signs beyond 16 bits stand as two halves.
        whole = "".join(self._pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return unicodedata.normalize("NFC", whole)


def _decoded(content: bytes, codec: str) -> str:
    try:
        codecs.lookup(codec)
    except LookupError:
        codec = "cp1258"
    return content.decode(codec, "replace")

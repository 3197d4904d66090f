"""Tables kept as text (CSV), in whatever encoding and with whatever separator spreadsheets save them."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from emulation_workflow.adapters.schemas.legacy_letters import text_of_bytes
from emulation_workflow.domain.texts import is_plain

SEPARATORS = ",;\t|^~#\u00a6\x1f\x1e"
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\r?\n")
_LONGEST_LINE = 200_000
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_OF_UTF_7 = re.compile(rb"\+[A-Za-z0-9+/]{2,}")
_LOOKED_AT = 4_096

Score = Callable[[Iterable[Iterable[str]]], int]
"""How much lines look like ours."""


class NoTable(Exception):
    """The bytes are no table."""


class UnknownLetters(Exception):
    """From line `row` on the letters are in no encoding that is certain."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


class BrokenLine(Exception):
    """Line `row` has a quotation mark that nothing closes."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def read_delimited(content: bytes, *, score: Score, most: int) -> Iterator[list[str]]:
    """Return the first `most` lines, split by the separator that the file names, or by which they score best.

    A line that names the separator is none of them, as no spreadsheet shows it. NoTable, UnknownLetters, BrokenLine.
    """
    text = _text(content)
    if text.lstrip("\ufeff \r\n\t").startswith("<") or max(map(len, text.splitlines()), default=0) > _LONGEST_LINE:
        raise NoTable  # A page of the web or XML, whatever it is called.
    named = _SEPARATOR_LINE.match(text)
    rest = text[named.end() :] if named else text
    count = 0
    try:
        separator = named[1] if named else max(SEPARATORS, key=lambda sign: score(_split(rest, sign, strict=False)))
        for cells in islice(_split(rest, separator, strict=True), most):
            count += 1
            yield cells
    except csv.Error:
        raise BrokenLine(count + 1) from None


def _text(content: bytes) -> str:
    if content.isascii() and (text := _from_utf_7(content)):
        return text
    encoding = _UTF_16.get(content[:2]) or _bare_utf_16(content) or "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8-sig":
            raise NoTable from None
        found = None if b"\0" in content else text_of_bytes(content)
        if found is None:
            raise UnknownLetters(content.count(b"\n", 0, error.start) + 1) from None
        text = found
    if "\0" in text:
        raise NoTable
    return text


def _from_utf_7(content: bytes) -> str:
    """Return the text if it is written in UTF-7 and Vietnamese comes of it, "" otherwise."""
    if not _OF_UTF_7.search(content):
        return ""
    try:
        text = content.decode("utf-7")
    except UnicodeDecodeError:
        return ""
    return text if not text.isascii() and is_plain(text.lstrip("\ufeff")) else ""


def _bare_utf_16(content: bytes) -> str:
    """Return UTF-16's name if its zeros lie where Latin letters leave them, "" otherwise."""
    start = content[:_LOOKED_AT]
    first, second = start[::2].count(0), start[1::2].count(0)
    if len(content) % 2 or max(first, second) * 4 < len(start) // 2:
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def _split(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)

"""What a workbook's package would cost to open, counted while it streams by, before any library builds anything of it.

A package of a few kilobytes can hold millions of cells, and each costs its reader a hundred times its own size. All
parts are counted, whatever they are called: which of them is a sheet, the package itself says.
"""

import zipfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, NoReturn
from xml.parsers import expat

MAX_PARTS = 500
MAX_OTHERS = 50_000
"""Elements that are neither cells nor their values: styles, names, rules, merged ranges."""

MAX_IN_ROW = 20_000
"""Excel has 16,384 columns."""
LONGEST_TEXT = 40_000
"""Excel holds 32,767 characters in a cell."""
_LONGEST_TAG = 1_000_000
DEEPEST = 50
_PIECE = 65_536
_PACKED_PLAINLY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OF_CELLS = frozenset({"row", "c", "v", "f", "is", "t", "si"})
_ALPHABET = 26


class TooMuch(Exception):
    """The package holds more than anybody fills in, or is made as no program makes one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much a package may hold: bytes unpacked, and cells and shared strings in all parts together.

    Empty cells before the last one of a row count too, for the reader makes them.
    """

    unpacked: int
    cells: int


def ensure_bounded(package: zipfile.ZipFile, bounds: Bounds) -> None:
    """Ensure that a package of XML can be opened at a known cost. TooMuch otherwise."""
    ensure_small(package, bounds)
    count = _Count(bounds)
    for part in package.infolist():
        count.add(package, part)


def ensure_small(package: zipfile.ZipFile, bounds: Bounds) -> None:
    """Ensure that the parts of a package are as few and small as any program makes them. TooMuch otherwise."""
    parts = package.infolist()
    names = {part.filename for part in parts}
    plain = all(part.compress_type in _PACKED_PLAINLY for part in parts)
    if len(parts) > MAX_PARTS or len(names) < len(parts) or not plain:
        raise TooMuch
    if sum(part.file_size for part in parts) > bounds.unpacked:
        raise TooMuch


def feed(parser: expat.XMLParserType, stream: IO[bytes]) -> None:
    """Let a parser read a part. TooMuch at a tag without end or a declared entity, ExpatError if it is no XML."""
    parser.StartDoctypeDeclHandler = _refuse
    fed = 0
    while piece := stream.read(_PIECE):
        fed += len(piece)
        parser.Parse(piece, False)  # noqa: FBT003 - expat's own signature
        if fed - parser.CurrentByteIndex > _LONGEST_TAG:
            raise TooMuch


class _Count:
    """Elements of all parts so far."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._seen: Counter[str] = Counter()
        self._wide = 0
        self._column = 0
        self._deep = 0
        self._text = 0

    def add(self, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
        """Count a part as far as it is XML: beyond the first fault no reader comes either."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._read
        self._deep = self._text = self._column = 0
        with package.open(part) as stream, suppress(expat.ExpatError):
            feed(parser, stream)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._deep += 1
        self._text = 0
        if name == "c":
            self._column = _column_of(attributes.get("r", "")) or self._column + 1
            if self._column > MAX_IN_ROW:
                raise TooMuch
        elif name == "row":
            self._column = 0
        kind, most = (name, self._bounds.cells) if name in _OF_CELLS else ("", MAX_OTHERS)
        self._seen[kind] += 1
        if self._deep > DEEPEST or self._seen[kind] > most or self._wide + self._column > self._bounds.cells:
            raise TooMuch

    def _end(self, tag: str) -> None:
        self._deep -= 1
        self._text = 0
        if tag.rpartition(":")[2] == "row":
            self._wide += self._column
            self._column = 0

    def _read(self, text: str) -> None:
        self._text += len(text)
        if self._text > LONGEST_TEXT:
            raise TooMuch


def _column_of(address: str) -> int:
    """Return the number of an address's column, 0 if it names none."""
    column = 0
    for sign in address[:4].upper():
        if not "A" <= sign <= "Z":
            break
        column = column * _ALPHABET + ord(sign) - ord("A") + 1
    return column


def _refuse(*_declared: object) -> NoReturn:
    """Refuse entities, of which a few lines can grow to gigabytes; no spreadsheet declares any."""
    raise TooMuch

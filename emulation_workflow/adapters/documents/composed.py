"""A paper in words: every line that stands on it, in order, before it becomes a file of one kind or another."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from emulation_workflow.adapters.documents.formats import Format
from emulation_workflow.domain.papers.paper import Cell, ColumnKind, PaperColumn, PaperTable
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.formats import plain
from emulation_workflow.messages.papers import papers as words


class BlockKind(StrEnum):
    """The styles of a paper's body."""

    BASIS = "basis"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    TABLE = "table"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """A table with its cells in words."""

    table: PaperTable

    @property
    def columns(self) -> tuple[PaperColumn, ...]:
        return self.table.columns

    @property
    def shares(self) -> tuple[float, ...]:
        """Each column's share of the width."""
        return tuple(column.width / self.table.width for column in self.columns)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows one by one: a province has more units than need be held at once."""
        return (self._words(row) for row in self.table.rows)

    @property
    def totals(self) -> tuple[str, ...]:
        return self._words(self.table.totals)

    def _words(self, row: tuple[Cell, ...]) -> tuple[str, ...]:
        return tuple(_cell(value, column.kind) for value, column in zip(row, self.columns, strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or a table with its own words for a heading."""

    kind: BlockKind
    text: str = ""
    table: TextTable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A part of its own after the signature, on pages of its own count; `is_wide`: set across the page."""

    heading: str
    title: str
    note: str
    blocks: tuple[Block, ...]
    is_wide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedPaper:
    """A paper in words, every field a whole line or several.

    `about` is the subject of a letter (công văn), which has no `title`; `note` says to which paper this one belongs.
    `signing` are the lines above the room that is left for signature and seal, `signer` is the name under it. `source`
    stands under it: that the data are made up, where they are; `keywords` says what the paper was made from.
    """

    format: Format
    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    place_and_day: str
    draft_mark: str
    title: str
    subject: str
    about: str
    note: str
    addressees: tuple[str, ...]
    blocks: tuple[Block, ...]
    copies: tuple[str, ...]
    signing: tuple[str, ...]
    signer: str
    annexes: tuple[Annex, ...]
    source: tuple[str, ...]
    tables: tuple[PaperTable, ...]
    caption: str
    author: str
    keywords: str
    written_on: date


def alignment(column: PaperColumn) -> str:
    """Return where a column's cells stand: words left, counts right, days and ordinals in the middle."""
    return {ColumnKind.TEXT: "left", ColumnKind.COUNT: "right"}.get(column.kind, "center")


def one_line(text: str) -> str:
    """Return what people wrote as one line of printable text: it makes no paragraph and breaks no file."""
    if text.isprintable():
        return text
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _cell(value: Cell, kind: ColumnKind) -> str:
    match value:
        case None:
            return words.UNSTATED if kind is ColumnKind.COUNT else ""
        case str():
            return one_line(value)
        case date():
            return day_words(value)
        case int() if kind is ColumnKind.COUNT:
            return plain(value)
    return str(value)

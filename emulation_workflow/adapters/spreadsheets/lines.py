"""The lines of a table as a person reads them: which are headings, totals, groups or signatures, which are entries."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from emulation_workflow.adapters.schemas.legacy_letters import (
    DoubtfulLetters,
    is_unicode_alone,
    may_be_of_highlands,
    read_in_font,
    read_letters,
    reads_otherwise,
)
from emulation_workflow.adapters.spreadsheets.formats.sheet import Sheet
from emulation_workflow.adapters.spreadsheets.package import TooMuch
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.domain.registers import ONLY_SHEET, SheetRead, searchable

_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tong cong|tong so)\b|(?:tổng|cộng|tong|cong)\s*(?:[:(.\d]|$)"
    r"|cộng (?:khối|nhóm|mục|phần|cụm|trang|theo|toàn|[ivx]+\b)"
)
_FIGURE = re.compile(r"[\d.,\s%-]*")
_CLOSING = re.compile(
    r"nguoi (?:lap|ghi|tong hop)|lap (?:bieu|bang)|(?:tm|kt|tl|tuq)(?:\s*\.| )|noi nhan|xac nhan (?:cua|tai)"
    r"|\((?:da )?ky\b|ky(?:,| ten\b)|an dinh danh sach"
    r"|(?:pho )?(?:thu truong|chu tich|giam doc|truong ban|truong phong)(?: don vi| co quan)?$"
    r"|(?:\D{0,40}, )?ngay (?:\d{1,2}|\.+|…) ?thang (?:\d{1,2}|\.+|…) ?nam|\(?(?:danh sach|bieu) nay (?:co|gom)"
)
_GROUP_NUMBER = re.compile(r"\(?(?:[IVX]{1,5}|[A-H])[.)]?")
_COUNT = re.compile(r"\d{1,3}")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2})\)?(?:\s*=.*)?")
_ROW_NUMBER = re.compile(r"\(?\d{1,5}(?:\.\d{1,5})*[.)]?")
_FEWEST_COLUMN_NUMBERS = 3
_FEWEST_OF_GROUP = 3
_SAYS_NOTHING = "-–—_.… \t\r\n\u00a0"
"""What people put into a cell that stays empty."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text as a person reads it; `fault` says why it is no value, `font` in which former letters it was."""

    text: str = ""
    fault: ProblemCode | None = None
    font: str = ""
    is_day: bool = False
    is_struck: bool = False
    is_unseen: bool = False


NOTHING = Cell()
Line = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one sheet or text, counted from 1; `sheet` is which of several they are."""

    rows: Sequence[Line]
    look: Sheet = field(default_factory=lambda: Sheet("", ()))
    sheet: SheetRead = ONLY_SHEET


def cell_of(text: str, *, fault: ProblemCode | None = None, look: Cell = NOTHING) -> Cell:
    """Return the cell with the text in Unicode's letters; a text that may mean others has a fault."""
    if fault is not None:
        return replace(look, text="", fault=fault)
    if not text.strip(_SAYS_NOTHING):
        return NOTHING
    try:
        read = read_letters(text)
    except DoubtfulLetters:
        as_typed = unicodedata.normalize("NFC", text).strip()
        return replace(look, text=as_typed, fault=ProblemCode.TABLE_CELL_OLD_FONT)
    return replace(look, text=read.text.strip(), font=read.font)


def joined(before: Cell, behind: Cell) -> Cell:
    """Return what stands in two cells as one: a name in two columns."""
    return Cell(
        text=" ".join(filter(None, (before.text, behind.text))),
        fault=before.fault or behind.fault,
        font=before.font or behind.font,
        is_day=before.is_day or behind.is_day,
        is_struck=before.is_struck or behind.is_struck,
        is_unseen=(before.is_unseen and bool(before.text)) or (behind.is_unseen and bool(behind.text)),
    )


def settled(line: Line) -> Line:
    """Return the line, each cell read by what its neighbours prove: that all of them are in one font, or in none.

    Where a neighbour was written in a former font, what could be so too is in doubt.
    """
    fonts = {cell.font for cell in line if cell.font}
    is_unicode = any(is_unicode_alone(cell.text) for cell in line if not cell.font and not cell.fault)
    if not fonts and not is_unicode:
        return line
    return [_settled(cell, fonts, is_unicode=is_unicode) for cell in line]


def _settled(cell: Cell, fonts: Collection[str], *, is_unicode: bool) -> Cell:
    if cell.fault is ProblemCode.TABLE_CELL_OLD_FONT:
        if is_unicode and not fonts and may_be_of_highlands(cell.text):
            return replace(cell, fault=None)
        read = read_in_font(cell.text, next(iter(fonts))) if len(fonts) == 1 and not is_unicode else None
        return cell if read is None else replace(cell, text=read, fault=None)
    if not cell.font and cell.text and any(reads_otherwise(cell.text, font) for font in fonts):
        return replace(cell, fault=ProblemCode.TABLE_CELL_OLD_FONT)
    return cell


def with_merged(lines: Lines, *, most: int) -> list[list[Cell]]:
    """Return the lines, a value merged over several standing in each that has something of its own."""
    rows = [list(row) for row in lines.rows]
    left = most
    for top, first, bottom, _last in lines.look.merged:
        if bottom == top or top > len(rows) or first > len(rows[top - 1]):
            continue
        value = rows[top - 1][first - 1]
        for row in rows[top : min(bottom, len(rows))]:
            left -= 1
            if left < 0:
                return rows
            if any(cell.text for cell in row):
                row.extend([NOTHING] * (first - len(row)))
                row[first - 1] = value
    return rows


def is_numbering(line: Mapping[int, str]) -> bool:
    """Return whether these are the numbers of the columns, as under headings: 1, 2, 3 or (1), (2), A, B, 1, 2."""
    texts = [text for _, text in sorted(line.items())]
    numbers = [found[1] for text in texts if (found := _COLUMN_NUMBER.fullmatch(text))]
    letters = texts[: len(texts) - len(numbers)]
    if letters != ["A", "B", "C"][: len(letters)] or len(numbers) + len(letters) < len(texts):
        return False
    counted = [int(number) for number in numbers]
    is_counted = counted == list(range(counted[0], counted[0] + len(counted))) if counted else False
    are_bracketed = all(text.startswith("(") for text in texts)
    return is_counted and counted[0] in {1, 2} and (are_bracketed or len(texts) >= _FEWEST_COLUMN_NUMBERS)


def is_row_number(text: str) -> bool:
    """Return whether this numbers a row: 1, 01, 1., (1), 1.2."""
    return bool(_ROW_NUMBER.fullmatch(text))


def is_total(texts: Sequence[str]) -> bool:
    """Return whether a line's texts are a total: the words, and besides nothing but figures."""
    at = next((index for index, text in enumerate(texts[:2]) if _TOTAL.match(text.casefold())), None)
    return at is not None and all(_FIGURE.fullmatch(text) for index, text in enumerate(texts) if index != at)


def is_closing(texts: Sequence[str]) -> bool:
    """Return whether a line begins the signatures below a table."""
    return bool(_CLOSING.match(searchable(texts[0])))


def is_group(number: str, texts: Sequence[str]) -> bool:
    """Return whether a line heads a group of entries: a Roman number or a capital, one text, perhaps how many."""
    if not _GROUP_NUMBER.fullmatch(number) or not texts or _FIGURE.fullmatch(texts[0]):
        return False
    return all(map(_COUNT.fullmatch, texts[1:]))


def spans(lines: Lines, *, most: int) -> Mapping[int, Sequence[tuple[int, int]]]:
    """Return by row the first and last column of each range that is merged across columns there. TooMuch beyond `most`.

    No range lies over another, so there are no more of them than cells.
    """
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for top, first, bottom, last in lines.look.merged:
        if last > first:
            for row in range(top, min(bottom, len(lines.rows)) + 1):
                found[row].append((first, last))
                most -= 1
                if most < 0:
                    raise TooMuch
    return found


def covered_from_above(lines: Lines, *, most: int) -> Mapping[int, Sequence[int]]:
    """Return by row the places of the cells that are merged with those above. TooMuch beyond `most`."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for top, first, bottom, _last in lines.look.merged:
        for row in range(top + 1, min(bottom, len(lines.rows)) + 1):
            found[row].append(first - 1)
            most -= 1
            if most < 0:
                raise TooMuch
    return found


def is_banner(merged: Sequence[tuple[int, int]], filled: Sequence[int]) -> bool:
    """Return whether a line is one text merged over several columns, as the head of a group is."""
    return len(filled) == 1 and any(
        first <= filled[0] <= last and last - first + 1 >= _FEWEST_OF_GROUP for first, last in merged
    )

"""What each line below a table's headings is: an entry, or what offices write between entries and below them.

The numbers of the rows decide where there are any: a line without one that might be an entry is asked about, never
dropped and never taken. Words decide only what is certainly none.
"""

import re
from bisect import bisect
from collections.abc import Collection, Mapping, Sequence
from enum import Enum
from operator import itemgetter

from emulation_workflow.adapters.spreadsheets.lines import (
    NOTHING,
    Cell,
    is_banner,
    is_closing,
    is_group,
    is_numbering,
    is_row_number,
    is_total,
)
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.domain.registers import searchable
from emulation_workflow.messages.forms.register_columns import ROW_NUMBER_HEADINGS, Columns

ROW_NUMBER = "row_number"
FEWEST_HEADINGS = 2
_MOST_OF_NO_ENTRY = 2
"""Columns that a line without a row number may fill among numbered ones and yet be a head, a note, a signature."""
_MANY = 3
"""Columns filled by rows without numbers, among which one that fills a single column stands out."""
_GAPS = re.compile(r"[^0-9a-z]+")


def heading_name(heading: str) -> str:
    """Return a heading for comparing."""
    return _GAPS.sub(" ", searchable(heading)).strip()


def known_names(columns: Columns) -> dict[str, str]:
    """Return the columns' machine names by the headings that stand for them."""
    names = {heading_name(heading): ROW_NUMBER for heading in ROW_NUMBER_HEADINGS}
    for column, headings in columns.items():
        names |= dict.fromkeys(map(heading_name, (column, *headings)), column)
    return names


class LineKind(Enum):
    """What a line is; the last three are asked about, each by its own code."""

    ENTRY = "entry"
    NO_ENTRY = "no entry"
    DOUBTFUL = ProblemCode.TABLE_ROW_NO_ENTRY
    SECOND_TABLE = ProblemCode.TABLE_SECOND_TABLE
    BELOW_SIGNATURES = ProblemCode.TABLE_ROW_BELOW_SIGNATURES


class LineKinds:
    """Tells the lines below the headings, from the first to the last; `heads` are those that head groups of entries."""

    def __init__(
        self,
        lines: Sequence[Sequence[Cell]],
        *,
        heading_at: int,
        columns_at: Mapping[int, str],
        known: Mapping[str, str],
        required: Collection[str],
        spans: Mapping[int, Sequence[tuple[int, int]]],
    ) -> None:
        self.heads: dict[int, str] = {}
        self._columns_at, self._known, self._required, self._spans = columns_at, known, frozenset(required), spans
        below = list(enumerate(lines[heading_at + 1 :], start=heading_at + 2))
        numbers = self._row_numbers(below)
        self._parents = _parents(numbers)
        self._numbers = {line: text for line, text in numbers.items() if line not in self._parents}
        self._counted = [(line, _counts(text)) for line, text in self._numbers.items() if text]
        self._last_numbered = max(self._numbers, default=0)
        self._asks_about_lone = self._are_lone_lines_odd(below)
        self._first: Mapping[str, str] = {}
        """The first entry."""
        self._last_entry = 0
        self._is_closed = False
        self._is_below_gap = False

    def entry(self, texts: Mapping[int, str]) -> dict[str, str]:
        """Return what a line holds, by column."""
        return {column: texts[index] for index, column in self._columns_at.items() if index in texts}

    def pass_empty(self) -> None:
        """Pass by a line that holds nothing."""
        self._is_below_gap = self._is_below_gap or bool(self._last_entry)

    def kind(self, number: int, texts: Mapping[int, str]) -> LineKind:
        """Return what the line with this number is."""
        entry = self.entry(texts)
        found = self._kind(number, texts, entry)
        if found is LineKind.ENTRY and entry.keys() - {ROW_NUMBER}:
            self._first = self._first or entry
            self._last_entry = number
        return found

    def _kind(self, number: int, texts: Mapping[int, str], entry: Mapping[str, str]) -> LineKind:
        if self._is_closed:
            return LineKind.BELOW_SIGNATURES if self._is_like_others(number, entry) else LineKind.NO_ENTRY
        if self._begins_signatures(number, texts, entry):
            self._is_closed = True
            return LineKind.NO_ENTRY
        if self._are_headings(texts):
            return LineKind.SECOND_TABLE if self._begins_anew(number, texts) else LineKind.NO_ENTRY
        is_numbering_of_columns = not self._last_entry and is_numbering(texts)
        if is_numbering_of_columns or is_total(list(texts.values())) or self._is_below_rows(number, entry):
            return LineKind.NO_ENTRY
        if self._is_head(number, texts, entry):
            self.heads[number] = list(texts.values())[-1]
            return LineKind.NO_ENTRY
        return LineKind.DOUBTFUL if self._is_doubtful(number, entry) else LineKind.ENTRY

    def _row_numbers(self, below: Sequence[tuple[int, Sequence[Cell]]]) -> dict[int, str]:
        """Return the numbers of rows by line, "" for one by formula."""
        at = next((index for index, column in self._columns_at.items() if column == ROW_NUMBER), -1)
        found: dict[int, str] = {}
        for line, cells in below:
            cell = cells[at] if 0 <= at < len(cells) else NOTHING
            if (cell.fault or is_row_number(cell.text)) and not is_numbering(texts_of(cells)):
                found[line] = cell.text
        return found

    def _are_lone_lines_odd(self, below: Sequence[tuple[int, Sequence[Cell]]]) -> bool:
        """Return whether rows without numbers fill many columns, so that one with nothing but a name stands out."""
        entries = (self.entry(texts_of(cells)) for _, cells in below)
        counts = [len(entry.keys() - {ROW_NUMBER}) for entry in entries if entry.keys() >= self._required]
        fuller = sum(count >= _MANY for count in counts)
        return fuller > 0 and (counts[0] >= _MANY or fuller * 2 >= len(counts))

    def _begins_signatures(self, number: int, texts: Mapping[int, str], entry: Mapping[str, str]) -> bool:
        if not texts or number in self._numbers or not is_closing(list(texts.values())):
            return False
        return not self._is_like_others(number, entry)

    def _is_like_others(self, number: int, entry: Mapping[str, str]) -> bool:
        """Return whether a line fills what the first entry fills, more or less."""
        if not self._first or not entry.keys() >= self._required:
            return False
        usual = self._first.keys()
        return number in self._numbers or len(entry.keys() & usual) * 2 > max(len(usual), FEWEST_HEADINGS)

    def _are_headings(self, texts: Mapping[int, str]) -> bool:
        named = sum(heading_name(text) in self._known for text in texts.values())
        return named >= FEWEST_HEADINGS and named * 2 >= len(texts)

    def _begins_anew(self, number: int, texts: Mapping[int, str]) -> bool:
        """Return whether another table begins: other columns, numbers that start again, or a title above it."""
        if not self._last_entry:
            return False
        if any(self._known.get(heading_name(text)) != self._columns_at.get(index) for index, text in texts.items()):
            return True
        if not self._numbers:
            return max(self.heads, default=0) > self._last_entry
        at = bisect(self._counted, number, key=itemgetter(0))
        return 0 < at < len(self._counted) and self._counted[at][1] <= self._counted[at - 1][1]

    def _is_below_rows(self, number: int, entry: Mapping[str, str]) -> bool:
        """Return whether a line below the last numbered row cannot be an entry: it lacks what each must have."""
        if not self._numbers or number <= self._last_numbered or entry.keys() >= self._required:
            return False
        usual = (self._first.keys() or self._required) - {ROW_NUMBER}
        return len(entry.keys() - {ROW_NUMBER}) * 2 <= max(len(usual), FEWEST_HEADINGS)

    def _is_head(self, number: int, texts: Mapping[int, str], entry: Mapping[str, str]) -> bool:
        if number in self._numbers:
            return False
        others = [text for column, text in entry.items() if column != ROW_NUMBER]
        return (
            (number < self._last_numbered and is_group(entry.get(ROW_NUMBER, ""), others))
            or (number in self._parents and len(others) == 1)
            or (len(texts) == 1 and ROW_NUMBER in entry)
            or is_banner(self._spans.get(number, ()), [index + 1 for index in texts])
        )

    def _is_doubtful(self, number: int, entry: Mapping[str, str]) -> bool:
        """Return whether a line may be an entry, or a head, a note, a signature, as nothing about it says which."""
        filled = entry.keys() - {ROW_NUMBER}
        if number in self._numbers or not filled:
            return False
        if len(self._required) > 1:
            return bool(self._numbers) and number > self._last_numbered
        if self._numbers:
            return number > self._last_numbered or (self._required <= filled and len(filled) <= _MOST_OF_NO_ENTRY)
        (required,) = self._required
        if len(filled) == 1 and (self._asks_about_lone or self._is_below_gap or required not in filled):
            return True
        are_few = len(filled) == 1 or len(filled) < _MANY <= len(self._first)
        return are_few and _is_unlike(entry.get(required, ""), self._first.get(required, ""))


def texts_of(cells: Sequence[Cell]) -> dict[int, str]:
    """Return what a line holds, by place."""
    return {index: cell.text for index, cell in enumerate(cells) if cell.text}


def _parents(numbers: Mapping[int, str]) -> frozenset[int]:
    """Return the lines whose number is part of the next one: 1 above 1.1, which heads a group."""
    pairs = zip(numbers.items(), list(numbers.values())[1:], strict=False)
    return frozenset(line for (line, text), below in pairs if text and below.startswith(f"{text.rstrip('.')}."))


def _is_unlike(text: str, first: str) -> bool:
    """Return whether this is written otherwise than the first entry's: in capitals, or as what says something of it."""
    return ":" in text or (bool(first) and text.isupper() != first.isupper())


def _counts(number: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", number)]

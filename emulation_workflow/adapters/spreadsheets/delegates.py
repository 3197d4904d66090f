"""Delegate lists from CSV or XLSX, all or nothing: each bad row is named by number, column and reason.

What stands in a bad cell is not repeated, here alone: it may be somebody's name, and reasons are shown on screens and
kept with runs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.schemas.values import read_day
from emulation_workflow.adapters.spreadsheets.reading import TableFile, TableRow, Unreadable, read_table
from emulation_workflow.adapters.spreadsheets.rows import TableReading
from emulation_workflow.domain.delegates.lists import Delegate, Gender, ListKind
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import Unit, searchable
from emulation_workflow.messages.delegates import DELEGATE_COLUMNS
from emulation_workflow.messages.forms.register_columns import NO, YES, Columns

LONGEST_CELL = 200
_FIRST_YEAR = 1900
_YEAR_DIGITS = 4
_WOMAN, _MAN = frozenset({"nu", "female", "f"}), frozenset({"nam", "male", "m"})
_SAYS_A_CELL = {
    ProblemCode.TABLE_CELL_WITHOUT_HEADING: ProblemCode.LIST_CELL_WITHOUT_HEADING,
    ProblemCode.TABLE_COLUMN_UNKNOWN: ProblemCode.LIST_COLUMN_UNKNOWN,
}
"""Sentences that repeat what stands in the file, and those that do not."""


def read_delegates(
    path: Path, *, kind: ListKind, unit: Unit, categories: Mapping[str, str], units: Sequence[Unit], on: date
) -> tuple[Delegate, ...]:
    """The people on the list in `path`, in its order.

    An adopted list is of its own unit's people; on a list of who attends each row names the unit that sends them, by
    code or name, or nobody for the conference's own guests. A category may be given by its id or its name.
    """
    table = read_silently(path, DELEGATE_COLUMNS, required=("name",))
    reading = _Reading(
        table, {searchable(word): key for key, name in categories.items() for word in (key, name)}, units, on
    )
    people = [reading.delegate(row) for row in table.rows]
    reading.finish()
    if kind is ListKind.ADOPTED:
        return tuple(replace(one, sent_by=unit.code) for one in people)
    return tuple(people)


def read_silently(path: Path, columns: Columns, *, required: Sequence[str]) -> TableFile:
    """`table_file.read_table`, whose faults repeat nothing that stands in the file."""
    try:
        table = read_table(path, columns, required=required)
    except Unreadable as unreadable:
        raise Unreadable(*(_silenced(one, columns) for one in unreadable.problems)) from None
    return replace(table, faults=tuple((number, _silenced(one, columns)) for number, one in table.faults))


def _silenced(problem: Problem, columns: Columns) -> Problem:
    code = _SAYS_A_CELL.get(problem.code)
    if code is None:
        return problem
    return Problem(code=code, where=problem.where, params={"allowed": [names[0] for names in columns.values()]})


class _Reading(TableReading):
    """A table on its way to people."""

    def __init__(self, table: TableFile, categories: Mapping[str, str], units: Sequence[Unit], on: date) -> None:
        super().__init__(table)
        self._categories = categories
        self._units = units
        self._on = on

    def delegate(self, row: TableRow) -> Delegate:
        """The row; what cannot be read is stood in for and told."""
        for column, cell in row.cells.items():
            if len(cell) > LONGEST_CELL:
                self.refuse(row, column, ProblemCode.LIST_CELL_TOO_LONG, limit=LONGEST_CELL)
        if (name := self.needed(row, "name")) and not any(sign.isalpha() for sign in name):
            self.refuse(row, "name", ProblemCode.LIST_NAME_WITHOUT_LETTERS)
        category = _one_line(row, "category")
        return Delegate(
            name=_one_line(row, "name"),
            sent_by=self._unit(row),
            born=self._year(row),
            gender=self._gender(row),
            ethnicity=_one_line(row, "ethnicity"),
            post=_one_line(row, "post"),
            category=self._categories.get(searchable(category), category),
            is_reserve=self._tick(row, "is_reserve"),
            replaces=_one_line(row, "replaces"),
            namesake=self._tick(row, "namesake"),
        )

    def _unit(self, row: TableRow) -> str:
        words = row.cells.get("sent_by", "")
        if not words:
            return ""
        try:
            return find_unit(words, self._units, day=self._on).code
        except Rejected:
            self.refuse(row, "sent_by", ProblemCode.LIST_UNIT_UNKNOWN)
            return ""

    def _year(self, row: TableRow) -> int | None:
        """The year alone, also of a whole date: no table needs the day."""
        text = row.cells.get("born", "")
        if not text:
            return None
        try:
            day = None if len(text) == _YEAR_DIGITS else read_day(text)
            year = day.year if day else int(text)
        except ValueError:
            year = 0
        if not _FIRST_YEAR <= year <= self._on.year:
            self.refuse(row, "born", ProblemCode.LIST_BAD_YEAR, first=str(_FIRST_YEAR), last=str(self._on.year))
            return None
        return year

    def _gender(self, row: TableRow) -> Gender | None:
        word = searchable(row.cells.get("gender", ""))
        if word in _WOMAN:
            return Gender.FEMALE
        if word and word not in _MAN:
            self.refuse(row, "gender", ProblemCode.LIST_BAD_GENDER)
        return Gender.MALE if word in _MAN else None

    def _tick(self, row: TableRow, column: str) -> bool:
        word = searchable(row.cells.get(column, ""))
        if word not in YES | NO:
            self.refuse(row, column, ProblemCode.LIST_BAD_TICK)
        return word in YES


def _one_line(row: TableRow, column: str) -> str:
    return " ".join(row.cells.get(column, "").split())

"""Delegate lists and allocations from spreadsheets or CSV, all or nothing: each bad row is named, column and reason.

What stands in a bad cell of a list is not repeated, here alone: it may be somebody's name, and reasons are shown on
screens and kept with runs.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from emulation_workflow.adapters.schemas.names import names_one_person
from emulation_workflow.adapters.schemas.values import read_day
from emulation_workflow.adapters.spreadsheets.reading import (
    Entries,
    TableBytes,
    TableFile,
    TableRow,
    Unreadable,
    read_table,
)
from emulation_workflow.adapters.spreadsheets.rows import TableReading
from emulation_workflow.domain.delegates.delegate_lists import Delegate, Gender, ListKind, Quota
from emulation_workflow.domain.errors import Problem
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import Unit, searchable
from emulation_workflow.messages.delegates import DELEGATE_COLUMNS, QUOTA_COLUMNS
from emulation_workflow.messages.forms.register_columns import NO, YES, Columns, place

LONGEST_CELL = 200
_FIRST_YEAR = 1900
_YEAR_DIGITS = 4
_WITHOUT_DAY = re.compile(r"(?:(?:0?0|[.…_]+)\s*[/.-]\s*)?(?:0?\d|1[0-2]|[.…_]+)\s*[/.-]\s*(\d{4})")
"""A month and a year, or a year behind places that are left open: 03/1985, 00/00/1964, …/…/1970."""
_GENDERS = {"man": Gender.MALE, "woman": Gender.FEMALE}
"""By the column of their own that a list may have for each."""
_WOMAN, _MAN = frozenset({"nu", "female", "f"}), frozenset({"nam", "male", "m"})
_SAYS_A_CELL = {
    ProblemCode.TABLE_CELL_WITHOUT_HEADING: ProblemCode.LIST_CELL_WITHOUT_HEADING,
    ProblemCode.TABLE_COLUMN_UNKNOWN: ProblemCode.LIST_COLUMN_UNKNOWN,
}
"""Sentences that repeat what stands in the file, and those that do not."""


def read_delegates(
    file: Path | TableBytes,
    *,
    kind: ListKind,
    unit: Unit,
    categories: Mapping[str, str],
    units: Sequence[Unit],
    on: date,
) -> Entries[Delegate]:
    """Return the people on the list in `file`, in its order.

    An adopted list is of its own unit's people; on a list of who attends each row names the unit that sends them, by
    code or name, or nobody for the conference's own guests. A category may be given by its id or its name.
    """
    reading = TableReading(read_silently(file, DELEGATE_COLUMNS, required=("name",)), silent=True)
    known = {searchable(word): key for key, name in categories.items() for word in (key, name)}
    people = [_delegate(reading, row, known, units, on) for row in reading.table.rows]
    reading.add_problems(_unmarked_reserves(reading.table, people))
    reading.finish()
    if kind is ListKind.ADOPTED:
        people = [replace(delegate, sent_by=unit.code) for delegate in people]
    return Entries(people, reading.table.sheet)


def _unmarked_reserves(table: TableFile, people: Sequence[Delegate]) -> Iterator[tuple[int, Problem]]:
    """Yield each head that says that those below it are reserves, where none of them is marked as one."""
    names = DELEGATE_COLUMNS["is_reserve"]
    for (head, text), end in zip(table.heads.items(), [*[*table.heads][1:], math.inf], strict=False):
        below = [person for row, person in zip(table.rows, people, strict=True) if head < row.number < end]
        says_so = any(searchable(name) in searchable(text) for name in names)
        if says_so and below and not any(person.is_reserve for person in below):
            params = {"heading": table.headings.get("is_reserve", names[0])}
            yield head, Problem(code=ProblemCode.LIST_RESERVES_UNMARKED, where=place(head), params=params)


def read_silently(file: Path | TableBytes, columns: Columns, *, required: Sequence[str]) -> TableFile:
    """Return the table as `reading.read_table` does; no fault repeats what stands in the file."""
    try:
        table = read_table(file, columns, required=required)
    except Unreadable as unreadable:
        raise Unreadable(*(_silenced(problem, columns) for problem in unreadable.problems)) from None
    return replace(table, faults=tuple((number, _silenced(problem, columns)) for number, problem in table.faults))


def _silenced(problem: Problem, columns: Columns) -> Problem:
    code = _SAYS_A_CELL.get(problem.code)
    if code is None:
        return problem
    params = {"allowed": [names[0] for names in columns.values()], "columns": problem.params.get("columns", [])}
    return Problem(code=code, where=problem.where, params=params)


def _delegate(
    reading: TableReading, row: TableRow, categories: Mapping[str, str], units: Sequence[Unit], on: date
) -> Delegate:
    """Return the row; a stand-in replaces what cannot be read, and is refused."""
    for column, cell in row.cells.items():
        if len(cell) > LONGEST_CELL:
            reading.refuse(row, column, ProblemCode.LIST_CELL_TOO_LONG, limit=LONGEST_CELL)
    if (name := reading.needed(row, "name")) and not any(character.isalpha() for character in name):
        reading.refuse(row, "name", ProblemCode.LIST_NAME_WITHOUT_LETTERS)
    elif name and not names_one_person(name):
        reading.refuse(row, "name", ProblemCode.LIST_NAME_NOT_ONE)
    elif "name" in row.from_above:
        reading.refuse(row, "name", ProblemCode.TABLE_CELL_MERGED)  # One person in two lines, or two in one cell.
    if (replaced := row.cells.get("replaces", "")) and not names_one_person(replaced):
        reading.refuse(row, "replaces", ProblemCode.LIST_NAME_NOT_ONE)
    category, sender = _one_line(row, "category"), row.cells.get("sent_by", "")
    if sender:
        sender = reading.unit(row, "sent_by", sender, units, on=on, code=ProblemCode.LIST_UNIT_UNKNOWN)
    return Delegate(
        name=_one_line(row, "name"),
        sent_by=sender,
        born=_year(reading, row, on.year),
        gender=_gender(reading, row),
        ethnicity=_one_line(row, "ethnicity"),
        post=_one_line(row, "post"),
        category=categories.get(searchable(category), category),
        is_reserve=reading.tick(row, "is_reserve", ProblemCode.LIST_BAD_TICK),
        replaces=_one_line(row, "replaces"),
        namesake=reading.tick(row, "namesake", ProblemCode.LIST_BAD_TICK),
    )


def _year(reading: TableReading, row: TableRow, last: int) -> int | None:
    """Return the year alone, also of a day or a month: no table needs these."""
    columns = [column for column in ("born", *_GENDERS) if row.cells.get(column) and not _is_tick(row, column)]
    column = next(iter(columns), "born")
    text = row.cells.get(column, "")
    if not text:
        return None
    if found := _WITHOUT_DAY.fullmatch(text):
        text = found[1]
    try:
        day = None if len(text) == _YEAR_DIGITS else read_day(text)
        year = day.year if day else int(text)
    except ValueError:
        year = 0
    if not _FIRST_YEAR <= year <= last:
        reading.refuse(row, column, ProblemCode.LIST_BAD_YEAR, first=str(_FIRST_YEAR), last=str(last))
        return None
    return year


def _gender(reading: TableReading, row: TableRow) -> Gender | None:
    word = searchable(row.cells.get("gender", ""))
    stated = [column for column in _GENDERS if searchable(row.cells.get(column, "")) not in NO]
    if len(stated) + bool(word) > 1:
        reading.refuse(row, stated[-1], ProblemCode.LIST_BAD_GENDER)
    elif stated:
        return _GENDERS[stated[0]]
    if word in _WOMAN:
        return Gender.FEMALE
    if word and word not in _MAN:
        reading.refuse(row, "gender", ProblemCode.LIST_BAD_GENDER)
    return Gender.MALE if word in _MAN else None


def _is_tick(row: TableRow, column: str) -> bool:
    """Return whether a column for men or women is ticked, or says no; else it holds the year of birth."""
    word = searchable(row.cells.get(column, ""))
    return column in _GENDERS and (word in YES | NO or word in _WOMAN | _MAN)


def _one_line(row: TableRow, column: str) -> str:
    return " ".join(row.cells.get(column, "").split())


_LONGEST_NUMBER = 9
"""Digits; Python itself refuses to read some thousands."""

Judge = Callable[[Sequence[Quota]], Iterable[tuple[int, str, Problem]]]
"""What is wrong with rows that could be read: index, column, problem."""


def read_quotas(file: Path | TableBytes, *, whole: Quota, units: Sequence[Unit], judge: Judge) -> Entries[Quota]:
    """Return the rows of `file`; what a row leaves out is as `whole` says. An empty number is no quota and no row.

    Rejected with every bad row; reading.Unreadable (a Rejected too) if it is no such table.
    """
    reading = TableReading(read_table(file, QUOTA_COLUMNS, required=("unit", "number")))
    allocated = [row for row in reading.table.rows if row.cells.get("number")]
    quotas = [_quota(reading, row, whole, units) for row in allocated]
    reading.check_names(units, code="unit")
    reading.add_judged_problems(allocated, judge(quotas))
    reading.finish()
    return Entries(quotas, reading.table.sheet)


def _quota(reading: TableReading, row: TableRow, whole: Quota, units: Sequence[Unit]) -> Quota:
    """Return the row; a stand-in replaces what cannot be read, and is refused."""

    def unit(column: str, otherwise: str) -> str:
        words, on = row.cells.get(column, otherwise), whole.recorded_at.date()
        return reading.unit(row, column, words, units, on=on, code=ProblemCode.REGISTER_UNIT_UNKNOWN)

    return Quota(
        upper=unit("upper", whole.upper),
        unit=unit("unit", ""),
        number=_number(reading, row),
        document=reading.document(row, "document") or whole.document,
        signed_on=reading.day(row, "signed_on") if "signed_on" in row.cells else whole.signed_on,
        recorded_at=whole.recorded_at,
        recorded_by=whole.recorded_by,
    )


def _number(reading: TableReading, row: TableRow) -> int:
    text = row.cells["number"]
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER):
        reading.refuse(row, "number", ProblemCode.QUOTA_NO_NUMBER, value=text)
        return 0
    return int(text)

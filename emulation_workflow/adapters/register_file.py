"""Registers of units, officials and addresses from CSV or XLSX, all or nothing.

Every reader takes a path and what the register knows (`domain.register.known_to`), and gives the entries, or raises
Rejected with every bad row: where it is ("dòng 5, cột …"), what is wrong and what stands there. A file that cannot be
read as a table at all raises table_file.Unreadable.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from emulation_workflow.adapters.table_file import Row, Table, read_table
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.register import Fault, Known, UnitAddress, address_faults, official_faults, unit_faults
from emulation_workflow.domain.units import Official, Substitution, Unit, fold
from emulation_workflow.messages.register_columns import (
    ADDRESS_COLUMNS,
    LEVEL_PREFIX,
    NO,
    OFFICIAL_COLUMNS,
    UNIT_COLUMNS,
    YES,
)

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")

_DESIGNATED = "commune_pilot"
"""Starts the mark of a pilot that the director of its level's pilots designated."""

_NAMED_BY_CAMPAIGN = "council_pilot"
"""Starts the mark of a pilot that the campaign itself names; the register repeats it for readers only."""

_SUBSTITUTION = ("substitute", "substitute_from", "substitute_to")


def read_units(path: Path, known: Known) -> tuple[Unit, ...]:
    """The units in `path`; its columns are messages.register_columns.UNIT_COLUMNS."""
    reading = _Reading(read_table(path, UNIT_COLUMNS, required=("code", "name", "level")))
    units = [_unit(reading, row, known) for row in reading.table.rows]
    reading.take(unit_faults(units, known), row_of=lambda fault: reading.table.rows[fault.index].number)
    reading.finish()
    return tuple(units)


def read_officials(path: Path, known: Known) -> tuple[Official, ...]:
    """The officials in `path`; its columns are OFFICIAL_COLUMNS. Each further substitution is a row of its own."""
    reading = _Reading(read_table(path, OFFICIAL_COLUMNS, required=("number", "name", "title", "role", "email")))
    people: dict[str, _Person] = {}
    for row in reading.table.rows:
        official, substitution = _official(reading, row, known), _substitution(reading, row)
        person = people.setdefault(official.number or f"row {row.number}", _Person(official))
        if person.official != official or (person.rows and substitution is None):
            reading.refuse(row, "number", "register_number_taken", value=official.number, name=person.official.name)
        person.add(row.number, substitution)
    found = list(people.values())
    officials = [person.entry() for person in found]
    reading.take(official_faults(officials, known), row_of=lambda fault: found[fault.index].row_of(fault))
    reading.finish()
    return tuple(officials)


def read_addresses(path: Path, known: Known) -> tuple[UnitAddress, ...]:
    """The addresses of registered units in `path`; its columns are ADDRESS_COLUMNS."""
    reading = _Reading(read_table(path, ADDRESS_COLUMNS, required=("code", "email")))
    addresses = [
        UnitAddress(
            code=reading.needed(row, "code"),
            valid_from=reading.day(row, "valid_from"),
            email=row.cells.get("email", ""),
            head=row.cells.get("head", ""),
        )
        for row in reading.table.rows
    ]
    reading.take(address_faults(addresses, known), row_of=lambda fault: reading.table.rows[fault.index].number)
    reading.finish()
    return tuple(addresses)


@dataclass(slots=True)
class _Reading:
    """A table on its way to entries, and what was found wrong, by row."""

    table: Table
    faults: list[tuple[int, Problem]] = field(init=False)

    def __post_init__(self) -> None:
        self.faults = list(self.table.faults)

    def refuse(self, row: Row, column: str, code: str, **facts: object) -> None:
        self.faults.append((row.number, Problem(code=code, where=self.table.place(row.number, column), facts=facts)))

    def needed(self, row: Row, column: str) -> str:
        text = row.cells.get(column, "")
        if not text:
            self.refuse(row, column, "register_cell_empty")
        return text

    def day(self, row: Row, column: str) -> date | None:
        text = row.cells.get(column, "")
        day = _day(text)
        if text and day is None:
            self.refuse(row, column, "register_bad_day", value=text)
        return day

    def take(self, faults: Iterable[Fault], row_of: Callable[[Fault], int]) -> None:
        """Add what is wrong between rows; of a row with a bad cell that may only follow from the bad cell."""
        bad_rows = {number for number, _ in self.faults}
        for fault in faults:
            number = row_of(fault)
            if number not in bad_rows:
                self.faults.append((number, fault.problem(self.table.place(number, fault.column))))

    def finish(self) -> None:
        if self.faults:
            raise Rejected(*(problem for _, problem in sorted(self.faults, key=lambda fault: fault[0])))


@dataclass(slots=True)
class _Person:
    """One official gathered from the rows with one number."""

    official: Official
    rows: list[int] = field(default_factory=list)
    substitutions: list[tuple[int, Substitution]] = field(default_factory=list)

    def add(self, row: int, substitution: Substitution | None) -> None:
        self.rows.append(row)
        if substitution:
            self.substitutions.append((row, substitution))

    def entry(self) -> Official:
        return replace(self.official, substitutions=tuple(substitution for _, substitution in self.substitutions))

    def row_of(self, fault: Fault) -> int:
        is_about_substitution = fault.column in _SUBSTITUTION
        return self.substitutions[fault.part][0] if is_about_substitution else self.rows[0]


def _unit(reading: _Reading, row: Row, known: Known) -> Unit:
    cells = row.cells
    level = reading.needed(row, "level")
    word = fold(level)
    return Unit(
        code=reading.needed(row, "code"),
        name=reading.needed(row, "name"),
        level=known.levels.get(word) or known.levels.get(LEVEL_PREFIX + word, level),
        kind=cells.get("unit_type", ""),
        parent=cells.get("parent_code"),
        group=cells.get("block_or_cluster", ""),
        pilot=_is_designated(reading, row),
        email=cells.get("email", ""),
        head=cells.get("head", ""),
        valid_from=reading.day(row, "valid_from"),
        valid_to=reading.day(row, "valid_to"),
        successor=cells.get("successor"),
        source=_source(row),
        note=cells.get("note", ""),
    )


def _source(row: Row) -> str:
    """Where the row comes from, with what the cluster or block rests on: some memberships are only inferred."""
    source, group_status = row.cells.get("source", ""), row.cells.get("block_status", "")
    if not row.cells.get("block_or_cluster") or not group_status:
        return source
    return f"{source}; block_or_cluster: {group_status}".removeprefix("; ")


def _is_designated(reading: _Reading, row: Row) -> bool:
    text = row.cells.get("pilot", "")
    word = fold(text)
    if word in YES or word.startswith(_DESIGNATED):
        return True
    if word not in NO and not word.startswith(_NAMED_BY_CAMPAIGN):
        reading.refuse(row, "pilot", "register_bad_tick", value=text)
    return False


def _official(reading: _Reading, row: Row, known: Known) -> Official:
    role = reading.needed(row, "role")
    return Official(
        number=reading.needed(row, "number"),
        name=reading.needed(row, "name"),
        title=reading.needed(row, "title"),
        role=known.roles.get(fold(role), role),
        unit=row.cells.get("unit"),
        email=reading.needed(row, "email"),
        valid_from=reading.day(row, "valid_from"),
        valid_to=reading.day(row, "valid_to"),
    )


def _substitution(reading: _Reading, row: Row) -> Substitution | None:
    filled = [column for column in _SUBSTITUTION if column in row.cells]
    if not filled:
        return None
    if len(filled) < len(_SUBSTITUTION):
        reading.refuse(row, filled[0], "register_substitution_incomplete")
    substitute = row.cells.get("substitute", "")
    start, end = reading.day(row, "substitute_from"), reading.day(row, "substitute_to")
    return Substitution(substitute=substitute, start=start, end=end) if start and end else None


def _day(text: str) -> date | None:
    """A day as 2020-02-29 or, as people write it, 29/02/2020; None for anything else, 30/02 included."""
    with suppress(ValueError):
        if found := _YEAR_FIRST.fullmatch(text):
            year, month, day = map(int, found.groups())
            return date(year, month, day)
        if found := _DAY_FIRST.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
    return None

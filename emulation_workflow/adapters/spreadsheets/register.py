"""Registers of units, officials and addresses from spreadsheets or CSV, all or nothing.

Every reader takes a path and what the register knows (`domain.register.known_to`), and gives the entries, or raises
Rejected with every bad row: where it is ("dòng 5, cột …"), what is wrong and what stands there. A file that cannot be
read as a table at all raises reading.Unreadable.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from emulation_workflow.adapters.schemas.names import can_be_name, names_one_person
from emulation_workflow.adapters.spreadsheets.reading import Entries, TableRow, read_table
from emulation_workflow.adapters.spreadsheets.rows import TableReading
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.domain.registers import (
    Known,
    Official,
    RegisterFault,
    RegisterList,
    Substitution,
    Unit,
    UnitAddress,
    address_faults,
    completed,
    official_faults,
    searchable,
    unit_faults,
)
from emulation_workflow.messages.forms.register_columns import (
    ADDRESS_COLUMNS,
    LEVEL_PREFIX,
    NO,
    OFFICIAL_COLUMNS,
    UNIT_COLUMNS,
    YES,
)

_DESIGNATED = "commune_pilot"
"""Starts the mark of a pilot that the director of its level's pilots designated."""

_NAMED_BY_CAMPAIGN = "council_pilot"
"""Starts the mark of a pilot that the campaign itself names; the register repeats it for readers only."""

_SUBSTITUTION = ("substitute", "substitute_from", "substitute_to")

_FIELDS = {
    "parent_code": "parent",
    "unit_type": "kind",
    "block_or_cluster": "group",
    **dict.fromkeys(_SUBSTITUTION, "substitutions"),
}
"""The entries' fields where a column is named otherwise."""


def read_units(path: Path, known: Known) -> RegisterList[Unit]:
    """Return the units in `path`; its columns are messages.register_columns.UNIT_COLUMNS."""
    reading = TableReading(read_table(path, UNIT_COLUMNS, required=("code", "name", "level")))
    units = [_unit(reading, row, known) for row in reading.table.rows]
    as_registered = [item.entry for item in completed(units, known.units)]
    _add_faults(reading, unit_faults(as_registered, known), lambda fault: reading.table.rows[fault.index].number)
    reading.finish()
    return RegisterList(entries=tuple(units), columns=_fields(reading, Unit), sheet=reading.table.sheet)


def read_officials(path: Path, known: Known) -> RegisterList[Official]:
    """Return the officials in `path`; its columns are OFFICIAL_COLUMNS. A further substitution is a row of its own."""
    reading = TableReading(read_table(path, OFFICIAL_COLUMNS, required=("number", "name", "title", "role", "email")))
    people: dict[str, _Person] = {}
    for row in reading.table.rows:
        official, substitution = _official(reading, row, known), _substitution(reading, row)
        person = people.setdefault(official.number or f"row {row.number}", _Person(official))
        if person.official != official or (person.rows and substitution is None):
            reading.refuse(
                row, "number", ProblemCode.REGISTER_NUMBER_TAKEN, value=official.number, name=person.official.name
            )
        person.add(row.number, substitution)
    found = list(people.values())
    officials = [person.entry() for person in found]
    as_registered = [item.entry for item in completed(officials, known.officials)]
    _add_faults(reading, official_faults(as_registered, known), lambda fault: found[fault.index].row_of(fault))
    reading.finish()
    return RegisterList(entries=tuple(officials), columns=_fields(reading, Official), sheet=reading.table.sheet)


def read_addresses(path: Path, known: Known) -> Entries[UnitAddress]:
    """Return the addresses of registered units in `path`; its columns are ADDRESS_COLUMNS."""
    reading = TableReading(read_table(path, ADDRESS_COLUMNS, required=("code", "email")))
    addresses = [
        UnitAddress(
            code=reading.needed(row, "code"),
            valid_from=reading.day(row, "valid_from"),
            email=row.cells.get("email", ""),
            head=_head(reading, row),
        )
        for row in reading.table.rows
    ]
    reading.check_names(known.units, code="code")
    _add_faults(reading, address_faults(addresses, known), lambda fault: reading.table.rows[fault.index].number)
    reading.finish()
    return Entries(addresses, reading.table.sheet)


def _fields(reading: TableReading, entry: type[Unit] | type[Official]) -> frozenset[str]:
    """Return the fields of an entry for which the table has a column."""
    named = {_FIELDS.get(column, column) for column in reading.table.headings}
    return frozenset(field.name for field in fields(entry) if field.name in named)


def _add_faults(reading: TableReading, faults: Iterable[RegisterFault], row_of: Callable[[RegisterFault], int]) -> None:
    of_rows = ((row_of(fault), fault) for fault in faults)
    reading.add_problems(
        (number, fault.problem(reading.table.place(number, fault.column))) for number, fault in of_rows
    )


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

    def row_of(self, fault: RegisterFault) -> int:
        is_listed = fault.column in _SUBSTITUTION and fault.part < len(self.substitutions)
        return self.substitutions[fault.part][0] if is_listed else self.rows[0]


def _unit(reading: TableReading, row: TableRow, known: Known) -> Unit:
    cells = row.cells
    level = reading.needed(row, "level")
    word = searchable(level)
    return Unit(
        code=reading.needed(row, "code"),
        name=reading.needed(row, "name"),
        level=known.levels.get(word) or known.levels.get(LEVEL_PREFIX + word, level),
        kind=cells.get("unit_type", ""),
        parent=cells.get("parent_code"),
        group=cells.get("block_or_cluster", ""),
        pilot=_is_designated(reading, row),
        email=cells.get("email", ""),
        head=_head(reading, row),
        valid_from=reading.day(row, "valid_from"),
        valid_to=reading.day(row, "valid_to"),
        successor=cells.get("successor"),
        source=_source(row),
        note=cells.get("note", ""),
    )


def _head(reading: TableReading, row: TableRow) -> str:
    name = row.cells.get("head", "")
    if name and not can_be_name(name):
        reading.refuse(row, "head", ProblemCode.PLAN_NAME_UNREADABLE, value=name)
    return name


def _source(row: TableRow) -> str:
    """Return where the row comes from, with what the cluster or block rests on: some memberships are only inferred."""
    source, group_status = row.cells.get("source", ""), row.cells.get("block_status", "")
    if not row.cells.get("block_or_cluster") or not group_status:
        return source
    return f"{source}; block_or_cluster: {group_status}".removeprefix("; ")


def _is_designated(reading: TableReading, row: TableRow) -> bool:
    text = row.cells.get("pilot", "")
    word = searchable(text)
    if word in YES or word.startswith(_DESIGNATED):
        return True
    if word not in NO and not word.startswith(_NAMED_BY_CAMPAIGN):
        reading.refuse(row, "pilot", ProblemCode.REGISTER_BAD_TICK, value=text)
    return False


def _official(reading: TableReading, row: TableRow, known: Known) -> Official:
    role, name = reading.needed(row, "role"), reading.needed(row, "name")
    if name and not names_one_person(name):
        reading.refuse(row, "name", ProblemCode.REGISTER_NAME_NOT_ONE, value=name)
    return Official(
        number=reading.needed(row, "number"),
        name=name,
        title=reading.needed(row, "title"),
        role=known.roles.get(searchable(role), role),
        unit=row.cells.get("unit"),
        email=reading.needed(row, "email"),
        valid_from=reading.day(row, "valid_from"),
        valid_to=reading.day(row, "valid_to"),
    )


def _substitution(reading: TableReading, row: TableRow) -> Substitution | None:
    filled = [column for column in _SUBSTITUTION if column in row.cells]
    if not filled:
        return None
    if len(filled) < len(_SUBSTITUTION):
        reading.refuse(row, filled[0], ProblemCode.REGISTER_SUBSTITUTION_INCOMPLETE)
    substitute = row.cells.get("substitute", "")
    start, end = reading.day(row, "substitute_from"), reading.day(row, "substitute_to")
    return Substitution(substitute=substitute, start=start, end=end) if start and end else None

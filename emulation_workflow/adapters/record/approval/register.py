"""Units and officials in the record. Whether one is valid on a day is the domain's to say, so it is asked in Python."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from sqlalchemy import bindparam, delete, func, select

from emulation_workflow.adapters.record.sql import MAC, OnConnection, Row, UnitOfWork, values_of, without_mac
from emulation_workflow.adapters.record.tables.base import Record
from emulation_workflow.adapters.record.tables.register import OfficialRow, SubstitutionRow, UnitRow
from emulation_workflow.domain.registers import Official, Substitution, Unit

_UNITS = select(UnitRow).order_by(UnitRow.c.code, UnitRow.c.valid_from)
_UNITS_OF_CODE = _UNITS.where(UnitRow.c.code == bindparam("of_code"))

_OF_OFFICIAL = tuple(str(column.key) for column in OfficialRow.c)
_OF_SUBSTITUTION = ("position", "substitute", "start", "end")
WITH_SUBSTITUTIONS = (
    *OfficialRow.c,
    *(SubstitutionRow.c[name] for name in _OF_SUBSTITUTION),
    SubstitutionRow.c.mac.label("substitution_mac"),
)
"""The columns of a row for each official, or for each of those who stand in for them."""
_OFFICIALS = (
    select(*WITH_SUBSTITUTIONS)
    .select_from(OfficialRow)
    .outerjoin(SubstitutionRow, SubstitutionRow.c.official == OfficialRow.c.number)
    .order_by(OfficialRow.c.number, SubstitutionRow.c.position)
)
_ALL_OFFICIALS, _SUBSTITUTIONS = select(OfficialRow), select(SubstitutionRow)
_OFFICIALS_IN_ROLE = _OFFICIALS.where(OfficialRow.c.role == bindparam("in_role"))
_OFFICIALS_OF_UNIT = _OFFICIALS.where(OfficialRow.c.unit == bindparam("of_unit"))
_UNITS_UNDER = _UNITS.where(UnitRow.c.parent == bindparam("of_parent"))
_UNITS_AT = _UNITS.where(func.lower(UnitRow.c.email) == bindparam("at_email"))
_OFFICIALS_AT = _OFFICIALS.where(func.lower(OfficialRow.c.email) == bindparam("at_email"))
_OFFICIAL = _OFFICIALS.where(OfficialRow.c.number == bindparam("of_number"))
_DROP_SUBSTITUTIONS = delete(SubstitutionRow).where(
    SubstitutionRow.c.official.in_(bindparam("of_numbers", expanding=True))
)


class RegisterTables(OnConnection):
    """`ports.Register` on the tables. What was read beforehand is not read again in the transaction."""

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work)
        self._units: dict[str, list[Unit]] = {}
        self._in_role: dict[str, list[Official]] = {}
        self._officials: dict[str, Official] = {}
        self._of_unit: dict[str, list[Official]] = {}

    def remember(self, code: str, units: Iterable[Row], roles: Iterable[str], officials: Iterable[Row]) -> None:
        """Keep the units that bore the code, and the officials in these roles with their substitutes."""
        self._remember_units(code, sorted(units, key=lambda row: row["valid_from"] or date.min))
        known = list(self._officials_in(sorted(officials, key=lambda row: (row["number"], row["position"] or 0))))
        self._officials = {official.number: official for official in known}
        self._in_role = {role: [official for official in known if official.role == role] for role in roles}
        self._of_unit = {code: [official for official in known if official.unit == code]}
        for role in roles:
            self._work.rest_on_all(OfficialRow, "role", role)
        self._work.rest_on_all(OfficialRow, "unit", code)

    def unit(self, code: str, on: date) -> Unit | None:
        if code not in self._units:
            self._remember_units(code, self._rows(_UNITS_OF_CODE, of_code=code))
        return next((unit for unit in reversed(self._units[code]) if unit.is_valid_on(on)), None)

    def units(self, on: date | None = None) -> Sequence[Unit]:
        found = [Unit(**without_mac(row)) for row in self._rows(_UNITS)]
        return [unit for unit in found if on is None or unit.is_valid_on(on)]

    def officials(self, *, role: str = "", on: date | None = None) -> Sequence[Official]:
        if role:
            if role not in self._in_role:
                self._work.rest_on_all(OfficialRow, "role", role)
                self._in_role[role] = list(self._officials_in(self._rows(_OFFICIALS_IN_ROLE, in_role=role)))
            officials = self._in_role[role]
        else:
            officials = list(_officials(self._rows(_OFFICIALS)))
        return [official for official in officials if on is None or official.is_valid_on(on)]

    def officials_of(self, unit: str) -> Sequence[Official]:
        if unit not in self._of_unit:
            self._work.rest_on_all(OfficialRow, "unit", unit)
            self._of_unit[unit] = list(self._officials_in(self._rows(_OFFICIALS_OF_UNIT, of_unit=unit)))
        return self._of_unit[unit]

    def official(self, number: str) -> Official | None:
        if number in self._officials:
            return self._officials[number]
        found = next(self._officials_in(self._rows(_OFFICIAL, of_number=number)), None)
        if found is None:
            self._work.rest_on_none(OfficialRow, number)
        return found

    def units_at(self, email: str, on: date) -> Sequence[Unit]:
        found = [Unit(**self._ensured(UnitRow, row)) for row in self._rows(_UNITS_AT, at_email=email.lower())]
        return [unit for unit in found if unit.is_valid_on(on)]

    def officials_at(self, email: str, on: date) -> Sequence[Official]:
        found = self._officials_in(self._rows(_OFFICIALS_AT, at_email=email.lower()))
        return [official for official in found if official.is_valid_on(on)]

    def units_under(self, parent: str) -> Sequence[Unit]:
        return [Unit(**without_mac(row)) for row in self._rows(_UNITS_UNDER, of_parent=parent)]

    def replace_units(self, units: Iterable[Unit]) -> None:
        chosen = list(units)
        self._units.clear()
        # What is written over is not refused, for so it is put right; the act's sealed row says what it was.
        of_codes = {unit.code for unit in chosen}
        for code in sorted(of_codes):
            self._work.rest_on_all(UnitRow, "code", code)
        for row in self._rows(_UNITS):
            if row["code"] in of_codes:
                self._work.rest_on(UnitRow, row)
        self._put(UnitRow, [values_of(unit) for unit in chosen])

    def replace_officials(self, officials: Iterable[Official]) -> None:
        chosen = list(officials)
        self._in_role.clear()
        self._officials.clear()
        self._of_unit.clear()
        numbers = {official.number for official in chosen}
        for number in sorted(numbers):
            self._work.rest_on_all(SubstitutionRow, "official", number)
        for kind, statement, name in (
            (OfficialRow, _ALL_OFFICIALS, "number"),
            (SubstitutionRow, _SUBSTITUTIONS, "official"),
        ):
            for row in self._rows(statement):
                if row[name] in numbers:
                    self._work.rest_on(kind, row)
        # Others' substitutions may name an official, who is therefore changed in place.
        self._put(OfficialRow, [_without_substitutions(official) for official in chosen])
        self._write(_DROP_SUBSTITUTIONS, of_numbers=[official.number for official in chosen])
        self._insert(SubstitutionRow, [row for official in chosen for row in _substitution_rows(official)])

    def _remember_units(self, code: str, rows: Iterable[Row]) -> None:
        self._work.rest_on_all(UnitRow, "code", code)
        self._units[code] = [Unit(**self._ensured(UnitRow, row)) for row in rows]

    def _officials_in(self, rows: Iterable[Row]) -> Iterator[Official]:
        """Yield the officials, each once it and whoever stands in for it are as the program wrote them."""
        for official in _officials(rows, self._ensured):
            self._work.rest_on_all(SubstitutionRow, "official", official.number)
            yield official


def _officials(
    rows: Iterable[Row], ensured: Callable[[type[Record], Row], Row] = lambda _, row: without_mac(row)
) -> Iterator[Official]:
    """Yield an official for each run of rows that differ in the substitution alone."""
    for number, group in groupby(rows, key=itemgetter("number")):
        theirs = list(group)
        official = {name: theirs[0][name] for name in _OF_OFFICIAL}
        substitutions = (
            {"official": number, MAC: row["substitution_mac"]} | {name: row[name] for name in _OF_SUBSTITUTION}
            for row in theirs
            if row["substitute"] is not None
        )
        yield Official(
            **ensured(OfficialRow, official),
            substitutions=tuple(_substitution(ensured(SubstitutionRow, row)) for row in substitutions),
        )


def _substitution(row: Row) -> Substitution:
    return Substitution(substitute=row["substitute"], start=row["start"], end=row["end"])


def _without_substitutions(official: Official) -> dict[str, object]:
    values = values_of(official)
    del values["substitutions"]
    return values


def _substitution_rows(official: Official) -> Iterator[dict[str, object]]:
    for position, substitution in enumerate(official.substitutions):
        yield {"official": official.number, "position": position, **values_of(substitution)}

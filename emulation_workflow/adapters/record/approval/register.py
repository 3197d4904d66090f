"""Units and officials in the record. Whether one is valid on a day is the domain's to say, so it is asked in Python."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, delete, select

from emulation_workflow.adapters.record.sql import OnConnection, Row, UnitOfWork, values_of
from emulation_workflow.adapters.record.tables.register import OfficialRow, SubstitutionRow, UnitRow
from emulation_workflow.domain.registers import Official, Substitution, Unit

_UNITS = select(UnitRow).order_by(UnitRow.c.code, UnitRow.c.valid_from)
_UNITS_OF_CODE = _UNITS.where(UnitRow.c.code == bindparam("of_code"))

_OFFICIALS = (
    select(OfficialRow, SubstitutionRow.c.substitute, SubstitutionRow.c.start, SubstitutionRow.c.end)
    .outerjoin(SubstitutionRow, SubstitutionRow.c.official == OfficialRow.c.number)
    .order_by(OfficialRow.c.number, SubstitutionRow.c.position)
)
_OFFICIALS_IN_ROLE = _OFFICIALS.where(OfficialRow.c.role == bindparam("in_role"))
_OFFICIALS_OF_UNIT = _OFFICIALS.where(OfficialRow.c.unit == bindparam("of_unit"))
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
        self._units[code] = sorted((Unit(**row) for row in units), key=lambda unit: unit.valid_from or date.min)
        by_number = sorted(officials, key=lambda row: (row["number"], row["position"] or 0))
        known = list(_officials({name: row[name] for name in row if name != "position"} for row in by_number))
        self._officials = {official.number: official for official in known}
        self._in_role = {role: [official for official in known if official.role == role] for role in roles}
        self._of_unit = {code: [official for official in known if official.unit == code]}

    def unit(self, code: str, on: date) -> Unit | None:
        if code not in self._units:
            self._units[code] = [Unit(**row) for row in self._rows(_UNITS_OF_CODE, of_code=code)]
        return next((unit for unit in reversed(self._units[code]) if unit.is_valid_on(on)), None)

    def units(self, on: date | None = None) -> Sequence[Unit]:
        found = [Unit(**row) for row in self._rows(_UNITS)]
        return [unit for unit in found if on is None or unit.is_valid_on(on)]

    def officials(self, *, role: str = "", on: date | None = None) -> Sequence[Official]:
        if role:
            if role not in self._in_role:
                self._in_role[role] = list(_officials(self._rows(_OFFICIALS_IN_ROLE, in_role=role)))
            officials = self._in_role[role]
        else:
            officials = list(_officials(self._rows(_OFFICIALS)))
        return [official for official in officials if on is None or official.is_valid_on(on)]

    def officials_of(self, unit: str) -> Sequence[Official]:
        if unit not in self._of_unit:
            self._of_unit[unit] = list(_officials(self._rows(_OFFICIALS_OF_UNIT, of_unit=unit)))
        return self._of_unit[unit]

    def official(self, number: str) -> Official | None:
        return self._officials.get(number) or next(_officials(self._rows(_OFFICIAL, of_number=number)), None)

    def replace_units(self, units: Iterable[Unit]) -> None:
        chosen = list(units)
        self._units.clear()
        self._put(UnitRow, [values_of(unit) for unit in chosen])

    def replace_officials(self, officials: Iterable[Official]) -> None:
        chosen = list(officials)
        self._in_role.clear()
        self._officials.clear()
        self._of_unit.clear()
        # Others' substitutions may name an official, who is therefore changed in place.
        self._put(OfficialRow, [_without_substitutions(official) for official in chosen])
        self._write(_DROP_SUBSTITUTIONS, of_numbers=[official.number for official in chosen])
        self._insert(SubstitutionRow, [row for official in chosen for row in _substitution_rows(official)])


def _officials(rows: Iterable[dict[str, Any]]) -> Iterator[Official]:
    """Yield an official for each run of rows that differ in the substitution alone."""
    for _, group in groupby(rows, key=itemgetter("number")):
        theirs = [(row, row.pop("substitute"), row.pop("start"), row.pop("end")) for row in group]
        yield Official(
            **theirs[0][0],
            substitutions=tuple(
                Substitution(substitute=substitute, start=start, end=end)
                for _, substitute, start, end in theirs
                if substitute is not None
            ),
        )


def _without_substitutions(official: Official) -> dict[str, object]:
    values = values_of(official)
    del values["substitutions"]
    return values


def _substitution_rows(official: Official) -> Iterator[dict[str, object]]:
    for position, substitution in enumerate(official.substitutions):
        yield {"official": official.number, "position": position, **values_of(substitution)}

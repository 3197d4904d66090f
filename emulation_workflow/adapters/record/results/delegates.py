"""Delegate lists, their people and quotas in the record."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from emulation_workflow.adapters.record.findings import finding_values, findings_from
from emulation_workflow.adapters.record.sql import OnConnection, values_of
from emulation_workflow.adapters.record.tables.results import DelegateListRow, DelegateRow, QuotaRow
from emulation_workflow.domain.delegates import Delegate, DelegateListVersion, Gender, ListKind, Quota

Key = tuple[str, str, int]

_KEY = ("kind", "unit", "version")
_OF_LIST = tuple(DelegateListRow.c[name] == bindparam(f"of_{name}") for name in _KEY)
_OF_PERSON = tuple(DelegateRow.c[name] == bindparam(f"of_{name}") for name in _KEY)
_OF_UPPER = DelegateListRow.c.upper == bindparam("of_upper")
_IN_ORDER = (DelegateListRow.c.received_at, DelegateListRow.c.kind, DelegateListRow.c.unit, DelegateListRow.c.version)

_LIST = select(DelegateListRow).where(*_OF_LIST)
_LATEST = select(DelegateListRow).where(*_OF_LIST[:2]).order_by(DelegateListRow.c.version.desc()).limit(1)
_LISTS = select(DelegateListRow).order_by(*_IN_ORDER)
_LISTS_FOR = _LISTS.where(_OF_UPPER)
_MARK_ERASED = update(DelegateListRow).where(*_OF_LIST)

_PEOPLE = select(DelegateRow).where(*_OF_PERSON).order_by(DelegateRow.c.position)
_PEOPLE_FOR = (
    select(DelegateRow)
    .join(
        DelegateListRow,
        (DelegateRow.c.kind == DelegateListRow.c.kind)
        & (DelegateRow.c.unit == DelegateListRow.c.unit)
        & (DelegateRow.c.version == DelegateListRow.c.version),
    )
    .where(_OF_UPPER)
    .order_by(DelegateRow.c.kind, DelegateRow.c.unit, DelegateRow.c.version, DelegateRow.c.position)
)
_PEOPLE_KEPT = select(
    DelegateRow.c.kind, DelegateRow.c.unit, DelegateRow.c.version, func.count().label("people")
).group_by(DelegateRow.c.kind, DelegateRow.c.unit, DelegateRow.c.version)
_REMOVE_PEOPLE = delete(DelegateRow).where(*_OF_PERSON)

_KEPT = tuple(QuotaRow.c[name] for name in Quota.__slots__)
_QUOTAS = select(*_KEPT).order_by(QuotaRow.c.id)
_QUOTAS_FOR = _QUOTAS.where(QuotaRow.c.upper == bindparam("of_upper"))


class DelegateTables(OnConnection):
    """`ports.Delegates` on the tables."""

    def get(self, kind: ListKind, unit: str, version: int | None = None) -> DelegateListVersion | None:
        row = (
            self._row(_LATEST, of_kind=kind.value, of_unit=unit)
            if version is None
            else self._row(_LIST, of_kind=kind.value, of_unit=unit, of_version=version)
        )
        return None if row is None else _version(row, [_person(person) for person in self._rows(_PEOPLE, **_of(row))])

    def lists(self, upper: str | None = None) -> Sequence[DelegateListVersion]:
        rows = self._rows(_LISTS) if upper is None else self._rows(_LISTS_FOR, of_upper=upper)
        return [_version(row, ()) for row in rows]

    def latest_lists(self, upper: str, on: date) -> Sequence[DelegateListVersion]:
        latest = {
            (version.kind, version.unit): version for version in self.lists(upper) if version.received_at.date() <= on
        }
        people: dict[Key, list[Delegate]] = defaultdict(list)
        for row in self._rows(_PEOPLE_FOR, of_upper=upper):
            people[_key(row)].append(_person(row))
        return [
            replace(version, delegates=tuple(people[version.kind.value, version.unit, version.version]))
            for version in latest.values()
        ]

    def add(self, version: DelegateListVersion) -> None:
        values = values_of(version)
        del values["delegates"]
        key = {"kind": version.kind.value, "unit": version.unit, "version": version.version}
        self._insert(DelegateListRow, [values | key | {"findings": finding_values(version.findings)}])
        self._insert(
            DelegateRow,
            [
                key
                | values_of(person)
                | {"position": position, "gender": person.gender.value if person.gender else None}
                for position, person in enumerate(version.delegates, start=1)
            ],
        )

    def erase_people(self, version: DelegateListVersion, *, at: datetime) -> None:
        key = {"of_kind": version.kind.value, "of_unit": version.unit, "of_version": version.version}
        self._work.overwrite_what_is_removed()
        self._write(_REMOVE_PEOPLE, **key)
        self._write(_MARK_ERASED, **key, erased_at=at)

    def people_kept(self) -> Mapping[tuple[ListKind, str, int], int]:
        rows = self._rows(_PEOPLE_KEPT)
        return {(ListKind(row["kind"]), row["unit"], row["version"]): row["people"] for row in rows}

    def quotas(self, upper: str | None = None) -> Sequence[Quota]:
        rows = self._rows(_QUOTAS) if upper is None else self._rows(_QUOTAS_FOR, of_upper=upper)
        return [Quota(**row) for row in rows]

    def add_quotas(self, new: Iterable[Quota]) -> None:
        self._insert(QuotaRow, [values_of(quota) for quota in new])


def _of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {f"of_{name}": row[name] for name in _KEY}


def _key(row: Mapping[str, Any]) -> Key:
    return row["kind"], row["unit"], row["version"]


def _version(row: dict[str, Any], people: Sequence[Delegate]) -> DelegateListVersion:
    found = findings_from(row["findings"])
    return DelegateListVersion(**row | {"kind": ListKind(row["kind"]), "findings": found, "delegates": tuple(people)})


def _person(row: Mapping[str, Any]) -> Delegate:
    values = {name: row[name] for name in Delegate.__slots__}
    return Delegate(**values | {"gender": Gender(row["gender"]) if row["gender"] else None})

"""Result reports, their figures, and what was published of them, in the record."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from emulation_workflow.adapters.record.findings import finding_values, findings_from
from emulation_workflow.adapters.record.sql import OnConnection, values_of
from emulation_workflow.adapters.record.tables.results import PublicationRow, ResultVersionRow
from emulation_workflow.domain.roll_up.figures import keyed
from emulation_workflow.domain.roll_up.publication import Publication, figures_kept, roll_up_kept, versions_kept
from emulation_workflow.domain.submissions.canonical import report_from_body
from emulation_workflow.domain.submissions.report import ResultVersion

_OF_UNIT = ResultVersionRow.c.unit == bindparam("of_unit")
_KEPT = tuple(column for column in ResultVersionRow.c if column.name not in {"held_on", "figures", "lessons"})
_LATEST = select(*_KEPT).where(_OF_UNIT).order_by(ResultVersionRow.c.version.desc()).limit(1)
_VERSION = select(*_KEPT).where(_OF_UNIT, ResultVersionRow.c.version == bindparam("of_version"))
_VERSIONS = select(*_KEPT).order_by(ResultVersionRow.c.unit, ResultVersionRow.c.version)
_VERSIONS_OF_UNIT = _VERSIONS.where(_OF_UNIT)
_ADDED_UP = select(*(ResultVersionRow.c[name] for name in ("unit", "version", "held_on", "figures")))


class ResultTables(OnConnection):
    """`ports.Results` on the tables."""

    def get(self, unit: str, version: int | None = None) -> ResultVersion | None:
        row = (
            self._row(_LATEST, of_unit=unit)
            if version is None
            else self._row(_VERSION, of_unit=unit, of_version=version)
        )
        return _version(row) if row else None

    def versions(self, unit: str | None = None) -> Sequence[ResultVersion]:
        rows = self._rows(_VERSIONS) if unit is None else self._rows(_VERSIONS_OF_UNIT, of_unit=unit)
        return [_version(row) for row in rows]

    def figures(self) -> Sequence[tuple[str, int, date | None, Mapping[str, int]]]:
        return [(row["unit"], row["version"], row["held_on"], row["figures"]) for row in self._rows(_ADDED_UP)]

    def add(self, version: ResultVersion) -> None:
        values = values_of(version)
        del values["report"]
        found = finding_values(version.findings)
        repeated = {
            "held_on": version.report.held_on,
            "figures": dict(keyed(version.report)),
            "lessons": version.report.lessons.strip() or None,
        }
        self._insert(ResultVersionRow, [values | {"findings": found} | repeated])


def _version(row: dict[str, Any]) -> ResultVersion:
    found = findings_from(row["findings"])
    return ResultVersion(**row | {"findings": found, "report": report_from_body(row["body"])})


_ALL = select(PublicationRow).order_by(PublicationRow.c.number)
_ONE = select(PublicationRow).where(PublicationRow.c.number == bindparam("of_number"))
_LAST = select(func.max(PublicationRow.c.number).label("number"))
_SAME = ("published_at", "published_by", "document", "signed_on", "sha256")


class PublicationTables(OnConnection):
    """`ports.Publications` on the tables."""

    def all(self) -> Sequence[Publication]:
        return [_publication(row) for row in self._rows(_ALL)]

    def get(self, number: int) -> Publication | None:
        return _publication(row) if (row := self._row(_ONE, of_number=number)) else None

    def add(self, publication: Publication) -> int:
        last = self._row(_LAST)
        # Writers come one after another, so the next number is nobody else's.
        number = ((last["number"] if last else None) or 0) + 1
        values = {
            "number": number,
            "as_of": publication.found.as_of,
            "figures": figures_kept(publication.found),
            "versions": versions_kept(publication.found),
        }
        self._insert(PublicationRow, [values | {name: getattr(publication, name) for name in _SAME}])
        return number


def _publication(row: dict[str, Any]) -> Publication:
    found = roll_up_kept(row["as_of"], row["figures"], row["versions"])
    return Publication(number=row["number"], found=found, **{name: row[name] for name in _SAME})

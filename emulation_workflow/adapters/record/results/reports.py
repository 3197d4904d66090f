"""Result reports and their figures in the record."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, insert, select

from emulation_workflow.adapters.record.findings import finding_values, findings_from
from emulation_workflow.adapters.record.sql import OnConnection, values_of
from emulation_workflow.adapters.record.tables.results import ResultVersionRow
from emulation_workflow.domain.roll_up import keyed
from emulation_workflow.domain.submissions import ResultVersion, report_from_body

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
        if version is None:
            row = self._row(_LATEST, of_unit=unit)
        else:
            row = self._row(_VERSION, of_unit=unit, of_version=version)
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
        self._write(insert(ResultVersionRow), **values | {"findings": found} | repeated)


def _version(row: dict[str, Any]) -> ResultVersion:
    found = findings_from(row["findings"])
    return ResultVersion(**row | {"findings": found, "report": report_from_body(row["body"])})

"""Plan versions, the files kept, each once by the hash of its bytes, and what came in, in the record."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from emulation_workflow.adapters.record.findings import finding_values, findings_from
from emulation_workflow.adapters.record.sql import OnConnection, Row, UnitOfWork, values_of, without_mac
from emulation_workflow.adapters.record.tables.cases import IntakeRow, KeptFileRow, PlanVersionRow
from emulation_workflow.domain.submissions.canonical import plan_from_body
from emulation_workflow.domain.submissions.plan import Attachment
from emulation_workflow.domain.submissions.received import IntakeOutcome, IntakeRecord, PlanVersion

_OF_UNIT = PlanVersionRow.c.unit == bindparam("of_unit")
_LATEST = select(PlanVersionRow).where(_OF_UNIT).order_by(PlanVersionRow.c.version.desc()).limit(1)
_VERSION = select(PlanVersionRow).where(_OF_UNIT, PlanVersionRow.c.version == bindparam("of_version"))
_VERSIONS = select(PlanVersionRow).order_by(PlanVersionRow.c.unit, PlanVersionRow.c.version)
_VERSIONS_OF_UNIT = _VERSIONS.where(_OF_UNIT)

_INTAKES = select(IntakeRow).order_by(IntakeRow.c.number)
_LATEST_INTAKE = (
    select(IntakeRow).where(IntakeRow.c.sha256 == bindparam("of_sha256")).order_by(IntakeRow.c.number.desc()).limit(1)
)


_FILE = select(KeptFileRow.c.content).where(KeptFileRow.c.sha256 == bindparam("of_sha256"))
_IS_KEPT = select(KeptFileRow.c.sha256).where(KeptFileRow.c.sha256 == bindparam("of_sha256"))


class FileTables(OnConnection):
    """`ports.Files` on the tables."""

    def read(self, sha256: str) -> bytes | None:
        return bytes(row["content"]) if (row := self._row(_FILE, of_sha256=sha256)) else None

    def keep(self, sha256: str, content: bytes) -> None:
        if self._row(_IS_KEPT, of_sha256=sha256) is None:
            self._insert(KeptFileRow, [{"sha256": sha256, "content": content}])


class PlanTables(FileTables):
    """`ports.Plans` on the tables. A unit's latest version is read once in a transaction."""

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work)
        self._latest: dict[str, PlanVersion | None] = {}

    def remember(self, unit: str, latest: Iterable[Row]) -> None:
        """Keep the unit's latest version, if there is one, read beforehand: it is the latest if no next is there."""
        found = next((self._version(row) for row in latest), None)
        self._latest[unit] = found
        self._work.rest_on_none(PlanVersionRow, unit, (found.version if found else 0) + 1)

    def get(self, unit: str, version: int | None = None) -> PlanVersion | None:
        latest = self._latest.get(unit)
        if version is not None and (latest is None or latest.version != version):
            if row := self._row(_VERSION, of_unit=unit, of_version=version):
                return self._version(row)
            self._work.rest_on_none(PlanVersionRow, unit, version)
            return None
        if unit not in self._latest:
            self.remember(unit, self._rows(_LATEST, of_unit=unit))
        return self._latest[unit]

    def versions(self, unit: str | None = None) -> Sequence[PlanVersion]:
        rows = self._rows(_VERSIONS) if unit is None else self._rows(_VERSIONS_OF_UNIT, of_unit=unit)
        return [_version(without_mac(row)) for row in rows]

    def _version(self, row: Row) -> PlanVersion:
        return _version(self._ensured(PlanVersionRow, row))

    def add(self, version: PlanVersion, files: Iterable[tuple[Attachment, bytes]]) -> None:
        for attachment, content in files:
            self.keep(attachment.sha256, content)
        values = values_of(version)
        del values["plan"]
        self._latest.pop(version.unit, None)
        self._insert(PlanVersionRow, [values | {"findings": finding_values(version.findings)}])

    def intake(self, sha256: str) -> IntakeRecord | None:
        return _intake(row) if (row := self._row(_LATEST_INTAKE, of_sha256=sha256)) else None

    def add_intake(self, record: IntakeRecord) -> None:
        self._insert(IntakeRow, [values_of(record) | {"outcome": record.outcome.value}])

    def intakes(self) -> Sequence[IntakeRecord]:
        return [_intake(row) for row in self._rows(_INTAKES)]


def _version(row: dict[str, Any]) -> PlanVersion:
    return PlanVersion(**row | {"findings": findings_from(row["findings"]), "plan": plan_from_body(row["body"])})


def _intake(row: dict[str, Any]) -> IntakeRecord:
    del row["number"]
    return IntakeRecord(**row | {"outcome": IntakeOutcome(row["outcome"])})

"""Plans, files, and what was taken in."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from emulation_workflow.domain.submissions import Attachment, IntakeRecord, PlanVersion


class Files(Protocol):
    """Files that came in or go out."""

    def read(self, sha256: str) -> bytes | None: ...

    def keep(self, sha256: str, content: bytes) -> None:
        """Keep these bytes, once."""


class Plans(Protocol):
    """Plan versions, which never change, and their files."""

    def get(self, unit: str, version: int | None = None) -> PlanVersion | None:
        """Return this version, or the latest."""

    def versions(self, unit: str | None = None) -> Sequence[PlanVersion]:
        """Return all versions of one unit, or of every unit, oldest first."""

    def add(self, version: PlanVersion, files: Iterable[tuple[Attachment, bytes]]) -> None: ...

    def intake(self, sha256: str) -> IntakeRecord | None: ...

    def add_intake(self, record: IntakeRecord) -> None: ...

    def intakes(self) -> Sequence[IntakeRecord]: ...

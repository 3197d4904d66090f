"""What the record keeps of plans that came in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.submissions.plan import UnitPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """A plan as received: never changed. `sha256` is of its canonical JSON (`body`), attachments' hashes included.

    `version` counts from 1 within the unit. `received_at` is aware. `findings` are those of that day.
    `gate` is the rule by which it has to pass the gate, None for a unit whose plan has not to.
    """

    unit: str
    version: int
    sha256: str
    plan: UnitPlan
    body: str
    received_at: datetime
    channel: str
    campaign_sha256: str
    findings: Sequence[Finding]
    gate: str | None = None


class IntakeOutcome(StrEnum):
    """What became of a file that came in."""

    TAKEN = "taken"
    SAME_AS_BEFORE = "same_as_before"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRecord:
    """What became of a file that came in, by the SHA-256 of its bytes."""

    sha256: str
    name: str
    size: int
    received_at: datetime
    outcome: IntakeOutcome
    unit: str = ""
    version: int | None = None
    reason: str = ""

"""The record's tables of the gated pilots' cases, of plan versions, of the files kept, and of what came in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from emulation_workflow.adapters.record.tables.base import BY_KEY, EMPTY_BEFORE, Instant, Record, index_where


class PilotCaseRow(Record, table=True):
    """A gated pilot's way through the chain. `lock` is counted up by every write."""

    __tablename__ = "pilot_case"
    __table_args__ = BY_KEY

    unit: str = Field(primary_key=True)
    stage: str
    since: datetime = Field(sa_type=Instant)
    version: int
    plan_sha256: str
    opinion_version: int | None
    asked_changes: str
    question_number: int = Field(sa_column_kwargs={"name": "wait", "key": "question_number"})
    lock: int
    fixed_day: date | None
    fixed_by: str
    run_id: str | None
    mac: str | None


class CodeIssueRow(Record, table=True):
    """That a one-time code was issued; the code itself is nowhere."""

    __tablename__ = "code_issue"
    __table_args__ = BY_KEY

    ref: str = Field(primary_key=True)
    unit: str = Field(index=True)
    official: str
    stage: str
    version: int
    issued_at: datetime = Field(sa_type=Instant)
    address: str = Field(sa_column_kwargs=EMPTY_BEFORE)
    standing: str = Field(sa_column_kwargs=EMPTY_BEFORE)
    void: bool
    used: bool
    mac: str | None


class PendingDocumentRow(Record, table=True):
    """A paper that one recorder entered and that waits, or waited, for a second pair of eyes."""

    __tablename__ = "pending_paper"
    __table_args__ = BY_KEY

    ref: str = Field(primary_key=True)
    unit: str = Field(index=True)
    stage: str
    version: int
    sha256: str
    act: str
    signer: str
    entered_by: str
    paper_number: str
    paper_signed_on: date | None
    paper_signer: str
    reason: str
    fixed_day: date | None
    entered_at: datetime = Field(sa_type=Instant)
    address: str
    state: str
    settled_at: datetime | None = Field(sa_type=Instant)
    settled_by: str
    entered_by_name: str = Field(sa_column_kwargs=EMPTY_BEFORE)
    mac: str | None


class WrongAnswerRow(Record, table=True):
    """Wrong codes typed at one stage and version since the codes there were last locked."""

    __tablename__ = "wrong_answer"
    __table_args__ = BY_KEY

    unit: str = Field(primary_key=True)
    stage: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    count: int


class PlanVersionRow(Record, table=True):
    """A plan as received. `body` is its canonical JSON, from which it is read back."""

    __tablename__ = "plan_version"
    __table_args__ = (index_where("gate IS NULL", "unit"),)

    unit: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sha256: str
    body: str
    received_at: datetime = Field(sa_type=Instant)
    channel: str
    campaign_sha256: str
    findings: list[dict[str, Any]] = Field(sa_type=JSON)
    gate: str | None
    mac: str | None


class KeptFileRow(Record, table=True):
    """The bytes of a file that came in or goes out, kept once by their hash; their name is where they are used."""

    __tablename__ = "kept_file"

    sha256: str = Field(primary_key=True)
    content: bytes


class IntakeRow(Record, table=True):
    """What became of a file that came in; the same bytes may come again, and the latest row counts."""

    __tablename__ = "intake"

    number: int | None = Field(default=None, primary_key=True)
    sha256: str = Field(index=True)
    name: str
    size: int
    received_at: datetime = Field(sa_type=Instant)
    outcome: str
    unit: str
    version: int | None
    reason: str

"""The record's tables of the gated pilots' cases, their one-time codes and wrong answers."""

from datetime import date, datetime

from sqlmodel import Field

from emulation_workflow.adapters.record.columns import Instant
from emulation_workflow.adapters.record.tables.base import BY_KEY, Record


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
    void: bool
    used: bool


class WrongAnswerRow(Record, table=True):
    """Wrong codes typed at one stage and version since the codes there were last locked."""

    __tablename__ = "wrong_answer"
    __table_args__ = BY_KEY

    unit: str = Field(primary_key=True)
    stage: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    count: int

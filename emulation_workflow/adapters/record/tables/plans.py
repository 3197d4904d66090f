"""The record's tables of plan versions, the files kept, and what came in."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from emulation_workflow.adapters.record.columns import Instant
from emulation_workflow.adapters.record.tables.base import Record, index_where


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

"""The record's table of what units have typed and not sent yet."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from emulation_workflow.adapters.record.tables.base import Instant, Record


class DraftRow(Record, table=True):
    """A draft of one form: its texts and rows."""

    __tablename__ = "draft"

    unit: str = Field(primary_key=True)
    form: str = Field(primary_key=True)
    typed: dict[str, Any] = Field(sa_type=JSON)
    saved_at: datetime = Field(sa_type=Instant)
    saved_by: str
    mac: str | None

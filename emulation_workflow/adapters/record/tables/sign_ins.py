"""The record's table of who signed in to the pages."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from emulation_workflow.adapters.record.tables.base import BY_KEY, Instant, Record


class SignInRow(Record, table=True):
    """A link that was asked for, and the session that it opened; kept for some weeks."""

    __tablename__ = "sign_in"
    __table_args__ = (Index(None, "address", "asked_at"), Index(None, "asked_at"), BY_KEY)

    ref: str = Field(primary_key=True)
    address: str
    standing: str
    asked_at: datetime = Field(sa_type=Instant)
    opened_at: datetime | None = Field(sa_type=Instant)
    ended_at: datetime | None = Field(sa_type=Instant)
    mac: str | None

"""The record's tables of what moves days: orders, and days that the Board set."""

from datetime import date, datetime

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from emulation_workflow.adapters.record.tables.base import Instant, Record


class OrderRow(Record, table=True):
    """An order that changes the plan; never changed itself. A document with several such points has a row for each."""

    __tablename__ = "plan_order"
    __table_args__ = (UniqueConstraint("issuer", "number", "signed_on", "point"),)

    id: int | None = Field(default=None, primary_key=True)
    number: str
    point: int
    kind: str
    issuer: str
    signed_on: date
    signer: str
    levels: list[str] = Field(sa_type=JSON)
    groups: list[str] = Field(sa_type=JSON)
    units: list[str] = Field(sa_type=JSON)
    tasks: list[str] = Field(sa_type=JSON)
    effective_from: date
    window_start: date | None
    window_end: date | None
    window_words: str
    until: date | None
    mode: str | None
    at_most: int | None
    reason: str
    entered_by: str
    entered_at: datetime = Field(sa_type=Instant)


class BoardDateRow(Record, table=True):
    """That the Board set a day for a task, or took it back; never changed. The latest about a level counts."""

    __tablename__ = "board_date"

    id: int | None = Field(default=None, primary_key=True)
    task: str
    levels: list[str] = Field(sa_type=JSON)
    day: date | None
    document: str
    signed_on: date | None
    set_by: str
    set_at: datetime = Field(sa_type=Instant)
    note: str

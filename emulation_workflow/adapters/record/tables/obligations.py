"""The record's tables of what is owed, what settled it, what was reminded of, and of what changes the plan's days."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field

from emulation_workflow.adapters.record.tables.base import Instant, Record, index_where


class ObligationRow(Record, table=True):
    """What a unit owes, as last derived, and what has become of it.

    `parent` and `group` repeat the register's, to be counted by. `rung` is the highest rung of the ladder spent for
    this due day.
    """

    __tablename__ = "obligation"
    __table_args__ = (Index(None, "state", "due"),)

    unit: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    level: str
    parent: str | None
    group: str
    rule: str
    start: date | None
    due: date | None
    source: str
    source_words: str
    plan_start: date | None
    plan_due: date | None
    order: str
    is_suspended: bool
    is_cancelled: bool
    state: str
    waiting_on: str = Field(sa_column_kwargs={"name": "ball", "key": "waiting_on"})
    waiting_since: datetime = Field(sa_type=Instant, sa_column_kwargs={"name": "ball_since", "key": "waiting_since"})
    done_on: date | None
    rung: int


class EvidenceRow(Record, table=True):
    """What was said to settle an obligation. Rows are never changed; the latest of a unit's task counts."""

    __tablename__ = "evidence"
    __table_args__ = (Index(None, "unit", "task"),)

    id: int | None = Field(default=None, primary_key=True)
    unit: str
    task: str
    done_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str
    number: str
    signed_on: date | None
    link: str
    file_sha256: str
    source: str
    withdrawn: bool
    note: str


class RungSpentRow(Record, table=True):
    """That a rung of the ladder was spent on an obligation, for whom, and in which letter.

    Never changed, but where another unit bears the code since: what is told of that one takes the former's place.
    `due` is part of the key: a due day that was moved begins the ladder anew. `letter` is None and `email` "" where
    the recipient has no valid address.
    """

    __tablename__ = "rung_spent"
    __table_args__ = (Index(None, "day"), index_where("letter IS NOT NULL", "letter"))

    unit: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    due: date = Field(primary_key=True)
    rung: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    recipient: str = Field(primary_key=True)
    email: str = Field(primary_key=True)
    is_copy: bool
    day: date
    letter: int | None = Field(foreign_key="letter.number")


class HoldingTimeRow(Record, table=True):
    """How long a party was waited for: `since`..`until`. Who is waited for now is in the obligation."""

    __tablename__ = "ball_time"

    unit: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    since: datetime = Field(primary_key=True, sa_type=Instant)
    holder: str
    until: datetime = Field(sa_type=Instant)


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
    more: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))
    """What later versions let an order say, where this one says it."""


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

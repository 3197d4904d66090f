"""The record's tables of what conferences brought: reports, figures, delegate lists, difficulties, publications."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index
from sqlmodel import Field

from emulation_workflow.adapters.record.tables.base import Instant, Record


class ResultVersionRow(Record, table=True):
    """A result report as received; never changed. `body` is its canonical JSON.

    `held_on`, `lessons` and `figures` (by their keys) repeat what it says, to be found and added up by.
    """

    __tablename__ = "result_version"

    unit: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sha256: str
    body: str
    held_on: date | None
    figures: dict[str, int] = Field(sa_type=JSON)
    received_at: datetime = Field(sa_type=Instant)
    channel: str
    campaign_sha256: str
    findings: list[dict[str, Any]] = Field(sa_type=JSON)
    lessons: str | None


class DelegateListRow(Record, table=True):
    """A delegate list as received; its counts stay when its people are erased. `kind` is adopted or attending."""

    __tablename__ = "delegate_list"

    kind: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    upper: str = Field(index=True)
    sha256: str
    minutes: str
    adopted_on: date | None
    received_at: datetime = Field(sa_type=Instant)
    received_by: str
    channel: str
    official: int
    reserves: int
    women: int
    minorities: int
    findings: list[dict[str, Any]] = Field(sa_type=JSON)
    erased_at: datetime | None = Field(sa_type=Instant)


class DelegateRow(Record, table=True):
    """One person on a list, in order from 1; removed when the campaign is over."""

    __tablename__ = "delegate"
    __table_args__ = (
        ForeignKeyConstraint(
            ["kind", "unit", "version"], ["delegate_list.kind", "delegate_list.unit", "delegate_list.version"]
        ),
    )

    kind: str = Field(primary_key=True)
    unit: str = Field(primary_key=True)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    name: str
    sent_by: str
    born: int | None
    gender: str | None
    ethnicity: str
    post: str
    category: str
    is_reserve: bool
    replaces: str
    namesake: bool


class QuotaRow(Record, table=True):
    """How many delegates an upper conference allocated to a unit; never changed, the latest row counts."""

    __tablename__ = "quota"
    __table_args__ = (Index(None, "upper", "unit"),)

    id: int | None = Field(default=None, primary_key=True)
    upper: str
    unit: str
    number: int
    document: str
    signed_on: date | None
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str


class DifficultyRow(Record, table=True):
    """What a unit asked help with; never changed. `key` keeps the same words of a unit from being listed twice."""

    __tablename__ = "difficulty"

    number: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    unit: str = Field(index=True)
    words: str
    raised_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str
    source: str


class DifficultyStepRow(Record, table=True):
    """What was done with a difficulty, in order from 1; never changed."""

    __tablename__ = "difficulty_step"

    difficulty: int = Field(primary_key=True, foreign_key="difficulty.number")
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    step: str
    done_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    recorded_by: str
    document: str
    words: str


class PublicationRow(Record, table=True):
    """Figures that were published, with the versions of the reports they were added up from; never changed."""

    __tablename__ = "publication"

    number: int | None = Field(default=None, primary_key=True)
    as_of: date
    published_at: datetime = Field(sa_type=Instant)
    published_by: str
    document: str
    signed_on: date | None
    sha256: str
    figures: dict[str, Any] = Field(sa_type=JSON)
    versions: list[Any] = Field(sa_type=JSON)


class LessonsToldRow(Record, table=True):
    """That a pilot's lessons were told to a unit of its group, in which letter; once each.

    `director` is who tells them: the pilot's director, by the evidence of `task`, or the pilot, by its result report.
    """

    __tablename__ = "lessons_told"

    unit: str = Field(primary_key=True)
    task: str = Field(primary_key=True)
    director: str = Field(primary_key=True)
    letter: int = Field(foreign_key="letter.number", index=True)
    told_at: datetime = Field(sa_type=Instant)

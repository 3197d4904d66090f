"""The record's tables of units, officials and who stands in for them."""

from datetime import date

from sqlmodel import Field

from emulation_workflow.adapters.record.tables.base import FirstDay, Record


class UnitRow(Record, table=True):
    """A unit of the register; codes are reused in time, so the key is the code and its first day."""

    __tablename__ = "unit"

    code: str = Field(primary_key=True)
    valid_from: date | None = Field(primary_key=True, sa_type=FirstDay)
    valid_to: date | None
    name: str
    level: str = Field(index=True)
    kind: str
    parent: str | None = Field(index=True)
    group: str
    pilot: bool
    email: str
    head: str
    successor: str | None
    source: str
    note: str
    mac: str | None


class OfficialRow(Record, table=True):
    """A person who may act in a role."""

    __tablename__ = "official"

    number: str = Field(primary_key=True)
    name: str
    title: str
    role: str
    email: str
    unit: str | None
    valid_from: date | None
    valid_to: date | None
    mac: str | None


class SubstitutionRow(Record, table=True):
    """Who may act for an official, and on which days (both ends included); `position` counts from 0."""

    __tablename__ = "substitution"

    official: str = Field(primary_key=True, foreign_key="official.number")
    position: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    substitute: str = Field(foreign_key="official.number")
    start: date
    end: date
    mac: str | None

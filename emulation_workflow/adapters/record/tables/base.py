"""What all tables of the record share: column types, metadata, names of constraints, and how statements name them."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, ClassVar
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Date, DateTime, Dialect, Index, MetaData, Table, text
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Instant(TypeDecorator[datetime]):
    """A point in time: aware, stored as UTC, given back in Vietnam's time. A naive one is refused (ValueError)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} says no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        # SQLite has no time zones and gives back the bare UTC that was stored.
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(ZONE)


class FirstDay(TypeDecorator[date]):
    """The first day of a validity; None (from ever) is stored as the calendar's first day, to be part of a key."""

    impl = Date
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> date:
        del dialect
        return value or date.min

    def process_result_value(self, value: date | None, dialect: Dialect) -> date | None:
        del dialect
        return None if value == date.min else value


NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""Every constraint has a name, so that a later migration can take hold of it on either database."""


def index_where(condition: str, *columns: str) -> Index:
    """Return an index of the rows of which `condition` holds: in a table with many rows, the others cost nothing.

    A statement is helped by it that states the condition in the same words.
    """
    return Index(None, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


EMPTY_BEFORE = {"server_default": text("''")}
"""A text that rows from before its column have empty."""

BY_KEY = {"sqlite_with_rowid": False}
"""Short rows that are looked for by their key: SQLite keeps them in its order, in one tree instead of two."""


class _Columns:
    """The columns of a row's table: `UnitRow.c.code` is to statements what `UnitRow.code` is to objects."""

    def __get__(self, row: object, table_class: "type[Record]") -> ReadOnlyColumnCollection[str, Column[Any]]:
        return table_class.__table__.c


class Record(SQLModel):
    """What all tables of the record have in common: metadata of their own. Columns are named as the domain's fields."""

    metadata = MetaData(naming_convention=NAMES)

    c: ClassVar[_Columns] = _Columns()

    if TYPE_CHECKING:
        __table__: ClassVar[Table]

"""Column types of the record that the database libraries do not bring along."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Date, DateTime, Dialect
from sqlalchemy.types import TypeDecorator

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

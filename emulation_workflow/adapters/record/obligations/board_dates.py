"""Days that the Board set, in the record: added, never changed."""

from collections.abc import Sequence

from sqlalchemy import insert, select

from emulation_workflow.adapters.record.sql import OnConnection, values_of
from emulation_workflow.adapters.record.tables.cases import board_dates
from emulation_workflow.domain.obligations.board_dates import DateSet

_DATES = select(*(board_dates.c[name] for name in DateSet.__slots__)).order_by(board_dates.c.id)
_ADD = insert(board_dates)


class BoardDateTables(OnConnection):
    """`ports.BoardDates` on the tables."""

    def all(self) -> Sequence[DateSet]:
        return [DateSet(**row | {"levels": tuple(row["levels"])}) for row in self._rows(_DATES)]

    def add(self, one: DateSet) -> None:
        self._write(_ADD, **values_of(one) | {"levels": list(one.levels)})

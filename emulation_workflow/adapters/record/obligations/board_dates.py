"""Days that the Board set, in the record: added, never changed."""

from collections.abc import Sequence

from sqlalchemy import insert, select

from emulation_workflow.adapters.record.sql import OnConnection, values_of
from emulation_workflow.adapters.record.tables.orders import BoardDateRow
from emulation_workflow.domain.obligations.board_dates import DateSet

_DATES = select(*(BoardDateRow.c[name] for name in DateSet.__slots__)).order_by(BoardDateRow.c.id)


class BoardDateTables(OnConnection):
    """`ports.BoardDates` on the tables."""

    def all(self) -> Sequence[DateSet]:
        return [DateSet(**row | {"levels": tuple(row["levels"])}) for row in self._rows(_DATES)]

    def add(self, date_set: DateSet) -> None:
        self._write(insert(BoardDateRow), **values_of(date_set) | {"levels": list(date_set.levels)})

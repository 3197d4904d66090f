"""Orders that change the plan and days that the Board set, in the record: added, never changed."""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from emulation_workflow.adapters.record.sql import OnConnection, Row, UnitOfWork, values_of
from emulation_workflow.adapters.record.tables.obligations import BoardDateRow, OrderRow
from emulation_workflow.domain.campaign import AttendanceMode, Window
from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope

_ORDERS = select(OrderRow).order_by(OrderRow.c.id)


class OrderTables(OnConnection):
    """`ports.Orders` on the tables. They are read once in a transaction."""

    def __init__(self, work: UnitOfWork) -> None:
        super().__init__(work)
        self._all: tuple[Order, ...] | None = None

    def remember(self, rows: Iterable[Row]) -> None:
        """Keep all orders, read beforehand."""
        self._all = tuple(_order(row) for row in sorted(rows, key=itemgetter("id")))

    def all(self) -> Sequence[Order]:
        if self._all is None:
            self.remember(self._rows(_ORDERS))
        return self._all or ()

    def add(self, orders: Iterable[Order]) -> None:
        self._all = None
        self._insert(OrderRow, [_row(order) for order in orders])


def _order(row: dict[str, Any]) -> Order:
    del row["id"]
    start, end, words = (row.pop(f"window_{part}") for part in ("start", "end", "words"))
    scope = Scope(**{part: tuple(row.pop(part)) for part in Scope.__slots__})
    return Order(
        **row | {"kind": OrderKind(row["kind"]), "mode": AttendanceMode(row["mode"]) if row["mode"] else None},
        scope=scope,
        window=Window(start=start, end=end, words=words) if start else None,
    )


def _row(order: Order) -> dict[str, object]:
    values = values_of(order)
    del values["scope"], values["window"]
    return values | {
        "kind": order.kind.value,
        "mode": order.mode.value if order.mode else None,
        **{part: list(chosen) for part, chosen in values_of(order.scope).items()},  # type: ignore[call-overload]  # a scope has nothing but tuples of words
        "window_start": order.window.start if order.window else None,
        "window_end": order.window.end if order.window else None,
        "window_words": order.window.words if order.window else "",
    }


_DATES = select(*(BoardDateRow.c[name] for name in DateSet.__slots__)).order_by(BoardDateRow.c.id)


class BoardDateTables(OnConnection):
    """`ports.BoardDates` on the tables."""

    def all(self) -> Sequence[DateSet]:
        return [DateSet(**row | {"levels": tuple(row["levels"])}) for row in self._rows(_DATES)]

    def add(self, date_set: DateSet) -> None:
        self._insert(BoardDateRow, [values_of(date_set) | {"levels": list(date_set.levels)}])

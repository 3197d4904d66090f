"""Orders that change the plan and days that the Board set, in the record: added, never changed."""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from emulation_workflow.adapters.record.sql import OnConnection, Row, UnitOfWork, values_of
from emulation_workflow.adapters.record.tables.obligations import BoardDateRow, OrderRow
from emulation_workflow.domain.campaign import AttendanceMode, Window
from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope, ScopePart

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


_OF_SCOPE = ("levels", "groups", "units", "tasks")
_LATER_WORDS = ("until_event", "reports_to", "upper", "of_level")
_LATER_LISTS = ("names", "contents")
"""Parts that came after the first columns: they are kept together, where there are any."""


def _order(row: dict[str, Any]) -> Order:
    del row["id"]
    more = row.pop("more") or {}
    start, end, words = (row.pop(f"window_{part}") for part in ("start", "end", "words"))
    scope = Scope(
        **{part: tuple(row.pop(part)) for part in _OF_SCOPE},
        kinds=tuple(more.get("kinds", ())),
        part=ScopePart(more["part"]) if "part" in more else None,
    )
    is_approximate = more.get("is_approximate", False)
    return Order(
        **row | {"kind": OrderKind(row["kind"]), "mode": AttendanceMode(row["mode"]) if row["mode"] else None},
        scope=scope,
        window=Window(start=start, end=end, words=words, is_approximate=is_approximate) if words else None,
        names=tuple(more.get("names", ())),
        contents=tuple(more.get("contents", ())),
        **{part: more.get(part, "") for part in _LATER_WORDS},
    )


def _row(order: Order) -> dict[str, object]:
    values, scope, window = values_of(order), order.scope, order.window
    del values["scope"], values["window"]
    more: dict[str, object] = {part: values.pop(part) for part in (*_LATER_WORDS, *_LATER_LISTS)}
    more |= {"kinds": list(scope.kinds), "part": scope.part.value if scope.part else None}
    more["is_approximate"] = window is not None and window.is_approximate
    said = {part: list(value) if isinstance(value, tuple) else value for part, value in more.items() if value}
    return values | {
        "kind": order.kind.value,
        "mode": order.mode.value if order.mode else None,
        **{part: list(getattr(scope, part)) for part in _OF_SCOPE},
        "window_start": window.start if window else None,
        "window_end": window.end if window else None,
        "window_words": window.words if window else "",
        "more": said or None,
    }


_DATES = select(*(BoardDateRow.c[name] for name in DateSet.__slots__)).order_by(BoardDateRow.c.id)


class BoardDateTables(OnConnection):
    """`ports.BoardDates` on the tables."""

    def all(self) -> Sequence[DateSet]:
        return [DateSet(**row | {"levels": tuple(row["levels"])}) for row in self._rows(_DATES)]

    def add(self, date_set: DateSet) -> None:
        self._insert(BoardDateRow, [values_of(date_set) | {"levels": list(date_set.levels)}])

"""What moves days: orders, and days of the Board's own."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.domain.orders.order import Order


class Orders(Protocol):
    """The orders that change the plan on its way."""

    def orders(self) -> Sequence[Order]:
        """All of them, oldest entry first."""

    def add_orders(self, orders: Iterable[Order]) -> None:
        """The points of a document; no point comes twice."""


class BoardDates(Protocol):
    """Days that the Board set where the plan names none."""

    def board_dates(self) -> Sequence[DateSet]:
        """Every row, oldest first."""

    def add_board_date(self, one: DateSet) -> None: ...

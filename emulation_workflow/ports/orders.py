"""What moves days: orders, and days of the Board's own."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.domain.orders.order import Order


class Orders(Protocol):
    """The orders that change the plan on its way."""

    def all(self) -> Sequence[Order]:
        """Return all orders, oldest entry first."""

    def add(self, orders: Iterable[Order]) -> None:
        """Keep the points of a document; no point comes twice."""


class BoardDates(Protocol):
    """Days that the Board set where the plan names none."""

    def all(self) -> Sequence[DateSet]:
        """Return every row, oldest first."""

    def add(self, date_set: DateSet) -> None: ...

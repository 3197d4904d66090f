"""The whole record, and its transactions."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import Protocol

from emulation_workflow.ports.board import BoardList
from emulation_workflow.ports.cases import Cases
from emulation_workflow.ports.ledger import Ledger
from emulation_workflow.ports.letters import Asking, Inbox, Lessons, Outbox
from emulation_workflow.ports.obligations import Neighbours, Obligations, Standings, Sweeping
from emulation_workflow.ports.orders import BoardDates, Orders
from emulation_workflow.ports.plans import Files, Plans
from emulation_workflow.ports.register import Register
from emulation_workflow.ports.results import Delegates, Difficulties, Publications, Results, RollUps


class Transaction(Protocol):
    """One transaction over everything the record holds, by subject."""

    def read_case(self, unit: str, roles: Collection[str]) -> None:
        """Read at once what an act on this case asks for: its unit, latest plan, codes and ledger rows.

        So are the officials in these `roles` with their substitutes, the orders, and the addresses that take no
        letters. What is asked later is answered from it.
        """

    @property
    def register(self) -> Register: ...

    @property
    def files(self) -> Files: ...

    @property
    def plans(self) -> Plans: ...

    @property
    def cases(self) -> Cases: ...

    @property
    def orders(self) -> Orders: ...

    @property
    def board_dates(self) -> BoardDates: ...

    @property
    def obligations(self) -> Obligations: ...

    @property
    def neighbours(self) -> Neighbours: ...

    @property
    def sweep(self) -> Sweeping: ...

    @property
    def lessons(self) -> Lessons: ...

    @property
    def report_requests(self) -> Asking: ...

    @property
    def standings(self) -> Standings: ...

    @property
    def reports(self) -> Results: ...

    @property
    def delegates(self) -> Delegates: ...

    @property
    def difficulties(self) -> Difficulties: ...

    @property
    def roll_up(self) -> RollUps: ...

    @property
    def publications(self) -> Publications: ...

    @property
    def letters(self) -> Outbox: ...

    @property
    def inbox(self) -> Inbox: ...

    @property
    def board_list(self) -> BoardList: ...

    @property
    def ledger(self) -> Ledger: ...


class Store(Protocol):
    """The record. Each `act` is one transaction, alone among writers; leaving it by an exception undoes it whole."""

    def act(self) -> AbstractContextManager[Transaction]: ...

    def look(self) -> AbstractContextManager[Transaction]:
        """Open a transaction for reading."""

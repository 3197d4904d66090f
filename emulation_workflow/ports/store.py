"""The whole record, and its transactions."""

from contextlib import AbstractContextManager
from typing import Protocol

from emulation_workflow.ports.board import BoardList
from emulation_workflow.ports.cases import Cases
from emulation_workflow.ports.ledger import Ledger
from emulation_workflow.ports.letters import Asking, Inbox, Lessons, Outbox
from emulation_workflow.ports.obligations import Neighbours, Obligations, Standings, Sweeping
from emulation_workflow.ports.orders import BoardDates, Orders
from emulation_workflow.ports.plans import Plans
from emulation_workflow.ports.register import Register
from emulation_workflow.ports.results import Delegates, Difficulties, Publications, Results, RollUps


class Transaction(
    Register,
    Plans,
    Cases,
    Orders,
    BoardDates,
    Obligations,
    Neighbours,
    Sweeping,
    Lessons,
    Asking,
    Standings,
    Results,
    Delegates,
    Difficulties,
    RollUps,
    Publications,
    Outbox,
    Inbox,
    BoardList,
    Ledger,
    Protocol,
):
    """One transaction over everything the record holds."""


class Store(Protocol):
    """The record. Each `act` is one transaction, alone among writers; leaving it by an exception undoes it whole."""

    def act(self) -> AbstractContextManager[Transaction]: ...

    def look(self) -> AbstractContextManager[Transaction]:
        """A transaction for reading."""

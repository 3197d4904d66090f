"""The whole record, and its transactions."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from typing import Protocol

from emulation_workflow.ports.board import BoardList
from emulation_workflow.ports.cases import Cases
from emulation_workflow.ports.drafts import Drafts
from emulation_workflow.ports.ledger import Inspection, Ledger
from emulation_workflow.ports.mail import Inbox, Lessons, Outbox, ReportRequests
from emulation_workflow.ports.obligations import Escalations, Neighbours, Obligations, Standings
from emulation_workflow.ports.orders import BoardDates, Orders
from emulation_workflow.ports.plans import Files, Plans
from emulation_workflow.ports.register import Register
from emulation_workflow.ports.results import Delegates, Difficulties, Publications, Results, RollUps
from emulation_workflow.ports.sign_ins import SignIns


class Transaction(Protocol):
    """One transaction over everything the record holds, by subject."""

    def read_case(self, unit: str, roles: Collection[str]) -> None:
        """Read at once what an act on this case asks for: its unit, latest plan, codes and ledger rows.

        So are the officials in these `roles` with their substitutes, the orders, the addresses that take no letters,
        and those that were told of the plan's receipt. What is asked later is answered from it.
        """

    register: Register
    files: Files
    plans: Plans
    cases: Cases
    orders: Orders
    board_dates: BoardDates
    obligations: Obligations
    neighbours: Neighbours
    sweep: Escalations
    lessons: Lessons
    report_requests: ReportRequests
    standings: Standings
    reports: Results
    delegates: Delegates
    difficulties: Difficulties
    roll_up: RollUps
    publications: Publications
    letters: Outbox
    inbox: Inbox
    board_list: BoardList
    ledger: Ledger
    sign_ins: SignIns
    drafts: Drafts


class Store(Protocol):
    """The record. Each `act` is one transaction, alone among writers; leaving it by an exception undoes it whole."""

    acts: int
    """How many acts this program has ended: what it wrote itself it need not look for."""

    def act(self) -> AbstractContextManager[Transaction]:
        """Open a transaction for writing.

        RecordAltered at a row that gives authority and is not as the program wrote it; a sealed row and the Board's
        list say so then.
        """

    def look(self, *, ensures: bool = False) -> AbstractContextManager[Transaction]:
        """Open a transaction for reading. `ensures`: RecordAltered as in an act, for who may see or do something."""

    def inspect(self) -> AbstractContextManager[Inspection]:
        """Open the database as it is, for the audit. RecordUnreachable if there is no way to it."""

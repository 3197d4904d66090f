"""The record in a database: `ports.Store` on the tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from emulation_workflow.adapters.record.approval.cases import CaseTables
from emulation_workflow.adapters.record.approval.plans import PlanTables
from emulation_workflow.adapters.record.approval.register import RegisterTables
from emulation_workflow.adapters.record.board_list import BoardTables
from emulation_workflow.adapters.record.engine import acting, looking, open_reader
from emulation_workflow.adapters.record.ledger import LedgerTables
from emulation_workflow.adapters.record.letters.delivery import DeliveryTables
from emulation_workflow.adapters.record.letters.inbox import MailTables
from emulation_workflow.adapters.record.obligations.board_dates import BoardDateTables
from emulation_workflow.adapters.record.obligations.neighbours import NeighbourTables
from emulation_workflow.adapters.record.obligations.obligations import ObligationTables
from emulation_workflow.adapters.record.obligations.orders import OrderTables
from emulation_workflow.adapters.record.reminders.lessons import LessonsTables
from emulation_workflow.adapters.record.reminders.report_requests import AskingTables
from emulation_workflow.adapters.record.reminders.standing import StandingTables
from emulation_workflow.adapters.record.reminders.sweep import SweepTables
from emulation_workflow.adapters.record.results.delegates import DelegateTables
from emulation_workflow.adapters.record.results.difficulties import DifficultyTables
from emulation_workflow.adapters.record.results.publications import PublicationTables
from emulation_workflow.adapters.record.results.reports import ResultTables
from emulation_workflow.adapters.record.results.roll_up import RollUpTables
from emulation_workflow.ports import Transaction


class SqlTransaction(
    RegisterTables,
    PlanTables,
    CaseTables,
    OrderTables,
    BoardDateTables,
    ObligationTables,
    NeighbourTables,
    SweepTables,
    LessonsTables,
    AskingTables,
    StandingTables,
    ResultTables,
    DelegateTables,
    DifficultyTables,
    RollUpTables,
    PublicationTables,
    DeliveryTables,
    MailTables,
    BoardTables,
    LedgerTables,
):
    """One transaction over everything the record holds."""


class SqlStore:
    """The record in the database behind `engine` (see `engine.open_engine`).

    `mail_domain` is the domain of the letters' Message-IDs: that of the office's own address; `salt` what nobody
    outside knows of them.
    """

    def __init__(self, engine: Engine, *, mail_domain: str, salt: str = "") -> None:
        self._engine = engine
        self._reader = open_reader(engine)
        self._mail = {"mail_domain": mail_domain, "salt": salt}

    @contextmanager
    def act(self) -> Iterator[Transaction]:
        with acting(self._engine) as line:
            yield SqlTransaction(line, **self._mail)

    @contextmanager
    def look(self) -> Iterator[Transaction]:
        with looking(self._reader) as line:
            yield SqlTransaction(line, **self._mail)

    def close(self) -> None:
        """Let go of the database; the next act or look opens it again."""
        self._reader.dispose()
        self._engine.dispose()

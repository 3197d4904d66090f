"""The record in a database: `ports.Store` on the tables."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection, Engine

from emulation_workflow.adapters.record.approval.case_reading import CaseReader
from emulation_workflow.adapters.record.approval.cases import CaseTables
from emulation_workflow.adapters.record.approval.files import FileTables
from emulation_workflow.adapters.record.approval.plans import PlanTables
from emulation_workflow.adapters.record.approval.register import RegisterTables
from emulation_workflow.adapters.record.board_list import BoardTables
from emulation_workflow.adapters.record.engine import open_reader, read_transaction, write_transaction
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
from emulation_workflow.adapters.record.sql import UnitOfWork
from emulation_workflow.ports import Transaction


class SqlTransaction:
    """One transaction over everything the record holds, each subject's tables on the same connection."""

    def __init__(self, connection: Connection, *, mail_domain: str, salt: str) -> None:
        self._work = UnitOfWork(connection)
        self._mail = {"mail_domain": mail_domain, "salt": salt}

    def flush(self) -> None:
        """Write what was kept back to be written together."""
        self._work.flush()

    def read_case(self, unit: str, roles: Collection[str]) -> None:
        reading = CaseReader(self._work).read(unit, roles)
        self.register.remember(unit, reading.units, roles, reading.officials)
        self.cases.remember(unit, reading.case, reading.codes)
        self.plans.remember(unit, reading.plan)
        self.ledger.remember(unit, reading.entries, reading.head)
        self.inbox.remember_bounced(reading.bounced)
        self.orders.remember(reading.orders)

    @cached_property
    def register(self) -> RegisterTables:
        return RegisterTables(self._work)

    @cached_property
    def files(self) -> FileTables:
        return FileTables(self._work)

    @cached_property
    def plans(self) -> PlanTables:
        return PlanTables(self._work)

    @cached_property
    def cases(self) -> CaseTables:
        return CaseTables(self._work)

    @cached_property
    def orders(self) -> OrderTables:
        return OrderTables(self._work)

    @cached_property
    def board_dates(self) -> BoardDateTables:
        return BoardDateTables(self._work)

    @cached_property
    def obligations(self) -> ObligationTables:
        return ObligationTables(self._work)

    @cached_property
    def neighbours(self) -> NeighbourTables:
        return NeighbourTables(self._work)

    @cached_property
    def sweep(self) -> SweepTables:
        return SweepTables(self._work, **self._mail)

    @cached_property
    def lessons(self) -> LessonsTables:
        return LessonsTables(self._work, **self._mail)

    @cached_property
    def report_requests(self) -> AskingTables:
        return AskingTables(self._work)

    @cached_property
    def standings(self) -> StandingTables:
        return StandingTables(self._work)

    @cached_property
    def reports(self) -> ResultTables:
        return ResultTables(self._work)

    @cached_property
    def delegates(self) -> DelegateTables:
        return DelegateTables(self._work)

    @cached_property
    def difficulties(self) -> DifficultyTables:
        return DifficultyTables(self._work)

    @cached_property
    def roll_up(self) -> RollUpTables:
        return RollUpTables(self._work)

    @cached_property
    def publications(self) -> PublicationTables:
        return PublicationTables(self._work)

    @cached_property
    def letters(self) -> DeliveryTables:
        return DeliveryTables(self._work, **self._mail)

    @cached_property
    def inbox(self) -> MailTables:
        return MailTables(self._work)

    @cached_property
    def board_list(self) -> BoardTables:
        return BoardTables(self._work)

    @cached_property
    def ledger(self) -> LedgerTables:
        return LedgerTables(self._work)


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
        with write_transaction(self._engine) as connection:
            transaction = SqlTransaction(connection, **self._mail)
            yield transaction
            transaction.flush()

    @contextmanager
    def look(self) -> Iterator[Transaction]:
        with read_transaction(self._reader) as connection:
            transaction = SqlTransaction(connection, **self._mail)
            yield transaction
            # Nothing may be written in a look: what was tried is the database's error.
            transaction.flush()

    def close(self) -> None:
        """Let go of the database; the next act or look opens it again."""
        self._reader.dispose()
        self._engine.dispose()

"""The record in a database: `ports.Store` on the tables."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, Engine

from emulation_workflow.adapters.clock import SystemClock
from emulation_workflow.adapters.record.approval.case_reading import CaseReader
from emulation_workflow.adapters.record.approval.cases import CaseTables
from emulation_workflow.adapters.record.approval.plans import FileTables, PlanTables
from emulation_workflow.adapters.record.approval.register import RegisterTables
from emulation_workflow.adapters.record.board_list import BoardTables
from emulation_workflow.adapters.record.drafts import DraftTables
from emulation_workflow.adapters.record.engine import open_reader, read_transaction, write_transaction
from emulation_workflow.adapters.record.inspection.inspection import open_inspection
from emulation_workflow.adapters.record.ledger import LedgerTables
from emulation_workflow.adapters.record.letters.delivery import DeliveryTables
from emulation_workflow.adapters.record.letters.inbox import MailTables
from emulation_workflow.adapters.record.obligations.neighbours import NeighbourTables
from emulation_workflow.adapters.record.obligations.obligations import ObligationTables
from emulation_workflow.adapters.record.obligations.orders import BoardDateTables, OrderTables
from emulation_workflow.adapters.record.reminders.lessons import LessonsTables
from emulation_workflow.adapters.record.reminders.report_requests import AskingTables
from emulation_workflow.adapters.record.reminders.standing import StandingTables
from emulation_workflow.adapters.record.reminders.sweep import SweepTables
from emulation_workflow.adapters.record.results.delegates import DelegateTables
from emulation_workflow.adapters.record.results.difficulties import DifficultyTables
from emulation_workflow.adapters.record.results.reports import PublicationTables, ResultTables
from emulation_workflow.adapters.record.results.roll_up import RollUpTables
from emulation_workflow.adapters.record.sign_ins import SignInTables
from emulation_workflow.adapters.record.sql import UnitOfWork
from emulation_workflow.adapters.record.tables.base import ZONE
from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.office.refusals import tell_altered
from emulation_workflow.ports import Clock, Inspection, Transaction


class SqlTransaction(Transaction):
    """One transaction over everything the record holds, each subject's tables on the same connection."""

    def __init__(self, work: UnitOfWork, *, key: bytes | None, mail_domain: str = "", salt: str = "") -> None:
        self._work = work
        self.register: RegisterTables = RegisterTables(work)
        self.files = FileTables(work)
        self.plans: PlanTables = PlanTables(work)
        self.cases: CaseTables = CaseTables(work)
        self.orders: OrderTables = OrderTables(work)
        self.board_dates = BoardDateTables(work)
        self.obligations = ObligationTables(work)
        self.neighbours = NeighbourTables(work)
        self.sweep = SweepTables(work, mail_domain=mail_domain, salt=salt)
        self.lessons = LessonsTables(work, mail_domain=mail_domain, salt=salt)
        self.report_requests = AskingTables(work)
        self.standings = StandingTables(work)
        self.reports = ResultTables(work)
        self.delegates = DelegateTables(work)
        self.difficulties = DifficultyTables(work)
        self.roll_up = RollUpTables(work)
        self.publications = PublicationTables(work)
        self.letters: DeliveryTables = DeliveryTables(work, mail_domain=mail_domain, salt=salt)
        self.inbox: MailTables = MailTables(work)
        self.board_list = BoardTables(work)
        self.ledger: LedgerTables = LedgerTables(work, key)
        self.sign_ins = SignInTables(work)
        self.drafts = DraftTables(work)

    def read_case(self, unit: str, roles: Collection[str]) -> None:
        read = CaseReader(self._work).read(unit, roles)
        self.register.remember(unit, read["units"], roles, read["officials"])
        self.cases.remember(unit, read["cases"], read["codes"], read["pending"])
        self.plans.remember(unit, read["plans"])
        self.ledger.remember(unit, read["entries"], read["heads"])
        self.inbox.remember_bounced(read["bounced"])
        self.orders.remember(read["orders"])
        self.letters.remember(read["receipts"])


class SqlStore:
    """The record in the database behind `engine` (see `engine.open_engine`).

    `key` is what acts are sealed with (see `domain.record.ledger.seal_key`); without it nothing can be written.
    `mail_domain` is the domain of the letters' Message-IDs: that of the office's own address; `salt` what nobody
    outside knows of them. `clock` dates acts that say nothing of themselves; the machine's by default.
    """

    def __init__(
        self, engine: Engine, *, key: bytes | None, mail_domain: str, salt: str = "", clock: Clock | None = None
    ) -> None:
        self._engine = engine
        self._key = key
        self._clock = clock or SystemClock(ZONE)
        self._reader = open_reader(engine)
        self._mail = {"mail_domain": mail_domain, "salt": salt}
        self.acts = 0

    @contextmanager
    def act(self) -> Iterator[Transaction]:
        try:
            with self._altered_rows_told(), write_transaction(self._engine) as connection:
                yield from self._transaction(connection, is_act=True)
        finally:
            self.acts += 1

    @contextmanager
    def look(self, *, ensures: bool = False) -> Iterator[Transaction]:
        with self._altered_rows_told(), read_transaction(self._reader) as connection:
            # Nothing may be written in a look: what was tried is the database's error.
            yield from self._transaction(connection, is_act=ensures)

    @contextmanager
    def _altered_rows_told(self) -> Iterator[None]:
        try:
            yield
        except RecordAltered as altered:
            with write_transaction(self._engine) as connection:
                for record in self._transaction(connection, is_act=True):
                    tell_altered(record, altered, at=self._clock.now())
            raise

    def inspect(self) -> AbstractContextManager[Inspection]:
        return open_inspection(self._engine, self._key)

    def _transaction(self, connection: Connection, *, is_act: bool = False) -> Iterator[Transaction]:
        """Yield a transaction, and write what it kept back to be written together."""
        work = UnitOfWork(connection, self._key, is_act=is_act)
        record = SqlTransaction(work, key=self._key, **self._mail)
        yield record
        record.ledger.close(self._clock.now)

    def close(self) -> None:
        """Let go of the database; the next act or look opens it again."""
        self._reader.dispose()
        self._engine.dispose()

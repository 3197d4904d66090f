"""The record in a database: `ports.Store` on the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Engine

from emulation_workflow.adapters.record.approval.cases import CaseTables
from emulation_workflow.adapters.record.approval.files import FileTables
from emulation_workflow.adapters.record.approval.plans import PlanTables
from emulation_workflow.adapters.record.approval.register import RegisterTables
from emulation_workflow.adapters.record.board_list import BoardTables
from emulation_workflow.adapters.record.engine import Line, acting, looking, open_reader
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


class SqlTransaction:
    """One transaction over everything the record holds, each subject's tables on the same connection."""

    def __init__(self, line: Line, *, mail_domain: str, salt: str) -> None:
        self._line = line
        self._mail = {"mail_domain": mail_domain, "salt": salt}

    @cached_property
    def register(self) -> RegisterTables:
        return RegisterTables(self._line)

    @cached_property
    def files(self) -> FileTables:
        return FileTables(self._line)

    @cached_property
    def plans(self) -> PlanTables:
        return PlanTables(self._line)

    @cached_property
    def cases(self) -> CaseTables:
        return CaseTables(self._line)

    @cached_property
    def orders(self) -> OrderTables:
        return OrderTables(self._line)

    @cached_property
    def board_dates(self) -> BoardDateTables:
        return BoardDateTables(self._line)

    @cached_property
    def obligations(self) -> ObligationTables:
        return ObligationTables(self._line)

    @cached_property
    def neighbours(self) -> NeighbourTables:
        return NeighbourTables(self._line)

    @cached_property
    def sweep(self) -> SweepTables:
        return SweepTables(self._line, **self._mail)

    @cached_property
    def lessons(self) -> LessonsTables:
        return LessonsTables(self._line, **self._mail)

    @cached_property
    def report_requests(self) -> AskingTables:
        return AskingTables(self._line)

    @cached_property
    def standings(self) -> StandingTables:
        return StandingTables(self._line)

    @cached_property
    def reports(self) -> ResultTables:
        return ResultTables(self._line)

    @cached_property
    def delegates(self) -> DelegateTables:
        return DelegateTables(self._line)

    @cached_property
    def difficulties(self) -> DifficultyTables:
        return DifficultyTables(self._line)

    @cached_property
    def roll_up(self) -> RollUpTables:
        return RollUpTables(self._line)

    @cached_property
    def publications(self) -> PublicationTables:
        return PublicationTables(self._line)

    @cached_property
    def letters(self) -> DeliveryTables:
        return DeliveryTables(self._line, **self._mail)

    @cached_property
    def inbox(self) -> MailTables:
        return MailTables(self._line)

    @cached_property
    def board_list(self) -> BoardTables:
        return BoardTables(self._line)

    @cached_property
    def ledger(self) -> LedgerTables:
        return LedgerTables(self._line)


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

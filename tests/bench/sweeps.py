"""The daily sweep over many obligations, half of them overdue since yesterday, and what others would do instead.

Ours marks, spends rungs, writes letters, seals one row and commits: all of it once. The ORM loop does the same for each
overdue obligation by itself: it reads it as an object, marks it, adds its rung, its letter with the recipient and a
sealed row of its own, and commits. So it writes a letter for each obligation where ours writes one for each address.
The Prefect way is a task for each, mapped over them in one flow run, each doing what one turn of the loop does.
"""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import Connection

from prefect import flow, task
from prefect.futures import wait
from prefect.settings import PREFECT_LOGGING_LEVEL, PREFECT_SERVER_LOGGING_LEVEL, temporary_settings
from prefect.testing.utilities import prefect_test_harness
from sqlalchemy import Engine, create_engine, event, select, text
from sqlmodel import Session

from emulation_workflow.adapters.record.sql import values_of
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.adapters.record.tables.mail import LetterRecipientRow, LetterRow
from emulation_workflow.adapters.record.tables.obligations import ObligationRow, RungSpentRow
from emulation_workflow.domain.mail.letters import DeliveryState, LetterKind
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind, sealed
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.sweep import SweepResult, sweep
from tests.support.builders import COMMUNE
from tests.support.offices import chain_faults
from tests.support.servers.databases import SEAL_KEY, open_store, sqlite_url
from tests.support.sweeping import at, go_to, owes, sweeping_office

TASKS_OF_A_UNIT = 10
TODAY = date(2020, 4, 1)
YESTERDAY, FAR_AWAY = TODAY - timedelta(days=1), date(2020, 6, 30)
ONE_BY_ONE = 500
"""As many of the slow ways as are done; the time for more is computed from these, each costing what the others did."""


def our_sweep(url: str, number: int, *, has_statistics: bool = False) -> tuple[float, float, SweepResult]:
    """Return the seconds of a first sweep over `number` open obligations, and of a second that finds nothing to do.

    `has_statistics`: the database has counted its rows, as PostgreSQL does by itself after a while.
    """
    office = _office(url, number)
    # One straggler climbs the day before, so that no statement is prepared while the clock runs.
    with office.store.act() as record:
        record.obligations.add([owes("X-early", due=TODAY - timedelta(days=2))])
    go_to(office, YESTERDAY)
    sweep(office)
    if has_statistics:
        with office.store._engine.begin() as connection:  # type: ignore[attr-defined]  # the SQL store behind the port
            connection.execute(text("ANALYZE"))
    go_to(office, TODAY)
    first, swept = _timed(office)
    second = min(_timed(office)[0] for _ in range(3))
    if faults := chain_faults(office):
        raise RuntimeError(faults[0])
    return first, second, swept


def on_sqlite(folder: Path) -> str:
    """Return the address of a new, empty record in a folder that is made."""
    return sqlite_url(_made(folder))


def growth(points: list[tuple[int, float]]) -> float:
    """Return the exponent of the power that leads from the first point to the last: 1 is linear."""
    (few, quick), (many, slow) = points[0], points[-1]
    return math.log(slow / quick) / math.log(many / few)


def orm_loop(folder: Path, number: int) -> float:
    """Return the seconds for one overdue obligation of `number` open ones, read, changed and committed by itself."""
    engine = _ready(folder, number)
    with Session(engine) as session:
        keys = _overdue(session)
        began = time.perf_counter()
        for unit, task_id in keys:
            mark_one(session, unit, task_id)
        seconds = time.perf_counter() - began
    engine.dispose()
    return seconds / len(keys)


def prefect_tasks(folder: Path, number: int) -> float:
    """Return the seconds for one overdue obligation of `number` open ones, each a Prefect task of one flow run."""
    engine = _ready(folder, number)

    @task
    def mark(unit: str, task_id: str) -> None:
        with Session(engine) as session:
            mark_one(session, unit, task_id)

    @flow
    def mark_each(keys: Sequence[tuple[str, str]]) -> None:
        wait([mark.submit(*key) for key in keys])

    with Session(engine) as session:
        keys = _overdue(session)
    quiet = {PREFECT_LOGGING_LEVEL: "CRITICAL", PREFECT_SERVER_LOGGING_LEVEL: "CRITICAL"}
    with temporary_settings(quiet), prefect_test_harness():
        began = time.perf_counter()
        mark_each(keys)
        seconds = time.perf_counter() - began
    engine.dispose()
    return seconds / len(keys)


def _ready(folder: Path, number: int) -> Engine:
    """Return a record with `number` open obligations, as somebody would open it who writes by the ORM."""
    url = sqlite_url(_made(folder))
    _office(url, number).store.close()  # type: ignore[attr-defined]  # the SQL store behind the port
    engine = create_engine(url, connect_args={"timeout": 60})

    @event.listens_for(engine, "connect")
    def _set_up(connection: Connection, _entry: object) -> None:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _overdue(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(select(ObligationRow.c.unit, ObligationRow.c.task).where(ObligationRow.c.due < TODAY))
    return [(row.unit, row.task) for row in rows][:ONE_BY_ONE]


def mark_one(session: Session, unit: str, task_id: str) -> None:
    """Mark an obligation and write its letter, in a commit of its own."""
    owed = session.get_one(ObligationRow, (unit, task_id))
    owed.state, owed.rung = ObligationState.OVERDUE.value, 2
    letter = LetterRow(
        key=f"{unit}/{task_id}",
        kind=LetterKind.REMINDER.value,
        unit=unit,
        plan_version=None,
        code_ref="",
        facts={},
        fault=None,
        awaits_run=False,
        subject="",
        text="",
        html="",
        in_reply_to=None,
        written_at=at(TODAY),
        state=DeliveryState.WAITING.value,
        attempts=0,
        owner=None,
        lease_until=None,
        tried_at=None,
        next_try_at=None,
        sent_at=None,
        words_mac=None,
        envelope_mac=None,
    )
    session.add(letter)
    session.flush()
    session.add(_recipient(letter.number or 0, unit))
    session.add(_rung(owed, letter.number or 0))
    _audit(session, owed)
    session.commit()


def _audit(session: Session, owed: ObligationRow) -> None:
    head = session.get_one(LedgerHeadRow, 1)
    said = LedgerEntry(
        kind=LedgerKind.SWEEP,
        at=at(TODAY),
        actor="office",
        what="swept",
        unit=owed.unit,
        details={"day": TODAY.isoformat(), "task": owed.task, "rung": owed.rung},
    )
    row = sealed(said, number=head.number + 1, previous=head.seal, key=SEAL_KEY)
    session.add(LedgerRow.model_validate(values_of(row)))
    head.number, head.seal = row.number, row.seal


def _recipient(letter: int, unit: str) -> LetterRecipientRow:
    email = f"{unit.lower()}@tinh.example"
    return LetterRecipientRow(
        letter=letter, position=0, is_copy=False, name=unit, email=email, state=None, code=0, words=""
    )


def _rung(owed: ObligationRow, letter: int) -> RungSpentRow:
    return RungSpentRow(
        unit=owed.unit,
        task=owed.task,
        due=owed.due or TODAY,
        rung=2,
        recipient="unit",
        email=f"{owed.unit.lower()}@tinh.example",
        is_copy=False,
        day=TODAY,
        letter=letter,
    )


def _office(url: str, number: int) -> Office:
    units = [
        replace(COMMUNE, code=f"X{index}", name=f"Xã {index}", email=f"x{index}@tinh.example")
        for index in range(max(number // TASKS_OF_A_UNIT, 1))
    ]
    return sweeping_office(open_store(url), _owed(units, number), units=units, day=TODAY)


def _owed(units: list[Unit], number: int) -> Iterator[Obligation]:
    """Yield obligations of which every other was due yesterday."""
    for index in range(number):
        unit = units[index // TASKS_OF_A_UNIT % len(units)]
        yield owes(unit, f"t{index % TASKS_OF_A_UNIT}", FAR_AWAY if index % 2 else YESTERDAY)


def _timed(office: Office) -> tuple[float, SweepResult]:
    began = time.perf_counter()
    swept = sweep(office)
    return time.perf_counter() - began, swept


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder

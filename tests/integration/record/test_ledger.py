"""The hash chain in a real table: whatever is done to the table behind the program's back shows."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, update

from emulation_workflow.adapters.record.engine import open_engine, write_transaction
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.domain.record.ledger import faults, seal
from tests.support.processes.writer import entry

ROWS = 5


@pytest.fixture
def engine(record_url: str) -> Iterator[Engine]:
    """A way to the tables past the store."""
    engine = open_engine(record_url)
    yield engine
    engine.dispose()


@pytest.fixture
def chain(store: SqlStore) -> SqlStore:
    """A record of five rows: 608's and, fourth, 616's."""
    for number in range(1, ROWS + 1):
        with store.act() as record:
            record.ledger.append(entry(f"việc thứ {number}", unit="616" if number == 4 else "608"))
    return store


def found(store: SqlStore) -> list[str]:
    with store.look() as record:
        number, head = record.ledger.head()
        return list(faults(record.ledger.entries(), head_number=number, head_seal=head))


def flip_a_body(connection: Connection) -> None:
    body = connection.execute(select(LedgerRow.c.body).where(LedgerRow.c.number == 3)).scalar_one()
    changed = body.replace("việc thứ 3", "việc thứ 8")
    connection.execute(update(LedgerRow).where(LedgerRow.c.number == 3).values(body=changed))


def flip_a_body_and_seal_it_anew(connection: Connection) -> None:
    row = connection.execute(select(LedgerRow).where(LedgerRow.c.number == 3)).one()
    body = row.body.replace("việc thứ 3", "việc thứ 8")
    values = {"body": body, "seal": seal(3, row.previous, body)}
    connection.execute(update(LedgerRow).where(LedgerRow.c.number == 3).values(values))


def file_under_another_unit(connection: Connection) -> None:
    connection.execute(update(LedgerRow).where(LedgerRow.c.number == 3).values(unit="616"))


def drop_a_middle_row(connection: Connection) -> None:
    connection.execute(delete(LedgerRow).where(LedgerRow.c.number == 3))


def drop_a_middle_row_and_close_the_gap(connection: Connection) -> None:
    drop_a_middle_row(connection)
    for number in (4, 5):
        connection.execute(update(LedgerRow).where(LedgerRow.c.number == number).values(number=number - 1))


def drop_the_tail(connection: Connection) -> None:
    connection.execute(delete(LedgerRow).where(LedgerRow.c.number == ROWS))


def drop_the_tail_and_move_the_head_back(connection: Connection) -> None:
    drop_the_tail(connection)
    connection.execute(update(LedgerHeadRow).values(number=ROWS - 1))


def swap_two_rows(connection: Connection) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        connection.execute(update(LedgerRow).where(LedgerRow.c.number == old).values(number=new))


def add_a_row(connection: Connection) -> None:
    last = connection.execute(select(LedgerRow).where(LedgerRow.c.number == ROWS)).one()
    values = {"number": ROWS + 1, "unit": last.unit, "body": last.body, "previous": last.seal}
    new_seal = seal(ROWS + 1, last.seal, last.body)
    connection.execute(insert(LedgerRow).values(**values, seal=new_seal))


def drop_the_head(connection: Connection) -> None:
    connection.execute(delete(LedgerHeadRow))


@pytest.mark.parametrize(
    ("tamper", "told"),
    [
        (flip_a_body, "row 3 was changed"),
        (flip_a_body_and_seal_it_anew, "row 4 does not follow"),
        (file_under_another_unit, "row 3 is filed under a unit that it is not about"),
        (drop_a_middle_row, "row 3 is missing"),
        (drop_a_middle_row_and_close_the_gap, "row 3 does not follow"),
        (drop_the_tail, "the record ends at row 4, but 5 were written"),
        (drop_the_tail_and_move_the_head_back, "the last row, 4, is not the one that was written"),
        (swap_two_rows, "row 2 was changed"),
        (add_a_row, "the record ends at row 6, but 5 were written"),
        (drop_the_head, "the record ends at row 5, but 0 were written"),
    ],
)
def test_tampering_is_found(chain: SqlStore, engine: Engine, tamper: Callable[[Connection], None], told: str) -> None:
    """A flipped, dropped, swapped or added row, or a moved head, is told by its number."""
    with write_transaction(engine) as connection:
        tamper(connection)

    assert any(told in fault for fault in found(chain))


def test_an_untouched_chain_has_no_faults(chain: SqlStore) -> None:
    """What the store itself wrote holds together, Vietnamese words and all."""
    assert found(chain) == []


def test_rows_are_found_by_unit(chain: SqlStore) -> None:
    """A unit's rows are its own, in order, and everybody's are all."""
    with chain.look() as record:
        of_608, of_616 = record.ledger.entries(unit="608"), record.ledger.entries(unit="616")
        assert [row.number for row in of_608] == [1, 2, 3, 5]
        assert [row.number for row in of_616] == [4]
        assert len(record.ledger.entries()) == ROWS


def test_nothing_is_appended_once_the_head_is_gone(chain: SqlStore, engine: Engine) -> None:
    """A record whose head was removed takes no further act, rather than begin a second chain."""
    with write_transaction(engine) as connection:
        connection.execute(delete(LedgerHeadRow))
        connection.execute(delete(LedgerRow))

    with pytest.raises(LookupError, match="head is gone"), chain.act() as record:
        record.ledger.append(entry("as if nothing had happened"))

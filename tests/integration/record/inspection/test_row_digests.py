"""Every row of every table is sealed, by the same digest whether it is about to be written or is read back."""

from collections.abc import Iterator
from datetime import UTC, date, timedelta
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Connection, Date, DateTime, Integer, LargeBinary, Table, delete, text, update

from emulation_workflow.adapters.record.engine import open_engine
from emulation_workflow.adapters.record.inspection.inspection import UNSEALED, SqlInspection
from emulation_workflow.adapters.record.inspection.latest import key_text
from emulation_workflow.adapters.record.sql import MAC, UnitOfWork
from emulation_workflow.adapters.record.tables import Record
from tests.support.offices import NOON
from tests.support.servers.databases import SEAL_KEY

KINDS = {str(kind.__tablename__): kind for kind in Record.__subclasses__() if str(kind.__tablename__) not in UNSEALED}
MOMENT = NOON + timedelta(microseconds=7)


@pytest.fixture
def connection(record_url: str) -> Iterator[Connection]:
    """A transaction on an empty record whose foreign keys are put off."""
    engine = open_engine(record_url)
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        else:
            connection.execute(text("SET session_replication_role = replica"))
        yield connection
    engine.dispose()


def test_all_tables_are_sealed_but_the_chain_itself() -> None:
    """A new table is sealed like every other: what is not is named here."""
    assert set(Record.metadata.tables) - set(KINDS) == {"ledger_row", "ledger_head"}


def _values(table: Table, number: int) -> dict[str, Any]:
    """Return values for a row, every cell filled where `number` is even, as few as may be where it is odd.

    The digest that a row itself bears nobody gives but the unit of work.
    """
    return {
        str(column.key): _value(column.type, number)
        for column in table.columns
        if column.key != MAC and (column.primary_key or not column.nullable or number % 2 == 0)
    }


def _value(kind: Any, number: int) -> object:
    samples: dict[type, object] = {
        Boolean: number % 2 == 0,
        DateTime: MOMENT.astimezone(UTC) if number % 2 else MOMENT,
        Date: date(2020, 2, 1) + timedelta(days=number),
        JSON: {"Đoàn": [number, None, {"é": "e\u0301"}], "a": True},
        Integer: number,
        LargeBinary: bytes([0, 255, number]),
    }
    impl = getattr(kind, "impl_instance", kind)
    return next((sample for of, sample in samples.items() if isinstance(impl, of)), f"Xã “Đắk” {number}\n")


def _found(connection: Connection, name: str) -> dict[str, str | None]:
    inspection = SqlInspection(connection, SEAL_KEY)
    try:
        return dict(inspection.rows(name))
    finally:
        inspection.close()


def _sealed(work: UnitOfWork, name: str) -> dict[str, object]:
    return {key_text(key): digest for *key, digest in work.digests()[name]}


@pytest.mark.parametrize("name", KINDS)
def test_values_and_what_is_read_back_have_the_same_digest(connection: Connection, name: str) -> None:
    """Inserted, put in place, changed and removed; on either database."""
    kind, table = KINDS[name], KINDS[name].__table__
    work = UnitOfWork(connection, SEAL_KEY)
    for number in (1, 2):
        work.insert(kind, [_values(table, number)])
        work.flush()
    assert _sealed(work, name) == _found(connection, name)
    assert None not in _found(connection, name).values()

    key = {str(column.key): _values(table, 2)[str(column.key)] for column in table.primary_key}
    work.put(kind, [_values(table, 4) | key])
    work.flush()
    assert _sealed(work, name) == _found(connection, name)

    changing = next(column for column in reversed(list(table.columns)) if not column.primary_key)
    change = {str(changing.key): _value(changing.type, 6)}
    if MAC in table.c:
        with pytest.raises(TypeError, match="written whole"):
            work.write(update(kind), change)
    else:
        assert len(work.write(update(kind), change)) == 2
    assert _sealed(work, name) == _found(connection, name)

    before = _sealed(work, name)
    work.write(delete(kind), {})
    assert (_sealed(work, name), _found(connection, name)) == (dict.fromkeys(before), {})


@pytest.mark.parametrize(("name", "column"), [("delegate", "name"), ("unit", "note"), ("plan_version", "sha256")])
def test_a_column_that_came_later_is_no_fault_of_a_former_record(
    connection: Connection, name: str, column: str
) -> None:
    """An upgrade that adds a column to a sealed table finds nothing wrong in what stood there before it."""
    connection.exec_driver_sql(f"ALTER TABLE {name} DROP COLUMN {column}")
    former, todays = (
        [str(fault) for fault in SqlInspection(connection, SEAL_KEY, is_former=is_former).row_faults(compares=True)]
        for is_former in (True, False)
    )
    assert former == []
    assert [f"it lacks {column}" in fault for fault in todays] == [True]

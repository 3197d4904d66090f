"""The audit: rows, plans, files and cases vouch for one another."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, insert, select, text, update

from emulation_workflow.adapters.record.engine import write_transaction
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.adapters.record.tables.cases import KeptFileRow, PlanVersionRow
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.adapters.record.tables.mail import BouncedAddressRow
from emulation_workflow.domain.mail.incoming import BouncedAddress
from emulation_workflow.domain.record.ledger import seal
from emulation_workflow.domain.record.noted import NotedSeal
from emulation_workflow.office.audit import audit
from emulation_workflow.office.office import Office
from tests.support.endorsed import CODE, FILE, endorsed, tamper
from tests.support.offices import NOON


@pytest.fixture
def record(office: Office) -> SqlStore:
    return endorsed(office)


def test_a_record_nobody_has_been_at_is_whole(record: SqlStore) -> None:
    """No fault, and the seal of the last row to be noted down."""
    with record.look() as look:
        last = look.ledger.entries()[-1]

    found = audit(record)

    assert (found.rows, found.seal, found.faults) == (last.number, last.seal, ())
    assert audit(record, noted=[NotedSeal(last.previous)]).faults == ()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            update(PlanVersionRow).values(received_at=NOON + timedelta(days=1)),
            f'plan_version ["{CODE}",1] is not as it was sealed by row 4, 2020-02-10, submit',
        ),
        (update(PlanVersionRow).values(body="not JSON"), f'plan_version ["{CODE}",1] is not as it was sealed by '),
        (delete(PlanVersionRow), f'plan_version ["{CODE}",1] is missing; it was sealed by row 4, 2020-02-10, submit'),
        (update(KeptFileRow).values(content=b"another"), f'kept_file ["{FILE.sha256}"] is not as it was sealed by '),
        (
            insert(BouncedAddressRow).values(email="b1@tinh.example", bounced_at=NOON, words=""),
            'bounced_address ["b1@tinh.example"] no act wrote this row',
        ),
        (text("CREATE TABLE more (words TEXT)"), "the table more of more is none of this program's"),
        (text("ALTER TABLE official ADD COLUMN more TEXT"), "the table official of official is not as this program"),
        (text("DROP INDEX ix_unit_parent"), "the index ix_unit_parent of unit is missing"),
        (
            text("CREATE TRIGGER more AFTER UPDATE ON unit BEGIN DELETE FROM official; END"),
            "the trigger more of unit is none of this program's",
        ),
        (text("UPDATE official SET name = CAST(x'ff' AS TEXT) WHERE number = 'B1'"), "official ['B1'] cannot be read"),
        (text("UPDATE official SET name = 7.5 WHERE number = 'B1'"), 'official ["B1"] is not as it was sealed by '),
        (text("UPDATE letter SET attempts = 'x'"), "letter [1] is not as it was sealed by "),
        (text("DELETE FROM alembic_version"), "the record is at version "),
        (text("DELETE FROM ledger_head"), "of the chain's head there are 0 rows instead of one"),
    ],
)
def test_whatever_is_changed_past_the_program_is_told(record: SqlStore, statement: Executable, told: str) -> None:
    """Other, missing or too many: by table and key, and by the act that last wrote it."""
    tamper(record, statement)

    assert any(fault.startswith(told) for fault in audit(record).faults), audit(record).faults


def test_a_case_stands_where_the_acts_on_it_led(record: SqlStore) -> None:
    """Even if the program itself wrote it otherwise."""
    with record.act() as act:
        case = act.cases.get(CODE)
        assert case is not None
        act.cases.change(replace(case, stage="CLEARED"))

    told = f"the case of unit {CODE} stands at CLEARED, but the acts on it led to OPINION"
    assert audit(record).faults == (told,)


def test_what_is_removed_leaves_its_digest_and_a_sealed_row(record: SqlStore) -> None:
    """Nothing is missing that the program took away, and what was taken away does not come back unseen."""
    address = BouncedAddress(email="b1@tinh.example", bounced_at=NOON, words="")
    with record.act() as act:
        act.inbox.mark_bounced(address)
    with record.act() as act:
        act.inbox.forget_bounce(address.email)
    assert audit(record).faults == ()

    tamper(record, insert(BouncedAddressRow).values(email=address.email, bounced_at=NOON, words=""))

    [told] = audit(record).faults
    assert told.startswith('bounced_address ["b1@tinh.example"] is there again, though it was removed by row ')


def test_rows_of_one_act_are_sealed_by_one_row(record: SqlStore) -> None:
    """An act that says something has that row and one of digests, whatever it wrote."""
    with record.look() as look:
        kinds = [json.loads(row.body)["kind"] for row in look.ledger.entries()]
    assert kinds == ["rows", "plan", "act", "rows", "act", "rows"], kinds


def test_a_file_that_is_no_database_is_told(record: SqlStore) -> None:
    """No traceback, however broken it is."""
    record.close()
    path = Path(str(record._engine.url.database))
    path.write_bytes(b"\x00" * 4096)
    assert "cannot be read" in " ".join(audit(record).faults)
    path.unlink()
    assert audit(record).faults == (f"there is no file {path}",)


def test_a_broken_chain_is_told_with_the_rows(record: SqlStore) -> None:
    """What else is wrong is told by what can still be read of it."""
    tamper(record, update(LedgerRow).where(LedgerRow.c.number == 1).values(body="{}"), delete(PlanVersionRow))

    told = audit(record).faults
    assert told[0] == "row 1 was changed after it was sealed"
    assert any(fault.startswith("plan_version") for fault in told)


def test_a_seal_that_no_row_bears_is_a_fault(record: SqlStore) -> None:
    """A chain sealed anew from the start holds together; a seal noted down elsewhere gives it away."""
    (told,) = audit(record, noted=[NotedSeal("a" * 64)]).faults
    assert told.startswith(f"no row bears the seal {'a' * 64}")


def append(record: SqlStore, body: str, *, unit: str = "") -> None:
    """Add a sealed row as somebody at the database can: the chain holds together."""
    with write_transaction(record._engine) as connection:
        number, previous = connection.execute(select(LedgerHeadRow.c.number, LedgerHeadRow.c.seal)).one()
        values = {"number": number + 1, "seal": seal(number + 1, previous, body)}
        connection.execute(insert(LedgerRow).values(unit=unit, body=body, previous=previous, **values))
        connection.execute(update(LedgerHeadRow).values(**values))


@pytest.mark.parametrize(
    "body",
    [
        *("1", "[]", "null", "no JSON", "[" * 100_000),
        '{"kind":"delegates","at":"2020-02-10","actor":"C1","what":"list_erased","unit":"","facts":{}}',
        '{"kind":"delegates","at":"2020-02-10","actor":"C1","what":"list_erased","unit":"","facts":{"list":"no kind"}}',
        '{"kind":"rows","at":"2020-02-10","what":"sealed_at_upgrade","unit":"","facts":{"act":"x","rows":{}}}',
        '{"kind":"act","at":"2020-02-10","what":"agree","unit":[],"facts":{"to":"CLEARED"}}',
    ],
)
def test_a_sealed_row_with_an_odd_body_is_told(record: SqlStore, body: str) -> None:
    """By its number, whatever it holds, and the rest is read."""
    append(record, body)
    tamper(record, update(KeptFileRow).values(content=b"another"))

    told = audit(record).faults
    assert any(fault.startswith("row 7 ") for fault in told), told
    assert any(fault.startswith("kept_file ") for fault in told), told


@pytest.mark.parametrize("number", ["NULL", "'r' || number", "number + 0.5", "x'41'"])
def test_sealed_rows_without_numbers_are_told(record: SqlStore, number: str) -> None:
    """Where the table was made anew, so that it takes anything."""
    tamper(
        record,
        text("CREATE TABLE other (number, unit, body, previous, seal, mac)"),
        text(f"INSERT INTO other SELECT {number}, unit, body, previous, seal, mac FROM ledger_row"),
        text("DROP TABLE ledger_row"),
        text("ALTER TABLE other RENAME TO ledger_row"),
    )
    assert "row 1 has no number" in audit(record).faults


@pytest.mark.parametrize("table", ["alembic_version", "ledger_row", "ledger_head", "official"])
def test_a_table_that_is_gone_is_told(record: SqlStore, table: str) -> None:
    """Each by name."""
    tamper(record, text("PRAGMA defer_foreign_keys = ON"), text(f"ALTER TABLE {table} RENAME TO somebodys"))
    assert any(table in fault for fault in audit(record).faults)


@pytest.mark.parametrize(
    ("kind", "name", "of", "statement"),
    [
        ("trigger", "sqlite_stat_more", "unit", "AFTER UPDATE ON unit BEGIN SELECT 1; END"),
        ("trigger", "sqlite_stat1", "unit", "AFTER UPDATE ON unit BEGIN SELECT 1; END"),
        ("view", "sqlite_more", "sqlite_more", "AS SELECT 1"),
        ("view", "sqlite_stat4", "sqlite_stat4", "AS SELECT 1"),
    ],
)
def test_names_like_those_of_sqlite_hide_nothing(
    record: SqlStore, kind: str, name: str, of: str, statement: str
) -> None:
    """Whatever is no table that SQLite makes for itself is somebody's."""
    hidden = "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES (:kind, :name, :of, 0, :sql)"
    tamper(
        record,
        text("PRAGMA writable_schema = ON"),
        text(hidden).bindparams(kind=kind, name=name, of=of, sql=f"CREATE {kind} {name} {statement}"),
    )
    record.close()
    assert audit(record).faults == (f"the {kind} {name} of {of} is none of this program's",)


def test_what_analyze_leaves_is_no_fault(record: SqlStore) -> None:
    """Its tables are SQLite's own."""
    tamper(record, text("ANALYZE"))
    assert audit(record).faults == ()

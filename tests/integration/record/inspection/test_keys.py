"""Seals are by the office's key: without it nobody makes any, and with another one nothing is compared or written."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Executable, delete, func, insert, select, text, update

from emulation_workflow import migrations
from emulation_workflow.adapters.record.engine import open_engine, read_transaction, write_transaction
from emulation_workflow.adapters.record.inspection.inspection import SqlInspection
from emulation_workflow.adapters.record.migration import reseal, upgrade
from emulation_workflow.adapters.record.revisions import RecordUnusable
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.adapters.record.tables.cases import CodeIssueRow, PilotCaseRow
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.adapters.record.tables.register import OfficialRow, UnitRow
from emulation_workflow.adapters.sealed_since import SealedSince
from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.domain.record.ledger import GENESIS, mac_of, seal, seal_key
from emulation_workflow.office.audit import ANOTHER_KEY, WITHOUT_KEY, Audit, audit
from tests.support.builders import CITY
from tests.support.endorsed import tamper
from tests.support.offices import NOON, open_office, submit
from tests.support.processes.writer import entry
from tests.support.servers.databases import SEAL_KEY, open_store

OTHER_KEY = seal_key(b"a secret that this record was not sealed with")


@pytest.fixture
def store(store: SqlStore) -> SqlStore:
    """A record with registers, and a plan on its way."""
    submit(open_office(store), CITY)
    return store


def audited(url: str, key: bytes | None) -> Audit:
    store = open_store(url, key)
    try:
        return audit(store)
    finally:
        store.close()


def as_before_keys(connection: Connection) -> None:
    """Make the record what version 0010 left: digests and seals without a key."""
    connection.execute(text("UPDATE letter SET words_mac = NULL, envelope_mac = NULL"))
    inspection = SqlInspection(connection, None)
    plain = {name: dict(inspection.rows(name)) for name in inspection.tables() if name in _DIGESTED}
    rows = list(inspection.sealed_rows())
    inspection.close()
    previous = GENESIS
    for row in rows:
        body = json.loads(row.body)
        for later in ("rests_on", "groups", "all_of", "entries"):
            body["facts"].pop(later, None)
        for name, of_rows in body["facts"].get("rows", {}).items():
            of_rows[:] = [[*key, plain[name][_text(key)]] for *key, _ in of_rows]
        new = {"body": _text(body), "previous": previous}
        new["seal"] = previous = seal(row.number, previous, new["body"])
        connection.execute(update(LedgerRow).where(LedgerRow.c.number == row.number).values(new))
    connection.execute(update(LedgerHeadRow).values(seal=previous))
    _drop_macs(connection)


def _drop_macs(connection: Connection) -> None:
    bearing = ("unit", "official", "substitution", "pilot_case", "code_issue", "pending_paper", "plan_version")
    for table in ("ledger_row", *bearing):
        connection.execute(text(f"ALTER TABLE {table} DROP COLUMN mac"))
    for column in ("words_mac", "envelope_mac"):
        connection.execute(text(f"ALTER TABLE letter DROP COLUMN {column}"))
    connection.execute(text("DROP TABLE sign_in"))
    connection.execute(text("DROP TABLE draft"))
    connection.execute(text("UPDATE alembic_version SET version_num = '0010'"))


_DIGESTED = {"unit", "official", "plan_version", "pilot_case", "code_issue", "letter", "letter_recipient", "obligation"}


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _take_back(url: str, *changes: Executable) -> None:
    """Make the record at `url` what version 0010 left, and change it then."""
    engine = open_engine(url)
    with write_transaction(engine) as connection:
        as_before_keys(connection)
        for change in changes:
            connection.execute(change)
    engine.dispose()


def test_a_record_from_before_keys_is_sealed_by_the_key_once(store: SqlStore, record_url: str) -> None:
    """All rows, by one row more that says so; the second start finds nothing to do."""
    before = audit(store)
    store.close()
    _take_back(record_url)
    upgrade(record_url, SEAL_KEY)
    upgrade(record_url, SEAL_KEY)

    found = audited(record_url, SEAL_KEY)
    assert (found.faults, found.uncompared, found.rows) == ((), "", before.rows + 1)
    with open_store(record_url).look() as record:
        body = json.loads(record.ledger.entries()[-1].body)
    assert (body["what"], body["facts"]["counts"]["unit"]) == ("sealed_at_upgrade", 9)


def test_what_was_changed_before_there_was_a_key_is_told_for_ever(store: SqlStore, record_url: str) -> None:
    """By what the digests of then say, and not sealed over."""
    store.close()
    _take_back(record_url, update(UnitRow).where(UnitRow.c.code == CITY.code).values(name="Other"))
    upgrade(record_url, SEAL_KEY)

    told = audited(record_url, SEAL_KEY).faults
    assert [fault.partition(" is not as")[0].rpartition(": ")[2] for fault in told] == [
        f'unit ["{CITY.code}","0001-01-01"]'
    ] * 2


@pytest.mark.parametrize(("key", "reason"), [(None, WITHOUT_KEY), (OTHER_KEY, ANOTHER_KEY)])
def test_without_the_key_rows_are_counted_and_not_compared(
    store: SqlStore, record_url: str, key: bytes | None, reason: str
) -> None:
    """That nothing could be compared is told; what is missing, or breaks the chain, is told none the less."""
    tamper(store, update(UnitRow).values(name="Other"))
    found = audited(record_url, key)
    assert (found.faults, found.uncompared) == ((), reason)

    tamper(store, delete(OfficialRow).where(OfficialRow.c.number == "P1"))
    (told,) = audited(record_url, key).faults
    assert told.startswith('official ["P1"] is missing')


def test_with_another_key_nothing_is_written(store: SqlStore, record_url: str) -> None:
    """Neither at a start nor by an act: the operator hears what to do."""
    for key, fault in ((OTHER_KEY, RecordUnusable), (None, LookupError)):
        other = open_store(record_url, key)
        with pytest.raises(fault), other.act() as record:
            record.ledger.append(entry("in another's name"))
        other.close()
    with pytest.raises(RecordUnusable, match="emulation record reseal"):
        upgrade(record_url, OTHER_KEY)

    assert audit(store).faults == ()


@pytest.mark.parametrize("mac", ["", "borrowed", "own"])
def test_a_row_that_somebody_appended_stops_the_next_act(store: SqlStore, mac: str) -> None:
    """Nothing is built on what was sealed without the key, and the audit names the row."""
    with write_transaction(store._engine) as connection:
        last = connection.execute(select(LedgerRow).order_by(LedgerRow.c.number.desc()).limit(1)).one()
        new = {"number": last.number + 1, "seal": seal(last.number + 1, last.seal, last.body)}
        macs = {"": "", "borrowed": last.mac, "own": mac_of(new["seal"], OTHER_KEY)}
        row = {**new, "unit": last.unit, "body": last.body, "previous": last.seal, "mac": macs[mac]}
        connection.execute(insert(LedgerRow), row)
        connection.execute(update(LedgerHeadRow).values(new))

    with pytest.raises(RecordUnusable, match=f"The last sealed row, {last.number + 1},"), store.act() as record:
        record.ledger.append(entry("after it"))
    assert audit(store).faults[0] == f"row {last.number + 1} was not sealed with the office's key"


def test_a_record_is_sealed_with_another_key_once_and_says_so(store: SqlStore, record_url: str) -> None:
    """Noted seals hold on; what is wrong without a key is told for ever; the former key is another one from then on."""
    tamper(store, delete(OfficialRow).where(OfficialRow.c.number == "P1"))
    before = audit(store)
    store.close()
    assert [reseal(record_url, OTHER_KEY), reseal(record_url, OTHER_KEY)] == [True, False]

    found = audited(record_url, OTHER_KEY)
    assert (found.uncompared, found.rows, len(found.resealed)) == ("", before.rows + 1, 1)
    assert [fault.partition(" is missing")[0].rpartition(": ")[2] for fault in found.faults] == ['official ["P1"]'] * 2
    assert audited(record_url, SEAL_KEY).uncompared == ANOTHER_KEY


def test_an_older_record_is_not_sealed_anew_before_it_is_upgraded(store: SqlStore, record_url: str) -> None:
    """It has no place for it yet."""
    store.close()
    _take_back(record_url)
    assert migrations.HEAD != "0010"
    with pytest.raises(RecordUnusable, match="emulation record upgrade"):
        reseal(record_url, OTHER_KEY)


def test_a_record_that_was_sealed_by_a_key_is_not_taken_for_an_older_one(store: SqlStore, record_url: str) -> None:
    """Or whoever has the database alone would have it sealed by the next start, whatever they had put there."""
    with write_transaction(store._engine) as connection:
        inspection = SqlInspection(connection, None)
        rows = {name: [[*json.loads(key), digest] for key, digest in inspection.rows(name)] for name in _DIGESTED}
        inspection.close()
        last = connection.execute(select(LedgerRow).order_by(LedgerRow.c.number.desc()).limit(1)).one()
        body = _text(json.loads(last.body) | {"facts": {"act": "forged", "rows": rows}})
        new = {"number": last.number + 1, "seal": seal(last.number + 1, last.seal, body)}
        row = {**new, "unit": last.unit, "body": body, "previous": last.seal, "mac": ""}
        connection.execute(insert(LedgerRow), row)
        connection.execute(update(LedgerHeadRow).values(new))
        _drop_macs(connection)
    store.close()

    with pytest.raises(RecordUnusable, match="somebody changed the database"):
        upgrade(record_url, SEAL_KEY)
    assert audited(record_url, SEAL_KEY).faults


def test_a_record_from_before_keys_is_not_taken_where_records_are_sealed_by_one(
    store: SqlStore, record_url: str, tmp_path: Path
) -> None:
    """The whole chain made anew without a key, and a version to go with it: told by what stands outside the record."""
    since = SealedSince(tmp_path / "sealed-since")
    tamper(store, update(OfficialRow).where(OfficialRow.c.number == "C1").values(email="x@else.example"))
    store.close()
    upgrade(record_url, SEAL_KEY, lambda: NOON, since=since)
    assert (since.day(), since.path.stat().st_mode & 0o777) == (NOON.date(), 0o600)
    upgrade(record_url, SEAL_KEY, lambda: NOON + timedelta(days=1), since=since)
    assert since.day() == NOON.date()
    _take_back(record_url)

    with pytest.raises(RecordUnusable, match=r"\(0010\), but .*sealed-since says .* since 2020-02-10: .* remove that"):
        upgrade(record_url, SEAL_KEY, since=since)
    with pytest.raises(RecordUnusable):
        upgrade(record_url, SEAL_KEY, since=since)

    # Elsewhere, where no start has noted it yet, it is taken: where it was noted, the audit tells.
    upgrade(record_url, SEAL_KEY, lambda: NOON + timedelta(days=2), since=SealedSince(tmp_path / "elsewhere"))
    store = open_store(record_url)
    assert audit(store, sealed_since=SealedSince(tmp_path / "elsewhere").day()).faults == ()
    (told,) = audit(store, sealed_since=since.day()).faults
    assert told == (
        "the record was taken for one from before seals had a key at the upgrade of 2020-02-12, but it is sealed by "
        "one since 2020-02-10: it may have been forged whole"
    )
    store.close()


def test_whoever_puts_back_a_backup_from_before_keys_says_so(store: SqlStore, record_url: str, tmp_path: Path) -> None:
    """By removing the file: the next start takes the record and notes its day."""
    since = SealedSince(tmp_path / "sealed-since")
    store.close()
    upgrade(record_url, SEAL_KEY, lambda: NOON, since=since)
    _take_back(record_url)
    since.path.unlink()
    upgrade(record_url, SEAL_KEY, lambda: NOON + timedelta(days=2), since=since)
    store = open_store(record_url)
    assert (since.day(), audit(store, sealed_since=since.day()).faults) == (NOON.date() + timedelta(days=2), ())
    store.close()


@pytest.mark.parametrize(
    "spoil",
    [
        "DROP TABLE alembic_version",
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES ('0003')",
        "UPDATE alembic_version SET version_num = '0011'",
    ],
)
def test_a_record_that_does_not_say_its_version_is_left_alone(store: SqlStore, record_url: str, spoil: str) -> None:
    """The operator hears what is wrong, not what the database makes of it."""
    before = audit(store)
    tamper(store, text(spoil))
    store.close()
    with pytest.raises(RecordUnusable, match="does not say rightly of which version its tables are") as refused:
        upgrade(record_url, SEAL_KEY)
    assert "put back a backup" in str(refused.value)
    assert audited(record_url, SEAL_KEY).seal == before.seal


def test_rows_that_give_authority_bear_their_digest_after_an_upgrade(store: SqlStore, record_url: str) -> None:
    """And acts go on; one that was wrong before gets none, and nothing rests on it."""
    store.close()
    _take_back(record_url, update(OfficialRow).where(OfficialRow.c.number == "B1").values(email="x@else.example"))
    upgrade(record_url, SEAL_KEY)
    engine = open_engine(record_url)
    with read_transaction(engine) as connection:
        tables = (OfficialRow, UnitRow, PilotCaseRow, CodeIssueRow)
        without = {
            table.__tablename__: connection.execute(select(func.count()).where(table.c.mac.is_(None))).scalar()
            for table in tables
        }
    engine.dispose()
    assert without == {"official": 1, "unit": 0, "pilot_case": 0, "code_issue": 0}
    store = open_store(record_url)
    with pytest.raises(RecordAltered, match=r'^official \["B1"\]'), store.act() as record:
        record.register.official("B1")
    with store.act() as record:
        assert record.register.official("C1") is not None
    store.close()

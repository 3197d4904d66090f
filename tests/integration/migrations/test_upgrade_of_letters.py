"""A record of a version before letters bore digests, and before sealed rows said by what rows are found."""

import asyncio
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, inspect, select, text, update

from emulation_workflow.adapters.record.engine import write_transaction
from emulation_workflow.adapters.record.migration import upgrade
from emulation_workflow.adapters.record.revisions import make_tables
from emulation_workflow.adapters.record.sql import UnitOfWork
from emulation_workflow.adapters.record.store import SqlStore, SqlTransaction
from emulation_workflow.adapters.record.tables.ledger import LedgerHeadRow, LedgerRow
from emulation_workflow.adapters.record.tables.mail import LetterRow
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.mail import DeliveryState, OutgoingLetter, Receipt, ReceiptState
from emulation_workflow.domain.record.ledger import GENESIS, mac_of, seal
from emulation_workflow.domain.record.plain_json import as_json
from emulation_workflow.office.approval.chain import decide, reissue
from emulation_workflow.office.audit import audit
from emulation_workflow.office.delivery.delivery import DeliveryReport, deliver
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from tests.support.builders import CITY
from tests.support.offices import CHAIR, NOON, FakeClock, answer, bring_to_opinion, letters, open_office
from tests.support.servers.by_hand import by_hand, put_back, take_away
from tests.support.servers.databases import SEAL_KEY, open_store

VERSIONS = ("0013", "0012")

_LATER = ("groups", "all_of", "entries")
"""What sealed rows of then did not say."""

TO_ELSEWHERE = "UPDATE letter_recipient SET email = 'x@else.example' WHERE letter IN (SELECT number FROM letter WHERE "


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@cache
def later_columns(version: str) -> frozenset[tuple[str, str]]:
    """Return the columns, with their tables, that came after this version."""
    then, now = _columns(version), _columns("head")
    return frozenset((table, column) for table, column in now - then if table in dict(then))


@cache
def later_tables(version: str) -> frozenset[str]:
    """Return the tables that came after this version."""
    then, now = _columns(version), _columns("head")
    return frozenset({table for table, _ in now} - {table for table, _ in then})


def _columns(version: str) -> frozenset[tuple[str, str]]:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        make_tables(connection, version)
        tables = inspect(connection)
        return frozenset(
            (name, column["name"]) for name in tables.get_table_names() for column in tables.get_columns(name)
        )


def older(connection: Connection, version: str) -> None:
    """Make the record what this version left: letters with the seal of then, or none, and rows without groups."""
    work = UnitOfWork(connection, SEAL_KEY)
    record = SqlTransaction(work, key=SEAL_KEY)
    of_then = {"envelope_mac": None, "words_mac": None if version == "0012" else "the digest of then"}
    work.write(update(LetterRow).where(LetterRow.c.facts.is_(None)), of_then)
    work.write(update(LetterRow).where(LetterRow.c.facts.is_not(None)), {"envelope_mac": None, "words_mac": None})
    record.ledger.close(lambda: NOON)
    previous = GENESIS
    for row in connection.execute(select(LedgerRow).order_by(LedgerRow.c.number)).all():
        body = json.loads(row.body)
        body["facts"] = {name: said for name, said in body["facts"].items() if name not in _LATER}
        for of_table in body["facts"].get("rests_on", {}).values():
            of_table[:] = [of_row for of_row in of_table if of_row[-1] is not None]
        new: dict[str, Any] = {"body": as_json(body), "previous": previous}
        new["seal"] = previous = seal(row.number, previous, new["body"])
        new["mac"] = mac_of(previous, SEAL_KEY)
        connection.execute(update(LedgerRow).where(LedgerRow.c.number == row.number).values(new))
    connection.execute(update(LedgerHeadRow).values(seal=previous))
    for table, column in later_columns(version):
        connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {column}"))
    for table in later_tables(version):
        connection.execute(text(f"DROP TABLE {table}"))
    connection.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))


class Server:
    """A mail server that takes every letter."""

    async def send(self, letter: OutgoingLetter, **rest: Any) -> Sequence[Receipt]:
        del rest
        return [Receipt(email=email, state=ReceiptState.ACCEPTED, code=250, words="OK") for email in letter.pending]


def delivered(office: Office) -> DeliveryReport:
    return asyncio.run(deliver(office, Server(), link_of=lambda _: "", owner="delivery"))


def upgraded(store: SqlStore, url: str, version: str, clock: FakeClock, *changes: str) -> Office:
    """Return an office on a record of this version, with a letter in words, which was changed and then upgraded."""
    office = open_office(store, clock=clock)
    bring_to_opinion(office)
    assert render_pending_letters(office) == 0
    reissue(office, CITY.code)
    with write_transaction(store._engine) as connection:
        older(connection, version)
    by_hand(office, *changes)
    store.close()
    upgrade(url, SEAL_KEY, lambda: NOON)
    office = Office(
        store=open_store(url),
        campaign=office.campaign,
        clock=clock,
        renderer=office.renderer,
        calendar=office.calendar,
        secret=office.secret,
    )
    clock.go_on(minutes=5)
    return office


def test_letters_of_before_are_sent_after_an_upgrade(store: SqlStore, record_url: str, version: str) -> None:
    """Those in words and those that were not yet; one that was sent before can be sent again."""
    clock = FakeClock()
    office = upgraded(store, record_url, version, clock)
    assert audit(office.store).faults == ()
    states = {letter.state for letter in letters(office, CITY)}
    assert DeliveryState.WAITING in states
    report = delivered(office)
    assert (report.refused, report.unworded, bool(report.sent)) == (0, 0, True)
    assert decide(office, CITY.code, answer(office, CITY, CHAIR, Act.AGREE)).applied
    assert audit(office.store).faults == ()
    office.store.close()  # type: ignore[attr-defined]  # it is the one on SQL


@pytest.mark.parametrize("is_in_words", [True, False])
def test_a_letter_that_was_redirected_before_the_upgrade_is_withheld(
    store: SqlStore, record_url: str, version: str, *, is_in_words: bool
) -> None:
    """What was wrong before is not sealed anew."""
    which = "kind = 'plan_received'" if is_in_words else "facts IS NOT NULL"
    office = upgraded(store, record_url, version, FakeClock(), f"{TO_ELSEWHERE}{which})")
    assert audit(office.store).faults
    assert delivered(office).sent
    recipients = [(letter.state, who.email) for letter in letters(office, CITY) for who in letter.to]
    assert {state for state, email in recipients if email == "x@else.example"} <= {
        DeliveryState.REFUSED,
        DeliveryState.VOID,
    }
    office.store.close()  # type: ignore[attr-defined]  # it is the one on SQL


def test_rows_of_before_that_are_taken_away_are_missed_after_an_upgrade(
    store: SqlStore, record_url: str, version: str
) -> None:
    """The upgrade seals by what they are found, for no act of before has said it."""
    office = upgraded(store, record_url, version, FakeClock())
    held = take_away(office, "code_issue", where="official = 'C1' AND NOT void AND NOT used")
    reissue(office, CITY.code)
    put_back(office, held)
    (told,) = audit(office.store).faults
    assert "was not found as it had been sealed by" in told
    office.store.close()  # type: ignore[attr-defined]  # it is the one on SQL

"""How often an act asks the database: a round trip each, which on another machine is most of the act's time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, event

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.office.approval.chain import decide
from tests.support.builders import CITY
from tests.support.offices import CHAIR, HEAD, answer, chain_faults, letters, open_office, submit

MOST = {"submit": 9, "endorse": 7, "agree": 7}
BEGIN = ("BEGIN", "SET TRANSACTION", "SELECT pg_advisory_xact_lock")
"""How a transaction begins: part of no question."""


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements executed meanwhile; several rows in one statement are one."""
    statements: list[str] = []

    def collect(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        del connection, cursor, rest
        if not statement.startswith(BEGIN):
            statements.append(statement)

    event.listen(Engine, "before_cursor_execute", collect)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", collect)


def test_an_act_of_the_chain_asks_the_database_nine_times_at_most(store: SqlStore) -> None:
    """Submitting, endorsing and agreeing read the case in one statement and write each kind of row in one."""
    office = open_office(store)
    acts: Sequence[tuple[str, Callable[[], Any]]] = (
        ("submit", lambda: submit(office, CITY)),
        ("endorse", lambda: decide(office, CITY.code, endorsement)),
        ("agree", lambda: decide(office, CITY.code, agreement)),
    )
    counts: dict[str, list[str]] = {}
    for name, act in acts:
        if name == "endorse":
            endorsement = answer(office, CITY, HEAD, Act.ENDORSE)
        if name == "agree":
            agreement = answer(office, CITY, CHAIR, Act.AGREE)
        with counted() as counts[name]:
            act()

    assert {name: len(statements) for name, statements in counts.items()} == MOST, counts
    assert len(letters(office, CITY)) == 8
    assert chain_faults(office) == []

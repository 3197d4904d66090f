"""A letter with a code goes to the address that the code was issued for, or to nobody."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import text

from emulation_workflow.adapters.record.engine import write_transaction
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.domain.mail import OutgoingLetter, Receipt, ReceiptState
from emulation_workflow.office.approval import chain
from emulation_workflow.office.delivery.delivery import deliver
from emulation_workflow.office.office import Office
from tests.support.builders import PILOT_ENTERPRISE
from tests.support.offices import HEAD, answer, code_of, sealed_acts, submit

DIVERT = """UPDATE letter_recipient SET email = 'x@else.example'
 WHERE email = :email AND letter IN (SELECT number FROM letter WHERE code_ref <> '')"""

REDIRECT = "UPDATE code_issue SET address = :email WHERE official = :number"


class Server:
    """A mail server that takes every letter, and keeps where it went, and with which code."""

    def __init__(self) -> None:
        self.took: list[str] = []
        self.codes: dict[str, str] = {}

    async def send(
        self, letter: OutgoingLetter, *, code: Callable[[str], str] | None, **rest: Any
    ) -> Sequence[Receipt]:
        del rest
        self.took += letter.pending
        if code is not None:
            self.codes |= dict.fromkeys(letter.pending, code(Act.ENDORSE))
        return [Receipt(email=email, state=ReceiptState.ACCEPTED, code=250, words="OK") for email in letter.pending]


def delivered(office: Office) -> list[str]:
    return delivered_by(Server(), office).took


def delivered_by(server: Server, office: Office) -> Server:
    asyncio.run(deliver(office, server, link_of=lambda _: "", owner="delivery"))
    return server


@pytest.mark.parametrize("is_put_back", [False, True])
def test_a_code_is_sent_nowhere_else_with_all_its_rows_changed(office: Office, *, is_put_back: bool) -> None:
    """Not even where what the code was issued for was changed with the letter; nothing is judged by what is changed."""
    submit(office, PILOT_ENTERPRISE)
    chain.assign_run(office, PILOT_ENTERPRISE.code, "11111111-1111-1111-1111-111111111111")
    assert isinstance(office.store, SqlStore)
    code = code_of(office, PILOT_ENTERPRISE, HEAD, Act.ENDORSE)
    with write_transaction(office.store._engine) as connection:
        connection.execute(text(DIVERT), {"email": HEAD.email})
        connection.execute(text(REDIRECT), {"number": HEAD.number, "email": "x@else.example"})
    assert "x@else.example" not in delivered(office)
    if is_put_back:
        with write_transaction(office.store._engine) as connection:
            connection.execute(text(REDIRECT), {"number": HEAD.number, "email": HEAD.email})

    given = answer(office, PILOT_ENTERPRISE, HEAD, Act.ENDORSE, code=code)
    if is_put_back:
        assert chain.decide(office, PILOT_ENTERPRISE.code, given).applied
    else:
        with pytest.raises(RecordAltered):
            chain.decide(office, PILOT_ENTERPRISE.code, given)


def test_a_code_whose_own_address_was_changed_stops_no_other_letter(office: Office) -> None:
    """The letter is withheld, once; what was changed is told."""
    submit(office, PILOT_ENTERPRISE)
    chain.assign_run(office, PILOT_ENTERPRISE.code, "11111111-1111-1111-1111-111111111111")
    assert isinstance(office.store, SqlStore)
    with write_transaction(office.store._engine) as connection:
        connection.execute(text(REDIRECT), {"number": HEAD.number, "email": "x@else.example"})
    server = delivered_by(Server(), office)
    assert server.took
    assert HEAD.email not in server.codes
    items = office.read(lambda record: record.board_list.items())
    assert [item.params["table"] for item in items if item.kind is ItemKind.ROW_ALTERED] == ["code_issue"]
    assert delivered(office) == []


def test_a_code_goes_to_no_other_address(office: Office) -> None:
    """The letter is not sent, the code counts no more, and the Board and the record are told."""
    submit(office, PILOT_ENTERPRISE)
    chain.assign_run(office, PILOT_ENTERPRISE.code, "11111111-1111-1111-1111-111111111111")
    assert isinstance(office.store, SqlStore)
    with write_transaction(office.store._engine) as connection:
        changed = connection.execute(text(DIVERT), {"email": HEAD.email}).rowcount
    assert changed == 1

    took = delivered(office)

    assert "x@else.example" not in took
    issued = office.read(lambda record: record.cases.codes(PILOT_ENTERPRISE.code))
    assert [code.is_live for code in issued if code.official == HEAD.number] == [False]
    items = office.read(lambda record: record.board_list.items())
    assert [item.params["email"] for item in items if item.kind is ItemKind.CODE_ELSEWHERE] == ["x@else.example"]
    assert sealed_acts(office)[-1]["what"] == "code_withheld"


def test_a_code_goes_to_the_address_it_is_for(office: Office) -> None:
    """Whatever is not changed is sent."""
    submit(office, PILOT_ENTERPRISE)
    chain.assign_run(office, PILOT_ENTERPRISE.code, "11111111-1111-1111-1111-111111111111")
    assert HEAD.email in delivered(office)

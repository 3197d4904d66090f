"""The mailbox, the opening and the Board's list as runs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect.client.schemas.objects import State

from emulation_workflow import bootstrap
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.registers.consistency import UnitAddress
from emulation_workflow.messages.screens import mail as words
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_addresses, import_officials
from flows.mail.mailbox_reading import mailbox_reading
from flows.obligations.board_list import ClosingForm, board_list, item_closing
from flows.obligations.opening import OpeningForm, opening
from flows.running import context
from tests.support.mailing import message, sent
from tests.support.offices import CLERK
from tests.support.servers.imap_server import ImapServer, imap_server
from tests.support.servers.programs import needs_program

pytestmark = pytest.mark.usefixtures("prefect_server")

UNIT, ADDRESS = "610", "ubnd.dakglei@kontum.example"


@pytest.fixture
def addressed(office: Office) -> Office:
    """One unit has an address; the others have none."""
    import_addresses(office, [UnitAddress(code=UNIT, email=ADDRESS)], dry_run=False)
    return office


@pytest.fixture
def server() -> Iterator[ImapServer]:
    with imap_server(needs_program("dovecot")) as running:
        yield running


@pytest.fixture
def mailbox(server: ImapServer, monkeypatch: pytest.MonkeyPatch) -> ImapServer:
    """The office's settings lead to the server."""
    account = server.account()
    given = {"host": account.host, "port": account.port, "username": account.username, "password": account.password}
    for name, value in {**given, "ca_file": account.ca_file}.items():
        monkeypatch.setenv(f"EMULATION_MAILBOX_{name.upper()}", str(value))
    bootstrap.settings.cache_clear()
    context.settings.cache_clear()
    assert context.settings().has_mailbox
    return server


def said(state: State[Any]) -> str:
    return state.message or ""


def letters(office: Office, kind: LetterKind) -> list[str]:
    with office.store.look() as record:
        return [letter.unit for letter in record.letters.statuses(kind=kind)]


async def open_it(*, preview: bool = False) -> State[Any]:
    return await opening(OpeningForm(preview=preview), return_state=True)


async def test_without_a_mailbox_the_run_does_nothing_and_says_so() -> None:
    """The mailbox is optional: staff lay files in the intake folder."""
    assert said(await mailbox_reading(return_state=True)) == words.NO_MAILBOX


async def test_opening_is_shown_first_and_done_once(addressed: Office) -> None:
    """A preview writes nothing; run again, nobody is written to twice; who has no address is on the Board's list."""
    foreseen = said(await open_it(preview=True))
    assert "Sẽ gửi 1 thư" in foreseen
    assert letters(addressed, LetterKind.CAMPAIGN_OPENED) == []

    assert "gửi 1 thư, 0 đơn vị đã có thư từ trước" in said(await open_it())
    assert "gửi 0 thư, 1 đơn vị đã có thư từ trước" in said(await open_it())
    assert letters(addressed, LetterKind.CAMPAIGN_OPENED) == [UNIT]
    with addressed.store.look() as record:
        assert {item.kind.value for item in record.board_list.items()} - {"delivery_stopped"} == {"no_address"}


@pytest.mark.dovecot
async def test_a_reply_with_a_form_is_received_and_a_second_reading_finds_nothing(
    addressed: Office, mailbox: ImapServer, samples: Path
) -> None:
    """From the letter to the unit, by its reply, to the plan in the record."""
    await open_it()
    plan = (samples / "plans" / "610_huyen_dak_glei.yaml").read_bytes()
    with addressed.store.look() as record:
        (opened,) = record.letters.statuses(kind=LetterKind.CAMPAIGN_OPENED)
    reply = addressed.campaign.letters.reply_to
    sent = message("reply_by_tag", unit=ADDRESS, reply=reply, form=plan).replace(b"phieu.xlsx", b"phieu.yaml")
    mailbox.deliver(sent.replace(b"MIME-Version", f"In-Reply-To: {opened.message_id}\r\nMIME-Version".encode(), 1))

    first = said(await mailbox_reading(return_state=True))
    second = said(await mailbox_reading(return_state=True))

    assert first.startswith("Đã đọc 1 thư mới: 1 thư có phiếu được tiếp nhận")
    assert second.startswith("Đã đọc 0 thư mới")
    assert letters(addressed, LetterKind.PLAN_RECEIVED) == [UNIT]


@pytest.mark.dovecot
@pytest.mark.usefixtures("addressed", "mailbox")
async def test_a_mailbox_that_cannot_be_reached_fails_the_run_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next reading tries again."""
    await open_it()
    monkeypatch.setenv("EMULATION_MAILBOX_PASSWORD", "wrong")
    bootstrap.settings.cache_clear()
    context.settings.cache_clear()
    state = await mailbox_reading(return_state=True)
    assert (state.is_failed(), said(state)) == (True, words.MAILBOX_AWAY)


async def test_staff_close_an_item_with_name_and_note(addressed: Office) -> None:
    """Without them, for a number that is none, or in a name that nobody bears, it stays open and the run says why.

    Each refusal leaves a row; whoever is named is told, and that it was by the form.
    """
    import_officials(addressed, [CLERK], dry_run=False)
    await open_it()
    with addressed.store.look() as record:
        count = len(record.board_list.items())
    refused = await item_closing(ClosingForm(number="1", by="", note=""), return_state=True)
    assert "Chưa ghi người xử lý" in said(refused)
    unknown = await item_closing(ClosingForm(number="một", by="R1", note="x"), return_state=True)
    assert "Không có việc số một" in said(unknown)
    nobody = await item_closing(ClosingForm(number="1", by="Đào Thị Không", note="x"), return_state=True)
    assert "ghi mã số hoặc họ tên như trong danh sách" in said(nobody)
    await item_closing(ClosingForm(number="1", by=CLERK.name, note="Đã bổ sung địa chỉ"), return_state=True)
    assert said(await board_list(return_state=True)) == words.LISTED.format(count=count - 1)
    with addressed.store.look() as record:
        rows = [json.loads(row.body) for row in record.ledger.entries()]
    told = [row for row in rows if row["what"] == "item_closing"]
    assert [(row["kind"], row["facts"]["claimed"]) for row in told] == [
        ("refused", ""),
        ("refused", "R1"),
        ("refused", "Đào Thị Không"),
    ]
    [closed] = [row for row in rows if row["what"] == "item_closed"]
    assert (closed["actor"], closed["facts"]["claimed"], closed["channel"]) == ("unknown", "R1", "run_form")
    assert [letter.to[0].email for letter in sent(addressed, LetterKind.ACT_RECORDED)] == [CLERK.email]

"""The catcher as the mail server that letters are sent to by default."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from emulation_workflow.adapters.mail.catcher import run_catcher
from emulation_workflow.adapters.mail.catcher.folder import CaughtMail
from emulation_workflow.adapters.mail.smtp import SmtpAccount, SmtpMailer
from emulation_workflow.domain.mail.letters import Addressee, ReceiptState
from tests.support.samples.letters import at_once, outgoing

NOW = datetime(2020, 3, 12, 8, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SIGN_IN = "Basic YmFuOm1hdC1raGF1"
BOARD = Addressee(name="Ban Thi đua", email="ban@tinh.example")


@pytest.fixture
async def ports(tmp_path: Path) -> AsyncIterator[tuple[int, int]]:
    """A running catcher: its SMTP port and the port of its page."""
    ready: asyncio.Future[tuple[int, int]] = asyncio.get_running_loop().create_future()
    catcher = asyncio.create_task(
        run_catcher(0, 0, tmp_path, now=lambda: NOW, sign_in=SIGN_IN, on_ready=lambda *at: ready.set_result(at))
    )
    yield await ready
    catcher.cancel()
    with suppress(asyncio.CancelledError):
        await catcher


async def test_letters_sent_to_it_are_kept_and_shown(ports: tuple[int, int], tmp_path: Path) -> None:
    """It speaks real SMTP, keeps what it got as .eml and shows it on its page."""
    smtp, web = ports
    async with SmtpMailer(SmtpAccount(host="127.0.0.1", port=smtp), sender=BOARD, reply_to=BOARD.email) as mailer:
        receipts = await asyncio.gather(
            *(
                mailer.send(outgoing("a@b.vn", "c@d.vn"), code=None, run_link="", date=NOW, may_leave=at_once)
                for _ in range(20)
            )
        )
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{web}", trust_env=False) as browser:
        assert (await browser.get("/")).status_code == 401
        page = (await browser.get("/", headers={"Authorization": SIGN_IN})).text

    assert {receipt.state for letter in receipts for receipt in letter} == {ReceiptState.ACCEPTED}
    assert [message.recipients for message in CaughtMail(tmp_path).newest()] == [("a@b.vn", "c@d.vn")] * 20
    assert page.count("V/v đã nhận Kế hoạch") == 20


async def test_the_text_comes_out_as_it_was_written(ports: tuple[int, int], tmp_path: Path) -> None:
    """Lines that begin with a dot survive the way through SMTP."""
    async with SmtpMailer(SmtpAccount(host="127.0.0.1", port=ports[0]), sender=BOARD, reply_to=BOARD.email) as mailer:
        await mailer.send(outgoing("a@b.vn"), code=None, run_link="", date=NOW, may_leave=at_once)

    assert CaughtMail(tmp_path).body(1, "text/plain") == "Kính gửi: đơn vị.\r\n.\r\n"


async def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    """It shows one-time codes: an address that others reach is refused."""
    with pytest.raises(ValueError, match="this machine alone"):
        await run_catcher(0, 0, tmp_path, now=lambda: NOW, sign_in=SIGN_IN, host="0.0.0.0")


async def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    """Another server on the port is a plain error, not a catcher that catches nothing."""
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(OSError, match="in use"):
        await run_catcher(other.getsockname()[1], 0, tmp_path, now=lambda: NOW, sign_in=SIGN_IN)

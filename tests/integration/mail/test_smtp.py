"""Real SMTP conversations with a server that follows a script."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

import pytest

from emulation_workflow.adapters.mail.smtp import SmtpAccount, SmtpMailer
from emulation_workflow.domain.mail.letters import Addressee, Receipt, ReceiptState
from emulation_workflow.stack.addresses import answers
from tests.support.patience import PATIENCE, wait_for
from tests.support.samples.letters import at_once, outgoing
from tests.support.servers.certificates import self_signed
from tests.support.servers.programs import needs_program
from tests.support.servers.smtp_server import BODY, CLOSE, GREETING, HANG, ScriptedServer

SENDER = Addressee(name="Ban Thi đua - Khen thưởng tỉnh Mẫu", email="ban@mau.example.vn")
NOW = datetime(2020, 3, 12, 1, 0, tzinfo=UTC)
ONE, TWO = "mot@example.vn", "hai@example.vn"


def mailer_for(port: int, **changes: object) -> SmtpMailer:
    account = SmtpAccount(**{"host": "127.0.0.1", "port": port, "timeout": PATIENCE, "connections": 2, **changes})  # type: ignore[arg-type]  # fields by name, of any type
    return SmtpMailer(account, sender=SENDER, reply_to="ban@mau.example.vn")


async def sent(server: ScriptedServer, *emails: str, **changes: object) -> dict[str, Receipt]:
    async with server, mailer_for(server.port, **changes) as mailer:
        receipts = await mailer.send(
            outgoing(*emails), code=None, run_link="http://127.0.0.1/v2/", date=NOW, may_leave=at_once
        )
    return {receipt.email: receipt for receipt in receipts}


async def sent_by_script(replies: dict[str, str]) -> dict[str, Receipt]:
    """Send a letter to a server that answers so; where it hangs, with a time limit that all before that fits into."""
    if HANG not in replies.values():
        return await sent(ScriptedServer(replies=replies), ONE)
    for timeout in (0.5, 5, 50):
        server = ScriptedServer(replies=replies)
        receipts = await sent(server, ONE, timeout=timeout)
        if server.hung:
            return receipts
    raise AssertionError("the server was never asked what it does not answer")


def states(receipts: dict[str, Receipt]) -> dict[str, ReceiptState]:
    return {email: receipt.state for email, receipt in receipts.items()}


async def test_a_letter_the_server_takes_is_accepted_for_each_recipient() -> None:
    """Only the server's 250 after the body counts as sent."""
    server = ScriptedServer()

    receipts = await sent(server, ONE, TWO)

    assert states(receipts) == {ONE: ReceiptState.ACCEPTED, TWO: ReceiptState.ACCEPTED}
    assert [message.recipients for message in server.taken] == [(ONE, TWO)]
    assert server.taken[0].sender == SENDER.email


@pytest.mark.parametrize(
    ("replies", "state", "code"),
    [
        pytest.param({GREETING: "421 busy"}, ReceiptState.RETRY, 421, id="greeting 421"),
        pytest.param({GREETING: "554 no service here"}, ReceiptState.RETRY, 554, id="greeting 554"),
        pytest.param({GREETING: CLOSE}, ReceiptState.RETRY, 0, id="greeting cut"),
        pytest.param({GREETING: HANG}, ReceiptState.RETRY, 0, id="greeting hangs"),
        pytest.param({GREETING: "chào mừng"}, ReceiptState.RETRY, 0, id="greeting malformed"),
        pytest.param({"MAIL": "421 closing"}, ReceiptState.RETRY, 421, id="sender 421"),
        pytest.param({"MAIL": "452 no room"}, ReceiptState.RETRY, 452, id="sender 452"),
        pytest.param({"MAIL": "550 who are you"}, ReceiptState.RETRY, 550, id="sender 550"),
        pytest.param({"MAIL": CLOSE}, ReceiptState.RETRY, 0, id="cut at the sender"),
        pytest.param({"RCPT": "450 greylisted"}, ReceiptState.RETRY, 450, id="recipient 450"),
        pytest.param({"RCPT": "421 closing"}, ReceiptState.RETRY, 421, id="recipient 421"),
        pytest.param({"RCPT": "550 no such user"}, ReceiptState.REFUSED, 550, id="recipient 550"),
        pytest.param({"RCPT": CLOSE}, ReceiptState.RETRY, 0, id="cut at the recipient"),
        pytest.param({"RCPT": "hm"}, ReceiptState.RETRY, 0, id="recipient malformed"),
        pytest.param({"DATA": "451 later"}, ReceiptState.RETRY, 451, id="data 451"),
        pytest.param({"DATA": "554 no"}, ReceiptState.REFUSED, 554, id="data 554"),
        pytest.param({"DATA": CLOSE}, ReceiptState.RETRY, 0, id="cut before the 354"),
        pytest.param({"DATA": HANG}, ReceiptState.RETRY, 0, id="no 354 ever"),
        pytest.param({"DATA": "hm"}, ReceiptState.RETRY, 0, id="data malformed"),
        pytest.param({"DATA": "250 odd"}, ReceiptState.RETRY, 250, id="data out of turn"),
        pytest.param({BODY: "451 disk"}, ReceiptState.RETRY, 451, id="body 451"),
        pytest.param({BODY: "421 closing"}, ReceiptState.RETRY, 421, id="body 421"),
        pytest.param({BODY: "552 too big"}, ReceiptState.REFUSED, 552, id="body 552"),
        pytest.param({BODY: CLOSE}, ReceiptState.IN_DOUBT, 0, id="cut after the body"),
        pytest.param({BODY: HANG}, ReceiptState.IN_DOUBT, 0, id="no word after the body"),
        pytest.param({BODY: "hm"}, ReceiptState.IN_DOUBT, 0, id="malformed after the body"),
    ],
)
async def test_what_breaks_before_the_body_is_tried_again_and_after_it_is_in_doubt(
    replies: dict[str, str], state: ReceiptState, code: int
) -> None:
    """A letter in doubt is never silently sent again; one that was not sent is never given up for a lost line."""
    receipts = await sent_by_script(replies)

    assert (state, code) == (receipts[ONE].state, receipts[ONE].code)


async def test_one_refused_recipient_does_not_keep_the_letter_from_the_other() -> None:
    """Status is per recipient."""
    server = ScriptedServer(replies={"RCPT": lambda line: "550 no such user" if ONE in line else "250 ok"})

    receipts = await sent(server, ONE, TWO)

    assert states(receipts) == {ONE: ReceiptState.REFUSED, TWO: ReceiptState.ACCEPTED}
    assert [message.recipients for message in server.taken] == [(TWO,)]


async def test_a_line_cut_between_recipients_keeps_the_refusal_and_retries_the_rest() -> None:
    """What the server has answered for one address stands; nobody has got the letter."""
    server = ScriptedServer(replies={"RCPT": ["550 no such user", CLOSE]})

    receipts = await sent(server, ONE, TWO)

    assert states(receipts) == {ONE: ReceiptState.REFUSED, TWO: ReceiptState.RETRY}


async def test_an_address_that_cannot_be_used_is_refused_without_a_connection() -> None:
    """A non-ASCII or broken address is a matter for staff; it is never tried again."""
    server = ScriptedServer()

    receipts = await sent(server, "đoàn@example.vn", "", "a@b@c.vn", "x@y.vn\r\nRCPT TO:<evil@example.vn>")

    assert set(states(receipts).values()) == {ReceiptState.REFUSED}
    assert server.connections == 0


async def test_a_port_where_nobody_listens_is_tried_again() -> None:
    """A server that is down loses no letter."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with mailer_for(port) as mailer:
        receipts = await mailer.send(outgoing(ONE), code=None, run_link="", date=NOW, may_leave=at_once)

    assert [receipt.state for receipt in receipts] == [ReceiptState.RETRY]


async def test_connections_are_kept_and_replaced_when_the_server_has_closed_them() -> None:
    """Several letters share a connection; a kept one that died in the meantime costs no letter an attempt."""
    async with ScriptedServer() as server, mailer_for(server.port, connections=1) as mailer:
        for _ in range(3):
            await mailer.send(outgoing(ONE), code=None, run_link="", date=NOW, may_leave=at_once)
        kept = server.connections
        for writer in list(server._writers):
            writer.transport.abort()
        await asyncio.sleep(0)
        receipts = await mailer.send(outgoing(ONE), code=None, run_link="", date=NOW, may_leave=at_once)

    assert (kept, server.connections) == (1, 2)
    assert [receipt.state for receipt in receipts] == [ReceiptState.ACCEPTED]
    assert len(server.taken) == 4


async def test_many_letters_go_over_no_more_connections_than_allowed() -> None:
    """`connections` is a limit, whatever the number of letters under way."""
    async with ScriptedServer() as server, mailer_for(server.port, connections=2) as mailer:
        await asyncio.gather(
            *(mailer.send(outgoing(ONE), code=None, run_link="", date=NOW, may_leave=at_once) for _ in range(12)),
        )

    assert (server.connections, len(server.taken)) == (2, 12)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("tls"))


def secure(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize(
    ("tags_replies", "expected"), [(True, b"ban+abc@mau.example.vn"), (False, b"ban@mau.example.vn")]
)
async def test_a_reply_address_is_tagged_where_tagged_mail_arrives(*, tags_replies: bool, expected: bytes) -> None:
    """Elsewhere the plain address stands, so that no answer is lost."""
    server = ScriptedServer()
    letter = replace(outgoing(ONE), reply_tag="abc")
    async with server:
        account = SmtpAccount(host="127.0.0.1", port=server.port, timeout=PATIENCE)
        async with SmtpMailer(
            account, sender=SENDER, reply_to="ban@mau.example.vn", tags_replies=tags_replies
        ) as mailer:
            await mailer.send(letter, code=None, run_link="", date=NOW, may_leave=at_once)
    assert b"Reply-To: " + expected in server.taken[0].message


@pytest.mark.parametrize(("security", "starts_in_tls"), [("starttls", False), ("tls", True)])
async def test_letters_go_over_tls_after_login(certificate: Path, security: str, *, starts_in_tls: bool) -> None:
    """STARTTLS or TLS and login, by settings; the name and password travel encrypted only."""
    server = ScriptedServer(tls=secure(certificate), starts_in_tls=starts_in_tls, login=("ban", "mật khẩu"))

    receipts = await sent(server, ONE, security=security, username="ban", password="mật khẩu", ca_file=str(certificate))

    assert states(receipts) == {ONE: ReceiptState.ACCEPTED}
    assert server.logins == [("ban", "mật khẩu")]


async def test_a_certificate_nobody_vouches_for_is_not_trusted(certificate: Path) -> None:
    """Certificates are verified; the password never goes to a stranger."""
    server = ScriptedServer(tls=secure(certificate), login=("ban", "x"))

    receipts = await sent(server, ONE, security="starttls", username="ban", password="x")

    assert states(receipts) == {ONE: ReceiptState.RETRY}
    assert (server.logins, server.received) == ([], [])


async def test_a_server_that_offers_no_tls_gets_nothing() -> None:
    """STARTTLS asked for is STARTTLS insisted upon."""
    server = ScriptedServer()

    receipts = await sent(server, ONE, security="starttls")

    assert states(receipts) == {ONE: ReceiptState.RETRY}
    assert server.received == []


async def test_a_wrong_password_is_for_the_operator_and_shows_nowhere(certificate: Path) -> None:
    """A refused login is tried again, and neither receipt nor account repr tells the password."""
    server = ScriptedServer(tls=secure(certificate), login=("ban", "right"))

    receipts = await sent(server, ONE, security="starttls", username="ban", password="s3cret", ca_file=str(certificate))

    assert states(receipts) == {ONE: ReceiptState.RETRY}
    assert "s3cret" not in repr(receipts)
    assert "s3cret" not in repr(SmtpAccount(host="h", port=1, security="tls", username="ban", password="s3cret"))


def test_a_password_is_never_sent_in_clear() -> None:
    """Login without TLS is refused before anything connects."""
    with pytest.raises(ValueError, match="clear"):
        SmtpAccount(host="mail.example.vn", port=25, username="ban", password="x")


@pytest.fixture
async def sink(tmp_path: Path) -> AsyncIterator[tuple[int, Callable[[], int]]]:
    """Postfix's smtp-sink, which keeps each message as a file: its port, and how many it holds."""
    program = needs_program("smtp-sink")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        program, "-u", getuser(), "-d", str(tmp_path / "%Y%m%d."), f"127.0.0.1:{port}", "32"
    )
    await asyncio.to_thread(wait_for, lambda: answers("127.0.0.1", port) or None, "smtp-sink to listen")
    yield port, lambda: len(list(tmp_path.iterdir()))
    process.terminate()
    await process.wait()


@pytest.mark.smtp_sink
async def test_a_server_of_another_make_takes_our_letters(sink: tuple[int, Callable[[], int]]) -> None:
    """Postfix's own sink accepts a batch over several connections."""
    port, kept = sink
    async with mailer_for(port, connections=4) as mailer:
        receipts = await asyncio.gather(
            *(mailer.send(outgoing(ONE, TWO), code=None, run_link="", date=NOW, may_leave=at_once) for _ in range(40)),
        )

    assert {receipt.state for letter in receipts for receipt in letter} == {ReceiptState.ACCEPTED}
    assert kept() == 40

"""What the catcher keeps and what it shows."""

from base64 import b64encode
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from httpx import ASGITransport, AsyncClient

from emulation_workflow.adapters.mail.catcher import TEMPLATES
from emulation_workflow.adapters.mail.catcher.folder import CaughtMail
from emulation_workflow.adapters.mail.catcher.pages import SHOWN, pages
from emulation_workflow.adapters.mail.message import build
from emulation_workflow.domain.mail.letters import Addressee, Enclosure
from tests.support.samples.letters import outgoing

NOW = datetime(2020, 3, 12, 8, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
SECRET = "abcde-fghjk"
BOARD = Addressee(name="Ban Thi đua - Khen thưởng", email="ban@tinh.example")


def keep(caught: CaughtMail, email: str = "mot@example.vn") -> int:
    message = build(outgoing(email), sender=BOARD, reply_to=BOARD.email, code=None, run_link="", date=NOW)
    return caught.keep(message, sender=BOARD.email, recipients=[email], at=NOW)


@pytest.fixture
def caught(tmp_path: Path) -> CaughtMail:
    return CaughtMail(tmp_path / "mail")


@pytest.fixture
def browser(caught: CaughtMail) -> AsyncClient:
    return signed_in(caught, ("ban", SECRET))


def signed_in(caught: CaughtMail, auth: tuple[str, str] | None) -> AsyncClient:
    shown = pages(caught, TEMPLATES, sign_in=f"Basic {b64encode(f'ban:{SECRET}'.encode()).decode()}")
    return AsyncClient(transport=ASGITransport(shown), base_url="http://127.0.0.1:8025", auth=auth)


def test_messages_are_numbered_files_that_hold_what_came(caught: CaughtMail, tmp_path: Path) -> None:
    """Every message is a file of its own, named in the order of arrival, with its envelope on top."""
    keep(caught)
    keep(caught, "hai@example.vn")

    assert sorted(path.name for path in (tmp_path / "mail").iterdir()) == ["000001.eml", "000002.eml"]
    assert [letter.recipients for letter in caught.newest()] == [("hai@example.vn",), ("mot@example.vn",)]
    assert caught.body(1, "text/html") == "<p>Kính gửi: đơn vị.</p>"


def test_a_message_is_never_written_over(caught: CaughtMail) -> None:
    """Another catcher on the same folder, or one that starts anew, goes on after what is there."""
    keep(caught)
    caught.path(2).write_text("somebody else's")

    assert keep(CaughtMail(caught.path(1).parent)) == 3
    assert caught.path(2).read_text() == "somebody else's"


def test_recipients_are_found_without_marks(caught: CaughtMail) -> None:
    """Search folds diacritics, in names and addresses."""
    keep(caught)
    keep(caught, "hai@example.vn")

    assert [letter.number for letter in caught.newest(search="uy ban NHAN dan")] == [2, 1]
    assert [letter.number for letter in caught.newest(search="hai@")] == [2]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\r\n",
        b"Subject: =?no-such-charset?b?x?=\r\nDate: yesterday\r\n\r\nhm",
        b"Content-Type: text/html; charset=none\r\nTo: \xff\xfe\r\n\r\n\xff",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n",
    ],
)
async def test_any_message_can_be_shown(caught: CaughtMail, browser: AsyncClient, content: bytes) -> None:
    """Whatever comes in is kept, and no page breaks over it."""
    number = caught.keep(content, sender="", recipients=["a@b.vn"], at=NOW)

    answers = [await browser.get(path) for path in ("/", f"/letters/{number}", f"/letters/{number}/html")]

    assert [answer.status_code for answer in answers] == [200] * 3


async def test_the_list_and_the_letter_are_shown_in_vietnamese(caught: CaughtMail, browser: AsyncClient) -> None:
    """List, search, letter and file, each at its address."""
    keep(caught)

    assert "V/v đã nhận Kế hoạch" in (await browser.get("/")).text
    assert "Không có thư nào gửi đến “xyz”" in (await browser.get("/", params={"to": "xyz"})).text
    assert "08:05 12/3/2020" in (await browser.get("/letters/1")).text
    assert (await browser.get("/letters/1/file")).content == caught.path(1).read_bytes()
    assert (await browser.get("/letters/2")).status_code == 404


async def test_what_is_enclosed_is_named_and_handed_out(caught: CaughtMail, browser: AsyncClient) -> None:
    """Under its Vietnamese name, byte by byte, and never shown by the browser itself."""
    sheet = Enclosure(name="Phiếu kế hoạch.xlsx", mime_type="text/html", content=b"<script>PK\x00")
    letter = replace(outgoing("mot@example.vn"), enclosures=(sheet,))
    message = build(letter, sender=BOARD, reply_to=BOARD.email, code=None, run_link="", date=NOW)
    caught.keep(message, sender=BOARD.email, recipients=["mot@example.vn"], at=NOW)

    assert "Phiếu kế hoạch.xlsx" in (await browser.get("/letters/1")).text
    handed = await browser.get("/letters/1/files/0")
    assert handed.content == sheet.content
    assert handed.headers["content-type"] == "application/octet-stream"
    assert handed.headers["content-disposition"].startswith("attachment; filename*=utf-8''Phi%E1%BA%BFu")
    assert (await browser.get("/letters/1/files/1")).status_code == 404


async def test_only_the_newest_are_listed(caught: CaughtMail, browser: AsyncClient) -> None:
    """A full mailbox still opens at once, and says that there is more."""
    for _ in range(SHOWN + 1):
        caught.keep(b"Subject: x\r\n\r\n", sender="", recipients=[], at=NOW)

    page = (await browser.get("/")).text

    assert page.count('<a href="/letters/') == SHOWN
    assert f"Đang giữ {SHOWN + 1} thư" in page


async def test_a_letters_html_runs_behind_glass(caught: CaughtMail, browser: AsyncClient) -> None:
    """No script runs, nothing is fetched, no form is sent from a letter; what people wrote is escaped."""
    hostile = (
        b"Subject: <script>1</script>\r\nContent-Type: text/html\r\n\r\n"
        b"<head></head><script>1</script><img src=http://evil.example/>"
    )
    number = caught.keep(hostile, sender="<script>", recipients=["<script>"], at=NOW)

    letter = await browser.get(f"/letters/{number}/html")
    policy = letter.headers["Content-Security-Policy"]

    assert "sandbox allow-popups" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert letter.headers["X-Content-Type-Options"] == "nosniff"
    for page in ("/", f"/letters/{number}"):
        assert "<script" not in (await browser.get(page)).text


@pytest.mark.parametrize("auth", [None, ("ban", "another"), ("", ""), ("khác", SECRET)])
@pytest.mark.parametrize(
    "path", ["/", "/?to=a", "/letters/1", "/letters/1/html", "/letters/1/file", "/letters/1/files/0"]
)
async def test_who_does_not_sign_in_reads_nothing(caught: CaughtMail, auth: tuple[str, str] | None, path: str) -> None:
    """Every user of this machine reaches the port, and letters hold codes; the browser is told what to ask for."""
    keep(caught)
    answer = await signed_in(caught, auth).get(path)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert "Kế hoạch" not in answer.text


async def test_every_page_says_that_it_is_for_trying(caught: CaughtMail, browser: AsyncClient) -> None:
    """Nobody takes it for the office's mail."""
    keep(caught)
    for page in ("/", "/?to=nobody", "/letters/1"):
        assert "Chỉ để dùng thử." in (await browser.get(page)).text


async def test_a_page_of_another_name_is_turned_away(browser: AsyncClient) -> None:
    """A web site that points its own name at this machine reads no codes."""
    assert (await browser.get("/", headers={"Host": "evil.example"})).status_code == 400

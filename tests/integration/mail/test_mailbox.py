"""The Board's mailbox on a real IMAP server."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from emulation_workflow import bootstrap
from emulation_workflow.adapters.mail import mailbox
from emulation_workflow.adapters.mail.mailbox import ImapMailbox, MailboxAccount, MailboxUnreachable
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.cli import app
from emulation_workflow.domain.mail.incoming import IncomingMail, MailFate
from emulation_workflow.domain.mail.letters import Letter, LetterKind
from emulation_workflow.office.mailbox.mail_queries import seen_at
from emulation_workflow.office.mailbox.reading import receive_message
from emulation_workflow.office.office import Office
from tests.support.builders import COMMUNE, DEPARTMENT, DISTRICT
from tests.support.mailing import FORMS, mail_of, opened
from tests.support.offices import open_office
from tests.support.paths import mail_file
from tests.support.servers.imap_server import PASSWORD, ImapServer, imap_server
from tests.support.servers.programs import needs_program

pytestmark = pytest.mark.dovecot

LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def server() -> Iterator[ImapServer]:
    with imap_server(needs_program("dovecot")) as running:
        yield running


@pytest.fixture
def office(store: SqlStore) -> Office:
    return opened(open_office(store))


def letter(subject: str) -> bytes:
    return f"From: a@b.vn\r\nSubject: {subject}\r\nMessage-ID: <{subject}@b.vn>\r\n\r\nxin chao\r\n".encode()


def read(account: MailboxAccount, seen: tuple[int, ...] = ()) -> list[IncomingMail]:
    with ImapMailbox(account) as box:
        return [mail for _, mail in box.messages(since=LONG_AGO, seen_at=lambda _: seen)]


def see_to_all(office: Office, server: ImapServer, folder: str = "INBOX") -> list[tuple[bool, MailFate]]:
    """One round: each message that was not seen to; whether it was new, and its fate."""
    with ImapMailbox(server.account(folders=(folder,))) as box:
        taken = [
            receive_message(office, mail, place=place, forms=FORMS)
            for place, mail in box.messages(since=LONG_AGO, seen_at=partial(seen_at, office))
        ]
    return [(received.is_new, received.mail.fate) for received in taken]


def test_messages_are_read_over_tls_and_after_starttls(server: ImapServer) -> None:
    """Never in clear; the oldest first."""
    server.deliver(letter("mot"), letter("hai"))
    for security, port in (("tls", server.port), ("starttls", server.starttls_port)):
        assert [mail.subject for mail in read(server.account(security=security, port=port))] == ["mot", "hai"]


def test_reading_changes_nothing_in_the_mailbox(server: ImapServer) -> None:
    """Staff still find their mail unread, where it was."""
    server.deliver(letter("mot"))
    read(server.account())
    read(server.account())
    (name,) = server.flags()
    assert re.search(r":2,.", name) is None


def test_only_what_was_not_seen_to_is_fetched(server: ImapServer) -> None:
    """A mailbox of years costs no more than its new messages."""
    server.deliver(letter("mot"), letter("hai"))
    assert [mail.subject for mail in read(server.account(), seen=(1,))] == ["hai"]


def test_of_a_huge_message_only_the_headers_are_fetched(server: ImapServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody fills the machine's memory by mail."""
    monkeypatch.setattr(mailbox, "MAX_BYTES", 100)
    server.deliver(letter("lon") + b"x" * 200)
    (mail,) = read(server.account())
    assert (mail.is_whole, mail.subject, mail.words, mail.size > 200) == (False, "lon", "", True)
    assert b"xxx" not in mail.original


def test_no_answer_is_longer_than_there_is_room_for(server: ImapServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server may say any length of a message before it sends it: that much is set aside first."""
    monkeypatch.setattr(mailbox, "_LONGEST_ANSWER", 5_000)
    server.deliver(letter("mot"))
    server.deliver(letter("dai") + b"x" * 6_000)
    server.deliver(letter("hai"))
    assert [(mail.subject, mail.is_fetched) for mail in read(server.account())] == [
        ("mot", True),
        ("", False),
        ("hai", True),
    ]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"password": "mật khẩu sai"}, "AUTHENTICATIONFAILED"),
        ({"password": "wrong"}, "AUTHENTICATIONFAILED"),
        ({"ca_file": None}, "certificate verify failed"),
        ({"folders": ("No such",)}, "doesn't exist"),
        ({"port": 9}, "refused"),
    ],
)
def test_what_keeps_the_mailbox_from_being_read_is_told_to_the_operator(
    server: ImapServer, changes: dict[str, object], said: str
) -> None:
    """In English, with the server's words and without any password."""
    with pytest.raises(MailboxUnreachable, match=said) as unreachable:
        read(server.account(**changes))
    told = str(unreachable.value)
    assert told.startswith("the mailbox at 127.0.0.1:")
    assert str(changes.get("password", PASSWORD)) not in told
    assert PASSWORD not in repr(server.account())


SORTED = ("INBOX", "INBOX/Kế hoạch", "No such")


def test_folders_that_rules_sort_mail_into_are_read_by_setting(server: ImapServer) -> None:
    """By the names that people write, whatever parts the server's levels; one that is missing is told at the end."""
    server.deliver(letter("mot"))
    server.deliver(letter("hai"), folder="INBOX.Kế hoạch")
    server.deliver(letter("ba"), folder="INBOX.Kế hoạch.2020")
    assert [mail.subject for mail in read(server.account(folders=("INBOX", "INBOX/Kế hoạch")))] == ["mot", "hai"]
    assert {mail.subject for mail in read(server.account(folders=("INBOX/*",)))} == {"mot", "hai", "ba"}
    found: list[str] = []
    with ImapMailbox(server.account(folders=SORTED)) as box, pytest.raises(MailboxUnreachable, match="No such"):
        found.extend(mail.subject for _, mail in box.messages(since=LONG_AGO, seen_at=lambda _: ()))
    assert found == ["mot", "hai"]


def test_a_message_that_is_moved_between_folders_is_taken_once(office: Office, server: ImapServer) -> None:
    """Staff and rules may sort as they like."""
    original = mail_of(office, COMMUNE, "reply_with_form").original
    server.deliver(original)
    assert see_to_all(office, server) == [(True, MailFate.TAKEN)]
    server.deliver(original, folder="INBOX.Xong")
    assert see_to_all(office, server, "INBOX/*") == [(False, MailFate.TAKEN)]
    assert see_to_all(office, server, "INBOX/*") == []


def test_a_round_takes_each_message_once(office: Office, server: ImapServer) -> None:
    """Three units reply; a second round finds nothing; a mailbox whose numbers begin anew brings nothing back."""
    for unit, name in ((COMMUNE, "reply_with_form"), (DISTRICT, "reply_by_tag"), (DEPARTMENT, "empty_reply")):
        server.deliver(mail_of(office, unit, name).original)
    first = see_to_all(office, server)
    assert first == [(True, MailFate.TAKEN), (True, MailFate.TAKEN), (True, MailFate.ANSWERED)]
    assert see_to_all(office, server) == []
    server.renumber()
    assert [is_new for is_new, _ in see_to_all(office, server)] == [False, False, False]
    with office.store.look() as record:
        assert len(record.plans.versions()) == 2
        assert len(record.inbox.all()) == 3


def test_a_round_that_is_cut_short_goes_on_where_it_was(office: Office, server: ImapServer) -> None:
    """What was seen to is written with each message."""
    server.deliver(*(mail_of(office, unit, "empty_reply").original for unit in (COMMUNE, DISTRICT)))
    with ImapMailbox(server.account()) as box:
        place, mail = next(box.messages(since=LONG_AGO, seen_at=lambda _: ()))
        receive_message(office, mail, place=place, forms=FORMS)
    assert see_to_all(office, server) == [(True, MailFate.ANSWERED)]


def test_the_command_reads_the_mailbox_that_is_set(
    server: ImapServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator tries the settings by `emulation mail read`."""
    account = server.account()
    settings = {
        "DATA_DIR": tmp_path,
        "MAILBOX_HOST": account.host,
        "MAILBOX_PORT": account.port,
        "MAILBOX_USERNAME": account.username,
        "MAILBOX_PASSWORD": account.password,
        "MAILBOX_CA_FILE": account.ca_file,
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"EMULATION_{name}", str(value))
    bootstrap.settings.cache_clear()
    office = bootstrap.office()
    stranger = mail_file("newsletter").read_bytes()
    server.deliver(stranger)

    assert "nothing that could be answered" in CliRunner().invoke(app, ["mail", "read"]).output
    with office.store.act() as record:
        record.letters.post(Letter(key="mot", kind=LetterKind.REMINDER, to=(), context={}), at=office.clock.now())
    told = CliRunner().invoke(app, ["mail", "read"])

    assert (told.exit_code, "news@elsewhere.example" in told.output) == (0, True), told.output
    assert "1 item(s)" in CliRunner().invoke(app, ["board", "list"]).output
    shown = CliRunner().invoke(app, ["mail", "original", "1"])
    assert shown.stdout_bytes.replace(b"\r\n", b"\n") == stranger
    bootstrap.settings.cache_clear()

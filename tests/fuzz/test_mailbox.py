"""A mail server that refuses a message, says nothing or says nonsense: the round goes on, or says that it cannot."""

import re
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from threading import Thread
from typing import Literal

import pytest

from emulation_workflow.adapters.mail import mailbox, pace
from emulation_workflow.adapters.mail.mailbox import ImapMailbox, MailboxUnreachable
from emulation_workflow.domain.mail.incoming import IncomingMail
from emulation_workflow.office.audit import audit
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.mailbox.reading import receive_message
from tests.fuzz.breaking import break_bytes
from tests.support.mailing import FORMS, opened
from tests.support.offices import open_office
from tests.support.paths import MAIL
from tests.support.patience import PATIENCE
from tests.support.servers.certificates import self_signed
from tests.support.servers.databases import sqlite_store
from tests.support.servers.scripted_imap import ScriptedImap, scripted_imap

LONG_AGO = date(2020, 1, 1)
SHORT, LONG = 4, 60


def letter(subject: str) -> bytes:
    return f"From: a@b.vn\r\nSubject: {subject}\r\nMessage-ID: <{subject}@b.vn>\r\n\r\nxin chao\r\n".encode()


MESSAGES = {1: letter("mot"), 2: letter("hai"), 3: letter("ba")}


def read(
    server: ScriptedImap, *, seen: tuple[int, ...] = (), timeout: float = PATIENCE
) -> list[tuple[int, IncomingMail]]:
    with ImapMailbox(server.account(timeout=timeout)) as box:
        return [(place.uid, mail) for place, mail in box.messages(since=LONG_AGO, seen_at=lambda _: seen)]


WITHOUT_THE_SECOND = [(1, "mot", True), (2, "", False), (3, "ba", True)]


@pytest.mark.parametrize("said", ["NO", "BAD", "OK"])
def test_a_message_that_the_server_does_not_hand_out_stops_no_other(tmp_path: Path, said: str) -> None:
    """NO, BAD, or OK without the message: the others come, and this one as what it is."""
    with scripted_imap(tmp_path, MESSAGES, refused={2: said}) as server:
        found = read(server)
    assert [(uid, mail.subject, mail.is_fetched) for uid, mail in found] == WITHOUT_THE_SECOND


def test_a_message_about_which_the_server_says_nothing_stops_no_other(tmp_path: Path) -> None:
    """The time-out ends the wait for it alone. On a busy machine it may end another too: then a longer one is tried."""
    found: list[tuple[int, str, bool]] = []
    for timeout in (1, 10, 100):
        with scripted_imap(tmp_path, MESSAGES, refused={2: ""}) as server, suppress(MailboxUnreachable):
            found = [(uid, mail.subject, mail.is_fetched) for uid, mail in read(server, timeout=timeout)]
        if found == WITHOUT_THE_SECOND:
            break
    assert found == WITHOUT_THE_SECOND


def test_a_message_that_is_not_handed_out_is_known_again(tmp_path: Path) -> None:
    """By its place, so that it is listed once."""
    with scripted_imap(tmp_path, MESSAGES, refused={2: "NO"}) as server:
        assert read(server)[1][1].key == read(server)[1][1].key


def test_a_server_that_hands_out_nothing_is_a_mailbox_that_cannot_be_read(tmp_path: Path) -> None:
    """Else each of a thousand messages would be listed, and tried for a minute."""
    messages = {uid: letter("x") for uid in range(1, 31)}
    with (
        scripted_imap(tmp_path, messages, refused=dict.fromkeys(messages, "NO")) as server,
        pytest.raises(MailboxUnreachable, match="hands out no message"),
    ):
        read(server)


def test_a_mailbox_without_validity_is_read_whole_each_time(tmp_path: Path) -> None:
    """What a number meant in the last round it need not mean in this one."""
    with scripted_imap(tmp_path, MESSAGES, validity=False) as server:
        assert [uid for uid, _ in read(server, seen=(1, 2))] == [1, 2, 3]
        with ImapMailbox(server.account(timeout=PATIENCE)) as box:
            assert len(list(box.messages(since=LONG_AGO, seen_at=lambda _: ()))) == len(MESSAGES)
            assert box.without_validity == ["INBOX"]


def test_a_message_that_is_larger_than_the_server_says_is_read_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its size is a claim; what came counts."""
    monkeypatch.setattr(mailbox, "MAX_BYTES", 100)
    grown = {1: letter("lon") + b"x" * 400_000}
    small = partial(re.sub, rb"(SIZE) \d+", rb"\1 10")
    with scripted_imap(tmp_path, grown, change=small) as server:
        [(_, mail)] = read(server)
    assert (mail.is_whole, mail.subject, mail.words, mail.size) == (False, "lon", "", len(grown[1]))
    assert len(mail.original) < len(grown[1])


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_server_that_trickles_holds_no_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, security: Literal["tls", "starttls"]
) -> None:
    """A byte now and then is no silence, and no answer either."""
    monkeypatch.setattr(pace, "SLOWEST", 1_000_000)
    certificate = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def trickle() -> None:
        with suppress(OSError):
            plain, _ = listening.accept()
            with context.wrap_socket(plain, server_side=True) if security == "tls" else plain as connection:
                while True:
                    connection.sendall(b"*")
                    time.sleep(0.05)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=trickle, daemon=True).start()
        account = replace(
            ScriptedImap(listening.getsockname()[1], certificate, {}).account(timeout=1), security=security
        )
        with pytest.raises(MailboxUnreachable, match="too slowly"), ImapMailbox(account):
            pass


def folders_read(server: ScriptedImap, *folders: str) -> list[str]:
    """Return whence messages come, with the reason why some cannot be opened."""
    found: list[str] = []
    with ImapMailbox(server.account(timeout=PATIENCE, folders=folders)) as box:
        try:
            found.extend(place.name for place, _ in box.messages(since=LONG_AGO, seen_at=lambda _: ()))
        except MailboxUnreachable as unreachable:
            found.append(str(unreachable).partition("cannot be read: ")[2])
    return found


def test_folders_are_told_by_what_the_server_says_of_them(tmp_path: Path) -> None:
    """What holds no messages, what we sent and what was thrown away are no "all below"; a shut one stops no other."""
    folders = {
        "Inbox": '(\\HasChildren) "|"',
        "Inbox|Sent": '(\\Sent) "|"',
        "Inbox|Trash": '(\\Trash) "|"',
        "Inbox|Years": '(\\Noselect) "|"',
        "Inbox|shut": '() "|"',
        "Inbox|KeHoach": '() "|"',
        "Inboxes": '() "|"',
    }
    with scripted_imap(tmp_path, {1: letter("mot")}, folders=folders) as server:
        assert folders_read(server, "INBOX/*") == [
            "ban/Inbox/7",
            "ban/Inbox|KeHoach/7",
            "the folder Inbox|shut cannot be opened: select failed: permission denied.",
        ]


def test_a_server_that_lists_no_folders_is_asked_for_them_as_they_are_written(tmp_path: Path) -> None:
    """Some hide what they have."""
    with scripted_imap(tmp_path, {1: letter("mot")}) as server:
        assert folders_read(server, "INBOX", "KeHoach") == ["ban/INBOX/7", "ban/KeHoach/7"]


def test_nonsense_in_an_answer_ends_as_a_message_or_a_refusal(tmp_path: Path) -> None:
    """A few answers broken in one place; `make attack` tries more."""
    _break(tmp_path, range(SHORT))


@pytest.mark.attack
def test_much_nonsense_in_answers_ends_as_messages_or_refusals(tmp_path: Path) -> None:
    """Never a traceback, and no hang beyond the time-out."""
    _break(tmp_path, range(SHORT, SHORT + LONG))


def _break(folder: Path, seeds: range) -> None:
    for seed in seeds:
        spoil = partial(break_bytes, Random(seed))
        with scripted_imap(folder, {1: letter("mot")}, change=spoil) as server:
            try:
                found = read(server, timeout=0.5)
            except MailboxUnreachable:
                continue
            assert len(found) <= 1, seed


def test_broken_messages_go_through_the_whole_round_once(tmp_path: Path) -> None:
    """Each valid message broken in one place ends as received, answered or on the Board's list, and twice as once."""
    _rounds(tmp_path, range(1))


@pytest.mark.attack
def test_many_broken_messages_go_through_the_whole_round_once(tmp_path: Path) -> None:
    """The same with other places."""
    _rounds(tmp_path, range(1, 8))


def _rounds(folder: Path, seeds: range) -> None:
    originals = [path.read_bytes() for kind in ("from_people", "from_machines") for path in _files(kind)]
    office = opened(open_office(sqlite_store(folder)))
    for seed in seeds:
        random = Random(seed)
        messages = {uid: break_bytes(random, original) for uid, original in enumerate(originals, 1)}
        with (
            scripted_imap(folder, messages, validity=False) as server,
            ImapMailbox(server.account(timeout=PATIENCE)) as box,
        ):
            first, again = (
                [
                    receive_message(office, mail, place=place, forms=FORMS)
                    for place, mail in box.messages(since=LONG_AGO, seen_at=lambda _: ())
                ]
                for _ in range(2)
            )
        assert len(first) == len(messages)
        assert not any(received.is_new for received in again), seed
    assert render_pending_letters(office) == 0
    assert not audit(office.store).faults


def _files(kind: str) -> list[Path]:
    return sorted((MAIL / kind).glob("*.eml"))

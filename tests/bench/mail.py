"""A country's reminders into Postfix's smtp-sink: ours, and what a user would write.

Ours puts each letter into words, claims it, sends it over kept connections, notes before its text goes that it does,
and writes what became of it: nothing is lost or sent twice, whoever dies. The others have the words in hand, and keep
nothing. `away`: each reply of the server takes 5 ms more, as over a network.
"""

import asyncio
import multiprocessing
import smtplib
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from email.charset import QP, Charset
from email.header import Header
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from getpass import getuser
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple

from emulation_workflow.adapters.mail.smtp import SmtpAccount, SmtpMailer
from emulation_workflow.domain.mail import Addressee, DeliveryState, Rendered
from emulation_workflow.office.delivery.delivery import deliver
from emulation_workflow.office.delivery.pace import Pace
from emulation_workflow.office.delivery.rendering import _words
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.sweep import sweep
from emulation_workflow.stack.addresses import answers
from tests.support.builders import COMMUNE
from tests.support.patience import wait_for
from tests.support.servers.databases import open_store
from tests.support.servers.programs import find_program
from tests.support.sweeping import owes, sweeping_office

TODAY, YESTERDAY = date(2020, 4, 1), date(2020, 3, 31)
BOARD = Addressee(name="Ban Thi đua - Khen thưởng tỉnh", email="ban@tinh.example")
REPLY_AFTER = 0.005
"""Seconds that each reply of a server away takes more."""


class Words(NamedTuple):
    """A letter in words, as somebody has it in hand who keeps no record."""

    to: str
    email: str
    subject: str
    text: str
    html: str


def has_sink() -> bool:
    return find_program("smtp-sink") is not None


@contextmanager
def sink() -> Iterator[int]:
    """A compiled mail server that takes whatever comes, and forgets it; its port."""
    port = _free_port()
    program = find_program("smtp-sink")
    if program is None:
        raise RuntimeError("smtp-sink is not installed")
    with subprocess.Popen([program, "-u", getuser(), f"127.0.0.1:{port}", "200"], stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(lambda: answers("127.0.0.1", port) or None, "smtp-sink to listen")
            yield port
        finally:
            server.kill()


@contextmanager
def away(port: int) -> Iterator[int]:
    """The same server as from far away: a process of its own passes everything on, replies a little later."""
    own = _free_port()
    passing = multiprocessing.get_context("spawn").Process(target=_pass_on, args=(own, port), daemon=True)
    passing.start()
    try:
        wait_for(lambda: answers("127.0.0.1", own) or None, "the way to the server")
        yield own
    finally:
        passing.kill()
        passing.join()


def _pass_on(own: int, port: int) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        theirs, ours = await asyncio.open_connection("127.0.0.1", port)

        async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter, after: float) -> None:
            while data := await source.read(65536):
                await asyncio.sleep(after)
                target.write(data)
            target.close()

        await asyncio.gather(pump(reader, ours, 0), pump(theirs, writer, REPLY_AFTER), return_exceptions=True)

    async def main() -> None:
        async with await asyncio.start_server(serve, "127.0.0.1", own, backlog=200) as server:
            await server.serve_forever()

    asyncio.run(main())


def office_with_letters(url: str, number: int) -> Office:
    """Return an office that has a reminder to write to each of so many units, none of them in words yet."""
    units = [
        replace(COMMUNE, code=f"X{index}", name=f"Xã Đăk Tờ Re {index}", email=f"x{index}@tinh.example")
        for index in range(number)
    ]
    owed = (owes(unit, "conference", YESTERDAY) for unit in units)
    office = sweeping_office(open_store(url), owed, units=units, day=TODAY)
    sweep(office)
    return office


def ours(url: str, number: int, port: int, *, connections: int, processes: int = 1) -> float:
    """Return the seconds until every letter was sent and written down as sent. RuntimeError if one was not."""
    office = office_with_letters(url, number)
    began = time.perf_counter()
    if processes == 1:
        asyncio.run(_deliver(office, port, connections, "bench"))
    else:
        together = multiprocessing.get_context("spawn")
        ready = together.Barrier(processes + 1)
        workers = [
            together.Process(target=_worker, args=(url, port, connections, f"bench-{place}", ready))
            for place in range(processes)
        ]
        for worker in workers:
            worker.start()
        ready.wait()  # As workers of ours do, these have loaded all when a delivery begins.
        began = time.perf_counter()
        for worker in workers:
            worker.join()
    seconds = time.perf_counter() - began
    with office.store.look() as record:
        sent = len(record.letters.statuses(state=DeliveryState.SENT))
        others = len(record.letters.statuses()) - sent
    office.store.close()  # type: ignore[attr-defined]  # the SQL store behind the port
    if others:
        raise RuntimeError(f"{others} letters were not sent")
    return seconds / sent


def _worker(url: str, port: int, connections: int, owner: str, ready: Barrier) -> None:
    office = sweeping_office(open_store(url), (), units=(), day=TODAY, officials=())
    ready.wait()
    asyncio.run(_deliver(office, port, connections, owner))


async def _deliver(office: Office, port: int, connections: int, owner: str) -> None:
    account = SmtpAccount(host="127.0.0.1", port=port, connections=connections)
    async with SmtpMailer(account, sender=BOARD, reply_to=BOARD.email, tags_replies=True) as mailer:
        await deliver(
            office,
            mailer,
            link_of=lambda letter: f"http://127.0.0.1/{letter.number}",
            owner=owner,
            pace=Pace(connections=connections),
        )


def words_of(url: str, number: int) -> Sequence[Words]:
    """Return so many letters in words, as ours have them."""
    office = office_with_letters(url, number)
    written = []
    with office.store.look() as record:
        for draft in record.letters.drafts(limit=number):
            rendered = _words(record, office, draft)
            if not isinstance(rendered, Rendered):
                raise TypeError(rendered)
            (to,) = draft.letter.to
            written.append(Words(to.name, to.email, rendered.subject, rendered.text, rendered.html))
    office.store.close()  # type: ignore[attr-defined]  # the SQL store behind the port
    return written


def as_email_message(words: Words) -> EmailMessage:
    """Return the message as Python's own documentation makes it."""
    message = EmailMessage()
    message["From"], message["To"] = f"{BOARD.name} <{BOARD.email}>", f"{words.to} <{words.email}>"
    message["Subject"] = words.subject
    message.set_content(words.text)
    message.add_alternative(words.html, subtype="html")
    return message


def as_mime_text(words: Words) -> MIMEMultipart:
    """Return the message as older examples make it, text and page as ours have them."""
    charset = Charset("utf-8")
    charset.body_encoding = QP
    message = MIMEMultipart("alternative")
    message["From"] = f"{Header(BOARD.name, 'utf-8').encode()} <{BOARD.email}>"
    message["To"] = f"{Header(words.to, 'utf-8').encode()} <{words.email}>"
    message["Subject"] = Header(words.subject, "utf-8").encode()
    message.attach(MIMEText(words.text, "plain", "utf-8"))
    message.attach(MIMEText(words.html, "html", "utf-8"))
    return message


def a_connection_each(port: int, written: Sequence[Words]) -> float:
    """Return the seconds for each letter: smtplib, EmailMessage, a connection for each."""

    def send(words: Words) -> None:
        with smtplib.SMTP("127.0.0.1", port) as server:
            server.send_message(as_email_message(words))

    return _each(send, written)


def one_connection(port: int, written: Sequence[Words]) -> float:
    """Return the seconds for each letter: smtplib, MIMEText, all over one connection."""
    with smtplib.SMTP("127.0.0.1", port) as server:

        def send(words: Words) -> None:
            server.sendmail(BOARD.email, [words.email], as_mime_text(words).as_string())

        return _each(send, written)


def prefect_email(port: int, written: Sequence[Words]) -> float:
    """Return the seconds for each letter: prefect-email's task, one for each letter in one flow run."""
    from prefect import flow  # noqa: PLC0415 - takes seconds to load, and this way alone needs it
    from prefect.settings import (  # noqa: PLC0415
        PREFECT_LOGGING_LEVEL,
        PREFECT_SERVER_LOGGING_LEVEL,
        temporary_settings,
    )
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415
    from prefect_email import EmailServerCredentials, email_send_message  # noqa: PLC0415

    @flow
    def send_each(credentials: EmailServerCredentials) -> None:
        for words in written:
            email_send_message(
                email_server_credentials=credentials,
                subject=words.subject,
                msg=words.html,
                msg_plain=words.text,
                email_from=BOARD.email,
                email_to=words.email,
            )

    quiet = {PREFECT_LOGGING_LEVEL: "CRITICAL", PREFECT_SERVER_LOGGING_LEVEL: "CRITICAL"}
    with temporary_settings(quiet), prefect_test_harness():
        credentials = EmailServerCredentials(smtp_server="127.0.0.1", smtp_type="INSECURE", smtp_port=port)
        began = time.perf_counter()
        send_each(credentials)
        return (time.perf_counter() - began) / len(written)


def _each(send: Callable[[Words], None], written: Sequence[Words]) -> float:
    began = time.perf_counter()
    for words in written:
        send(words)
    return (time.perf_counter() - began) / len(written)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder

"""`emulation mail …`: what came into the Board's mailbox, and reading it now."""

import logging
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.mail.mailbox import MailboxUnreachable
from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.cli.answers import MOST, AsJsonList, print_list, print_table
from emulation_workflow.cli.context import read_bytes
from emulation_workflow.cli.shell import end
from emulation_workflow.domain.mail import IncomingMail, MailRecord
from emulation_workflow.office.mailbox import mail_queries
from emulation_workflow.office.mailbox.reading import (
    MessagePlace,
    MessageReceived,
    awaited_since,
    list_failure,
    receive_message,
)
from emulation_workflow.office.office import Office
from emulation_workflow.settings import BadSetting, Settings

app = typer.Typer(help="Mail that comes in: read the mailbox, look at what came.", no_args_is_help=True)

FAILED = 1
log = logging.getLogger(__name__)


@app.command()
def read() -> None:
    """Read the mailbox once; answers wait in the outbox. A gated unit's run is started by the short round.

    Exit 1: the mailbox cannot be reached. 2: none is set.
    """
    settings = bootstrap.settings()
    office = bootstrap.office(settings)
    try:
        for mail in _messages(office, settings):
            print_table([_row(mail)])
    except MailboxUnreachable as unreachable:
        end(str(unreachable), FAILED)


def _messages(office: Office, settings: Settings) -> Iterator[MailRecord]:
    box = bootstrap.mailbox(settings)
    if box is None:
        raise BadSetting("EMULATION_MAILBOX_HOST is not set: there is no mailbox to read.")
    since = awaited_since(office)
    if since is None:
        typer.echo("No letter was written yet, so there is nothing that could be answered.")
        return
    with box:
        for place, mail in box.messages(since=since, seen_at=partial(mail_queries.seen_at, office)):
            received = _received(office, settings, mail, place)
            if received is not None:
                yield received.mail


def _received(office: Office, settings: Settings, mail: IncomingMail, place: MessagePlace) -> MessageReceived | None:
    """Receive a message; None for one that is on the Board's list and tried again."""
    forms = bootstrap.forms(settings)
    if mail.is_fetched:
        try:
            return receive_message(office, mail, place=place, forms=forms)
        except Exception:
            log.exception("message %s of the mailbox was left where it is", place.uid)
    return list_failure(office, mail, place=place, forms=forms)


@app.command("take")
def receive_message_file(
    file: Annotated[Path, typer.Argument(help="A message as an .eml file.")],
) -> None:
    """Take one message from a file, as if it had come into the mailbox.

    Exit 1: it met a fault of the program. 2: the file holds no message.
    """
    settings = bootstrap.settings()
    mail = _message(file)
    place = MessagePlace(name=f"file/{mail.key}", uid=0)
    received = _received(bootstrap.office(settings), settings, mail, place)
    if received is None:
        typer.echo("The message met a fault of the program; it is on the Board's list.", err=True)
        raise typer.Exit(FAILED)
    print_table([_row(received.mail)])


def _message(file: Path) -> IncomingMail:
    mail = read_mail(read_bytes(file))
    if not (mail.sender or mail.message_id):
        end(f"{file} is no message: nothing in it says whom it is from; save it as .eml.")
    return mail


@app.command("list")
def list_mail(as_json: AsJsonList = False) -> None:
    """Show every message that came in and what became of it, oldest first."""
    mails = mail_queries.all_mail(bootstrap.office())
    print_list(mails, "message(s)", as_json=as_json, plain=asdict, row=_row)


@app.command()
def original(
    number: Annotated[int, typer.Argument(min=1, max=MOST, help="The message's number, as `mail list` shows it.")],
) -> None:
    """Write a message to standard output as it came, byte by byte."""
    content = mail_queries.original_of(bootstrap.office(), number)
    if content is None:
        raise typer.BadParameter(f"there is no message {number}; see: emulation mail list")
    sys.stdout.buffer.write(content)


def _row(mail: MailRecord) -> tuple[str, ...]:
    answered = ", answered" if mail.answer else ""
    unit = f" [{mail.unit}]" if mail.unit else ""
    about = f"{mail.sender or 'no sender'}: {mail.subject or 'no subject'}"
    return str(mail.number), f"{mail.received_at:%d/%m/%Y %H:%M}", f"{mail.fate.value}{answered}{unit}", about

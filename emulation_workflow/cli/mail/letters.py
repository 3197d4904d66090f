"""`emulation letters …`: look at letters and at what became of them, send them, settle a doubt."""

import asyncio
import os
import socket
from dataclasses import asdict
from datetime import timedelta
from typing import Annotated
from uuid import uuid4

import typer

from emulation_workflow import bootstrap
from emulation_workflow.cli.answers import (
    MOST,
    Apply,
    AsJsonArray,
    By,
    OnlyOfUnit,
    print_list,
    print_only_shown,
    print_table,
)
from emulation_workflow.cli.attempts import attempted, named
from emulation_workflow.cli.mail.preview import preview
from emulation_workflow.cli.shell import end
from emulation_workflow.cli.units import code_of
from emulation_workflow.domain.mail import DeliveryState, LetterStatus, ReceiptState
from emulation_workflow.office.delivery.delivery import DeliveryReport, settle_doubt
from emulation_workflow.office.delivery.delivery import deliver as deliver_letters
from emulation_workflow.office.delivery.sending_again import send_again
from emulation_workflow.office.letters.letter_queries import letters
from emulation_workflow.settings import Settings

app = typer.Typer(help="The letters: preview, list, deliver, settle, again.", no_args_is_help=True)

NEEDS_STAFF = 1
"""Exit code when a letter was refused, is in doubt or has no words, or when the delivery is stopped."""

STOPPED = (
    "The delivery is stopped: the mail server takes nothing from us ({words}). No letter is lost, none is counted "
    "as tried. Check the SMTP settings and the account; one letter at a time is tried until one gets through."
)

app.command()(preview)


@app.command("list")
def list_letters(
    state: Annotated[DeliveryState | None, typer.Option(help="Only letters in this state.", show_default=False)] = None,
    unit: OnlyOfUnit = None,
    as_json: AsJsonArray = False,
) -> None:
    """List the letters of the record and what became of each at each address."""
    office = bootstrap.office()
    code = code_of(office, unit) if unit is not None else None
    print_list(letters(office, unit=code, state=state), "letter(s)", as_json=as_json, plain=_plain, row=_row)


def _plain(letter: LetterStatus) -> dict[str, object]:
    """Return the letter with what is kept of it: the cause of a failure is known during the attempt alone."""
    plain = asdict(letter)
    for receipt in plain["receipts"]:
        del receipt["cause"], receipt["stage"]
    return plain


def _row(letter: LetterStatus) -> tuple[str, ...]:
    tries = f"{letter.attempts} attempt(s)"
    if letter.next_try_at:
        tries += f", next try {letter.next_try_at:%d/%m/%Y %H:%M}"
    details = [letter.subject or letter.key]
    if letter.fault:
        details.append(f"cannot be put into words: {letter.fault}")
    details += [f"{person.name} <{person.email or 'no address'}>" for person in (*letter.to, *letter.cc)]
    details += [
        f"{receipt.email}: {receipt.state.value} {receipt.code or ''} {receipt.words}"
        for receipt in letter.receipts
        if receipt.state is not ReceiptState.ACCEPTED
    ]
    return str(letter.number), letter.state.value, tries, "\n".join(details)


@app.command()
def settle(
    number: Annotated[int, typer.Argument(min=1, max=MOST, help="The letter's number, as `letters list` shows it.")],
    by: By,
    sent: Annotated[bool | None, typer.Option("--sent/--again", help="It did arrive, or: send it again.")] = None,
) -> None:
    """Settle a letter in doubt, once somebody has asked its recipient."""
    if sent is None:
        raise typer.BadParameter("say --sent if the letter did arrive, --again if it is to be sent again")
    office = bootstrap.office()
    with attempted(office, "doubt_settled", by=by):
        settle_doubt(office, number, was_sent=sent, by=named(office, by))
    typer.echo(f"Letter {number}: {'counted as sent' if sent else 'waiting to be sent again'}.")


@app.command()
def again(
    numbers: Annotated[
        list[int] | None,
        typer.Argument(min=1, max=MOST, help="Numbers, as `letters list` shows them.", show_default=False),
    ] = None,
    *,
    all_refused: Annotated[bool, typer.Option("--all-refused", help="All that were refused.")] = False,
    by: By,
    apply: Apply = False,
) -> None:
    """Send letters again that were refused, are in doubt or void, to the addresses as they are now."""
    office = bootstrap.office()
    with attempted(office, "sent_again", by=by, applied=apply):
        letters = send_again(
            office, by=named(office, by), numbers=numbers or (), all_refused=all_refused, dry_run=not apply
        )
    print_table(
        [(str(sent.letter.number), sent.fate.value.replace("_", " "), ", ".join(sent.emails)) for sent in letters]
    )
    if not apply:
        print_only_shown()


@app.command()
def deliver(
    batch: Annotated[
        int | None,
        typer.Option(min=1, max=MOST, help="Letters at most; all that are due unless given.", show_default=False),
    ] = None,
    minutes: Annotated[
        int | None,
        typer.Option(min=1, max=MOST, help="For how long; until nothing is due unless given.", show_default=False),
    ] = None,
) -> None:
    """Send the letters that are due. Exit 1 if one was refused, is in doubt or has no words, or all wait."""
    within = timedelta(minutes=minutes) if minutes else None
    report = asyncio.run(_deliver(bootstrap.settings(), batch, within))
    counts = {name: count for name, count in asdict(report).items() if name != "stopped"}
    typer.echo(", ".join(f"{name.replace('_', ' ')}: {count}" for name, count in counts.items()))
    if report.stopped:
        end(STOPPED.format(words=report.stopped), NEEDS_STAFF)
    if report.refused or report.in_doubt or report.unworded:
        end("See: emulation letters list --state refused, --state in_doubt, and --state waiting.", NEEDS_STAFF)


async def _deliver(settings: Settings, batch: int | None, within: timedelta | None) -> DeliveryReport:
    office = bootstrap.office(settings)
    async with bootstrap.mailer(settings) as mailer:
        return await deliver_letters(
            office,
            mailer,
            link_of=bootstrap.page_links(settings).of_letter,
            owner=f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex}",
            pace=bootstrap.pace(settings),
            batch=batch,
            within=within,
        )

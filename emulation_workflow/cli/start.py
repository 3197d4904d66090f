"""`emulation start`: everything that has to run for the office, on this machine."""

from contextlib import suppress
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.submissions.intake_folder import IntakeFolder
from emulation_workflow.cli.answers import print_table
from emulation_workflow.cli.shell import end
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages.names import names_of
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.digest import overview
from emulation_workflow.settings import ENV_FILE, PRIVATE
from emulation_workflow.stack import (
    Addresses,
    AskedToEnd,
    PartFailed,
    Stack,
    is_at_a_terminal,
    raising_when_asked_to_end,
)

FAILED = 1


def start(
    host: Annotated[
        str, typer.Option(help="Where Prefect and the pages listen; others than this machine's own need TLS.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Prefect's port.")] = 4200,
    pages_port: Annotated[int, typer.Option(min=0, max=65535, help="The port of the pages.")] = 4280,
    mailbox_port: Annotated[int, typer.Option(min=0, max=65535, help="The port of the page of caught letters.")] = 8025,
) -> None:
    """Run Prefect's server, a worker, the pages and, without a mail server of yours, the mail catcher; until Ctrl-C.

    A part that ends, or lives and does nothing, is started again; the others go on. Exit 0: ended on request. 1: a part
    did not come up at the start. 2: a setting cannot be used.
    """
    settings = bootstrap.settings()
    # Brings the record to this version, and finds a bad campaign before anything runs.
    office = bootstrap.office(settings)
    names = names_of(office.campaign)
    _derive_at_first(office)
    if ENV_FILE.is_file() and ENV_FILE.stat().st_mode & PRIVATE:
        typer.echo("Others on this machine can read the settings in .env: run chmod 600 .env.", err=True)
    with suppress(Rejected):  # What stands in the folder's place is told by the round that reads it.
        IntakeFolder(settings.intake_dir).make()
    addresses = Addresses(host=host, prefect=port, pages=pages_port, smtp=settings.smtp_port, mailbox=mailbox_port)
    try:
        with raising_when_asked_to_end(), Stack(settings, addresses=addresses, names=names, tell=typer.echo) as stack:
            _print_addresses(stack)
            stack.watch()
    except AskedToEnd:
        typer.echo("Everything has ended; the record and the letters are kept.")
    except PartFailed as failure:
        end(str(failure), FAILED)


def _derive_at_first(office: Office) -> None:
    """Derive what units owe if that was never done: until the next morning's round nothing would be known of it."""
    if not overview(office, office.clock.now().date()).tallies:
        change = derive_obligations(office, dry_run=False)
        typer.echo(f"Derived what the units owe: {len(change.added)} obligation(s).")


def _print_addresses(stack: Stack) -> None:
    letters = f"sent through {stack.settings.smtp_host}"
    if stack.mailbox_url:
        letters = f"{stack.mailbox_url}/ (caught here; set EMULATION_SMTP_HOST to send them)"
    for line in stack.sign_in.told(to_a_person=is_at_a_terminal()):
        typer.echo(line)
    rows = [
        ("Pages", f"{stack.settings.pages_url}/"),
        ("Prefect", f"{stack.settings.prefect_ui_url}/v2/"),
        ("Start page", f"{stack.settings.prefect_ui_url}/v2/artifacts/key/hom-nay"),
        ("Letters", letters),
        ("Intake", stack.settings.intake_dir / "inbox"),
        ("Logs", stack.logs),
    ]
    print_table(rows)
    if not stack.settings.letters_carry_links:
        typer.echo(
            f"Letters carry no link to the pages: {stack.settings.pages_url} leads nowhere but on this machine. "
            "Set EMULATION_PAGES_URL to where people reach them."
        )
    if not stack.settings.seal_to:
        typer.echo(
            "The record's seal is kept nowhere else, so nothing shows that its end was cut off. "
            "Set EMULATION_SEAL_TO to a file on another machine or a mail address."
        )
    typer.echo("Ctrl-C ends it.")

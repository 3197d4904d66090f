"""`emulation start`: everything that has to run for the office, on this machine."""

from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.cli.answers import print_table
from emulation_workflow.cli.shell import end
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
        str, typer.Option(help="Where Prefect listens; others than this machine's own need TLS.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Prefect's port.")] = 4200,
    mailbox_port: Annotated[int, typer.Option(min=0, max=65535, help="The port of the page of caught letters.")] = 8025,
) -> None:
    """Run Prefect's server, a worker and, without a mail server of yours, the mail catcher; until Ctrl-C.

    A part that ends, or lives and does nothing, is started again; the others go on. Exit 0: ended on request. 1: a part
    did not come up at the start. 2: a setting cannot be used.
    """
    settings = bootstrap.settings()
    bootstrap.office(settings)  # Brings the record to this version, and finds a bad campaign before anything runs.
    if ENV_FILE.is_file() and ENV_FILE.stat().st_mode & PRIVATE:
        typer.echo("Others on this machine can read the settings in .env: run chmod 600 .env.", err=True)
    addresses = Addresses(host=host, prefect=port, smtp=settings.smtp_port, mailbox=mailbox_port)
    try:
        with raising_when_asked_to_end(), Stack(settings, addresses=addresses, tell=typer.echo) as stack:
            _print_addresses(stack)
            stack.watch()
    except AskedToEnd:
        typer.echo("Everything has ended; the record and the letters are kept.")
    except PartFailed as failure:
        end(str(failure), FAILED)


def _print_addresses(stack: Stack) -> None:
    letters = f"sent through {stack.settings.smtp_host}"
    if stack.mailbox_url:
        letters = f"{stack.mailbox_url}/ (caught here; set EMULATION_SMTP_HOST to send them)"
    for line in stack.sign_in.told(to_a_person=is_at_a_terminal()):
        typer.echo(line)
    rows = [
        ("Prefect", f"{stack.settings.prefect_ui_url}/v2/"),
        ("Letters", letters),
        ("Intake", stack.settings.intake_dir),
        ("Logs", stack.logs),
    ]
    print_table(rows)
    if not stack.settings.letters_carry_links:
        typer.echo(
            f"Letters carry no link to the pages: {stack.settings.prefect_ui_url} leads nowhere but on this machine. "
            "Set EMULATION_PREFECT_UI_URL to where people reach them."
        )
    typer.echo("Ctrl-C ends it.")

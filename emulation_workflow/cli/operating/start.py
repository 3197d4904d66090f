"""`emulation start` and `deploy`: everything that has to run for the office, together or part by part."""

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
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
from emulation_workflow.settings import ENV_FILE, LOOPBACK, PREFIX, PRIVATE
from emulation_workflow.stack import (
    Addresses,
    AskedToEnd,
    Only,
    PartFailed,
    Stack,
    is_at_a_terminal,
    raising_when_asked_to_end,
)
from emulation_workflow.stack.database_turn import wait_for_database
from emulation_workflow.stack.folder import own_worker_name
from emulation_workflow.stack.sign_in import ASKED_FOR

FAILED = 1

_WITH_PASSWORDS = ("PREFECT_REDIS_MESSAGING_URL", "PREFECT_SERVER_DOCKET_URL")


Port = Annotated[int, typer.Option(min=0, max=65535, help="Prefect's port.")]
PrintEnv = Annotated[
    bool, typer.Option("--print-env", help="Print what the parts are told, for eval in a shell; start nothing.")
]


def start(
    *,
    host: Annotated[
        str, typer.Option(help="Where Prefect and the pages listen; others than this machine's own need TLS.")
    ] = LOOPBACK,
    port: Port = 4200,
    pages_port: Annotated[int, typer.Option(min=0, max=65535, help="The port of the pages.")] = 4280,
    mailbox_port: Annotated[int, typer.Option(min=0, max=65535, help="The port of the page of caught letters.")] = 8025,
    only: Annotated[
        Only | None, typer.Option(help="This part alone; the others run elsewhere, at PREFECT_API_URL.")
    ] = None,
    worker_name: Annotated[
        str, typer.Option(help="The worker's name, its own in the cluster; else this machine's name and a number.")
    ] = "",
    print_env: PrintEnv = False,
) -> None:
    """Run Prefect's server, a worker, the pages and, without a mail server of yours, the mail catcher; until Ctrl-C.

    A part that ends, or lives and does nothing, is started again; the others go on. With --only it is that part alone,
    of a cluster: then servers and services share PostgreSQL and Redis, every part waits for PostgreSQL, a second server
    until the first is up, and services and workers for a server; `emulation deploy` registers the flows. Exit 0: ended
    on request. 1: a part did not come up at the start. 2: a setting cannot be used.
    """
    settings = bootstrap.settings()
    addresses = Addresses(host=host, prefect=port, pages=pages_port, smtp=settings.smtp_port, mailbox=mailbox_port)
    if print_env:
        names = names_of(bootstrap.campaign(settings))
        _print_environment(Stack(settings, addresses=addresses, names=names, only=only, worker=worker_name))
        return
    if only is not None:
        wait_for_database(settings.database_url, tell=typer.echo)
    # Brings the record to this version, and finds a bad campaign before anything runs.
    office = bootstrap.office(settings)
    names = names_of(office.campaign)
    _derive_at_first(office)
    if ENV_FILE.is_file() and ENV_FILE.stat().st_mode & PRIVATE:
        typer.echo("Others on this machine can read the settings in .env: run chmod 600 .env.", err=True)
    with suppress(Rejected):  # What stands in the folder's place is told by the round that reads it.
        IntakeFolder(settings.intake_dir).make()
    has_worker = only in (None, Only.WORKER)
    try:
        with (
            raising_when_asked_to_end(),
            _named(worker_name, settings.data_dir, is_needed=has_worker) as worker,
            Stack(settings, addresses=addresses, names=names, tell=typer.echo, only=only, worker=worker) as stack,
        ):
            if only is None:
                _print_addresses(stack)
            else:
                typer.echo(f"{only.value} is at work; its log: {stack.logs}. Ctrl-C ends it.")
            stack.watch()
    except AskedToEnd:
        typer.echo("Everything has ended; the record and the letters are kept.")
    except PartFailed as failure:
        end(str(failure), FAILED)


def deploy(port: Port = 4200) -> None:
    """Register the flows with the servers that run at PREFECT_API_URL, else on this machine; once a version is enough.

    Exit 0: every flow is registered. 1: it failed, with the end of its log. 2: a setting cannot be used.
    """
    settings = bootstrap.settings()
    names = names_of(bootstrap.campaign(settings))
    addresses = Addresses(prefect=port, pages=0, smtp=settings.smtp_port, mailbox=0)
    stack = Stack(settings, addresses=addresses, names=names, tell=typer.echo, only=Only.WORKER)
    try:
        with raising_when_asked_to_end():
            stack.register()
    except AskedToEnd as asked:
        raise typer.Exit(asked.exit_code) from None
    except PartFailed as failure:
        end(str(failure), FAILED)
    typer.echo(f"The flows are registered at {stack.api_url}.")


@contextmanager
def _named(given: str, folder: Path, *, is_needed: bool) -> Iterator[str]:
    if given or not is_needed:
        yield given
        return
    with own_worker_name(folder) as name:
        yield name


def _print_environment(stack: Stack) -> None:
    """Print what the parts are told beyond this environment. No secret is printed: its file is named, or it is said."""
    secrets = {*stack.sign_in.environment, *_WITH_PASSWORDS}
    for name, value in sorted(stack.environment.items()):
        if name.startswith(PREFIX) or os.environ.get(name) == value:
            continue
        if name not in secrets:
            typer.echo(f"export {name}={shlex.quote(value)}")
        elif name in stack.sign_in.environment and stack.sign_in.file:
            typer.echo(f'export {name}="$(cat {shlex.quote(str(stack.sign_in.file))})"')
        elif name in stack.sign_in.environment:
            typer.echo(f'export {name}="${ASKED_FOR}"')
        else:
            typer.echo(f"# {name} is told too; it may hold a password and is not printed.")


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

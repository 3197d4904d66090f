"""The `emulation` command."""

import os
from importlib.metadata import version
from typing import Annotated

import typer

from emulation_workflow.cli import campaign, demo, record, register
from emulation_workflow.cli.mail import catching, letters, mailbox
from emulation_workflow.cli.obligations import board, ladder, obligations, opening, orders
from emulation_workflow.cli.operating import backup, doctor, start
from emulation_workflow.cli.plans import papers, plan
from emulation_workflow.cli.results import delegates, difficulty, result, roll_up
from emulation_workflow.cli.shell import Shell
from emulation_workflow.settings import PRIVATE

app = typer.Typer(
    cls=Shell,
    help="The approval pipeline of an Emulation and Commendation Board.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("start")(start.start)
app.command("deploy")(start.deploy)
app.command("doctor")(doctor.doctor)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
campaign.app.command("open")(opening.open_)
app.add_typer(campaign.app, name="campaign")
app.add_typer(register.app, name="register")
app.add_typer(plan.app, name="plan")
app.add_typer(result.app, name="result")
app.add_typer(obligations.app, name="obligations")
app.add_typer(orders.app, name="orders")
app.add_typer(ladder.app, name="ladder")
app.add_typer(letters.app, name="letters")
app.command("catch-mail")(catching.catch_mail)
app.add_typer(mailbox.app, name="mail")
app.add_typer(board.app, name="board")
app.add_typer(delegates.app, name="delegates", no_args_is_help=True)
app.add_typer(difficulty.app, name="difficulty")
app.add_typer(roll_up.app, name="rollup")
app.command("paper")(papers.paper)
app.command("demo")(demo.demo)
app.add_typer(record.record_app, name="record")
app.add_typer(record.audit_app, name="audit")


def _print_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"emulation-workflow {version('emulation-workflow')}")
        raise typer.Exit


@app.callback()
def main(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Take the options that stand before any command; what the command writes is for its own user alone."""
    os.umask(PRIVATE)

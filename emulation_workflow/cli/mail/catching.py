"""`emulation catch-mail`: take letters on this machine and show them, instead of sending them."""

import asyncio
import os
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.mail.catcher import run_catcher
from emulation_workflow.settings import BadSetting
from emulation_workflow.stack import SignIn, is_at_a_terminal


def catch_mail(
    smtp_port: Annotated[int, typer.Option(min=0, max=65535, help="Where letters are taken; 0: any free port.")] = 2525,
    web_port: Annotated[int, typer.Option(min=0, max=65535, help="Where they are shown; 0: any free port.")] = 8025,
    folder: Annotated[Path | None, typer.Option(help="Where they are kept; default: the data folder's mail/.")] = None,
) -> None:
    """Take letters on this machine alone, keep them as .eml files and show them on a page, until Ctrl-C.

    It is for trying. The page asks for the name and secret that Prefect's pages ask for.
    """
    settings = bootstrap.settings()
    caught = folder or settings.data_dir / "mail"
    sign_in = SignIn.of(settings, os.environ)
    clock = bootstrap.clock(settings.model_copy(update={"set_clock": None}))

    def print_addresses(smtp: int, web: int) -> None:
        typer.echo(f"SMTP 127.0.0.1:{smtp}   page http://127.0.0.1:{web}/   folder {caught}")
        for line in sign_in.told(to_a_person=is_at_a_terminal()):
            typer.echo(line)

    try:
        asyncio.run(
            run_catcher(smtp_port, web_port, caught, now=clock.now, sign_in=sign_in.header, on_ready=print_addresses)
        )
    except OSError as fault:
        raise BadSetting(f"The mail catcher cannot start on ports {smtp_port} and {web_port}: {fault}.") from None

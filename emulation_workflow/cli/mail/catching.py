"""`emulation catch-mail`: take letters on this machine and show them, instead of sending them."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.mail.catcher import run_catcher
from emulation_workflow.settings import BadSetting


def catch_mail(
    smtp_port: Annotated[int, typer.Option(min=0, max=65535, help="Where letters are taken; 0: any free port.")] = 2525,
    web_port: Annotated[int, typer.Option(min=0, max=65535, help="Where they are shown; 0: any free port.")] = 8025,
    folder: Annotated[Path | None, typer.Option(help="Where they are kept; default: the data folder's mail/.")] = None,
) -> None:
    """Take letters on this machine alone, keep them as .eml files and show them on a page, until Ctrl-C."""
    settings = bootstrap.settings()
    caught = folder or settings.data_dir / "mail"
    clock = bootstrap.clock(settings.model_copy(update={"set_clock": None}))

    def print_addresses(smtp: int, web: int) -> None:
        typer.echo(f"SMTP 127.0.0.1:{smtp}   page http://127.0.0.1:{web}/   folder {caught}")

    try:
        asyncio.run(run_catcher(smtp_port, web_port, caught, now=clock.now, on_ready=print_addresses))
    except OSError as fault:
        raise BadSetting(f"The mail catcher cannot start on ports {smtp_port} and {web_port}: {fault}.") from None

"""`emulation demo`: the pilots' approval played from plan to clearance, on a stack of its own."""

from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow.cli.shell import end, writing_to
from emulation_workflow.demo.doors import DoorClosed
from emulation_workflow.demo.play import play
from emulation_workflow.stack import AskedToEnd, PartFailed

NOT_AS_EXPECTED = 1


def demo(
    *,
    exit_: Annotated[bool, typer.Option("--exit", help="End when the story is over, instead of staying up.")] = False,
    folder: Annotated[
        Path | None, typer.Option(help="Keep everything in this new folder; otherwise it goes when the demo ends.")
    ] = None,
) -> None:
    """Play the three pilots' approval on a stack of its own; the last line is one JSON object of what was reached."""
    if folder is not None:
        _ensure_new(folder)
    try:
        came_as_expected = play(folder=folder.absolute() if folder else None, stay=not exit_, tell=typer.echo)
    except (DoorClosed, PartFailed) as stopped:
        end(str(stopped), NOT_AS_EXPECTED)
    except AskedToEnd as asked:
        raise typer.Exit(asked.exit_code) from None
    if not came_as_expected:
        raise typer.Exit(NOT_AS_EXPECTED)


def _ensure_new(folder: Path) -> None:
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            end(f"{folder} is not empty: name a new folder for the demonstration.")

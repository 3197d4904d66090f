"""What commands answer alike: JSON, what is wrong with a file, what was only shown; and the options that ask for it."""

import json
from getpass import getuser
from typing import Annotated, Any

import typer

from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import sentence

MOST = 2**31 - 1
"""The largest number that every database keeps; a larger one is mistyped."""

Apply = Annotated[bool, typer.Option("--apply", help="Write it; without this only what would change is shown.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
By = Annotated[str, typer.Option(help="Who does this.", default_factory=getuser)]


def print_json(told: Any) -> None:
    """What JSON has no kind for, days among them, is printed as text."""
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))


def print_problems(refused: Rejected, *, as_json: bool = False) -> None:
    """Every fault of a file that is taken whole or not at all."""
    if as_json:
        told = [{"where": one.where, "code": one.code, "message": sentence(one)} for one in refused.problems]
        print_json({"applied": False, "problems": told})
        return
    for problem in refused.problems:
        typer.echo(sentence(problem), err=True)
    typer.echo(f"{len(refused.problems)} problem(s); nothing was written.", err=True)


def print_only_shown() -> None:
    typer.echo("Nothing was written; add --apply to write it.")

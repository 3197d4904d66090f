"""What commands answer alike: JSON, what is wrong with a file, what was only shown; and the options that ask for it."""

import json
from datetime import date, datetime
from getpass import getuser
from typing import Annotated, Any

import typer

from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import sentence

MOST = 2**31 - 1
"""The largest number that every database keeps; a larger one is mistyped."""

DAY = ["%Y-%m-%d"]
"""How days are given to commands."""

Apply = Annotated[bool, typer.Option("--apply", help="Write it; without this only what would change is shown.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
AsJsonList = Annotated[bool, typer.Option("--json", help="Print one JSON list.")]
AsJsonArray = Annotated[bool, typer.Option("--json", help="Print one JSON array.")]
By = Annotated[str, typer.Option(help="Who does this.", default_factory=getuser)]
OnlyOfUnit = Annotated[str | None, typer.Option(help="Only those of this unit: code or name.", show_default=False)]


def print_json(answer: Any) -> None:
    """Print an answer as JSON; what JSON has no kind for, days among them, as text."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


def print_problems(refused: Rejected, *, as_json: bool = False) -> None:
    """Print every fault of a file that is taken whole or not at all."""
    if as_json:
        problems = [
            {"where": problem.where, "code": problem.code, "message": sentence(problem)} for problem in refused.problems
        ]
        print_json({"applied": False, "problems": problems})
        return
    for problem in refused.problems:
        typer.echo(sentence(problem), err=True)
    typer.echo(f"{len(refused.problems)} problem(s); nothing was written.", err=True)


def print_only_shown() -> None:
    """Print that nothing was written, and how to write it."""
    typer.echo("Nothing was written; add --apply to write it.")


def day_of(moment: datetime | None) -> date | None:
    """Return the day that was given to an option, which Typer reads as a moment."""
    return moment.date() if moment else None

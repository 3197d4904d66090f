"""What commands answer alike: JSON, tables, what is wrong with a file, what was only shown; the options for it."""

import json
import sys
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

import typer

from emulation_workflow.adapters.account import own_account
from emulation_workflow.cli.words import told
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers import SheetRead

MOST = 2**31 - 1
"""The largest number that every database keeps; a larger one is mistyped."""

Item = TypeVar("Item")
Row = Sequence[object]

WIDE = 10_000
"""Characters in a line of a table where the output is no terminal: no cell is broken there."""

LEAST_WORDS = 16
"""Characters that a column of words keeps on however narrow a terminal."""

ROOMY = 80
"""Characters in a line of a terminal from which on tables that belong together are set alike."""

DAY = ["%Y-%m-%d"]
"""How days are given to commands."""

Apply = Annotated[bool, typer.Option("--apply", help="Write it; without this only what would change is shown.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
AsJsonList = Annotated[bool, typer.Option("--json", help="Print one JSON list.")]
AsJsonArray = Annotated[bool, typer.Option("--json", help="Print one JSON array.")]
By = Annotated[str, typer.Option(help="Who does this: a number or name in the register.", default_factory=own_account)]
ONE_RECORDER = (
    "the campaign asks for a second pair of eyes, but fewer than two people may enter papers, so only a paper's signer"
    " can confirm it. Register another recorder."
)
OnlyOfUnit = Annotated[str | None, typer.Option(help="Only those of this unit: code or name.", show_default=False)]


def print_json(answer: Any) -> None:
    """Print an answer as JSON; what JSON has no kind for, days among them, as text."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2, default=str))


def print_table(
    rows: Sequence[Row],
    *,
    headings: Sequence[str] = (),
    numbers: Collection[int] = (),
    indent: int = 0,
    beside: Sequence[Row] = (),
) -> None:
    """Print rows in columns, those at the places in `numbers` set to the right; nothing if there is no row.

    Words are wrapped on a terminal, numbers never; a table that is wider all the same runs over the edge. In files and
    pipes every line is whole. Where there is room, all columns but the last are as wide as in a table of the rows
    `beside` these.
    """
    # Loaded here because it takes longer than many a command, and most print no table.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.padding import Padding  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    if not rows:
        return
    console = Console(color_system=None, markup=False, emoji=False, highlight=False)
    is_roomy = not sys.stdout.isatty() or console.width >= ROOMY
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=bool(headings), header_style="")
    for place in range(len(rows[0])):
        is_number = place in numbers
        longest = max(len(str(row[place])) for row in rows)
        of_all = max((len(str(row[place])) for row in beside if is_roomy and place < len(row) - 1), default=0)
        table.add_column(
            headings[place] if headings else "",
            justify="right" if is_number else "left",
            overflow="fold",
            no_wrap=is_number,
            min_width=None if is_number else max(min(longest, LEAST_WORDS), of_all),
        )
    for row in rows:
        table.add_row(*map(str, row))
    shown, terminal, console.width = Padding.indent(table, indent), console.width, WIDE
    if sys.stdout.isatty():
        console.width = max(terminal, console.measure(shown).minimum)
    with console.capture() as printed:
        console.print(shown)
    typer.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


def print_list(
    items: Sequence[Item],
    what: str,
    *,
    as_json: bool,
    plain: Callable[[Item], object],
    row: Callable[[Item], Row],
    numbers: Collection[int] = (0,),
) -> None:
    """Print items as one JSON list of what is `plain`, or as rows of a table and, below it, how many of `what`."""
    if as_json:
        print_json([plain(item) for item in items])
        return
    print_table([row(item) for item in items], numbers=numbers)
    typer.echo(f"{len(items)} {what}.")


def print_problems(refused: Rejected, *, as_json: bool = False) -> None:
    """Print every fault of a file that is taken whole or not at all."""
    if as_json:
        problems = [
            {"where": problem.where, "code": problem.code, "message": told(problem)} for problem in refused.problems
        ]
        print_json({"applied": False, "problems": problems})
        return
    for problem in refused.problems:
        typer.echo(told(problem), err=True)
    typer.echo(f"{refused.count} problem(s); nothing was written.", err=True)


def print_sheet(sheet: SheetRead) -> None:
    """Print which of a workbook's sheets was read, and which not, where it has several; beside the answer."""
    if sheet.title:
        typer.echo(f"Read from the sheet “{sheet.title}”.", err=True)
    if sheet.passed_over:
        others = ", ".join(f"“{title}”" for title in sheet.passed_over)
        typer.echo(f"Not read: {others}, which show something else; somebody should look.", err=True)


def print_only_shown() -> None:
    """Print that nothing was written, and how to write it."""
    typer.echo("Nothing was written; add --apply to write it.")


def day_of(moment: datetime | None) -> date | None:
    """Return the day that was given to an option, which Typer reads as a moment."""
    return moment.date() if moment else None

"""Tables as commands print them, aligned by rich: whole in files and pipes, words wrapped on a terminal."""

import sys
from collections.abc import Collection, Sequence

import typer

Row = Sequence[object]

WIDE = 10_000
"""Signs in a line where the output is no terminal: no cell is broken there."""


def print_table(
    rows: Sequence[Row], *, headings: Sequence[str] = (), numbers: Collection[int] = (), indent: int = 0
) -> None:
    """Print rows in columns, those at the places in `numbers` set to the right; nothing if there is no row."""
    # Loaded here because it takes longer than many a command, and most print no table.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.padding import Padding  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    if not rows:
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=bool(headings), header_style="")
    for place in range(len(rows[0])):
        table.add_column(
            headings[place] if headings else "", justify="right" if place in numbers else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*map(str, row))
    width = None if sys.stdout.isatty() else WIDE
    console = Console(width=width, color_system=None, markup=False, emoji=False, highlight=False)
    with console.capture() as printed:
        console.print(Padding.indent(table, indent))
    typer.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))

"""Tables that the demonstration tells."""

from collections.abc import Sequence

from emulation_workflow.stack.waiting import Tell

WIDE = 10_000
"""Characters in a line: no cell is broken, however narrow the terminal."""


def tell_table(tell: Tell, rows: Sequence[Sequence[object]], *, headings: Sequence[str] = ()) -> None:
    """Tell rows in columns, a line each; numbers are set to the right."""
    # Loaded here because it takes longer than many a command, and all of them load this module.
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=bool(headings), header_style="")
    for place, cell in enumerate(rows[0] if rows else ()):
        heading = headings[place] if headings else ""
        table.add_column(heading, justify="right" if isinstance(cell, int) else "left", no_wrap=True)
    for row in rows:
        table.add_row(*map(str, row))
    console = Console(color_system=None, markup=False, emoji=False, highlight=False, width=WIDE)
    with console.capture() as told:
        console.print(table)
    for line in told.get().splitlines():
        tell(line.rstrip())

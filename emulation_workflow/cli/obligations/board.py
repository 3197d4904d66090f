"""`emulation board …`: what the Board's staff have to see to themselves."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.cli.answers import (
    DAY,
    MOST,
    AsJsonList,
    By,
    day_of,
    print_list,
    print_only_shown,
)
from emulation_workflow.cli.attempts import attempted, named
from emulation_workflow.cli.entry_codes import Confirm, typed_code
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import BoardItem
from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.messages.board_list import ITEM_KINDS, item_sentence
from emulation_workflow.office.board_items import board_items, close_item
from emulation_workflow.office.obligations.board_dates import date_entry, preview_board_date, set_board_date
from emulation_workflow.screens.obligations import change_lines

app = typer.Typer(help="The Board's own list: what no program can settle.", no_args_is_help=True)


@app.command("list")
def list_items(
    every: Annotated[bool, typer.Option("--all", help="Those that are closed, too.")] = False,
    as_json: AsJsonList = False,
) -> None:
    """Show what is open, oldest first."""
    items = board_items(bootstrap.office(), closed_too=every)
    print_list(items, "item(s)", as_json=as_json, plain=_plain, row=_row)


@app.command()
def close(
    number: Annotated[int, typer.Argument(min=1, max=MOST, help="The item's number, as `board list` shows it.")],
    note: Annotated[str, typer.Option(help="What was done about it.")],
    by: By,
) -> None:
    """Close an item that somebody has seen to. An address that bounced is then written to again."""
    office = bootstrap.office()
    with attempted(office, "item_closed", by=by):
        item = close_item(office, number, by=named(office, by), note=note)
    typer.echo(f"Item {number} is closed: {ITEM_KINDS[item.kind]}.")


@app.command("date")
def set_date(
    *,
    task: Annotated[str, typer.Argument(help="The task's id.", show_default=False)],
    day: Annotated[datetime | None, typer.Argument(formats=DAY, help="The day it is due.", show_default=False)] = None,
    level: Annotated[list[str] | None, typer.Option(help="At this level only (id); may be repeated.")] = None,
    document: Annotated[str, typer.Option(help="Number and symbol of the Board's paper.")] = "",
    signed_on: Annotated[datetime | None, typer.Option(formats=DAY, show_default=False)] = None,
    take_back: Annotated[bool, typer.Option("--take-back", help="No such day any more.")] = False,
    note: Annotated[str, typer.Option(help="Why, if it is taken back.")] = "",
    by: By,
    apply: Annotated[bool, typer.Option("--apply", help="Write it; without this only shown.")] = False,
    confirm: Confirm = False,
) -> None:
    """Set a day where the plan names none, or take it back; what hangs on it is derived at once.

    With --apply a code is written to the clerk (--by, a number in the register); with --confirm besides it is typed.
    """
    if (day is None) is not take_back:
        raise typer.BadParameter("Give either a day or --take-back.")
    office = bootstrap.office()
    date_set = DateSet(
        task=task,
        levels=tuple(level or ()),
        day=day_of(day),
        document=document,
        signed_on=day_of(signed_on),
        set_by=by,
        set_at=office.clock.now(),
        note=note,
    )
    with attempted(office, "board_date", by=by):
        taken = preview_board_date(office, date_set)
        if apply and taken.is_new:
            code = typed_code(office, date_entry(office, date_set), confirm=confirm)
            taken = set_board_date(office, date_set, code=code, channel=Channel.COMMAND)
    for line in change_lines(taken.change):
        typer.echo(line)
    if not taken.is_new:
        typer.echo("It stands so already; nothing was written.")
    elif not apply:
        print_only_shown()


def _row(item: BoardItem) -> tuple[str, str, str]:
    details = [ITEM_KINDS[item.kind], item_sentence(item)]
    if item.closed_at:
        details.append(f"closed {item.closed_at:%d/%m/%Y %H:%M} by {item.closed_by}: {item.note}")
    return str(item.number), f"{item.opened_at:%d/%m/%Y %H:%M}", "\n".join(details)


def _plain(item: BoardItem) -> dict[str, object]:
    kept = {"facts" if name == "params" else name: value for name, value in asdict(item).items()}
    return {**kept, "message": item_sentence(item)}

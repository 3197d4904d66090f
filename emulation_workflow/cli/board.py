"""`emulation board …`: what the Board's staff have to see to themselves."""

import json
from dataclasses import asdict
from getpass import getuser
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.domain.board import BoardItem
from emulation_workflow.messages.board import ITEM_KINDS, item_sentence
from emulation_workflow.office.board import close_item

app = typer.Typer(help="The Board's own list: what no program can settle.", no_args_is_help=True)


@app.command("list")
def list_items(
    every: Annotated[bool, typer.Option("--all", help="Those that are closed, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON list.")] = False,
) -> None:
    """Show what is open, oldest first."""
    with bootstrap.office().store.look() as record:
        items = record.items(only_open=not every)
    if as_json:
        typer.echo(json.dumps([_plain(one) for one in items], ensure_ascii=False, indent=2, default=str))
        return
    for one in items:
        typer.echo(f"{one.number:>5}  {one.opened_at:%d/%m/%Y %H:%M}  {ITEM_KINDS[one.kind]}")
        typer.echo(f"       {item_sentence(one)}")
        if one.closed_at:
            typer.echo(f"       closed {one.closed_at:%d/%m/%Y %H:%M} by {one.closed_by}: {one.note}")
    typer.echo(f"{len(items)} item(s).")


@app.command()
def close(
    number: Annotated[int, typer.Argument(help="The item's number, as `board list` shows it.")],
    note: Annotated[str, typer.Option(help="What was done about it.")],
    by: Annotated[str, typer.Option(help="Who has seen to it.", default_factory=getuser)],
) -> None:
    """Close an item that somebody has seen to. An address that bounced is then written to again."""
    item = close_item(bootstrap.office(), number, by=by, note=note)
    typer.echo(f"Item {number} is closed: {ITEM_KINDS[item.kind]}.")


def _plain(item: BoardItem) -> dict[str, object]:
    return {**asdict(item), "message": item_sentence(item)}

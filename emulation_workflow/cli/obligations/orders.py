"""`emulation orders …`: look at what an order would change, enter it, list those that were entered."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import tomlkit
import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.schemas.order_schema import parse_order
from emulation_workflow.adapters.submissions.order_lookup import document_of, read_order_file
from emulation_workflow.cli.answers import DAY, AsJson, print_json, print_list, print_table
from emulation_workflow.cli.attempts import attempted
from emulation_workflow.cli.context import read_bytes, write_file
from emulation_workflow.cli.entry_codes import CODE_TO_COME, NOT_ENTERED, Confirm
from emulation_workflow.cli.obligations.order_output import order_output, preview_output
from emulation_workflow.cli.shell import end
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import AttendanceMode, Campaign
from emulation_workflow.domain.orders.order import Order, OrderKind, ScopePart
from emulation_workflow.messages import order_words, sentence
from emulation_workflow.messages.days import day_words
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders import entry as office_orders
from emulation_workflow.office.orders.effects import Preview
from emulation_workflow.office.orders.sheet import group_changes
from emulation_workflow.office.register_queries import units as registered_units

app = typer.Typer(help="Orders that change the plan: preview, enter, list.", no_args_is_help=True)


@app.command()
def preview(  # noqa: PLR0913 - each is an option of the command
    file: Annotated[Path | None, typer.Argument(help="The order as TOML, YAML or JSON; else by the options.")] = None,
    *,
    number: Annotated[str, typer.Option(help="Number and symbol of the document.")] = "",
    issuer: Annotated[str, typer.Option(help="Id or name of the body that issued it.")] = "",
    signed_on: Annotated[datetime | None, typer.Option(formats=DAY, show_default=False)] = None,
    signer: Annotated[str, typer.Option(help="Who signed it.")] = "",
    effective_from: Annotated[datetime | None, typer.Option(formats=DAY, show_default=False)] = None,
    reason: Annotated[str, typer.Option(help="Why, in the document's words.")] = "",
    kind: Annotated[OrderKind | None, typer.Option(help="What it orders.", show_default=False)] = None,
    level: Annotated[list[str] | None, typer.Option(help="A level it concerns (id or name); repeatable.")] = None,
    group: Annotated[list[str] | None, typer.Option(help="A cluster or block; repeatable.")] = None,
    unit: Annotated[list[str] | None, typer.Option(help="A unit (code or name); repeatable.")] = None,
    task: Annotated[list[str] | None, typer.Option(help="Only this task (id or name); repeatable.")] = None,
    window_from: Annotated[datetime | None, typer.Option("--from", formats=DAY, help="First day to hold it.")] = None,
    window_to: Annotated[datetime | None, typer.Option("--to", formats=DAY, help="Last day to hold it.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=DAY, help="Last day of a suspension.")] = None,
    window_words: Annotated[str, typer.Option("--when", help="The new time in words, without a day.")] = "",
    window_about: Annotated[bool, typer.Option("--about", help="The new time is approximate.")] = False,
    until_event: Annotated[str, typer.Option(help="The event that ends a suspension, in words.")] = "",
    mode: Annotated[AttendanceMode | None, typer.Option(help="The new form.", show_default=False)] = None,
    at_most: Annotated[int | None, typer.Option(help="The new cap.", show_default=False)] = None,
    name: Annotated[list[str] | None, typer.Option(help="A name that is permitted; repeatable.")] = None,
    content: Annotated[list[str] | None, typer.Option(help="A content that stays (id or name); repeatable.")] = None,
    reports_to: Annotated[str, typer.Option(help="Of levels: whom they report to.")] = "",
    upper: Annotated[str, typer.Option(help="Of levels: the level that their delegates go to.")] = "",
    unit_kind: Annotated[list[str] | None, typer.Option(help="Only units of this kind; repeatable.")] = None,
    part: Annotated[ScopePart | None, typer.Option(help="Only pilots, or all but them.", show_default=False)] = None,
    save: Annotated[Path | None, typer.Option(help="Write the order to this TOML file, to be entered.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show which units' days, form and cap would change from what to what, and which conferences stay as held.

    Nothing is written. Exit 0: fit to be entered. 2: the order is refused; why is on stderr.
    """
    paper = {
        "number": number,
        "issuer": issuer,
        "signed_on": signed_on,
        "signer": signer,
        "effective_from": effective_from,
        "reason": reason,
    }
    point = {
        "kind": kind,
        "levels": level,
        "groups": group,
        "units": unit,
        "tasks": task,
        "window_from": window_from,
        "window_to": window_to,
        "until": until,
        "window_words": window_words,
        "window_about": window_about or None,
        "until_event": until_event,
        "mode": mode,
        "at_most": at_most,
        "names": name,
        "contents": content,
        "reports_to": reports_to,
        "upper": upper,
        "kinds": unit_kind,
        "part": part,
    }
    typed = {**_filled(paper), "points": [_filled(point)]}
    if file is not None and (save is not None or typed != {"points": [{}]}):
        raise typer.BadParameter("give either FILE or the order's options; what is in a file is not to be saved again")
    office = bootstrap.office()
    document = _read(office, file) if file else _typed(office, typed)
    shown = office_orders.preview_order(office, document)
    if save is not None:
        write_file(save, tomlkit.dumps(typed).encode(), is_silent=as_json)
    if as_json:
        print_json(preview_output(office.campaign, shown))
    else:
        _print_preview(office.campaign, shown)


@app.command()
def enter(
    file: Annotated[Path, typer.Argument(help="The order as TOML, YAML or JSON.", show_default=False)],
    by: Annotated[str, typer.Option(help="The clerk's number in the register.", show_default=False)],
    confirm: Confirm = False,
    as_json: AsJson = False,
) -> None:
    """Enter an order: first a code is written to the clerk, then, with --confirm and that code, it takes effect.

    Without --confirm again it writes a new code, and the one before counts no more.

    Exit 0: entered, or entered before. 1: not entered (a code was written, or was wrong). 2: the order is refused.
    """
    office = bootstrap.office()
    with attempted(office, "order", by=by):
        document = _read(office, file)
        if not confirm and not office_orders.preview_order(office, document).is_repeat:
            office_orders.request_code(office, document, entered_by=by)
            end(CODE_TO_COME, NOT_ENTERED)
        code = typer.prompt("Code", hide_input=True) if confirm else ""
        entered = office_orders.enter_order(office, document, entered_by=by, code=code, channel=Channel.COMMAND)
    for problem in entered.problems:
        typer.echo(sentence(problem, office.campaign), err=True)
    if not entered.applied:
        raise typer.Exit(NOT_ENTERED)
    if as_json:
        print_json({**preview_output(office.campaign, entered.preview), "letters": entered.letters})
    else:
        _print_preview(office.campaign, entered.preview)
        if not entered.preview.is_repeat:
            typer.echo(f"Entered. {entered.letters} letter(s) to units.")


@app.command("list")
def list_orders(as_json: AsJson = False) -> None:
    """List the orders in the record, in the order of entry, each point on a line."""
    office = bootstrap.office()
    orders = office_orders.entered_orders(office)
    print_list(
        orders,
        "point(s)",
        as_json=as_json,
        plain=lambda order: order_output(office.campaign, order),
        row=lambda order: (
            f"{order.number}, {order.point}",
            f"signed {order.signed_on}, from {order.effective_from}",
            order_words.point(office.campaign, order),
        ),
        numbers=(),
    )


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Return the options that were given, as a file would state them."""
    return {
        name: value.date() if isinstance(value, datetime) else getattr(value, "value", value)
        for name, value in values.items()
        if value not in (None, "", [])
    }


def _typed(office: Office, typed: dict[str, Any]) -> Sequence[Order]:
    return document_of(
        parse_order(typed), campaign=office.campaign, units=registered_units(office), entered_at=office.clock.now()
    )


def _read(office: Office, file: Path) -> Sequence[Order]:
    return read_order_file(
        file.name,
        read_bytes(file),
        campaign=office.campaign,
        units=registered_units(office),
        entered_at=office.clock.now(),
    )


def _print_preview(campaign: Campaign, shown: Preview) -> None:
    order = shown.document[0]
    typer.echo(f"{order.number}, {campaign.body(order.issuer).name}, signed {order.signed_on} by {order.signer}")
    print_table([(f"{point.point}.", order_words.point(campaign, point)) for point in shown.document], indent=2)
    if shown.is_repeat:
        typer.echo("This document is in the record already; nothing changes.")
        return
    for alike in group_changes(campaign, shown):
        typer.echo(f"~ {len(alike.units)} unit(s): " + ", ".join(f"{unit.name} ({unit.code})" for unit in alike.units))
        for name, old, new in alike.changes:
            typer.echo(f"    {name}: {old} → {new}")
    for held in shown.held:
        note = "  (although the order was in force)" if held.is_after else ""
        typer.echo(f"= {held.unit.code} {held.unit.name}: held on {day_words(held.held_on)}{note}")
    typer.echo(
        f"From {shown.on}: {len(shown.changed)} unit(s) change, {len(shown.held)} held already, "
        f"{len(shown.same)} as they were."
    )

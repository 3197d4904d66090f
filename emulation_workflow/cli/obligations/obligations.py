"""`emulation obligations …`: who owes what by when, derived anew, listed, and settled by evidence."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.spreadsheets.evidence import read_evidence
from emulation_workflow.adapters.spreadsheets.reading import Unreadable
from emulation_workflow.cli.answers import Apply, AsJson, By, print_json, print_only_shown, print_problems
from emulation_workflow.cli.obligations.obligation_lines import change_facts, change_lines, facts_of, key_of, lines
from emulation_workflow.cli.units import code_of
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.obligations.obligation import Evidence, ObligationState
from emulation_workflow.messages.obligations import standing_words
from emulation_workflow.office.obligations.evidence import EvidenceRecorded, faults_of_evidence, record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations

app = typer.Typer(help="What every unit owes, by when, and what settles it.", no_args_is_help=True)

REFUSED, UNREADABLE = 1, 2

_ENDED = ObligationState.ENDED


@app.command()
def derive(by: By, apply: Apply = False, as_json: AsJson = False) -> None:
    """Derive everybody's obligations anew, after the campaign, the register or an order changed; evidence stays."""
    desk = bootstrap.office()
    change = derive_obligations(desk, dry_run=not apply, by=by, channel=Channel.COMMAND)
    if as_json:
        print_json({"applied": apply and bool(change), **change_facts(change)})
        return
    for line in change_lines(change):
        typer.echo(line)
    typer.echo(f"{len(change.added)} new, {len(change.changed)} changed, {change.same} as they were.")
    _tell_dry_run(change, applied=apply)


@app.command("list")
def list_obligations(
    unit: Annotated[str | None, typer.Option(help="Only those of this unit: code or name.", show_default=False)] = None,
    level: Annotated[str | None, typer.Option(help="Only those of this level (id).", show_default=False)] = None,
    state: Annotated[ObligationState | None, typer.Option(help="Only those in this state.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """List obligations: what, by when and on whose word, where it stands, who holds the ball.

    Those that are no longer owed are listed with --state ended.
    """
    desk = bootstrap.office()
    levels = [one.id for one in desk.campaign.levels]
    if level not in (None, *levels):
        raise typer.BadParameter(f"levels are: {', '.join(levels)}")
    code = code_of(desk, unit) if unit is not None else None
    with desk.store.look() as record:
        found = [
            one
            for one in record.obligations.of_units([code] if code else None)
            if level in (None, one.derived.level) and (state is one.state if state else one.state is not _ENDED)
        ]
        names = {one.code: one.name for one in record.register.units()}
    if as_json:
        print_json([facts_of(one, desk.campaign, names) for one in found])
        return
    for one in found:
        typer.echo("\n".join(lines(one, desk.campaign, names)))
    typer.echo(f"{len(found)} obligation(s).")


@app.command()
def evidence(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file.", show_default=False)],
    by: By,
    apply: Apply = False,
    as_json: AsJson = False,
) -> None:
    """Record a list of what units have done: all of it or nothing.

    Exit 0: fit to be recorded, or recorded with --apply. 1: rows are refused, nothing was written. 2: no such table.
    """
    desk = bootstrap.office()
    try:
        rows = read_evidence(
            file, desk.campaign, judge=lambda found: faults_of_evidence(desk, found), by=by, at=desk.clock.now()
        )
        taken = record_evidence(desk, rows, channel=Channel.COMMAND, dry_run=not apply)
    except Rejected as refused:
        print_problems(refused, as_json=as_json)
        raise typer.Exit(UNREADABLE if isinstance(refused, Unreadable) else REFUSED) from None
    _tell_taken(taken, applied=apply, as_json=as_json)


@app.command()
def record(
    *,
    unit: Annotated[str, typer.Argument(help="The unit's code.", show_default=False)],
    task: Annotated[str, typer.Argument(help="The task's id.", show_default=False)],
    by: By,
    done_on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day it was done.", show_default=False)],
    number: Annotated[str, typer.Option(help="Number and symbol of the document.")] = "",
    signed_on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], show_default=False)] = None,
    link: Annotated[str, typer.Option(help="An address on the web.")] = "",
    source: Annotated[str, typer.Option(help="From what paper or list this is known.")] = "",
    note: Annotated[str, typer.Option(help="Anything else; why, if it is withdrawn.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="What was recorded before does not hold.")] = False,
) -> None:
    """Record what one unit has done, or take it back; what was recorded before stays in the record."""
    desk = bootstrap.office()
    row = Evidence(
        unit=unit,
        task=task,
        done_on=done_on.date(),
        recorded_at=desk.clock.now(),
        recorded_by=by,
        number=number,
        signed_on=signed_on.date() if signed_on else None,
        link=link,
        source=source,
        withdrawn=withdraw,
        note=note,
    )
    _tell_taken(record_evidence(desk, [row], channel=Channel.COMMAND), applied=True, as_json=False)


def _tell_taken(taken: EvidenceRecorded, *, applied: bool, as_json: bool) -> None:
    settled = [new for old, new in taken.change.changed if old.state is not new.state]
    if as_json:
        rows = [{"unit": one.unit, "task": one.task, "done_on": one.done_on.isoformat()} for one in taken.new]
        states = [key_of(one) | {"state": one.state} for one in settled]
        print_json({"applied": applied and bool(taken.new), "new": rows, "same": len(taken.same), "states": states})
        return
    for one in taken.new:
        typer.echo(f"{'-' if one.withdrawn else '+'} {one.unit} {one.task} {one.done_on} {one.number or one.link}")
    for state in settled:
        typer.echo(f"~ {state.derived.unit} {state.derived.task}: {standing_words(state)}")
    typer.echo(f"{len(taken.new)} new, {len(taken.same)} as they were.")
    _tell_dry_run(taken.new, applied=applied)


def _tell_dry_run(change: object, *, applied: bool) -> None:
    if change and not applied:
        print_only_shown()

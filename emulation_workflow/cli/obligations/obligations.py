"""`emulation obligations …`: who owes what by when, derived anew, listed, and settled by evidence."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.spreadsheets.evidence import read_evidence
from emulation_workflow.adapters.spreadsheets.reading import Unreadable
from emulation_workflow.cli.answers import (
    DAY,
    Apply,
    AsJson,
    By,
    OnlyOfUnit,
    day_of,
    print_json,
    print_list,
    print_only_shown,
    print_problems,
    print_sheet,
)
from emulation_workflow.cli.attempts import attempted, named
from emulation_workflow.cli.context import ensure_level
from emulation_workflow.cli.obligations.obligation_output import change_output, key_of, obligation_output
from emulation_workflow.cli.units import code_of
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.obligations.obligation import Evidence, ObligationState
from emulation_workflow.messages.obligations import standing_words
from emulation_workflow.office.obligations.evidence import EvidenceRecorded, faults_of_evidence, record_evidence
from emulation_workflow.office.obligations.obligation_queries import obligations_of
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.register_queries import unit_names
from emulation_workflow.screens.obligations import change_lines, obligation_row

app = typer.Typer(help="What every unit owes, by when, and what settles it.", no_args_is_help=True)

REFUSED, UNREADABLE = 1, 2


@app.command()
def derive(by: By, apply: Apply = False, as_json: AsJson = False) -> None:
    """Derive everybody's obligations anew, after the campaign, the register or an order changed; evidence stays."""
    office = bootstrap.office()
    with attempted(office, "obligations", by=by, applied=apply):
        change = derive_obligations(office, dry_run=not apply, by=named(office, by), channel=Channel.COMMAND)
    if as_json:
        print_json({"applied": apply and bool(change), **change_output(change)})
        return
    for line in change_lines(change):
        typer.echo(line)
    typer.echo(f"{len(change.added)} new, {len(change.changed)} changed, {change.same} as they were.")
    _print_dry_run(change, applied=apply)


@app.command("list")
def list_obligations(
    unit: OnlyOfUnit = None,
    level: Annotated[str | None, typer.Option(help="Only those of this level (id).", show_default=False)] = None,
    state: Annotated[ObligationState | None, typer.Option(help="Only those in this state.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """List obligations: what, by when and on whose word, where it stands, who is waited for.

    Those that are no longer owed are listed with --state ended.
    """
    office = bootstrap.office()
    if level is not None:
        ensure_level(office.campaign, level)
    code = code_of(office, unit) if unit is not None else None
    owed, names = obligations_of(office, unit=code, level=level, state=state), unit_names(office)
    print_list(
        owed,
        "obligation(s)",
        as_json=as_json,
        plain=lambda obligation: obligation_output(obligation, office.campaign, names),
        row=lambda obligation: obligation_row(obligation, office.campaign, names),
        numbers=(),
    )


@app.command()
def evidence(
    file: Annotated[Path, typer.Argument(help="A spreadsheet (.xlsx, .xls, .xlsb, .ods) or CSV.", show_default=False)],
    by: By,
    apply: Apply = False,
    as_json: AsJson = False,
) -> None:
    """Record a list of what units have done: all of it or nothing.

    Exit 0: fit to be recorded, or recorded with --apply. 1: rows are refused, nothing was written. 2: no such table.
    """
    office = bootstrap.office()
    try:
        with attempted(office, "evidence", by=by, applied=apply):
            rows = read_evidence(
                file,
                office.campaign,
                judge=lambda evidence: faults_of_evidence(office, evidence),
                by=named(office, by),
                at=office.clock.now(),
                units=office.read(lambda record: record.register.units()),
            )
            taken = record_evidence(office, rows, channel=Channel.COMMAND, dry_run=not apply)
    except Rejected as refused:
        print_problems(refused, as_json=as_json)
        raise typer.Exit(UNREADABLE if isinstance(refused, Unreadable) else REFUSED) from None
    print_sheet(rows.sheet)
    _print_taken(taken, applied=apply, as_json=as_json)


@app.command()
def record(
    *,
    unit: Annotated[str, typer.Argument(help="The unit's code.", show_default=False)],
    task: Annotated[str, typer.Argument(help="The task's id.", show_default=False)],
    by: By,
    done_on: Annotated[datetime, typer.Option(formats=DAY, help="The day it was done.", show_default=False)],
    number: Annotated[str, typer.Option(help="Number and symbol of the document.")] = "",
    signed_on: Annotated[datetime | None, typer.Option(formats=DAY, show_default=False)] = None,
    link: Annotated[str, typer.Option(help="An address on the web.")] = "",
    source: Annotated[str, typer.Option(help="From what paper or list this is known.")] = "",
    note: Annotated[str, typer.Option(help="Anything else; why, if it is withdrawn.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="What was recorded before does not hold.")] = False,
) -> None:
    """Record what one unit has done, or take it back; what was recorded before stays in the record."""
    office = bootstrap.office()
    with attempted(office, "evidence", by=by):
        evidence = Evidence(
            unit=unit,
            task=task,
            done_on=done_on.date(),
            recorded_at=office.clock.now(),
            recorded_by=named(office, by),
            number=number,
            signed_on=day_of(signed_on),
            link=link,
            source=source,
            withdrawn=withdraw,
            note=note,
        )
        taken = record_evidence(office, [evidence], channel=Channel.COMMAND)
    _print_taken(taken, applied=True, as_json=False)


def _print_taken(taken: EvidenceRecorded, *, applied: bool, as_json: bool) -> None:
    settled = [new for old, new in taken.change.changed if old.state is not new.state]
    if as_json:
        rows = [
            {"unit": evidence.unit, "task": evidence.task, "done_on": evidence.done_on.isoformat()}
            for evidence in taken.new
        ]
        states = [key_of(obligation) | {"state": obligation.state} for obligation in settled]
        print_json({"applied": applied and bool(taken.new), "new": rows, "same": len(taken.same), "states": states})
        return
    for evidence in taken.new:
        sign = "-" if evidence.withdrawn else "+"
        typer.echo(f"{sign} {evidence.unit} {evidence.task} {evidence.done_on} {evidence.number or evidence.link}")
    for obligation in settled:
        typer.echo(f"~ {obligation.derived.unit} {obligation.derived.task}: {standing_words(obligation)}")
    typer.echo(f"{len(taken.new)} new, {len(taken.same)} as they were.")
    _print_dry_run(taken.new, applied=applied)


def _print_dry_run(change: object, *, applied: bool) -> None:
    if change and not applied:
        print_only_shown()

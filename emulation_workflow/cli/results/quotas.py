"""`emulation delegates quota …`: how many delegates an upper conference allocates to each unit (A14)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.spreadsheets.quotas import read_quotas
from emulation_workflow.adapters.spreadsheets.reading import Unreadable
from emulation_workflow.cli.answers import MOST, Apply, By, print_only_shown, print_problems
from emulation_workflow.cli.shell import REFUSED as UNREADABLE
from emulation_workflow.cli.units import code_of
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates.lists import Quota
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.office.delegates.quotas import QuotasRecorded, faults_of_quotas, quotas_in_force, record_quotas
from emulation_workflow.office.office import Office

app = typer.Typer(help="Quotas of delegates. No row is no quota, which is not nought.", no_args_is_help=True)

REFUSED = 1
DAY = ["%Y-%m-%d"]

Upper = Annotated[str, typer.Option("--upper", help="The unit whose conference allocates: code or name.")]
DocumentNumber = Annotated[str, typer.Option("--document", help="Number and symbol of the document.")]
SignedOn = Annotated[datetime | None, typer.Option(formats=DAY, help="The day it was signed.")]


@app.command()
def take(
    *,
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file: unit, number.", show_default=False)],
    by: By,
    upper: Upper,
    document: DocumentNumber = "",
    signed_on: SignedOn = None,
    apply: Apply = False,
) -> None:
    """Record the quotas of many units: all or nothing; an empty number is no quota.

    Exit 0: fit to be recorded, or recorded with --apply. 1: rows are refused. 2: no such table.
    """
    desk = bootstrap.office()
    whole = _quota(desk, upper=upper, document=document, signed_on=signed_on, by=by)
    with desk.store.look() as record:
        units = record.register.units()
    try:
        rows = read_quotas(file, whole=whole, units=units, judge=lambda found: faults_of_quotas(desk, found))
        taken = record_quotas(desk, rows, channel=Channel.COMMAND, dry_run=not apply)
    except Rejected as refused:
        print_problems(refused)
        raise typer.Exit(UNREADABLE if isinstance(refused, Unreadable) else REFUSED) from None
    _tell(taken, applied=apply)


@app.command("set")
def set_quota(
    *,
    unit: Annotated[str, typer.Argument(help="The unit: code or name.", show_default=False)],
    number: Annotated[int, typer.Argument(min=0, max=MOST, help="How many delegates.", show_default=False)],
    by: By,
    upper: Upper,
    document: DocumentNumber,
    signed_on: SignedOn = None,
) -> None:
    """Record one unit's quota; what stood before stays in the record."""
    desk = bootstrap.office()
    whole = _quota(desk, upper=upper, unit=unit, number=number, document=document, signed_on=signed_on, by=by)
    _tell(record_quotas(desk, [whole], channel=Channel.COMMAND), applied=True)


@app.command("list")
def list_quotas(upper: Upper) -> None:
    """List the quotas that are in force today."""
    desk = bootstrap.office()
    code = code_of(desk, upper)
    with desk.store.look() as record:
        found, units = record.delegates.quotas(code), {one.code: one.name for one in record.register.units()}
    standing = quotas_in_force(found, on=desk.clock.now().date())
    for one in standing.values():
        typer.echo(f"{one.unit:<12} {units.get(one.unit, '')}: {one.number} ({one.document})")
    typer.echo(f"{len(standing)} quota(s).")


def _quota(
    desk: Office, *, upper: str, document: str, signed_on: datetime | None, by: str, unit: str = "", number: int = 0
) -> Quota:
    return Quota(
        upper=code_of(desk, upper),
        unit=code_of(desk, unit) if unit else "",
        number=number,
        document=document,
        signed_on=signed_on.date() if signed_on else None,
        recorded_at=desk.clock.now(),
        recorded_by=by,
    )


def _tell(taken: QuotasRecorded, *, applied: bool) -> None:
    for one in _in_order(taken.new):
        typer.echo(f"+ {one.unit} → {one.upper}: {one.number} ({one.document})")
    typer.echo(f"{len(taken.new)} new, {len(taken.same)} as they were.")
    if taken.new and not applied:
        print_only_shown()


def _in_order(quotas: Sequence[Quota]) -> list[Quota]:
    return sorted(quotas, key=lambda one: (one.upper, one.unit))

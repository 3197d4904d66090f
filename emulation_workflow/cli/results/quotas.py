"""`emulation delegates quota …`: how many delegates an upper conference allocates to each unit (A14)."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.spreadsheets.delegates import read_quotas
from emulation_workflow.adapters.spreadsheets.reading import Unreadable
from emulation_workflow.cli.answers import (
    DAY,
    MOST,
    Apply,
    By,
    day_of,
    print_only_shown,
    print_problems,
    print_sheet,
    print_table,
)
from emulation_workflow.cli.attempts import attempted
from emulation_workflow.cli.entry_codes import Confirm, typed_code
from emulation_workflow.cli.shell import REFUSED as UNREADABLE
from emulation_workflow.cli.units import code_of
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates import Quota
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.office.delegates.delegate_queries import quotas_today
from emulation_workflow.office.delegates.quotas import (
    QuotasRecorded,
    faults_of_quotas,
    preview_quotas,
    quota_entry,
    record_quotas,
)
from emulation_workflow.office.office import Office
from emulation_workflow.office.register_queries import unit_names
from emulation_workflow.office.register_queries import units as registered_units

app = typer.Typer(help="Quotas of delegates. No row is no quota, which is not zero.", no_args_is_help=True)

REFUSED = 1

Upper = Annotated[str, typer.Option("--upper", help="The unit whose conference allocates: code or name.")]
DocumentNumber = Annotated[str, typer.Option("--document", help="Number and symbol of the document.")]
SignedOn = Annotated[datetime | None, typer.Option(formats=DAY, help="The day it was signed.")]


@app.command("take")
def record_quota_file(
    *,
    file: Annotated[Path, typer.Argument(help="A spreadsheet or CSV: unit, number.", show_default=False)],
    by: By,
    upper: Upper,
    document: DocumentNumber = "",
    signed_on: SignedOn = None,
    apply: Apply = False,
    confirm: Confirm = False,
) -> None:
    """Record the quotas of many units: all or nothing; an empty number is no quota.

    With --apply a code is written to the clerk (--by, a number in the register); with --confirm besides it is typed.
    Exit 0: fit to be recorded, or recorded. 1: rows are refused, or a code was written or was wrong. 2: no such table.
    """
    office = bootstrap.office()
    try:
        with attempted(office, "quotas", by=by, applied=apply):
            quota = _quota(office, upper=upper, document=document, signed_on=signed_on, by=by)
            rows = read_quotas(
                file, whole=quota, units=registered_units(office), judge=lambda quotas: faults_of_quotas(office, quotas)
            )
            taken = _record(office, rows, confirm=confirm) if apply else preview_quotas(office, rows)
    except Rejected as refused:
        print_problems(refused)
        raise typer.Exit(UNREADABLE if isinstance(refused, Unreadable) else REFUSED) from None
    print_sheet(rows.sheet)
    _print_taken(taken, applied=apply)


@app.command("set")
def set_quota(
    *,
    unit: Annotated[str, typer.Argument(help="The unit: code or name.", show_default=False)],
    number: Annotated[int, typer.Argument(min=0, max=MOST, help="How many delegates.", show_default=False)],
    by: By,
    upper: Upper,
    document: DocumentNumber,
    signed_on: SignedOn = None,
    confirm: Confirm = False,
) -> None:
    """Record one unit's quota; what stood before stays in the record. First a code is written to the clerk (--by)."""
    office = bootstrap.office()
    with attempted(office, "quotas", by=by):
        quota = _quota(office, upper=upper, unit=unit, number=number, document=document, signed_on=signed_on, by=by)
        taken = _record(office, [quota], confirm=confirm)
    _print_taken(taken, applied=True)


@app.command("list")
def list_quotas(upper: Upper) -> None:
    """List the quotas that are in force today."""
    office = bootstrap.office()
    quotas, names = quotas_today(office, code_of(office, upper)), unit_names(office)
    rows = [
        (quota.unit, f"{names.get(quota.unit, '')}: {quota.number} ({quota.document})") for quota in quotas.values()
    ]
    print_table(rows)
    typer.echo(f"{len(quotas)} quota(s).")


def _record(office: Office, quotas: Sequence[Quota], *, confirm: bool) -> QuotasRecorded:
    foreseen = preview_quotas(office, quotas)
    if not foreseen.new:
        return foreseen
    code = typed_code(office, quota_entry(office, quotas), confirm=confirm)
    return record_quotas(office, quotas, code=code, channel=Channel.COMMAND)


def _quota(
    office: Office, *, upper: str, document: str, signed_on: datetime | None, by: str, unit: str = "", number: int = 0
) -> Quota:
    return Quota(
        upper=code_of(office, upper),
        unit=code_of(office, unit) if unit else "",
        number=number,
        document=document,
        signed_on=day_of(signed_on),
        recorded_at=office.clock.now(),
        recorded_by=by,
    )


def _print_taken(taken: QuotasRecorded, *, applied: bool) -> None:
    for quota in sorted(taken.new, key=lambda quota: (quota.upper, quota.unit)):
        typer.echo(f"+ {quota.unit} → {quota.upper}: {quota.number} ({quota.document})")
    typer.echo(f"{len(taken.new)} new, {len(taken.same)} as they were.")
    if taken.new and not applied:
        print_only_shown()

"""`emulation delegates …`: adopted lists and who attends, quotas, what is taken out, what is erased."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.spreadsheets.delegates import read_delegates
from emulation_workflow.adapters.spreadsheets.reading import RowsRefused
from emulation_workflow.cli.answers import (
    DAY,
    Apply,
    AsJson,
    By,
    day_of,
    print_json,
    print_only_shown,
    print_problems,
    print_sheet,
    print_table,
)
from emulation_workflow.cli.attempts import attempted, named
from emulation_workflow.cli.findings import exit_for, print_findings
from emulation_workflow.cli.results.quotas import app as quota_app
from emulation_workflow.cli.shell import REFUSED as UNREADABLE
from emulation_workflow.cli.shell import writing_to
from emulation_workflow.cli.units import unit_meant
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.delegates import DelegateList, DelegateListVersion, ListKind, categories_for, upper_unit
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail import MailRecord
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import list_sha256
from emulation_workflow.office.delegates.attendance import count_attendance
from emulation_workflow.office.delegates.delegate_queries import checked_today, delegate_lists
from emulation_workflow.office.delegates.list_receipt import ListReceived, receive_list
from emulation_workflow.office.delegates.personal_data import ErasureResult, export_list
from emulation_workflow.office.delegates.personal_data import erase_people as erase_lists
from emulation_workflow.office.mailbox.mail_queries import originals_of
from emulation_workflow.office.office import Office
from emulation_workflow.office.register_queries import units as registered_units
from emulation_workflow.screens.delegates import attendance_lines, erased_lines, list_line, mail_rows, quota_rows

app = typer.Typer(help="Delegate lists: who goes to the conference above. Names are shown by export alone.")
app.add_typer(quota_app, name="quota")

REFUSED = 1

Reader = Annotated[
    str, typer.Option("--by", help="The number of the official for whom it is done.", show_default=False)
]
UnitOption = Annotated[str, typer.Option("--unit", help="A unit: its code, or its name.")]
UpperOption = Annotated[str, typer.Option("--upper", help="The unit whose conference it is: its code, or its name.")]


@app.command("take")
def receive_list_file(
    *,
    file: Annotated[Path, typer.Argument(help="A spreadsheet (.xlsx, .xls, .xlsb, .ods) or CSV.", show_default=False)],
    by: By,
    unit: UnitOption,
    kind: Annotated[ListKind, typer.Option(help="Adopted by the unit, or attending the unit's conference.")] = (
        ListKind.ADOPTED
    ),
    adopted_on: Annotated[datetime | None, typer.Option(formats=DAY, help="The day of its adoption.")] = None,
    minutes: Annotated[str, typer.Option(help="Number of the minutes that adopted it.")] = "",
    apply: Apply = False,
    as_json: AsJson = False,
) -> None:
    """Take in a list: all of it or nothing. The file is not kept; what becomes of it is for you to see to.

    Exit 0: fit to be kept, or kept with --apply. 1: rows are refused, nothing was written. 2: no such table or list.
    """
    office = bootstrap.office()
    day = day_of(adopted_on)
    try:
        with attempted(office, "delegate_list", by=by, applied=apply):
            delegates = _read(office, file, unit_meant(office, unit, day), kind=kind, adopted_on=day, minutes=minutes)
            received = receive_list(office, delegates, by=named(office, by), channel=Channel.COMMAND, dry_run=not apply)
    except Rejected as refused:
        print_problems(refused, as_json=as_json)
        raise typer.Exit(REFUSED if isinstance(refused, RowsRefused) else UNREADABLE) from None
    _print_received(office.campaign, received, applied=apply, as_json=as_json)


@app.command()
def check(unit: UnitOption, kind: Annotated[ListKind, typer.Option()] = ListKind.ADOPTED) -> None:
    """Check the latest list of a unit against the plan, the lists below and the quotas as they stand today.

    Exit 0: no breach. 1: breaches. 2: there is no list.
    """
    office = bootstrap.office()
    owner = unit_meant(office, unit)
    version, upper, findings = checked_today(office, kind, owner)
    print_findings(list_line(version, {owner.code: owner, upper.code: upper}), findings, office.campaign)
    exit_for(findings)


@app.command("list")
def list_lists(upper: UpperOption = "", as_json: AsJson = False) -> None:
    """List every list that came, by its figures alone."""
    office = bootstrap.office()
    code = unit_meant(office, upper).code if upper else None
    versions = delegate_lists(office, code)
    if as_json:
        print_json([_facts(version) for version in versions])
        return
    units = {unit.code: unit for unit in registered_units(office)}
    for version in versions:
        typer.echo(list_line(version, units))
    typer.echo(f"{len(versions)} list(s).")


@app.command()
def count(
    upper: UpperOption,
    on: Annotated[datetime | None, typer.Option(formats=DAY, help="As of this day; else today.")] = None,
) -> None:
    """Count who goes to a conference: each person once, by category, women, minorities; quotas; who sent no list."""
    office = bootstrap.office()
    day = day_of(on) or office.clock.now().date()
    attendance = count_attendance(office, unit_meant(office, upper, day).code, day)
    for line in attendance_lines(attendance, categories_for(office.campaign, attendance.upper)):
        typer.echo(line)
    print_table(quota_rows(attendance), indent=2)
    typer.echo(f"  units without a list: {len(attendance.without_list)}")


@app.command()
def export(
    out: Annotated[Path, typer.Option("--out", help="The XLSX file to write.", show_default=False)],
    by: Reader,
    unit: UnitOption = "",
    upper: UpperOption = "",
) -> None:
    """Write a unit's list, or that of everybody who goes to a conference, to a file; with a row in the record.

    Only for an official whose role may see lists. Exit 2: refused.
    """
    if bool(unit) == bool(upper):
        raise typer.BadParameter("give either --unit or --upper")
    # Loaded here because no other command writes a workbook of it.
    from emulation_workflow.adapters.spreadsheets.delegate_export import write_list  # noqa: PLC0415

    office = bootstrap.office()
    with attempted(office, "export", by=by):
        code = unit_meant(office, unit or upper).code
        whose = {"unit" if unit else "upper": code}
        exported = export_list(office, by=by, **whose, purpose=out.suffix.removeprefix("."))
    with writing_to(out):
        write_list(exported, office.campaign, out, on=office.clock.now().date(), by=by)
    typer.echo(f"Wrote {out}: {len(exported.people)} people. Remove it when it is no longer needed.")


@app.command()
def erase(
    by: Reader,
    reason: Annotated[str, typer.Option(help="Why, if the campaign is not over.")] = "",
    before_end: Annotated[bool, typer.Option("--before-end", help="Although the campaign is not over.")] = False,
    apply: Apply = False,
) -> None:
    """Remove the people of every list for good; counts, days and hashes stay.

    Tells which messages may still hold a list as it came by mail. Exit 2: refused.
    """
    office = bootstrap.office()
    with attempted(office, "erasure", by=by):
        erased = erase_lists(office, by=by, reason=reason, before_end=before_end, dry_run=not apply)
    for line in erased_lines(erased):
        typer.echo(line)
    if mails := _with_files(office, erased):
        typer.echo("Messages that files came with, which may hold lists; their originals stay in the record:")
        print_table(mail_rows(mails), indent=2)
    if erased.lists and not apply:
        print_only_shown()


def _read(
    office: Office, file: Path, unit: Unit, *, kind: ListKind, adopted_on: date | None, minutes: str
) -> DelegateList:
    """Return the list in the file, its words looked up for the conference that it is for."""
    on, units = adopted_on or office.clock.now().date(), registered_units(office)
    upper = unit if kind is ListKind.ATTENDING else upper_unit(office.campaign, unit, units, on=on)
    categories = categories_for(office.campaign, upper) if upper else {}
    people = read_delegates(file, kind=kind, unit=unit, categories=categories, units=units, on=on)
    print_sheet(people.sheet)
    return DelegateList(kind=kind, unit=unit.code, delegates=people, adopted_on=adopted_on, minutes=minutes)


def _with_files(office: Office, erased: ErasureResult) -> list[MailRecord]:
    """Return those of the messages that files came with."""
    # Loaded here because no other command of these reads mail.
    from emulation_workflow.adapters.mail.reading import read_mail  # noqa: PLC0415

    return [mail for mail, original in originals_of(office, erased.mails) if read_mail(original).files]


def _print_received(campaign: Campaign, received: ListReceived, *, applied: bool, as_json: bool) -> None:
    version = received.version
    if as_json:
        print_json({"applied": applied and received.is_new, "is_new": received.is_new, **_facts(version)})
        return
    units = {unit.code: unit for unit in (received.unit, received.upper)}
    print_findings(list_line(version, units), version.findings, campaign)
    if not received.is_new:
        typer.echo("The same list stands already; nothing was written.")
    elif not applied:
        print_only_shown()


def _facts(version: DelegateListVersion) -> dict[str, Any]:
    counts = {name: getattr(version, name) for name in ("official", "reserves", "women", "minorities")}
    return {
        "kind": version.kind.value,
        "unit": version.unit,
        "upper": version.upper,
        "version": version.version,
        "sha256": _sha256(version),
        **counts,
        "erased": version.erased_at is not None,
        "findings": [
            {"rule": finding.rule, "verdict": finding.verdict.value, "code": finding.code}
            for finding in version.findings
        ],
    }


def _sha256(version: DelegateListVersion) -> str:
    """Return the SHA-256 of the people, for whoever has the same list; where they are not read, the digest kept."""
    if not version.delegates:
        return version.sha256
    return list_sha256(version.delegates, header=version.as_received.header)

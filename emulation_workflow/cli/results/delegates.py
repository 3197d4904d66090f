"""`emulation delegates …`: adopted lists and who attends, quotas, what is taken out, what is erased."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.spreadsheets.delegates import read_delegates
from emulation_workflow.adapters.spreadsheets.reading import Unreadable
from emulation_workflow.cli.answers import Apply, AsJson, By, print_json, print_only_shown, print_problems
from emulation_workflow.cli.results.delegate_lines import (
    attendance_lines,
    erased_lines,
    finding_lines,
    list_line,
)
from emulation_workflow.cli.results.quotas import app as quota_app
from emulation_workflow.cli.shell import REFUSED as UNREADABLE
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.delegates.lists import DelegateList, ListKind
from emulation_workflow.domain.delegates.upward import categories_for, upper_unit
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.mail.incoming import MailRecord
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.delegates.attendance import count_attendance
from emulation_workflow.office.delegates.lists import ListReceived, findings_on, receive_list
from emulation_workflow.office.delegates.personal_data import ErasureResult, export_list
from emulation_workflow.office.delegates.personal_data import erase_people as erase_lists
from emulation_workflow.office.office import Office

app = typer.Typer(help="Delegate lists: who goes to the conference above. Names are shown by export alone.")
app.add_typer(quota_app, name="quota")

BREACH, REFUSED = 1, 1
DAY = ["%Y-%m-%d"]

Reader = Annotated[
    str, typer.Option("--by", help="The number of the official for whom it is done.", show_default=False)
]
UnitOption = Annotated[str, typer.Option("--unit", help="A unit: its code, or its name.")]
UpperOption = Annotated[str, typer.Option("--upper", help="The unit whose conference it is: its code, or its name.")]


@app.command()
def take(
    *,
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file.", show_default=False)],
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
    desk = bootstrap.office()
    day = adopted_on.date() if adopted_on else None
    try:
        given = _read(desk, file, _unit(desk, unit, day), kind=kind, adopted_on=day, minutes=minutes)
        received = receive_list(desk, given, by=by, channel=Channel.COMMAND, dry_run=not apply)
    except Rejected as refused:
        print_problems(refused, as_json=as_json)
        is_table = not isinstance(refused, Unreadable) and all(one.where.startswith("dòng") for one in refused.problems)
        raise typer.Exit(REFUSED if is_table else UNREADABLE) from None
    _tell_received(received, applied=apply, as_json=as_json)


@app.command()
def check(unit: UnitOption, kind: Annotated[ListKind, typer.Option()] = ListKind.ADOPTED) -> None:
    """Check the latest list of a unit against the plan, the lists below and the quotas as they stand today.

    Exit 0: no breach. 1: breaches. 2: there is no list.
    """
    desk = bootstrap.office()
    named = _unit(desk, unit, None)
    with desk.store.look() as record:
        version, on = record.delegates.get(kind, named.code), desk.clock.now().date()
        if version is None:
            raise Rejected(Problem(code=ProblemCode.LIST_NONE, params={"unit": named.name}))
        upper = next(one for one in record.register.units() if one.code == version.upper)
        findings = findings_on(record, desk, version.as_received, upper, on)
    typer.echo(list_line(version, {named.code: named, upper.code: upper}))
    for line in finding_lines(findings):
        typer.echo(line)
    if any(one.verdict is Verdict.BREACH for one in findings):
        raise typer.Exit(BREACH)


@app.command("list")
def list_lists(upper: UpperOption = "", as_json: AsJson = False) -> None:
    """List every list that came, by its figures alone."""
    desk = bootstrap.office()
    wanted = _unit(desk, upper, None).code if upper else None
    with desk.store.look() as record:
        found, units = record.delegates.lists(wanted), {one.code: one for one in record.register.units()}
    if as_json:
        print_json([_facts(one) for one in found])
        return
    for one in found:
        typer.echo(list_line(one, units))
    typer.echo(f"{len(found)} list(s).")


@app.command()
def count(
    upper: UpperOption,
    on: Annotated[datetime | None, typer.Option(formats=DAY, help="As of this day; else today.")] = None,
) -> None:
    """Count who goes to a conference: each person once, by category, women, minorities; quotas; who sent no list."""
    desk = bootstrap.office()
    day = on.date() if on else desk.clock.now().date()
    found = count_attendance(desk, _unit(desk, upper, day).code, day)
    for line in attendance_lines(found, categories_for(desk.campaign, found.upper)):
        typer.echo(line)


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

    desk = bootstrap.office()
    code = _unit(desk, unit or upper, None).code
    taken = export_list(desk, by=by, **{"unit" if unit else "upper": code}, purpose=out.suffix.removeprefix("."))
    try:
        write_list(taken, desk.campaign, out, on=desk.clock.now().date(), by=by)
    except OSError as fault:
        typer.echo(f"{out} cannot be written to: {fault.strerror}.", err=True)
        raise typer.Exit(UNREADABLE) from None
    typer.echo(f"Wrote {out}: {len(taken.people)} people. Remove it when it is no longer needed.")


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
    desk = bootstrap.office()
    erased = erase_lists(desk, by=by, reason=reason, before_end=before_end, dry_run=not apply)
    for line in erased_lines(erased, with_files=_with_files(desk, erased)):
        typer.echo(line)
    if erased.lists and not apply:
        print_only_shown()


def _read(
    desk: Office, file: Path, unit: Unit, *, kind: ListKind, adopted_on: date | None, minutes: str
) -> DelegateList:
    """The list in the file, its words looked up for the conference that it is for."""
    on = adopted_on or desk.clock.now().date()
    with desk.store.look() as record:
        units = record.register.units()
    upper = unit if kind is ListKind.ATTENDING else upper_unit(desk.campaign, unit, units, on=on)
    categories = categories_for(desk.campaign, upper) if upper else {}
    people = read_delegates(file, kind=kind, unit=unit, categories=categories, units=units, on=on)
    return DelegateList(kind=kind, unit=unit.code, delegates=people, adopted_on=adopted_on, minutes=minutes)


def _unit(desk: Office, words: str, on: date | None) -> Unit:
    with desk.store.look() as record:
        return find_unit(words, record.register.units(), day=on or desk.clock.now().date())


def _with_files(desk: Office, erased: ErasureResult) -> list[MailRecord]:
    """Those of the messages that files came with."""
    # Loaded here because no other command of these reads mail.
    from emulation_workflow.adapters.mail.reading import read_mail  # noqa: PLC0415

    with desk.store.look() as record:
        originals = [(mail, record.files.read(mail.sha256)) for mail in erased.mails]
    return [mail for mail, original in originals if original is not None and read_mail(original).files]


def _tell_received(received: ListReceived, *, applied: bool, as_json: bool) -> None:
    version = received.version
    if as_json:
        print_json({"applied": applied and received.is_new, "is_new": received.is_new, **_facts(version)})
        return
    typer.echo(list_line(version, {one.code: one for one in (received.unit, received.upper)}))
    for line in finding_lines(version.findings):
        typer.echo(line)
    if not received.is_new:
        typer.echo("The same list stands already; nothing was written.")
    elif not applied:
        print_only_shown()


def _facts(version: Any) -> dict[str, Any]:
    counts = {name: getattr(version, name) for name in ("official", "reserves", "women", "minorities")}
    return {
        "kind": version.kind.value,
        "unit": version.unit,
        "upper": version.upper,
        "version": version.version,
        "sha256": version.sha256,
        **counts,
        "erased": version.erased_at is not None,
        "findings": [{"rule": one.rule, "verdict": one.verdict.value, "code": one.code} for one in version.findings],
    }

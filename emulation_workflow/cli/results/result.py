"""`emulation result …`: a unit's report on its conference."""

import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.forms.written import result_form_bytes
from emulation_workflow.adapters.schemas.result_schema import report_form_of
from emulation_workflow.adapters.submissions.files import read_result_file
from emulation_workflow.cli.answers import MOST, print_json, print_table
from emulation_workflow.cli.attempts import attempted
from emulation_workflow.cli.context import (
    AsOf,
    CampaignPath,
    Mark,
    OfUnit,
    ensure_of,
    load_context,
    print_schema,
    read_bytes,
    write_file,
)
from emulation_workflow.cli.findings import AsJson, exit_for, print_findings
from emulation_workflow.cli.units import unit_meant
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Settlement
from emulation_workflow.domain.checks import is_pilot_named
from emulation_workflow.domain.checks.reports.examine import check_result
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import Attachment, ResultReport, ResultVersion
from emulation_workflow.messages import results, sentence
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.findings import headings
from emulation_workflow.office.obligations.form_terms import limit_of, window_of
from emulation_workflow.office.register_queries import unit_names
from emulation_workflow.office.register_queries import units as registered_units
from emulation_workflow.office.results.report_queries import report_of, reports
from emulation_workflow.office.results.report_receipt import receive_report

app = typer.Typer(
    help="A unit's report on its conference: its form, its schema, its check, what was received.", no_args_is_help=True
)


@app.command()
def form(
    unit: OfUnit,
    *,
    out: Annotated[Path | None, typer.Option("--out", help="Where to; else ket-qua-CODE.xlsx here.")] = None,
    filled: Annotated[
        Path | None, typer.Option("--filled", help="A report file of the unit to write in, to be corrected.")
    ] = None,
    planned: Annotated[
        Path | None,
        typer.Option("--planned", help="A plan file of the unit: what it foresaw stands beside the empty cells."),
    ] = None,
    mark: Mark = "",
    campaign: CampaignPath = None,
) -> None:
    """Make the unit's own form to report on: an XLSX file with what its level is asked, and tables for papers, honours.

    Until when it is to be sent stands on it as soon as the record knows it.

    Exit 0: written. 2: no such unit, or a unit the plan does not bind.
    """
    context = load_context(campaign)
    owner = context.unit(unit)
    report = context.report(filled) if filled is not None else None
    plan = context.plan(planned) if planned is not None else None
    ensure_of(owner, report, plan)
    owed = context.owed_by(owner)
    content = result_form_bytes(
        context.plan_in_force,
        owner,
        parent=context.above(owner),
        plan=plan,
        report=report,
        in_force=window_of(owed, owner, context.campaign),
        by_when=limit_of(owed, Settlement.RESULT_REPORT, context.campaign),
        mark=mark,
    )
    write_file(out or Path(f"ket-qua-{owner.code}.xlsx"), content)


@app.command()
def schema(campaign: CampaignPath = None) -> None:
    """Print the JSON Schema of report files (TOML, YAML, JSON), with the campaign's clauses."""
    print_schema(report_form_of(load_context(campaign).campaign))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A filled form (.xlsx), or a report in TOML, YAML or JSON.")],
    campaign: CampaignPath = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Check one report against the campaign and the orders on record, rule by rule; nothing else is looked at there.

    Exit 0: no breach. 1: at least one. 2: the file cannot be read; why is on stderr.
    """
    context = load_context(campaign)
    report = context.report(file)
    findings = check_result(
        report,
        context.campaign,
        context.unit(report.unit),
        as_of=context.day(as_of),
        calendar=WorkCalendar(context.campaign.holidays),
        orders=context.orders_by(context.day(as_of)),
        pilot_is_named=is_pilot_named(context.unit(report.unit), context.units),
    )
    print_findings(_heading(context.unit(report.unit), report), findings, context.campaign, as_json=as_json)
    exit_for(findings)


@app.command()
def receive(
    file: Annotated[Path, typer.Argument(help="A filled form (.xlsx), or a report in TOML, YAML or JSON.")],
) -> None:
    """Keep a report as the unit's next version, settle what it shows to be done, and answer the unit.

    Breaches do not keep it out. Exit 0: received, or received before. 2: it cannot be read, or the unit is not bound.
    """
    office, content = bootstrap.office(), read_bytes(file)
    attachment = Attachment(name=file.name, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    with attempted(office, "result_report"):
        report = read_result_file(file.name, content, campaign=office.campaign, units=registered_units(office))
        received = receive_report(office, report, channel=Channel.COMMAND, files=[(attachment, content)])
    answer = results.TAKEN if received.is_new else results.STANDS
    typer.echo(answer.format(unit=received.unit.name, version=nth_words(received.version.version)))
    for problem in received.not_settled:
        typer.echo(sentence(replace(problem, where=""), office.campaign))


@app.command("list")
def list_reports() -> None:
    """Show the latest report of every unit: code, version, day held, day received, breaches and questions."""
    office = bootstrap.office()
    latest, names = {report.unit: report for report in reports(office)}, unit_names(office)
    print_table([(*_row(report), names.get(unit, "")) for unit, report in latest.items()])
    typer.echo(f"{len(latest)} report(s).")


@app.command()
def show(
    unit: OfUnit,
    version: Annotated[
        int | None, typer.Option("--version", min=1, max=MOST, help="Which version; else the latest.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report itself, as it is kept.")] = False,
) -> None:
    """Show a report that was received: what was found then, or with --json what it says.

    Exit 2: there is none.
    """
    office = bootstrap.office()
    owner = unit_meant(office, unit)
    kept = report_of(office, owner, version)
    if as_json:
        print_json(json.loads(kept.body))
        return
    typer.echo(f"Version {kept.version}, {kept.received_at:%d/%m/%Y %H:%M}, {kept.channel}, SHA-256 {kept.sha256}")
    print_findings(_heading(owner, kept.report), kept.findings, office.campaign)


def _row(report: ResultVersion) -> tuple[str, ...]:
    """Return unit, version, day held, day received, and how many breaches and questions."""
    counts = Counter(finding.verdict for finding in report.findings)
    return (
        report.unit,
        f"v{report.version}",
        f"held {report.report.held_on:%d/%m/%Y}" if report.report.held_on else "no day",
        f"received {report.received_at:%d/%m/%Y}",
        f"{counts[Verdict.BREACH]} breach(es), {counts[Verdict.ASK]} question(s)",
    )


def _heading(unit: Unit, report: ResultReport) -> str:
    return headings.REPORT_HEAD.format(unit=unit.name, number=report.conference.number or headings.NO_NUMBER)

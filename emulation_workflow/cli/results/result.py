"""`emulation result …`: a unit's report on its conference."""

import hashlib
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.forms.result_form import result_form_bytes
from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.schemas.result_choices import report_form_of
from emulation_workflow.adapters.submissions.unit_file import read_result_file
from emulation_workflow.cli.answers import MOST, print_json
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
from emulation_workflow.cli.finding_lines import AsJson, exit_for, print_findings
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.checks.reports.examine import check_result
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import Attachment
from emulation_workflow.domain.submissions.report import ResultReport
from emulation_workflow.messages import plan_check, results, sentence
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
        Path | None, typer.Option("--planned", help="A plan file of the unit: what it foresaw is written in, marked.")
    ] = None,
    mark: Mark = "",
    campaign: CampaignPath = None,
) -> None:
    """Make the unit's own form to report on: an XLSX file with what its level is asked, and tables for papers, honours.

    Exit 0: written. 2: no such unit, or a unit the plan does not bind.
    """
    bound = load_context(campaign)
    asked = bound.unit(unit)
    report = bound.report(filled) if filled is not None else None
    plan = bound.plan(planned) if planned is not None else None
    ensure_of(asked, report, plan)
    content = result_form_bytes(bound.campaign, asked, parent=bound.above(asked), plan=plan, report=report, mark=mark)
    write_file(out or Path(f"ket-qua-{asked.code}.xlsx"), content)


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
    """Check one report against the campaign, rule by rule, without looking into the record.

    Exit 0: no breach. 1: at least one. 2: the file cannot be read; why is on stderr.
    """
    bound = load_context(campaign)
    report = bound.report(file)
    findings = check_result(
        report,
        bound.campaign,
        bound.unit(report.unit),
        as_of=bound.day(as_of),
        calendar=WorkCalendar(bound.campaign.holidays),
    )
    print_findings(_head(bound.unit(report.unit), report), findings, as_json=as_json)
    exit_for(findings)


@app.command()
def receive(
    file: Annotated[Path, typer.Argument(help="A filled form (.xlsx), or a report in TOML, YAML or JSON.")],
) -> None:
    """Keep a report as the unit's next version, settle what it shows to be done, and answer the unit.

    Breaches do not keep it out. Exit 0: received, or received before. 2: it cannot be read, or the unit is not bound.
    """
    office, content = bootstrap.office(), read_bytes(file)
    with office.store.look() as record:
        units = record.register.units()
    report = read_result_file(file.name, content, campaign=office.campaign, units=units)
    attachment = Attachment(name=file.name, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    received = receive_report(office, report, channel=Channel.COMMAND, files=[(attachment, content)])
    words = results.TAKEN if received.is_new else results.STANDS
    typer.echo(words.format(unit=received.unit.name, version=received.version.version))
    for problem in received.not_settled:
        typer.echo(sentence(replace(problem, where="")))


@app.command("list")
def list_reports() -> None:
    """Show the latest report of every unit: code, version, day held, day received, breaches and questions."""
    with bootstrap.office().store.look() as record:
        latest = {one.unit: one for one in record.reports.versions()}
        names = {unit.code: unit.name for unit in record.register.units()}
    for one in latest.values():
        counts = Counter(finding.verdict for finding in one.findings)
        held = f"held {one.report.held_on:%d/%m/%Y}" if one.report.held_on else "no day"
        told = f"{counts[Verdict.BREACH]} breach(es), {counts[Verdict.ASK]} question(s)"
        received = f"received {one.received_at:%d/%m/%Y}"
        typer.echo(f"{one.unit:<12} v{one.version}  {held}  {received}  {told}  {names.get(one.unit, '')}")
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
    with office.store.look() as record:
        asked = find_unit(unit, record.register.units(), day=office.clock.now().date())
        found = record.reports.get(asked.code, version)
    if found is None:
        facts = {"unit": asked.name, "version": version or 1}
        raise Rejected(Problem(code=ProblemCode.RESULT_VERSION_UNKNOWN, params=facts))
    if as_json:
        print_json(json.loads(found.body))
        return
    typer.echo(f"Version {found.version}, {found.received_at:%d/%m/%Y %H:%M}, {found.channel}, SHA-256 {found.sha256}")
    print_findings(_head(asked, found.report), found.findings, as_json=False)


def _head(unit: Unit, report: ResultReport) -> str:
    return plan_check.REPORT_HEAD.format(unit=unit.name, number=report.conference.number or plan_check.NO_NUMBER)

"""`emulation plan …`: the form a unit fills, the schema of plans, and the check of one plan, without a database."""

from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow.adapters.forms.written import form_bytes
from emulation_workflow.adapters.schemas.plan_choices import form_of
from emulation_workflow.cli.context import (
    AsOf,
    CampaignPath,
    Mark,
    OfUnit,
    ensure_of,
    load_context,
    print_schema,
    write_file,
)
from emulation_workflow.cli.findings import AsJson, exit_for, print_findings
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Settlement
from emulation_workflow.domain.checks import check_plan, is_pilot_named
from emulation_workflow.messages.findings import headings
from emulation_workflow.office.obligations.form_terms import limit_of

app = typer.Typer(help="A unit's plan: its form, its schema, its check.", no_args_is_help=True)


@app.command()
def form(
    unit: OfUnit,
    out: Annotated[Path | None, typer.Option("--out", help="Where to; else ke-hoach-CODE.xlsx here.")] = None,
    filled: Annotated[
        Path | None, typer.Option("--filled", help="A plan file of the unit to write in, to be corrected.")
    ] = None,
    mark: Mark = "",
    campaign: CampaignPath = None,
) -> None:
    """Make the unit's own form: an XLSX file with its name, window, limits and rows, and nothing it need not fill.

    Until when it is to be sent stands on it as soon as the record knows it.

    Exit 0: written. 2: no such unit, or a unit the plan does not bind.
    """
    context = load_context(campaign)
    owner = context.unit(unit)
    plan = context.plan(filled) if filled is not None else None
    ensure_of(owner, plan)
    limit = limit_of(context.owed_by(owner), Settlement.PLAN, context.campaign)
    content = form_bytes(context.plan_in_force, owner, parent=context.above(owner), plan=plan, by_when=limit, mark=mark)
    write_file(out or Path(f"ke-hoach-{owner.code}.xlsx"), content)


@app.command()
def schema(campaign: CampaignPath = None) -> None:
    """Print the JSON Schema of plan files (TOML, YAML, JSON), with the campaign's clauses."""
    print_schema(form_of(load_context(campaign).campaign))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A filled form (.xlsx), or a plan in TOML, YAML or JSON.")],
    campaign: CampaignPath = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Check one plan against the campaign and the orders on record, rule by rule.

    Exit 0: no breach. 1: at least one. 2: the file cannot be read; why is on stderr.
    """
    context = load_context(campaign)
    plan = context.plan(file)
    unit = context.unit(plan.unit)
    findings = check_plan(
        plan,
        context.campaign,
        unit,
        as_of=context.day(as_of),
        calendar=WorkCalendar(context.campaign.holidays),
        orders=context.orders_by(context.day(as_of)),
        pilot_is_named=is_pilot_named(unit, context.units),
    )
    heading = headings.HEAD.format(unit=unit.name, number=plan.number or headings.NO_NUMBER)
    print_findings(heading, findings, context.campaign, as_json=as_json)
    exit_for(findings)

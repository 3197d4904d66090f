"""`emulation plan …`: the form a unit fills, the schema of plans, and the check of one plan, without a database."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow.adapters.plan_choices import form_of
from emulation_workflow.adapters.plan_file import read_plan_file
from emulation_workflow.adapters.plan_form import form_bytes
from emulation_workflow.cli.bound import Bound, CampaignPath, bind, read_bytes, write_file
from emulation_workflow.cli.finding_lines import end_by, tell
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.checks import check_plan
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.plan import UnitPlan
from emulation_workflow.messages import plan_check

app = typer.Typer(help="A unit's plan: its form, its schema, its check.", no_args_is_help=True)


@app.command()
def form(
    unit: Annotated[str, typer.Option("--unit", help="The unit's code, or its name.", show_default=False)],
    out: Annotated[Path | None, typer.Option("--out", help="Where to; else ke-hoach-CODE.xlsx here.")] = None,
    filled: Annotated[
        Path | None, typer.Option("--filled", help="A plan file of the unit to write in, to be corrected.")
    ] = None,
    mark: Annotated[str, typer.Option("--mark", help="What to print above everything, such as MẪU.")] = "",
    campaign: CampaignPath = None,
) -> None:
    """Make the unit's own form: an XLSX file with its name, window, limits and rows, and nothing it need not fill.

    Exit 0: written. 2: no such unit, or a unit the plan does not bind.
    """
    bound = bind(campaign)
    asked = bound.unit(unit)
    parent = next((one for one in bound.units if one.code == asked.parent), None)
    plan = _plan(filled, bound) if filled is not None else None
    if plan is not None and plan.unit != asked.code:
        raise Rejected(Problem(code="plan_of_another_unit", facts={"unit": asked.name, "found": plan.unit}))
    path = out or Path(f"ke-hoach-{asked.code}.xlsx")
    content = form_bytes(bound.campaign, asked, parent=parent, plan=plan, mark=mark)
    write_file(path, content)


@app.command()
def schema(campaign: CampaignPath = None) -> None:
    """Print the JSON Schema of plan files (TOML, YAML, JSON), with the campaign's clauses."""
    form = form_of(bind(campaign).campaign)
    described = {"$schema": "https://json-schema.org/draft/2020-12/schema", **form.model_json_schema()}
    typer.echo(json.dumps(described, ensure_ascii=False, indent=2))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A filled form (.xlsx), or a plan in TOML, YAML or JSON.")],
    campaign: CampaignPath = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Check as of this day; else today.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as a JSON array.")] = False,
) -> None:
    """Check one plan against the campaign, rule by rule.

    Exit 0: no breach. 1: at least one. 2: the file cannot be read; why is on stderr.
    """
    bound = bind(campaign)
    plan = _plan(file, bound)
    unit = bound.unit(plan.unit)
    findings = check_plan(
        plan,
        bound.campaign,
        unit,
        as_of=as_of.date() if as_of is not None else bound.today,
        calendar=WorkCalendar(bound.campaign.holidays),
    )
    tell(plan_check.HEAD.format(unit=unit.name, number=plan.number or plan_check.NO_NUMBER), findings, as_json=as_json)
    end_by(findings)


def _plan(file: Path, bound: Bound) -> UnitPlan:
    return read_plan_file(file.name, read_bytes(file), campaign=bound.campaign, units=bound.units)

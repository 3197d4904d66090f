"""`emulation result …`: a unit's report on its conference."""

from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow.adapters.plan_file import read_plan_file
from emulation_workflow.adapters.result_form import result_form_bytes
from emulation_workflow.adapters.unit_file import read_result_file
from emulation_workflow.cli.bound import Bound, CampaignPath, bind, read_bytes, write_file
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.plan import UnitPlan
from emulation_workflow.domain.results import ResultReport

app = typer.Typer(help="A unit's report on its conference: its form.", no_args_is_help=True)


@app.command()
def form(
    unit: Annotated[str, typer.Option("--unit", help="The unit's code, or its name.", show_default=False)],
    *,
    out: Annotated[Path | None, typer.Option("--out", help="Where to; else ket-qua-CODE.xlsx here.")] = None,
    filled: Annotated[
        Path | None, typer.Option("--filled", help="A report file of the unit to write in, to be corrected.")
    ] = None,
    planned: Annotated[
        Path | None, typer.Option("--planned", help="A plan file of the unit: what it foresaw is written in, marked.")
    ] = None,
    mark: Annotated[str, typer.Option("--mark", help="What to print above everything, such as MẪU.")] = "",
    campaign: CampaignPath = None,
) -> None:
    """Make the unit's own form to report on: an XLSX file with what its level is asked, and tables for papers, honours.

    Exit 0: written. 2: no such unit, or a unit the plan does not bind.
    """
    bound = bind(campaign)
    asked = bound.unit(unit)
    parent = next((one for one in bound.units if one.code == asked.parent), None)
    report = _report(filled, bound) if filled is not None else None
    plan = _plan(planned, bound) if planned is not None else None
    for found in (one.unit for one in (report, plan) if one is not None):
        if found != asked.code:
            raise Rejected(Problem(code="plan_of_another_unit", facts={"unit": asked.name, "found": found}))
    content = result_form_bytes(bound.campaign, asked, parent=parent, plan=plan, report=report, mark=mark)
    write_file(out or Path(f"ket-qua-{asked.code}.xlsx"), content)


def _report(file: Path, bound: Bound) -> ResultReport:
    return read_result_file(file.name, read_bytes(file), campaign=bound.campaign, units=bound.units)


def _plan(file: Path, bound: Bound) -> UnitPlan:
    return read_plan_file(file.name, read_bytes(file), campaign=bound.campaign, units=bound.units)

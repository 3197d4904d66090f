"""What commands that need no database work with: a campaign, the units that come with it, files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel

from emulation_workflow import bootstrap
from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.adapters.submissions.unit_file import read_result_file
from emulation_workflow.cli.answers import print_json
from emulation_workflow.cli.shell import REFUSED
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.domain.submissions.report import ResultReport, UnitForm

CampaignPath = Annotated[
    Path | None, typer.Option("--campaign", help="A campaign folder or file; else the one in the settings.")
]
OfUnit = Annotated[str, typer.Option("--unit", help="The unit's code, or its name.", show_default=False)]
Mark = Annotated[str, typer.Option("--mark", help="What to print above everything, such as MẪU.")]
AsOf = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Check as of this day; else today.")
]


MOST_READ = 100_000_000
"""Bytes: more than any kind of file may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignContext:
    """A campaign and the units that come with it."""

    campaign: Campaign
    units: Sequence[Unit]
    today: date

    def unit(self, code: str) -> Unit:
        return find_unit(code, self.units, day=self.campaign.effective_from)

    def above(self, unit: Unit) -> Unit | None:
        return next((one for one in self.units if one.code == unit.parent), None)

    def day(self, as_of: datetime | None) -> date:
        return as_of.date() if as_of is not None else self.today

    def plan(self, file: Path) -> UnitPlan:
        return read_plan_file(file.name, read_bytes(file), campaign=self.campaign, units=self.units)

    def report(self, file: Path) -> ResultReport:
        return read_result_file(file.name, read_bytes(file), campaign=self.campaign, units=self.units)


def load_context(path: Path | None) -> CampaignContext:
    """The campaign at `path`, else the one in the settings."""
    chosen = bootstrap.settings()
    if path is not None:
        chosen = chosen.model_copy(update={"campaign": str(path)})
    campaign = bootstrap.campaign(chosen)
    units = read_units(bootstrap.campaign_folder(chosen) / "units.csv", known_to(campaign))
    return CampaignContext(campaign=campaign, units=units, today=bootstrap.clock(chosen).now().date())


def ensure_of(unit: Unit, *found: UnitForm | None) -> None:
    """Rejected if one of them is another unit's: nobody gets another's plan or report on a form of its own."""
    for one in found:
        if one is not None and one.unit != unit.code:
            raise Rejected(
                Problem(code=ProblemCode.PLAN_OF_ANOTHER_UNIT, params={"unit": unit.name, "found": one.unit})
            )


def print_schema(form: type[BaseModel]) -> None:
    print_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **form.model_json_schema()})


def read_bytes(file: Path) -> bytes:
    """The file, of a huge one only the beginning, which is too large already. Rejected if it cannot be opened."""
    try:
        if file.is_file():
            with file.open("rb") as opened:
                return opened.read(MOST_READ)
    except OSError:
        pass
    raise Rejected(Problem(code=ProblemCode.PLAN_FILE_UNOPENED, where=str(file)))


def write_file(path: Path, content: bytes, *, told: bool = True) -> None:
    """Write it and say so, or say why not and end."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        typer.echo(f"{path} cannot be written: {fault.strerror}.", err=True)
        raise typer.Exit(REFUSED) from None
    if told:
        typer.echo(f"Wrote {path}")

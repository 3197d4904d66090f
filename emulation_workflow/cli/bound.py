"""What commands that need no database work with: a campaign, the units that come with it, files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from emulation_workflow import bootstrap
from emulation_workflow.adapters.plan_lookup import find_unit
from emulation_workflow.adapters.register_file import read_units
from emulation_workflow.cli.shell import REFUSED
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.register import known_to
from emulation_workflow.domain.units import Unit

CampaignPath = Annotated[
    Path | None, typer.Option("--campaign", help="A campaign folder or file; else the one in the settings.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A campaign and the units that come with it."""

    campaign: Campaign
    units: Sequence[Unit]
    today: date

    def unit(self, code: str) -> Unit:
        return find_unit(code, self.units, day=self.campaign.effective_from)


def bind(path: Path | None) -> Bound:
    """The campaign at `path`, else the one in the settings."""
    chosen = bootstrap.settings()
    if path is not None:
        chosen = chosen.model_copy(update={"campaign": str(path)})
    campaign = bootstrap.campaign(chosen)
    units = read_units(bootstrap.campaign_folder(chosen) / "units.csv", known_to(campaign))
    return Bound(campaign=campaign, units=units, today=bootstrap.clock(chosen).now().date())


def read_bytes(file: Path) -> bytes:
    """The file. Rejected if it cannot be opened."""
    try:
        return file.read_bytes()
    except OSError:
        raise Rejected(Problem(code="plan_file_unopened", where=str(file))) from None


def write_file(path: Path, content: bytes) -> None:
    """Write it and say so, or say why not and end."""
    try:
        path.write_bytes(content)
    except OSError as fault:
        typer.echo(f"{path} cannot be written: {fault.strerror}.", err=True)
        raise typer.Exit(REFUSED) from None
    typer.echo(f"Wrote {path}")

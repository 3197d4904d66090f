"""What commands on files work with: a campaign, the units that come with it, the orders on record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel

from emulation_workflow import bootstrap
from emulation_workflow.adapters.schemas.plan_lookup import find_unit
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.submissions.files import read_plan_file, read_result_file
from emulation_workflow.cli.answers import DAY, print_json
from emulation_workflow.cli.shell import writing_to
from emulation_workflow.cli.words import speak_of
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.obligations.obligation import Obligation
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.orders.plan_in_force import plan_in_force, with_marked
from emulation_workflow.domain.registers import Unit, known_to
from emulation_workflow.domain.submissions import ResultReport, UnitForm, UnitPlan
from emulation_workflow.ports import Store, Transaction

Item = TypeVar("Item")

CampaignPath = Annotated[
    Path | None, typer.Option("--campaign", help="A campaign folder or file; else the one in the settings.")
]
OfUnit = Annotated[str, typer.Option("--unit", help="The unit's code, or its name.", show_default=False)]
Mark = Annotated[str, typer.Option("--mark", help="What to print above everything, such as MẪU.")]
AsOf = Annotated[datetime | None, typer.Option("--as-of", formats=DAY, help="Check as of this day; else today.")]


MAX_READ = 100_000_000
"""Bytes: more than any kind of file may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignContext:
    """A campaign, the units that come with it, and the orders on record that change it; `store` None: no record yet."""

    campaign: Campaign
    units: Sequence[Unit]
    today: date
    orders: Sequence[Order] = ()
    store: Store | None = None

    @property
    def plan_in_force(self) -> Campaign:
        """The campaign as orders and the marks of pilots leave it today."""
        return with_marked(plan_in_force(self.campaign, self.orders, on=self.today), lambda: self.units)

    def unit(self, words: str) -> Unit:
        """Return the unit with this code or name. Rejected if there is none, or several may be meant."""
        return find_unit(words, self.units, day=self.campaign.effective_from)

    def above(self, unit: Unit) -> Unit | None:
        """Return the unit above, if it has one."""
        return next((known for known in self.units if known.code == unit.parent), None)

    def day(self, as_of: datetime | None) -> date:
        """Return the day that was asked for, else today."""
        return as_of.date() if as_of is not None else self.today

    def orders_by(self, day: date) -> Sequence[Order]:
        """Return the orders that were signed by that day: a check of an earlier day knows no later one."""
        return [order for order in self.orders if order.signed_on <= day]

    def owed_by(self, unit: Unit) -> Sequence[Obligation]:
        """Return what the unit owes by the record; nothing where there is none, or it is another campaign's."""
        return _read(self.store, lambda record: record.obligations.of_units([unit.code]))

    def plan(self, file: Path) -> UnitPlan:
        """Return the plan in a file. Rejected with every fault of it."""
        return read_plan_file(file.name, read_bytes(file), campaign=self.campaign, units=self.units)

    def report(self, file: Path) -> ResultReport:
        """Return the report in a file. Rejected with every fault of it."""
        return read_result_file(file.name, read_bytes(file), campaign=self.campaign, units=self.units)


def load_context(path: Path | None) -> CampaignContext:
    """Return the campaign at `path`, else the one in the settings, with its units and today's date.

    The record is of the campaign in the settings: its orders say nothing of another.
    """
    chosen = bootstrap.settings()
    store = bootstrap.store_if_any(chosen) if path is None else None
    if path is not None:
        chosen = chosen.model_copy(update={"campaign": str(path)})
    campaign = bootstrap.campaign(chosen)
    units = read_units(bootstrap.campaign_folder(chosen) / "units.csv", known_to(campaign)).entries
    speak_of(campaign)
    today = bootstrap.clock(chosen).now().date()
    orders = tuple(_read(store, lambda record: record.orders.all()))
    return CampaignContext(campaign=campaign, units=units, today=today, orders=orders, store=store)


def _read(store: Store | None, what: Callable[[Transaction], Sequence[Item]]) -> Sequence[Item]:
    if store is None:
        return ()
    with store.look() as record:
        return what(record)


def ensure_level(campaign: Campaign, level_id: str) -> None:
    """Ensure that the campaign has this level; a bad parameter, with the levels there are, otherwise."""
    levels = [level.id for level in campaign.levels]
    if level_id not in levels:
        raise typer.BadParameter(f"levels are: {', '.join(levels)}")


def ensure_of(unit: Unit, *forms: UnitForm | None) -> None:
    """Ensure that filled forms are the unit's own: nobody gets another's plan or report. Rejected otherwise."""
    for form in forms:
        if form is not None and form.unit != unit.code:
            raise Rejected(
                Problem(code=ProblemCode.PLAN_OF_ANOTHER_UNIT, params={"unit": unit.name, "found": form.unit})
            )


def print_schema(form: type[BaseModel]) -> None:
    """Print the JSON Schema of a form."""
    print_json({"$schema": "https://json-schema.org/draft/2020-12/schema", **form.model_json_schema()})


def read_bytes(file: Path) -> bytes:
    """Return the file's bytes, `MAX_READ` of them at most. Rejected if it cannot be opened."""
    try:
        if file.is_file():
            with file.open("rb") as opened:
                return opened.read(MAX_READ)
    except OSError:
        pass
    raise Rejected(Problem(code=ProblemCode.PLAN_FILE_UNOPENED, where=str(file)))


def write_file(path: Path, content: bytes, *, is_silent: bool = False) -> None:
    """Write a file and, unless silent, print its name; exit 2 with the reason if it cannot be written."""
    with writing_to(path):
        path.write_bytes(content)
    if not is_silent:
        typer.echo(f"Wrote {path}")

"""The second act: the whole province from the plan's day to after the congress, on a record of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from emulation_workflow import bootstrap
from emulation_workflow.adapters.pictures.charts import draw_letters_per_day
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.demo import year_script
from emulation_workflow.demo.congress import CongressHeld, hold_congress
from emulation_workflow.demo.sample_office import SAMPLES, import_samples, set_clock, settings_in
from emulation_workflow.demo.tables import tell_table
from emulation_workflow.demo.year import DayPlayed, Program, play_year, totals
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.roll_up import FigureKind, number
from emulation_workflow.domain.schedule.what_if import DayLoad, Played
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_units
from emulation_workflow.office.roll_up.consolidation import roll_up
from emulation_workflow.settings import Settings
from emulation_workflow.stack.waiting import Tell

SEED = 2020
PICTURE = "year.png"
TOLD = (
    FigureKind.BOUND,
    FigureKind.IN_TIME,
    FigureKind.IN_TIME_BY_ORDER,
    FigureKind.LATE,
    FigureKind.NOT_HELD,
)
"""What is told of each level's conferences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlayed:
    """The year that was played, its settings, and what its congress is told."""

    days: Sequence[DayPlayed]
    congress: CongressHeld
    settings: Settings

    @property
    def faults(self) -> Sequence[str]:
        return self.congress.faults

    def as_json(self) -> dict[str, Any]:
        return {**totals(self.days), "congress": self.congress.as_json(), "faults": list(self.faults)}


def play_second_act(folder: Path, papers: Path, tell: Tell, *, seed: int = SEED) -> YearPlayed:
    """Play the year in `folder`, and write its report to `papers`; `tell` hears of each order and of the end."""
    folder.mkdir(parents=True)
    papers.mkdir(parents=True, exist_ok=True)
    settings = settings_in(folder)
    clock, office = set_clock(settings, year_script.FIRST), bootstrap.office(settings)
    import_samples(office)
    import_units(office, _designated(office, year_script.FIRST), dry_run=False)
    tell(
        f"Second act: {year_script.FIRST:%d/%m/%Y} to {year_script.LAST:%d/%m/%Y}, every unit acting by seed {seed} ..."
    )
    for day, (document, points) in year_script.ORDERS.items():
        tell(f"{day:%d/%m/%Y}  order {document}: {', '.join(kind.value for kind, _, _ in points)}")
    days = play_year(office, clock.set, program_of(office, seed))
    title = f"{office.campaign.province}, {year_script.FIRST.year}-{year_script.LAST.year}"
    draw_letters_per_day(papers / PICTURE, [(title, _as_history(office, days))])
    _tell_end(office, days, tell)
    tell(f"Letters per day and what was late: {papers / PICTURE}")
    return YearPlayed(days=days, congress=hold_congress(office, settings, papers, tell), settings=settings)


def _as_history(office: Office, days: Sequence[DayPlayed]) -> Played:
    return Played(
        days=tuple(DayLoad(day=day.day, letters=day.swept.letters if day.swept else 0, late=day.late) for day in days),
        rungs=totals(days)["rungs"],
        days_late=sum(day.late for day in days),
        working_days=sum(not office.calendar.is_day_off(day.day) for day in days),
    )


def _designated(office: Office, day: date) -> list[Unit]:
    """Return a pilot commune for each district that has none, as the districts were to name (II.2.1*)."""
    units = register.units(office, day)
    directed = {unit.parent for unit in units if unit.pilot}
    first = {unit.parent: unit for unit in reversed(units) if unit.level == "commune" and unit.parent not in directed}
    return [replace(unit, pilot=True) for unit in first.values()]


def program_of(office: Office, seed: int) -> Program:
    """Return the script on this office's register."""
    units = register.units(office)
    plans = {
        day: [
            read_plan_file(name, (SAMPLES / "plans" / name).read_bytes(), campaign=office.campaign, units=units)
            for name in names
        ]
        for day, names in year_script.PLANS.items()
    }
    orders = {day: [_document(office, day, number, points)] for day, (number, points) in year_script.ORDERS.items()}
    return Program(
        first=year_script.FIRST,
        last=year_script.LAST,
        seed=seed,
        plans=plans,
        orders=orders,
        clerk=year_script.CLERK,
        acts=year_script.ACTS,
    )


def _document(office: Office, day: date, number: str, points: Sequence[year_script.Point]) -> list[Order]:
    return [
        Order(
            number=number,
            kind=kind,
            issuer=year_script.ISSUER,
            signed_on=day,
            signer=year_script.SIGNER,
            scope=scope,
            effective_from=day,
            entered_at=office.clock.now(),
            point=place,
            window=window,
        )
        for place, (kind, scope, window) in enumerate(points, start=1)
    ]


def _tell_end(office: Office, days: Sequence[DayPlayed], tell: Tell) -> None:
    came_to, conferences = totals(days), roll_up(office, office.clock.now().date(), opened=False)
    tell("")
    counts = [(level.name, conferences.levels.get(level.id, {})) for level in office.campaign.levels]
    levels = [(name, *(number(figures, kind) for kind in TOLD)) for name, figures in counts]
    headings = ("Conferences of the year", "Bound", "In time", "By order", "Late", "Not held")
    tell_table(tell, [level for level in levels if level[1]], headings=headings)
    tell(
        f"{len(days)} days: {came_to['letters']} reminders, {came_to['rungs']} rungs spent, "
        f"{came_to['became_overdue']} times something became overdue."
    )

"""The second act: the whole province from the plan's day to after the congress, on a record of its own."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from emulation_workflow import bootstrap
from emulation_workflow.adapters.clock import SetClock
from emulation_workflow.adapters.pictures import draw_letters_per_day
from emulation_workflow.adapters.plan_file import read_plan_file
from emulation_workflow.adapters.register_file import read_addresses, read_officials
from emulation_workflow.demo import year_script
from emulation_workflow.demo.year import MORNING, DayPlayed, Program, play_year, totals
from emulation_workflow.domain.ledger import faults
from emulation_workflow.domain.obligations import Obligation, ObligationState
from emulation_workflow.domain.orders import Order
from emulation_workflow.domain.units import Unit
from emulation_workflow.domain.what_if import DayLoad, Played
from emulation_workflow.office.desk import Office
from emulation_workflow.office.register import import_addresses, import_officials, import_units, known
from emulation_workflow.settings import Settings

SEED = 2020
CONFERENCE = "conference"
PICTURE = "year.png"

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelYear:
    """How one level's conferences ended: in the plan's time, in time under an order, late, or not held."""

    level: str
    bound: int
    on_time: int
    on_time_by_order: int
    late: int
    not_held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPlayed:
    """The year that was played, and what is wrong with its record (nothing, unless the program is)."""

    days: Sequence[DayPlayed]
    levels: Sequence[LevelYear]
    faults: Sequence[str]

    def as_json(self) -> dict[str, Any]:
        return {"levels": [asdict(one) for one in self.levels], "faults": list(self.faults), **totals(self.days)}


def play_second_act(folder: Path, tell: Tell, *, seed: int = SEED) -> YearPlayed:
    """Play the year in `folder`; `tell` hears of each order and of the end."""
    folder.mkdir(parents=True)
    office, clock = open_office(folder)
    tell(
        f"Second act: {year_script.FIRST:%d/%m/%Y} to {year_script.LAST:%d/%m/%Y}, every unit acting by seed {seed} ..."
    )
    for day, (number, points) in year_script.ORDERS.items():
        tell(f"{day:%d/%m/%Y}  order {number}: {', '.join(kind.value for kind, _, _ in points)}")
    days = play_year(office, clock.set, program_of(office, seed))
    with office.store.look() as record:
        obligations = record.obligations()
        rows, seal = record.head()
        wrong = list(faults(record.entries(), head_number=rows, head_seal=seal))
    played = YearPlayed(days=days, levels=[*_levels(office, obligations)], faults=wrong)
    draw_letters_per_day(folder / PICTURE, [(_title(office), _as_history(office, days))])
    _tell_end(played, tell)
    tell(f"Letters per day and what was late: {folder / PICTURE}")
    return played


def _title(office: Office) -> str:
    return f"{office.campaign.province}, {year_script.FIRST.year}-{year_script.LAST.year}"


def _as_history(office: Office, days: Sequence[DayPlayed]) -> Played:
    return Played(
        days=tuple(DayLoad(day=one.day, letters=one.swept.letters if one.swept else 0, late=one.late) for one in days),
        rungs=totals(days)["rungs"],
        days_late=sum(one.late for one in days),
        working_days=sum(not office.calendar.is_day_off(one.day) for one in days),
    )


def open_office(folder: Path) -> tuple[Office, SetClock]:
    """An office of its own on the campaign's first day, with the sample people, addresses and designated pilots."""
    settings = Settings.read(
        data_dir=folder,
        database_url=f"sqlite:///{folder}/emulation.db",
        intake_dir=folder / "intake",
        set_clock=folder / "clock",
        campaign="kon_tum_2020",
        secret_key=None,
    )
    clock = SetClock(folder / "clock", settings.time_zone)
    clock.set(datetime.combine(year_script.FIRST, MORNING, settings.time_zone))
    office = bootstrap.office(settings)
    samples = bootstrap.campaign_folder(settings) / "samples"
    import_officials(office, read_officials(samples / "officials.csv", known(office)), dry_run=False)
    import_addresses(office, read_addresses(samples / "unit_addresses.csv", known(office)), dry_run=False)
    import_units(office, list(_designated(office, year_script.FIRST)), dry_run=False)
    return office, clock


def _designated(office: Office, day: date) -> list[Unit]:
    """One pilot commune in each district, as the districts were to name (II.2.1*): one that is named already stays."""
    with office.store.look() as record:
        units = record.units(day)
    directed = {unit.parent for unit in units if unit.pilot}
    first = {unit.parent: unit for unit in reversed(units) if unit.level == "commune" and unit.parent not in directed}
    return [replace(unit, pilot=True) for unit in first.values()]


def program_of(office: Office, seed: int) -> Program:
    """The script on this office's register."""
    samples = bootstrap.CAMPAIGNS / "kon_tum_2020" / "samples" / "plans"
    with office.store.look() as record:
        units = record.units()
    plans = {
        day: [
            read_plan_file(name, (samples / name).read_bytes(), campaign=office.campaign, units=units) for name in names
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


def _levels(office: Office, obligations: Sequence[Obligation]) -> list[LevelYear]:
    held = [one for one in obligations if one.derived.task == CONFERENCE]
    return [
        _level(level.name, [one for one in held if one.derived.level == level.id])
        for level in office.campaign.levels
        if any(one.derived.level == level.id for one in held)
    ]


def _level(name: str, conferences: Sequence[Obligation]) -> LevelYear:
    done = [one for one in conferences if one.state is ObligationState.DONE]
    on_time = [one for one in done if _by(one, one.derived.plan_due)]
    by_order = [one for one in done if one not in on_time and _by(one, one.derived.due)]
    return LevelYear(
        level=name,
        bound=len(conferences),
        on_time=len(on_time),
        on_time_by_order=len(by_order),
        late=len(done) - len(on_time) - len(by_order),
        not_held=len(conferences) - len(done),
    )


def _by(one: Obligation, day: date | None) -> bool:
    return one.done_on is not None and day is not None and one.done_on <= day


def _tell_end(played: YearPlayed, tell: Tell) -> None:
    came_to = totals(played.days)
    tell("")
    tell(f"{'Conferences of the year':<36} {'Bound':>6} {'In time':>8} {'By order':>9} {'Late':>5} {'Not held':>9}")
    for one in played.levels:
        tell(
            f"{one.level:<36} {one.bound:>6} {one.on_time:>8} {one.on_time_by_order:>9} {one.late:>5} {one.not_held:>9}"
        )
    tell(
        f"{len(played.days)} days: {came_to['letters']} letters urged, {came_to['rungs']} rungs spent, "
        f"{came_to['became_overdue']} times something became overdue."
    )
    for fault in played.faults:
        tell(f"NOT AS EXPECTED: {fault}")

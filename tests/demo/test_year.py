"""The year over many seeds: whatever units do and whenever nobody swept, the record's rules hold."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from random import Random

import pytest
from sqlalchemy import select

from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.record.engine import read_transaction
from emulation_workflow.adapters.record.tables.obligations import RungSpentRow
from emulation_workflow.adapters.spreadsheets.register import read_addresses, read_officials, read_units
from emulation_workflow.demo.second_act import program_of
from emulation_workflow.demo.year import DayPlayed, Program, play_year
from emulation_workflow.demo.year_script import DIRECTIVE_15, NEW_WINDOWS
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Official, Unit
from emulation_workflow.domain.schedule.ladder import rung_day
from emulation_workflow.office.board_items import board_items
from emulation_workflow.office.office import Office
from tests.support.offices import ZONE, FakeClock, chain_faults, open_office
from tests.support.servers.databases import PlayedRecord, sqlite_url

SEEDS = range(200)
BATCH = 5
QUICK = 2
"""So many batches are played by every run of the tests, the others by `make attack`."""

BATCHES = [
    pytest.param(SEEDS[first : first + BATCH], marks=[pytest.mark.attack] * (first >= QUICK * BATCH))
    for first in SEEDS[::BATCH]
]
FIRST, LAST = date(2020, 2, 17), date(2020, 7, 20)
HELD_BACK = range((NEW_WINDOWS - DIRECTIVE_15).days)
SOME = {"62", "608", "610", "23281", "23284", "23287", "23365", "23366", "KT-XSKT", "KT-SNNPTNT", "KT-SXD", "KT-BTDKT"}


@cache
def kon_tum() -> tuple[Campaign, tuple[Unit, ...], tuple[Official, ...]]:
    """Kon Tum's plan with a handful of its units, each with its sample address."""
    folder = bootstrap.CAMPAIGNS / "kon_tum_2020"
    campaign = load_campaign(folder)
    units = read_units(folder / "units.csv", known_to(campaign)).entries
    officials = read_officials(folder / "samples" / "officials.csv", known_to(campaign, units=units)).entries
    addresses = read_addresses(folder / "samples" / "unit_addresses.csv", known_to(campaign, units=units))
    emails = {address.code: address.email for address in addresses}
    return (
        campaign,
        tuple(replace(unit, email=emails.get(unit.code, "")) for unit in units if unit.code in SOME),
        officials,
    )


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> PlayedRecord:
    return PlayedRecord(sqlite_url(tmp_path_factory.mktemp("record")))


class Year:
    """One seed's year on an emptied record, with a few days on which nobody swept."""

    def __init__(self, record: PlayedRecord, seed: int) -> None:
        campaign, units, officials = kon_tum()
        self.engine = record.engine
        self.clock = FakeClock(datetime(FIRST.year, FIRST.month, FIRST.day, 8, tzinfo=ZONE))
        self.office = open_office(
            record.empty(),
            of=campaign,
            clock=self.clock,
            units=units,
            officials=officials,
        )
        self.program = _program(self.office, seed)
        self.played = play_year(self.office, self._set_to, self.program)

    def _set_to(self, moment: datetime) -> None:
        self.clock.moment = moment

    def rungs(self) -> list[tuple[str, str, date, int, date]]:
        """(unit, task, due, rung, day) of each rung spent."""
        columns = RungSpentRow.c
        wanted = select(columns.unit, columns.task, columns.due, columns.rung, columns.day).distinct()
        with read_transaction(self.engine) as connection:
            return [tuple(row) for row in connection.execute(wanted)]

    def obligations(self) -> list[Obligation]:
        with self.office.store.look() as record:
            return list(record.obligations.of_units())


def _program(office: Office, seed: int) -> Program:
    draw = Random(seed)
    outage = FIRST + timedelta(days=draw.randrange((LAST - FIRST).days))
    outages = frozenset(outage + timedelta(days=number) for number in range(draw.randrange(8)))
    return replace(program_of(office, seed), first=FIRST, last=LAST, outages=outages)


def _faults(year: Year) -> Iterator[str]:
    """Everything that breaks a rule of the sweep."""
    calendar = WorkCalendar(year.office.campaign.holidays)
    rungs = year.rungs()
    for unit, task, _, rung, day in rungs:
        if calendar.is_day_off(day):
            yield f"rung {rung} of {unit} {task} fell on {day}, a day off"
        if day in year.program.outages:
            yield f"rung {rung} of {unit} {task} was spent on {day}, when nobody swept"
        if unit == year.office.campaign.own_office:
            yield f"rung {rung} of {task} was spent on {day}, and the office wrote to itself"
    yield from _doubled(rungs)
    yield from _skipped(year, rungs, calendar)
    yield from _suspended(rungs)
    yield from _not_reminded(year, rungs, calendar)
    yield from chain_faults(year.office)


def _doubled(rungs: list[tuple[str, str, date, int, date]]) -> Iterator[str]:
    spent: dict[tuple[str, str, date, int], set[date]] = defaultdict(set)
    for unit, task, due, rung, day in rungs:
        spent[unit, task, due, rung].add(day)
    for key, days in spent.items():
        if len(days) > 1:
            yield f"{key} was spent on {sorted(days)}"


def _skipped(year: Year, rungs: list[tuple[str, str, date, int, date]], calendar: WorkCalendar) -> Iterator[str]:
    """A rung below one that was spent is missing only if it fell on days nobody swept, or before the year began."""
    ladder = year.office.campaign.ladder
    assert ladder is not None
    spent = {(unit, task, due, rung): day for unit, task, due, rung, day in rungs}
    for (unit, task, due, rung), day in spent.items():
        for lower in range(1, rung):
            missed = rung_day(calendar, ladder.rungs[lower - 1], due)
            is_known = (unit, task, due, lower) in spent
            if not is_known and FIRST < missed < day and not _excused(year, missed, day, calendar):
                yield f"rung {lower} of {unit} {task} for {due} was skipped: {missed} had come before {day}"


def _excused(year: Year, missed: date, day: date, calendar: WorkCalendar) -> bool:
    """Nobody swept from the rung's day to the next working day, or an order held or moved things meanwhile."""
    by_outage = any(missed <= outage <= day for outage in year.program.outages)
    by_order = any(missed <= ordered <= day for ordered in year.program.orders)
    held_back = {DIRECTIVE_15 + timedelta(days=number) for number in HELD_BACK}
    return by_outage or by_order or missed in held_back or calendar.is_day_off(missed)


def _suspended(rungs: list[tuple[str, str, date, int, date]]) -> Iterator[str]:
    """While the order held, nobody below the province was reminded about a conference."""
    for unit, task, _, rung, day in rungs:
        if task == "conference" and unit != "62" and DIRECTIVE_15 <= day < NEW_WINDOWS:
            yield f"rung {rung} of {unit}'s conference was spent on {day}, under an order that suspended it"


def _not_reminded(year: Year, rungs: list[tuple[str, str, date, int, date]], calendar: WorkCalendar) -> Iterator[str]:
    """What is overdue for two weeks and more was reminded after its day; what the office itself owes, is listed."""
    ladder = year.office.campaign.ladder
    assert ladder is not None
    after = min(number for number, rung in enumerate(ladder.rungs, start=1) if rung.working_days > 0)
    reminded = {(unit, task, due) for unit, task, due, rung, _ in rungs if rung >= after}
    own, items = year.office.campaign.own_office, board_items(year.office, closed_too=True)
    listed = {item.key for item in items if item.kind is ItemKind.OWN_OVERDUE}
    for obligation in year.obligations():
        due = obligation.derived.due
        if obligation.state is not ObligationState.OVERDUE or due is None or obligation.waiting_on != "unit":
            continue
        came = rung_day(calendar, ladder.rungs[after - 1], due)
        unit, task = obligation.derived.unit, obligation.derived.task
        item = f"{ItemKind.OWN_OVERDUE.value}/{unit}/{task}/{due.isoformat()}"
        is_told = item in listed if unit == own else (unit, task, due) in reminded
        if FIRST < came < LAST - timedelta(days=14) and not is_told:
            yield f"{unit} {task}, due {due}, is overdue and nobody was told"


def _sums(played: list[DayPlayed]) -> tuple[int, int]:
    swept = [day.swept for day in played if day.swept]
    return sum(result.rungs for result in swept), sum(result.letters for result in swept)


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_no_seed_breaks_a_rule_of_the_sweep(record: PlayedRecord, seeds: range) -> None:
    """No rung on a day off, none twice, none skipped but by outage; the late are reminded, the suspended are not."""
    for seed in seeds:
        year = Year(record, seed)
        assert list(_faults(year)) == [], f"seed {seed}"


def test_what_the_sweeps_say_adds_up_to_what_is_in_the_record(record: PlayedRecord) -> None:
    """Letters and rungs told each day are those that were written."""
    year = Year(record, 1)
    rungs, letters = _sums(list(year.played))
    with year.office.store.look() as found:
        written = [letter for letter in found.letters.statuses() if letter.kind.value == "urging"]
    assert letters == len(written) > 0
    assert rungs == len({(unit, task, due, rung) for unit, task, due, rung, _ in year.rungs()})

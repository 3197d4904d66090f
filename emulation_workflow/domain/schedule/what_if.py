"""What a ladder would have done: a history of what was owed and done, played day by day under any ladder and calendar.

Recorded history stays as it was: no letter of another ladder changes when a unit did what it did. A generated one says
for each duty how soon the unit acts on a letter, so that ladders differ in days overdue as well.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, Ladder, Recipient, Rung
from emulation_workflow.domain.obligations.obligation import Derived
from emulation_workflow.domain.schedule.ladder import can_urge, rung_day

_ONE_DAY = timedelta(days=1)

IN_TIME, LATE = 0.75, 0.22
"""In a made-up year: the share that comes in time, and that comes late (half of it sooner if written to)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that a unit had to do by `due`. `done_on`: when it did it by itself (None: not so far).

    `responds_within`: the working days within which it acts on a letter to it or to the unit above; None: no letter
    hastens it. `above`: the unit that it answers to, "" where that is the Board.
    """

    unit: str
    due: date
    done_on: date | None = None
    above: str = ""
    responds_within: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLoad:
    """One day: letters that left, and duties that were late at its end."""

    day: date
    letters: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A history under one ladder: every day of it, rungs spent, days overdue (over all duties), working days."""

    days: tuple[DayLoad, ...]
    rungs: int
    days_late: int
    working_days: int

    @property
    def letters(self) -> int:
        return sum(day.letters for day in self.days)

    @property
    def busiest(self) -> DayLoad:
        return max(self.days, key=lambda day: day.letters)

    @property
    def letters_per_working_day(self) -> float:
        return self.letters / self.working_days if self.working_days else 0.0


def play(duties: Iterable[Duty], ladder: Ladder, calendar: WorkCalendar, *, first: date, last: date) -> Played:
    """The days `first`..`last` under this ladder, swept every day; one letter for each recipient and day."""
    letters: defaultdict[date, set[str]] = defaultdict(set)
    late: Counter[date] = Counter()
    rungs = days_late = 0
    for duty in duties:
        climbed = list(_climbed(duty, ladder, calendar, first=first, last=last))
        rungs += len(climbed)
        for day, rung in climbed:
            letters[day] |= _written_to(duty, rung)
        ends = _done_on(duty, climbed, calendar) or last + _ONE_DAY
        days_overdue = max((min(ends, last + _ONE_DAY) - duty.due).days - 1, 0)
        days_late += days_overdue
        late.update(duty.due + _ONE_DAY * number for number in range(1, days_overdue + 1))
    days = tuple(DayLoad(day=day, letters=len(letters[day]), late=late[day]) for day in _days(first, last))
    return Played(
        days=days,
        rungs=rungs,
        days_late=days_late,
        working_days=sum(not calendar.is_day_off(one.day) for one in days),
    )


def generated(derived: Sequence[Derived], campaign: Campaign, calendar: WorkCalendar, *, seed: int) -> list[Duty]:
    """A made-up year of what has a due day: most in time, some late unless written to, a few never; the seed's own."""
    below = {level.id for level in campaign.levels if level.reports_to == "parent"}
    return [
        _drawn(one, one.due, calendar, Random(f"{seed}/{one.unit}/{one.task}"), answers_up=one.level in below)  # noqa: S311 - made up, no secret
        for one in derived
        if one.due is not None
    ]


def _drawn(one: Derived, due: date, calendar: WorkCalendar, draw: Random, *, answers_up: bool) -> Duty:
    above = one.parent or "" if answers_up else ""
    fate = draw.random()
    if fate < IN_TIME:
        return Duty(unit=one.unit, due=due, above=above, done_on=calendar.add_working_days(due, -draw.randint(0, 25)))
    if fate < IN_TIME + LATE:
        done_on = calendar.add_working_days(due, draw.randint(1, 60))
        responds_within = draw.choice((None, draw.randint(2, 8)))
        return Duty(unit=one.unit, due=due, above=above, done_on=done_on, responds_within=responds_within)
    return Duty(unit=one.unit, due=due, above=above)


def _climbed(
    duty: Duty, ladder: Ladder, calendar: WorkCalendar, *, first: date, last: date
) -> Iterator[tuple[date, Rung]]:
    """The rungs that come before it is done, with their days; what was due before `first` starts at the highest."""
    ends = duty.done_on
    days: dict[date, Rung] = {}
    for rung in ladder.rungs:
        day = max(rung_day(calendar, rung, duty.due), calendar.next_working_day(first))
        days[day] = rung
    for day, rung in sorted(days.items(), key=lambda one: one[0]):
        if day > last or (ends is not None and day > ends) or not can_urge(calendar, today=day, opens=first):
            return
        yield day, rung
        ends = _sooner(ends, duty, rung, day, calendar)


def _sooner(ends: date | None, duty: Duty, rung: Rung, day: date, calendar: WorkCalendar) -> date | None:
    """When it is done now that this letter has left: the unit hastens, or it does not."""
    if duty.responds_within is None or not _hastens(rung):
        return ends
    heeded = max(calendar.add_working_days(day, duty.responds_within), duty.due)
    return heeded if ends is None else min(ends, heeded)


def _hastens(rung: Rung) -> bool:
    return bool({Recipient.UNIT, Recipient.UNIT_HEAD, Recipient.UPPER_UNIT} & {*rung.to, *rung.cc})


def _done_on(duty: Duty, climbed: Iterable[tuple[date, Rung]], calendar: WorkCalendar) -> date | None:
    ends = duty.done_on
    for day, rung in climbed:
        ends = _sooner(ends, duty, rung, day, calendar)
    return ends


def _written_to(duty: Duty, rung: Rung) -> set[str]:
    """Who gets a letter of this rung; a head reads at the unit's address."""
    known = {
        Recipient.UNIT: duty.unit,
        Recipient.UNIT_HEAD: duty.unit,
        Recipient.UPPER_UNIT: duty.above,
        Recipient.BOARD: f"/{Recipient.BOARD}",
        Recipient.COMMITTEE: f"/{Recipient.COMMITTEE}",
    }
    return {known[one] for one in (*rung.to, *rung.cc)} - {""}


def _days(first: date, last: date) -> Iterator[date]:
    return (first + _ONE_DAY * number for number in range((last - first).days + 1))

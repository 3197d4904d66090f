"""What a ladder would have done: a history of what was owed and done, played day by day under any ladder and calendar.

Recorded history stays as it was: no letter of another ladder changes when a unit did what it did. A generated one says
for each duty how soon the unit acts on a letter, so that ladders differ in days overdue as well.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from emulation_workflow.domain.calendar import WorkCalendar, days_from
from emulation_workflow.domain.campaign import Campaign, Ladder, Recipient
from emulation_workflow.domain.obligations.obligation import Derived
from emulation_workflow.domain.schedule.ladder import ABOVE, OWN, EscalationStep, can_remind, rung_day
from emulation_workflow.domain.schedule.reminders import Owed, above_of, rung_due, steps_of

_ONE_DAY = timedelta(days=1)

IN_TIME, LATE = 0.75, 0.22
"""In a made-up year: the share that comes in time, and that comes late (half of it sooner if written to)."""


HASTENING = frozenset({*OWN, *ABOVE})
"""Whose letters make a unit act sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Owed):
    """One thing that a unit had to do. `done_on`: when it did it by itself (None: not so far).

    `responds_within`: the working days within which it acts on a letter to it or to the unit above; None: no letter
    hastens it.
    """

    done_on: date | None = None
    responds_within: int | None = None


def duty_of(campaign: Campaign, derived: Derived, due: date, done_on: date | None = None) -> Duty:
    """Return what was derived as a duty to play."""
    return Duty(
        unit=derived.unit,
        due=due,
        task=derived.task,
        level=derived.level,
        group=derived.group,
        above=above_of(campaign, derived),
        is_own=derived.unit == campaign.own_office,
        done_on=done_on,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLoad:
    """One day: letters that left, and duties that were late at its end."""

    day: date
    letters: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """The rung of a duty's ladder that was taken on `day`, and the step for each recipient."""

    day: date
    rung: int
    steps: tuple[EscalationStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A history under one ladder: every day of it, rungs taken, days overdue (over all duties), working days."""

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
    """Return the days `first`..`last` under this ladder, swept every day; one letter for each recipient and day."""
    letters: defaultdict[date, set[str]] = defaultdict(set)
    late: Counter[date] = Counter()
    rungs = days_late = 0
    for duty in duties:
        reminders = list(reminders_of(duty, ladder, calendar, first=first, last=last))
        rungs += len(reminders)
        for reminder in reminders:
            letters[reminder.day] |= {step.email for step in reminder.steps} - {""}
        done_on = _done_on(duty, reminders, calendar) or last + _ONE_DAY
        days_overdue = max((min(done_on, last + _ONE_DAY) - duty.due).days - 1, 0)
        days_late += days_overdue
        late.update(duty.due + _ONE_DAY * number for number in range(1, days_overdue + 1))
    days = tuple(DayLoad(day=day, letters=len(letters[day]), late=late[day]) for day in days_from(first, last))
    return Played(
        days=days,
        rungs=rungs,
        days_late=days_late,
        working_days=sum(not calendar.is_day_off(day.day) for day in days),
    )


def reminders_of(
    duty: Duty, ladder: Ladder, calendar: WorkCalendar, *, first: date, last: date, outages: Collection[date] = ()
) -> Iterator[Reminder]:
    """Yield a duty's reminders until it is done, in a sweep each day from `first` to `last` but on `outages`.

    Whoever is to be written to is taken to have an address.
    """
    done_on, taken = duty.done_on, 0
    come = {rung_day(calendar, rung, duty.due) for rung in ladder.rungs_of(duty.level, duty.group)}
    for day in sorted({_next_sweep(day, calendar, outages, first) for day in come}):
        if day > last or (done_on is not None and day > done_on):
            return
        number = rung_due(duty, ladder, calendar, today=day, opens=first, taken=taken)
        if number:
            steps = steps_of(duty, ladder, number, _address)
            reminder, taken = Reminder(day=day, rung=number, steps=tuple(steps)), number
            yield reminder
            done_on = _sooner(done_on, duty, reminder, calendar)


def generated(derived: Sequence[Derived], campaign: Campaign, calendar: WorkCalendar, *, seed: int) -> list[Duty]:
    """Return a made-up year of what has a due day, the seed's own.

    Most is done in time, some late unless written to, a little never.
    """
    return [
        _drawn(duty_of(campaign, owed, owed.due), calendar, Random(f"{seed}/{owed.unit}/{owed.task}"))  # noqa: S311 - made up, no secret
        for owed in derived
        if owed.due is not None
    ]


def _drawn(duty: Duty, calendar: WorkCalendar, draw: Random) -> Duty:
    fate = draw.random()
    if fate < IN_TIME:
        return replace(duty, done_on=calendar.add_working_days(duty.due, -draw.randint(0, 25)))
    if fate < IN_TIME + LATE:
        done_on = calendar.add_working_days(duty.due, draw.randint(1, 60))
        return replace(duty, done_on=done_on, responds_within=draw.choice((None, draw.randint(2, 8))))
    return duty


def _next_sweep(day: date, calendar: WorkCalendar, outages: Collection[date], opens: date) -> date:
    """Return the first day from `day` on on which somebody sweeps and anybody is reminded."""
    while day in outages or not can_remind(calendar, today=day, opens=opens):
        day += _ONE_DAY
    return day


def _sooner(done_on: date | None, duty: Duty, reminder: Reminder, calendar: WorkCalendar) -> date | None:
    """Return when the duty is done now that this letter has left: sooner, if such letters hasten the unit."""
    if duty.responds_within is None or not any(step.email and step.recipient in HASTENING for step in reminder.steps):
        return done_on
    hastened = max(calendar.add_working_days(reminder.day, duty.responds_within), duty.due)
    return hastened if done_on is None else min(done_on, hastened)


def _done_on(duty: Duty, reminders: Iterable[Reminder], calendar: WorkCalendar) -> date | None:
    done_on = duty.done_on
    for reminder in reminders:
        done_on = _sooner(done_on, duty, reminder, calendar)
    return done_on


def _address(recipient: Recipient, owed: Owed) -> Collection[str]:
    """Return one address of everybody's own; a head reads at the unit's."""
    if recipient in ABOVE:
        return [owed.above or ""]
    return [owed.unit if recipient in HASTENING else f"/{recipient}"]

"""How units behave over a year: early, on time, late or never, drawn once for each thing they owe."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from random import Random

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState


class Manner(Enum):
    """How a unit goes about one thing it owes."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    NEVER = "never"


MANNERS = (Manner.EARLY, Manner.ON_TIME, Manner.LATE, Manner.NEVER)
WEIGHTS = (25, 53, 19, 3)
"""Out of a hundred: most offices deliver in the last days, one in five is reminded, a few never answer."""


@dataclass(frozen=True, slots=True)
class Temper:
    """What a unit means to do about one obligation: `shift` working days from the day it is due (negative: before).

    `lead` is for what has no day: working days from the campaign's start.
    """

    manner: Manner
    shift: int
    lead: int


def temper_of(seed: int, obligation: Obligation) -> Temper:
    """Draw it from the seed and the obligation's key alone, whatever was drawn before."""
    derived = obligation.derived
    draw = Random(f"{seed}/{derived.unit}/{derived.task}")  # noqa: S311 - a story, no secret
    manner = draw.choices(MANNERS, WEIGHTS)[0]
    shift = {
        Manner.EARLY: -draw.randint(6, 18),
        Manner.ON_TIME: -draw.randint(0, 5),
        Manner.LATE: draw.randint(1, 16),
        Manner.NEVER: 0,
    }[manner]
    return Temper(manner, shift, draw.randint(20, 160))


def acts_on(obligation: Obligation, temper: Temper, calendar: WorkCalendar, *, today: date, opens: date) -> bool:
    """Return whether the unit does it today: a working day, within what it may do, when its own day has come.

    Nothing is done while an order suspends it, and no conference is held before its window.
    """
    derived = obligation.derived
    is_open = obligation.state in (ObligationState.PENDING, ObligationState.OVERDUE)
    if not is_open or temper.manner is Manner.NEVER or calendar.is_day_off(today):
        return False
    if derived.due is None:
        return today >= calendar.add_working_days(opens, temper.lead)
    may_begin = derived.start is None or today >= derived.start
    return may_begin and today >= calendar.add_working_days(derived.due, temper.shift)


def days(first: date, last: date) -> list[date]:
    """Return every day from `first` to `last`, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]

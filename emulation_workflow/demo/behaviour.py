"""How units behave over a year: early, on time, late or never, drawn once for each thing they owe."""

from dataclasses import dataclass
from datetime import date
from random import Random

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState

WEIGHTS = (25, 53, 19, 3)
"""Early, on time, late, never, out of a hundred: most deliver in the last days, one in five is reminded."""


@dataclass(frozen=True, slots=True)
class Punctuality:
    """When a unit means to do one thing: `shift` working days from the day it is due (negative: before; None: never).

    `lead` is for what has no day: working days from the campaign's start.
    """

    shift: int | None
    lead: int


def punctuality_of(seed: int, obligation: Obligation) -> Punctuality:
    """Draw it from the seed and the obligation's key alone, whatever was drawn before."""
    derived = obligation.derived
    draw = Random(f"{seed}/{derived.unit}/{derived.task}")  # noqa: S311 - a story, no secret
    drawn = draw.choices(range(len(WEIGHTS)), WEIGHTS)[0]
    shifts = (-draw.randint(6, 18), -draw.randint(0, 5), draw.randint(1, 16), None)
    return Punctuality(shifts[drawn], draw.randint(20, 160))


def acts_on(
    obligation: Obligation, punctuality: Punctuality, calendar: WorkCalendar, *, today: date, opens: date
) -> bool:
    """Return whether the unit does it today: a working day, within what it may do, when its own day has come.

    Nothing is done while an order suspends it, and no conference is held before its window.
    """
    derived = obligation.derived
    is_open = obligation.state in (ObligationState.PENDING, ObligationState.OVERDUE)
    if not is_open or punctuality.shift is None or calendar.is_day_off(today):
        return False
    if derived.due is None:
        return today >= calendar.add_working_days(opens, punctuality.lead)
    may_begin = derived.start is None or today >= derived.start
    return may_begin and today >= calendar.add_working_days(derived.due, punctuality.shift)

"""Where obligations stand on a day, for letters, tables and counts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from emulation_workflow.domain.obligations.obligation import Derived
from emulation_workflow.domain.schedule.ladder import EscalationStep


class DueStanding(StrEnum):
    """What a day makes of an obligation, the most pressing first."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    NOT_STATED = "not_stated"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """One obligation with a due day as people are shown it: whose it is, and whose unit stands above.

    `rung`, `waiting_on` and `waiting_since` as in `Obligation`.
    """

    derived: Derived
    due: date
    unit_name: str
    above: str
    rung: int
    waiting_on: str
    waiting_since: datetime

    def days_late(self, on: date) -> int:
        """Return the calendar days since the due day; negative before it."""
        return (on - self.due).days


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderLine:
    """One line of a reminder: the step that was taken, and the obligation it was taken for."""

    step: EscalationStep
    item: DueItem


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTotals:
    """How many obligations are owed on a day, overdue, of how many units, and due soon."""

    owed: int
    overdue: int
    units_late: int
    soon: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DueCount:
    """How many obligations of one level and one group (cluster, block) of units under one unit stand so."""

    level: str
    group: str
    above: str
    standing: DueStanding
    number: int

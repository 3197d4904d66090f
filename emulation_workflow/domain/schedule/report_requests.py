"""When a unit is asked for the report on its conference: once it was held, or the day it was to be held has passed."""

from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.obligations.obligation import Derived
from emulation_workflow.domain.registers import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A conference without a report that no order suspends or calls off: held on `held_on`, or its day has passed.

    `planned_on` is the day its plan of version `plan_version` names, `asked_on` when a report was asked for last.
    """

    unit: Unit
    derived: Derived
    held_on: date | None = None
    plan_version: int | None = None
    planned_on: date | None = None
    asked_on: date | None = None

    @property
    def keeps_to_plan(self) -> bool:
        """Return whether the plan's day lies in the window in force; an order may have overtaken it."""
        day, start, due = self.planned_on, self.derived.start, self.derived.due
        return day is not None and (start is None or start <= day) and (due is None or day <= due)

    def asked_for(self, today: date) -> date | None:
        """Return the day whose conference a report is asked for on `today`; None if it is not time, or it was asked.

        The day it was held counts, else the day of the unit's own plan, else the last one of its window in force. Who
        was asked after it was held is not asked again.
        """
        if self.held_on is not None:
            is_asked = self.asked_on is not None and self.asked_on >= self.held_on
            return None if is_asked else self.held_on
        day = self.planned_on if self.keeps_to_plan else self.derived.due
        is_asked = day is not None and self.asked_on is not None and self.asked_on > day
        return day if day is not None and day < today and not is_asked else None

"""What units owe, what the daily sweep does to it, and where it stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum, auto
from typing import NamedTuple, Protocol

from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.obligations.obligation import Evidence, HoldingTime, Obligation
from emulation_workflow.domain.schedule.ladder import Escalation, EscalationStep
from emulation_workflow.domain.schedule.standing import DueCount, DueItem, DueTotals, ReminderLine


class Obligations(Protocol):
    """What units owe, what settled it, and who was waited for how long. `units`: of these codes only (None: of all)."""

    def of_units(self, units: Collection[str] | None = None) -> Sequence[Obligation]: ...

    def add(self, new: Iterable[Obligation]) -> None: ...

    def change(self, changed: Iterable[Obligation]) -> None:
        """Write these obligations as they are now, by unit and task."""

    def evidence(self, units: Collection[str] | None = None) -> Sequence[Evidence]:
        """Return the evidence, oldest first within a unit."""

    def add_evidence(self, evidence: Iterable[Evidence]) -> None: ...

    def plan_days(self, units: Collection[str] | None = None) -> Mapping[str, Sequence[date]]:
        """Return the days on which each unit's plans were received, by unit."""

    def holding_times(self, units: Collection[str] | None = None) -> Sequence[HoldingTime]:
        """Return who was waited for before, oldest first within a unit."""

    def add_holding_times(self, times: Iterable[HoldingTime]) -> None: ...


class CircleKind(StrEnum):
    """How the units are found whose conferences another's is compared with."""

    UNIT = auto()
    """The unit with the code `of`."""
    UNDER = auto()
    """The units under the one with the code `of`."""
    LEVEL = auto()
    """The units at the level `of` of the register."""
    UNGATED_OF_LEVEL = auto()
    """Of those, the ones that have no case."""


class Circle(NamedTuple):
    """Some units; `task` is that of holding their conference ("" if the campaign has none)."""

    kind: CircleKind
    of: str
    task: str


class Neighbours(Protocol):
    """Days of other units' conferences: the day one was held, or else the day its latest plan names.

    A plan that was taken back counts for nothing.
    """

    def days(self, circles: Sequence[Circle], on: date) -> Sequence[Neighbour]:
        """Return the days of the units in these circles, as the units are on the day `on`; read in one statement."""


class Escalations(Protocol):
    """What the daily sweep does to all obligations at once."""

    def newly_overdue(self, today: date) -> int:
        """Return how many were due before `today`, are not done and not marked overdue yet."""

    def mark_overdue(self, today: date) -> None: ...

    def has_escalated(self, day: date) -> bool:
        """Return whether escalation steps were taken on that day."""

    def steps_due(self, escalation: Escalation) -> Sequence[EscalationStep]:
        """Return the steps that `escalation` would take: each obligation's highest rung due, unless taken before."""

    def escalate(self, escalation: Escalation) -> int:
        """Take these steps and mark what is overdue among them; return how many obligations were moved up."""

    def post_reminders(self, day: date, *, campaign: str, at: datetime) -> int:
        """Post one letter for each address that the day's steps name, keyed by address and day; return how many."""

    def unreachable(self, day: date) -> int:
        """Return how many of the day's steps have no address."""

    def letters_of(self, day: date) -> int:
        """Return how many letters the day's steps went into."""


class Standings(Protocol):
    """Where obligations stand on a day; `soon` is the last day of what is due soon."""

    def tallies(self, on: date, *, soon: date) -> Sequence[DueCount]: ...

    def totals(self, on: date, *, soon: date) -> DueTotals: ...

    def pressing(self, on: date, *, soon: date) -> Sequence[DueItem]:
        """Return what is overdue or due soon, the oldest due day first."""

    def overdue_of(self, unit: str, levels: Collection[str], on: date) -> Sequence[DueItem]:
        """Return what is overdue of this unit and of units of these levels, the oldest due day first."""

    def lines_of(self, letter: int, on: date) -> Sequence[ReminderLine]:
        """Return what a reminder lists, the oldest due day first; names are those of the day `on`."""

    def without_address(self, on: date) -> Sequence[ReminderLine]:
        """Return the steps of that day whose recipient has no valid address."""

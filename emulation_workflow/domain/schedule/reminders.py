"""Who is reminded of an obligation on a day, on which rung, at which address: the rule, one by one (III.3).

The daily sweep does this for all obligations at once, by statements of the record; its tests play random histories and
hold those statements to this rule. What a ladder would have done is asked of it alone.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, Ladder, Recipient
from emulation_workflow.domain.obligations.obligation import Derived
from emulation_workflow.domain.schedule.ladder import (
    ABOVE,
    BY_NAME,
    EscalationStep,
    answers_to_parent,
    can_remind,
    rung_day,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing that a unit has to do by `due`, as the ladder looks at it.

    `above`: the unit that it answers to ("" if none is known); None where that is the Board. `is_own`: it is the
    office's own, that writes the letters.
    """

    unit: str
    due: date
    task: str = ""
    level: str = ""
    group: str = ""
    above: str | None = None
    is_own: bool = False


Addresses = Callable[[Recipient, Owed], Collection[str]]
"""Return each address of a recipient; "" stands for one to whom no letter can be written."""


def above_of(campaign: Campaign, derived: Derived) -> str | None:
    """Return the code of the unit that this unit answers to ("" if none is known); None where that is the Board."""
    level = next((level for level in campaign.levels if level.id == derived.level), None)
    return (derived.parent or "") if level and answers_to_parent(level) else None


def rung_due(owed: Owed, ladder: Ladder, calendar: WorkCalendar, *, today: date, opens: date, taken: int) -> int:
    """Return the number of the rung to take today, the highest whose day has come; 0 if there is none to take.

    None is taken on a day off or before the campaign `opens`, and none as low as `taken`, the highest so far. Those
    passed over while nobody looked are never made up for. The office takes none for what it owes itself: that is on the
    Board's list.
    """
    if owed.is_own or not can_remind(calendar, today=today, opens=opens):
        return 0
    rungs = ladder.rungs_of(owed.level, owed.group)
    come = [number for number, rung in enumerate(rungs, 1) if rung_day(calendar, rung, owed.due) <= today]
    return max((number for number in come if number > taken), default=0)


def steps_of(
    owed: Owed, ladder: Ladder, number: int, addresses: Addresses, *, before: Collection[EscalationStep] = ()
) -> list[EscalationStep]:
    """Return the steps onto the rung of this number: one for each address of each of its recipients.

    None twice: `before` are those taken for the obligation so far, some perhaps for a due day that was moved away and
    back again.
    """
    rung = ladder.rungs_of(owed.level, owed.group)[number - 1]
    steps = [
        EscalationStep(
            unit=owed.unit,
            task=owed.task,
            due=owed.due,
            rung=number,
            recipient=recipient,
            email=email,
            is_copy=recipient in rung.cc,
        )
        for recipient in (*rung.to, *rung.cc)
        if recipient not in ABOVE or owed.above is not None
        for email in sorted(set(addresses(recipient, owed)))
    ]
    return [step for step in steps if not any(_is_same(step, earlier) for earlier in before)]


def _is_same(step: EscalationStep, earlier: EscalationStep) -> bool:
    is_same_person = step.email == earlier.email or step.recipient not in BY_NAME
    return is_same_person and (step.due, step.rung, step.recipient) == (earlier.due, earlier.rung, earlier.recipient)

"""Who is reminded, obligation by obligation: `domain.schedule.reminders`, asked of what a history's facts derive."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date

from emulation_workflow.domain.approval.transitions import UNIT
from emulation_workflow.domain.campaign import Campaign, Recipient
from emulation_workflow.domain.obligations.board_dates import with_dates_set
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.derivation import FixedDay, derive
from emulation_workflow.domain.schedule.ladder import EscalationStep
from emulation_workflow.domain.schedule.reminders import Owed, above_of, rung_due, steps_of
from emulation_workflow.domain.schedule.settlement import BY_EVIDENCE, Settlements, state_of
from tests.support.builders import CALENDAR
from tests.support.reminding.facts import Facts, Key
from tests.support.sweeping import at

SINCE = at(date(2020, 1, 1))
"""Since when somebody is waited for is no matter of reminders."""


class LadderRule:
    """What is owed, the steps taken for it so far, and what of it anything befell."""

    def __init__(self) -> None:
        self.owed: dict[Key, Obligation] = {}
        self.first: dict[Key, Obligation] = {}
        self.planned: Campaign | None = None
        """The plan before any order."""
        self.touched: set[Key] = set()
        self.steps: defaultdict[Key, list[tuple[date, EscalationStep]]] = defaultdict(list)

    def derive(self, facts: Facts) -> None:
        """Take over what orders, register and evidence say now."""
        settled = facts.settlements
        new = {key_of(owed): owed for owed in _derived(facts, settled, self.owed)}
        over = {key: _ended(facts, settled, owed) for key, owed in self.owed.items() if key not in new}
        self.owed = new | over
        self.first, self.planned = self.first or dict(self.owed), self.planned or facts.campaign
        self.touched |= {
            key
            for key, owed in self.owed.items()
            if key not in self.first
            or owed.derived != self.first[key].derived
            or above_of(facts.campaign, owed.derived) != above_of(self.planned, owed.derived)
            or not (owed.is_open and owed.waiting_on == UNIT)
        }

    def of_day(self, day: date) -> list[EscalationStep]:
        """Return the steps that were taken on a day."""
        return [step for steps in self.steps.values() for taken_on, step in steps if taken_on == day]

    def sweep(self, facts: Facts, *, reminds: bool) -> tuple[int, list[EscalationStep]]:
        """Play a sweep of the day; return how many obligations took a rung, and the steps.

        One that reminds nobody (`reminds`) marks what is overdue all the same.
        """
        campaign = facts.campaign
        assert campaign.ladder is not None
        addresses, taken = _addresses(facts), 0
        steps: list[EscalationStep] = []
        for key, owed in self.owed.items():
            is_over = owed.derived.due is not None and owed.derived.due < facts.on
            is_newly_overdue = owed.state is ObligationState.PENDING and is_over
            self.owed[key] = replace(owed, state=ObligationState.OVERDUE) if is_newly_overdue else owed
            duty = owed_by_unit(campaign, owed)
            number = 0
            if duty is not None and reminds:
                opens = campaign.effective_from
                number = rung_due(duty, campaign.ladder, CALENDAR, today=facts.on, opens=opens, taken=owed.rung)
            if duty is not None and number:
                before = [step for _, step in self.steps[key]]
                new = steps_of(duty, campaign.ladder, number, addresses, before=before)
                self.steps[key] += [(facts.on, step) for step in new]
                self.owed[key] = replace(self.owed[key], rung=number)
                taken, steps = taken + 1, steps + new
        return taken, steps


def key_of(owed: Obligation) -> Key:
    return owed.derived.unit, owed.derived.task


def owed_by_unit(campaign: Campaign, obligation: Obligation) -> Owed | None:
    """Return what the unit can be reminded of; None if nobody states a day, nothing is open, or another is waited for.

    What is done, suspended or called off by an order, or owed no more is not open.
    """
    derived = obligation.derived
    if derived.due is None or not obligation.is_open or obligation.waiting_on != UNIT:
        return None
    return Owed(
        unit=derived.unit,
        due=derived.due,
        task=derived.task,
        level=derived.level,
        group=derived.group,
        above=above_of(campaign, derived),
        is_own=derived.unit == campaign.own_office,
    )


def _addresses(facts: Facts) -> Callable[[Recipient, Owed], Collection[str]]:
    """Return where a recipient is written to, as the register knows; a head without an own address, at the unit's."""
    units = {code: unit.email for code, unit in facts.valid_units.items()}
    heads: defaultdict[str, list[str]] = defaultdict(list)
    people: defaultdict[str, list[str]] = defaultdict(list)
    for official in facts.officials:
        if official.is_valid_on(facts.on):
            people[official.role].append(official.email)
            if official.role == "unit_head":
                heads[official.unit or ""].append(official.email)

    def addresses(recipient: Recipient, owed: Owed) -> Collection[str]:
        unit = units.get(owed.unit, "")
        known = {
            Recipient.UNIT: [unit],
            Recipient.UNIT_HEAD: [email or unit for email in heads[owed.unit]] or [unit],
            Recipient.UPPER_UNIT: [units.get(owed.above or "", "")],
            Recipient.BOARD: people["board"] or [""],
            Recipient.COMMITTEE: people["committee"] or [""],
        }
        return [email if facts.can_reach(email) else "" for email in known[recipient]]

    return addresses


def _derived(facts: Facts, settled: Settlements, before: dict[Key, Obligation]) -> Iterator[Obligation]:
    fixed = {
        case.unit: FixedDay(day=case.fixed_day, document=case.fixed_by)
        for case in facts.cases.values()
        if case.fixed_day
    }
    for derived in derive(
        with_dates_set(facts.plan, ()),
        facts.units,
        on=facts.on,
        orders=facts.orders,
        fixed=fixed,
        settled_on=settled.done_on,
    ):
        task = facts.campaign.task(derived.task)
        done_on = settled.done_on(derived.unit, task)
        state = state_of(derived, done_on, on=facts.on)
        old = before.get((derived.unit, derived.task))
        yield Obligation(
            derived=derived,
            state=state,
            waiting_on=settled.waiting_on(derived, task, state),
            waiting_since=SINCE,
            done_on=done_on,
            rung=old.rung if old and old.derived.due == derived.due else 0,
        )


def _ended(facts: Facts, settled: Settlements, owed: Obligation) -> Obligation:
    """Return what a unit no longer owes: its days in the register are over."""
    task = facts.campaign.task(owed.derived.task)
    done_on = settled.done_on(owed.derived.unit, task) if task.settled_by in BY_EVIDENCE else owed.done_on
    state = ObligationState.DONE if done_on else ObligationState.ENDED
    return replace(owed, state=state, waiting_on="", done_on=done_on)


def units_of(facts: Facts, owed: dict[Key, Obligation], task: str) -> Iterator[tuple[Unit, Obligation]]:
    """Yield each unit in the register today that owes, or owed, the task."""
    for code, unit in sorted(facts.valid_units.items()):
        if (code, task) in owed:
            yield unit, owed[code, task]

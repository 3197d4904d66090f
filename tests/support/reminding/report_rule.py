"""Who is asked for the report on its conference, unit by unit: `domain.schedule.report_requests`, asked of facts."""

from collections.abc import Collection, Iterator
from datetime import date

from emulation_workflow.domain.approval.transitions import UNIT
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.orders.in_force import event_task
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.ladder import can_remind
from emulation_workflow.domain.schedule.report_requests import Awaited
from tests.support.builders import CALENDAR
from tests.support.reminding.facts import Facts, Key
from tests.support.reminding.ladder_rule import units_of


class ReportRule:
    """Whom was asked for a report so far, and when."""

    def __init__(self) -> None:
        self._asked_on: dict[str, date] = {}
        self._asked_of: set[tuple[str, date]] = set()

    def due(self, facts: Facts, owed: dict[Key, Obligation]) -> list[tuple[str, date]]:
        """Return the units to ask today, by code, each with the day of the conference that it is asked about."""
        if not can_remind(CALENDAR, today=facts.on, opens=facts.campaign.effective_from):
            return []
        events = [event_task(facts.campaign, level) for level in facts.campaign.levels if level.conference]
        tasks = {task.id for task in events if task}
        asked = {
            awaited.unit.code: day
            for task in tasks
            for awaited in self._awaited(facts, owed, task)
            if (day := awaited.asked_for(facts.on)) and awaited.unit.code != facts.campaign.own_office
        }
        return sorted(asked.items())

    def ask(self, facts: Facts, owed: dict[Key, Obligation], urged: Collection[str]) -> list[str]:
        """Ask them; return who gets a letter: one to an address, none to one that was `urged` today."""
        taken = {email.lower() for email in urged}
        written = []
        for code, day in self.due(facts, owed):
            email = facts.valid_units[code].email
            if facts.can_reach(email) and email.lower() not in taken:
                taken.add(email.lower())
                if (code, day) not in self._asked_of:
                    self._asked_of.add((code, day))
                    self._asked_on[code] = facts.on
                    written.append(code)
        return written

    def _awaited(self, facts: Facts, owed: dict[Key, Obligation], task: str) -> Iterator[Awaited]:
        for unit, conference in units_of(facts, owed, task):
            plan = _plan_day(facts, unit)
            due, planned_on = conference.derived.due, plan[1] if plan else None
            is_over = any(day is not None and day < facts.on for day in (due, planned_on))
            is_owed = conference.is_open and conference.waiting_on == UNIT
            is_held = conference.state is ObligationState.DONE and _is_own_day(unit, conference.done_on)
            if not _has_reported(facts, unit) and (is_held or (is_owed and is_over)):
                yield Awaited(
                    unit=unit,
                    derived=conference.derived,
                    held_on=conference.done_on,
                    plan_version=plan[0] if plan else None,
                    planned_on=planned_on,
                    asked_on=self._asked_on.get(unit.code),
                )


def _plan_day(facts: Facts, unit: Unit) -> tuple[int, date | None] | None:
    """Return version and day of the unit's latest plan; None if it sent none, or took it back."""
    plans, case = facts.plans.get(unit.code), facts.cases.get(unit.code)
    if not plans or (case is not None and not case.plan_sha256):
        return None
    return (plans[-1].version, plans[-1].plan.held_on) if unit.is_valid_on(plans[-1].received_at.date()) else None


def _has_reported(facts: Facts, unit: Unit) -> bool:
    return any(_is_own_day(unit, version.report.held_on) for version in facts.reports.get(unit.code, ()))


def _is_own_day(unit: Unit, day: date | None) -> bool:
    """Return whether that day can be this unit's, and not that of whoever bore the code before."""
    return unit.valid_from is None or day is None or day >= unit.valid_from

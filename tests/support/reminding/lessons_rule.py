"""Whom pilots' lessons are told, lesson by lesson (II.2): what the statements of the record do for all at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.campaign import Ladder
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.ladder import can_remind
from emulation_workflow.domain.schedule.lessons import LessonsPath, lessons_paths
from tests.support.builders import CALENDAR
from tests.support.reminding.facts import Facts, Key
from tests.support.reminding.ladder_rule import units_of

Told = tuple[str, str, str]
"""(unit, task, teller)"""


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What a teller has to tell a unit, whose window begins on `start`."""

    told: Told
    email: str
    start: date | None


class LessonsRule:
    """What was told so far: in which kind of letter, at which address; and who could not be told."""

    def __init__(self) -> None:
        self.told: dict[Told, tuple[LetterKind, str]] = {}
        self.unreachable: set[str] = set()
        self.written: set[tuple[date, str]] = set()
        """The days and addresses of the sweeps' letters, each of which has no other that day."""

    def preview(self, facts: Facts, owed: dict[Key, Obligation], urged: Collection[str]) -> list[Lesson]:
        """Return what a sweep that writes reminders to `urged` tells: in them, or to whoever cannot wait any longer."""
        if not can_remind(CALENDAR, today=facts.on, opens=facts.campaign.effective_from):
            return []
        waiting = [
            lesson
            for lesson in self._waiting(facts, owed)
            if facts.can_reach(lesson.email) and (facts.on, lesson.email) not in self.written
        ]
        pressed = {lesson.email for lesson in waiting if _is_soon(facts, lesson)}
        return [lesson for lesson in waiting if lesson.email in {*urged, *pressed}]

    def sweep(self, facts: Facts, owed: dict[Key, Obligation], urged: Collection[str]) -> list[str]:
        """Tell what the sweep tells; return the addresses that get a letter for it alone."""
        previewed = self.preview(facts, owed, urged)
        if can_remind(CALENDAR, today=facts.on, opens=facts.campaign.effective_from):
            self.unreachable |= {
                lesson.told[0]
                for lesson in self._waiting(facts, owed)
                if _is_soon(facts, lesson) and not facts.can_reach(lesson.email)
            }
        for lesson in previewed:
            kind = LetterKind.REMINDER if lesson.email in urged else LetterKind.LESSONS
            self.told[lesson.told] = (kind, lesson.email)
        self.written |= {(facts.on, email) for email in (*urged, *(lesson.email for lesson in previewed))}
        return sorted({lesson.email for lesson in previewed} - {*urged})

    def write_to(self, unit: str, kind: LetterKind, facts: Facts, owed: dict[Key, Obligation]) -> None:
        """Tell a unit what waits for it in a letter that goes to it anyway."""
        for lesson in self._waiting(facts, owed):
            if lesson.told[0] == unit and facts.can_reach(lesson.email):
                self.told[lesson.told] = (kind, lesson.email)

    def _waiting(self, facts: Facts, owed: dict[Key, Obligation]) -> list[Lesson]:
        found: defaultdict[Told, list[Lesson]] = defaultdict(list)
        for path in lessons_paths(facts.campaign):
            for unit, conference in units_of(facts, owed, path.event):
                is_to_come = conference.state in (ObligationState.PENDING, ObligationState.OVERDUE)
                if conference.derived.level == path.level and is_to_come:
                    for teller in {*_noted(path, owed, unit), *_reported(path, facts, unit)} - {unit.code}:
                        told = (unit.code, path.task, teller)
                        found[told].append(Lesson(told=told, email=unit.email, start=conference.derived.start))
        return [lessons[0] for told, lessons in found.items() if told not in self.told]


def _noted(path: LessonsPath, owed: dict[Key, Obligation], unit: Unit) -> Iterator[str]:
    """Yield who noted lessons down for this unit: whoever directs the pilots, for those that are none."""
    is_pilot = unit.code in path.pilots if path.pilots else unit.pilot
    director = path.director or unit.parent or ""
    noted = owed.get((director, path.task))
    if not is_pilot and noted and noted.done_on:
        yield director


def _reported(path: LessonsPath, facts: Facts, unit: Unit) -> Iterator[str]:
    """Yield the pilots of this unit's group whose latest report tells lessons."""
    for pilot in facts.valid_units.values():
        is_marked = pilot.pilot and pilot.level in path.marked_words and pilot.code not in path.released
        is_pilot = pilot.code in path.pilots or is_marked
        is_of_group = bool(path.director) or (pilot.parent is not None and pilot.parent == unit.parent)
        reports = facts.reports.get(pilot.code)
        if is_pilot and is_of_group and reports and reports[-1].report.lessons.strip():
            yield pilot.code


def _is_soon(facts: Facts, lesson: Lesson) -> bool:
    ladder = facts.campaign.ladder
    assert isinstance(ladder, Ladder)
    return lesson.start is not None and lesson.start <= CALENDAR.add_working_days(facts.on, ladder.soon)

"""Whom pilots' lessons are for: the other units of the group that a pilot teaches (II.2: "rút kinh nghiệm chung")."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.campaign import Audience, Campaign, DueKind, Pilot, PilotInForce, Settlement, Task
from emulation_workflow.domain.orders.in_force import event_task


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsPath:
    """From whom lessons of one kind of pilot come, and to whom they go.

    They come with the evidence of `task`, or with a pilot's result report; they go to the units of `level` that have
    yet to settle `event`, their conference. `director` is the code of the one unit that directs for a body; "" where
    each unit above the pilots does, and the group is what is below it. `pilots` are those by name; besides, where the
    plan leaves them to directors, those of the register words `marked_words` that these have marked, but for
    `released`.
    """

    task: str
    event: str
    level: str
    rule: str
    director: str = ""
    pilots: tuple[str, ...] = ()
    marked_words: tuple[str, ...] = ()
    released: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What `teller` has to tell, of `task`, to a unit that can be written to; the unit's window begins on `start`."""

    unit: str
    name: str
    email: str
    task: str
    teller: str
    start: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A unit that lessons should go to now, but whose address is not known or takes no letters."""

    unit: str
    name: str
    email: str


def lessons_paths(campaign: Campaign) -> tuple[LessonsPath, ...]:
    """Return every path that tasks and pilots of the plan in force make; none where the plan asks for no lessons."""
    return tuple(dict.fromkeys(_paths(campaign)))


def _paths(campaign: Campaign) -> Iterator[LessonsPath]:
    for task in campaign.tasks:
        if not _is_of_lessons(task):
            continue
        for pilot in campaign.pilots:
            level = campaign.level(pilot.level)
            event = event_task(campaign, level)
            if event is not None and (not task.levels or pilot.level in task.levels):
                yield LessonsPath(
                    task=task.id,
                    event=event.id,
                    level=level.id,
                    rule=task.rule or pilot.lessons_rule or pilot.rule,
                    director=_director(campaign, pilot),
                    pilots=pilot.codes,
                    marked_words=level.unit_levels if pilot.is_left_to_director else (),
                    released=pilot.released if isinstance(pilot, PilotInForce) else (),
                )


def _is_of_lessons(task: Task) -> bool:
    is_directors = task.audience is Audience.PILOT_DIRECTORS and task.due is DueKind.BEFORE_GENERAL_WINDOW
    return is_directors and task.settled_by is Settlement.EVIDENCE


def _director(campaign: Campaign, pilot: Pilot) -> str:
    return next((body.unit for body in campaign.bodies if body.id == pilot.director), "")

"""What the plan orders of units: by whom, when it is due, and what settles it."""

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Who owes a task: units that hold a conference, those of some levels, pilots, who directs them, or named units.

    All but pilots: of the units that hold a conference. Directors of pilots are the units of the level that directs
    them, or the unit that does the directing body's work.
    """

    CONFERENCE_UNITS = "conference_units"
    LEVELS = "levels"
    GATED_PILOTS = "gated_pilots"
    ALL_PILOTS = "all_pilots"
    ALL_BUT_PILOTS = "all_but_pilots"
    PILOT_DIRECTORS = "pilot_directors"
    UNITS = "units"


class DueKind(StrEnum):
    """When a task is due.

    CONFERENCE and PILOT_WINDOW: in the window of one's own conference, or of the pilots one directs. BEFORE_CONFERENCE:
    by the day before that window's last. BEFORE_GENERAL_WINDOW: by the day before the others of the pilots' level
    begin. MILESTONE: in its window. RELATIVE: some days before or after something. NOT_STATED: the plan names no day
    ("không nêu"), and only the Board can set one.
    """

    CONFERENCE = "conference"
    BEFORE_CONFERENCE = "before_conference"
    PILOT_WINDOW = "pilot_window"
    BEFORE_GENERAL_WINDOW = "before_general_window"
    MILESTONE = "milestone"
    RELATIVE = "relative"
    NOT_STATED = "not_stated"


class OffsetBase(StrEnum):
    """What days are counted from.

    CONFERENCE: the day on which it was held, until then the last of its window. PLAN: the plan's own day. ORDER: the
    day on which the latest order about this was signed; without one, no day. MILESTONE: the first day of its window to
    count back from, the last to count on from. EVENT: something that no day is known of, so that none is due.
    """

    CONFERENCE = "conference"
    PLAN = "plan"
    ORDER = "order"
    MILESTONE = "milestone"
    EVENT = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """`days` after something (negative: before it), in the plan's `words`; working days if `working`.

    `ref` names the milestone that is counted from.
    """

    days: int
    base: OffsetBase
    words: str
    working: bool = False
    ref: str = ""


class Settlement(StrEnum):
    """What settles a task: evidence that staff record, a plan, the case's clearance, enough pilots held or named.

    A plan may stay with its unit (A11): then evidence that there is one settles PLAN too. A result report, an adopted
    delegate list, are evidence of themselves when they come in. Pilots are named by marking them in the register, or by
    evidence of the paper that names them.
    """

    EVIDENCE = "evidence"
    PLAN = "plan"
    RESULT_REPORT = "result_report"
    DELEGATE_LIST = "delegate_list"
    CLEARANCE = "clearance"
    PILOTS_HELD = "pilots_held"
    PILOTS_NAMED = "pilots_named"


class Every(StrEnum):
    """How often a task is owed anew within the days of its milestone."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something the plan orders of units, from which each unit's obligation is derived.

    `levels` narrows the audience (for those who direct pilots: the pilots'), `units` names it. `rule` "" stands for the
    rule of whatever it is due by: the conference's or the pilot's window, the lessons to draw from a pilot. `due_ref`
    names the milestone, `offset` says how many days from what. `evidence` says what settles it, `settling_task` which
    task of the pilots one directs does. `about` is the unit that it is done about, as one is inspected: the days of its
    conference count, and orders to it; nobody owes it once that unit is gone. `each_of` is a level of the file: the
    reader makes a task about each of its units. `every`: it makes one for each month or quarter of the milestone, due
    by its last day, or by the `by_day` of its last month.
    """

    id: str
    name: str
    audience: Audience
    due: DueKind
    evidence: str
    rule: str = ""
    settled_by: Settlement = Settlement.EVIDENCE
    levels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    due_ref: str = ""
    offset: Offset | None = None
    settling_task: str = ""
    about: str = ""
    each_of: str = ""
    every: Every | None = None
    by_day: int | None = None

    @property
    def goes_with_conference(self) -> bool:
        """Whether it is due by the unit's own conference, and is put off with it."""
        is_counted_from_it = self.offset is not None and self.offset.base is OffsetBase.CONFERENCE
        return self.due in (DueKind.CONFERENCE, DueKind.BEFORE_CONFERENCE) or is_counted_from_it

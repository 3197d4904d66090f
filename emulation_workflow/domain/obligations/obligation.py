"""Obligations: what each unit owes by when, under which clause; derived from plan, register and orders, never typed."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DueSource(StrEnum):
    """Whose day it is: the plan's, the Board's ("mốc do Ban đặt"), an opinion's, an order's, or nobody's.

    OVERTAKEN: nobody's any more, for the conference that it was to come before has been held.
    """

    PLAN = "plan"
    BOARD = "board"
    OPINION = "opinion"
    ORDER = "order"
    NOT_STATED = "not_stated"
    OVERTAKEN = "overtaken"


class ObligationState(StrEnum):
    """Where an obligation stands. SUSPENDED and CANCELLED come from orders alone.

    ENDED: no longer owed, because the unit's days in the register are over or the campaign no longer asks; its history
    stays.
    """

    PENDING = "pending"
    DONE = "done"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """One unit's obligation as the plan, the register and the orders in force say; the key is (unit, task).

    `parent` and `group` repeat the register's, to be counted by. It may be done on days `start`..`due`; both are None
    where nobody states a day. `source` says whose day `due` is, `source_words` are the words of the window it comes
    from, or name the Board's or the opinion's document. `plan_start` and `plan_due` are what the plan itself says, kept
    visible whatever orders move (A22).
    `is_suspended`, `is_cancelled`: by the latest valid order, whose number is in `order`.
    """

    unit: str
    task: str
    level: str
    rule: str
    parent: str | None = None
    group: str = ""
    start: date | None = None
    due: date | None = None
    source: DueSource = DueSource.NOT_STATED
    source_words: str = ""
    plan_start: date | None = None
    plan_due: date | None = None
    order: str = ""
    is_suspended: bool = False
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What settles an obligation: a document, a link or a file. Rows are never changed; the latest counts.

    `done_on`: the day it was done (for a conference, the day it was held). `withdrawn`: a correction that the former
    evidence does not hold. `recorded_by`: who entered it; `source`: from what paper or list.
    """

    unit: str
    task: str
    done_on: date
    recorded_at: datetime
    recorded_by: str
    number: str = ""
    signed_on: date | None = None
    link: str = ""
    file_sha256: str = ""
    source: str = ""
    withdrawn: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """An obligation with its present state.

    `waiting_on` is who is waited for, since `waiting_since` (aware): "unit", a role of the campaign, or "" for nobody
    (settled, suspended, ended). `rung` is the number of the last escalation step taken (0: none).
    """

    derived: Derived
    state: ObligationState
    waiting_on: str
    waiting_since: datetime
    done_on: date | None = None
    rung: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in (ObligationState.PENDING, ObligationState.OVERDUE)

    @property
    def is_late(self) -> bool:
        """Whether it was settled after its due day."""
        return self.done_on is not None and self.derived.due is not None and self.done_on > self.derived.due


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingTime:
    """The time from `since` to `until` in which `holder` was waited for. Who is waited for now is in the obligation."""

    unit: str
    task: str
    holder: str
    since: datetime
    until: datetime

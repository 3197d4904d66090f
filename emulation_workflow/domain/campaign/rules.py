"""The catalogue: every rule of the plan by its id, and how far a program may judge it."""

from dataclasses import dataclass
from enum import StrEnum


class RuleKind(StrEnum):
    """How far a program may judge a rule (`docs/rules.md`)."""

    HARD = "HARD"
    READER = "HARD-by-reader"
    GATE = "GATE"
    SOFT = "SOFT"
    ROLE = "ROLE"
    DATA = "DATA"
    REPORT = "REPORT"
    OPEN = "OPEN"
    DERIVED = "DERIVED"


class CheckKind(StrEnum):
    """Checks whose rule is named by no level, pilot or content: the catalogue's rule itself names its check."""

    PLAN_PAPER = "plan_paper"
    """The unit has a plan of its own, with number, date and signer."""
    NO_APPRAISAL = "no_appraisal"
    """Only gated pilots send their plan for appraisal; it is never demanded of the others."""
    PILOT_NUMBER = "pilot_number"
    """How many pilots each director names."""
    PILOT_FIRST_OF_DIRECTOR = "pilot_first_of_director"
    """A director's pilot comes before the director's other units."""
    PILOT_FIRST_OF_LEVEL = "pilot_first_of_level"
    """A pilot the plan names comes before the other units of its level."""
    PAPERS = "papers"
    """At least one paper is read, by collectives and individuals."""
    AGENDA_TIME = "agenda_time"
    """The minutes on the agenda fit the session."""
    STAGING = "staging"
    """How the conference may be staged; online and combined conferences are checked here."""
    DATES_IN_ORDER = "dates_in_order"
    """The plan is signed before its conference."""
    ONE_HALF_DAY = "one_half_day"
    """It starts and ends on one date, in one half-day."""
    DAY_OFF = "day_off"
    """A conference on a day off is pointed out."""
    COVERED_BY_ORDER = "covered_by_order"
    """A date outside its window is covered by an order."""
    SUMS = "sums"
    """The categories add up to the total."""
    ADOPTED_LIST = "adopted_list"
    """Whoever a unit sends to the conference above is on the list that it adopted."""
    HONOURS = "honours"
    """Of a result report: who was honoured, by which decision."""
    HONOURED_KINDS = "honoured_kinds"
    """Of a result report: collectives and individuals were honoured, of several fields."""
    PUT_FORWARD = "put_forward"
    """Of a result report: how the honoured were put forward."""
    HONOURED_MOVEMENTS = "honoured_movements"
    """Of a result report: in which movements."""
    FOSTERING = "fostering"
    """Of a result report: how their example is to spread."""
    PAPER_FIELDS = "paper_fields"
    """Of a result report: the papers that were read represent the fields."""
    LESSONS = "lessons"
    """Of a result report: it states lessons and shortcomings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the plan: `id` as in the catalogue, `clause` and `quote` in the plan's own words.

    `assumed` marks a treatment that is not in the plan's words but is what a careful official does (A01…).
    `check` says which check of a unit's plan this rule is, where no level, pilot or content names it. `read_in`
    names the content of which only a reader can say whether it keeps to this rule. `levels` are those that the check
    is of (none: every level).
    """

    id: str
    clause: str
    quote: str
    kind: RuleKind
    assumed: str = ""
    check: CheckKind | None = None
    read_in: str = ""
    levels: tuple[str, ...] = ()

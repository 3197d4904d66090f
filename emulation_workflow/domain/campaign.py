"""A province's plan as data: what the campaign file says, once the reader has found it sound.

Every date is a calendar day in the campaign's time zone; every window is inclusive at both ends.
Every rule is named by its id in the catalogue (`Campaign.rules`), which holds its clause and its words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
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
    """Checks that no level, pilot or content names a rule for: the catalogue's rule says itself that it is one."""

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
    """How the conference may be staged; online and combined conferences are looked at here."""
    DATES_IN_ORDER = "dates_in_order"
    """The plan is signed before its conference."""
    ONE_HALF_DAY = "one_half_day"
    """It starts and ends on one date, in one half-day."""
    DAY_OFF = "day_off"
    """It is not held on a day off without a second look."""
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
    """Of a result report: lessons and shortcomings are told."""


class AttendanceMode(StrEnum):
    """Who attends: everybody in the unit, or chosen delegates."""

    PLENARY = "plenary"
    DELEGATES = "delegates"


class CategoryKind(StrEnum):
    """The kinds of delegate that composition lists name."""

    GUEST = "guest"
    LEADER = "leader"
    HERO = "hero"
    FIGHTER = "fighter"
    EXEMPLAR = "exemplar"
    STAFF = "staff"


class Presence(StrEnum):
    """What the plan says of a category: listed, listed "nếu có", or one of several joined by "hoặc"."""

    EXPECTED = "expected"
    IF_ANY = "if_any"
    ONE_OF = "one_of"


class StepKind(StrEnum):
    """A gate's step either endorses a plan (or sends it back) or gives an opinion on it."""

    ENDORSEMENT = "endorsement"
    OPINION = "opinion"


class RoleScope(StrEnum):
    """Whose officials of a role act for a case: anybody's, those of the unit itself, those of the unit above it."""

    CAMPAIGN = "campaign"
    OWN_UNIT = "own_unit"
    PARENT_UNIT = "parent_unit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the plan: `id` as in the catalogue, `clause` and `quote` in the plan's own words.

    `assumed` marks a treatment that is not in the plan's words but is what a careful official does (A01…).
    `check` says which check of a unit's plan this rule is, where no level, pilot or content names it. `read_in`
    names the content of which only a reader can say whether it keeps to this rule.
    """

    id: str
    clause: str
    quote: str
    kind: RuleKind
    assumed: str = ""
    check: CheckKind | None = None
    read_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days `start`..`end`, both included, with the plan's own words for them ("tháng 3/2020")."""

    start: date
    end: date
    words: str

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An official document: number and symbol, day signed, who issued it and who signed."""

    number: str
    date: date
    issuer: str
    title: str = ""
    signer: str = ""
    capacity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Years `first`..`last`, written as the plan writes them ("2020-2025")."""

    first: int
    last: int
    rule: str

    @property
    def words(self) -> str:
        return f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A key emulation movement; `levels` are the levels it concerns, empty for all."""

    name: str
    rule: str
    levels: tuple[str, ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One of the contents every conference must have (II.3); `points` are what the plan says it must bring out."""

    id: str
    name: str
    rule: str
    points: tuple[str, ...] = ()
    points_rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One row of a level's composition list. Rows with the same `one_of` are alternatives joined by "hoặc"."""

    id: str
    name: str
    kind: CategoryKind
    rule: str
    presence: Presence = Presence.EXPECTED
    one_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """A group the plan asks to heed ("chú trọng …"): counted and shown, never judged; no threshold exists."""

    id: str
    name: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeBranch:
    """Head counts `fewer_than` / `more_than` (both strict; None: unbounded) lead to `mode` and at most `at_most`.

    `at_most` None: the plan states no cap here. `mode` None: the form is free.
    """

    rule: str
    fewer_than: int | None = None
    more_than: int | None = None
    mode: AttendanceMode | None = None
    at_most: int | None = None

    def covers(self, headcount: int) -> bool:
        above = self.more_than is None or headcount > self.more_than
        below = self.fewer_than is None or headcount < self.fewer_than
        return above and below


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeGap:
    """A head count no branch covers (A01): what satisfies the readings on both sides, and which rule says so."""

    rule: str
    mode: AttendanceMode
    at_most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRule:
    """How many may attend. `bases`: the head counts that are added up; `base_words`: the plan's words for them.

    `other_bases`: counts that a reader might also include; when they change the branch, the Board is asked (A02).
    A rule without `bases` has one branch that holds whatever the head count.
    """

    branches: tuple[SizeBranch, ...]
    bases: tuple[str, ...] = ()
    base_words: str = ""
    base_rule: str = ""
    other_bases: tuple[str, ...] = ()
    gap: SizeGap | None = None
    decided_by_unit_rule: str = ""

    def branch_for(self, headcount: int) -> SizeBranch | None:
        """The branch that covers `headcount`, or None where the plan says nothing."""
        return next((branch for branch in self.branches if branch.covers(headcount)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """At least `at_least` (0..1) of the counted delegates are of `kinds`."""

    rule: str
    kinds: tuple[CategoryKind, ...]
    at_least: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """What the plan orders for the conferences of one level."""

    names: tuple[str, ...]
    name_rule: str
    composition: tuple[Category, ...]
    size: SizeRule
    window: Window
    window_rule: str
    session_rule: str
    emphases: tuple[Emphasis, ...] = ()
    structure: tuple[Emphasis, ...] = ()
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of the plan. `conference` is None where a separate plan rules (the congress itself).

    `upper`: the level whose conference its adopted delegates go to; `reports_to`: "parent" or "board" (A13);
    `unit_levels`: the register's words for units of this level.
    """

    id: str
    name: str
    heading: str
    clause: str
    rule: str
    unit_levels: tuple[str, ...]
    conference: Conference | None = None
    upper: str | None = None
    upper_rule: str = ""
    reports_to: str = "board"
    before_level: str | None = None
    order_rule: str = ""
    scope_groups: tuple[str, ...] = ()
    scope_rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """A pilot, or a kind of pilot that a director names later.

    `units`: the codes the plan names; empty where each `director` names at least `at_least` of its own (A08).
    `window` None: the plan gives no date (A07) and `proposal` says what a careful official proposes.
    `gated`: its plan passes the gate before the unit proceeds.
    """

    level: str
    rule: str
    director: str
    gated: bool
    units: tuple[str, ...] = ()
    at_least: int = 1
    window: Window | None = None
    window_rule: str = ""
    proposal: Window | None = None
    proposal_words: str = ""
    lessons_rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStep:
    """One step of the gate: `role` acts. `stage` is the stage's id, `waiting` its name on screen."""

    stage: str
    kind: StepKind
    role: str
    waiting: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What a gated pilot's plan passes before the unit proceeds, in order; an opinion can only come last.

    `confirmed_by`: the role that confirms that asked changes are in. `recorded_by`: the role that may enter an
    official document for a decider who signs on paper ("" where nobody may).
    """

    rule: str
    steps: tuple[GateStep, ...]
    confirmed_by: str
    recorded_by: str = ""
    confirmation_waiting: str
    revision_waiting: str
    drafting_waiting: str
    cleared_name: str

    def step(self, stage: str) -> GateStep | None:
        return next((step for step in self.steps if step.stage == stage), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that issues papers: letter-head lines, place, symbol used in numbers, and how its signer signs.

    `unit`: the registered unit that does its work and owes what is asked of it. `may_change_plan`: its orders change
    the plan on its way; the body that issued the plan, and those above it (R137).
    """

    id: str
    name: str
    short_name: str
    letter_head: tuple[str, ...]
    place: str
    symbol: str = ""
    signing: str = ""
    unit: str = ""
    may_change_plan: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role officials are registered under; `body` is the body they act for (empty: their own unit)."""

    id: str
    name: str
    scope: RoleScope
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A date of the plan itself that is not a level's window (the national congress, the end of communication)."""

    id: str
    name: str
    window: Window
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardDate:
    """A day the Board set where the plan is silent (A12): shown as "mốc do Ban đặt", never as a rule of the plan.

    It is the due day of `task` at `levels` (empty: at all); without a task it is shown and nothing hangs on it.
    """

    id: str
    name: str
    day: date
    document: str
    rule: str
    task: str = ""
    levels: tuple[str, ...] = ()


class Audience(StrEnum):
    """Who owes a task: units that hold a conference, units of some levels, pilots, directors of pilots, named units.

    Directors of pilots are the units of the level that directs them, or the unit that does the directing body's work.
    """

    CONFERENCE_UNITS = "conference_units"
    LEVELS = "levels"
    GATED_PILOTS = "gated_pilots"
    ALL_PILOTS = "all_pilots"
    PILOT_DIRECTORS = "pilot_directors"
    UNITS = "units"


class DueKind(StrEnum):
    """When a task is due.

    CONFERENCE and PILOT_WINDOW: in the window of one's own conference, or of the pilots one directs. BEFORE_CONFERENCE:
    by the day before that window's last. BEFORE_GENERAL_WINDOW: by the day before the others of the pilots' level
    begin. MILESTONE: in its window. NOT_STATED: the plan names no day ("không nêu"), and only the Board can set one.
    """

    CONFERENCE = "conference"
    BEFORE_CONFERENCE = "before_conference"
    PILOT_WINDOW = "pilot_window"
    BEFORE_GENERAL_WINDOW = "before_general_window"
    MILESTONE = "milestone"
    NOT_STATED = "not_stated"


class Settlement(StrEnum):
    """What settles a task: evidence that staff record, a plan, the case's clearance, enough pilots' conferences.

    A plan may stay with its unit (A11): then evidence that there is one settles PLAN too. A result report, an adopted
    delegate list, are evidence of themselves when they come in.
    """

    EVIDENCE = "evidence"
    PLAN = "plan"
    RESULT_REPORT = "result_report"
    DELEGATE_LIST = "delegate_list"
    CLEARANCE = "clearance"
    PILOTS_HELD = "pilots_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something the plan orders of units, from which each unit's obligation is derived.

    `levels` narrows the audience (for those who direct pilots: the pilots'), `units` names it. `rule` "" stands for the
    rule of whatever it is due by: the conference's or the pilot's window, the lessons to draw from a pilot. `due_ref`
    names the milestone. `evidence` says what settles it, `settling_task` which task of the pilots one directs does.
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
    settling_task: str = ""


class Recipient(StrEnum):
    """Whom a rung writes to, going up from the unit that owes."""

    UNIT = "unit"
    UNIT_HEAD = "unit_head"
    UPPER_UNIT = "upper_unit"
    BOARD = "board"
    COMMITTEE = "committee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One rung: `working_days` from the due day (negative: before it), `to` and `cc` going up.

    `name` says in a letter what this rung asks: a reminder, a second one, that somebody above step in.
    """

    id: str
    name: str
    working_days: int
    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How the late are urged; the Board's own choice, in `decided_by`'s words. Rungs in order of their day.

    `rule` is the plan's order to urge at all. `board` and `committee` are the roles whose officials are written to as
    BOARD and COMMITTEE. `most_items`: as many items stand in one letter, the latest first; the rest is counted there.
    `soon`: what is due within so many working days is shown to the Board as due soon.
    """

    decided_by: str
    rungs: tuple[Rung, ...]
    board: str
    committee: str = ""
    rule: str = ""
    most_items: int = 50
    soon: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyPath:
    """Whom units tell of difficulties: `addressee` is the role they are for, `channel` the one they go through.

    `age_rule` is the plan's word that they are dealt with in time; where it gives no limit in days there is none.
    """

    rule: str
    channel: str
    addressee: str
    age_rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPolicy:
    """How letters are headed and whom they copy: `copies` maps a letter's name to role ids."""

    from_name: str
    reply_to: str
    signature: tuple[str, ...]
    contact: str
    copies: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDay:
    """What "01 buổi" means here (A05): the two half-days' hours, and from how many minutes on to warn."""

    morning_start: time
    morning_end: time
    afternoon_start: time
    afternoon_end: time
    warn_above_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """The calendar: `country` in the holiday library, and the days and half-days the campaign adds or takes away.

    A day of which only the morning or the afternoon is off is still a working day.
    """

    country: str
    extra_days_off: tuple[date, ...] = ()
    working_days: tuple[date, ...] = ()
    mornings_off: tuple[date, ...] = ()
    afternoons_off: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Congress:
    """The congress at the end: names, ordinals, theme of the former one (A19), window (its own plan rules the rest)."""

    name: str
    ordinal: str
    previous_ordinal: str
    previous_year: int
    national_ordinal: str
    theme: str
    theme_rule: str
    window: Window
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """The whole plan. `sha256` is of the campaign file's bytes, lower-case hex; it goes with each decision."""

    id: str
    title: str
    province: str
    fictional: bool
    plan: Document
    effective_from: date
    basis: tuple[Document, ...] = ()
    congress: Congress
    review_period: Period
    launch_period: Period
    movements: tuple[Movement, ...] = ()
    contents: tuple[Content, ...]
    levels: tuple[Level, ...]
    pilots: tuple[Pilot, ...] = ()
    gate: Gate | None = None
    bodies: tuple[Body, ...]
    roles: tuple[Role, ...]
    milestones: tuple[Milestone, ...] = ()
    board_dates: tuple[BoardDate, ...] = ()
    tasks: tuple[Task, ...] = ()
    ladder: Ladder | None = None
    difficulties: DifficultyPath | None = None
    letters: LetterPolicy
    half_day: HalfDay
    holidays: Holidays
    rules: tuple[Rule, ...]
    sha256: str
    orders_recorded_by: str = ""
    lists_seen_by: tuple[str, ...] = ()

    @property
    def list_readers(self) -> tuple[str, ...]:
        """The roles that may take delegate lists out: those named for it, or the gate's recorder and first role."""
        if self.lists_seen_by or self.gate is None:
            return self.lists_seen_by
        return tuple(filter(None, (self.gate.recorded_by, self.gate.steps[0].role)))

    @property
    def order_recorder(self) -> str:
        """The role that may enter orders: the one named for it, or the one that enters other official documents."""
        return self.orders_recorded_by or (self.gate.recorded_by if self.gate else "")

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id. KeyError if the campaign has none such."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def rule_for(self, check: CheckKind) -> Rule | None:
        """The catalogue's rule for this check, or None: then this plan has no such check."""
        return next((rule for rule in self.rules if rule.check is check), None)

    def level(self, level_id: str) -> Level:
        for level in self.levels:
            if level.id == level_id:
                return level
        raise KeyError(level_id)

    def task(self, task_id: str) -> Task:
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(task_id)

    def level_of(self, unit_level: str) -> Level | None:
        """The plan's level for a unit whose register entry says `unit_level`, or None if the plan binds none such."""
        return next((level for level in self.levels if unit_level in level.unit_levels), None)

    def role(self, role_id: str) -> Role:
        for role in self.roles:
            if role.id == role_id:
                return role
        raise KeyError(role_id)

    def body(self, body_id: str) -> Body:
        for body in self.bodies:
            if body.id == body_id:
                return body
        raise KeyError(body_id)

    def gated_pilots(self) -> Iterator[tuple[Pilot, str]]:
        """Each pilot that must pass the gate, with its unit's code."""
        for pilot in self.pilots:
            if pilot.gated:
                for code in pilot.units:
                    yield pilot, code

    def gated_pilot_of(self, unit_code: str) -> Pilot | None:
        """The pilot this unit is, if its plan must pass the gate."""
        return next((pilot for pilot in self.pilots if pilot.gated and unit_code in pilot.units), None)

    def pilot_of(self, unit_code: str, *, level: str = "", designated: bool = False) -> Pilot | None:
        """The pilot this unit is: named by the plan, or `designated` by the director of its level's pilots."""
        for pilot in self.pilots:
            if unit_code in pilot.units or (designated and not pilot.units and pilot.level == level):
                return pilot
        return None

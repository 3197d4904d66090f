"""The whole plan, and what is looked up in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from emulation_workflow.domain.campaign.bodies import Body, Document, FormalNames, Names, Role
from emulation_workflow.domain.campaign.calendar import BoardDate, HalfDay, Holidays, Milestone, Period, Window
from emulation_workflow.domain.campaign.conferences import Content, CountedPeople, Movement
from emulation_workflow.domain.campaign.letter_policy import DifficultyPath, Ladder, LetterPolicy
from emulation_workflow.domain.campaign.levels import Gate, Level, Pilot
from emulation_workflow.domain.campaign.rules import CheckKind, Rule
from emulation_workflow.domain.campaign.tasks import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFigure:
    """A figure of a past congress, in its own report's words: `name` says of what, `value` how many."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Predecessor:
    """A congress before this one: of the same place, or of one that was merged into it. Its `theme` is no other's."""

    name: str
    year: int
    theme: str = ""
    rule: str = ""
    figures: tuple[PastFigure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Congress:
    """The congress at the end: its name and window; its own plan rules the rest. A first one has no predecessors."""

    name: str
    rule: str
    window: Window | None = None
    predecessors: tuple[Predecessor, ...] = ()


_SEVERAL = 2


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """The whole plan. `basis` is what it rests on, `guidance` what goes with it, whenever that was written.

    `sha256` is of the campaign file's bytes, lower-case hex; it goes with each decision. Without slots: what is looked
    up in it by name is put in order once.
    """

    id: str
    title: str
    province: str
    fictional: bool
    plan: Document
    effective_from: date
    basis: tuple[Document, ...] = ()
    guidance: tuple[Document, ...] = ()
    congress: Congress | None = None
    review_period: Period | None = None
    launch_period: Period | None = None
    movements: tuple[Movement, ...] = ()
    contents: tuple[Content, ...] = ()
    delegate_kinds: tuple[str, ...] = ()
    headcounts: tuple[CountedPeople, ...] = ()
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
    half_day: HalfDay | None = None
    holidays: Holidays
    rules: tuple[Rule, ...]
    sha256: str
    orders_recorded_by: str = ""
    lists_seen_by: tuple[str, ...] = ()
    formal_names: tuple[FormalNames, ...] = ()
    names: Names = field(default_factory=Names)

    @property
    def list_readers(self) -> tuple[str, ...]:
        """The roles that may export delegate lists: those named for it, or the gate's recorder and first role."""
        if self.lists_seen_by or self.gate is None:
            return self.lists_seen_by
        return tuple(filter(None, (self.gate.recorded_by, self.gate.steps[0].role)))

    @property
    def order_recorder(self) -> str:
        """The role that may enter orders: the one named for it, or the one that enters other official documents."""
        return self.orders_recorded_by or (self.gate.recorded_by if self.gate else "")

    @property
    def board_name(self) -> str:
        """What sentences call the office that runs the campaign: by default the short name of who sends its letters."""
        sender = self.letters.from_name
        short = (body.short_name for body in self.bodies if body.name == sender)
        return self.names.board or next(short, sender)

    @property
    def own_office(self) -> str:
        """The code of the unit that is the office itself, by whose name letters are sent; "" if none is registered."""
        sender = self.letters.from_name
        return next((body.unit for body in self.bodies if body.name == sender), "")

    @property
    def area_name(self) -> str:
        """What sentences call the area that the campaign covers: by default its name in full."""
        return self.names.area or self.province

    @property
    def symbol(self) -> str:
        """The symbol of the body that issued the plan, as its number has it: "UBND" of 2297/KH-UBND; "" without one."""
        return self.plan.number.partition("/")[2].partition("-")[2]

    @property
    def letter_symbol(self) -> str:
        """The symbol in the numbers of that body's letters, as examples show it: by default that of its plan."""
        return self.names.letter or self.symbol

    def rule(self, rule_id: str) -> Rule:
        """Return the rule with this id. KeyError if the campaign has none."""
        return self._rules[rule_id]

    def rule_for(self, check: CheckKind, level: Level | None = None) -> Rule | None:
        """Return the catalogue's rule for this check, of this level (any, without one); None where it has none."""
        rules = self._rules_by_check.get(check, ())
        return next((rule for rule in rules if level is None or not rule.levels or level.id in rule.levels), None)

    def clause_for(self, rule_id: str, level: Level) -> str:
        """Return the rule's clause for a unit of this level: of clauses that speak of a level each, its own alone."""
        clause, of_levels = self.rule(rule_id).clause, {other.clause for other in self.levels}
        parts = clause.split(", ")
        if sum(part.rstrip("*") in of_levels for part in parts) < _SEVERAL:
            return clause
        own = (part for part in parts if part.rstrip("*") not in of_levels - {level.clause})
        return ", ".join(own) or level.clause

    def level(self, level_id: str) -> Level:
        return self._levels[level_id]

    def task(self, task_id: str) -> Task:
        return self._tasks[task_id]

    def level_of(self, unit_level: str) -> Level | None:
        """Return the plan's level for a unit whose register entry says `unit_level`, or None if the plan binds none."""
        return self._levels_by_words.get(unit_level)

    def is_day_left_open(self, pilot: Pilot) -> bool:
        """Return whether an opinion is to set the pilot's day, for the plan gives none (A07).

        A pilot without a time of its own that passes no such step is held in the time of its level.
        """
        return pilot.window is None and pilot.gated and self.gate is not None and self.gate.opining is not None

    def has_own_time(self, pilot: Pilot) -> bool:
        """Return whether a pilot's time is its own, not that of its level: open, where a day is only proposed."""
        is_open = pilot.proposal is not None or pilot.is_named_late or self.is_day_left_open(pilot)
        return pilot.window is not None or is_open

    @property
    def last_day(self) -> date | None:
        """The last day that the plan names, of a conference, the congress or a milestone; None where it names none."""
        windows = [milestone.window for milestone in self.milestones]
        windows += [level.conference.window for level in self.levels if level.conference and level.conference.window]
        windows += [self.congress.window] if self.congress and self.congress.window else []
        return max((window.end for window in windows if window.end is not None), default=None)

    def nearest_day(self, day: date) -> date:
        """Return that day, or the day of the campaign that is nearest to it."""
        return min(max(day, self.effective_from), self.last_day or date.max)

    def window_rule(self, level: Level, pilot: Pilot | None = None) -> str:
        """Return the rule that sets when the level's conference, or the congress, is held; "" where none does.

        Of a pilot, the one that sets its own time or leaves it open.
        """
        if pilot is not None and self.has_own_time(pilot):
            return pilot.window_rule or pilot.rule
        if level.conference is not None:
            return level.conference.window_rule
        return self.congress.rule if self.congress else ""

    def role(self, role_id: str) -> Role:
        return self._roles[role_id]

    def body(self, body_id: str) -> Body:
        for body in self.bodies:
            if body.id == body_id:
                return body
        raise KeyError(body_id)

    @property
    def gated_units(self) -> Sequence[str]:
        """The codes of the units that are known by name and whose plans must pass the gate."""
        return tuple(self._gated)

    def is_gated(self, unit_code: str) -> bool:
        """Return whether this unit is one whose plan, by the unit's name, must pass the gate."""
        return unit_code in self._gated

    def has_to_pass(self, level: Level, pilot: Pilot | None) -> bool:
        """Return whether the gate is passed by plans of this level, or of this kind of pilot."""
        is_of_level = self.gate is not None and level.id in self.gate.levels
        return is_of_level or (pilot is not None and pilot.gated)

    def pilot_of(self, unit_code: str, *, level: str = "", designated: bool = False) -> Pilot | None:
        """Return the pilot this unit is: named by the plan, or `designated` by the director of its level's pilots."""
        named = self._pilots.get(unit_code)
        if named is not None or not designated:
            return named
        return next(
            (pilot for pilot in self.pilots if pilot.level == level and pilot.has(unit_code, designated=True)), None
        )

    # Of several with the same name the first counts, which is therefore put in last.

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in reversed(self.rules)}

    @cached_property
    def _rules_by_check(self) -> Mapping[CheckKind, Sequence[Rule]]:
        found: dict[CheckKind, list[Rule]] = {}
        for rule in self.rules:
            if rule.check:
                found.setdefault(rule.check, []).append(rule)
        return found

    @cached_property
    def _levels(self) -> Mapping[str, Level]:
        return {level.id: level for level in reversed(self.levels)}

    @cached_property
    def _levels_by_words(self) -> Mapping[str, Level]:
        return {words: level for level in reversed(self.levels) for words in level.unit_levels}

    @cached_property
    def _tasks(self) -> Mapping[str, Task]:
        return {task.id: task for task in reversed(self.tasks)}

    @cached_property
    def _roles(self) -> Mapping[str, Role]:
        return {role.id: role for role in reversed(self.roles)}

    @cached_property
    def _gated(self) -> Mapping[str, None]:
        codes = [code for pilot in self.pilots if pilot.gated for code in pilot.codes]
        return dict.fromkeys((*codes, *(self.gate.codes if self.gate else ())))

    @cached_property
    def _pilots(self) -> Mapping[str, Pilot]:
        return {code: pilot.as_for(code) for pilot in reversed(self.pilots) for code in pilot.codes}

"""The whole plan, and what is looked up in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.campaign.bodies import Body, Document, Role
from emulation_workflow.domain.campaign.calendar import BoardDate, HalfDay, Holidays, Milestone, Period, Window
from emulation_workflow.domain.campaign.conferences import Content, Movement
from emulation_workflow.domain.campaign.letters import DifficultyPath, Ladder, LetterPolicy
from emulation_workflow.domain.campaign.levels import Gate, Level, Pilot
from emulation_workflow.domain.campaign.rules import CheckKind, Rule
from emulation_workflow.domain.campaign.tasks import Task


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

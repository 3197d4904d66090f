"""Levels, the pilots among their units, and the gate that pilots' plans pass (III.1)."""

from dataclasses import dataclass
from enum import StrEnum

from emulation_workflow.domain.campaign.calendar import Window
from emulation_workflow.domain.campaign.conferences import Conference


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


class StepKind(StrEnum):
    """A gate's step either endorses a plan (or sends it back) or gives an opinion on it."""

    ENDORSEMENT = "endorsement"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStep:
    """One step of the gate: `role` acts. `stage` is the stage's id, `waiting` its name on screen.

    `second_pair_of_eyes`: a paper entered by one recorder counts once somebody else has confirmed it; where the file
    says nothing, so it is for opinions. An opinion's word holds also for the confirmation of what it asked for.
    """

    stage: str
    kind: StepKind
    role: str
    waiting: str
    rule: str
    second_pair_of_eyes: bool | None = None

    @property
    def needs_second_pair(self) -> bool:
        if self.second_pair_of_eyes is None:
            return self.kind is StepKind.OPINION
        return self.second_pair_of_eyes


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

"""Levels, the pilots among their units, and the gate that pilots' plans, or all of a level, pass (III.1)."""

from dataclasses import dataclass, replace
from enum import StrEnum

from emulation_workflow.domain.campaign.calendar import Window
from emulation_workflow.domain.campaign.conferences import Conference


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of the plan. `conference` is None where a separate plan rules (the congress itself).

    `upper`: the level whose conference its adopted delegates go to; `reports_to`: "parent" or "board" (A13);
    `unit_levels`: the register's words for units of this level. `upper_quota`: how many delegates each of its units
    sends to the conference above, where the plan itself says so.
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
    upper_quota: int | None = None
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

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the units that are this pilot by name."""
        return self.units

    @property
    def is_named_late(self) -> bool:
        """Whether it became a pilot when the pilots' time was over, so that nothing says when it is held."""
        return False

    @property
    def is_left_to_director(self) -> bool:
        """Whether the plan names none, so that each director marks its own in the register."""
        return not self.units

    def has(self, code: str, *, designated: bool) -> bool:
        """Return whether the unit with this code is such a pilot; `designated`: it is marked in the register."""
        return code in self.codes or (designated and self.is_left_to_director)

    def as_for(self, code: str) -> "Pilot":
        """Return what holds of the unit with this code, which is such a pilot."""
        del code
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotInForce(Pilot):
    """A pilot as orders leave it: units `named` by them, and units `released`, be they the plan's or marked.

    `named_late`: those named when the pilot's window was over, for which no day is stated.
    """

    named: tuple[str, ...] = ()
    released: tuple[str, ...] = ()
    named_late: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for code in dict.fromkeys((*self.units, *self.named)) if code not in self.released)

    @property
    def is_named_late(self) -> bool:
        return self.window is None and bool(self.named_late)

    def has(self, code: str, *, designated: bool) -> bool:
        is_marked = designated and self.is_left_to_director and code not in self.released
        return code in self.codes or is_marked

    def as_for(self, code: str) -> Pilot:
        return replace(self, window=None) if code in self.named_late else self


class StepKind(StrEnum):
    """A gate's step either endorses a plan (or sends it back) or gives an opinion on it."""

    ENDORSEMENT = "endorsement"
    OPINION = "opinion"


class GateWord(StrEnum):
    """What the plan calls what a step of its gate does."""

    APPRAISAL = "appraisal"
    REVIEW = "review"
    COMMENT = "comment"
    OPINION = "opinion"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateStep:
    """One step of the gate: `role` acts. `stage` is the stage's id, `waiting` its name on screen.

    `second_pair_of_eyes`: a paper entered by one recorder counts once somebody else has confirmed it; where the file
    says nothing, so it is for opinions. An opinion's word holds also for the confirmation of what it asked for.

    `asks_changes`: whether the step may consent and ask for changes; where the file says nothing, an opinion may.
    `word`: what the plan calls what it does; where the file says nothing, an endorsement is an appraisal.
    """

    stage: str
    kind: StepKind
    role: str
    waiting: str
    rule: str
    second_pair_of_eyes: bool | None = None
    asks_changes: bool | None = None
    word: GateWord | None = None

    @property
    def called(self) -> GateWord:
        of_kind = {StepKind.ENDORSEMENT: GateWord.APPRAISAL, StepKind.OPINION: GateWord.OPINION}
        return self.word or of_kind[self.kind]

    @property
    def may_ask_changes(self) -> bool:
        return self.kind is StepKind.OPINION if self.asks_changes is None else self.asks_changes

    @property
    def needs_second_pair(self) -> bool:
        if self.second_pair_of_eyes is None:
            return self.kind is StepKind.OPINION
        return self.second_pair_of_eyes


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What a gated plan passes before its unit proceeds, in order; at most one step of it may ask for changes.

    What it asks to be changed is confirmed before the next step. `levels`: those whose every plan passes it, be the
    unit a pilot or not.

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
    levels: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the units of its levels, as far as the register was read."""
        return ()

    @property
    def asking(self) -> GateStep | None:
        """The step at which changes may be asked for, if there is one."""
        return next((step for step in self.steps if step.may_ask_changes), None)

    @property
    def opining(self) -> GateStep | None:
        """The first step that gives an opinion; None where all that is done is to let the plan pass, or not."""
        return next((step for step in self.steps if step.kind is StepKind.OPINION), None)

    @property
    def word(self) -> GateWord:
        """What the plan calls the opinion, of the first step that gives one."""
        return self.opining.called if self.opining else GateWord.OPINION

    @property
    def appraising(self) -> GateStep | None:
        """The first step that appraises; where none is called so, the first that endorses."""
        endorsing = [step for step in self.steps if step.kind is StepKind.ENDORSEMENT]
        appraising = [step for step in endorsing if step.called is GateWord.APPRAISAL]
        return next(iter(appraising or endorsing), None)

    def step(self, stage: str) -> GateStep | None:
        return next((step for step in self.steps if step.stage == stage), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GateInForce(Gate):
    """A gate with the units that the register has at its levels."""

    units: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        return self.units

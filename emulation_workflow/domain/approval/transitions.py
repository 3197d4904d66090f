"""The chain of a gated pilot's plan: one table, derived from the campaign's gate, and the one function that moves.

With Kon Tum's gate (appraisal, then opinion; clause III.1) it reads:

    at            by         act                  leads to
    DRAFTING      UNIT       submit               APPRAISAL
    APPRAISAL     BOARD      endorse              OPINION
    APPRAISAL     BOARD      send_back            DRAFTING
    OPINION       COMMITTEE  agree                CLEARED
    OPINION       COMMITTEE  agree_with_changes   REVISION
    OPINION       COMMITTEE  disagree             DRAFTING
    REVISION      UNIT       submit               CONFIRMATION
    CONFIRMATION  BOARD      confirm              CLEARED
    CONFIRMATION  BOARD      send_back            REVISION
    before CLEARED  UNIT     withdraw             DRAFTING
    CLEARED       UNIT       change_plan          DRAFTING
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from emulation_workflow.domain.campaign import Gate, StepKind
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import Unit

DRAFTING = "DRAFTING"
REVISION = "REVISION"
CONFIRMATION = "CONFIRMATION"
CLEARED = "CLEARED"
UNIT = "unit"


class Act(StrEnum):
    """What a party can do with a plan."""

    SUBMIT = "submit"
    ENDORSE = "endorse"
    SEND_BACK = "send_back"
    AGREE = "agree"
    AGREE_WITH_CHANGES = "agree_with_changes"
    DISAGREE = "disagree"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"
    CHANGE_PLAN = "change_plan"


OPINIONS_IN_FAVOUR = frozenset({Act.AGREE, Act.AGREE_WITH_CHANGES})
"""Consents: by these alone an opinion sets the day of a pilot that the plan gives none."""
OPINIONS = OPINIONS_IN_FAVOUR | {Act.DISAGREE}
"""What a step that gives an opinion may decide, in favour or not."""
NEEDS_REASON = frozenset({Act.SEND_BACK, Act.AGREE_WITH_CHANGES, Act.DISAGREE})
DECISIONS = frozenset(Act) - {Act.SUBMIT, Act.WITHDRAW, Act.CHANGE_PLAN}

Move = tuple[str, str, Act]
"""(stage, role, act)"""


@cache
def transitions(gate: Gate) -> Mapping[Move, str]:
    """Return every allowed move of this gate with the stage it leads to; what is not here is not allowed."""
    table: dict[Move, str] = {(DRAFTING, UNIT, Act.SUBMIT): gate.steps[0].stage}
    following = [step.stage for step in gate.steps[1:]] + [CLEARED]
    for step, after in zip(gate.steps, following, strict=True):
        is_endorsement = step.kind is StepKind.ENDORSEMENT
        consent, refusal = (Act.ENDORSE, Act.SEND_BACK) if is_endorsement else (Act.AGREE, Act.DISAGREE)
        table[step.stage, step.role, consent] = after
        if step.may_ask_changes:
            table[step.stage, step.role, Act.AGREE_WITH_CHANGES] = REVISION
            table[REVISION, UNIT, Act.SUBMIT] = CONFIRMATION
            table[CONFIRMATION, gate.confirmed_by, Act.CONFIRM] = after
            table[CONFIRMATION, gate.confirmed_by, Act.SEND_BACK] = REVISION
        table[step.stage, step.role, refusal] = DRAFTING
    for stage in {stage for stage, _, _ in table} - {DRAFTING}:
        table[stage, UNIT, Act.WITHDRAW] = DRAFTING
    table[CLEARED, UNIT, Act.CHANGE_PLAN] = DRAFTING
    return table


def next_stage(gate: Gate, stage: str, role: str, act: Act) -> str:
    """Return where `act` by `role` leads from `stage`. Rejected("act_not_allowed") if no such move is allowed."""
    leads_to = transitions(gate).get((stage, role, act))
    if leads_to is None:
        raise Rejected(Problem(code=ProblemCode.ACT_NOT_ALLOWED, params={"stage": stage_name(gate, stage), "act": act}))
    return leads_to


def acting_role(gate: Gate, stage: str) -> str | None:
    """Return who is to act at `stage`: a role of the gate, the unit, or None once the plan is cleared."""
    if stage == CLEARED:
        return None
    if stage == CONFIRMATION:
        return gate.confirmed_by
    step = gate.step(stage)
    return step.role if step else UNIT


def decisions_at(gate: Gate, stage: str) -> tuple[Act, ...]:
    """Return the decisions open at `stage`, in the order a form shows them; none where the unit is to act."""
    return tuple(act for at, _, act in transitions(gate) if at == stage and act in DECISIONS)


def stage_name(gate: Gate, stage: str) -> str:
    """Return the stage's name on screen, in the campaign's words."""
    fixed = {
        DRAFTING: gate.drafting_waiting,
        REVISION: gate.revision_waiting,
        CONFIRMATION: gate.confirmation_waiting,
        CLEARED: gate.cleared_name,
    }
    step = gate.step(stage)
    return step.waiting if step else fixed[stage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One gated pilot's way through the chain, as the record has it.

    `version` and `plan_sha256`: the latest submitted plan (0 and "" before any). `opinion_version`: the version a party
    agreed to with changes, while those changes are awaited. `question_number`: grows with each answer taken or refused,
    so that every wait has a key of its own. `lock`: grows with each write. `fixed_day`: the day an opinion set for a
    pilot that the plan gives no date (A07), `fixed_by` the document that says so. `run_id`: the run last seen at it.
    `since`: when it reached this stage, time-zone aware.
    """

    unit: str
    stage: str
    since: datetime
    version: int = 0
    plan_sha256: str = ""
    opinion_version: int | None = None
    asked_changes: str = ""
    question_number: int = 0
    lock: int = 0
    fixed_day: date | None = None
    fixed_by: str = ""
    run_id: str | None = None

    @property
    def is_settled(self) -> bool:
        return self.stage == CLEARED

    def is_of(self, unit: Unit) -> bool:
        """Return whether the case is of this unit, and not of one that bore its code before (codes are reused)."""
        return unit.valid_from is None or unit.valid_from <= self.since.date()


class Channel(StrEnum):
    """The way by which an act came in."""

    RUN_FORM = "run_form"
    PAPER = "paper"
    INTAKE_FORM = "intake_form"
    INTAKE_FOLDER = "intake_folder"
    MAILBOX = "mailbox"
    COMMAND = "command"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """The official document behind a decision: số, ngày, người ký (empty where the decider acts in person)."""

    number: str = ""
    signed_on: date | None = None
    signer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAnswer:
    """What somebody answered for a case, before it is known whether it counts.

    `stage`, `version` and `question_number` are those the person was shown. `code` is the one-time code, never stored.
    """

    act: Act
    stage: str
    version: int
    question_number: int
    code: str = field(default="", repr=False)
    reason: str = ""
    paper: OfficialDocument = OfficialDocument()
    fixed_day: date | None = None

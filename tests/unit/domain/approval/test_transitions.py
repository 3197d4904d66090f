"""The chain's one table, enumerated."""

from itertools import product

import pytest

from emulation_workflow.domain.approval.transitions import (
    CLEARED,
    CONFIRMATION,
    DRAFTING,
    REVISION,
    UNIT,
    Act,
    acting_role,
    decisions_at,
    next_stage,
    transitions,
)
from emulation_workflow.domain.campaign import Gate, GateStep, StepKind
from emulation_workflow.domain.errors import Rejected
from tests.support.builders import GATE

APPRAISAL, OPINION = "APPRAISAL", "OPINION"

THE_TABLE = {
    (DRAFTING, UNIT, Act.SUBMIT): APPRAISAL,
    (APPRAISAL, "board", Act.ENDORSE): OPINION,
    (APPRAISAL, "board", Act.SEND_BACK): DRAFTING,
    (OPINION, "committee", Act.AGREE): CLEARED,
    (OPINION, "committee", Act.AGREE_WITH_CHANGES): REVISION,
    (OPINION, "committee", Act.DISAGREE): DRAFTING,
    (REVISION, UNIT, Act.SUBMIT): CONFIRMATION,
    (CONFIRMATION, "board", Act.CONFIRM): CLEARED,
    (CONFIRMATION, "board", Act.SEND_BACK): REVISION,
    (APPRAISAL, UNIT, Act.WITHDRAW): DRAFTING,
    (OPINION, UNIT, Act.WITHDRAW): DRAFTING,
    (REVISION, UNIT, Act.WITHDRAW): DRAFTING,
    (CONFIRMATION, UNIT, Act.WITHDRAW): DRAFTING,
    (CLEARED, UNIT, Act.CHANGE_PLAN): DRAFTING,
}

STAGES = (DRAFTING, APPRAISAL, OPINION, REVISION, CONFIRMATION, CLEARED)
ROLES = (UNIT, "board", "committee", "recorder")


def step(stage: str, role: str, kind: StepKind = StepKind.ENDORSEMENT) -> GateStep:
    return GateStep(stage=stage, kind=kind, role=role, waiting=stage, rule="T123")


def gate_of(*steps: GateStep) -> Gate:
    return Gate(
        rule="T123",
        steps=steps,
        confirmed_by="board",
        confirmation_waiting="",
        revision_waiting="",
        drafting_waiting="",
        cleared_name="",
    )


@pytest.mark.parametrize(("stage", "role", "act"), list(product(STAGES, ROLES, Act)))
def test_every_move_is_allowed_just_where_the_table_says_so(stage: str, role: str, act: Act) -> None:
    """III.1: the appraisal, then the opinion, before the unit proceeds; no move outside the table."""
    expected = THE_TABLE.get((stage, role, act))
    if expected is None:
        with pytest.raises(Rejected):
            next_stage(GATE, stage, role, act)
    else:
        assert expected == next_stage(GATE, stage, role, act)


def test_the_table_has_no_other_rows() -> None:
    """What is derived from the gate is the table of the plan, no more."""
    assert transitions(GATE) == THE_TABLE


def test_a_gate_of_one_step_leads_straight_to_clearance() -> None:
    """A plan that asks for one endorsement alone has neither opinion nor revision."""
    assert transitions(gate_of(step("REVIEW", "council"))) == {
        (DRAFTING, UNIT, Act.SUBMIT): "REVIEW",
        ("REVIEW", "council", Act.ENDORSE): CLEARED,
        ("REVIEW", "council", Act.SEND_BACK): DRAFTING,
        ("REVIEW", UNIT, Act.WITHDRAW): DRAFTING,
        (CLEARED, UNIT, Act.CHANGE_PLAN): DRAFTING,
    }


def test_a_gate_of_three_steps_takes_them_in_order() -> None:
    """Each endorsement leads to the next step, the opinion comes last."""
    gate = gate_of(step("FIRST", "office"), step("SECOND", "board"), step("THIRD", "council", StepKind.OPINION))
    way = [DRAFTING]
    for role, act in ((UNIT, Act.SUBMIT), ("office", Act.ENDORSE), ("board", Act.ENDORSE), ("council", Act.AGREE)):
        way.append(next_stage(gate, way[-1], role, act))
    assert way == [DRAFTING, "FIRST", "SECOND", "THIRD", CLEARED]


def test_an_opinion_may_come_before_other_steps() -> None:
    """What it asked to be changed is confirmed first; then the next step is taken, and may still send the plan back."""
    gate = gate_of(step("FIRST", "council", StepKind.OPINION), step("SECOND", "office"))
    taken = (("council", Act.AGREE_WITH_CHANGES), (UNIT, Act.SUBMIT), ("board", Act.CONFIRM), ("office", Act.ENDORSE))
    way = ["FIRST"]
    for role, act in taken:
        way.append(next_stage(gate, way[-1], role, act))
    assert way == ["FIRST", REVISION, CONFIRMATION, "SECOND", CLEARED]
    assert next_stage(gate, "FIRST", "council", Act.AGREE) == "SECOND"
    assert next_stage(gate, "SECOND", "office", Act.SEND_BACK) == DRAFTING


MIDDLE = gate_of(step("ONE", "a", StepKind.OPINION), step("TWO", "b"))


@pytest.mark.parametrize(
    "gate", [GATE, MIDDLE, gate_of(step("ONE", "board")), gate_of(step("ONE", "a", StepKind.OPINION))]
)
def test_every_stage_can_reach_the_end(gate: Gate) -> None:
    """No stage is a dead end, whatever the gate."""
    table = transitions(gate)
    reached = {CLEARED}
    while more := {stage for (stage, _, _), leads_to in table.items() if leads_to in reached} - reached:
        reached |= more
    assert {stage for stage, _, _ in table} == reached


def test_the_ball_is_held_by_whoever_the_table_lets_act() -> None:
    """Who is asked at a stage can act there, and nobody is waited for once a plan is cleared."""
    for stage in set(STAGES) - {CLEARED}:
        role = acting_role(GATE, stage)
        assert role in {by for at, by, _ in THE_TABLE if at == stage}
    assert acting_role(GATE, CLEARED) is None


def test_a_form_offers_the_decisions_of_its_stage_in_the_order_of_the_table() -> None:
    """An official sees just what may be decided here; the unit's own acts are no decisions."""
    offered = {stage: decisions_at(GATE, stage) for stage in STAGES}
    assert offered == {
        DRAFTING: (),
        APPRAISAL: (Act.ENDORSE, Act.SEND_BACK),
        OPINION: (Act.AGREE, Act.AGREE_WITH_CHANGES, Act.DISAGREE),
        REVISION: (),
        CONFIRMATION: (Act.CONFIRM, Act.SEND_BACK),
        CLEARED: (),
    }

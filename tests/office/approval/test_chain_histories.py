"""Random histories of the chain: whatever people do, in whatever order, the record stays right."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from emulation_workflow.domain.approval.decisions import Decision
from emulation_workflow.domain.approval.entries import Check
from emulation_workflow.domain.approval.transitions import CLEARED, Act, acting_role, decisions_at, transitions
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers.units import Official
from emulation_workflow.office.approval.chain import decide, reissue
from tests.support.builders import PILOT_DEPARTMENT, plan_of
from tests.support.offices import (
    CHAIR,
    CLERK,
    HEAD,
    SECOND,
    FakeClock,
    act_as,
    answer,
    case,
    chain_faults,
    check_paper,
    enter_paper,
    open_office,
    submit,
    take_back,
    taken,
)
from tests.support.servers.databases import sqlite_store

UNIT = PILOT_DEPARTMENT
PEOPLE = st.sampled_from((HEAD, CHAIR, CLERK, SECOND))
ACTS = st.sampled_from(tuple(Act))
REASONS = st.sampled_from(("", "Cần chỉnh sửa"))


class Chain(RuleBasedStateMachine):
    """One pilot's case under random submissions, answers, papers, withdrawals and new codes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = FakeClock()
        self.drafts = 0

    @initialize()
    def open(self) -> None:
        self.office = open_office(sqlite_store(Path(self.folder.name)), clock=self.clock)

    def teardown(self) -> None:
        assert not chain_faults(self.office)
        self.folder.cleanup()

    @rule(is_changed=st.booleans())
    def submit(self, *, is_changed: bool) -> None:
        self.drafts += is_changed
        self.clock.go_on(minutes=1)
        try:
            submit(self.office, UNIT, plan_of(UNIT, note=str(self.drafts)))
        except Rejected:
            assert acting_role(self.office.gate, case(self.office, UNIT).stage) != "unit"

    @rule(person=PEOPLE, act=ACTS, reason=REASONS)
    def answer(self, person: Official, act: Act, reason: str) -> None:
        before = case(self.office, UNIT)
        outcome = act_as(self.office, UNIT, person, act, reason=reason)
        if outcome.applied:
            assert transitions(self.office.gate)[before.stage, person.role, act] == outcome.case.stage
        else:
            assert before.stage == outcome.case.stage

    @rule(act=ACTS)
    def answer_without_a_right_code(self, act: Act) -> None:
        assert not decide(self.office, UNIT.code, answer(self.office, UNIT, HEAD, act, code="AAAAA-AAAAA")).applied

    @rule(act=ACTS, signer=PEOPLE, reason=REASONS)
    def enter_paper(self, act: Act, signer: Official, reason: str) -> None:
        enter_paper(self.office, UNIT, act, signer=signer, reason=reason)

    @rule(act=ACTS, signer=PEOPLE, by=PEOPLE, check=st.sampled_from(tuple(Check)))
    def check_paper(self, act: Act, signer: Official, by: Official, check: Check) -> None:
        check_paper(self.office, UNIT, act, signer=signer, by=by, check=check)

    @rule()
    def take_back(self) -> None:
        take_back(self.office, UNIT)

    @precondition(lambda self: case(self.office, UNIT).version > 0)
    @rule()
    def ask_for_codes(self) -> None:
        try:
            reissue(self.office, UNIT.code)
        except Rejected as rejected:
            why = rejected.problems[0].code.value
        else:
            why = ""
        is_open = bool(decisions_at(self.office.gate, case(self.office, UNIT).stage))
        assert why in (("", "codes_too_often") if is_open else ("no_code_due",))

    @invariant()
    def a_cleared_plan_was_endorsed_and_agreed_to(self) -> None:
        """On that very version; or with changes on the one before, whose changes the Board confirmed on this one."""
        now = case(self.office, UNIT)
        if now.stage != CLEARED:
            return
        decisions = taken(self.office, UNIT)
        outright = {Act.ENDORSE, Act.AGREE} <= on(decisions, now.version)
        changed = now.opinion_version is not None and (
            {Act.ENDORSE, Act.AGREE_WITH_CHANGES} <= on(decisions, now.opinion_version)
            and Act.CONFIRM in on(decisions, now.version)
        )
        assert outright or changed


def on(decisions: tuple[Decision, ...], version: int) -> set[Act]:
    return {decision.act for decision in decisions if decision.version == version}


Chain.TestCase.settings = settings(max_examples=12, stateful_step_count=20)
TestChain = Chain.TestCase

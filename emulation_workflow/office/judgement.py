"""Whether an answer counts: the stage it was given at, the code, the person, and what the act needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.approval import (
    CONFIRMATION,
    NEEDS_REASON,
    Act,
    Answer,
    Case,
    decisions_at,
)
from emulation_workflow.domain.campaign import StepKind
from emulation_workflow.domain.codes import CodeIssue, matches
from emulation_workflow.domain.errors import Problem
from emulation_workflow.domain.records import PlanVersion, Verdict
from emulation_workflow.domain.units import Decider, Unit
from emulation_workflow.office.authority import deciders, is_own_plan, recorders, role_at
from emulation_workflow.office.desk import Office
from emulation_workflow.ports import Transaction

CODE_PROBLEMS = frozenset({"code_wrong"})
"""Problems that count towards the limit of wrong answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Who answered, with which code, and what speaks against it (nothing: it counts)."""

    decider: Decider | None = None
    issue: CodeIssue | None = None
    problems: tuple[Problem, ...] = ()


def judge(record: Transaction, office: Office, case: Case, unit: Unit, answer: Answer, *, on: date) -> Judged:
    """Judge an answer from a run's form; the first thing that is wrong about stage or person ends the matter."""
    stale = tuple(_stale(case, answer))
    if stale:
        return Judged(problems=stale)
    issue, problem = _issue_of(record, office, case, answer.code)
    if problem is not None:
        return Judged(problems=(problem,))
    assert issue is not None
    role = role_at(office.gate, case.stage)
    entitled = deciders(record, office.campaign, role, unit, on) if role else ()
    decider = next((one for one in entitled if one.official.number == issue.official), None)
    if decider is None:
        return Judged(problems=(Problem(code="not_entitled", facts={"stage": case.stage}),))
    return Judged(decider=decider, issue=issue, problems=_objections(record, office, case, unit, answer, decider, on))


def judge_clerk(
    record: Transaction, office: Office, case: Case, unit: Unit, entered_by: str, code: str, *, on: date
) -> Judged:
    """Whether the person who enters a paper is a recorder today and typed their own code."""
    clerks = recorders(record, office.campaign, office.gate, unit, on)
    clerk = next((one for one in clerks if one.official.number == entered_by), None)
    if clerk is None:
        return Judged(problems=(Problem(code="not_a_recorder", where=entered_by),))
    issue, problem = _issue_of(record, office, case, code)
    if problem is None and issue is not None and issue.official != entered_by:
        problem = Problem(code="code_of_another")
    return Judged(decider=clerk, issue=issue, problems=(problem,) if problem else ())


def judge_paper(
    record: Transaction, office: Office, case: Case, unit: Unit, answer: Answer, signer: str, *, on: date
) -> Judged:
    """Whether the paper is whole and its signer could decide on the day it was signed."""
    problems = tuple(_paper_gaps(record, case, answer, on))
    role = role_at(office.gate, case.stage)
    if role is None or problems:
        return Judged(problems=problems or (Problem(code="nobody_decides_here", facts={"stage": case.stage}),))
    signed_on = answer.paper.signed_on or on
    entitled = deciders(record, office.campaign, role, unit, signed_on)
    decider = next((one for one in entitled if one.official.number == signer), None)
    if decider is None:
        return Judged(problems=(Problem(code="signer_not_entitled", where=signer, facts={"day": signed_on}),))
    return Judged(decider=decider, problems=_objections(record, office, case, unit, answer, decider, on))


def _stale(case: Case, answer: Answer) -> Iterator[Problem]:
    if (case.stage, case.version) != (answer.stage, answer.version) or case.wait != answer.wait:
        yield Problem(
            code="answer_stale", facts={"stage": case.stage, "version": case.version, "answered": answer.version}
        )


def _issue_of(
    record: Transaction, office: Office, case: Case, code: str
) -> tuple[CodeIssue, None] | tuple[None, Problem]:
    """The issue whose code was typed, among those of this very stage and version."""
    if not code.strip():
        return None, Problem(code="code_missing")
    for issue in record.codes(case.unit, stage=case.stage, version=case.version):
        if matches(issue, office.secret, code):
            return issue, None
    return None, Problem(code="code_wrong")


def _paper_gaps(record: Transaction, case: Case, answer: Answer, on: date) -> Iterator[Problem]:
    paper = answer.paper
    if not paper.number.strip():
        yield Problem(code="paper_number_missing")
    if not paper.signer.strip():
        yield Problem(code="paper_signer_missing")
    if paper.signed_on is None:
        yield Problem(code="paper_date_missing")
        return
    plan = record.plan(case.unit, case.version)
    if paper.signed_on > on:
        yield Problem(code="paper_date_ahead", facts={"day": paper.signed_on, "today": on})
    if plan is not None and paper.signed_on < plan.received_at.date():
        yield Problem(
            code="paper_before_plan", facts={"day": paper.signed_on, "received": plan.received_at.date()}
        )


def _objections(
    record: Transaction, office: Office, case: Case, unit: Unit, answer: Answer, decider: Decider, on: date
) -> tuple[Problem, ...]:
    """What speaks against this act by this entitled person."""
    plan = record.plan(unit.code, case.version)
    assert plan is not None
    return tuple(
        [
            *_wrong_act(office, case, answer),
            *_own_plan(decider, unit, plan),
            *_missing_reason(answer, plan),
            *_wrong_day(office, case, unit, answer, plan, on),
        ]
    )


def _wrong_act(office: Office, case: Case, answer: Answer) -> Iterator[Problem]:
    if answer.act not in decisions_at(office.gate, case.stage):
        yield Problem(code="act_not_allowed", facts={"act": answer.act, "stage": case.stage})


def _own_plan(decider: Decider, unit: Unit, plan: PlanVersion) -> Iterator[Problem]:
    people = (decider.official, *([decider.on_behalf_of] if decider.on_behalf_of else []))
    if any(is_own_plan(person, unit, plan.plan) for person in people):
        yield Problem(code="own_plan", facts={"name": decider.official.name, "unit": unit.name})


def _missing_reason(answer: Answer, plan: PlanVersion) -> Iterator[Problem]:
    if answer.reason.strip():
        return
    if answer.act in NEEDS_REASON:
        yield Problem(code="reason_missing", facts={"act": answer.act})
    has_breach = any(finding.verdict is Verdict.BREACH for finding in plan.findings)
    if answer.act in (Act.ENDORSE, Act.CONFIRM) and has_breach:
        yield Problem(code="breach_needs_reason")


def _wrong_day(
    office: Office, case: Case, unit: Unit, answer: Answer, plan: PlanVersion, on: date
) -> Iterator[Problem]:
    """An opinion may fix the day only of a pilot that the plan gives none (A07), and no day that has passed."""
    if answer.fixed_day is None:
        return
    pilot = office.campaign.pilot_of(unit.code)
    step = office.gate.step(case.stage)
    is_opinion = step is not None and step.kind is StepKind.OPINION and case.stage != CONFIRMATION
    if pilot is None or pilot.window is not None or not is_opinion or answer.act is Act.DISAGREE:
        yield Problem(code="day_not_open", facts={"day": answer.fixed_day})
    elif answer.fixed_day <= on:
        yield Problem(code="day_passed", facts={"day": answer.fixed_day})
    elif answer.act is Act.AGREE and answer.fixed_day != plan.plan.held_on:
        yield Problem(
            code="day_differs", facts={"day": answer.fixed_day, "planned": plan.plan.held_on or ""}
        )

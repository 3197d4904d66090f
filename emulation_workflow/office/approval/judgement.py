"""Judge whether an answer counts: the stage it was given at, the code, the person, and what the act needs."""

from collections.abc import Iterator
from dataclasses import dataclass

from emulation_workflow.domain.approval.codes import CodeIssue, find_code
from emulation_workflow.domain.approval.decisions import decisions
from emulation_workflow.domain.approval.entries import DocumentEntry, Entry, NamesakeEntry
from emulation_workflow.domain.approval.transitions import (
    DECISIONS,
    NEEDS_REASON,
    OPINIONS_IN_FAVOUR,
    Act,
    CaseAnswer,
    OfficialDocument,
    decisions_at,
)
from emulation_workflow.domain.campaign import StepKind
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.registers import Decider, Official, bears_name, identity_of
from emulation_workflow.domain.submissions import PlanVersion
from emulation_workflow.office.approval import letters
from emulation_workflow.office.approval.docket import Docket
from emulation_workflow.office.authority import bears_name_of_author, find_decider, is_own_plan
from emulation_workflow.office.codes import judge_typed

CODE_PROBLEMS = frozenset({ProblemCode.CODE_WRONG})
"""Problems that count towards the limit of wrong answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Who answered, with which code, and what speaks against it (nothing: it counts).

    `signed_in`: who was, where the code is somebody else's.
    """

    decider: Decider | None = None
    issue: CodeIssue | None = None
    problems: tuple[Problem, ...] = ()
    signed_in: str = ""


def judge(docket: Docket, answer: CaseAnswer) -> Judged:
    """Judge an answer from a form or page; the first thing that is wrong about stage or person ends the matter."""
    out_of_place = tuple(_stale(docket, answer)) or tuple(_nobodys_turn(docket))
    case, people = docket.case, docket.deciders()
    if out_of_place:
        # Whose code it was is on record: one that was used comes again where somebody has read it.
        found = find_code(docket.record.cases.codes(case.unit), docket.office.secret, answer.code, DECISIONS)
        return Judged(issue=found[0] if found else None, problems=out_of_place)
    issue, fault = judge_typed(
        docket.office,
        docket.record.cases.codes(case.unit, stage=case.stage, version=case.version),
        answer.code,
        act=answer.act,
        acts=DECISIONS,
        people=people,
    )
    decider = find_decider(people, issue.official) if issue else None
    if fault is ProblemCode.NOT_ENTITLED:
        return Judged(issue=issue, problems=(Problem(code=fault, params={"stage": docket.stage_name}),))
    if fault is not None or decider is None:
        return Judged(decider=decider, issue=issue, problems=(Problem(code=fault or ProblemCode.CODE_WRONG),))
    return Judged(decider=decider, issue=issue, problems=tuple(_objections(docket, answer, decider)))


def judge_document(docket: Docket, answer: CaseAnswer, signer: str) -> Judged:
    """Judge whether the paper is whole and its signer could decide on the day it was signed."""
    problems = tuple(_nobodys_turn(docket)) or (
        *document_gaps(docket, answer.paper),
        *_before_plan(docket, answer.paper),
    )
    if problems:
        return Judged(problems=problems)
    decider = find_decider(docket.deciders(answer.paper.signed_on), signer)
    if decider is None:
        params = {"day": answer.paper.signed_on}
        return Judged(problems=(Problem(code=ProblemCode.SIGNER_NOT_ENTITLED, where=signer, params=params),))
    problems = tuple(_objections(docket, answer, decider))
    if not bears_name(decider.official, answer.paper.signer):
        named = {"typed": answer.paper.signer, "number": signer, "name": decider.official.name}
        problems = (Problem(code=ProblemCode.PAPER_SIGNER_DIFFERS, params=named), *problems)
    return Judged(decider=decider, problems=problems)


def signer_standing(docket: Docket, entry: Entry) -> str:
    """Return what a paper's signer acts on, by today's register, on the day it was signed; "" if they may not.

    Of whom the Board's word on namesakes is about: who they are.
    """
    if isinstance(entry, NamesakeEntry):
        named = docket.record.register.official(entry.official)
        return identity_of(named) if named else ""
    if not isinstance(entry, DocumentEntry):
        return ""
    decider = find_decider(docket.deciders(entry.paper.signed_on), entry.signer)
    return decider.standing if decider else ""


def _stale(docket: Docket, answer: CaseAnswer) -> Iterator[Problem]:
    case = docket.case
    if (case.stage, case.version, case.question_number) != (answer.stage, answer.version, answer.question_number):
        params = {"stage": docket.stage_name, "version": case.version, "answered": answer.version}
        for taken in reversed(decisions(docket.record.ledger.entries(unit=case.unit))):
            is_theirs = docket.unit.is_valid_on(taken.at.date())
            if is_theirs and (taken.stage, taken.version) == (answer.stage, answer.version):
                who = docket.office.campaign.role(taken.role).name
                yield Problem(code=ProblemCode.ANSWER_CAME_LATER, params={**params, "who": who, "act": taken.act})
                return
        yield Problem(code=ProblemCode.ANSWER_STALE, params=params)


def _nobodys_turn(docket: Docket) -> Iterator[Problem]:
    """Yield a fault where the unit is waited for or the plan is cleared: there is nothing to decide."""
    if docket.role is None:
        yield Problem(code=ProblemCode.NOBODY_DECIDES_HERE, params={"stage": docket.stage_name})


def document_gaps(docket: Docket, paper: OfficialDocument) -> Iterator[Problem]:
    """Yield what an official document lacks: number, signer, or a day that has come."""
    if not paper.number.strip():
        yield Problem(code=ProblemCode.PAPER_NUMBER_MISSING)
    if not paper.signer.strip():
        yield Problem(code=ProblemCode.PAPER_SIGNER_MISSING)
    if paper.signed_on is None:
        yield Problem(code=ProblemCode.PAPER_DATE_MISSING)
    elif paper.signed_on > docket.today:
        yield Problem(code=ProblemCode.PAPER_DATE_AHEAD, params={"day": paper.signed_on, "today": docket.today})


def _before_plan(docket: Docket, paper: OfficialDocument) -> Iterator[Problem]:
    received = docket.version().received_at.date()
    if paper.signed_on is not None and paper.signed_on < received:
        yield Problem(code=ProblemCode.PAPER_BEFORE_PLAN, params={"day": paper.signed_on, "received": received})


def _objections(docket: Docket, answer: CaseAnswer, decider: Decider) -> Iterator[Problem]:
    """Yield what speaks against this act by this entitled person."""
    version = docket.version()
    if answer.act not in decisions_at(docket.gate, docket.case.stage):
        yield Problem(code=ProblemCode.ACT_NOT_ALLOWED, params={"act": answer.act, "stage": docket.stage_name})
    yield from _own_plan(docket, decider)
    yield from _missing_reason(answer, version)
    yield from _wrong_day(docket, answer, version)


def is_of_unit(docket: Docket, official: Official) -> bool:
    """Return whether this person belongs to the unit, or sent its plan: nothing about that is theirs to decide."""
    if docket.plan is None:
        return False
    written_to = letters.acknowledged_to(docket, docket.plan)
    return is_own_plan(docket.record.register, official, docket.unit, docket.plan.plan, written_to)


def of_own_unit(docket: Docket, clerk: Official) -> Problem:
    return Problem(code=ProblemCode.OWN_UNIT_ENTRY, params={"name": clerk.name, "unit": docket.unit.name})


def is_namesake(docket: Docket, official: Official) -> bool:
    """Return whether this person may have signed or sent the plan, by the name alone, and nobody has said otherwise."""
    if docket.plan is None or not bears_name_of_author(official, docket.plan.plan):
        return False
    return identity_of(official) not in docket.told_apart()


def _own_plan(docket: Docket, decider: Decider) -> Iterator[Problem]:
    """Yield a fault where somebody would decide on their own plan; an equal name alone can be told apart."""
    people = [person for person in (decider.official, decider.on_behalf_of) if person is not None]
    if any(is_of_unit(docket, person) for person in people):
        yield Problem(code=ProblemCode.OWN_PLAN, params={"name": decider.official.name, "unit": docket.unit.name})
        return
    for person in people:
        if is_namesake(docket, person):
            yield Problem(code=ProblemCode.NAMESAKE, params={"name": person.name, "unit": docket.unit.name})


def _missing_reason(answer: CaseAnswer, version: PlanVersion) -> Iterator[Problem]:
    if answer.reason.strip():
        return
    if answer.act in NEEDS_REASON:
        yield Problem(code=ProblemCode.REASON_MISSING, params={"act": answer.act})
    if answer.act in (Act.ENDORSE, Act.CONFIRM) and any(
        finding.verdict is Verdict.BREACH for finding in version.findings
    ):
        yield Problem(code=ProblemCode.BREACH_NEEDS_REASON)


def _wrong_day(docket: Docket, answer: CaseAnswer, version: PlanVersion) -> Iterator[Problem]:
    """Yield faults of a day that an answer fixes: a consent may, for a pilot without one (A07), none that passed."""
    day = answer.fixed_day
    if day is None:
        return
    step = docket.gate.step(docket.case.stage)
    is_opinion = step is not None and step.kind is StepKind.OPINION
    if docket.pilot_without_day is None or not is_opinion or answer.act not in OPINIONS_IN_FAVOUR:
        yield Problem(code=ProblemCode.DAY_NOT_OPEN, params={"day": day})
    elif day <= docket.today:
        yield Problem(code=ProblemCode.DAY_PASSED, params={"day": day})
    elif answer.act is Act.AGREE and day != version.plan.held_on:
        yield Problem(code=ProblemCode.DAY_DIFFERS, params={"day": day, "planned": version.plan.held_on or "?"})

"""The gated pilots' chain: answers are judged by the record, applied once or refused, and always written down."""

from dataclasses import dataclass, replace
from datetime import date

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS
from emulation_workflow.domain.approval.transitions import (
    CLEARED,
    DRAFTING,
    UNIT,
    Act,
    Case,
    CaseAnswer,
    Channel,
    OfficialDocument,
    acting_role,
)
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Decider
from emulation_workflow.domain.submissions import PlanVersion
from emulation_workflow.messages import sentence
from emulation_workflow.messages.days import day_words
from emulation_workflow.office.approval import letters
from emulation_workflow.office.approval.decision_requests import request_decisions
from emulation_workflow.office.approval.docket import Docket, open_docket
from emulation_workflow.office.approval.judgement import CODE_PROBLEMS, Judged, judge, judge_clerk, judge_paper
from emulation_workflow.office.approval.transitions import apply_transition
from emulation_workflow.office.office import Office


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOutcome:
    """What became of an answer: `applied`, or refused for `problems`; `decider` if it is known who answered."""

    case: Case
    applied: bool
    problems: tuple[Problem, ...] = ()
    decider: Decider | None = None


def case_of(office: Office, unit_code: str) -> Case:
    """Return the gated pilot's case as the record has it, at DRAFTING if nothing came yet. Rejected for other units."""
    with office.store.look() as record:
        case = record.cases.get(unit_code)
    if case is not None:
        return case
    with open_docket(office, unit_code) as docket:
        return docket.case


def assign_run(office: Office, unit_code: str, run_id: str) -> Case:
    """Note which run is at the case, and write to anybody who has become entitled to act since; one transaction."""
    with open_docket(office, unit_code) as docket:
        if docket.case.run_id != run_id:
            docket = docket.write(replace(docket.case, run_id=run_id))  # noqa: PLW2901 - the same case, later
        request_decisions(docket)
        return docket.case


def decide(office: Office, unit_code: str, answer: CaseAnswer) -> AnswerOutcome:
    """Judge an answer given in a run's form and apply it, or write down why not; one transaction.

    Never raises for a bad answer.
    """
    with open_docket(office, unit_code) as docket:
        judged = judge(docket, answer)
        if judged.problems:
            return _refuse(docket, answer, judged, channel=Channel.RUN_FORM)
        return _apply(docket, answer, judged, channel=Channel.RUN_FORM)


def record_paper(
    office: Office,
    unit_code: str,
    *,
    act: Act,
    signer: str,
    entered_by: str,
    code: str,
    paper: OfficialDocument,
    reason: str = "",
    fixed_day: date | None = None,
) -> AnswerOutcome:
    """Enter an official document (số, ngày, người ký) for a decider who signs on paper; one transaction.

    `signer` and `entered_by` are officials' numbers; `code` is the one-time code of the clerk who enters it.
    """
    with open_docket(office, unit_code) as docket:
        answer = replace(_answer(docket.case, act, code, paper, reason), fixed_day=fixed_day)
        clerk = judge_clerk(docket, entered_by, code) if docket.role else Judged()
        signed = judge_paper(docket, answer, signer)
        judged = replace(signed, issue=clerk.issue, problems=clerk.problems + signed.problems)
        if judged.problems:
            return _refuse(docket, answer, judged, channel=Channel.PAPER)
        return _apply(docket, answer, judged, channel=Channel.PAPER, clerk=clerk.decider)


def withdraw(
    office: Office, unit_code: str, *, entered_by: str, code: str, paper: OfficialDocument, reason: str
) -> AnswerOutcome:
    """Take the unit's plan back or, once cleared, change it, in one transaction: the chain begins again.

    It is entered by a recorder on the unit's official letter `paper`. An opinion holds for one version only.
    """
    with open_docket(office, unit_code) as docket:
        act = Act.CHANGE_PLAN if docket.case.stage == CLEARED else Act.WITHDRAW
        answer = _answer(docket.case, act, code, paper, reason)
        nothing = Judged(problems=(Problem(code=ProblemCode.NOTHING_TO_WITHDRAW, params={"unit": docket.unit.name}),))
        clerk = nothing if docket.case.stage == DRAFTING else judge_clerk(docket, entered_by, code)
        if clerk.problems:
            return _refuse(docket, answer, clerk, channel=Channel.PAPER)
        letters.notify_of_withdrawal(docket, answer)
        entry = _decision_entry(docket, answer, clerk, channel=Channel.PAPER, clerk=clerk.decider)
        _use_code(docket, clerk)
        voided = replace(_without_opinion(docket.case), plan_sha256="")
        moved = apply_transition(replace(docket, case=voided), role=UNIT, act=act, entry=entry)
        return AnswerOutcome(case=moved.case, applied=True, decider=clerk.decider)


def refuse_unreadable(
    office: Office,
    unit_code: str,
    *,
    stage: str,
    version: int,
    question_number: int,
    problems: tuple[Problem, ...] = (Problem(code=ProblemCode.ANSWER_UNREADABLE),),
) -> Case:
    """Write down, in one transaction, an answer that cannot be judged, and ask again.

    Such an answer is empty, or not by today's form. One to an earlier question (by `question_number`) changes nothing.
    """
    with open_docket(office, unit_code) as docket:
        if question_number != docket.case.question_number:
            return docket.case
        entry = docket.entry(LedgerKind.REFUSED, actor="unknown", what="answer", channel=Channel.RUN_FORM)
        docket.record.ledger.append(replace(entry, version=version, details=_refusal_details(stage, problems)))
        return ask_again(docket)


def _answer(case: Case, act: Act, code: str, paper: OfficialDocument, reason: str) -> CaseAnswer:
    return CaseAnswer(
        act=act,
        stage=case.stage,
        version=case.version,
        question_number=case.question_number,
        code=code,
        reason=reason,
        paper=paper,
    )


def _apply(
    docket: Docket, answer: CaseAnswer, judged: Judged, *, channel: Channel, clerk: Decider | None = None
) -> AnswerOutcome:
    _use_code(docket, judged)
    entry = _decision_entry(docket, answer, judged, channel=channel, clerk=clerk)
    version = docket.version()
    role = acting_role(docket.gate, docket.case.stage) or ""
    decided = replace(docket, case=_with_opinion(docket, answer, version))
    moved = apply_transition(decided, role=role, act=answer.act, entry=entry)
    letters.notify_of_decision(moved, version, answer.act)
    return AnswerOutcome(case=moved.case, applied=True, decider=judged.decider)


def _use_code(docket: Docket, judged: Judged) -> None:
    if judged.issue is None:
        raise LookupError("a judged answer without problems names its code")
    docket.record.cases.use_code(judged.issue.ref)


def _with_opinion(docket: Docket, answer: CaseAnswer, version: PlanVersion) -> Case:
    """Return the case with what a decision adds to it: the asked changes, and the day an opinion fixes (A07)."""
    case = docket.case
    if answer.act is Act.DISAGREE:
        return _without_opinion(case)
    if answer.act is Act.AGREE_WITH_CHANGES:
        case = replace(case, opinion_version=case.version, asked_changes=answer.reason)
    if docket.pilot.window is None and answer.act in (Act.AGREE, Act.AGREE_WITH_CHANGES):
        day = answer.fixed_day or (version.plan.held_on if answer.act is Act.AGREE else None)
        if day is not None:
            case = replace(case, fixed_day=day, fixed_by=answer.paper.number or day_words(docket.at))
    return case


def _without_opinion(case: Case) -> Case:
    return replace(case, opinion_version=None, asked_changes="", fixed_day=None, fixed_by="")


def _refuse(docket: Docket, answer: CaseAnswer, judged: Judged, *, channel: Channel) -> AnswerOutcome:
    """Write the refusal down; count a wrong code, and void all codes of the stage when there were too many."""
    problems = judged.problems
    if any(problem.code in CODE_PROBLEMS for problem in problems):
        problems += _count_wrong(docket)
    docket.record.ledger.append(_refusal_entry(docket, answer, replace(judged, problems=problems), channel))
    is_present_question = channel is Channel.RUN_FORM and answer.question_number == docket.case.question_number
    case = ask_again(docket) if is_present_question else docket.case
    return AnswerOutcome(case=case, applied=False, problems=problems, decider=judged.decider)


def _count_wrong(docket: Docket) -> tuple[Problem, ...]:
    case = docket.case
    wrong = docket.record.cases.count_wrong_answer(case.unit, stage=case.stage, version=case.version)
    if wrong < MAX_WRONG_ANSWERS:
        return ()
    docket.record.cases.void_codes(case.unit)
    letters.notify_codes_locked(docket, wrong)
    return (Problem(code=ProblemCode.CODES_LOCKED, params={"wrong": wrong}),)


def ask_again(docket: Docket) -> Case:
    """Give the next question a number of its own, or a stored bad answer would be read again for ever."""
    return docket.write(replace(docket.case, question_number=docket.case.question_number + 1)).case


def _decision_entry(
    docket: Docket, answer: CaseAnswer, judged: Judged, *, channel: Channel, clerk: Decider | None
) -> LedgerEntry:
    if judged.decider is None:
        raise LookupError("a judged answer without problems names its decider")
    official, principal = judged.decider.official, judged.decider.on_behalf_of
    entry = docket.entry(
        LedgerKind.ACT,
        actor=official.number,
        what=answer.act,
        channel=channel,
        name=official.name,
        title=official.title,
        reason=answer.reason,
        paper_number=answer.paper.number,
        paper_signed_on=answer.paper.signed_on.isoformat() if answer.paper.signed_on else "",
        paper_signer=answer.paper.signer,
        fixed_day=answer.fixed_day.isoformat() if answer.fixed_day else "",
        on_behalf_of_name=principal.name if principal else "",
        entered_by=clerk.official.number if clerk else "",
        entered_by_name=clerk.official.name if clerk else "",
    )
    return replace(entry, on_behalf_of=principal.number if principal else "")


def _refusal_entry(docket: Docket, answer: CaseAnswer, judged: Judged, channel: Channel) -> LedgerEntry:
    """Return everything about the attempt but the code that was typed."""
    known = judged.decider is not None and judged.issue is not None
    entry = docket.entry(
        LedgerKind.REFUSED,
        actor=judged.decider.official.number if judged.decider and known else "unknown",
        what=answer.act,
        channel=channel,
    )
    return replace(entry, version=answer.version, details=_refusal_details(answer.stage, judged.problems))


def _refusal_details(stage: str, problems: tuple[Problem, ...]) -> dict[str, object]:
    """Return the reasons, as codes for programs and in the words that the person reads."""
    return {
        "stage": stage,
        "problems": [problem.code for problem in problems],
        "said": [sentence(problem) for problem in problems],
    }

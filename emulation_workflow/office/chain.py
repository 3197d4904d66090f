"""The gated pilots' chain: answers are judged by the record, applied once or refused, and always written down."""

from dataclasses import dataclass, replace
from datetime import date

from emulation_workflow.domain.approval import (
    CLEARED,
    CONFIRMATION,
    DRAFTING,
    UNIT,
    Act,
    Answer,
    Case,
    Channel,
    OfficialPaper,
    acting_role,
)
from emulation_workflow.domain.codes import MAX_WRONG_ANSWERS
from emulation_workflow.domain.errors import Problem
from emulation_workflow.domain.ledger import Entry, EntryKind
from emulation_workflow.domain.records import PlanVersion
from emulation_workflow.domain.units import Decider, Unit
from emulation_workflow.messages import sentence
from emulation_workflow.office import correspondence, invitations
from emulation_workflow.office.desk import Office
from emulation_workflow.office.judgement import CODE_PROBLEMS, Judged, judge, judge_clerk, judge_paper
from emulation_workflow.office.steps import case_in, move
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an answer: `applied`, or refused for `problems`; `decider` if it is known who answered."""

    case: Case
    applied: bool
    problems: tuple[Problem, ...] = ()
    decider: Decider | None = None


def case_of(office: Office, unit_code: str) -> Case:
    """The gated pilot's case as the record has it, at DRAFTING if nothing came yet. Rejected for other units."""
    with office.store.look() as record:
        case = record.case(unit_code)
    if case is not None:
        return case
    with office.store.act() as record:
        return case_in(record, office, unit_code, office.clock.now())


def take_up(office: Office, unit_code: str, run_id: str) -> Case:
    """Note which run is at the case, and write to anybody who has become entitled to act since."""
    with office.store.act() as record:
        now = office.clock.now()
        unit = office.bound_unit(record, unit_code, now.date())
        case = case_in(record, office, unit_code, now)
        if case.run_id != run_id:
            record.change_case(replace(case, run_id=run_id))
            case = replace(case, run_id=run_id, lock=case.lock + 1)
        invitations.invite(record, office, case, unit, at=now)
        return case


def decide(office: Office, unit_code: str, answer: Answer) -> Outcome:
    """Judge an answer given in a run's form and apply it, or write down why not. Never raises for a bad answer."""
    with office.store.act() as record:
        now = office.clock.now()
        unit = office.bound_unit(record, unit_code, now.date())
        case = case_in(record, office, unit_code, now)
        judged = judge(record, office, case, unit, answer, on=now.date())
        if judged.problems:
            return _refuse(record, office, case, unit, answer, judged, channel=Channel.RUN_FORM)
        entry = _decision_entry(office, case, answer, judged, channel=Channel.RUN_FORM)
        return _apply(record, office, case, unit, answer, judged, entry)


def record_paper(
    office: Office,
    unit_code: str,
    *,
    act: Act,
    signer: str,
    entered_by: str,
    code: str,
    paper: OfficialPaper,
    reason: str = "",
    fixed_day: date | None = None,
) -> Outcome:
    """Enter an official document (số, ngày, người ký) for a decider who signs on paper.

    `signer` and `entered_by` are officials' numbers; `code` is the one-time code of the clerk who enters it.
    """
    with office.store.act() as record:
        now = office.clock.now()
        unit = office.bound_unit(record, unit_code, now.date())
        case = case_in(record, office, unit_code, now)
        answer = Answer(
            act=act, stage=case.stage, version=case.version, wait=case.wait, code=code, reason=reason, paper=paper,
            fixed_day=fixed_day,
        )  # fmt: skip
        clerk = judge_clerk(record, office, case, unit, entered_by, code, on=now.date())
        judged = judge_paper(record, office, case, unit, answer, signer, on=now.date())
        judged = replace(judged, issue=clerk.issue, problems=clerk.problems + judged.problems)
        if judged.problems:
            return _refuse(record, office, case, unit, answer, judged, channel=Channel.PAPER)
        entry = _decision_entry(office, case, answer, judged, channel=Channel.PAPER, clerk=clerk.decider)
        return _apply(record, office, case, unit, answer, judged, entry)


def withdraw(
    office: Office, unit_code: str, *, entered_by: str, code: str, paper: OfficialPaper, reason: str
) -> Outcome:
    """The unit takes its plan back, or, once cleared, changes it: either way the chain begins anew.

    It is entered by a recorder on the unit's official letter `paper`. An opinion holds for one version only.
    """
    with office.store.act() as record:
        now = office.clock.now()
        unit = office.bound_unit(record, unit_code, now.date())
        case = case_in(record, office, unit_code, now)
        act = Act.CHANGE_PLAN if case.stage == CLEARED else Act.WITHDRAW
        answer = Answer(
            act=act, stage=case.stage, version=case.version, wait=case.wait, code=code, reason=reason, paper=paper
        )
        clerk = judge_clerk(record, office, case, unit, entered_by, code, on=now.date())
        if case.stage == DRAFTING:
            clerk = replace(clerk, problems=(Problem(code="nothing_to_withdraw", facts={"unit": unit.name}),))
        if clerk.problems:
            return _refuse(record, office, case, unit, answer, clerk, channel=Channel.PAPER)
        entry = _decision_entry(office, case, answer, clerk, channel=Channel.PAPER, clerk=clerk.decider)
        correspondence.tell_of_withdrawal(record, office, case, unit, answer, at=now)
        reopened = replace(
            case, plan_sha256="", opinion_version=None, asked_changes="", fixed_day=None, fixed_by=""
        )
        moved = move(record, office, reopened, unit, role=UNIT, act=act, entry=entry)
        return Outcome(case=moved, applied=True, decider=clerk.decider)


def _apply(
    record: Transaction, office: Office, case: Case, unit: Unit, answer: Answer, judged: Judged, entry: Entry
) -> Outcome:
    assert judged.issue is not None
    record.use_code(judged.issue.ref)
    role = acting_role(office.gate, case.stage) or ""
    plan = record.plan(unit.code, case.version)
    assert plan is not None
    settled = _with_opinion(office, case, answer, plan, entry)
    moved = move(record, office, settled, unit, role=role, act=answer.act, entry=entry)
    correspondence.tell_of_decision(record, office, moved, unit, plan, answer.act, at=entry.at)
    return Outcome(case=moved, applied=True, decider=judged.decider)


def _with_opinion(office: Office, case: Case, answer: Answer, plan: PlanVersion, entry: Entry) -> Case:
    """What a decision leaves on the case besides its stage: the asked changes, and the day an opinion fixes (A07)."""
    pilot = office.campaign.pilot_of(case.unit)
    is_day_open = pilot is not None and pilot.window is None
    if answer.act is Act.AGREE_WITH_CHANGES:
        case = replace(case, opinion_version=case.version, asked_changes=answer.reason)
    if answer.act in (Act.DISAGREE, Act.SEND_BACK) and case.stage != CONFIRMATION:
        case = replace(case, opinion_version=None, asked_changes="", fixed_day=None, fixed_by="")
    if is_day_open and answer.act in (Act.AGREE, Act.AGREE_WITH_CHANGES):
        day = answer.fixed_day or (plan.plan.held_on if answer.act is Act.AGREE else None)
        if day is not None:
            case = replace(case, fixed_day=day, fixed_by=answer.paper.number or f"{entry.at:%d/%m/%Y}")
    return case


def _refuse(
    record: Transaction, office: Office, case: Case, unit: Unit, answer: Answer, judged: Judged, *, channel: Channel
) -> Outcome:
    """Write the refusal down; count a wrong code, and void all codes of the stage when there were too many."""
    problems, now = judged.problems, office.clock.now()
    if any(problem.code in CODE_PROBLEMS for problem in problems):
        wrong = record.count_wrong_answer(unit.code, stage=case.stage, version=case.version)
        if wrong >= MAX_WRONG_ANSWERS:
            record.void_codes(unit.code)
            correspondence.tell_of_lock(record, office, case, unit, wrong, at=now)
            problems = (*problems, Problem(code="codes_locked", facts={"wrong": wrong}))
    record.append(_refusal_entry(office, case, answer, replace(judged, problems=problems), channel))
    if channel is Channel.RUN_FORM and answer.wait == case.wait:
        # The next wait gets a key of its own, or a stored bad answer would be read again for ever.
        record.change_case(replace(case, wait=case.wait + 1))
        case = replace(case, wait=case.wait + 1, lock=case.lock + 1)
    return Outcome(case=case, applied=False, problems=problems, decider=judged.decider)


def _decision_entry(
    office: Office, case: Case, answer: Answer, judged: Judged, *, channel: Channel, clerk: Decider | None = None
) -> Entry:
    assert judged.decider is not None
    official, principal = judged.decider.official, judged.decider.on_behalf_of
    facts: dict[str, object] = {
        "name": official.name,
        "title": official.title,
        "reason": answer.reason,
        "paper_number": answer.paper.number,
        "paper_signed_on": answer.paper.signed_on.isoformat() if answer.paper.signed_on else "",
        "paper_signer": answer.paper.signer,
        "fixed_day": answer.fixed_day.isoformat() if answer.fixed_day else "",
    }
    if principal is not None:
        facts["on_behalf_of_name"] = principal.name
    if clerk is not None:
        facts |= {"entered_by": clerk.official.number, "entered_by_name": clerk.official.name}
    return Entry(
        kind=EntryKind.ACT,
        at=office.clock.now(),
        actor=official.number,
        on_behalf_of=principal.number if principal else "",
        what=answer.act,
        unit=case.unit,
        channel=channel,
        version=case.version,
        plan_sha256=case.plan_sha256,
        campaign_sha256=office.campaign.sha256,
        facts=facts,
    )


def _refusal_entry(office: Office, case: Case, answer: Answer, judged: Judged, channel: Channel) -> Entry:
    """Everything about the attempt but the code that was typed."""
    return Entry(
        kind=EntryKind.REFUSED,
        at=office.clock.now(),
        actor=judged.decider.official.number if judged.decider and judged.issue else "unknown",
        what=answer.act,
        unit=case.unit,
        channel=channel,
        version=answer.version,
        plan_sha256=case.plan_sha256,
        campaign_sha256=office.campaign.sha256,
        facts=_refusal_facts(answer.stage, judged.problems),
    )


def refuse_unreadable(
    office: Office,
    unit_code: str,
    *,
    stage: str,
    version: int,
    wait: int,
    problems: tuple[Problem, ...] = (Problem(code="answer_unreadable"),),
) -> Case:
    """An answer that says nothing to judge (empty, or not by today's form): written down, and the case waits anew."""
    with office.store.act() as record:
        now = office.clock.now()
        case = case_in(record, office, unit_code, now)
        if case.wait != wait:
            return case
        record.append(
            Entry(
                kind=EntryKind.REFUSED, at=now, actor="unknown", what="answer", unit=unit_code,
                channel=Channel.RUN_FORM, version=version, plan_sha256=case.plan_sha256,
                campaign_sha256=office.campaign.sha256, facts=_refusal_facts(stage, problems),
            )  # fmt: skip
        )
        record.change_case(replace(case, wait=case.wait + 1))
        return replace(case, wait=case.wait + 1, lock=case.lock + 1)


def _refusal_facts(stage: str, problems: tuple[Problem, ...]) -> dict[str, object]:
    """Why, as codes for programs and in the words that the person is told."""
    return {
        "stage": stage,
        "problems": [problem.code for problem in problems],
        "said": [sentence(problem) for problem in problems],
    }

"""What becomes of an answer or an entry: it is applied, once, or refused, and written down either way."""

from dataclasses import dataclass, replace

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS, CodeIssue
from emulation_workflow.domain.approval.transitions import (
    DRAFTING,
    OPINIONS_IN_FAVOUR,
    Act,
    Case,
    CaseAnswer,
    Channel,
    acting_role,
    transitions,
)
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Decider
from emulation_workflow.domain.submissions import PlanVersion
from emulation_workflow.messages.days import day_words
from emulation_workflow.office.approval import letters
from emulation_workflow.office.approval.decision_requests import renew_typed
from emulation_workflow.office.approval.docket import Docket
from emulation_workflow.office.approval.judgement import CODE_PROBLEMS, Judged
from emulation_workflow.office.approval.people_named import Clerks, tell_of_decision
from emulation_workflow.office.approval.transitions import apply_transition
from emulation_workflow.office.refusals import reasons


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOutcome:
    """What became of an answer or entry: `applied`, waiting for a second pair of eyes, or refused for `problems`.

    `decider` if it is known who answered, or in whose name it was entered.
    """

    case: Case
    applied: bool
    problems: tuple[Problem, ...] = ()
    decider: Decider | None = None
    is_pending: bool = False


def apply_decision(
    docket: Docket, answer: CaseAnswer, judged: Judged, *, channel: Channel, clerks: Clerks | None = None
) -> AnswerOutcome:
    """Apply a judged decision: the code is used up, the case moves, and everybody concerned is written to."""
    issue, version = use_code(docket, judged), docket.version()
    entry = decision_entry(docket, answer, judged, channel=channel, clerks=clerks)
    role = acting_role(docket.gate, docket.case.stage) or ""
    decided = replace(docket, case=_with_opinion(docket, answer, version))
    moved, row = apply_transition(decided, role=role, act=answer.act, entry=entry)
    letters.notify_of_decision(moved, version, answer.act)
    tell_of_decision(
        docket, row, answer, decider_of(judged), channel=channel, clerks=clerks, code_sent_to=issue.address
    )
    return AnswerOutcome(case=moved.case, applied=True, decider=judged.decider)


def use_code(docket: Docket, judged: Judged) -> CodeIssue:
    """Note that the code was used, which counts once; return its issue."""
    if judged.issue is None:
        raise LookupError("a judged answer without problems names its code")
    docket.record.cases.use_code(judged.issue.ref)
    return judged.issue


def without_opinion(case: Case) -> Case:
    """Return the case without anything that an opinion added to it."""
    return replace(case, opinion_version=None, asked_changes="", fixed_day=None, fixed_by="")


def _with_opinion(docket: Docket, answer: CaseAnswer, version: PlanVersion) -> Case:
    """Return the case with what a decision adds to it: the asked changes, and the day an opinion fixes (A07)."""
    case = docket.case
    role = acting_role(docket.gate, case.stage) or ""
    if transitions(docket.gate).get((case.stage, role, answer.act)) == DRAFTING:
        return without_opinion(case)
    if answer.act is Act.AGREE_WITH_CHANGES:
        case = replace(case, opinion_version=case.version, asked_changes=answer.reason)
    if docket.pilot_without_day and answer.act in OPINIONS_IN_FAVOUR:
        day = answer.fixed_day or (version.plan.held_on if answer.act is Act.AGREE else None)
        if day is not None:
            case = replace(case, fixed_day=day, fixed_by=answer.paper.number or day_words(docket.at))
    return case


def refuse_answer(docket: Docket, answer: CaseAnswer, judged: Judged, *, channel: Channel) -> AnswerOutcome:
    """Write the refusal down; count a wrong code, and void all codes of the stage when there were too many.

    From a run's form, a code that was right is spent, and its owner gets others; and the question is asked anew.
    """
    problems = judged.problems
    if any(problem.code in CODE_PROBLEMS for problem in problems):
        problems += _count_wrong(docket)
    row = _refusal_entry(docket, replace(judged, problems=problems), what=answer.act, channel=channel)
    lay_open = channel is Channel.RUN_FORM
    told = (*problems, *renew_typed(docket, answer.code)) if lay_open else problems
    details = {
        **row.details,
        **reasons(told, docket.office.campaign),
        "stage": answer.stage,
    }
    docket.record.ledger.append(replace(row, version=answer.version, details=details))
    is_asked = lay_open and answer.question_number == docket.case.question_number
    case = ask_again(docket) if is_asked else docket.case
    return AnswerOutcome(case=case, applied=False, problems=problems, decider=judged.decider)


def refuse_entry(docket: Docket, judged: Judged, *, what: str, claimed: str) -> AnswerOutcome:
    """Write down that something was not entered, and who it was said to be from; the waiting question stays."""
    row = _refusal_entry(docket, judged, what=what, channel=Channel.PAPER)
    docket.record.ledger.append(replace(row, details={**row.details, "claimed": claimed}))
    return AnswerOutcome(case=docket.case, applied=False, problems=judged.problems, decider=judged.decider)


def _count_wrong(docket: Docket) -> tuple[Problem, ...]:
    case = docket.case
    wrong = docket.record.cases.count_wrong_answer(case.unit, stage=case.stage, version=case.version)
    if wrong < MAX_WRONG_ANSWERS:
        return ()
    docket.record.cases.void_codes(case.unit, stage=case.stage)
    letters.notify_codes_locked(docket, wrong)
    return (Problem(code=ProblemCode.CODES_LOCKED, params={"wrong": wrong}),)


def ask_again(docket: Docket) -> Case:
    """Give the next question a number of its own, or a stored bad answer would be read again for ever."""
    return docket.write(replace(docket.case, question_number=docket.case.question_number + 1)).case


def decider_of(judged: Judged) -> Decider:
    """Return who decided. LookupError if that is not known."""
    if judged.decider is None:
        raise LookupError("a judged answer without problems names its decider")
    return judged.decider


def decision_entry(
    docket: Docket, answer: CaseAnswer, judged: Judged, *, channel: Channel, clerks: Clerks | None
) -> LedgerEntry:
    """Return the row of an act: in whose name, by which clerks, and to which addresses their codes had gone."""
    decider = decider_of(judged)
    official, principal = decider.official, decider.on_behalf_of
    confirmer = clerks.confirmed_by if clerks else None
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
        entered_by=clerks.entered_by.number if clerks else "",
        entered_by_name=clerks.entered_by.name if clerks else "",
        confirmed_by=confirmer.number if confirmer else "",
        confirmed_by_name=confirmer.name if confirmer else "",
        code_sent_to=clerks.code_sent_to if clerks else judged.issue.address if judged.issue else "",
        confirmation_sent_to=clerks.confirmation_sent_to if clerks else "",
    )
    return replace(entry, on_behalf_of=principal.number if principal else "")


def _refusal_entry(docket: Docket, judged: Judged, *, what: str, channel: Channel) -> LedgerEntry:
    """Return everything about the attempt but the code that was typed; of a code that once was one, whose it was."""
    known = judged.decider is not None and judged.issue is not None
    actor = judged.signed_in or (judged.decider.official.number if judged.decider and known else "unknown")
    details: dict[str, object] = {"stage": docket.case.stage, **reasons(judged.problems, docket.office.campaign)}
    if judged.issue is not None:
        details |= {"code_of": judged.issue.official, "code_sent_to": judged.issue.address}
    return docket.entry(LedgerKind.REFUSED, actor=actor, what=what, channel=channel, **details)

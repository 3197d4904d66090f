"""What recorders enter for others: decisions on paper, withdrawals, and that two people of one name are two people.

An entry is judged first, then a code is mailed to the recorder for its very words, and with that code it counts. A
paper may have to wait for a second pair of eyes as well (see `second_pair`).
"""

from dataclasses import replace

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS
from emulation_workflow.domain.approval.entries import (
    DocumentEntry,
    Entry,
    NamesakeEntry,
    WithdrawalEntry,
    answer_of,
    words_sha256,
)
from emulation_workflow.domain.approval.transitions import DRAFTING, UNIT, CaseAnswer, Channel
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind, SealedEntry
from emulation_workflow.domain.registers import Decider, Official, identity_of, is_same_person, may_bear_name
from emulation_workflow.messages.screens.entries import ENTRY_NAMES, entry_rows
from emulation_workflow.office.approval import letters, second_pair
from emulation_workflow.office.approval.answer_outcomes import (
    AnswerOutcome,
    apply_decision,
    decision_entry,
    refuse_entry,
    use_code,
    without_opinion,
)
from emulation_workflow.office.approval.docket import TOLD_APART, Docket, docket
from emulation_workflow.office.approval.judgement import (
    Judged,
    document_gaps,
    is_of_unit,
    judge_document,
    of_own_unit,
    signer_standing,
)
from emulation_workflow.office.approval.opened_case import open_docket
from emulation_workflow.office.approval.people_named import Clerks, list_untold, tell_of_entry
from emulation_workflow.office.approval.transitions import apply_transition
from emulation_workflow.office.authority import bears_name_of_author, find_decider
from emulation_workflow.office.codes import CodePurpose, issue_for, judge_entry, refuse_too_many
from emulation_workflow.office.office import Office


def request_code(office: Office, unit_code: str, entry: Entry) -> AnswerOutcome:
    """Judge the entry, and send the recorder a code for its very words; one transaction.

    A paper that waits for a second pair of eyes already is not entered twice: who may confirm it gets new codes.
    Refused: an entry with faults, which is written down. Rejected: too many codes in a day.
    """
    with open_docket(office, unit_code) as docket:
        clerk, judged = _judge(docket, entry)
        if clerk is None or judged.problems:
            return _refuse(docket, entry, judged)
        purpose = _purpose(docket, entry)
        if second_pair.ask_again(docket, purpose.sha256):
            return AnswerOutcome(case=docket.case, applied=False, decider=judged.decider, is_pending=True)
        refuse_too_many(office, docket.record.cases.codes(docket.unit.code), [entry.entered_by], docket.at)
        docket.record.cases.reset_wrong_answers(purpose.subject, stage=purpose.sha256, version=purpose.version)
        issue = issue_for(docket.record, purpose, clerk, docket.at)
        content = {
            "entry_name": ENTRY_NAMES[type(entry)],
            "rows": _rows(docket, entry),
            "max_attempts": MAX_WRONG_ANSWERS,
        }
        letters.post_to_person(docket, clerk, LetterKind.ENTRY_CODE, issue, content)
        return AnswerOutcome(case=docket.case, applied=False, decider=judged.decider)


def record_paper(office: Office, unit_code: str, entry: DocumentEntry, *, code: str) -> AnswerOutcome:
    """Enter an official document (số, ngày, người ký) for a decider who signs on paper; one transaction.

    `code` is the recorder's own for these very words. Where a second pair of eyes is asked for, it then waits.
    """
    with open_docket(office, unit_code) as docket:
        answer = answer_of(docket.case, entry)
        clerk, judged = _judge_with_code(docket, entry, code)
        if clerk is None or judged.problems or judged.decider is None:
            return _refuse(docket, entry, judged)
        address = judged.issue.address if judged.issue else ""
        clerks = Clerks(entered_by=clerk.official, code_sent_to=address)
        if second_pair.is_needed(docket, judged.decider.official, clerk.official):
            use_code(docket, judged)
            second_pair.ask_for(docket, entry, clerks, _purpose(docket, entry).sha256)
            return AnswerOutcome(case=docket.case, applied=False, decider=judged.decider, is_pending=True)
        return apply_decision(docket, answer, judged, channel=Channel.PAPER, clerks=clerks)


def withdraw(office: Office, unit_code: str, entry: WithdrawalEntry, *, code: str) -> AnswerOutcome:
    """Take the unit's plan back or, once cleared, change it, in one transaction: the chain begins again.

    It is entered by a recorder on the unit's official letter. An opinion holds for one version only.
    """
    with open_docket(office, unit_code) as docket:
        answer = answer_of(docket.case, entry)
        clerk, judged = _judge_with_code(docket, entry, code)
        if clerk is None or judged.problems:
            return _refuse(docket, entry, judged)
        clerks = Clerks(entered_by=clerk.official, code_sent_to=use_code(docket, judged).address)
        row = decision_entry(docket, answer, judged, channel=Channel.PAPER, clerks=clerks)
        moved, sealed = taken_back(docket, answer, row)
        tell_of_entry(docket, sealed, "withdrawal", entry, clerks.named())
        if not docket.unit.email:
            list_untold(docket, sealed, "withdrawal")
        return AnswerOutcome(case=moved.case, applied=True, decider=clerk)


def taken_back(docket: Docket, answer: CaseAnswer, row: LedgerEntry) -> tuple[Docket, SealedEntry]:
    """Begin the chain again without any opinion, and tell everybody who has dealt with the plan."""
    letters.notify_of_withdrawal(docket, answer)
    voided = replace(without_opinion(docket.case), plan_sha256="")
    return apply_transition(replace(docket, case=voided), role=UNIT, act=answer.act, entry=row)


def tell_apart(office: Office, unit_code: str, entry: NamesakeEntry, *, code: str) -> AnswerOutcome:
    """Record the Board's word that an official is not the person of the same name behind the plan; one transaction.

    It holds for the plan version under way.
    """
    with open_docket(office, unit_code) as docket:
        clerk, judged = _judge_with_code(docket, entry, code)
        if clerk is None or judged.problems or judged.decider is None:
            return _refuse(docket, entry, judged)
        clerks = Clerks(entered_by=clerk.official, code_sent_to=use_code(docket, judged).address)
        details = {
            "official": entry.official,
            "identity": identity_of(judged.decider.official),
            "reason": entry.reason,
            "code_sent_to": clerks.code_sent_to,
        }
        row = docket.entry(LedgerKind.ENTRY, actor=entry.entered_by, what=TOLD_APART, channel=Channel.PAPER, **details)
        sealed = docket.record.ledger.append(row)
        people = [*clerks.named(), ("named", judged.decider.official, "")]
        tell_of_entry(docket, sealed, TOLD_APART, entry, people)
        return AnswerOutcome(case=docket.case, applied=True, decider=judged.decider)


def entry_words(office: Office, unit_code: str, entry: Entry) -> list[dict[str, str]]:
    """Return the entry's very words, as name and value, for the run that asks for its code."""
    with office.store.look() as record:
        at = office.clock.now()
        return _rows(docket(record, office, office.bound_unit(record.register, unit_code, at.date()), at), entry)


def _rows(docket: Docket, entry: Entry) -> list[dict[str, str]]:
    number = entry.signer if isinstance(entry, DocumentEntry) else getattr(entry, "official", "")
    official = docket.record.register.official(number) if number else None
    return entry_rows(
        entry,
        docket.gate,
        unit_name=docket.unit.name,
        version=docket.case.version,
        official=official.name if official else "",
    )


def _purpose(docket: Docket, entry: Entry) -> CodePurpose:
    case = docket.case
    sha256 = words_sha256(case, entry, signer_standing(docket, entry))
    return CodePurpose(subject=case.unit, sha256=sha256, version=case.version)


def _refuse(docket: Docket, entry: Entry, judged: Judged) -> AnswerOutcome:
    what = TOLD_APART if isinstance(entry, NamesakeEntry) else answer_of(docket.case, entry).act
    return refuse_entry(docket, judged, what=what, claimed=entry.entered_by)


def _judge_with_code(docket: Docket, entry: Entry, code: str) -> tuple[Decider | None, Judged]:
    """Judge the entry and the recorder's code for its very words: both are said, whatever is wrong with either."""
    clerk, judged = _judge(docket, entry)
    if clerk is None:
        return None, judged
    issue, problems = judge_entry(docket.record, docket.office, _purpose(docket, entry), clerk, code)
    return clerk, replace(judged, issue=issue, problems=problems + judged.problems)


def _judge(docket: Docket, entry: Entry) -> tuple[Decider | None, Judged]:
    """Judge the entry without its code; the recorder is None if this person is none today."""
    clerk = find_decider(docket.recorders(), entry.entered_by)
    if clerk is None:
        return None, Judged(problems=(Problem(code=ProblemCode.NOT_A_RECORDER, where=entry.entered_by),))
    match entry:
        case DocumentEntry():
            return clerk, _judge_document(docket, entry, clerk.official)
        case WithdrawalEntry():
            return clerk, Judged(decider=clerk, problems=_withdrawal_problems(docket, entry, clerk.official))
        case NamesakeEntry():
            return clerk, _judge_namesake(docket, entry, clerk.official)


def _judge_document(docket: Docket, entry: DocumentEntry, clerk: Official) -> Judged:
    judged = judge_document(docket, answer_of(docket.case, entry), entry.signer)
    if judged.decider is not None and is_same_person(judged.decider.official, clerk):
        return replace(judged, problems=(_own_paper(clerk), *judged.problems))
    if is_of_unit(docket, clerk):
        return replace(judged, problems=(of_own_unit(docket, clerk), *judged.problems))
    if judged.problems or judged.decider is None:
        return judged
    if second_pair.waits_in_other_words(docket, entry.paper.number, _purpose(docket, entry).sha256):
        problem = Problem(code=ProblemCode.PAPER_WAITS_ALREADY, params={"number": entry.paper.number})
        return replace(judged, problems=(problem,))
    is_needed = second_pair.is_needed(docket, judged.decider.official, clerk)
    if is_needed and not second_pair.others(docket, entry.signer, clerk):
        return replace(judged, problems=(Problem(code=ProblemCode.PAPER_NOBODY_CONFIRMS),))
    return judged


def _withdrawal_problems(docket: Docket, entry: WithdrawalEntry, clerk: Official) -> tuple[Problem, ...]:
    if docket.case.stage == DRAFTING:
        return (Problem(code=ProblemCode.NOTHING_TO_WITHDRAW, params={"unit": docket.unit.name}),)
    problems = list(document_gaps(docket, entry.paper))
    if not entry.reason.strip():
        problems.append(Problem(code=ProblemCode.REASON_MISSING, params={"act": answer_of(docket.case, entry).act}))
    if may_bear_name(clerk, entry.paper.signer):
        problems.append(_own_paper(clerk))
    return tuple(problems)


def _judge_namesake(docket: Docket, entry: NamesakeEntry, clerk: Official) -> Judged:
    decider = find_decider(docket.deciders(), entry.official)
    named = decider.official if decider else docket.record.register.official(entry.official)
    problems = []
    if named is None or docket.plan is None or not bears_name_of_author(named, docket.plan.plan):
        params = {"name": named.name if named else entry.official}
        problems.append(Problem(code=ProblemCode.NAMESAKE_UNKNOWN, params=params))
    elif is_same_person(named, clerk):
        problems.append(_own_paper(clerk))
    if is_of_unit(docket, clerk):
        problems.append(of_own_unit(docket, clerk))
    if not entry.reason.strip():
        problems.append(Problem(code=ProblemCode.NAMESAKE_REASON_MISSING))
    return Judged(decider=Decider(official=named) if named else None, problems=tuple(problems))


def _own_paper(clerk: Official) -> Problem:
    return Problem(code=ProblemCode.OWN_PAPER, params={"name": clerk.name})

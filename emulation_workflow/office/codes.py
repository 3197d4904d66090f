"""Codes of those who enter something for somebody else, each for the very words that are entered, and all judging."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from emulation_workflow.domain.approval.codes import MAX_WRONG_ANSWERS, CodeIssue, find_code, new_ref
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.registers import Decider
from emulation_workflow.office.authority import find_decider
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePurpose:
    """What a code is for: `subject` (a unit, an order's document), the SHA-256 of the words (or stage), the version."""

    subject: str
    sha256: str
    version: int = 0


def issue_for(record: Transaction, purpose: CodePurpose, person: Decider, at: datetime) -> CodeIssue:
    """Return a new code of this person for `purpose`, in the record; any former code of theirs for them is void."""
    number = person.official.number
    record.cases.void_codes(purpose.subject, official=number, stage=purpose.sha256)
    issue = CodeIssue(
        ref=new_ref(purpose.subject),
        unit=purpose.subject,
        official=number,
        stage=purpose.sha256,
        version=purpose.version,
        issued_at=at,
        address=person.official.email,
        standing=person.standing,
    )
    record.cases.add_code(issue)
    return issue


def last_of_each(issues: Iterable[CodeIssue]) -> Mapping[str, CodeIssue]:
    """Return each official's live issue, or the latest where none is live; `issues` come oldest first."""
    return {issue.official: issue for issue in sorted(issues, key=lambda issue: issue.is_live)}


def refuse_too_many(office: Office, issues: Iterable[CodeIssue], numbers: Iterable[str], at: datetime) -> None:
    """Raise Rejected if one of these people was sent as many codes as one may be in a day, among `issues`."""
    sent = [issue.official for issue in issues if issue.issued_at.date() == at.date()]
    if any(sent.count(number) >= office.codes_a_day for number in numbers):
        raise Rejected(Problem(code=ProblemCode.CODES_TOO_OFTEN, params={"most": office.codes_a_day}))


def judge_typed(
    office: Office,
    issues: Sequence[CodeIssue],
    typed: str,
    *,
    act: str = "",
    acts: Iterable[str] = ("",),
    people: Sequence[Decider],
) -> tuple[CodeIssue | None, ProblemCode | None]:
    """Return the issue whose code was typed and why it does not count; no reason: it does. No issue: nobody's code.

    `acts` are all answers that have a code, `act` the one that was given; `people` may answer today.
    """
    if not typed.strip():
        return None, ProblemCode.CODE_MISSING
    found = find_code(issues, office.secret, typed, acts)
    if found is None:
        return None, ProblemCode.CODE_WRONG
    issue, meant = found
    fault = _why_not(issue, find_decider(people, issue.official))
    return issue, fault or (ProblemCode.CODE_OF_OTHER_ANSWER if meant != act else None)


def _why_not(issue: CodeIssue, person: Decider | None) -> ProblemCode | None:
    """Return why the codes of an issue do not count today; None if they do."""
    if person is None:
        return ProblemCode.NOT_ENTITLED
    if not issue.used and (issue.standing, issue.address) != (person.standing, person.official.email):
        return ProblemCode.CODE_OUTDATED
    return None if issue.is_live else ProblemCode.CODE_WRONG


def judge_entry(
    record: Transaction,
    office: Office,
    purpose: CodePurpose,
    person: Decider,
    typed: str,
    *,
    act: str = "",
    acts: Iterable[str] = ("",),
) -> tuple[CodeIssue | None, tuple[Problem, ...]]:
    """Return this person's code for `purpose` if it was typed, or why it does not count; wrong ones are counted.

    The code of other words about the same subject tells that the words were changed since it was mailed.
    """
    issues = record.cases.codes(purpose.subject)
    theirs = [issue for issue in issues if (issue.stage, issue.version) == (purpose.sha256, purpose.version)]
    issue, fault = judge_typed(office, theirs, typed, act=act, acts=acts, people=[person])
    if fault is ProblemCode.NOT_ENTITLED:
        return None, (Problem(code=ProblemCode.CODE_OF_ANOTHER),)
    if issue is not None:
        return (issue, ()) if fault is None else (None, (Problem(code=fault), *_count_wrong(record, purpose, fault)))
    if fault is ProblemCode.CODE_WRONG and find_code(issues, office.secret, typed, acts):
        return None, (Problem(code=ProblemCode.ENTRY_CHANGED),)
    fault = fault or ProblemCode.CODE_WRONG
    return None, (Problem(code=fault), *_count_wrong(record, purpose, fault))


def _count_wrong(record: Transaction, purpose: CodePurpose, fault: ProblemCode) -> tuple[Problem, ...]:
    if fault is not ProblemCode.CODE_WRONG:
        return ()
    wrong = record.cases.count_wrong_answer(purpose.subject, stage=purpose.sha256, version=purpose.version)
    if wrong < MAX_WRONG_ANSWERS:
        return ()
    record.cases.void_codes(purpose.subject, stage=purpose.sha256)
    return (Problem(code=ProblemCode.ENTRY_CODES_LOCKED, params={"wrong": wrong}),)

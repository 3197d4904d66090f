"""A unit takes its plan back on its page, or changes a cleared one, by a letter of its own."""

from collections.abc import Iterator

from emulation_workflow.domain.approval.transitions import (
    CLEARED,
    DRAFTING,
    UNIT,
    Act,
    CaseAnswer,
    Channel,
    OfficialDocument,
)
from emulation_workflow.domain.errors import Problem, ProblemCode, RecordChanged, Rejected
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.office.approval import entries
from emulation_workflow.office.approval.answer_outcomes import AnswerOutcome
from emulation_workflow.office.approval.docket import Docket
from emulation_workflow.office.approval.judgement import document_gaps
from emulation_workflow.office.approval.opened_case import open_docket
from emulation_workflow.office.entrance.sign_in import session_in
from emulation_workflow.office.intake import IncomingFile
from emulation_workflow.office.office import Office, refuse_any


def take_back(
    office: Office,
    session: str,
    unit_code: str,
    paper: OfficialDocument,
    *,
    reason: str,
    version: int,
    letter: IncomingFile | None = None,
) -> AnswerOutcome:
    """Take the plan back, or change a cleared one, by whoever of the unit is in this session; one transaction.

    `version` is the one that they saw; `letter` is kept with the record under its hash. It needs no code, as sending
    the plan needed none. Rejected: nothing to take back, a paper without number, day or signer, no reason.
    RecordChanged: another version by now.
    """
    with open_docket(office, unit_code) as docket:
        visitor = session_in(docket.record, office, session)
        if visitor is None or not visitor.is_of(unit_code):
            raise Rejected(Problem(code=ProblemCode.SESSION_OVER))
        act = Act.CHANGE_PLAN if docket.case.stage == CLEARED else Act.WITHDRAW
        refuse_any(_gaps(docket, paper, reason, act))
        if docket.case.version != version:
            raise RecordChanged
        answer = CaseAnswer(
            act=act,
            stage=docket.case.stage,
            version=docket.case.version,
            question_number=docket.case.question_number,
            reason=reason,
            paper=paper,
        )
        details = {
            "reason": reason,
            "paper_number": paper.number,
            "paper_signed_on": paper.signed_on.isoformat() if paper.signed_on else "",
            "paper_signer": paper.signer,
            "address": visitor.address,
            "by": visitor.actor,
        }
        if letter is not None:
            docket.record.files.keep(letter.sha256, letter.content)
            details["letter"] = letter.sha256
        row = docket.entry(LedgerKind.ACT, actor=UNIT, what=act, channel=Channel.PAGE, **details)
        moved, _ = entries.taken_back(docket, answer, row)
        return AnswerOutcome(case=moved.case, applied=True)


def _gaps(docket: Docket, paper: OfficialDocument, reason: str, act: Act) -> Iterator[Problem]:
    if docket.case.stage == DRAFTING:
        yield Problem(code=ProblemCode.NOTHING_TO_WITHDRAW, params={"unit": docket.unit.name})
        return
    yield from document_gaps(docket, paper)
    if not reason:
        yield Problem(code=ProblemCode.REASON_MISSING, params={"act": act})

"""Papers that wait for a second pair of eyes: who entered them, and when they count no more."""

from collections.abc import Iterable
from dataclasses import replace

from emulation_workflow.domain.approval.entries import PendingDocument, PendingState, words_sha256
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.record.plain_json import from_json
from emulation_workflow.domain.registers import Decider, Official, searchable, shares_name_or_address
from emulation_workflow.messages import sentence
from emulation_workflow.office.approval.docket import Docket
from emulation_workflow.office.approval.judgement import signer_standing
from emulation_workflow.office.approval.people_named import tell_of_entry
from emulation_workflow.office.office import OFFICE
from emulation_workflow.office.refusals import reasons

_LAPSED = "paper_lapsed"


def lapse_stale(docket: Docket) -> None:
    """Let go of pending documents whose signer, or who entered them, is another by today's register."""
    for document in docket.record.cases.pending(docket.unit.code):
        if (code := _why_stale(docket, document)) is not None:
            lapse(docket, [document], code)


def lapse(
    docket: Docket, documents: Iterable[PendingDocument], why: ProblemCode = ProblemCode.PAPER_CASE_MOVED
) -> None:
    """Let go of these documents, each with a row of its own, and tell who entered it and who signed it.

    The signer is not told where that number is, or may be, another person's by now.
    """
    for document in documents:
        problems = (Problem(code=why, params={"number": document.paper_number}),)
        settle(docket, document, PendingState.LAPSED, "")
        docket.record.cases.void_codes(document.unit, stage=document.sha256)
        lapsed = {
            **details(document),
            "entered_by_name": document.entered_by_name,
            **reasons(problems, docket.office.campaign),
        }
        row = docket.record.ledger.append(
            docket.entry(LedgerKind.ENTRY, actor=OFFICE, what=_LAPSED, channel=Channel.PAPER, **lapsed)
        )
        people = [("clerk", clerk_of(docket, document), document.address)]
        signer = docket.record.register.official(document.signer)
        if signer is not None and why is not ProblemCode.PAPER_SIGNER_CHANGED:
            people.append(("signer", signer, ""))
        tell_of_entry(
            docket, row, _LAPSED, document.entry, people, because=sentence(problems[0], docket.office.campaign)
        )


def _why_stale(docket: Docket, document: PendingDocument) -> ProblemCode | None:
    if words_sha256(docket.case, document.entry, signer_standing(docket, document.entry)) != document.sha256:
        return ProblemCode.PAPER_SIGNER_CHANGED
    return ProblemCode.PAPER_CLERK_LEFT if clerk_today(docket, document) is None else None


def why_not_pending(docket: Docket, number: str) -> ProblemCode:
    """Return why no document with this number waits: if the last that befell it was that it lapsed, what for."""
    bodies = (from_json(row.body) for row in docket.record.ledger.entries(unit=docket.unit.code))
    rows = [body for body in bodies if searchable(body["facts"].get("paper_number", "")) == searchable(number)]
    if rows and rows[-1]["what"] == _LAPSED:
        return ProblemCode(rows[-1]["facts"]["problems"][0])
    return ProblemCode.PAPER_NOT_PENDING


def clerk_today(docket: Docket, document: PendingDocument) -> Decider | None:
    """Return the recorder who entered it as they are today, also under another number; None if they are none."""
    return next(
        (person for person in docket.recorders() if shares_name_or_address(person.official, document.clerk)), None
    )


def clerk_of(docket: Docket, document: PendingDocument) -> Official:
    """Return who entered the document by number and name as at entry, with the title and address of today."""
    own = clerk_today(docket, document)
    known = replace(own.official, number=document.entered_by) if own else document.clerk
    return replace(known, name=document.entered_by_name or known.name or document.entered_by)


def settle(docket: Docket, document: PendingDocument, state: PendingState, by: str) -> None:
    """Write what became of the document, and by whom."""
    docket.record.cases.settle_pending(replace(document, state=state.value, settled_at=docket.at, settled_by=by))


def details(document: PendingDocument) -> dict[str, object]:
    """Return what a row says of the document."""
    return {
        "act": document.act,
        "signer": document.signer,
        "paper_number": document.paper_number,
        "paper_signed_on": document.paper_signed_on.isoformat() if document.paper_signed_on else "",
        "paper_signer": document.paper_signer,
        "reason": document.reason,
        "fixed_day": document.fixed_day.isoformat() if document.fixed_day else "",
        "words_sha256": document.sha256,
    }

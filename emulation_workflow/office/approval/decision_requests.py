"""Asking those who may act next: a letter about the case, and a one-time code in a letter of its own."""

from collections.abc import Iterator

from emulation_workflow.domain.approval.codes import CodeIssue, new_ref
from emulation_workflow.domain.approval.transitions import CLEARED, REVISION
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.registers import Decider
from emulation_workflow.office.approval import letters
from emulation_workflow.office.approval.docket import Docket
from emulation_workflow.office.office import OFFICE


def request_decisions(docket: Docket) -> int:
    """Write to everybody who may act at this stage and has no code yet; return how many were written to.

    Run again after a substitution began, it reaches just those who are new. Locked codes are not replaced here: new
    ones have to be requested.
    """
    if docket.role is None:
        return 0
    case = docket.case
    have_codes = {
        issue.official for issue in docket.record.cases.codes(case.unit, stage=case.stage, version=case.version)
    }
    to_ask = [(decider, role) for decider, role in _entitled(docket) if decider.official.number not in have_codes]
    earlier = docket.standing_decisions() if to_ask else ()
    for decider, role in to_ask:
        if role == docket.role:
            letters.request_decision(docket, decider, earlier)
        _give_code(docket, decider, role=role)
    return len(to_ask)


def reissue(docket: Docket, *, only: str | None = None) -> int:
    """Void the codes of this stage (or of one official) and issue new ones; return how many were issued.

    Where the unit is waited for, or once cleared, only recorders get one: for a withdrawal or a change.
    """
    case = docket.case
    docket.record.cases.void_codes(case.unit, official=only)
    docket.record.cases.reset_wrong_answers(case.unit, stage=case.stage, version=case.version)
    chosen = [(decider, role) for decider, role in _entitled(docket) if only in (None, decider.official.number)]
    earlier = docket.standing_decisions()
    for decider, role in chosen:
        if role == docket.role:
            # Of the letter about the case there is one; it may not have been written for want of an address.
            letters.request_decision(docket, decider, earlier)
        _give_code(docket, decider, role=role, reissued=True)
    docket.record.ledger.append(
        docket.entry(
            LedgerKind.CODE, actor=OFFICE, what="reissued", stage=case.stage, official=only or "", count=len(chosen)
        )
    )
    return len(chosen)


def _entitled(docket: Docket) -> Iterator[tuple[Decider, str]]:
    """Yield who is due a code at this stage, each person once, with the role it is for."""
    deciders = docket.deciders()
    for decider in deciders:
        yield decider, docket.role or ""
    if docket.role or docket.case.stage in (REVISION, CLEARED):
        known = {decider.official.number for decider in deciders}
        for clerk in docket.recorders():
            if clerk.official.number not in known:
                yield clerk, docket.gate.recorded_by


def _give_code(docket: Docket, decider: Decider, *, role: str, reissued: bool = False) -> None:
    """Issue a code to this person for this stage and version, by a letter to that person's address alone."""
    issue = CodeIssue(
        ref=new_ref(docket.unit.code),
        unit=docket.unit.code,
        official=decider.official.number,
        stage=docket.case.stage,
        version=docket.case.version,
        issued_at=docket.at,
    )
    docket.record.cases.add_code(issue)
    letters.send_confirmation_code(docket, decider, issue, role=role, reissued=reissued)

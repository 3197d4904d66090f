"""Asking those who may act next: a letter about the case, and their one-time codes in a letter of its own."""

import hashlib
from collections.abc import Collection

from emulation_workflow.domain.approval.codes import CodeIssue, find_code
from emulation_workflow.domain.approval.transitions import DECISIONS
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.record.ledger import LedgerKind
from emulation_workflow.domain.registers import Decider
from emulation_workflow.office.approval import letters
from emulation_workflow.office.approval.docket import Docket
from emulation_workflow.office.authority import find_decider
from emulation_workflow.office.codes import CodePurpose, issue_for, last_of_each, refuse_too_many
from emulation_workflow.office.office import OFFICE


def request_decisions(docket: Docket, *, anew: Collection[str] = ()) -> int:
    """Write to everybody who may act at this stage and has no code under their present standing; return how many.

    Run again after a substitution began or ended, it reaches just those whom it concerns, once. Locked codes are not
    replaced here: new ones have to be requested. `anew`: who is written to whatever they have, as their codes are void.
    """
    if docket.role is None:
        return 0
    last = last_of_each(_issues(docket))
    to_ask = [
        decider
        for decider in docket.deciders()
        if decider.official.number in anew
        or decider.official.number not in last
        or last[decider.official.number].standing != decider.standing
    ]
    _write_to(docket, to_ask)
    return len(to_ask)


def reissue_codes(docket: Docket, *, only: str | None = None) -> int:
    """Void the codes of this stage (or of one official) and issue new ones; return how many were issued.

    Rejected where one of them was sent as many in a day as the office allows.
    """
    case = docket.case
    chosen = [decider for decider in docket.deciders() if only in (None, decider.official.number)]
    refuse_too_many(docket.office, _issues(docket), [decider.official.number for decider in chosen], docket.at)
    docket.record.cases.void_codes(case.unit, official=only, stage=case.stage)
    docket.record.cases.reset_wrong_answers(case.unit, stage=case.stage, version=case.version)
    _write_to(docket, chosen, reissued=True)
    docket.record.ledger.append(
        docket.entry(
            LedgerKind.CODE, actor=OFFICE, what="reissued", stage=case.stage, official=only or "", count=len(chosen)
        )
    )
    return len(chosen)


def renew_typed(docket: Docket, typed: str) -> tuple[Problem, ...]:
    """Void the codes of whoever's code was `typed` in vain, and send them new ones; return what that is to be told.

    It has lain in Prefect's letterbox, where whoever holds the API reads it and could send it again with other words: a
    code counts when it is read, or never. Whoever was sent as many in a day as the office allows asks for new ones.
    """
    live = [issue for issue in _issues(docket) if issue.is_live]
    found = find_code(live, docket.office.secret, typed, DECISIONS) if typed.strip() else None
    # Of whoever may not act now it counts for nothing, and under another standing it never will.
    person = find_decider(docket.deciders(), found[0].official) if found else None
    if person is None:
        return ()
    case, number = docket.case, person.official.number
    docket.record.cases.void_codes(case.unit, official=number, stage=case.stage)
    try:
        refuse_too_many(docket.office, _issues(docket), [number], docket.at)
    except Rejected as rejected:
        return rejected.problems
    _write_to(docket, [person], reissued=True)
    return (Problem(code=ProblemCode.CODE_SPENT),)


def _issues(docket: Docket) -> Collection[CodeIssue]:
    case = docket.case
    return docket.record.cases.codes(case.unit, stage=case.stage, version=case.version)


def _write_to(docket: Docket, deciders: Collection[Decider], *, reissued: bool = False) -> None:
    """Ask each for the decision, unless that letter went to this address already, and send each new codes."""
    case = docket.case
    purpose = CodePurpose(subject=case.unit, sha256=case.stage, version=case.version)
    written_to: dict[str, set[str]] = {}
    for issue in _issues(docket):
        written_to.setdefault(issue.official, set()).add(issue.address)
    earlier = docket.standing_decisions() if deciders else ()
    for decider in deciders:
        known = written_to.get(decider.official.number, set())
        letters.request_decision(docket, decider, earlier, to=_new_address(decider, known))
        issue = issue_for(docket.record, purpose, decider, docket.at)
        letters.send_confirmation_code(docket, decider, issue, reissued=reissued or bool(known))


def _new_address(decider: Decider, known: Collection[str]) -> str:
    """Return a short name of the address where another was written to before, "" otherwise.

    Of the letter about the case there is one to each; it may not have been written for want of an address. Records of
    0.1.0 do not say where codes went.
    """
    email = decider.official.email
    return hashlib.sha256(email.encode()).hexdigest()[:12] if known and not {email, ""} & set(known) else ""

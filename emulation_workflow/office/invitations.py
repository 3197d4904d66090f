"""Asking those who may act next: a letter about the case, and a one-time code in a letter of its own."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from emulation_workflow.domain.approval import CLEARED, REVISION, Case
from emulation_workflow.domain.codes import CodeIssue
from emulation_workflow.domain.ledger import Entry, EntryKind
from emulation_workflow.domain.units import Decider, Unit
from emulation_workflow.office import correspondence
from emulation_workflow.office.authority import deciders, recorders, role_at
from emulation_workflow.office.desk import Office
from emulation_workflow.ports import Transaction


def invite(record: Transaction, office: Office, case: Case, unit: Unit, *, at: datetime) -> int:
    """Write to everybody who may act at this stage and was not given a code yet; how many were written to.

    Run again after a substitution began, it reaches just those who are new. Locked codes are not replaced here:
    new ones have to be asked for.
    """
    role = role_at(office.gate, case.stage)
    if role is None:
        return 0
    held = {issue.official for issue in record.codes(case.unit, stage=case.stage, version=case.version)}
    asked = [one for one in deciders(record, office.campaign, role, unit, at.date()) if one.official.number not in held]
    for decider in asked:
        correspondence.ask(record, office, case, unit, decider, at=at)
        give_code(record, office, case, unit, decider, role=role, at=at)
    known = held | {one.official.number for one in asked}
    clerks = [
        one
        for one in recorders(record, office.campaign, office.gate, unit, at.date())
        if one.official.number not in known
    ]
    for clerk in clerks:
        give_code(record, office, case, unit, clerk, role=office.gate.recorded_by, at=at)
    return len(asked) + len(clerks)


def give_code(
    record: Transaction,
    office: Office,
    case: Case,
    unit: Unit,
    decider: Decider,
    *,
    role: str,
    at: datetime,
    reissued: bool = False,
) -> CodeIssue:
    """Issue a code to this person for this stage and version, by a letter to that person's address alone."""
    issue = CodeIssue(
        ref=uuid4().hex,
        unit=case.unit,
        official=decider.official.number,
        stage=case.stage,
        version=case.version,
        issued_at=at,
    )
    record.add_code(issue)
    correspondence.hand_code(record, office, case, unit, decider, issue, role=role, at=at, reissued=reissued)
    return issue


def reissue(record: Transaction, office: Office, case: Case, unit: Unit, *, only: str | None, at: datetime) -> int:
    """Void the codes of this stage (or of one official) and issue new ones; how many were issued.

    At a stage where the unit has the ball, or once cleared, only recorders get one: for a withdrawal or a change.
    """
    record.void_codes(case.unit, official=only)
    record.reset_wrong_answers(case.unit, stage=case.stage, version=case.version)
    role = role_at(office.gate, case.stage)
    entitled = deciders(record, office.campaign, role, unit, at.date()) if role else ()
    seen = {one.official.number for one in entitled}
    people = [(one, role or "") for one in entitled]
    if role or case.stage in (REVISION, CLEARED):
        clerks = recorders(record, office.campaign, office.gate, unit, at.date())
        people += [(one, office.gate.recorded_by) for one in clerks if one.official.number not in seen]
    chosen = [(one, as_role) for one, as_role in people if only in (None, one.official.number)]
    for decider, as_role in chosen:
        give_code(record, office, case, unit, decider, role=as_role, at=at, reissued=True)
    record.append(_reissued(case, only, len(chosen), at))
    return len(chosen)


def _reissued(case: Case, only: str | None, count: int, at: datetime) -> Entry:
    entry = Entry(kind=EntryKind.CODE, at=at, actor="office", what="reissued", unit=case.unit, version=case.version)
    return replace(entry, facts={"stage": case.stage, "official": only or "", "count": count})

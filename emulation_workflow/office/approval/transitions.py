"""The one place that moves a case: every act on it goes through `apply_transition`."""

from dataclasses import replace

from emulation_workflow.domain.approval.transitions import Act, next_stage
from emulation_workflow.domain.record.ledger import LedgerEntry, SealedEntry
from emulation_workflow.office.approval.decision_requests import request_decisions
from emulation_workflow.office.approval.docket import Docket
from emulation_workflow.office.approval.pending_documents import lapse
from emulation_workflow.office.obligations.refresh import refresh_unit_obligations


def apply_transition(docket: Docket, *, role: str, act: Act, entry: LedgerEntry) -> tuple[Docket, SealedEntry]:
    """Move the case by the table, with its row in the record, what it settles, and letters to who acts next.

    Its codes are void from then on, and papers about it that wait for a second pair of eyes lapse. Return the case
    file as it then is, and the row.

    Rejected("act_not_allowed") if the table has no such move; RecordChanged if the case was moved meanwhile.
    """
    case = docket.case
    stage = next_stage(docket.gate, case.stage, role, act)
    lapsed = docket.record.cases.pending(docket.unit.code)
    details = {**entry.details, "from": case.stage, "to": stage, "role": role}
    if lapsed:
        details["lapsed_papers"] = [paper.paper_number for paper in lapsed]
    row = docket.record.ledger.append(replace(entry, details=details))
    docket.record.cases.void_codes(docket.unit.code)
    lapse(docket, lapsed)
    moved = docket.write(replace(case, stage=stage, since=docket.at, question_number=case.question_number + 1))
    refresh_unit_obligations(docket.record, docket.office, docket.unit, docket.at)
    request_decisions(moved)
    return moved, row

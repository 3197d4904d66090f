"""The one place that moves a case: every act on it goes through `apply_transition`."""

from dataclasses import replace

from emulation_workflow.domain.approval.transitions import Act, next_stage
from emulation_workflow.domain.record.ledger import LedgerEntry
from emulation_workflow.office.approval.decision_requests import request_decisions
from emulation_workflow.office.approval.docket import Docket
from emulation_workflow.office.obligations.refresh import refresh_unit_obligations


def apply_transition(docket: Docket, *, role: str, act: Act, entry: LedgerEntry) -> Docket:
    """Move the case by the table, with its row in the record, what it settles, and letters to who acts next.

    Rejected("act_not_allowed") if the table has no such move; RecordChanged if the case was moved meanwhile.
    """
    case = docket.case
    stage = next_stage(docket.gate, case.stage, role, act)
    docket.record.ledger.append(
        replace(entry, details={**entry.details, "from": case.stage, "to": stage, "role": role})
    )
    docket.record.cases.void_codes(docket.unit.code)
    moved = docket.write(replace(case, stage=stage, since=docket.at, question_number=case.question_number + 1))
    refresh_unit_obligations(docket.record, docket.office, docket.unit, docket.at)
    request_decisions(moved)
    return moved

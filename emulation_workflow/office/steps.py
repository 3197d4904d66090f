"""The one mutator of the chain: every act on a case goes through `move`."""

from dataclasses import replace
from datetime import datetime

from emulation_workflow.domain.approval import DRAFTING, Act, Case, next_stage
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.ledger import Entry
from emulation_workflow.domain.units import Unit
from emulation_workflow.office import invitations
from emulation_workflow.office.desk import Office
from emulation_workflow.ports import Transaction


def case_in(record: Transaction, office: Office, unit_code: str, now: datetime) -> Case:
    """The gated pilot's case; opened at DRAFTING if nothing came yet. Rejected for any other unit (R126)."""
    if not office.is_gated(unit_code):
        raise Rejected(Problem(code="not_gated", where=unit_code, facts={"unit": unit_code}))
    case = record.case(unit_code)
    if case is None:
        case = Case(unit=unit_code, stage=DRAFTING, since=now)
        record.add_case(case)
    return case


def move(record: Transaction, office: Office, case: Case, unit: Unit, *, role: str, act: Act, entry: Entry) -> Case:
    """Take `case` along the table, with its row in the record and the invitations its next stage needs.

    Rejected("act_not_allowed") if the table has no such move; RecordChanged if the case was moved meanwhile.
    """
    stage = next_stage(office.gate, case.stage, role, act)
    moved = replace(case, stage=stage, since=entry.at, wait=case.wait + 1)
    record.change_case(moved)
    record.append(replace(entry, facts={**entry.facts, "from": case.stage, "to": stage, "role": role}))
    record.void_codes(unit.code)
    moved = replace(moved, lock=moved.lock + 1)
    invitations.invite(record, office, moved, unit, at=entry.at)
    return moved

"""Which cases are whose business on the pages. Nothing changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.registers import Decider, Unit
from emulation_workflow.office.approval.docket import case_now
from emulation_workflow.office.authority import deciders, role_at
from emulation_workflow.office.entrance.people import PageRole, Visitor
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedAnswer:
    """A case in which this visitor is asked for a decision now."""

    unit: Unit
    case: Case
    stage_name: str


def awaited_answers(office: Office, visitor: Visitor) -> Sequence[AwaitedAnswer]:
    """Return the cases that wait for this visitor's decision, those that wait longest first."""
    if office.campaign.gate is None or PageRole.DECIDER not in visitor.roles:
        return ()
    today = office.clock.now().date()
    with office.store.look() as record:
        found = [
            AwaitedAnswer(unit=unit, case=case, stage_name=office.stage_name(case))
            for unit, case in _open_cases(record, office, today)
            if (role := role_at(office.gate, case.stage)) is not None
            and _is_among(deciders(record.register, office.campaign, role, unit, today), visitor)
        ]
    return sorted(found, key=lambda awaited: awaited.case.since)


def may_see_case(office: Office, visitor: Visitor, unit_code: str) -> bool:
    """Return whether there is a case of this unit that the visitor decides on at some stage, or sees to."""
    today = office.clock.now().date()
    with office.store.look() as record:
        unit = _unit_with_case(record, office, unit_code, today)
        if unit is None:
            return False
        if visitor.roles & {PageRole.BOARD, PageRole.COMMITTEE}:
            return True
        gate = office.gate
        roles = {*(step.role for step in gate.steps), gate.confirmed_by}
        return any(_is_among(deciders(record.register, office.campaign, role, unit, today), visitor) for role in roles)


def is_at_stage_of(office: Office, unit_code: str, written_at: datetime) -> bool:
    """Return whether the unit's case is still at the stage at which a letter was written: so long its link lives."""
    today = office.clock.now().date()
    with office.store.look() as record:
        unit = _unit_with_case(record, office, unit_code, today)
        case = case_now(record, unit) if unit else None
        return case is not None and not case.is_settled and case.since <= written_at


def _open_cases(record: Transaction, office: Office, today: date) -> Iterator[tuple[Unit, Case]]:
    for case in record.cases.all():
        unit = _unit_with_case(record, office, case.unit, today)
        if unit is not None and not case.is_settled:
            yield unit, case


def _unit_with_case(record: Transaction, office: Office, unit_code: str, today: date) -> Unit | None:
    """Return the unit if its plan has to pass the gate, and the case in the record is its own."""
    unit = record.register.unit(unit_code, today) if office.campaign.gate else None
    is_there = unit is not None and office.is_gated(record, unit_code) and case_now(record, unit) is not None
    return unit if is_there else None


def _is_among(people: Sequence[Decider], visitor: Visitor) -> bool:
    return any(person.official.email.lower() == visitor.address for person in people)

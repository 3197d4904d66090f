"""Codes asked for anew; the former ones are void from then on."""

from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.office import invitations
from emulation_workflow.office.desk import Office
from emulation_workflow.office.steps import case_in


def reissue(office: Office, unit_code: str, *, official: str | None = None) -> int:
    """New codes for everybody who may act at the case's present stage, or for one official (by number).

    How many were issued. Rejected("no_code_due") if nobody there is entitled to one.
    """
    with office.store.act() as record:
        now = office.clock.now()
        unit = office.bound_unit(record, unit_code, now.date())
        case = case_in(record, office, unit_code, now)
        count = invitations.reissue(record, office, case, unit, only=official, at=now)
        if count == 0:
            raise Rejected(Problem(code="no_code_due", facts={"unit": unit.name, "stage": case.stage}))
        return count

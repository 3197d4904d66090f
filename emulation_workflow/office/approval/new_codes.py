"""New confirmation codes on request; the former ones are void from then on."""

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.office.approval import decision_requests
from emulation_workflow.office.approval.docket import open_docket
from emulation_workflow.office.office import Office


def reissue(office: Office, unit_code: str, *, official: str | None = None) -> int:
    """Send new codes to all who may act at the case's stage, or to one official (by number); return how many.

    One transaction. Rejected("no_code_due") if nobody there is entitled to one.
    """
    with open_docket(office, unit_code) as docket:
        count = decision_requests.reissue(docket, only=official)
        if count == 0:
            raise Rejected(
                Problem(code=ProblemCode.NO_CODE_DUE, params={"unit": docket.unit.name, "stage": docket.stage_name})
            )
        return count

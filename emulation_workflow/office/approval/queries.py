"""What flows ask about cases. Nothing changes."""

from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.office.office import Office


def open_cases(office: Office) -> list[Case]:
    """Return every case that is not settled yet."""
    with office.store.look() as record:
        return [case for case in record.cases.all() if not case.is_settled]

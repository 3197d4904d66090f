"""What flows ask about obligations. Nothing changes."""

from emulation_workflow.domain.obligations.obligation import Obligation
from emulation_workflow.office.office import Office


def obligation(office: Office, unit: str, task: str) -> Obligation:
    """Return how the unit stands with a task that it owes."""
    with office.store.look() as record:
        return next(kept for kept in record.obligations.of_units([unit]) if kept.derived.task == task)

"""What became of letters."""

from collections.abc import Sequence

from emulation_workflow.domain.mail import DeliveryState, LetterStatus
from emulation_workflow.office.office import Office


def letter_statuses(
    office: Office, *, unit: str | None = None, state: DeliveryState | None = None
) -> Sequence[LetterStatus]:
    """Return the letters of the record, of this unit or in this state only, and what became of each address."""
    with office.store.look() as record:
        return record.letters.statuses(unit=unit, state=state)

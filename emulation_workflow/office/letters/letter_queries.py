"""What flows ask about letters and mail. Nothing changes."""

from collections.abc import Mapping, Sequence

from emulation_workflow.domain.mail import DeliveryState, LetterStatus
from emulation_workflow.office.office import Office

UNSENT = (DeliveryState.REFUSED, DeliveryState.IN_DOUBT, DeliveryState.WAITING)
"""The states of letters that did not arrive for certain, those that need a person first."""


def letters(office: Office, *, unit: str | None, state: DeliveryState | None) -> Sequence[LetterStatus]:
    """Return the letters about this unit, or about any, in this state, or in any."""
    return office.read(lambda record: record.letters.statuses(unit=unit, state=state))


def count_unsent(office: Office) -> Mapping[DeliveryState, int]:
    """Return how many letters are in each of the states of `UNSENT`."""
    return office.read(lambda record: record.letters.count(UNSENT))


def unsent_letters(office: Office) -> list[LetterStatus]:
    """Return the letters in the states of `UNSENT`, in that order."""
    return office.read(lambda record: [letter for state in UNSENT for letter in record.letters.statuses(state=state)])

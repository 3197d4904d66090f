"""What units owe, as the record has it."""

from collections.abc import Sequence

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.obligations.board_dates import with_dates_set
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.office.office import Office


def obligations_of(
    office: Office, *, unit: str | None = None, level: str | None = None, state: ObligationState | None = None
) -> Sequence[Obligation]:
    """Return obligations of this unit, level and state, or of all; those no longer owed only for that state."""
    owed = office.read(lambda record: record.obligations.of_units([unit] if unit else None))
    return [
        obligation
        for obligation in owed
        if level in (None, obligation.derived.level)
        and (state is obligation.state if state else obligation.state is not ObligationState.ENDED)
    ]


def campaign_with_board_dates(office: Office) -> Campaign:
    """Return the campaign with the days that the Board has set where the plan names none."""
    return office.read(lambda record: with_dates_set(office.campaign, record.board_dates.all()))


def obligation(office: Office, unit: str, task: str) -> Obligation:
    """Return how the unit stands with a task that it owes."""
    return office.read(
        lambda record: next(owed for owed in record.obligations.of_units([unit]) if owed.derived.task == task)
    )

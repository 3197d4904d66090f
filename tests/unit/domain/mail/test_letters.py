"""A letter's state follows from what became of it at each address."""

import pytest

from emulation_workflow.domain.mail.letters import DeliveryState, ReceiptState, delivery_state

ACCEPTED, REFUSED, RETRY, IN_DOUBT = (
    ReceiptState.ACCEPTED,
    ReceiptState.REFUSED,
    ReceiptState.RETRY,
    ReceiptState.IN_DOUBT,
)


@pytest.mark.parametrize(
    ("outcomes", "tries_again", "state"),
    [
        ([ACCEPTED, ACCEPTED], True, DeliveryState.SENT),
        ([ACCEPTED, REFUSED], True, DeliveryState.REFUSED),
        ([ACCEPTED, RETRY], True, DeliveryState.WAITING),
        ([REFUSED, RETRY], True, DeliveryState.WAITING),
        ([ACCEPTED, None], True, DeliveryState.WAITING),
        ([ACCEPTED, RETRY], False, DeliveryState.REFUSED),
        ([ACCEPTED, None], False, DeliveryState.REFUSED),
        ([ACCEPTED, IN_DOUBT], False, DeliveryState.IN_DOUBT),
        ([RETRY, REFUSED, IN_DOUBT], True, DeliveryState.IN_DOUBT),
    ],
)
def test_the_state_follows_from_the_addresses(
    outcomes: list[ReceiptState | None],
    tries_again: bool,  # noqa: FBT001 (pytest hands it over by name)
    state: DeliveryState,
) -> None:
    """Doubt before another try, another try before a refusal, and sent only if every address accepted."""
    assert delivery_state(outcomes, tries_again=tries_again) is state

"""Orders and what they change as plain values, which programs read as JSON."""

from typing import Any

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.messages import order_words
from emulation_workflow.office.orders.effects import Preview
from emulation_workflow.office.orders.sheet import changes_of


def preview_output(campaign: Campaign, shown: Preview) -> dict[str, Any]:
    """Return what a document orders and what it would change, unit by unit."""
    return {
        "points": [order_output(campaign, order) for order in shown.document],
        "from": shown.on.isoformat(),
        "repeat": shown.is_repeat,
        "changed": [
            {
                "unit": change.unit.code,
                "name": change.unit.name,
                "changes": [{"what": name, "old": old, "new": new} for name, old, new in changes_of(campaign, change)],
            }
            for change in shown.changed
        ],
        "held": [
            {"unit": held.unit.code, "held_on": held.held_on.isoformat(), "under_order": held.is_after}
            for held in shown.held
        ],
        "same": [unit.code for unit in shown.same],
    }


def order_output(campaign: Campaign, order: Order) -> dict[str, Any]:
    """Return one point of an order, also in words."""
    return {
        "number": order.number,
        "point": order.point,
        "issuer": order.issuer,
        "signed_on": order.signed_on.isoformat(),
        "signer": order.signer,
        "effective_from": order.effective_from.isoformat(),
        "kind": order.kind.value,
        "words": order_words.point(campaign, order),
        "entered_by": order.entered_by,
    }

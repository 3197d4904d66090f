"""Orders as staff enter them and see what they change."""

from collections.abc import Iterable, Sequence
from typing import Any

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.messages import order_words
from emulation_workflow.messages.forms.order_fields import ORDER_KINDS
from emulation_workflow.messages.labels import ATTENDANCE
from emulation_workflow.messages.order_words import TO_PARENT
from emulation_workflow.messages.screens import run_words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.office.orders.effects import Preview
from emulation_workflow.office.orders.sheet import group_changes


def offer_choices(document: dict[str, Any], point: dict[str, Any], campaign: Campaign, groups: Sequence[str]) -> None:
    """Put the campaign's and the register's names into the fields of a document and of one of its points."""
    document["issuer"] |= _choice(body.name for body in campaign.bodies if body.may_change_plan)
    point["kind"] |= _choice(ORDER_KINDS.values())
    point["mode"] |= _choice(name.capitalize() for name in ATTENDANCE.values())
    point["levels"]["items"] = {"type": "string", "enum": [level.name for level in campaign.levels]}
    point["tasks"]["items"] = {"type": "string", "enum": [task.name for task in campaign.tasks]}
    point["reports_to"] |= _choice([TO_PARENT, campaign.board_name])
    point["upper"] |= _choice(level.name for level in campaign.levels)
    point["groups"]["items"] = {"type": "string", "enum": list(groups)}


def _choice(names: Iterable[str]) -> dict[str, Any]:
    return {"enum": [run_words.NOT_CHOSEN, *names], "default": run_words.NOT_CHOSEN}


def preview_context(campaign: Campaign, preview: Preview, *, letters: int | None) -> dict[str, Any]:
    """Return the context of the page that shows what changes; `letters` were written of it, None: not in force yet."""
    order = preview.document[0]
    return {
        "entered": letters is not None,
        "letters": letters or 0,
        "number": order.number,
        "issuer": campaign.body(order.issuer).name,
        "signed_on": day(order.signed_on),
        "signer": order.signer,
        "effective_from": day(order.effective_from) if order.effective_from != order.signed_on else "",
        "reason": order.reason,
        "points": [order_words.point(campaign, point) for point in preview.document],
        "is_repeat": preview.is_repeat,
        "changed": len(preview.changed),
        "groups": [
            {"units": [unit.name for unit in same.units], "rows": same.changes}
            for same in group_changes(campaign, preview)
        ],
        "held": [
            {"name": held.unit.name, "day": day(held.held_on), "is_after": held.is_after} for held in preview.held
        ],
        "same": [unit.name for unit in preview.same],
    }

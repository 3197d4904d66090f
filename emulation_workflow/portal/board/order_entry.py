"""An order that changes the plan, entered at the desk with as many points as the document has."""

from collections.abc import Mapping, Sequence

from emulation_workflow.adapters.schemas.order_schema import parse_order
from emulation_workflow.adapters.submissions.order_lookup import document_of
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.messages.forms.fields import FieldWords
from emulation_workflow.messages.forms.order_fields import ORDER, ORDER_FIELDS, ORDER_KINDS
from emulation_workflow.messages.labels import ATTENDANCE
from emulation_workflow.messages.order_words import TO_PARENT
from emulation_workflow.messages.screens import pages as words
from emulation_workflow.messages.screens import run_words
from emulation_workflow.messages.screens.entries import ORDER_POINT
from emulation_workflow.office import register_queries as register
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders import entry as order_entry
from emulation_workflow.portal.board.entry_kinds import (
    CHOICE,
    DAY,
    NOTE,
    SEVERAL,
    DeskEntry,
    EntryField,
    EntryPart,
    EntryTaken,
    Given,
    LookedAt,
)
from emulation_workflow.screens.orders import preview_context

_POINT_LISTS = ("levels", "groups", "units", "tasks", "names", "contents", "kinds")
_POINT_TEXTS = ("window_words", "until_event", "part")
_POINT_CHOICES = ("kind", "mode", "at_most", "reports_to", "upper")
_POINT_DAYS = ("window_from", "window_to", "until")


def order_fields(office: Office) -> Sequence[EntryField]:
    """Return the document's own fields."""
    of = ORDER_FIELDS
    issuers = {body.name: body.name for body in office.campaign.bodies if body.may_change_plan}
    return [
        EntryField(key="number", words=of["number"]),
        EntryField(key="issuer", words=of["issuer"], box=CHOICE, choices=issuers),
        EntryField(key="signed_on", words=of["signed_on"], box=DAY),
        EntryField(key="signer", words=of["signer"]),
        EntryField(key="effective_from", words=of["effective_from"], box=DAY),
        EntryField(key="reason", words=of["reason"], box=NOTE),
    ]


def point_fields(office: Office) -> Sequence[EntryField]:
    """Return the fields of one point: what is ordered, of whom."""
    campaign = office.campaign
    levels = {level.name: level.name for level in campaign.levels}
    groups = sorted({unit.group for unit in register.units(office) if unit.group})
    offered = {
        "levels": levels,
        "groups": {group: group for group in groups},
        "tasks": {task.name: task.name for task in campaign.tasks},
    }
    choices = {
        "kind": list(ORDER_KINDS.values()),
        "mode": [name.capitalize() for name in ATTENDANCE.values()],
        "reports_to": [TO_PARENT, campaign.board_name],
        "upper": list(levels),
    }
    return [
        _choice("kind", choices),
        *(
            EntryField(
                key=key, words=_words(key), box=SEVERAL if offered.get(key) else NOTE, choices=offered.get(key, {})
            )
            for key in _POINT_LISTS
        ),
        *(EntryField(key=key, words=_words(key), box=DAY) for key in _POINT_DAYS),
        *(EntryField(key=key, words=_words(key)) for key in _POINT_TEXTS),
        _choice("mode", choices),
        EntryField(key="at_most", words=_words("at_most")),
        _choice("reports_to", choices),
        _choice("upper", choices),
        EntryField(
            key="window_about",
            words=_words("window_about"),
            box=SEVERAL,
            choices={"x": _words("window_about").title},
        ),
    ]


def _words(key: str) -> FieldWords:
    return ORDER_FIELDS[f"points.{key}"]


def _choice(key: str, choices: Mapping[str, Sequence[str]]) -> EntryField:
    return EntryField(key=key, words=_words(key), box=CHOICE, choices={name: name for name in choices[key]})


def _order(office: Office, given: Given) -> Sequence[Order]:
    head = {key: given.one(key) for key in ("number", "issuer", "signed_on", "signer", "effective_from", "reason")}
    points = [point for part in given.parts if (point := _point(Given(by=given.by, texts=part)))]
    raw = {key: value for key, value in head.items() if value} | {"points": points}
    units = register.units(office)
    return document_of(parse_order(raw), campaign=office.campaign, units=units, entered_at=office.clock.now())


def _point(given: Given) -> dict[str, object]:
    """Return what was filled in for a point; nothing of one that was left empty."""
    texts = {key: given.one(key) for key in (*_POINT_TEXTS, *_POINT_DAYS, *_POINT_CHOICES)}
    lists = {key: given.several(key) for key in _POINT_LISTS}
    point: dict[str, object] = {key: value for key, value in {**texts, **lists}.items() if value}
    return point | ({"window_about": True} if given.several("window_about") else {})


def _look_at_order(office: Office, given: Given) -> LookedAt:
    document = _order(office, given)
    shown = preview_context(office.campaign, order_entry.preview_order(office, document), letters=None)
    of = ORDER_FIELDS
    head = {
        of["number"].title: shown["number"],
        of["issuer"].title: shown["issuer"],
        of["signed_on"].title: shown["signed_on"],
        of["signer"].title: shown["signer"],
        of["effective_from"].title: shown["effective_from"],
        of["reason"].title: shown["reason"],
        of["points.kind"].title: "; ".join(shown["points"]),
    }
    rows = [{"name": name, "value": str(value)} for name, value in head.items() if value]
    effects = [
        (
            words.UNITS_CHANGE.format(number=len(group["units"]), units=", ".join(group["units"])),
            [words.FROM_TO.format(what=what, old=old, new=new) for what, old, new in group["rows"]],
        )
        for group in shown["groups"]
    ]
    if shown["held"]:
        held = [words.HELD_ON.format(unit=each["name"], day=each["day"]) for each in shown["held"]]
        effects.append((words.HELD_BEFORE, held))
    return LookedAt(rows=rows, effects=effects or [(words.WOULD_CHANGE, [words.NOTHING_CHANGES])])


def _ask_for_order(office: Office, given: Given) -> None:
    order_entry.request_code(office, _order(office, given), entered_by=given.by)


def _enter_order(office: Office, given: Given, code: str) -> EntryTaken:
    document = _order(office, given)
    entered = order_entry.enter_order(office, document, entered_by=given.by, code=code, channel=Channel.PAPER)
    if not entered.applied:
        raise Rejected(*entered.problems)
    told = run_words.ORDER_TAKEN.format(number=document[0].number, units=len(entered.preview.changed))
    return EntryTaken(words=told)


ORDER_ENTRY = DeskEntry(
    slug="van-ban-dieu-chinh",
    words=ORDER,
    fields=order_fields,
    part=EntryPart(words=ORDER_POINT, fields=point_fields),
    look=_look_at_order,
    ask_code=_ask_for_order,
    record=_enter_order,
)

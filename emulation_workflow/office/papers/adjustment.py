"""The Board's notice of what an order changes, as an extract: how it was and is, those alike together (A22)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.orders.order import Order, sha256_of
from emulation_workflow.domain.papers.paper import Cell, Paper
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages import order_words
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.papers import tables
from emulation_workflow.messages.papers.papers import INPUT_ORDER, OF_LEVEL, ORDERED
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders.effects import UnitChange, effects_at_entry
from emulation_workflow.office.papers.request import PaperRequest, board, compose_paper, dated_early

MAX_NAMED = 5
"""Up to this many units are named; more are counted under their level."""


def adjustment(office: Office, request: PaperRequest) -> Paper:
    """Return the Board's notice of an entered document: an extract, under a number and a signature of its own.

    A signed document is never written again. Who is listed is who got a letter about it, for the conference's own
    terms. Rejected("paper_order_unknown") if no document with this number was entered.
    """
    with office.store.look() as record:
        document = _document(record.orders.all(), request.order)
        effect = effects_at_entry(record, office, document)
        names = {unit.code: unit.name for unit in record.register.units(effect.on)}
    first = document[0]
    rows = _rows(office.campaign, effect.changed)
    return compose_paper(
        office,
        request,
        name=first.number,
        issuer=board(office.campaign),
        context={
            "board": board(office.campaign).name,
            "order": {
                "number": first.number,
                "day": day_words(first.signed_on),
                "issuer": office.campaign.body(first.issuer).name,
                "signer": first.signer,
                "reason": first.reason.rstrip(" ."),
                "effective_from": day_words(first.effective_from),
            },
            "points": [
                {
                    "said": order_words.content(office.campaign, order),
                    "whom": order_words.whom(office.campaign, order.scope, names),
                }
                for order in document
            ],
            "held": len(effect.held),
            "until_further_notice": any(order.kind.value == "suspend" and order.until is None for order in document),
            "is_empty": not rows,
        },
        tables={"changes": tables.numbered(tables.ADJUSTED, rows)},
        inputs=((INPUT_ORDER.format(number=first.number), sha256_of(document)),),
        draft=dated_early(request, ORDERED.format(number=first.number), first.signed_on),
    )


def _document(entered: Sequence[Order], number: str) -> tuple[Order, ...]:
    """Return all points of the document with this number, the latest where years share it."""
    sought = "".join(number.split()).casefold()
    if not sought:
        raise Rejected(Problem(code=ProblemCode.PAPER_ORDER_MISSING))
    points = [order for order in entered if "".join(order.number.split()).casefold() == sought]
    if not points:
        raise Rejected(Problem(code=ProblemCode.PAPER_ORDER_UNKNOWN, params={"number": number}))
    return tuple(order for order in points if order.document == points[-1].document)


def _rows(campaign: Campaign, changed: Iterable[UnitChange]) -> list[tuple[Cell, ...]]:
    """Return one row for each thing that changes in the same way for units of one level."""
    alike: dict[tuple[str, order_words.Change], list[Unit]] = defaultdict(list)
    for change in changed:
        level = campaign.level_of(change.unit.level)
        if level is not None and change.is_about_conference:
            for words in order_words.changes(campaign, change.old, change.new):
                alike[level.id, words].append(change.unit)
    return [
        (_whom(campaign.level(level), changing), name, old, new)
        for (level, (name, old, new)), changing in alike.items()
    ]


def _whom(level: Level, units: Sequence[Unit]) -> str:
    if len(units) > MAX_NAMED:
        return OF_LEVEL.format(level=capitalised(level.name), number=len(units))
    return "; ".join(unit.name for unit in units)

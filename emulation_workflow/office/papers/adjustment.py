"""The paper that announces an order's changes: how it was and is, units with the same change together (R137, A22)."""

from collections import defaultdict
from collections.abc import Sequence

from emulation_workflow.domain.campaign import Campaign, Level
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.orders.in_force import concerns, event_task, terms_of
from emulation_workflow.domain.orders.order import Order, sha256_of
from emulation_workflow.domain.papers.paper import Cell, Paper
from emulation_workflow.domain.registers import Official, Unit
from emulation_workflow.messages import order_words
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.papers import tables
from emulation_workflow.messages.papers.papers import INPUT_ORDER, OF_LEVEL
from emulation_workflow.office.office import Office, is_bound
from emulation_workflow.office.papers.request import PaperRequest, compose_paper

MAX_NAMED = 5
"""Up to this many units are named; more are counted under their level."""


def adjustment(office: Office, request: PaperRequest) -> Paper:
    """Return the issuing body's paper, under the order's own number, day and signer unless others are given.

    A notice (thông báo), or a letter (công văn) where the number is a letter's. Rejected("paper_order_unknown") if no
    document with this number was entered.
    """
    with office.store.look() as record:
        entered = record.orders.all()
        document = _document(entered, request.order)
        before = entered[: entered.index(document[0])]
        units = [unit for unit in record.register.units(document[0].effective_from) if is_bound(office.campaign, unit)]
    first, names = document[0], {unit.code: unit.name for unit in units}
    signer = Official(number="", name=first.signer, title="", role="", email="") if first.signer else None
    rows = _rows(office.campaign, units, before, document)
    return compose_paper(
        office,
        PaperRequest(
            kind=request.kind,
            written_on=first.signed_on,
            number=request.number or first.number,
            signer=request.signer or signer,
        ),
        name=f"{first.signed_on:%Y%m%d}",
        issuer=office.campaign.body(first.issuer),
        context={
            "issuer": office.campaign.body(first.issuer).name,
            "reason": first.reason.rstrip(" ."),
            "effective_from": day_words(first.effective_from),
            "points": [
                {"said": order_words.content(order), "whom": order_words.whom(office.campaign, order.scope, names)}
                for order in document
            ],
            "until_further_notice": any(order.kind.value == "suspend" and order.until is None for order in document),
            "is_empty": not rows,
        },
        tables={"changes": tables.numbered(tables.ADJUSTED, rows)},
        inputs=((INPUT_ORDER.format(number=first.number), sha256_of(document)),),
        as_letter=not _is_notice(request.number or first.number),
    )


def _document(entered: Sequence[Order], number: str) -> tuple[Order, ...]:
    """Return all points of the document with this number, the latest where years share it."""
    sought = "".join(number.split()).casefold()
    points = [order for order in entered if "".join(order.number.split()).casefold() == sought]
    if not points:
        raise Rejected(Problem(code=ProblemCode.PAPER_ORDER_UNKNOWN, params={"number": number}))
    return tuple(order for order in points if order.document == points[-1].document)


def _rows(
    campaign: Campaign, units: Sequence[Unit], before: Sequence[Order], document: Sequence[Order]
) -> list[tuple[Cell, ...]]:
    """Return one row for each thing that changes in the same way for units of one level."""
    on = document[0].effective_from
    alike: dict[tuple[str, order_words.Change], list[Unit]] = defaultdict(list)
    for unit in units:
        level = campaign.level_of(unit.level)
        if level is None:
            continue
        if not any(concerns(campaign, order, unit, level, event_task(campaign, level)) for order in document):
            continue
        old = terms_of(campaign, unit, before, on=on)
        for change in order_words.changes(old, terms_of(campaign, unit, [*before, *document], on=on)):
            alike[level.id, change].append(unit)
    return [
        (_whom(campaign.level(level), changing), name, old, new)
        for (level, (name, old, new)), changing in alike.items()
    ]


def _whom(level: Level, units: Sequence[Unit]) -> str:
    if len(units) > MAX_NAMED:
        return OF_LEVEL.format(level=capitalised(level.name), number=len(units))
    return "; ".join(unit.name for unit in units)


def _is_notice(number: str) -> bool:
    """Return whether the number's symbol is a notice's ("302/TB-UBND") and not a letter's ("1048/UBND-KGVX")."""
    symbol = number.partition("/")[2]
    return not symbol or symbol.upper().startswith("TB-")

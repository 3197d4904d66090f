"""The Board's letters to those who are late (III.3): one to each district with its communes, one to all others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import Cell, Paper
from emulation_workflow.domain.registers import Unit, formal_name
from emulation_workflow.domain.schedule.ladder import answers_to_parent
from emulation_workflow.domain.schedule.standing import DueItem
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.papers import tables
from emulation_workflow.messages.papers.papers import DATED_BACK, INPUT_URGED, OWED_LINE
from emulation_workflow.office.letters.posting import is_issuer, is_own_office
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.request import PaperRequest, board, committee, compose_paper, council, digest
from emulation_workflow.office.reminders.digest import UNIT, overview

MAX_NAMED = 10
"""Up to this many units are named as addressees; more are addressed together as those on the list."""


def reminders(office: Office, request: PaperRequest) -> tuple[Paper, ...]:
    """Return the letters to units that are late on the request's day and waited for: all units, or one and its own.

    Dated ahead, they tell who is late today; dated back, they are drafts: what was known on that day, the record of
    today does not tell.

    Units that report to the one above are written to through it; neither whoever issued the plan nor the Board
    itself is urged.
    Rejected("paper_nobody_late") if nobody is late.
    """
    on = min(request.written_on, office.clock.now().date())
    with office.store.look() as record:
        units = {unit.code: unit for unit in record.register.units(on)}
    issuer = committee(office.campaign).name
    unasked = {
        code
        for code, unit in units.items()
        if is_own_office(office.campaign, unit) or is_issuer(office.campaign, unit, issuer)
    }
    late = [
        item
        for item in overview(office, on).overdue
        if item.waiting_on == UNIT and item.derived.unit not in unasked and _is_asked(item, request.unit)
    ]
    if not late:
        raise Rejected(Problem(code=ProblemCode.PAPER_NOBODY_LATE, params={"day": on}))
    by_addressee = defaultdict[str, list[DueItem]](list)
    above = {item.derived.parent for item in late if _reports_above(office.campaign, item)} | {request.unit}
    for item in late:
        of_unit = item.derived.parent if _reports_above(office.campaign, item) else item.derived.unit
        by_addressee[of_unit if of_unit in above and of_unit in units else ""].append(item)
    return tuple(
        _reminder(office, request, items, units.get(code), units, on=on) for code, items in sorted(by_addressee.items())
    )


def _reminder(
    office: Office,
    request: PaperRequest,
    late: Sequence[DueItem],
    through: Unit | None,
    units: Mapping[str, Unit],
    *,
    on: date,
) -> Paper:
    campaign, of_unit = office.campaign, f"{through.name} {through.code}" if through else ""
    rows = list(_rows(campaign, late, on))
    named = [units[code] for code in dict.fromkeys(item.derived.unit for item in late) if code in units]
    addressed = [through] if through else named
    ladder = campaign.ladder
    return compose_paper(
        office,
        request,
        name=f"{of_unit} {request.written_on:%Y-%m-%d}".strip(),
        issuer=board(campaign),
        context={
            "board": board(campaign).name,
            "committee": committee(campaign).name,
            "council": council(campaign),
            "as_of": day_words(on),
            "addressees": [formal_name(campaign, unit) for unit in addressed] if len(addressed) <= MAX_NAMED else [],
            "is_late_itself": through is not None and any(item.derived.unit == through.code for item in late),
            "is_through": through is not None and any(item.derived.unit != through.code for item in late),
            "number_of_units": len({item.derived.unit for item in late}),
            "number_of_tasks": len(late),
            "clause": campaign.rule(ladder.rule).clause if ladder and ladder.rule else "",
            "contact": campaign.letters.contact,
        },
        tables={"late": tables.numbered(tables.OVERDUE, rows)},
        as_of=on,
        inputs=((INPUT_URGED, digest(rows)),),
        draft=_dated_back(request, office.clock.now().date()),
    )


def _dated_back(request: PaperRequest, today: date) -> str:
    """Return why a letter that is dated before today is a draft, "" if it is not."""
    day = request.written_on
    return DATED_BACK.format(day=day_words(day), today=day_words(today)) if day < today else ""


def _is_asked(item: DueItem, unit: str) -> bool:
    return not unit or unit in (item.derived.unit, item.derived.parent)


def _reports_above(campaign: Campaign, item: DueItem) -> bool:
    """Return whether the unit reports to the unit above it, and is written to through it."""
    level = next((level for level in campaign.levels if level.id == item.derived.level), None)
    return bool(level and answers_to_parent(level) and item.derived.parent)


def _rows(campaign: Campaign, late: Sequence[DueItem], on: date) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each unit with all that it owes, in the order of the levels and the register."""
    levels = [level.id for level in campaign.levels]
    of_unit = defaultdict[tuple[int, str], list[DueItem]](list)
    for item in sorted(late, key=lambda item: (item.due, item.derived.task)):
        of_unit[-levels.index(item.derived.level), item.derived.unit].append(item)
    for _, items in sorted(of_unit.items()):
        lines = (
            OWED_LINE.format(
                task=campaign.task(item.derived.task).name,
                clause=campaign.rule(item.derived.rule).clause,
                day=day_words(item.due),
            )
            for item in items
        )
        yield items[0].unit_name, "; ".join(lines), max(item.days_late(on) for item in items)

"""The Board's letter to those who are late (III.3)."""

from collections.abc import Sequence
from datetime import date

from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import Cell, Paper
from emulation_workflow.domain.schedule.standing import DueItem
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.obligations import due_words
from emulation_workflow.messages.papers import tables
from emulation_workflow.messages.papers.papers import INPUT_URGED
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.request import PaperRequest, board, compose_paper, digest
from emulation_workflow.office.reminders.digest import UNIT, overview

MAX_NAMED = 10
"""Up to this many units are named as addressees; more are addressed together as those on the list."""


def reminder(office: Office, request: PaperRequest) -> Paper:
    """Return the letter to units that are late on its day and waited for: all units, or one and those below it.

    Rejected("paper_nobody_late") if there is nobody to write to.
    """
    on = request.written_on
    late = [item for item in overview(office, on).overdue if item.waiting_on == UNIT and _is_asked(item, request.unit)]
    if not late:
        raise Rejected(Problem(code=ProblemCode.PAPER_NOBODY_LATE, params={"day": on}))
    rows = _rows(office, late, on)
    units = list(dict.fromkeys(item.unit_name for item in late))
    ladder = office.campaign.ladder
    return compose_paper(
        office,
        request,
        name="-".join(filter(None, (request.unit, f"{on:%Y%m%d}"))),
        issuer=board(office.campaign),
        context={
            "board": board(office.campaign).name,
            "as_of": day_words(on),
            "units": units if len(units) <= MAX_NAMED else [],
            "number_of_units": len(units),
            "number_of_tasks": len(rows),
            "clause": office.campaign.rule(ladder.rule).clause if ladder and ladder.rule else "",
            "contact": office.campaign.letters.contact,
        },
        tables={"late": tables.numbered(tables.OVERDUE, rows)},
        as_of=on,
        inputs=((INPUT_URGED, digest(rows)),),
    )


def _is_asked(item: DueItem, unit: str) -> bool:
    return not unit or unit in (item.derived.unit, item.derived.parent)


def _rows(office: Office, late: Sequence[DueItem], on: date) -> list[tuple[Cell, ...]]:
    """Return the late tasks in the order of the register, so that each unit finds its own together."""
    campaign = office.campaign
    return [
        (
            item.unit_name,
            item.above or item.derived.group,
            campaign.task(item.derived.task).name,
            campaign.rule(item.derived.rule).clause,
            item.due,
            due_words(item.derived, campaign.task(item.derived.task).due).partition(" (")[2].rstrip(")"),
            item.days_late(on),
        )
        for item in sorted(late, key=lambda item: (item.derived.level, item.derived.unit, item.due, item.derived.task))
    ]

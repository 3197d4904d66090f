"""The Board's consolidated report to the People's Committee (III.3): every figure is the roll-up's."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from emulation_workflow.domain.difficulties import DifficultyStage
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import Paper
from emulation_workflow.domain.roll_up import Counts, FigureKind, held, number
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.formats import plain
from emulation_workflow.messages.papers.papers import INPUT_FIGURES, INPUT_REPORTS
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.consolidated_tables import consolidated_tables
from emulation_workflow.office.papers.province import Province, province_on
from emulation_workflow.office.papers.request import PaperRequest, board, committee, compose_paper, digest

COUNTED = (
    FigureKind.BOUND,
    FigureKind.PLANS,
    FigureKind.CLEARED,
    FigureKind.IN_TIME,
    FigureKind.IN_TIME_BY_ORDER,
    FigureKind.LATE,
    FigureKind.NOT_HELD,
    FigureKind.NOT_DUE,
    FigureKind.NOT_OWED,
    FigureKind.LISTS,
    FigureKind.LESSONS,
    FigureKind.LESSONS_OWED,
    FigureKind.REPORTS,
    FigureKind.REPORTS_MISSING,
)
"""What the record itself counts: a count of zero means that there is none."""

REPORTED = (
    FigureKind.DELEGATES,
    FigureKind.SERVICE_STAFF,
    FigureKind.PAPERS,
    FigureKind.PAPERS_COLLECTIVE,
    FigureKind.PAPERS_INDIVIDUAL,
    FigureKind.HONOURS_COLLECTIVE,
    FigureKind.HONOURS_INDIVIDUAL,
)
"""What only units report: "" until a report states it."""

ALWAYS = ("levels", "places", "units")
"""Tables that the report has whether there is anything in them or not."""


def consolidated_report(office: Office, request: PaperRequest) -> Paper:
    """Return the report as of the day asked for, or of its own day; dated ahead, as of today.

    Rejected("paper_of_future") for a day to come.
    """
    today = office.clock.now().date()
    on = request.as_of or min(request.written_on, today)
    if on > today:
        raise Rejected(Problem(code=ProblemCode.PAPER_OF_FUTURE, params={"day": on}))
    return report_on(office, request, province_on(office, on))


def report_on(office: Office, request: PaperRequest, province: Province) -> Paper:
    """Return the report on these figures. What to propose is left to the office: no program invents it."""
    campaign, found = office.campaign, province.roll_up
    tables = consolidated_tables(campaign, province)
    used = found.versions
    return compose_paper(
        office,
        request,
        name=f"{found.as_of:%Y%m%d}",
        issuer=board(campaign),
        context={
            "board": board(campaign).name,
            "committee": committee(campaign).name,
            "as_of": day_words(found.as_of),
            "total": _total(found.root.total),
            "by_order": list(_by_order(found.root.total)),
            "difficulties": _difficulties(province),
            "published": _published(province),
            "has": {name: bool(table.rows) for name, table in tables.items()},
        },
        tables={name: table for name, table in tables.items() if table.rows or name in ALWAYS},
        as_of=found.as_of,
        inputs=(
            (INPUT_FIGURES, digest([(table.title, list(table.rows), table.totals) for table in tables.values()])),
            (
                INPUT_REPORTS.format(number=len(used)),
                digest([(version.unit, version.version, version.sha256) for version in used]),
            ),
        ),
    )


def _total(counts: Counts) -> dict[str, str]:
    counted = {kind.value: plain(number(counts, kind)) for kind in COUNTED}
    stated = {figure.kind for figure in counts}
    reported = {kind.value: plain(number(counts, kind)) if kind in stated else "" for kind in REPORTED}
    return counted | reported | {"held": plain(held(counts))}


def _by_order(counts: Counts) -> Iterator[dict[str, str]]:
    for figure, count in sorted(counts.items()):
        if figure.kind is FigureKind.IN_TIME_BY_ORDER and figure.name:
            yield {"order": figure.name, "number": plain(count)}


def _published(province: Province) -> dict[str, str]:
    publication = province.published
    return {"document": publication.document, "as_of": day_words(publication.found.as_of)} if publication else {}


def _difficulties(province: Province) -> dict[str, Any]:
    """Return how many are waited for by whom, and the one that has been open longest."""
    on = province.roll_up.as_of
    stages = Counter(difficulty.stage_on(on) for difficulty in province.difficulties)
    is_open = [
        difficulty for difficulty in province.difficulties if difficulty.stage_on(on) is not DifficultyStage.CLOSED
    ]
    oldest = max(is_open, key=lambda difficulty: (difficulty.age_on(on), -difficulty.number), default=None)
    return {
        "all": len(province.difficulties),
        **{stage.value: stages[stage] for stage in DifficultyStage},
        "oldest": {"unit": province.names.get(oldest.unit, oldest.unit), "days": oldest.age_on(on)} if oldest else {},
    }

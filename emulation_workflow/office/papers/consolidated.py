"""The Board's consolidated report to the People's Committee (III.3): every figure is the roll-up's."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from emulation_workflow.domain.difficulties import DifficultyStage
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.papers.paper import Paper
from emulation_workflow.domain.roll_up import Counts, FigureKind, held, number
from emulation_workflow.messages import order_words
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.formats import padded
from emulation_workflow.messages.papers.papers import AND_OTHERS, INPUT_FIGURES, INPUT_REPORTS
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers.consolidated_tables import consolidated_tables
from emulation_workflow.office.papers.province import Province, province_on
from emulation_workflow.office.papers.request import (
    PaperRequest,
    board,
    committee,
    compose_paper,
    council,
    digest,
)

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

ANNEXES, ROMAN = ("places", "units", "told", "difficulties", "causes"), ("I", "II", "III", "IV", "V")
"""The tables that begin an annex, in their order, and how annexes are numbered."""

QUOTED, NAMED = 5, 5
"""So many sayings are quoted in the report itself, each with so many units by name; an annex has the words of all."""

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
    """Return the report on these figures, and in units' own words; what else to judge and propose is the office's."""
    campaign, found = office.campaign, province.roll_up
    tables = consolidated_tables(campaign, province)
    tables_shown = {name: table for name, table in tables.items() if table.rows or name in ALWAYS}
    used = found.versions
    return compose_paper(
        office,
        request,
        name=f"{found.as_of:%Y-%m-%d}",
        issuer=board(campaign),
        context={
            "board": board(campaign).name,
            "committee": committee(campaign).name,
            "council": council(campaign),
            "as_of": day_words(found.as_of),
            "total": _total(found.root.total),
            "by_order": list(_by_order(found.root.total)),
            "suspended": sum(conference.is_suspended for conference in province.conferences.values()),
            "shares": _shares(found.root.total),
            "shortcomings": _quoted(province, [(told.unit, told.shortcomings) for told in province.told]),
            "causes": _quoted(
                province, [(difficulty.unit, difficulty.words.strip(" .")) for difficulty in province.difficulties]
            ),
            "lessons": _quoted(province, [(told.unit, told.lessons) for told in province.told]),
            "congress_time": order_words.when_and_by_whom(province.congress) if province.congress else "",
            "congress_held_on": day_words(province.congress_held_on) if province.congress_held_on else "",
            "congress_is_late": _is_congress_late(province),
            "difficulties": _difficulties(province),
            "published": _published(province),
            "annex": dict(zip((name for name in ANNEXES if name in tables_shown), ROMAN, strict=False)),
            "has": {name: bool(table.rows) for name, table in tables.items()},
        },
        tables=tables_shown,
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
    counted = {kind.value: padded(number(counts, kind)) for kind in COUNTED}
    stated = {figure.kind for figure in counts}
    reported = {kind.value: padded(number(counts, kind)) if kind in stated else "" for kind in REPORTED}
    return counted | reported | {"held": padded(held(counts))}


def _shares(counts: Counts) -> dict[str, str]:
    """Return shares in percent of what has to be held, of what was held and of its reports; "" of nothing."""
    owed = number(counts, FigureKind.BOUND) - number(counts, FigureKind.NOT_OWED)
    late = number(counts, FigureKind.LATE)
    return {
        "held": _percent(held(counts), owed),
        "in_time": _percent(held(counts) - late, held(counts)),
        "late": _percent(late, held(counts)),
        "reports": _percent(number(counts, FigureKind.REPORTS), held(counts)),
    }


def _percent(part: int, whole: int) -> str:
    return f"{Decimal(part * 100) / whole:.1f}".removesuffix(".0").replace(".", ",") if whole else ""


def _quoted(province: Province, said: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return what most units say, in their own words, each once with all who say it, and how many say something."""
    who = defaultdict[str, list[str]](list)
    for unit, words in said:
        if words:
            who[words].append(province.names.get(unit, unit))
    often = sorted(who.items(), key=lambda quoted: -len(quoted[1]))
    first = [{"units": _together(units), "words": words} for words, units in often[:QUOTED]]
    return {"first": first, "more": len(who) > QUOTED or any(len(units) > NAMED for units in who.values())} | {
        "all": sum(map(len, who.values()))
    }


def _together(units: Sequence[str]) -> str:
    if len(units) <= NAMED:
        return ", ".join(units)
    return AND_OTHERS.format(units=", ".join(units[:NAMED]), number=padded(len(units) - NAMED))


def _is_congress_late(province: Province) -> bool:
    """Return whether the time in which the congress has to be held is over, and nobody has told of it."""
    terms, on = province.congress, province.roll_up.as_of
    if province.congress_held_on or terms is None or not terms.goes_ahead or terms.window is None:
        return False
    return terms.window.end is not None and terms.window.end < on


def _by_order(counts: Counts) -> Iterator[dict[str, str]]:
    for figure, count in sorted(counts.items()):
        if figure.kind is FigureKind.IN_TIME_BY_ORDER and figure.name:
            yield {"order": figure.name, "number": padded(count)}


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

"""Figures that add up: what is counted of each unit, and of every node above it (III.3)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from emulation_workflow.domain.submissions import ResultReport


class FigureKind(StrEnum):
    """What a figure counts. Those up to NOT_OWED are of units, each counted once in BOUND and in one way of holding.

    From DELEGATES on they are of result reports, and `Figure.name` says what of: the category, the structure's or the
    emphasis's id, the award, the field. Of IN_TIME_BY_ORDER it is the order's number.
    """

    BOUND = "bound"
    PLANS = "plans"
    CLEARED = "cleared"
    IN_TIME = "in_time"
    IN_TIME_BY_ORDER = "in_time_by_order"
    LATE = "late"
    NOT_HELD = "not_held"
    NOT_DUE = "not_due"
    NOT_OWED = "not_owed"
    LISTS = "lists"
    LESSONS = "lessons"
    LESSONS_OWED = "lessons_owed"
    REPORTS = "reports"
    REPORTS_MISSING = "reports_missing"
    DIFFICULTIES = "difficulties"
    DIFFICULTIES_OPEN = "difficulties_open"
    DELEGATES = "delegates"
    STRUCTURE = "structure"
    EMPHASIS = "emphasis"
    SERVICE_STAFF = "service_staff"
    HONOURS_COLLECTIVE = "honours_collective"
    HONOURS_INDIVIDUAL = "honours_individual"
    PAPERS = "papers"
    PAPERS_COLLECTIVE = "papers_collective"
    PAPERS_INDIVIDUAL = "papers_individual"


HOLDING = (
    FigureKind.IN_TIME,
    FigureKind.IN_TIME_BY_ORDER,
    FigureKind.LATE,
    FigureKind.NOT_HELD,
    FigureKind.NOT_DUE,
    FigureKind.NOT_OWED,
)
"""The ways a bound unit stands to its conference; their numbers add up to BOUND."""

OF_HOLDING = frozenset(HOLDING)

OF_REPORTS = (
    frozenset(FigureKind)
    - OF_HOLDING
    - {
        FigureKind.BOUND,
        FigureKind.PLANS,
        FigureKind.CLEARED,
        FigureKind.LISTS,
        FigureKind.LESSONS,
        FigureKind.LESSONS_OWED,
        FigureKind.DIFFICULTIES,
        FigureKind.DIFFICULTIES_OPEN,
    }
)
"""Figures taken from reports, with the number of reports and of missing ones."""

HELD = (FigureKind.IN_TIME, FigureKind.IN_TIME_BY_ORDER, FigureKind.LATE)


class Figure(NamedTuple):
    """One thing that is counted; `name` distinguishes figures of one kind ("" where there is only one).

    It is a tuple for speed: figures are keys, looked up with each addition.
    """

    kind: FigureKind
    name: str = ""

    @property
    def key(self) -> str:
        """The figure as text; no kind has a slash in it."""
        return f"{self.kind.value}/{self.name}"


def in_order(figures: Iterable[Figure]) -> list[Figure]:
    """Return the figures as people read them: who has to, who has, and how, then what the reports say."""
    return sorted(figures, key=lambda figure: (_PLACES[figure.kind], figure.name))


_PLACES = {kind: place for place, kind in enumerate(FigureKind)}


@cache
def figure_of(key: str) -> Figure:
    kind, _, name = key.partition("/")
    return Figure(FigureKind(kind), name)


def figures_of(report: ResultReport) -> Iterator[tuple[Figure, int]]:
    """Yield what one report adds to its unit's figures and to those of every node above, each figure once."""
    held = report.conference
    counted = Counter(Figure(_HONOURS[honour.kind], honour.award) for honour in report.honours)
    counted.update(Figure(FigureKind.PAPERS, paper.field) for paper in report.papers)
    counted.update(Figure(_PAPERS[paper.kind]) for paper in report.papers)
    of_kind = {
        FigureKind.DELEGATES: held.delegates,
        FigureKind.STRUCTURE: held.structure,
        FigureKind.EMPHASIS: held.emphases,
        FigureKind.SERVICE_STAFF: {"": held.service_staff} if held.service_staff else {},
    }
    for kind, numbers in of_kind.items():
        counted.update({Figure(kind, name): number for name, number in numbers.items()})
    yield from sorted(counted.items())


def keyed(report: ResultReport) -> Iterator[tuple[str, int]]:
    """Return the same figures by `Figure.key`."""
    return ((figure.key, number) for figure, number in figures_of(report))


_HONOURS = {"collective": FigureKind.HONOURS_COLLECTIVE, "individual": FigureKind.HONOURS_INDIVIDUAL}
_PAPERS = {"collective": FigureKind.PAPERS_COLLECTIVE, "individual": FigureKind.PAPERS_INDIVIDUAL}

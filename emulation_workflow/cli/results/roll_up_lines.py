"""The roll-up as lines that staff can read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.roll_up.figures import figures_of
from emulation_workflow.domain.roll_up.publication import Restatement
from emulation_workflow.domain.roll_up.tree import Counts, Node, VersionUsed, number
from emulation_workflow.domain.submissions.report import ResultVersion
from emulation_workflow.messages.days import day_words
from emulation_workflow.messages.roll_up import COLUMNS, REASONS, figure_words, place_words

_NAME, _CELL = 34, 8


def table_lines(on: date, shown: Node, rows: Sequence[tuple[str, Counts]]) -> Iterator[str]:
    """The node's own line at the end, under what it adds up; columns are numbered, and named below."""
    yield f"{shown.name}, đến ngày {day_words(on)}"
    yield " " * _NAME + "".join(f"{f'({place})':>{_CELL}}" for place in range(1, len(COLUMNS) + 1))
    for name, counts in (*rows, ("Cộng", shown.total)):
        cells = "".join(f"{number(counts, *kinds):>{_CELL}}" for kinds in COLUMNS.values())
        yield f"{name[:1].upper() + name[1:]:<{_NAME}.{_NAME}}{cells}"
    yield "; ".join(f"({place}) {title}" for place, title in enumerate(COLUMNS, 1))


def figure_lines(shown: Node, campaign: Campaign) -> Iterator[str]:
    """Each figure by itself."""
    for figure in sorted(shown.total):
        yield f"  {shown.total[figure]:>7}  {figure_words(campaign, figure, shown.levels)}"


def report_lines(
    used: VersionUsed, version: ResultVersion | None, campaign: Campaign, levels: Collection[str], *, with_figures: bool
) -> Iterator[str]:
    """A report that is added up, as it can be found again; and what it adds."""
    yield f"  {used.unit}, báo cáo bản thứ {used.version}, SHA-256 {used.sha256}"
    if with_figures and version is not None:
        for figure, count in figures_of(version.report):
            yield f"  {count:>11}  {figure_words(campaign, figure, levels)}"


def restatement_lines(one: Restatement, campaign: Campaign, names: Mapping[str, str]) -> Iterator[str]:
    place, what = place_words(campaign, one), figure_words(campaign, one.figure, one.levels)
    yield f"{one.key:<12} {place}: {what}: {one.was} → {one.is_now}"
    for cause in one.causes:
        told = REASONS[cause.reason].format(
            unit=names.get(cause.unit, cause.unit), version=cause.version, words=cause.words, document=cause.document
        )
        yield f"{'':<12} {told}" + (f"; SHA-256 {cause.sha256}" if cause.sha256 else "")

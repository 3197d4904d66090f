"""The roll-up as staff see it: a node and what is below it, what stands behind a figure, what is restated."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.roll_up import (
    ChangeCause,
    Counts,
    FigureKind,
    Node,
    Restatement,
    RollUp,
    figures_of,
    in_order,
    number,
)
from emulation_workflow.domain.submissions import ResultVersion
from emulation_workflow.messages import roll_up as words
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.messages.days import nth_words
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.screens.tables import Row, row

HEADINGS = ("", *(f"({place})" for place in range(1, len(words.COLUMNS) + 1)))
"""Columns are numbered; `LEGEND` says what each number means."""

LEGEND = "; ".join(f"({place}) {title}" for place, title in enumerate(words.COLUMNS, 1))


def place_rows(roll_up: RollUp, node: Node, campaign: Campaign, *, with_levels: bool) -> list[tuple[str, ...]]:
    """Return name and figures of what is below the node, first, if asked, of the levels; at the end the sum."""
    rows = [(child.name, child.total) for child in node.children]
    if node.own and node.children:
        rows.insert(0, (words.OWN_FIGURES.format(name=node.name), node.own))
    if with_levels:
        rows = [*level_counts(campaign, roll_up), *rows]
    return [_place_row(name, counts) for name, counts in (*rows, (words.SUM, node.total))]


def _place_row(name: str, counts: Counts) -> tuple[str, ...]:
    return capitalised(name), *map(str, _numbers(counts, words.COLUMNS))


def figure_rows(node: Node, campaign: Campaign) -> list[tuple[int, str]]:
    """Return each figure of the node with what it counts."""
    return [(node.total[figure], words.figure_words(campaign, figure, node.levels)) for figure in in_order(node.total)]


def report_rows(version: ResultVersion, campaign: Campaign, levels: Collection[str]) -> list[tuple[int, str]]:
    """Return each figure that a report adds, with what it counts in the words of these levels."""
    counts = dict(figures_of(version.report))
    return [(counts[figure], words.figure_words(campaign, figure, levels)) for figure in in_order(counts)]


def restatement_lines(restatement: Restatement, campaign: Campaign, unit_names: Mapping[str, str]) -> tuple[str, str]:
    """Return the node's key, and in lines: the figure as it was and as it is now, then each cause."""
    place = words.place_words(campaign, restatement)
    figure = words.figure_words(campaign, restatement.figure, restatement.levels)
    return restatement.key, "\n".join(
        [
            f"{place}: {figure}: {restatement.was} → {restatement.is_now}",
            *_causes(restatement, unit_names),
        ]
    )


def _causes(restatement: Restatement, unit_names: Mapping[str, str]) -> Sequence[str]:
    return [
        _cause_words(cause, unit_names) + (f"; SHA-256 {cause.sha256}" if cause.sha256 else "")
        for cause in restatement.causes
    ]


def _cause_words(cause: ChangeCause, unit_names: Mapping[str, str]) -> str:
    return words.REASONS[cause.reason].format(
        unit=unit_names.get(cause.unit, cause.unit),
        version=nth_words(cause.version),
        words=cause.words,
        document=cause.document,
    )


def level_counts(campaign: Campaign, roll_up: RollUp) -> Iterator[tuple[str, Counts]]:
    """Yield the name of each level that holds conferences, and its figures."""
    for level in campaign.levels:
        if level.conference is not None:
            yield capitalised(level.name), roll_up.levels.get(level.id, {})


def level_rows(campaign: Campaign, roll_up: RollUp) -> list[dict[str, Any]]:
    """Return name and figures of each level, as a place's page has them of places."""
    return [
        {"name": name, "numbers": _numbers(counts, words.PAGE_COLUMNS)}
        for name, counts in level_counts(campaign, roll_up)
    ]


def province_rows(campaign: Campaign, roll_up: RollUp) -> list[Row]:
    """Return the rows of levels, then of districts and blocks, then of the province."""
    below = [(node.name, node.total) for node in roll_up.root.children]
    places = (*level_counts(campaign, roll_up), *below, (roll_up.root.name, roll_up.root.total))
    columns = (words.PLACE_COLUMN, *words.COLUMNS)
    return [row(columns, capitalised(name), *_numbers(counts, words.COLUMNS)) for name, counts in places]


def _numbers(counts: Counts, columns: Mapping[str, tuple[FigureKind, ...]]) -> list[int]:
    return [number(counts, *kinds) for kinds in columns.values()]


def node_context(
    campaign: Campaign, roll_up: RollUp, node: Node, *, above: dict[str, str] | None, links: Mapping[str, str]
) -> dict[str, Any]:
    """Return the context of a place's page; `above` is name and link of the place above, `links` those below by key."""
    rows = [(child.name, child.total, links.get(child.key, "")) for child in node.children]
    if node.own and node.children:
        rows.insert(0, (words.OWN.format(name=node.name), node.own, ""))
    return {
        "name": capitalised(node.name),
        "on": day(roll_up.as_of),
        "above": above,
        "first_column": words.PLACE_COLUMN,
        "columns": list(words.PAGE_COLUMNS),
        "rows": [
            {"name": capitalised(name), "numbers": _numbers(counts, words.PAGE_COLUMNS), "link": link}
            for name, counts, link in rows
        ],
        "figures": [{"name": figure, "number": count} for count, figure in figure_rows(node, campaign)],
        "reports": _reports(roll_up, node, links),
        "owes_report": bool(number(node.own, FigureKind.BOUND)) and not number(node.own, FigureKind.REPORTS),
    }


def _reports(roll_up: RollUp, node: Node, links: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the versions behind a unit's own figures, and behind those of units below without a page of their own."""
    names = {child.key: child.name for child in node.children if child.key not in links} | {node.key: node.name}
    used = sorted(version for version in roll_up.versions if version.counts_for in names)
    return [
        {
            "name": names.get(version.unit, ""),
            "unit": version.unit,
            "version": version.version,
        }
        for version in used
    ]


def restated_row(campaign: Campaign, restatement: Restatement, units: Mapping[str, str]) -> Row:
    """Return the row of a published figure that is another one now, and why; `units` are names by code."""
    return row(
        words.RESTATED_COLUMNS,
        capitalised(words.place_words(campaign, restatement)),
        restatement.was,
        restatement.is_now,
        words.figure_words(campaign, restatement.figure, restatement.levels),
        "; ".join(_cause_words(cause, units) for cause in restatement.causes),
    )

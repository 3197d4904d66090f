"""Results added up as staff read them on screen: the table of places, each one's page, what changed once published."""

from collections.abc import Iterator, Mapping
from typing import Any

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.roll_up import Counts, FigureKind, Node, Restatement, RollUp, number
from emulation_workflow.messages import roll_up as words
from emulation_workflow.messages.capitals import capitalised
from emulation_workflow.office.letters.letter_context import day
from emulation_workflow.screens.tables import Row, row


def level_counts(campaign: Campaign, roll_up: RollUp) -> Iterator[tuple[str, Counts]]:
    """Yield the name of each level that holds conferences, and its figures."""
    for level in campaign.levels:
        if level.conference is not None:
            yield capitalised(level.name), roll_up.levels.get(level.id, {})


def place_rows(campaign: Campaign, roll_up: RollUp) -> list[Row]:
    """Return the rows of levels, then of districts and blocks, then of the province."""
    below = [(node.name, node.total) for node in roll_up.root.children]
    places = (*level_counts(campaign, roll_up), *below, (roll_up.root.name, roll_up.root.total))
    columns = (words.PLACE_COLUMN, *words.COLUMNS)
    return [row(columns, capitalised(name), *_numbers(counts, words.COLUMNS)) for name, counts in places]


def _numbers(counts: Counts, columns: Mapping[str, tuple[FigureKind, ...]]) -> list[int]:
    return [number(counts, *kinds) for kinds in columns.values()]


def node_facts(
    campaign: Campaign, roll_up: RollUp, node: Node, *, above: dict[str, str] | None, links: Mapping[str, str]
) -> dict[str, Any]:
    """Return the facts of a place's page; `above` is name and link of the place above, `links` those below by key."""
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
        "figures": [
            {"name": words.figure_words(campaign, figure, node.levels), "number": node.total[figure]}
            for figure in sorted(node.total)
        ],
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
            "sha256": version.sha256,
        }
        for version in used
    ]


def restated_row(campaign: Campaign, restatement: Restatement, units: Mapping[str, str]) -> Row:
    """Return the row of a published figure that is another one now, and why; `units` are names by code."""
    causes = [
        words.REASONS[cause.reason].format(
            unit=units.get(cause.unit, cause.unit), version=cause.version, words=cause.words, document=cause.document
        )
        for cause in restatement.causes
    ]
    return row(
        words.RESTATED_COLUMNS,
        capitalised(words.place_words(campaign, restatement)),
        words.figure_words(campaign, restatement.figure, restatement.levels),
        restatement.was,
        restatement.is_now,
        "; ".join(causes),
        "; ".join(cause.sha256 for cause in restatement.causes if cause.sha256),
    )

"""The roll-up as staff see it: a node and what is below it, what stands behind a figure, what is restated."""

from collections.abc import Collection, Mapping, Sequence

from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.roll_up import Counts, Node, Restatement, RollUp, figures_of, number
from emulation_workflow.domain.submissions import ResultVersion
from emulation_workflow.messages import roll_up as words
from emulation_workflow.messages.capitals import capitalised

HEADINGS = ("", *(f"({place})" for place in range(1, len(words.COLUMNS) + 1)))
"""Columns are numbered; `LEGEND` says what each number means."""

LEGEND = "; ".join(f"({place}) {title}" for place, title in enumerate(words.COLUMNS, 1))


def place_rows(roll_up: RollUp, node: Node, campaign: Campaign, *, with_levels: bool) -> list[tuple[str, ...]]:
    """Return name and figures of what is below the node, first, if asked, of the levels; at the end the sum."""
    rows = [(child.name, child.total) for child in node.children]
    if node.own and node.children:
        rows.insert(0, (words.OWN_FIGURES.format(name=node.name), node.own))
    if with_levels:
        levels = [level for level in campaign.levels if level.conference]
        rows = [(level.name, roll_up.levels.get(level.id, {})) for level in levels] + rows
    return [_place_row(name, counts) for name, counts in (*rows, (words.SUM, node.total))]


def _place_row(name: str, counts: Counts) -> tuple[str, ...]:
    return capitalised(name), *(str(number(counts, *kinds)) for kinds in words.COLUMNS.values())


def figure_rows(node: Node, campaign: Campaign) -> list[tuple[int, str]]:
    """Return each figure of the node with what it counts."""
    return [(node.total[figure], words.figure_words(campaign, figure, node.levels)) for figure in sorted(node.total)]


def report_rows(version: ResultVersion, campaign: Campaign, levels: Collection[str]) -> list[tuple[int, str]]:
    """Return each figure that a report adds, with what it counts in the words of these levels."""
    return [(count, words.figure_words(campaign, figure, levels)) for figure, count in figures_of(version.report)]


def restatement_row(restatement: Restatement, campaign: Campaign, unit_names: Mapping[str, str]) -> tuple[str, str]:
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
        words.REASONS[cause.reason].format(
            unit=unit_names.get(cause.unit, cause.unit),
            version=cause.version,
            words=cause.words,
            document=cause.document,
        )
        + (f"; SHA-256 {cause.sha256}" if cause.sha256 else "")
        for cause in restatement.causes
    ]

"""Published figures and what changed since: a restated figure names the report, order or paper behind it.

A publication is never changed. Its day is added up again, and what differs is reported.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from emulation_workflow.domain.roll_up.figures import Figure, figure_of
from emulation_workflow.domain.roll_up.tree import Counts, Node, NodeKind, RollUp, VersionUsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The roll-up of a day as a document published it; `sha256` is of its figures and versions.

    `number` is the record's; 0 before it is kept.
    """

    number: int = 0
    found: RollUp
    published_at: datetime
    published_by: str
    document: str
    signed_on: date | None
    sha256: str


class Reason(StrEnum):
    """Why a published figure has another value now."""

    CORRECTION = "correction"
    LATE_REPORT = "late_report"
    LATE_EVIDENCE = "late_evidence"
    LATE_ORDER = "late_order"
    LATE_DIFFICULTY = "late_difficulty"
    REGISTER = "register"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ChangeCause:
    """What changed a figure: of which unit, by which version of its report, or by which document.

    `words` are those of the report's correction.
    """

    reason: Reason
    unit: str = ""
    version: int = 0
    sha256: str = ""
    document: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restatement:
    """A figure of a node, or of a level, that was published otherwise than it is now.

    `key` and `name` are the node's; of a level, "cap/" with its id, and its id. `levels` are those it is counted of.
    """

    key: str
    name: str
    figure: Figure
    was: int
    is_now: int
    causes: tuple[ChangeCause, ...]
    levels: tuple[str, ...] = ()

    @property
    def is_of_level(self) -> bool:
        return self.key == f"cap/{self.name}"


def figures_kept(roll_up: RollUp) -> dict[str, Any]:
    """Return the figures as plain JSON values: each node's own, with the node above it, and the levels'."""
    return {
        "nodes": list(_rows(roll_up.root, "")),
        "levels": {level: _keyed(counts) for level, counts in roll_up.levels.items()},
    }


def versions_kept(roll_up: RollUp) -> list[list[str | int]]:
    """Return the versions behind the figures as plain JSON values, sorted."""
    return [list(version) for version in sorted(roll_up.versions)]


def roll_up_kept(as_of: date, figures: Mapping[str, Any], versions: list[list[Any]]) -> RollUp:
    """Return the roll-up that these plain JSON values were made from."""
    below: dict[str, list[list[Any]]] = {}
    for row in figures["nodes"]:
        below.setdefault(row[0], []).append(row)

    def node(row: list[Any]) -> Node:
        _, key, name, kind, level, own = row
        children = tuple(node(child) for child in below.get(key, ()))
        return Node(key=key, name=name, kind=NodeKind(kind), level=level, own=_counts(own), children=children)

    [top] = below[""]
    return RollUp(
        as_of=as_of,
        root=node(top),
        levels={level: _counts(counts) for level, counts in figures["levels"].items()},
        versions=tuple(VersionUsed(*child) for child in versions),
    )


def sha256_of_figures(roll_up: RollUp) -> str:
    """Return the SHA-256 of what is published: day, figures and the versions behind them; lower-case hex."""
    content = {"as_of": roll_up.as_of.isoformat(), "figures": figures_kept(roll_up), "versions": versions_kept(roll_up)}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def changed(was: Counts, now: Counts) -> Iterator[tuple[Figure, int, int]]:
    """Yield each figure that differs, as it was and as it is."""
    for figure in sorted({*was, *now}):
        if was.get(figure, 0) != now.get(figure, 0):
            yield figure, was.get(figure, 0), now.get(figure, 0)


def _rows(node: Node, above: str) -> Iterator[list[Any]]:
    yield [above, node.key, node.name, node.kind.value, node.level, _keyed(node.own)]
    for child in node.children:
        yield from _rows(child, node.key)


def _keyed(counts: Counts) -> dict[str, int]:
    return {figure.key: number for figure, number in counts.items()}


def _counts(keyed: Mapping[str, int]) -> Counts:
    return {figure_of(key): number for key, number in keyed.items()}

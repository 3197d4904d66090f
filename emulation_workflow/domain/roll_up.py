"""The roll-up: what is counted of each unit, added up to blocks, districts, levels and the province (III.3).

A parent is its own figures and those of its children, by construction. What is counted of units that are over counts
for whoever took their place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from emulation_workflow.domain.figures import HELD, Figure, FigureKind
from emulation_workflow.domain.obligations import Derived, DueSource
from emulation_workflow.domain.units import Unit

Counts = Mapping[Figure, int]


class NodeKind(StrEnum):
    """A unit; a block of units; the units of a level that share the node above them."""

    UNIT = "unit"
    BLOCK = "block"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Part:
    """A figure of one unit or, where `unit` is "", of all units of a level that share `parent` and `group`.

    `level` is the campaign's, "" for units that it binds to nothing.
    """

    level: str
    parent: str | None
    group: str
    unit: str
    figure: Figure
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """What is asked for of the record: the units of one level, `word` in the register, as of a day.

    `by_unit`: a part for each; else they are folded to those that share the unit above them and their group.
    """

    level: str
    word: str
    on: date
    by_unit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A place in the tree. `own` is what is counted of itself alone; `total` is that and what is below it.

    `key` is the unit's code; of a block, "khoi/" and its name; of a level, the key above it, "/" and the level's id.
    """

    key: str
    name: str
    kind: NodeKind
    level: str = ""
    own: Counts = field(default_factory=dict)
    children: tuple["Node", ...] = ()
    total: Counts = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", added(self.own, *(child.total for child in self.children)))

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, key: str) -> "Node | None":
        return next((node for node in self.walk() if node.key == key), None)


@dataclass(frozen=True, slots=True)
class VersionUsed:
    """The version of a report that was added up, and the code of the unit that it counts for now."""

    unit: str
    version: int
    sha256: str
    counts_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """All figures as of a day. `levels`: the same figures by the campaign's level instead of by place."""

    as_of: date
    root: Node
    levels: Mapping[str, Counts]
    versions: tuple[VersionUsed, ...]


def added(*counts: Counts) -> Counts:
    """Their sum, figure by figure."""
    total: dict[Figure, int] = {}
    for one in counts:
        for figure, number in one.items():
            total[figure] = total.get(figure, 0) + number
    return total


def number(counts: Counts, *kinds: FigureKind) -> int:
    """All figures of these kinds together, whatever they are of."""
    return sum(count for figure, count in counts.items() if figure.kind in kinds)


def held(counts: Counts) -> int:
    """Conferences held, in time or late."""
    return number(counts, *HELD)


def standing(derived: Derived, done_on: date | None, on: date) -> Figure:
    """How this conference stands on `on`; in time by an order alone, which is named, where the plan's day had passed.

    `store_roll_up` says the same in the database's words.
    """
    if done_on is not None and done_on <= on:
        if derived.due is not None and done_on > derived.due:
            return Figure(FigureKind.LATE)
        moved = derived.source is DueSource.ORDER and derived.plan_due is not None and done_on > derived.plan_due
        return Figure(FigureKind.IN_TIME_BY_ORDER, derived.order) if moved else Figure(FigureKind.IN_TIME)
    if derived.is_cancelled:
        return Figure(FigureKind.NOT_OWED)
    is_over = not derived.is_suspended and derived.due is not None and derived.due < on
    return Figure(FigureKind.NOT_HELD if is_over else FigureKind.NOT_DUE)


def heir(units: Mapping[str, Sequence[Unit]], unit: Unit, on: date) -> Unit | None:
    """Who counts on `on` for what this unit did: itself, or the last of those that took its place, if there is one.

    `units`: everybody who ever bore a code, by the code.
    """
    while unit.valid_to is not None and unit.valid_to < on:
        over = unit.valid_to
        taking = units.get(unit.successor or "", ())
        later = [one for one in taking if one.valid_to is None or one.valid_to > over]
        if not later:
            return None
        unit = min(later, key=lambda one: one.valid_to or date.max)
    return unit if unit.is_valid_on(on) else None


def grow(root: Unit, directing: Iterable[Unit], parts: Iterable[Part], names: Mapping[str, str]) -> Node:
    """The tree of `parts`. Units in `directing` are places of their own below the unit above them, or below `root`.

    Others stand below the directing unit above them, else in their block, else with those of their level. `names`: of
    units that are opened and of levels, by code and id.
    """
    growth = _Growth(root, directing, names)
    for part in parts:
        counts = growth.at(part)
        counts[part.figure] = counts.get(part.figure, 0) + part.number
    return growth.node(root.code)


def by_level(parts: Iterable[Part]) -> dict[str, dict[Figure, int]]:
    """The same parts, across all places."""
    levels: dict[str, dict[Figure, int]] = {}
    for part in parts:
        counts = levels.setdefault(part.level, {})
        counts[part.figure] = counts.get(part.figure, 0) + part.number
    return {level: _counted(counts) for level, counts in levels.items()}


def _counted(counts: Counts) -> dict[Figure, int]:
    """Nought is no figure."""
    return {figure: count for figure, count in counts.items() if count}


_ORDER = {NodeKind.UNIT: 0, NodeKind.BLOCK: 1, NodeKind.LEVEL: 2}


class _Growth:
    """The places that parts belong to, made as they are named."""

    def __init__(self, root: Unit, directing: Iterable[Unit], names: Mapping[str, str]) -> None:
        self._names = names
        self._root = root.code
        self._known = {unit.code: unit for unit in directing} | {root.code: root}
        self._own: dict[str, dict[Figure, int]] = {}
        self._places: dict[str, tuple[str, NodeKind, str]] = {}
        self._below: dict[str, list[str]] = {}
        for unit in self._known.values():
            above = unit.parent if unit.parent in self._known else self._root
            self._place(unit.code, unit.name, NodeKind.UNIT, unit.level, above if unit.code != self._root else None)

    def at(self, part: Part) -> dict[Figure, int]:
        """The figures that this part is to be added to."""
        if part.unit in self._known:
            return self._own[part.unit]
        above = self._above(part)
        if not part.unit:
            return self._own[self._level_below(above, part.level)]
        if above == self._root:
            above = self._level_below(above, part.level)
        if part.unit not in self._own:
            self._place(part.unit, self._names.get(part.unit, part.unit), NodeKind.UNIT, part.level, above)
        return self._own[part.unit]

    def node(self, key: str) -> Node:
        name, kind, level = self._places[key]
        children = [self.node(below) for below in self._below.get(key, ())]
        children.sort(key=lambda one: (_ORDER[one.kind], one.key))
        own = _counted(self._own[key])
        return Node(key=key, name=name, kind=kind, level=level, own=own, children=tuple(children))

    def _above(self, part: Part) -> str:
        if part.parent in self._known and part.parent != self._root:
            return str(part.parent)
        if not part.group:
            return self._root
        key = f"khoi/{part.group}"
        if key not in self._own:
            self._place(key, part.group, NodeKind.BLOCK, "", self._root)
        return key

    def _level_below(self, above: str, level: str) -> str:
        key = f"{above}/{level}"
        if key not in self._own:
            self._place(key, self._names.get(level, level), NodeKind.LEVEL, level, above)
        return key

    def _place(self, key: str, name: str, kind: NodeKind, level: str, above: str | None) -> None:
        self._own[key] = {}
        self._places[key] = (name, kind, level)
        if above is not None:
            self._below.setdefault(above, []).append(key)

"""The roll-up: figures of each unit, added up to blocks, districts, levels and the province (III.3).

A parent's total is its own figures and its children's, by construction. Figures of a unit that has ended count for its
successor.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from emulation_workflow.domain.campaign import Window
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.obligations.obligation import Derived, DueSource
from emulation_workflow.domain.registers import Unit, searchable
from emulation_workflow.domain.roll_up.figures import HELD, Figure, FigureKind

Counts = Mapping[Figure, int]


class NodeKind(StrEnum):
    """A unit; a block of units; the units of a level that share the node above them."""

    UNIT = "unit"
    BLOCK = "block"
    LEVEL = "level"


class RollUpPlace(NamedTuple):
    """Where something is counted: at one unit or, where `unit` is "", at all of a level with this `parent` and `group`.

    `level` is the campaign's, "" for units that it binds to nothing.
    """

    level: str
    parent: str | None
    group: str
    unit: str


class UnitStanding(NamedTuple):
    """How a unit stands to its conference: one of HOLDING."""

    unit: str
    parent: str | None
    group: str
    stands: Figure


class UnitOnDay(NamedTuple):
    """The unit that had a code on a day. `level` is the register's word; `valid_from` is for units that ended."""

    code: str
    level: str
    parent: str | None
    group: str
    is_over: bool
    valid_from: date | None


class Reported(NamedTuple):
    """A version of a report that counts, and what it adds, by `Figure.key`."""

    bearer: UnitOnDay
    version: int
    sha256: str
    figures: Mapping[str, int]


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
        total = added(self.own, *(child.total for child in self.children)) if self.children else self.own
        object.__setattr__(self, "total", total)

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def levels(self) -> frozenset[str]:
        """The levels of what is counted here, its own and those below."""
        return frozenset(node.level for node in self.walk() if node.level)

    def find(self, key: str) -> "Node | None":
        return next((node for node in self.walk() if node.key == key), None)

    def named(self, words: str) -> "Node":
        """Return the node with this key or name; marks count where they tell two apart.

        Rejected if none or several match.
        """
        matches = self._called(words, str.casefold) or self._called(words, searchable)
        if not matches:
            raise Rejected(Problem(code=ProblemCode.ROLL_UP_NODE_UNKNOWN, params={"value": words}))
        if len(matches) > 1:
            nodes = [f"{node.name} ({node.key})" for node in matches]
            raise Rejected(Problem(code=ProblemCode.ROLL_UP_NODE_AMBIGUOUS, params={"value": words, "nodes": nodes}))
        return matches[0]

    def _called(self, words: str, as_read: Callable[[str], str]) -> "list[Node]":
        return [node for node in self.walk() if as_read(words) in (as_read(node.key), as_read(node.name))]


class VersionUsed(NamedTuple):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A level's progress: the days on which its units held their conferences, how many are bound, and when due.

    `plan` is the plan's window for units at large; `moved` the one that an order, `order`, put in its place.
    """

    name: str
    bound: int
    held_on: tuple[date, ...]
    plan: Window | None = None
    moved: Window | None = None
    order: str = ""


def added(*counts: Counts) -> Counts:
    """Return the sum of these counts, figure by figure."""
    total: dict[Figure, int] = {}
    for part in counts:
        for figure, number in part.items():
            total[figure] = total.get(figure, 0) + number
    return total


def number(counts: Counts, *kinds: FigureKind) -> int:
    """Return the sum of all figures of these kinds, whatever their names."""
    return sum(count for figure, count in counts.items() if figure.kind in kinds)


def held(counts: Counts) -> int:
    """Return the number of conferences held, in time or late."""
    return number(counts, *HELD)


def standing(derived: Derived, done_on: date | None, on: date) -> Figure:
    """Return how this conference stands on `on`.

    It is in time by an order alone, which is named, where the plan's own day had passed or it has none.
    `adapters.record` states the same rule in SQL.
    """
    if done_on is not None and done_on <= on:
        if derived.due is not None and done_on > derived.due:
            return Figure(FigureKind.LATE)
        by_order = done_on > derived.plan_due if derived.plan_due is not None else derived.due is not None
        moved = derived.source is DueSource.ORDER and by_order
        return Figure(FigureKind.IN_TIME_BY_ORDER, derived.order) if moved else Figure(FigureKind.IN_TIME)
    if derived.is_cancelled:
        return Figure(FigureKind.NOT_OWED)
    is_over = not derived.is_suspended and derived.due is not None and derived.due < on
    return Figure(FigureKind.NOT_HELD if is_over else FigureKind.NOT_DUE)


def successor_of(units: Mapping[str, Sequence[Unit]], unit: Unit, on: date) -> Unit | None:
    """Return the unit that counts on `on` for this unit: itself, or its last successor, if there is one.

    `units`: every unit that ever had a code, by the code.
    """
    while unit.valid_to is not None and unit.valid_to < on:
        over = unit.valid_to
        taking = units.get(unit.successor or "", ())
        later = [unit_after for unit_after in taking if unit_after.valid_to is None or unit_after.valid_to > over]
        if not later:
            return None
        unit = min(later, key=lambda unit_after: unit_after.valid_to or date.max)
    return unit if unit.is_valid_on(on) else None


def build_tree(
    root: Unit, directing: Iterable[Unit], counted: Mapping[RollUpPlace, Counts], names: Mapping[str, str]
) -> Node:
    """Return the tree of what is counted. Units in `directing` are nodes of their own, under their parent or `root`.

    Others stand below the directing unit above them, else in their block, else with those of their level. `names`: of
    units that are opened and of levels, by code and id.
    """
    builder = _TreeBuilder(root, directing, names)
    for place, counts in counted.items():
        builder.add(place, counts)
    return builder.node(root.code)


def by_level(counted: Mapping[RollUpPlace, Counts]) -> dict[str, Counts]:
    """Return the same figures by level, across all places."""
    levels: dict[str, list[Counts]] = {}
    for place, counts in counted.items():
        levels.setdefault(place.level, []).append(counts)
    return {level: added(*parts) for level, parts in levels.items()}


_ORDER = {NodeKind.UNIT: 0, NodeKind.BLOCK: 1, NodeKind.LEVEL: 2}


class _TreeBuilder:
    """Build the tree: a place of it is made when it is first named."""

    def __init__(self, root: Unit, directing: Iterable[Unit], names: Mapping[str, str]) -> None:
        self._names = names
        self._root = root.code
        self._known = {unit.code: unit for unit in directing} | {root.code: root}
        self._own: dict[str, Counts] = {}
        self._places: dict[str, tuple[str, NodeKind, str]] = {}
        self._below: dict[str, list[str]] = {}
        for unit in self._known.values():
            above = unit.parent if unit.parent in self._known else self._root
            self._place(unit.code, unit.name, NodeKind.UNIT, "", above if unit.code != self._root else None)

    def add(self, place: RollUpPlace, counts: Counts) -> None:
        key = self._key_of(place)
        self._own[key] = added(self._own[key], counts) if self._own[key] else counts
        if key == place.unit:
            name, kind, _ = self._places[key]
            self._places[key] = (name, kind, place.level)

    def _key_of(self, place: RollUpPlace) -> str:
        if place.unit in self._own:
            return place.unit
        above = self._above(place)
        if not place.unit:
            return self._level_below(above, place.level)
        if above == self._root:
            above = self._level_below(above, place.level)
        self._place(place.unit, self._names.get(place.unit, place.unit), NodeKind.UNIT, place.level, above)
        return place.unit

    def node(self, key: str) -> Node:
        name, kind, level = self._places[key]
        children = [self.node(below) for below in self._below.get(key, ())]
        children.sort(key=lambda child: (_ORDER[child.kind], child.key))
        return Node(key=key, name=name, kind=kind, level=level, own=self._own[key], children=tuple(children))

    def _above(self, place: RollUpPlace) -> str:
        if place.parent in self._known and place.parent != self._root:
            return str(place.parent)
        if not place.group:
            return self._root
        key = f"khoi/{place.group}"
        if key not in self._own:
            self._place(key, place.group, NodeKind.BLOCK, "", self._root)
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

"""How many may attend a conference, by its unit's head count (II.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

EVERYBODY = 10**9
"""More people than any unit has: the end of a branch without an upper bound."""


class AttendanceMode(StrEnum):
    """Who attends: everybody in the unit, or chosen delegates."""

    PLENARY = "plenary"
    DELEGATES = "delegates"


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeBranch:
    """Head counts between two bounds lead to `mode`, to `at_least` and at most `at_most`.

    Bounds as the plan writes them: `more_than` ("trên N") or `from_count` ("từ N"), `fewer_than` ("dưới N") or `up_to`
    ("đến N"); without one, unbounded. `at_most` None: the plan states no cap here; `fixed_by` then names the body that
    fixes the number, if the plan leaves it to one. `at_most_share` (0..1) caps by the unit's own head count, "không quá
    30% số người". `mode` None: the form is free.
    """

    rule: str
    fewer_than: int | None = None
    more_than: int | None = None
    from_count: int | None = None
    up_to: int | None = None
    mode: AttendanceMode | None = None
    at_least: int | None = None
    at_most: int | None = None
    at_most_share: float | None = None
    fixed_by: str = ""

    @property
    def span(self) -> range:
        """The head counts of this branch; without an upper bound, up to EVERYBODY."""
        lowest = [0 if self.more_than is None else self.more_than + 1, self.from_count or 0]
        highest = [self.fewer_than, None if self.up_to is None else self.up_to + 1]
        return range(max(lowest), min([bound for bound in highest if bound is not None], default=EVERYBODY))

    def cap(self, headcount: int | None) -> int | None:
        """Return the most delegates of a unit with this head count; None without any cap."""
        caps = [] if self.at_most is None else [self.at_most]
        if self.at_most_share is not None and headcount is not None:
            caps.append(int(Fraction(str(self.at_most_share)) * headcount))
        return min(caps, default=None)

    @property
    def is_bounded(self) -> bool:
        return self.span != range(EVERYBODY)

    def covers(self, headcount: int) -> bool:
        return headcount in self.span


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeGap:
    """A head count no branch covers (A01): what satisfies the readings on both sides, and which rule says so."""

    rule: str
    mode: AttendanceMode
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRule:
    """How many may attend; without branches, the plan leaves it open.

    `bases`: the head counts that are added up; `base_words`: the plan's words for them.

    `other_bases`: counts that a reader might also include; when they change the branch, the Board is asked (A02).
    A rule without `bases` has one branch that holds whatever the head count.
    """

    branches: tuple[SizeBranch, ...] = ()
    bases: tuple[str, ...] = ()
    base_words: str = ""
    base_rule: str = ""
    other_bases: tuple[str, ...] = ()
    gap: SizeGap | None = None
    decided_by_unit_rule: str = ""

    def uncovered(self) -> Iterator[range]:
        """Yield the head counts that no branch covers, upwards."""
        reached = 0
        for span in sorted((branch.span for branch in self.branches if branch.span), key=lambda span: span.start):
            if span.start > reached:
                yield range(reached, span.start)
            reached = max(reached, span.stop)
        if reached < EVERYBODY:
            yield range(reached, EVERYBODY)

    def branch_for(self, headcount: int) -> SizeBranch | None:
        """Return the branch that covers `headcount`, or None where the plan says nothing."""
        return next((branch for branch in self.branches if branch.covers(headcount)), None)

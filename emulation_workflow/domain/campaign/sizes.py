"""How many may attend a conference, by its unit's head count (II.2)."""

from dataclasses import dataclass
from enum import StrEnum


class AttendanceMode(StrEnum):
    """Who attends: everybody in the unit, or chosen delegates."""

    PLENARY = "plenary"
    DELEGATES = "delegates"


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeBranch:
    """Head counts `fewer_than` / `more_than` (both strict; None: unbounded) lead to `mode` and at most `at_most`.

    `at_most` None: the plan states no cap here. `mode` None: the form is free.
    """

    rule: str
    fewer_than: int | None = None
    more_than: int | None = None
    mode: AttendanceMode | None = None
    at_most: int | None = None

    def covers(self, headcount: int) -> bool:
        above = self.more_than is None or headcount > self.more_than
        below = self.fewer_than is None or headcount < self.fewer_than
        return above and below


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

    def branch_for(self, headcount: int) -> SizeBranch | None:
        """Return the branch that covers `headcount`, or None where the plan says nothing."""
        return next((branch for branch in self.branches if branch.covers(headcount)), None)

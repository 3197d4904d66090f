"""What a level's conference is called, who comes, and what it must have (II.1 to II.3)."""

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from emulation_workflow.domain.campaign.calendar import Window
from emulation_workflow.domain.campaign.sizes import SizeRule


class CategoryKind(StrEnum):
    """The kinds of delegate that every campaign may use; its own others it names in `delegate_kinds`."""

    GUEST = "guest"
    LEADER = "leader"
    HERO = "hero"
    FIGHTER = "fighter"
    EXEMPLAR = "exemplar"
    STAFF = "staff"


class Presence(StrEnum):
    """How the plan lists a category: plainly, with "nếu có", or as one of several joined by "hoặc"."""

    EXPECTED = "expected"
    IF_ANY = "if_any"
    ONE_OF = "one_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One row of a level's composition list. Rows with the same `one_of` are alternatives joined by "hoặc".

    `kind`: rows of one kind count together; a `CategoryKind`, or one of the campaign's own.
    """

    id: str
    name: str
    kind: str
    rule: str
    presence: Presence = Presence.EXPECTED
    one_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """A group that the plan stresses ("chú trọng …"): counted and shown, never judged; no threshold exists."""

    id: str
    name: str
    rule: str


class ShareVerdict(StrEnum):
    """How a share is kept; DOUBTFUL where only a person can say whether the plan's "about" allows it."""

    KEPT = "kept"
    MISSED = "missed"
    DOUBTFUL = "doubtful"


def exact(share: float) -> Fraction:
    """Return the share as it is meant: 0.3333 is a third, for no file can write one."""
    return Fraction(str(share)).limit_denominator(1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of a base are of some kind: one of `at_least`, `at_most` and `about`, each 0..1, in the plan's `words`.

    Counted are the delegates of `kinds`, or of `groups` (ids of the conference's emphases or structure). The base is
    all delegates, those of `base_kinds`, or the unit's head count over `base_headcount`. `tolerance` (0..1) is how far
    the plan lets an "about" miss its figure; where it gives none, whoever misses it is asked.
    """

    rule: str
    words: str
    kinds: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    at_least: float | None = None
    at_most: float | None = None
    about: float | None = None
    tolerance: float | None = None
    base_kinds: tuple[str, ...] = ()
    base_headcount: tuple[str, ...] = ()

    def is_above(self, count: int, total: int) -> bool:
        """Return whether `count` of `total` are more than the most that the plan states, or than what it is about."""
        most = self.at_most if self.at_most is not None else self.about
        return most is not None and Fraction(count, total) > exact(most)

    def verdict(self, count: int, total: int) -> ShareVerdict:
        """Return how `count` of `total` stand to the share; `total` is above 0. Fractions are exact."""
        share = Fraction(count, total)
        if self.about is not None:
            miss = abs(share - exact(self.about))
            if miss <= exact(self.tolerance or 0):
                return ShareVerdict.KEPT
            return ShareVerdict.DOUBTFUL if self.tolerance is None else ShareVerdict.MISSED
        is_kept = (self.at_least is None or share >= exact(self.at_least)) and (
            self.at_most is None or share <= exact(self.at_most)
        )
        return ShareVerdict.KEPT if is_kept else ShareVerdict.MISSED


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedPeople:
    """A head count that a campaign asks its units for beside the usual ones: its id, and whom it counts."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A key emulation movement; `levels` are the levels it concerns, empty for all."""

    name: str
    rule: str
    levels: tuple[str, ...] = ()
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One of the contents every conference must have (II.3); `points` are what the plan says it must bring out."""

    id: str
    name: str
    rule: str
    points: tuple[str, ...] = ()
    points_rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesOfGroups:
    """The names of the conferences of units in these groups (blocks, clusters), in place of the level's own."""

    groups: tuple[str, ...]
    names: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference:
    """What the plan orders for the conferences of one level. What it leaves out binds nobody and is asked of nobody.

    `most_days`: how many days it may last; `most_cost`: how many thousand đồng it may cost, as its unit estimates.
    """

    names: tuple[str, ...] = ()
    name_rule: str = ""
    composition: tuple[Category, ...] = ()
    size: SizeRule = field(default_factory=SizeRule)
    window: Window | None = None
    window_rule: str = ""
    session_rule: str = ""
    emphases: tuple[Emphasis, ...] = ()
    structure: tuple[Emphasis, ...] = ()
    shares: tuple[Share, ...] = ()
    names_of_groups: tuple[NamesOfGroups, ...] = ()
    most_days: int | None = None
    days_rule: str = ""
    most_cost: int | None = None
    cost_rule: str = ""

    @property
    def headcounts(self) -> tuple[str, ...]:
        """The head counts that size and shares go by, each once: those that decide come first."""
        of_shares = (base for share in self.shares for base in share.base_headcount)
        return tuple(dict.fromkeys((*self.size.bases, *self.size.other_bases, *of_shares)))

    def names_for(self, group: str) -> tuple[tuple[str, ...], str]:
        """Return the names that the plan permits a unit of this group, and the rule that gives them."""
        own = next((own for own in self.names_of_groups if group in own.groups), None)
        return (own.names, own.rule) if own else (self.names, self.name_rule)

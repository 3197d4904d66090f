"""What a level's conference is called, who comes, and what it must have (II.1 to II.3)."""

from dataclasses import dataclass, field
from enum import StrEnum

from emulation_workflow.domain.campaign.calendar import Window
from emulation_workflow.domain.campaign.sizes import SizeRule


class CategoryKind(StrEnum):
    """The kinds of delegate that composition lists name."""

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
    """One row of a level's composition list. Rows with the same `one_of` are alternatives joined by "hoặc"."""

    id: str
    name: str
    kind: CategoryKind
    rule: str
    presence: Presence = Presence.EXPECTED
    one_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis:
    """A group that the plan stresses ("chú trọng …"): counted and shown, never judged; no threshold exists."""

    id: str
    name: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """At least `at_least` (0..1) of the counted delegates are of `kinds`."""

    rule: str
    kinds: tuple[CategoryKind, ...]
    at_least: float
    words: str


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
class Conference:
    """What the plan orders for the conferences of one level. What it leaves out binds nobody and is asked of nobody."""

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

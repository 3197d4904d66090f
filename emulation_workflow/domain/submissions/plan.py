"""A unit's plan for its conference: what it must say for the checks to read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time

from emulation_workflow.domain.campaign import AttendanceMode


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """People in the unit of the usual kinds, counted on `as_of` (A02). None: not stated, which is not 0."""

    cadres: int | None = None
    civil_servants: int | None = None
    public_employees: int | None = None
    employees: int | None = None
    as_of: date | None = None


USUAL_HEADCOUNTS = frozenset(of.name for of in fields(Headcount)) - {"as_of"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One of the plan's contents on the agenda: `minutes` set aside for it (None: not stated)."""

    content: str
    minutes: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with the plan: size in bytes, SHA-256 in lower-case hex."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlan:
    """One unit's plan as it was sent. Times are local (the campaign's time zone).

    `delegates` maps category ids of the level's composition to numbers; guests are delegates and count (A03).
    `emphases` and `structure` map the ids of the plan's emphases to numbers. `service_staff` never counts.
    `people` maps the ids of the campaign's own head counts to numbers, counted on the day of `headcount`.
    `total` is the number the unit itself states (None: none), `cost` its own estimate in thousand đồng. `ends_on`: the
    last day, where it is another than `held_on`. `covered_by` names the order that moved its date, `opinion_asked` a
    question already put to the Board.
    """

    unit: str
    number: str
    signed_on: date | None
    signer: str
    conference_name: str
    held_on: date | None
    starts_at: time | None
    ends_at: time | None
    place: str
    mode: AttendanceMode | None
    delegates: Mapping[str, int]
    agenda: tuple[AgendaItem, ...]
    submitted_by: str = ""
    submitter_email: str = ""
    ends_on: date | None = None
    total: int | None = None
    headcount: Headcount = field(default_factory=Headcount)
    people: Mapping[str, int] = field(default_factory=dict)
    has_no_heroes: bool = False
    emphases: Mapping[str, int] = field(default_factory=dict)
    structure: Mapping[str, int] = field(default_factory=dict)
    service_staff: int = 0
    cost: int | None = None
    report_points: tuple[str, ...] = ()
    collective_papers: int = 0
    individual_papers: int = 0
    launch_period: str = ""
    is_online: bool = False
    combined_with: str = ""
    covered_by: str = ""
    note: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def delegates_total(self) -> int:
        """All delegates by category, guests included (A03)."""
        return sum(self.delegates.values())

    def counted(self, base: str) -> int | None:
        """Return this head count, a usual one or the campaign's own; None if it is not stated."""
        count: int | None = getattr(self.headcount, base) if base in USUAL_HEADCOUNTS else self.people.get(base)
        return count

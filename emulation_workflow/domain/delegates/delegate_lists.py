"""Delegate lists: those a conference adopted for the one above (II.3, 3.5), and who attends the one above.

Personal data: these columns and no others, erased after the campaign; the counts stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from emulation_workflow.domain.findings import Finding


class ListKind(StrEnum):
    """ADOPTED: by the unit's conference, for the one above. ATTENDING: who attends the conference of `unit`."""

    ADOPTED = "adopted"
    ATTENDING = "attending"


class Gender(StrEnum):
    """What a list states of a delegate's gender."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """One person on a list. `sent_by` is the code of the unit whose list they are on (of an ADOPTED list, its own).

    `is_reserve`: stands by. `replaces`: the name of the delegate whose place they take. `category` is an id of the
    composition of the conference that they go to, "" if not stated. `namesake`: staff have made sure that this is
    another person than the one of the same name and year on another list. Its repr, which may get into a log, leaves
    out all personal data.
    """

    name: str = field(repr=False)
    sent_by: str
    born: int | None = field(default=None, repr=False)
    gender: Gender | None = None
    ethnicity: str = field(default="", repr=False)
    post: str = field(default="", repr=False)
    category: str = ""
    is_reserve: bool = False
    replaces: str = field(default="", repr=False)
    namesake: bool = False

    @property
    def stands_in(self) -> bool:
        """Whether this person replaces another delegate."""
        return bool(self.replaces)

    @property
    def is_sent(self) -> bool:
        """Whether they go: a reserve only if they replace a delegate."""
        return self.stands_in or not self.is_reserve


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateList:
    """A list as it comes in; `upper` and the rest as in `DelegateListVersion`. Whoever receives it fills in `upper`."""

    kind: ListKind
    unit: str
    delegates: tuple[Delegate, ...] = field(repr=False)
    upper: str = ""
    minutes: str = ""
    adopted_on: date | None = None

    @property
    def header(self) -> dict[str, str]:
        """The data of the list as a whole, which its SHA-256 covers too."""
        day = self.adopted_on.isoformat() if self.adopted_on else ""
        whole = {"kind": self.kind.value, "unit": self.unit, "upper": self.upper}
        return whole | {"minutes": self.minutes, "adopted_on": day}


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateListVersion:
    """A list as received: never changed, but its people are erased after the campaign; the counts stay.

    `upper` is the code of the unit whose conference it is for (of an ATTENDING list, `unit` itself). `minutes` is the
    number of the minutes that adopted it. `sha256` is of its canonical JSON; by the
    office's key (see `list_digest`), but for lists that earlier versions received.
    """

    kind: ListKind
    unit: str
    version: int
    upper: str
    sha256: str
    minutes: str
    adopted_on: date | None
    received_at: datetime
    received_by: str
    channel: str
    official: int
    reserves: int
    women: int
    minorities: int
    delegates: Sequence[Delegate] = field(default=(), repr=False)
    findings: Sequence[Finding] = field(default=())
    erased_at: datetime | None = None

    @property
    def as_received(self) -> DelegateList:
        """The list as it was received; of an erased one, without its people."""
        return DelegateList(
            kind=self.kind,
            unit=self.unit,
            upper=self.upper,
            delegates=tuple(self.delegates),
            minutes=self.minutes,
            adopted_on=self.adopted_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many delegates the conference of `upper` allocated to `unit`, by which document; the latest row counts.

    Without a row the number is unknown, not zero (A14).
    """

    upper: str
    unit: str
    number: int
    document: str
    signed_on: date | None
    recorded_at: datetime
    recorded_by: str

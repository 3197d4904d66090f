"""A unit's report on its conference: what was held, read, honoured, launched and learnt (II.3, III.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from emulation_workflow.domain.errors import Problem
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.submissions.plan import UnitPlan


class Party(StrEnum):
    """Who reads a paper or is honoured: a collective or a person."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A paper that was read (II.3, 3.2); `author` is the collective or person, `field` the field of work it is from."""

    title: str
    field: str
    author: str
    kind: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """An honour given at the conference (II.3, 3.3): to whom, which award, by which decision.

    `put_forward` says how the honoured was put forward ("được quần chúng, tập thể suy tôn", II.1): minutes, a vote; ""
    if the report does not say. `movement` is one of the campaign's, `fostering` a plan to spread the example.
    """

    honoured: str
    kind: Party
    award: str
    decision: str = ""
    signed_on: date | None = None
    put_forward: str = ""
    field: str = ""
    movement: str = ""
    fostering: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReport:
    """One unit's report on its conference, as it was sent.

    `conference` is the conference as it was held, in the terms it was planned in; its `number`, `signed_on` and
    `signer` are the report's own, its `agenda` the contents that were carried out. `launched` is the movement that was
    launched (3.4) in the unit's words, `minutes` the number of the minutes that adopted the delegate list (3.5).
    `lessons` and `shortcomings` as I.3 asks. `correction` says, from the second version on, what was wrong before.
    """

    conference: UnitPlan
    papers: tuple[Talk, ...] = ()
    honours: tuple[Honour, ...] = ()
    launched: str = ""
    minutes: str = ""
    lessons: str = ""
    shortcomings: str = ""
    difficulties: tuple[str, ...] = ()
    correction: str = ""

    @property
    def unit(self) -> str:
        return self.conference.unit

    @property
    def held_on(self) -> date | None:
        return self.conference.held_on


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultVersion:
    """A result report as received: never changed. As `PlanVersion`, of a report instead of a plan."""

    unit: str
    version: int
    sha256: str
    report: ResultReport
    body: str
    received_at: datetime
    channel: str
    campaign_sha256: str
    findings: Sequence[Finding] = field(default=())


UnitForm = UnitPlan | ResultReport
"""What a unit writes on a form of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRead:
    """What a file that came by mail holds: the plan or report, or what is wrong with it.

    `is_report`: it is the form of a report, read or not. `beside`: what is written where the form asks nothing, with
    its places.
    """

    form: UnitForm | None = None
    is_report: bool = False
    beside: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

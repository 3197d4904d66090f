"""What the papers on results are filled with: a unit's conference, its delegates, the province as a whole.

Counts are None where nobody has stated them: unknown is not zero.
"""

from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.registers.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A kind of people or things, and how many."""

    name: str
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRead:
    """A paper that was read at a conference; `author` is a collective or a person."""

    title: str
    field: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourGiven:
    """A title or commendation that was handed out, with the decision that gave it."""

    honoured: str
    award: str
    decision: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyRaised:
    """What a unit asked for help with; `standing`: its state in Vietnamese ("đã trả lời", "đã trình ...")."""

    unit: str
    words: str
    raised_on: date | None
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceOutcome:
    """One version of a unit's result report. `session` is its time in Vietnamese, `sha256` is of that version.

    `contents` are the plan's contents that were carried out; `in_time` says in Vietnamese if its day was in time.
    """

    unit: Unit
    parent: Unit | None
    reports_to: str
    conference: str
    held_on: date | None
    session: str
    place: str
    mode: str
    in_time: str
    participants: int | None
    composition: tuple[Counted, ...]
    contents: tuple[str, ...]
    papers: tuple[PaperRead, ...] = ()
    honours: tuple[HonourGiven, ...] = ()
    launched: str = ""
    delegates: int | None = None
    reserves: int | None = None
    lessons: str = ""
    difficulties: tuple[DifficultyRaised, ...] = ()
    version: int = 1
    minutes: str = ""
    shortcomings: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateLine:
    """One delegate of an adopted list. `note` says what else counts: reserve, whom they replace."""

    name: str
    born: int | None = None
    gender: str = ""
    ethnicity: str = ""
    position: str = ""
    category: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateList:
    """A unit's adopted list. `minutes` is the number of the minutes that adopted it, `upper` the conference above."""

    unit: Unit
    parent: Unit | None
    upper: str
    official: tuple[DelegateLine, ...]
    reserves: tuple[DelegateLine, ...] = ()
    minutes: str = ""
    adopted_on: date | None = None
    sha256: str = ""

"""What the papers on results are filled with: a unit's conference, its delegates, the province as a whole.

Counts are None where nobody has stated them: unknown is not zero.
"""

from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import Honour, Talk


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceOutcome:
    """One version of a unit's result report. `session` is its time in Vietnamese, `sha256` is of that version.

    `contents` are the plan's contents that were carried out. `number`: what the unit numbered its report or plan with.
    `is_mode_asked`: whether its level is asked who attends, all or delegates.
    """

    unit: Unit
    parent: Unit | None
    reports_to: str
    conference: str
    held_on: date | None
    session: str
    place: str
    mode: str
    participants: int | None
    composition: tuple[tuple[str, int | None], ...]
    contents: tuple[str, ...]
    is_mode_asked: bool = True
    papers: tuple[Talk, ...] = ()
    honours: tuple[Honour, ...] = ()
    launched: str = ""
    delegates: int | None = None
    reserves: int | None = None
    lessons: str = ""
    difficulties: tuple[str, ...] = ()
    version: int = 1
    minutes: str = ""
    number: str = ""
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
class AdoptedList:
    """A unit's adopted list for its paper. `minutes`: the number of its minutes, `upper`: the conference above.

    `sent_to` holds that conference; `number`: what the unit numbered its report or plan with.
    """

    unit: Unit
    parent: Unit | None
    upper: str
    official: tuple[DelegateLine, ...]
    reserves: tuple[DelegateLine, ...] = ()
    sent_to: str = ""
    number: str = ""
    minutes: str = ""
    adopted_on: date | None = None
    sha256: str = ""

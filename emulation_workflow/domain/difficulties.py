"""Difficulties that units raise: received by the Board, answered or taken to the People's Committee (III, last)."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

BOARD, COMMITTEE = "board", "committee"


class DifficultyStep(StrEnum):
    """What can be done with a difficulty after it was raised."""

    ANSWERED = "answered"
    """The Board answers the unit."""
    TAKEN_UP = "taken_up"
    """The Board takes it to the People's Committee."""
    SETTLED = "settled"
    """The People's Committee answers."""
    REOPENED = "reopened"
    """The answer did not help, or was recorded by mistake: it is with the Board again."""


class DifficultyStage(StrEnum):
    """Where a difficulty is on its way from being raised to being settled."""

    WITH_BOARD = "with_board"
    WITH_COMMITTEE = "with_committee"
    CLOSED = "closed"


STEPS: Mapping[tuple[DifficultyStage, DifficultyStep], DifficultyStage] = MappingProxyType(
    {
        (DifficultyStage.WITH_BOARD, DifficultyStep.ANSWERED): DifficultyStage.CLOSED,
        (DifficultyStage.WITH_BOARD, DifficultyStep.TAKEN_UP): DifficultyStage.WITH_COMMITTEE,
        (DifficultyStage.WITH_COMMITTEE, DifficultyStep.SETTLED): DifficultyStage.CLOSED,
        (DifficultyStage.WITH_COMMITTEE, DifficultyStep.REOPENED): DifficultyStage.WITH_BOARD,
        (DifficultyStage.CLOSED, DifficultyStep.REOPENED): DifficultyStage.WITH_BOARD,
    }
)
"""Every allowed step and the stage it leads to; what is not here is not allowed."""

HOLDERS: Mapping[DifficultyStage, str] = MappingProxyType(
    {DifficultyStage.WITH_BOARD: BOARD, DifficultyStage.WITH_COMMITTEE: COMMITTEE, DifficultyStage.CLOSED: ""}
)
"""Who is waited for at each stage: the Board, the Committee, or nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """One step, on the day `done_on`, by a document; rows are never changed."""

    step: DifficultyStep
    done_on: date
    recorded_at: datetime
    recorded_by: str
    document: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difficulty:
    """What a unit asked for help with, in its own words, on the day `raised_on`; `source` is the paper that says so.

    `number` is the record's; 0 before it is kept.
    """

    number: int = 0
    unit: str
    words: str
    raised_on: date
    recorded_at: datetime
    recorded_by: str
    source: str = ""
    steps: Sequence[StepTaken] = ()

    @property
    def key(self) -> str:
        """A key that is the same for the same words of the same unit, whatever their spaces and capitals."""
        words = " ".join(self.words.split()).casefold()
        return f"{self.unit}/{hashlib.sha256(words.encode()).hexdigest()}"

    def stage_on(self, on: date) -> DifficultyStage:
        """Return its stage on that day, by the days of its steps."""
        stage = DifficultyStage.WITH_BOARD
        for taken in self.steps:
            if taken.done_on <= on:
                stage = STEPS[stage, taken.step]
        return stage

    @property
    def stage(self) -> DifficultyStage:
        """Its stage after all its steps."""
        return self.stage_on(date.max)

    @property
    def since(self) -> date:
        """The day of the last step, or the day it was raised: since then it has been at its stage."""
        return self.steps[-1].done_on if self.steps else self.raised_on

    def holder_on(self, on: date) -> str:
        return HOLDERS[self.stage_on(on)]

    def age_on(self, on: date) -> int:
        """Return the days it has been open on that day; of a closed one, the days it took."""
        closed = [taken.done_on for taken in self.steps if taken.done_on <= on]
        last = closed[-1] if closed and self.stage_on(on) is DifficultyStage.CLOSED else on
        return (last - self.raised_on).days

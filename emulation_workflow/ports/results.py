"""What comes of the conferences: reports, delegate lists, difficulties, and what they add up to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from emulation_workflow.domain.delegates import DelegateListVersion, ListKind, Quota
from emulation_workflow.domain.difficulties import Difficulty, StepTaken
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.roll_up import Publication, Reported, UnitOnDay, UnitStanding
from emulation_workflow.domain.submissions import ResultVersion


class Results(Protocol):
    """Result reports, whose versions never change."""

    def get(self, unit: str, version: int | None = None) -> ResultVersion | None:
        """Return this version, or the latest."""

    def versions(self, unit: str | None = None) -> Sequence[ResultVersion]:
        """Return all versions of one unit, or of every unit, oldest first."""

    def figures(self) -> Sequence[tuple[str, int, date | None, Mapping[str, int]]]:
        """Return unit, version, day of the conference and figures by their keys, as the roll-up takes them."""

    def add(self, version: ResultVersion) -> None:
        """Keep a version with the figures it adds (`figures.keyed`); its files are kept beforehand."""


class Delegates(Protocol):
    """Delegate lists, whose versions never change until their people are erased, and quotas."""

    def get(self, kind: ListKind, unit: str, version: int | None = None) -> DelegateListVersion | None:
        """Return this version of a unit's list, or the latest, with its people."""

    def lists(self, upper: str | None = None) -> Sequence[DelegateListVersion]:
        """Return every version of every list, or of those for one conference, oldest first, without people."""

    def latest_lists(self, upper: str, on: date) -> Sequence[DelegateListVersion]:
        """Return the lists for one conference as they stood at the end of that day, with their people."""

    def add(self, version: DelegateListVersion) -> None: ...

    def erase_people(self, version: DelegateListVersion, *, at: datetime) -> None:
        """Remove the people of a list for good; what describes the list as a whole stays."""

    def people_kept(self) -> Mapping[tuple[ListKind, str, int], int]:
        """Return how many people each list has in the record."""

    def quotas(self, upper: str | None = None) -> Sequence[Quota]:
        """Return all that were ever allocated, or for one conference, oldest first."""

    def add_quotas(self, quotas: Iterable[Quota]) -> None: ...


class Difficulties(Protocol):
    """What units asked help with, and what was done about it; rows never change."""

    def get(self, number: int) -> Difficulty | None: ...

    def all(self, unit: str | None = None) -> Sequence[Difficulty]:
        """Return the difficulties of one unit, or of every unit, the closed ones too, by number."""

    def same_as(self, difficulty: Difficulty) -> Difficulty | None:
        """Return the difficulty in the record that has the same key."""

    def add(self, difficulty: Difficulty) -> int:
        """Add a difficulty whose key is new, and return its number."""

    def add_step(self, number: int, taken: StepTaken) -> int:
        """Add a step, and return its position among the steps, from 1."""


class RollUps(Protocol):
    """What the roll-up of a day is made of, for all units at once; see `domain.roll_up`.

    Obligations are those last derived.
    """

    def standings(self, word: str, on: date, *, event: str) -> Iterable[UnitStanding]:
        """Return how the units of this level of the register stand to this task; event "": there is none."""

    def done(self, tasks: Sequence[str], on: date) -> Mapping[str, Collection[str]]:
        """Return, by task, the units that had done it by then."""

    def owing(self, word: str, task: str, on: date) -> Sequence[tuple[str, bool]]:
        """Return those that owe the task, and whether it is done."""

    def reported(self, on: date) -> Iterable[Reported]:
        """Return conferences held by then, each in the latest version of whoever bore the code on its day."""

    def raised(self, on: date) -> Iterable[tuple[UnitOnDay, bool]]:
        """Return difficulties raised by then, and whether they are open."""

    def units_of(self, word: str, on: date) -> Sequence[Unit]:
        """Return the units of this level of the register."""

    def register_changed(self, since: date, until: date) -> bool:
        """Return whether units begin or end after `since`, by `until`."""


class Publications(Protocol):
    """Figures that were published; never changed."""

    def all(self) -> Sequence[Publication]:
        """Return the publications, oldest first."""

    def get(self, number: int) -> Publication | None: ...

    def add(self, publication: Publication) -> int:
        """Add a publication, and return its number."""

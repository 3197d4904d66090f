"""Seals that are noted outside the record, so that whoever can write to it can neither cut it off nor seal it anew."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d+) ([0-9a-f]{64})")
_SEAL = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class NotedSeal:
    """A seal, and of which row and from which day it is, where that was noted too."""

    seal: str
    number: int | None = None
    day: str = ""

    @property
    def line(self) -> str:
        return f"{self.day} {self.number} {self.seal}"

    @property
    def fault(self) -> str:
        """What is wrong if no row bears the seal, as a sentence for the operator."""
        if self.number is None:
            return f"no row bears the seal {self.seal}: rows were sealed anew or cut off since"
        return (
            f"row {self.number} does not bear the seal that was noted on {self.day}: rows were sealed anew or cut off"
        )


def is_seal(text: str) -> bool:
    return _SEAL.fullmatch(text) is not None


def read_seals(lines: Iterable[str]) -> Iterator[NotedSeal]:
    """Yield the seals that lines of day, number and seal note; ValueError at the first line that is something else."""
    for place, line in enumerate(lines, start=1):
        if line.strip():
            found = _LINE.fullmatch(line.strip())
            if found is None:
                raise ValueError(f"line {place} is no day, number and seal")
            yield NotedSeal(day=found[1], number=int(found[2]), seal=found[3])

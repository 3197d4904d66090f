"""What is wrong with a campaign file, told to whoever writes it."""

from collections.abc import Iterable
from dataclasses import dataclass

Found = tuple[str, str]
"""A key path ("levels[1].conference.window") and what is wrong there, before its line is known."""

Step = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault: the key path (lists count from 0), the line in the file, and what is wrong and how to put it right."""

    path: str
    line: int
    sentence: str

    def told_of(self, file: object) -> str:
        """Return the fault as a line of text, with where in `folder` it is."""
        where = f"{file}:{self.line}" if self.line else str(file)
        return f"{where}: {self.path}: {self.sentence}" if self.path else f"{where}: {self.sentence}"


class CampaignUnreadable(Exception):
    """The campaign file says something it may not; nothing of it is loaded. `faults` holds all of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"line {fault.line}: {fault.sentence}" for fault in self.faults))


class NotACampaignFile(CampaignUnreadable):
    """There is no file, or it is no TOML, so nothing in it could be looked at."""


def join(steps: Iterable[Step]) -> str:
    """Return a path as text: ("levels", 1, "name") as "levels[1].name"."""
    path = ""
    for step in steps:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else step
    return path


def lies_in(path: str, whole: str) -> bool:
    """Return whether `path` is `whole` itself or a part of it."""
    return path == whole or path.startswith((f"{whole}.", f"{whole}["))


def parent(path: str) -> str:
    """Return the path that `path` is a part of; "" above the top."""
    return path[: max(path.rfind("."), path.rfind("["), 0)]

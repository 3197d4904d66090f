"""What `emulation doctor` says about one thing: how it stands, and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """How one thing stands. BAD alone makes the command fail."""

    OK = "ok"
    LOOK = "look"
    """Works, but somebody should look at it."""
    BAD = "bad"
    UNKNOWN = "unknown"
    """Could not be looked at, because of another thing on the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One line. `found` and `remedy` are English, for the operator; neither ever holds a secret."""

    name: str
    grade: Grade
    found: str
    remedy: str = ""


def ok(name: str, found: str) -> Diagnosis:
    return Diagnosis(name=name, grade=Grade.OK, found=found)


def look(name: str, found: str, remedy: str) -> Diagnosis:
    return Diagnosis(name=name, grade=Grade.LOOK, found=found, remedy=remedy)


def bad(name: str, found: str, remedy: str) -> Diagnosis:
    return Diagnosis(name=name, grade=Grade.BAD, found=found, remedy=remedy)


def unknown(name: str, found: str) -> Diagnosis:
    return Diagnosis(name=name, grade=Grade.UNKNOWN, found=found)

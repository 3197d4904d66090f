"""Whom letters go to: the ladder by which the late are reminded, the path of difficulties, how letters are headed."""

import re
from dataclasses import dataclass, field
from enum import StrEnum


class Recipient(StrEnum):
    """Whom a rung writes to, from the unit that owes up to the People's Committee."""

    UNIT = "unit"
    UNIT_HEAD = "unit_head"
    UPPER_UNIT = "upper_unit"
    BOARD = "board"
    COMMITTEE = "committee"


_NOBODYS_NUMBER = re.compile(r"(?:0[\s.\-]*){6,}(?!\d)")
_MADE_UP = ("(mẫu)", "giả định", "ví dụ")


def is_nobodys(contact: str) -> bool:
    """Return whether a contact is a placeholder: a made-up person, or a telephone number that ends in six zeros."""
    return bool(_NOBODYS_NUMBER.search(contact)) or any(word in contact.casefold() for word in _MADE_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One rung: `working_days` from the due day (negative: before it), `to` and `cc` going up.

    `name` says in a letter what this rung asks: a reminder, a second one, that somebody above step in.
    """

    id: str
    name: str
    working_days: int
    to: tuple[Recipient, ...]
    cc: tuple[Recipient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRungs:
    """The rungs of some units in place of everybody's: of these levels and of these groups (none named: of all)."""

    rungs: tuple[Rung, ...]
    levels: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    def is_for(self, level: str, group: str) -> bool:
        return (not self.levels or level in self.levels) and (not self.groups or group in self.groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How the late are reminded; the Board's own choice, in `decided_by`'s words. Rungs in order of their day.

    `rule` is the plan's order to remind at all. `board` and `committee` are the roles whose officials are written to as
    BOARD and COMMITTEE. `most_items`: as many items stand in one letter, the latest first; the rest is counted there.
    `soon`: what is due within so many working days is shown to the Board as due soon. `own`: levels and groups that
    have rungs of their own; of several that fit, the first counts.
    """

    decided_by: str
    rungs: tuple[Rung, ...]
    board: str
    committee: str = ""
    rule: str = ""
    most_items: int = 50
    soon: int = 10
    own: tuple[OwnRungs, ...] = ()

    @property
    def all_rungs(self) -> tuple[tuple[Rung, ...], ...]:
        """The rungs of each of `own`, and then everybody else's."""
        return (*(own.rungs for own in self.own), self.rungs)

    def rungs_of(self, level: str, group: str) -> tuple[Rung, ...]:
        """Return the rungs for what a unit of this level and group owes. Nothing else says which ladder is whose."""
        return next((own.rungs for own in self.own if own.is_for(level, group)), self.rungs)


@dataclass(frozen=True, slots=True, kw_only=True)
class DifficultyPath:
    """Whom units tell of difficulties: `addressee` is the role they are for, `channel` the one they go through.

    `age_rule` is the plan's word that they are dealt with in time; where it gives no limit in days there is none.
    """

    rule: str
    channel: str
    addressee: str
    age_rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPolicy:
    """How letters are headed and whom they copy: `copies` maps a letter's name to role ids."""

    from_name: str
    reply_to: str
    signature: tuple[str, ...]
    contact: str = ""
    copies: dict[str, tuple[str, ...]] = field(default_factory=dict)

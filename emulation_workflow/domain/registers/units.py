"""The register of units and of officials. Keys carry validity, because codes are reused in time."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.texts import visible


def searchable(text: str) -> str:
    """Return `text` for searching: lower case, no marks, đ as d, single spaces, look-alikes as what they show.

    Never stored as a name.
    """
    decomposed = unicodedata.normalize("NFD", visible(text).casefold().replace("đ", "d"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())


_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_AFTER_NAME = re.compile(r"[,;(\[]|\s[-–—]\s")
_ADDRESSED = re.compile(r"^(?:(?:ong|ba|dong chi|d/c|dc|gs|pgs|tskh|ts|ths|bs|ds|ks|ls|cn)[\s.:]+)+(?=\S)")


def bare_name(text: str) -> str:
    """Return a person's name for comparing: searchable, without form of address or degree before it, title after it."""
    name = _AFTER_NAME.split(_BRACKETS.sub(" ", text).strip(), maxsplit=1)[0]
    return _ADDRESSED.sub("", searchable(name) or searchable(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit, valid on days `valid_from`..`valid_to` (None: unbounded). `level` is the register's word for it.

    `name` is displayed as spelled here; `pilot`: designated as a pilot by whoever directs its level's pilots;
    `successor`: the code of the unit that took its place; `email`: its registered address, "" if none is known.
    """

    code: str
    name: str
    level: str
    kind: str
    parent: str | None = None
    group: str = ""
    pilot: bool = False
    email: str = ""
    head: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    source: str = ""
    note: str = ""

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """`substitute` may act for the official on days `start`..`end`; it does not pass on to a further substitute."""

    substitute: str
    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A person who may act: `role` as in the campaign, `unit` for roles that belong to one unit.

    `number` is the register's own key for the person (never a national identity number).
    """

    number: str
    name: str
    title: str
    role: str
    email: str
    unit: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    substitutions: tuple[Substitution, ...] = ()

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decider:
    """A person who may act on a day: `official` acts, for `on_behalf_of` when a dated substitution says so.

    `standing` is the digest of what this rests on (see `standing_of`); a code is void once it is another.
    """

    official: Official
    on_behalf_of: Official | None = None
    standing: str = ""


def standing_of(official: Official, principal: Official | None, holders: Iterable[Official], on: date) -> str:
    """Return the SHA-256 of what `official` acts on that day by: entry, address, term, and whom they stand in for.

    `holders`: who holds the role; of their substitutions those in force that name this person count.
    """
    standing = {
        "people": [_identity(person) for person in (official, principal) if person is not None],
        "substitutions": sorted(
            [holder.number, period.substitute, period.start.isoformat(), period.end.isoformat()]
            for holder in holders
            for period in holder.substitutions
            if period.start <= on <= period.end and official.number in (holder.number, period.substitute)
        ),
    }
    return hashlib.sha256(json.dumps(standing, ensure_ascii=False).encode()).hexdigest()


def _identity(person: Official) -> list[str]:
    term = [day.isoformat() if day else "" for day in (person.valid_from, person.valid_to)]
    return [person.number, person.name, person.email, person.role, person.unit or "", *term]


def is_same_person(official: Official, other: Official) -> bool:
    """Return whether two entries may be one person: by number, by address or by name, as one may hold two roles."""
    return official.number == other.number or shares_name_or_address(official, other)


def shares_name_or_address(official: Official, other: Official) -> bool:
    """Return whether two entries may be one person whatever their numbers are: another may get a number later."""
    same_address = bool(official.email) and official.email.casefold() == other.email.casefold()
    return same_address or bears_name(official, other.name)


def bears_name(official: Official, name: str) -> bool:
    """Return whether this is the official's name, however it is spelled, addressed or titled."""
    return bool(name.strip()) and bare_name(official.name) == bare_name(name)


def overlap(entry: Unit | Official, other: Unit | Official) -> bool:
    """Return whether both are valid on some day."""
    starts = max(entry.valid_from or date.min, other.valid_from or date.min)
    ends = min(entry.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends

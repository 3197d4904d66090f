"""Who is who on delegate lists: each person is counted once, even if two units name them.

A person is a name and a year of birth. How a name is typed does not matter: case, spaces, composed or decomposed
letters, the mark on one vowel of a syllable or the other (hòa, hoà). Without a year nobody can be told apart, so such a
person is counted for themselves and asked about.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from emulation_workflow.domain.delegates.lists import Delegate, Gender
from emulation_workflow.domain.registers.units import searchable

T = TypeVar("T")

_TONES = frozenset(
    "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}"
    "\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
)
_MAJORITY = frozenset({"kinh", "viet", "kinh (viet)"})
"""How lists write that somebody is of the majority, folded."""


def name_key(name: str) -> str:
    """The name for comparing, never for showing."""
    return " ".join(_syllable(word) for word in unicodedata.normalize("NFKC", name).casefold().split())


def _syllable(word: str) -> str:
    """Its letters, then its tone: a Vietnamese syllable has one, and people put it on either of two vowels."""
    signs = unicodedata.normalize("NFD", word)
    letters = "".join(sign for sign in signs if sign not in _TONES)
    return letters + "".join(sorted(sign for sign in signs if sign in _TONES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A person on a list: `place` is where, counted from 1 as on paper."""

    delegate: Delegate
    place: int

    @property
    def key(self) -> tuple[str, int | None]:
        return name_key(self.delegate.name), self.delegate.born


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person, with every place where they are named; the first speaks for all."""

    named: tuple[Named, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """Who names them, each once."""
        return tuple(dict.fromkeys(one.delegate.sent_by for one in self.named))

    @property
    def delegate(self) -> Delegate:
        return self.named[0].delegate


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Figures about people, each counted once. Who did not say is counted as unknown, never as one or the other.

    `unclear` are pairs of the same name of whom one has no year: they may be one person.
    """

    people: int = 0
    women: int = 0
    gender_unknown: int = 0
    minorities: int = 0
    ethnicity_unknown: int = 0
    unclear: int = 0
    by_category: dict[str, int] = field(default_factory=dict)


def placed(delegates: Iterable[Delegate]) -> tuple[Named, ...]:
    return tuple(Named(delegate=one, place=place) for place, one in enumerate(delegates, start=1))


def people_of(named: Iterable[Named]) -> tuple[Person, ...]:
    """Everybody who is named, once each, in the order in which they are first named.

    Who is marked as another's namesake is a person of their own.
    """
    found: dict[tuple[object, ...], list[Named]] = defaultdict(list)
    for at, one in enumerate(named):
        name, born = one.key
        own: tuple[object, ...] = ()
        if one.delegate.namesake:
            own = (at,)
        elif born is None:
            own = (one.delegate.sent_by,)
        found[name, born, *own].append(one)
    return tuple(Person(named=tuple(places)) for places in found.values())


def going(named: Iterable[Named]) -> tuple[Named, ...]:
    """Those who go: official delegates whose place nobody takes, and reserves who take another's place."""
    everybody = tuple(named)
    replaced = {(one.delegate.sent_by, name_key(one.delegate.replaces)) for one in everybody if one.delegate.stands_in}
    return tuple(
        one
        for one in everybody
        if one.delegate.is_sent and (one.delegate.sent_by, name_key(one.delegate.name)) not in replaced
    )


def unclear_pairs(people: Sequence[Person]) -> tuple[tuple[Person, Person], ...]:
    """People of one name who may be one person, because a year is missing; namesakes have been told apart."""
    by_name: dict[str, list[Person]] = defaultdict(list)
    for one in people:
        if not one.delegate.namesake:
            by_name[name_key(one.delegate.name)].append(one)
    return tuple(
        (first, second)
        for same in by_name.values()
        for at, first in enumerate(same)
        for second in same[at + 1 :]
        if first.delegate.born is None or second.delegate.born is None
    )


def is_minority(delegate: Delegate) -> bool | None:
    """Whether they belong to an ethnic minority, None if the list does not say."""
    return searchable(delegate.ethnicity) not in _MAJORITY if delegate.ethnicity.strip() else None


def counts_of(people: Sequence[Person]) -> Counts:
    """The figures of these people; what one place leaves open another may say."""
    genders = [_first(one.delegate.gender for one in person.named) for person in people]
    minorities = [_first(is_minority(one.delegate) for one in person.named) for person in people]
    categories = Counter(_first(one.delegate.category or None for one in person.named) or "" for person in people)
    return Counts(
        people=len(people),
        women=genders.count(Gender.FEMALE),
        gender_unknown=genders.count(None),
        minorities=minorities.count(True),
        ethnicity_unknown=minorities.count(None),
        unclear=len(unclear_pairs(people)),
        by_category=dict(sorted(categories.items())),
    )


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)

"""Identify people on delegate lists: each person is counted once, even if two units name them.

A person is a name and a year of birth. How a name is typed does not matter: case, spaces, composed or decomposed
letters, letters of other alphabets that look the same, the mark on one vowel of a syllable or the other (hòa, hoà), a
form of address before it. A name without a year cannot be matched for certain: it counts as a person of its own and is
asked about.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from emulation_workflow.domain.delegates.delegate_lists import Delegate, Gender
from emulation_workflow.domain.registers import name_words, searchable, with_i_for_y

T = TypeVar("T")

_TONES = frozenset(
    "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}"
    "\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
)
_MAJORITY = frozenset({"kinh", "viet", "kinh (viet)"})
"""How lists write that somebody is of the majority, folded."""


def name_key(name: str) -> str:
    """Return the name for comparing, never for showing: see `registers.name_words`."""
    return " ".join(map(_syllable, name_words(name)))


def _syllable(word: str) -> str:
    """Return a word's letters, then its tone: a syllable has one, and people put it on either of two vowels."""
    characters = unicodedata.normalize("NFD", word)
    letters = "".join(character for character in characters if character not in _TONES)
    return with_i_for_y(letters) + "".join(sorted(character for character in characters if character in _TONES))


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """A person on a list: `place` is where, counted from 1 as on paper."""

    delegate: Delegate
    place: int

    @property
    def key(self) -> tuple[str, int | None]:
        return name_key(self.delegate.name), self.delegate.born

    @property
    def replaced(self) -> str:
        """The name, for comparing, of the delegate whom this one replaces; "" for nobody."""
        return name_key(self.delegate.replaces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person, with every place where they are named; the first place supplies their data."""

    named: tuple[ListEntry, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """The codes of the units that name the person, each once."""
        return tuple(dict.fromkeys(entry.delegate.sent_by for entry in self.named))

    @property
    def delegate(self) -> Delegate:
        return self.named[0].delegate


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Figures about people, each counted once. What a list does not state is counted as unknown.

    `unclear` are pairs of the same name of whom one has no year: they may be the same person.
    """

    people: int = 0
    women: int = 0
    gender_unknown: int = 0
    minorities: int = 0
    ethnicity_unknown: int = 0
    unclear: int = 0
    by_category: dict[str, int] = field(default_factory=dict)


def placed(delegates: Iterable[Delegate]) -> tuple[ListEntry, ...]:
    return tuple(ListEntry(delegate=delegate, place=place) for place, delegate in enumerate(delegates, start=1))


def people_of(named: Iterable[ListEntry]) -> tuple[Person, ...]:
    """Return everybody who is named, once each, in the order in which they are first named.

    A person marked as another's namesake counts as a person of their own. Without a year of birth, two are the same
    person only on one unit's list.
    """
    by_person: dict[tuple[object, ...], list[ListEntry]] = defaultdict(list)
    for position, entry in enumerate(named):
        apart = position if entry.delegate.namesake else entry.delegate.sent_by if entry.key[1] is None else None
        by_person[*entry.key, apart].append(entry)
    return tuple(Person(named=tuple(places)) for places in by_person.values())


def going(named: Iterable[ListEntry]) -> tuple[ListEntry, ...]:
    """Return those who go: official delegates whom nobody replaces, and reserves who replace a delegate."""
    entries = tuple(named)
    replaced = {(entry.delegate.sent_by, entry.replaced) for entry in entries if entry.delegate.stands_in}
    sent = [entry for entry in entries if entry.delegate.is_sent]
    return tuple(entry for entry in sent if (entry.delegate.sent_by, entry.key[0]) not in replaced)


def unclear_pairs(people: Sequence[Person]) -> tuple[tuple[Person, Person], ...]:
    """Return pairs of one name who may be one person, because a year is missing; marked namesakes are not."""
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        if not person.delegate.namesake:
            by_name[name_key(person.delegate.name)].append(person)
    return tuple(
        (first, second)
        for same in by_name.values()
        for position, first in enumerate(same)
        for second in same[position + 1 :]
        if first.delegate.born is None or second.delegate.born is None
    )


def is_minority(delegate: Delegate) -> bool | None:
    """Return whether they belong to an ethnic minority, None if the list does not say."""
    return searchable(delegate.ethnicity) not in _MAJORITY if delegate.ethnicity.strip() else None


def counts_of(people: Sequence[Person]) -> Counts:
    """Return the figures of these people; what is missing at one place is taken from another."""
    genders = [_first(entry.delegate.gender for entry in person.named) for person in people]
    minorities = [_first(is_minority(entry.delegate) for entry in person.named) for person in people]
    categories = Counter(_first(entry.delegate.category or None for entry in person.named) or "" for person in people)
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

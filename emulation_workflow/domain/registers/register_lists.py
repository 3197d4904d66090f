"""What a list says of the register: what it leaves out or blank stays as it is registered, unless it is to be cleared.

Lists are kept by many hands: one without a column for the last day must not bring back an official who has left.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, NamedTuple, TypeVar

from emulation_workflow.domain.registers.units import Official, Substitution, Unit, overlap

Entry = TypeVar("Entry", Unit, Official)

_SUBSTITUTIONS = "substitutions"


@dataclass(frozen=True, slots=True)
class SheetRead:
    """Which sheet of a workbook a list was read from, "" where it has one alone.

    `passed_over`: others that show, and hold something else.
    """

    title: str = ""
    passed_over: tuple[str, ...] = ()


ONLY_SHEET = SheetRead()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterList(Generic[Entry]):
    """Entries as a list has them, and the fields for which it has a column; of others it says nothing.

    `sheet` names the sheet they stand on where a workbook has several.
    """

    entries: tuple[Entry, ...]
    columns: frozenset[str]
    sheet: SheetRead = ONLY_SHEET


class Completed(NamedTuple, Generic[Entry]):
    """A listed entry with what it leaves out filled in, beside the registered one it is about (None: it is new).

    `blank`: the fields that the list has a column for, the entry leaves blank and the register fills.
    """

    entry: Entry
    registered: Entry | None
    blank: tuple[str, ...] = ()


def completed(
    entries: Iterable[Entry], registered: Iterable[Entry], *, columns: Collection[str] = (), clear: bool = False
) -> list[Completed[Entry]]:
    """Return the entries of a list with these `columns`, filled in from the register.

    With `clear`, what is blank in these columns is cleared, and substitutions that are not listed again end.
    """
    known = _by_key(registered)
    return [
        _completed(entry, old, columns, clear=clear) if old else Completed(entry, None)
        for entry, old in ((entry, _registered_as(entry, known[_key(entry)])) for entry in entries)
    ]


def _completed(entry: Entry, old: Entry, columns: Collection[str], *, clear: bool) -> Completed[Entry]:
    filled = _filled_in(entry, old, columns if clear else ())
    blank = tuple(name for name in columns if not clear and getattr(filled, name) != getattr(entry, name, None))
    return Completed(filled, old, blank)


def _key(entry: Unit | Official) -> str:
    return entry.code if isinstance(entry, Unit) else entry.number


def _by_key(registered: Iterable[Entry]) -> dict[str, list[Entry]]:
    known: dict[str, list[Entry]] = defaultdict(list)
    for entry in registered:
        known[_key(entry)].append(entry)
    return known


def _registered_as(entry: Entry, same_key: Sequence[Entry]) -> Entry | None:
    """Return the registered entry that a listed one is about.

    A unit that is listed without its first day is the only one that bears the code on a day of the listed validity.
    """
    if isinstance(entry, Official):
        return next(iter(same_key), None)
    exact = next((known for known in same_key if known.valid_from == entry.valid_from), None)
    if exact is not None or entry.valid_from is not None:
        return exact
    meant = [known for known in same_key if overlap(known, entry)]
    return meant[0] if len(meant) == 1 else None


def _filled_in(entry: Entry, old: Entry, cleared: Collection[str]) -> Entry:
    kept: dict[str, Any] = {
        field.name: getattr(old, field.name)
        for field in fields(entry)
        if field.name not in cleared and getattr(entry, field.name) == field.default
    }
    if _SUBSTITUTIONS not in cleared and _SUBSTITUTIONS not in kept and isinstance(entry, Official):
        kept[_SUBSTITUTIONS] = _substitutions(entry.substitutions, getattr(old, _SUBSTITUTIONS))
    return replace(entry, **kept)


def _substitutions(listed: tuple[Substitution, ...], old: tuple[Substitution, ...]) -> tuple[Substitution, ...]:
    """Return the listed ones and those before them, which a paper of their days may rest on."""
    others = tuple(period for period in old if period not in listed)
    return (*listed, *others) if len(listed) + len(others) > len(old) else old

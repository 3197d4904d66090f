"""Check that units and officials can stand in the register together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from emulation_workflow.domain.campaign import Campaign, RoleScope
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.registers.units import Official, Unit, overlap, searchable

UnitKey = tuple[str, date | None]
"""(code, valid_from): codes are reused in time, so a code alone names no unit."""

_ADDRESS = re.compile(
    r"(?=.{3,254}$)(?=[^@]{1,64}@)[A-Za-z0-9!#$&'*+/=^_`{|}~-]+(\.[A-Za-z0-9!#$&'*+/=^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
)
"""Without `?` and `%`, which mean something else in links and to former mail servers."""

_FEWEST_DIGITS, _NEARLY_ALL = 3, 0.8
"""From which length on a spreadsheet's loss of leading zeros shows among codes of one length."""


def key_of(unit: Unit) -> UnitKey:
    return unit.code, unit.valid_from


def is_address(text: str) -> bool:
    """Return whether `text` is an e-mail address that any server takes: ASCII only, one "@", a domain with a dot."""
    return _ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterFault:
    """What is wrong with entry number `index` (from 0) of an import, in which column (by its machine name).

    `part`: which of an official's substitutions, from 0.
    """

    index: int
    column: str
    code: ProblemCode
    part: int = 0
    params: Mapping[str, object] = field(default_factory=dict)

    def problem(self, where: str) -> Problem:
        return Problem(code=self.code, where=where, params=self.params)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAddress:
    """Where a registered unit is written to; "" leaves a field as it is. `valid_from` only where a code was reused."""

    code: str
    valid_from: date | None = None
    email: str = ""
    head: str = ""

    def means(self, unit: Unit) -> bool:
        return self.code == unit.code and self.valid_from in (None, unit.valid_from)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an import is checked against: the campaign's words for levels and roles, and the present register.

    `levels` and `roles` map what a person may write, folded, to the register's own word; the choices show both.
    """

    levels: Mapping[str, str]
    level_choices: tuple[str, ...]
    roles: Mapping[str, str]
    role_choices: tuple[str, ...]
    scopes: Mapping[str, RoleScope]
    units: Sequence[Unit] = ()
    officials: Sequence[Official] = ()


def known_to(campaign: Campaign, *, units: Sequence[Unit] = (), officials: Sequence[Official] = ()) -> Known:
    """Return what an import into a register with these `units` and `officials` is checked against.

    A level may be written as the register's word or, where that is unambiguous, by its name in the campaign.
    """
    words = [(word, level) for level in campaign.levels for word in level.unit_levels]
    levels = {searchable(level.name): word for word, level in words if level.unit_levels == (word,)}
    roles = {searchable(role.name): role.id for role in campaign.roles}
    return Known(
        levels=levels | {searchable(word): word for word, _ in words},
        level_choices=tuple(f"{level.name} ({word})" for word, level in words),
        roles=roles | {searchable(role.id): role.id for role in campaign.roles},
        role_choices=tuple(f"{role.name} ({role.id})" for role in campaign.roles),
        scopes={role.id: role.scope for role in campaign.roles},
        units=units,
        officials=officials,
    )


def unit_faults(units: Sequence[Unit], known: Known) -> Iterator[RegisterFault]:
    """Yield everything that keeps `units` out of the register, in their order."""
    by_code: dict[str, dict[UnitKey, Unit]] = defaultdict(dict)
    for unit in (*known.units, *units):
        by_code[unit.code][key_of(unit)] = unit
    seen: set[UnitKey] = set()
    usual = _usual_digits(known.units, units)
    for index, unit in enumerate(units):
        if key_of(unit) in seen:
            yield RegisterFault(
                index=index, column="code", code=ProblemCode.REGISTER_UNIT_TWICE, params={"value": unit.code}
            )
        elif other := _overlapping(unit, by_code[unit.code].values()):
            yield RegisterFault(
                index=index, column="valid_from", code=ProblemCode.REGISTER_VALIDITY_OVERLAPS, params=_validity(other)
            )
        seen.add(key_of(unit))
        if unit.code.isdigit() and len(unit.code) < (digits := usual.get(unit.level, 0)):
            params = {"value": unit.code, "digits": digits}
            yield RegisterFault(index=index, column="code", code=ProblemCode.REGISTER_CODE_SHORT, params=params)
        if unit.level not in known.levels.values():
            yield _unknown_word(index, "level", ProblemCode.REGISTER_LEVEL_UNKNOWN, unit.level, known.level_choices)
        if unit.parent == unit.code:
            yield RegisterFault(
                index=index,
                column="parent_code",
                code=ProblemCode.REGISTER_PARENT_IS_ITSELF,
                params={"value": unit.code},
            )
        elif unit.parent and unit.parent not in by_code:
            yield RegisterFault(
                index=index,
                column="parent_code",
                code=ProblemCode.REGISTER_PARENT_UNKNOWN,
                params={"value": unit.parent},
            )
        yield from _common_faults(index, unit)


def _usual_digits(known: Sequence[Unit], listed: Sequence[Unit]) -> Mapping[str, int]:
    """Return by level how many digits its codes have where nearly all agree, registered ones before listed ones."""
    usual: dict[str, int] = {}
    for units in (listed, known):
        lengths: dict[str, Counter[int]] = defaultdict(Counter)
        for unit in units:
            if unit.code.isdigit():
                lengths[unit.level][len(unit.code)] += 1
        for level, counts in lengths.items():
            length, count = counts.most_common(1)[0]
            usual[level] = length if length >= _FEWEST_DIGITS and count >= _NEARLY_ALL * counts.total() else 0
    return usual


def official_faults(officials: Sequence[Official], known: Known) -> Iterator[RegisterFault]:
    """Yield everything that keeps `officials` out of the register, in their order."""
    merged = {official.number: official for official in (*known.officials, *officials)}
    by_address: dict[str, list[Official]] = defaultdict(list)
    for official in merged.values():
        by_address[official.email.casefold()].append(official)
    bearers = _by_code(known.units)
    seen: set[str] = set()
    for index, official in enumerate(officials):
        if official.number in seen:
            params = {"value": official.number, "name": merged[official.number].name}
            yield RegisterFault(index=index, column="number", code=ProblemCode.REGISTER_NUMBER_TAKEN, params=params)
        seen.add(official.number)
        yield from _role_faults(index, official, known, bearers)
        yield from _common_faults(index, official)
        if other := _another_person(official, by_address[official.email.casefold()]):
            params = {"value": official.email, "name": other.name, "number": other.number}
            yield RegisterFault(index=index, column="email", code=ProblemCode.REGISTER_ADDRESS_SHARED, params=params)
        yield from _substitution_faults(index, official, merged)


def address_faults(addresses: Sequence[UnitAddress], known: Known) -> Iterator[RegisterFault]:
    """Yield everything that keeps `addresses` from being entered, in their order."""
    by_code: dict[str, list[Unit]] = defaultdict(list)
    for unit in known.units:
        by_code[unit.code].append(unit)
    seen: set[UnitKey] = set()
    for index, address in enumerate(addresses):
        meant = [key_of(unit) for unit in by_code[address.code] if address.means(unit)]
        if not meant:
            yield RegisterFault(
                index=index, column="code", code=ProblemCode.REGISTER_UNIT_UNKNOWN, params={"value": address.code}
            )
        elif len(meant) > 1:
            yield RegisterFault(
                index=index, column="valid_from", code=ProblemCode.REGISTER_CODE_REUSED, params={"value": address.code}
            )
        elif meant[0] in seen:
            yield RegisterFault(
                index=index, column="code", code=ProblemCode.REGISTER_UNIT_TWICE, params={"value": address.code}
            )
        seen.update(meant)
        if address.email and not is_address(address.email):
            yield RegisterFault(
                index=index, column="email", code=ProblemCode.REGISTER_BAD_ADDRESS, params={"value": address.email}
            )


def _common_faults(index: int, entry: Unit | Official) -> Iterator[RegisterFault]:
    if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
        params = {"start": entry.valid_from, "end": entry.valid_to}
        yield RegisterFault(index=index, column="valid_to", code=ProblemCode.REGISTER_END_BEFORE_START, params=params)
    if entry.email and not is_address(entry.email):
        yield RegisterFault(
            index=index, column="email", code=ProblemCode.REGISTER_BAD_ADDRESS, params={"value": entry.email}
        )


def _role_faults(
    index: int, official: Official, known: Known, bearers: Mapping[str, Sequence[Unit]]
) -> Iterator[RegisterFault]:
    if official.role not in known.scopes:
        yield _unknown_word(index, "role", ProblemCode.REGISTER_ROLE_UNKNOWN, official.role, known.role_choices)
    elif known.scopes[official.role] is not RoleScope.CAMPAIGN and not official.unit:
        yield RegisterFault(
            index=index, column="unit", code=ProblemCode.REGISTER_ROLE_NEEDS_UNIT, params={"value": official.role}
        )
    if official.unit and official.unit not in bearers:
        yield RegisterFault(
            index=index, column="unit", code=ProblemCode.REGISTER_UNIT_UNKNOWN, params={"value": official.unit}
        )
    elif official.unit and not (served := _served(official, bearers)):
        yield RegisterFault(
            index=index, column="valid_from", code=ProblemCode.REGISTER_OF_NO_UNIT, params={"value": official.unit}
        )
    elif official.unit and len(served) > 1:
        params = {
            "value": official.unit,
            "former": served[0].name,
            "until": served[0].valid_to,
            "later": served[1].name,
        }
        yield RegisterFault(index=index, column="valid_from", code=ProblemCode.REGISTER_OF_TWO_UNITS, params=params)
    if not official.email:
        yield RegisterFault(
            index=index, column="email", code=ProblemCode.REGISTER_ADDRESS_MISSING, params={"name": official.name}
        )


def held_to_their_unit(
    officials: Iterable[Official], before: Iterable[Unit], after: Iterable[Unit]
) -> Iterator[tuple[Official, Official]]:
    """Yield who would come to belong to another unit or to none, and the entry with the term that their unit has.

    The units `before` are replaced by those `after`: another bears a code, earlier or later, or a validity is shorter.
    """
    bearers, former = _by_code(after), _by_code(before)
    for official in officials:
        theirs = [key_of(unit) for unit in _served(official, former)]
        served = [key_of(unit) for unit in _served(official, bearers)]
        if theirs and (not served or not {*served} <= {*theirs}):
            unit = next(unit for unit in bearers[official.unit or ""] if key_of(unit) == theirs[-1])
            yield official, _within(official, unit)


def _within(official: Official, unit: Unit) -> Official:
    """Return the official with the part of their term in which the unit is valid."""
    starts = [day for day in (official.valid_from, unit.valid_from) if day]
    ends = [day for day in (official.valid_to, unit.valid_to) if day]
    return replace(official, valid_from=max(starts, default=None), valid_to=min(ends, default=None))


def _served(official: Official, bearers: Mapping[str, Sequence[Unit]]) -> list[Unit]:
    """Return the units that bear the official's code on some day of their term, the earliest first."""
    return [unit for unit in bearers.get(official.unit or "", ()) if overlap(unit, official)]


def _by_code(units: Iterable[Unit]) -> Mapping[str, Sequence[Unit]]:
    """Return by code the units that bear it, the earliest first."""
    by_code: dict[str, list[Unit]] = defaultdict(list)
    for unit in sorted(units, key=lambda unit: unit.valid_from or date.min):
        by_code[unit.code].append(unit)
    return by_code


def _substitution_faults(index: int, official: Official, merged: Mapping[str, Official]) -> Iterator[RegisterFault]:
    for part, substitution in enumerate(official.substitutions):
        params = {"value": substitution.substitute, "start": substitution.start, "end": substitution.end}
        for column, code in _substitution_codes(official, part, merged):
            yield RegisterFault(index=index, column=column, code=code, part=part, params=params)


def _substitution_codes(
    official: Official, part: int, merged: Mapping[str, Official]
) -> Iterator[tuple[str, ProblemCode]]:
    substitution = official.substitutions[part]
    if substitution.substitute not in merged:
        yield "substitute", ProblemCode.REGISTER_SUBSTITUTE_UNKNOWN
    if substitution.substitute == official.number:
        yield "substitute", ProblemCode.REGISTER_SUBSTITUTE_IS_ITSELF
    if substitution.end < substitution.start:
        yield "substitute_to", ProblemCode.REGISTER_END_BEFORE_START
    if substitution in official.substitutions[:part]:
        yield "substitute", ProblemCode.REGISTER_SUBSTITUTION_TWICE


def _overlapping(unit: Unit, same_code: Iterable[Unit]) -> Unit | None:
    """Return another entry of the same code that is valid on a day on which `unit` is."""
    return next((other for other in same_code if key_of(other) != key_of(unit) and overlap(other, unit)), None)


def _another_person(official: Official, same_address: Iterable[Official]) -> Official | None:
    """Return somebody else who reads `official`'s letters while in office: a code goes to one person alone.

    One person with two roles has two numbers and one address.
    """
    return next(
        (
            other
            for other in same_address
            if searchable(other.name) != searchable(official.name) and overlap(other, official)
        ),
        None,
    )


def _validity(entry: Unit) -> dict[str, object]:
    return {"name": entry.name, "period": (entry.valid_from, entry.valid_to)}


def _unknown_word(index: int, column: str, code: ProblemCode, value: str, choices: tuple[str, ...]) -> RegisterFault:
    return RegisterFault(index=index, column=column, code=code, params={"value": value, "allowed": choices})

"""The registers of units and officials: what an import would change, the import itself, and the search for a unit."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.campaign import Gate
from emulation_workflow.domain.errors import ProblemCode
from emulation_workflow.domain.record.ledger import UNKNOWN, LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import (
    Completed,
    Known,
    Official,
    RegisterFault,
    Unit,
    UnitAddress,
    address_faults,
    completed,
    held_to_their_unit,
    is_same_person,
    key_of,
    known_to,
    official_faults,
    search,
    unit_faults,
)
from emulation_workflow.messages import sentence
from emulation_workflow.office.approval.chain import ask_about_changed_units, ask_in_open_cases
from emulation_workflow.office.authority import in_office
from emulation_workflow.office.board_items import list_item
from emulation_workflow.office.office import Office, refuse_any
from emulation_workflow.ports import Transaction

Registered = TypeVar("Registered", Unit, Official)

_NOT_IN_THE_RECORD = frozenset({"source", "note"})
"""Remarks on an entry: long, the same for hundreds of rows, and nothing is decided by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange(Generic[Registered]):
    """What an import does to the register; `changed` holds pairs of old and new.

    `blank`: entries with the fields that they leave blank, that are registered, and that stay so. `held`: officials,
    old and new, whose term is held to that of their unit, as another one bears its code before or after.
    """

    added: tuple[Registered, ...]
    changed: tuple[tuple[Registered, Registered], ...]
    same: tuple[Registered, ...]
    blank: tuple[tuple[Registered, tuple[str, ...]], ...] = ()
    held: tuple[tuple[Official, Official], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)

    @property
    def written(self) -> tuple[Registered, ...]:
        """Return the entries to write: those added, and the new state of those changed."""
        return self.added + tuple(new for _, new in self.changed)


def known(office: Office) -> Known:
    """Return what the office knows at this moment, against which the readers of register files judge their rows."""
    return office.read(lambda record: _known(office, record))


def import_units(
    office: Office,
    units: Sequence[Unit],
    *,
    dry_run: bool,
    columns: Collection[str] = (),
    clear: bool = False,
    by: str = "",
) -> RegisterChange[Unit]:
    """Add or change units, all or none, in one transaction; units not named stay.

    Rejected with everything that is wrong. What a unit leaves out or blank stays as registered. `columns`: the fields
    that the list has columns for; `clear`: what is blank in these is cleared. `by`: who imports, "" for the account
    that runs the command.

    Where another unit is above a pilot now, codes of who may act no more in its case are void, and whoever may is
    written to, in the same transaction. Where another unit bears a code, before or after, the terms of the
    first one's officials are held to its own: they are not the other unit's.
    """
    with office.transaction(dry_run=dry_run) as record:
        now_known = _known(office, record)
        listed = completed(units, now_known.units, columns=columns, clear=clear)
        names = [f"{unit.code} {unit.name}" for unit in units]
        _refuse(unit_faults([item.entry for item in listed], now_known), names)
        change = _change(listed)
        by_key = {key_of(unit): unit for unit in now_known.units}
        after = by_key | {key_of(unit): unit for unit in change.written}
        change = replace(change, held=tuple(held_to_their_unit(now_known.officials, by_key.values(), after.values())))
        if change and not dry_run:
            record.register.replace_units(change.written)
            _enter(office, record, change, what="import_units", by=by)
            ask_about_changed_units(record, office, change.changed, office.clock.now())
            if change.held:
                record.register.replace_officials(new for _, new in change.held)
                ask_in_open_cases(record, office, _concerned(change.held), office.clock.now())
        return change


def import_officials(
    office: Office,
    officials: Sequence[Official],
    *,
    dry_run: bool,
    columns: Collection[str] = (),
    clear: bool = False,
    by: str = "",
) -> RegisterChange[Official]:
    """Add or change officials with their substitutions, all or none, in one transaction; those not named stay.

    Rejected with everything that is wrong: a role the campaign does not know, a unit that is not registered, an address
    that somebody else reads too. `columns` and `clear` as for units; a substitution not listed again stays, too.

    Codes of whom a change concerns are void, and whoever may act now is written to, in the same transaction.
    """
    with office.transaction(dry_run=dry_run) as record:
        now_known = _known(office, record)
        listed = completed(officials, now_known.officials, columns=columns, clear=clear)
        names = [f"{official.number} {official.name}" for official in officials]
        _refuse(official_faults([item.entry for item in listed], now_known), names)
        change = _change(listed)
        if change and not dry_run:
            record.register.replace_officials(change.written)
            _enter(office, record, change, what="import_officials", by=by)
            ask_in_open_cases(record, office, _concerned(change.changed), office.clock.now())
    return change


def list_officials_of_two_units(office: Office) -> None:
    """Put on the Board's list, once each, whose term two bearers of their unit's code share.

    No import takes such a term; a record that was begun before that was so may hold some.
    """
    now_known = known(office)
    for fault in official_faults(now_known.officials, now_known):
        if fault.code is ProblemCode.REGISTER_OF_TWO_UNITS:
            official = now_known.officials[fault.index]
            told = {"name": official.name, "number": official.number, "said": [sentence(fault.problem(""))]}
            cause, unit = f"{official.number}/{official.unit}", official.unit or ""
            list_item(office, board_item(ItemKind.OF_TWO_UNITS, cause, at=office.clock.now(), unit=unit, **told))


def lacks_second_recorder(office: Office) -> bool:
    """Return whether the campaign asks for a second pair of eyes and fewer than two people enter papers today."""
    on, gate = office.clock.now().date(), office.campaign.gate
    people = office.read(lambda record: in_office(record.register, gate.recorded_by, on)) if gate else ()
    return needs_another_recorder(gate, people)


def needs_another_recorder(gate: Gate | None, recorders: Sequence[Official]) -> bool:
    """Return whether the gate asks for a second pair of eyes and these recorders are fewer than two people."""
    if gate is None or not gate.recorded_by or not any(step.needs_second_pair for step in gate.steps):
        return False
    return all(is_same_person(person, other) for person in recorders for other in recorders)


def _concerned(changed: Iterable[tuple[Official, Official]]) -> set[str]:
    """Return whose codes a change voids, by number: those whose entry is another, and who stands in for them."""
    numbers = set()
    for old, new in changed:
        if replace(old, title=new.title) != new:
            numbers.add(new.number)
            numbers |= {period.substitute for period in {*old.substitutions} ^ {*new.substitutions}}
    return numbers


def import_addresses(
    office: Office, addresses: Sequence[UnitAddress], *, dry_run: bool, by: str = ""
) -> RegisterChange[Unit]:
    """Set e-mail address and head of registered units, and nothing else of them, all or none, in one transaction."""
    with office.transaction(dry_run=dry_run) as record:
        now_known = _known(office, record)
        _refuse(address_faults(addresses, now_known), [address.code for address in addresses])
        addressed = [
            Completed(replace(unit, email=address.email or unit.email, head=address.head or unit.head), unit)
            for address in addresses
            for unit in now_known.units
            if address.means(unit)
        ]
        change = _change(addressed)
        if change and not dry_run:
            record.register.replace_units(change.written)
            _enter(office, record, change, what="import_addresses", by=by)
    return change


def find_units(office: Office, words: str, on: date | None) -> tuple[Unit, ...]:
    """Return every unit `words` may mean among those valid on a day (None: among all); see domain.unit_names.search."""
    units = office.read(lambda record: record.register.units(on))
    return search(units, words, parents=units)


def _known(office: Office, record: Transaction) -> Known:
    return known_to(office.campaign, units=record.register.units(), officials=record.register.officials())


def _refuse(faults: Iterable[RegisterFault], names: Sequence[str]) -> None:
    refuse_any(fault.problem(names[fault.index]) for fault in faults)


def _change(listed: Sequence[Completed[Registered]]) -> RegisterChange[Registered]:
    pairs = [(item.registered, item.entry) for item in listed]
    return RegisterChange(
        added=tuple(new for old, new in pairs if old is None),
        changed=tuple((old, new) for old, new in pairs if old is not None and old != new),
        same=tuple(new for old, new in pairs if old == new),
        blank=tuple((item.entry, item.blank) for item in listed if item.blank),
    )


def _enter(
    office: Office,
    record: Transaction,
    change: RegisterChange[Unit] | RegisterChange[Official],
    *,
    what: str,
    by: str,
) -> None:
    details = {
        "added": [_plain(entry) for entry in change.added],
        "changed": [{"from": _plain(old), "to": _plain(new)} for old, new in (*change.changed, *change.held)],
    }
    record.ledger.append(
        LedgerEntry(
            kind=LedgerKind.REGISTER,
            at=office.clock.now(),
            actor=by or office.account or UNKNOWN,
            what=what,
            channel=Channel.COMMAND,
            campaign_sha256=office.campaign.sha256,
            details=details,
        )
    )


def _plain(entry: Unit | Official) -> dict[str, object]:
    """Return the entry in JSON values, without the fields it leaves open."""
    plain: dict[str, object] = json.loads(json.dumps(asdict(entry), default=date.isoformat))
    return {name: value for name, value in plain.items() if value and name not in _NOT_IN_THE_RECORD}

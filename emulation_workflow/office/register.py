"""The registers of units and officials: what an import would change, the import itself, and the search for a unit."""

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import (
    Known,
    Official,
    RegisterFault,
    Unit,
    UnitAddress,
    address_faults,
    key_of,
    known_to,
    official_faults,
    search,
    unit_faults,
)
from emulation_workflow.office.office import Office, refuse_any
from emulation_workflow.ports import Transaction

Registered = TypeVar("Registered", bound=Unit | Official)
Key = TypeVar("Key", bound=Hashable)

_NOT_IN_THE_RECORD = frozenset({"source", "note"})
"""Remarks on an entry: long, the same for hundreds of rows, and nothing is decided by them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange(Generic[Registered]):
    """What an import does to the register; `changed` holds pairs of old and new."""

    added: tuple[Registered, ...]
    changed: tuple[tuple[Registered, Registered], ...]
    same: tuple[Registered, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)

    @property
    def written(self) -> list[Registered]:
        """Return the entries to write: those added, and the new state of those changed."""
        return [*self.added, *[new for _, new in self.changed]]


def known(office: Office) -> Known:
    """Return what the office knows at this moment, against which the readers of register files judge their rows."""
    return office.read(lambda record: _known(office, record))


def import_units(office: Office, units: Sequence[Unit], *, dry_run: bool, by: str = "register") -> RegisterChange[Unit]:
    """Add or change units, all or none, in one transaction; units not named stay.

    Rejected with everything that is wrong. An empty address, head or successor leaves what is registered: those come in
    files of their own. `by`: who imports.
    """
    with office.transaction(dry_run=dry_run) as record:
        now_known = _known(office, record)
        _refuse(unit_faults(units, now_known), [f"{unit.code} {unit.name}" for unit in units])
        registered = {key_of(unit): unit for unit in now_known.units}
        completed = [_with_registered_contacts(unit, registered.get(key_of(unit))) for unit in units]
        change = _change(completed, registered, key_of)
        if change and not dry_run:
            record.register.replace_units(change.written)
            _enter(office, record, change, what="import_units", by=by)
        return change


def import_officials(
    office: Office, officials: Sequence[Official], *, dry_run: bool, by: str = "register"
) -> RegisterChange[Official]:
    """Add or change officials with their substitutions, all or none, in one transaction; those not named stay.

    Rejected with everything that is wrong: a role the campaign does not know, a unit that is not registered, an address
    that somebody else reads too.
    """
    with office.transaction(dry_run=dry_run) as record:
        now_known = _known(office, record)
        _refuse(official_faults(officials, now_known), [f"{official.number} {official.name}" for official in officials])
        registered = {official.number: official for official in now_known.officials}
        change = _change(officials, registered, lambda official: official.number)
        if change and not dry_run:
            record.register.replace_officials(change.written)
            _enter(office, record, change, what="import_officials", by=by)
    return change


def import_addresses(
    office: Office, addresses: Sequence[UnitAddress], *, dry_run: bool, by: str = "register"
) -> RegisterChange[Unit]:
    """Set e-mail address and head of registered units, and nothing else of them, all or none, in one transaction."""
    with office.transaction(dry_run=dry_run) as record:
        now_known = _known(office, record)
        _refuse(address_faults(addresses, now_known), [address.code for address in addresses])
        registered = {key_of(unit): unit for unit in now_known.units}
        addressed = [
            replace(unit, email=address.email or unit.email, head=address.head or unit.head)
            for address in addresses
            for unit in now_known.units
            if address.means(unit)
        ]
        change = _change(addressed, registered, key_of)
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


def _with_registered_contacts(unit: Unit, registered: Unit | None) -> Unit:
    if registered is None:
        return unit
    return replace(
        unit,
        email=unit.email or registered.email,
        head=unit.head or registered.head,
        successor=unit.successor or registered.successor,
    )


def _change(
    entries: Iterable[Registered],
    registered: Mapping[Key, Registered],
    key: Callable[[Registered], Key],
) -> RegisterChange[Registered]:
    added: list[Registered] = []
    changed: list[tuple[Registered, Registered]] = []
    same: list[Registered] = []
    for entry in entries:
        old = registered.get(key(entry))
        if old is None:
            added.append(entry)
        elif old == entry:
            same.append(entry)
        else:
            changed.append((old, entry))
    return RegisterChange(added=tuple(added), changed=tuple(changed), same=tuple(same))


def _enter(
    office: Office,
    record: Transaction,
    change: RegisterChange[Unit] | RegisterChange[Official],
    *,
    what: str,
    by: str,
) -> None:
    facts = {
        "added": [_plain(entry) for entry in change.added],
        "changed": [{"from": _plain(old), "to": _plain(new)} for old, new in change.changed],
    }
    record.ledger.append(
        LedgerEntry(
            kind=LedgerKind.REGISTER,
            at=office.clock.now(),
            actor=by,
            what=what,
            channel=Channel.COMMAND,
            campaign_sha256=office.campaign.sha256,
            facts=facts,
        )
    )


def _plain(entry: Unit | Official) -> dict[str, object]:
    """Return the entry in JSON values, without the fields it leaves open."""
    plain: dict[str, object] = json.loads(json.dumps(asdict(entry), default=date.isoformat))
    return {name: value for name, value in plain.items() if value and name not in _NOT_IN_THE_RECORD}

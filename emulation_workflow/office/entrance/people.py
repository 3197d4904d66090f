"""Whom a mail address stands for on a day, and so what its owner is here for."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from emulation_workflow.domain.campaign import Campaign, RoleScope, StepKind
from emulation_workflow.domain.registers import Decider, Unit, standing_of
from emulation_workflow.domain.sign_ins import standing_of_address
from emulation_workflow.office.authority import acting_in
from emulation_workflow.ports import Register


class PageRole(StrEnum):
    """What people come to the pages as."""

    UNIT = "unit"
    DECIDER = "decider"
    BOARD = "board"
    COMMITTEE = "committee"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whoever has this address (in lower case), as the register has them on a day.

    `people` are officials, each as often as they act; `units` are those that have the address, or an official here.
    """

    address: str
    people: tuple[Decider, ...] = ()
    units: tuple[Unit, ...] = ()
    roles: frozenset[PageRole] = field(default=frozenset())
    standing: str = ""

    @property
    def name(self) -> str:
        """What the pages call them: the person, or the unit."""
        names = [person.official.name for person in self.people] or [unit.name for unit in self.units]
        return ", ".join(dict.fromkeys(names))

    @property
    def actor(self) -> str:
        """Who a sealed row says it was: the official's number where that is one person, the address otherwise."""
        numbers = {person.official.number for person in self.people}
        return next(iter(numbers)) if len(numbers) == 1 else self.address

    def is_of(self, unit_code: str) -> bool:
        return any(unit.code == unit_code for unit in self.units)


def visitor_at(register: Register, campaign: Campaign, address: str, on: date) -> Visitor:
    """Return whom the address stands for on that day; nobody has no standing."""
    email = address.lower()
    officials = register.officials_at(email, on)
    acting = {
        role.id: [person for person in acting_in(register, role.id, on) if person.official.email.lower() == email]
        for role in campaign.roles
        if role.scope is RoleScope.CAMPAIGN
    }
    people = [person for of_role in acting.values() for person in of_role]
    known = {person.official.number for person in people}
    people += [
        Decider(official=official, standing=standing_of(official, None, (official,), on))
        for official in officials
        if official.number not in known
    ]
    units = {unit.code: unit for unit in register.units_at(email, on)}
    for code in {official.unit for official in officials if official.unit}:
        if (unit := register.unit(code, on)) is not None:
            units.setdefault(code, unit)
    held = {role for role, of_role in acting.items() if of_role}
    return Visitor(
        address=email,
        people=tuple(people),
        units=tuple(units.values()),
        roles=_roles(campaign, held | {official.role for official in officials}, has_unit=bool(units)),
        standing=standing_of_address(people, units.values()),
    )


def _roles(campaign: Campaign, held: set[str], *, has_unit: bool) -> frozenset[PageRole]:
    gate = campaign.gate
    deciding = {*(step.role for step in gate.steps), gate.confirmed_by} if gate else set()
    opinion = {step.role for step in gate.steps if step.kind is StepKind.OPINION} if gate else set()
    board = {campaign.order_recorder, *campaign.list_readers, *(deciding - opinion)} - {""}
    found = {
        PageRole.UNIT: has_unit,
        PageRole.DECIDER: bool(held & deciding),
        PageRole.BOARD: bool(held & board),
        PageRole.COMMITTEE: bool(held & opinion),
    }
    return frozenset(role for role, is_one in found.items() if is_one)

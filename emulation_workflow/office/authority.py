"""Who may act for a case on a day."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from emulation_workflow.domain.approval.transitions import UNIT, acting_role
from emulation_workflow.domain.campaign import Campaign, Gate, RoleScope
from emulation_workflow.domain.registers import Decider, Official, Unit, may_bear_name, same_mailbox, standing_of
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.ports import Register


def deciders(register: Register, campaign: Campaign, role_id: str, unit: Unit, on: date) -> tuple[Decider, ...]:
    """Return everybody who may act in this role for this unit on this day, each person once.

    A dated substitute acts in another's name; a substitute's own substitute does not.
    """
    scope = campaign.role(role_id).scope
    holders = [official for official in register.officials(role=role_id, on=on) if _is_theirs(official, scope, unit)]
    return _with_substitutes(register, holders, on)


def acting_in(register: Register, role_id: str, on: date) -> tuple[Decider, ...]:
    """Return everybody who acts in a role of the whole campaign on this day, for themselves or as a substitute."""
    return _with_substitutes(register, register.officials(role=role_id, on=on), on)


def in_office(register: Register, role_id: str, on: date) -> tuple[Official, ...]:
    """Return the same people without whom they act for."""
    return tuple(decider.official for decider in acting_in(register, role_id, on))


def _with_substitutes(register: Register, holders: Sequence[Official], on: date) -> tuple[Decider, ...]:
    acting: dict[str, tuple[Official, Official | None]] = {holder.number: (holder, None) for holder in holders}
    for holder in holders:
        for substitute in _substitutes(register, holder, on):
            acting.setdefault(substitute.number, (substitute, holder))
    return tuple(
        Decider(
            official=official,
            on_behalf_of=principal,
            standing=standing_of(official, principal, holders, on),
        )
        for official, principal in acting.values()
    )


def find_decider(people: Iterable[Decider], number: str) -> Decider | None:
    """Return the one with this number, if there is one."""
    return next((person for person in people if person.official.number == number), None)


def _is_theirs(official: Official, scope: RoleScope, unit: Unit) -> bool:
    if scope is RoleScope.CAMPAIGN:
        return True
    return official.unit == (unit.code if scope is RoleScope.OWN_UNIT else unit.parent)


def _substitutes(register: Register, holder: Official, on: date) -> Iterator[Official]:
    for substitution in holder.substitutions:
        if substitution.start <= on <= substitution.end:
            substitute = register.official(substitution.substitute)
            if substitute is not None and substitute.is_valid_on(on):
                yield substitute


def role_at(gate: Gate, stage: str) -> str | None:
    """Return the role whose officials are asked at this stage; None where the unit or nobody is waited for."""
    role = acting_role(gate, stage)
    return None if role == UNIT else role


def recorders(register: Register, campaign: Campaign, gate: Gate, unit: Unit, on: date) -> tuple[Decider, ...]:
    """Return who may enter official documents for those who sign on paper."""
    return deciders(register, campaign, gate.recorded_by, unit, on) if gate.recorded_by else ()


def is_own_plan(
    register: Register, official: Official, unit: Unit, plan: UnitPlan, written_to: Collection[str] = ()
) -> bool:
    """Return whether this person belongs to the unit or sent its plan: nobody decides on their own plan.

    It shows by the unit they are entered for, or by an address of theirs that is the unit's, one of its officials', the
    one that the unit's file names as its sender's, or among those that the unit was `written_to` at about this plan.
    """
    theirs = {
        unit.email,
        plan.submitter_email,
        *written_to,
        *(person.email for person in register.officials_of(unit.code)),
    }
    return official.unit == unit.code or any(same_mailbox(official.email, address) for address in theirs)


def bears_name_of_author(official: Official, plan: UnitPlan) -> bool:
    """Return whether this person may have the name of who signed or sent the plan; namesakes are common."""
    return any(may_bear_name(official, name) for name in (plan.signer, plan.submitted_by))

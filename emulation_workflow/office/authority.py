"""Who may act for a case on a day."""

from collections.abc import Iterator, Sequence
from datetime import date

from emulation_workflow.domain.approval.transitions import UNIT, acting_role
from emulation_workflow.domain.campaign import Campaign, Gate, RoleScope
from emulation_workflow.domain.registers import Decider, Official, Unit, searchable
from emulation_workflow.domain.submissions import UnitPlan
from emulation_workflow.ports import Register


def deciders(register: Register, campaign: Campaign, role_id: str, unit: Unit, on: date) -> tuple[Decider, ...]:
    """Return everybody who may act in this role for this unit on this day, each person once.

    A dated substitute acts in another's name; a substitute's own substitute does not.
    """
    scope = campaign.role(role_id).scope
    holders = [official for official in register.officials(role=role_id, on=on) if _is_theirs(official, scope, unit)]
    return _with_substitutes(register, holders, on)


def in_office(register: Register, role_id: str, on: date) -> tuple[Official, ...]:
    """Return everybody who acts in a role of the whole campaign on this day, for themselves or as a substitute."""
    holders = register.officials(role=role_id, on=on)
    return tuple(decider.official for decider in _with_substitutes(register, holders, on))


def _with_substitutes(register: Register, holders: Sequence[Official], on: date) -> tuple[Decider, ...]:
    by_number = {holder.number: Decider(official=holder) for holder in holders}
    for holder in holders:
        for substitute in _substitutes(register, holder, on):
            by_number.setdefault(substitute.number, Decider(official=substitute, on_behalf_of=holder))
    return tuple(by_number.values())


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


def is_own_plan(official: Official, unit: Unit, plan: UnitPlan) -> bool:
    """Return whether this person submitted the plan or belongs to the unit: nobody decides on their own plan."""
    if official.unit == unit.code:
        return True
    if plan.submitter_email:
        return plan.submitter_email.casefold() == official.email.casefold()
    return bool(plan.submitted_by) and searchable(plan.submitted_by) == searchable(official.name)

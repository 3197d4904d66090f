"""What every use case works with."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from emulation_workflow.domain.approval.transitions import Case, stage_name
from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import Campaign, Gate
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.orders.plan_in_force import plan_in_force, with_marked
from emulation_workflow.domain.registers import Unit
from emulation_workflow.ports import Clock, Register, Renderer, Store, Transaction

Found = TypeVar("Found")

OFFICE = "office"
"""Who acts in the ledger where no person does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office: its record, its plan, its clock and its secret (the key that one-time codes derive from)."""

    store: Store
    campaign: Campaign
    clock: Clock
    renderer: Renderer
    calendar: WorkCalendar
    secret: bytes = field(repr=False)
    account: str = ""
    """The account of this machine that the program runs under; "" where no command is run by it."""
    codes_a_day: int = 6
    """How often one person is sent a code for one stage of a case, or one subject of entries, in a day."""

    @property
    def gate(self) -> Gate:
        """Return the campaign's gate. Rejected("no_gate") where the plan has none."""
        if self.campaign.gate is None:
            raise Rejected(Problem(code=ProblemCode.NO_GATE, params={"campaign": self.campaign.title}))
        return self.campaign.gate

    def transaction(self, *, dry_run: bool) -> AbstractContextManager[Transaction]:
        """Return a transaction to use in `with`; in a dry run, one in which nothing can be written."""
        return self.store.look() if dry_run else self.store.act()

    def read(self, query: Callable[[Transaction], Found]) -> Found:
        """Return what `query` reads from the record; nothing can be written."""
        with self.store.look() as record:
            return query(record)

    def plan_in_force(self, record: Transaction, on: date | None = None) -> Campaign:
        """Return the campaign with its pilots and levels as orders and the register leave them on that day (today)."""
        day = on or self.clock.now().date()
        ordered = plan_in_force(self.campaign, record.orders.all(), on=day)
        return with_marked(ordered, lambda: record.register.units(day))

    def stage_name(self, case: Case) -> str:
        """Return the case's stage, as the campaign names it on screen."""
        return stage_name(self.gate, case.stage)

    def is_gated(self, record: Transaction, unit_code: str) -> bool:
        """Return whether this unit's plan must pass the gate today (III.1: that of pilots, or of the gate's levels)."""
        return self.plan_in_force(record).is_gated(unit_code)

    def bound_unit(self, register: Register, code: str, on: date) -> Unit:
        """Return the unit with this code, if the plan binds it on that day. Rejected with the reason otherwise."""
        unit = register.unit(code, on)
        if unit is None:
            raise Rejected(Problem(code=ProblemCode.UNIT_UNKNOWN, where=code, params={"unit": code}))
        if not is_bound(self.campaign, unit):
            raise Rejected(Problem(code=ProblemCode.UNIT_NOT_BOUND, where=code, params={"unit": unit.name}))
        return unit


def refuse_any(problems: Iterable[Problem]) -> None:
    """Raise Rejected with all of `problems`, if there are any."""
    found = tuple(problems)
    if found:
        raise Rejected(*found)


def is_bound(campaign: Campaign, unit: Unit) -> bool:
    """Return whether the plan orders a conference of this unit (its level has one; see R004, A26 for the scope)."""
    level = campaign.level_of(unit.level)
    return level is not None and level.conference is not None

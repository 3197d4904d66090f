"""A unit's own page: what it owes, where its plan stands, what it was written. Nothing changes."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.delegates import DelegateListVersion, ListKind
from emulation_workflow.domain.difficulties import Difficulty
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import TO_UNITS, LetterKind, LetterStatus, Rendered
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.registers import Unit, searchable
from emulation_workflow.domain.submissions import PlanVersion, ResultVersion
from emulation_workflow.office.approval.docket import case_now
from emulation_workflow.office.approval.sheets import holder_of_case
from emulation_workflow.office.office import Office, is_bound
from emulation_workflow.ports import Transaction

Version = TypeVar("Version", PlanVersion, ResultVersion)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBelow:
    """A unit below another: how much it still owes, how much is overdue, and when its last plan came.

    `stage_name`: where a gated plan is, "" for others.
    """

    unit: Unit
    open: int
    overdue: int
    planned_on: date | None
    is_pilot: bool
    stage_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSheet:
    """Everything about one unit that is its own to see. `holder`: who has its plan at the gate, "" for nobody."""

    unit: Unit
    obligations: Sequence[Obligation]
    plan: PlanVersion | None
    case: Case | None
    holder: str
    report: ResultVersion | None
    letters: Sequence[LetterStatus]
    difficulties: Sequence[Difficulty]
    below: Sequence[UnitBelow]


def unit_sheet(office: Office, unit_code: str) -> UnitSheet:
    """Return what the unit sees of itself today. Rejected if the register has no such unit."""
    today = office.clock.now().date()
    with office.store.look() as record:
        unit = record.register.unit(unit_code, today)
        if unit is None:
            raise Rejected(Problem(code=ProblemCode.UNIT_UNKNOWN, params={"unit": unit_code}))
        case = case_now(record, unit) if office.campaign.gate and office.is_gated(record, unit_code) else None
        return UnitSheet(
            unit=unit,
            obligations=_owed(record, [unit_code]),
            plan=_own(unit, record.plans.get(unit_code)),
            case=case,
            holder=holder_of_case(office, case, unit) if case else "",
            report=_own(unit, record.reports.get(unit_code)),
            letters=_letters(record, unit),
            difficulties=[kept for kept in record.difficulties.all(unit_code) if unit.is_valid_on(kept.raised_on)],
            below=_below(record, office, unit, today),
        )


def letter_to_unit(office: Office, unit_code: str, number: int) -> Rendered | None:
    """Return the words of this letter to the unit, None if it has none such, or they are not made yet."""
    with office.store.look() as record:
        unit = record.register.unit(unit_code, office.clock.now().date())
        theirs = {letter.number for letter in _letters(record, unit)} if unit else set()
        found = record.letters.wordings(numbers=[number], unit="", newest=0) if number in theirs else ()
        return next(iter(found), None)


def letter_on_desk(office: Office, number: int) -> tuple[LetterStatus, Rendered | None] | None:
    """Return a letter and its words, None if they are not made yet; None if there is no such letter.

    A letter that lets somebody in is nobody else's to read.
    """
    with office.store.look() as record:
        status = record.letters.status(number)
        if status is None or status.kind is LetterKind.SIGN_IN:
            return None
        return status, next(iter(record.letters.wordings(numbers=[number], unit="", newest=0)), None)


def own_list(office: Office, unit_code: str, kind: ListKind) -> DelegateListVersion | None:
    """Return the unit's latest list of this kind, with its people; None if it has sent none."""
    with office.store.look() as record:
        version = record.delegates.get(kind, unit_code)
        unit = record.register.unit(unit_code, office.clock.now().date())
        is_own = version is not None and unit is not None and unit.is_valid_on(version.received_at.date())
        return version if is_own else None


def _letters(record: Transaction, unit: Unit) -> list[LetterStatus]:
    """Return the letters to this very unit, not to who bore its code before."""
    letters = record.letters.statuses(unit=unit.code)
    return [letter for letter in letters if letter.kind in TO_UNITS and unit.is_valid_on(letter.written_at.date())]


def _owed(record: Transaction, units: Collection[str]) -> list[Obligation]:
    return [owed for owed in record.obligations.of_units(units) if owed.state is not ObligationState.ENDED]


def _own(unit: Unit, version: Version | None) -> Version | None:
    """Return the version unless it is of who bore the unit's code before."""
    return version if version is not None and unit.is_valid_on(version.received_at.date()) else None


def _below(record: Transaction, office: Office, unit: Unit, today: date) -> list[UnitBelow]:
    """Return the units that answer to this one, in the order of their names."""
    theirs = [
        below
        for below in record.register.units_under(unit.code)
        if below.is_valid_on(today) and is_bound(office.campaign, below)
    ]
    if not theirs:
        return []
    codes = [below.code for below in theirs]
    owed = defaultdict(list)
    for obligation in _owed(record, codes):
        owed[obligation.derived.unit].append(obligation)
    days, plan = record.obligations.plan_days(codes), office.plan_in_force(record, today)
    return [
        UnitBelow(
            unit=below,
            open=sum(obligation.is_open for obligation in owed[below.code]),
            overdue=sum(obligation.state is ObligationState.OVERDUE for obligation in owed[below.code]),
            planned_on=max(filter(below.is_valid_on, days.get(below.code, ())), default=None),
            is_pilot=_is_pilot(plan, below),
            stage_name=_stage(record, office, below) if plan.is_gated(below.code) else "",
        )
        for below in sorted(theirs, key=lambda below: searchable(below.name))
    ]


def _is_pilot(plan: Campaign, unit: Unit) -> bool:
    level = plan.level_of(unit.level)
    return plan.pilot_of(unit.code, level=level.id if level else "", designated=unit.pilot) is not None


def _stage(record: Transaction, office: Office, unit: Unit) -> str:
    case = case_now(record, unit)
    return office.stage_name(case) if case else ""

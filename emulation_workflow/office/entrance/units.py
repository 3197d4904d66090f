"""A unit's own page: what it owes, where its plan stands, what it was written; and what it hands in there."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from emulation_workflow.domain.approval.transitions import Case, Channel
from emulation_workflow.domain.difficulties import Difficulty
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import TO_UNITS, LetterStatus, Rendered
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import PlanVersion, ResultVersion, UnitForm
from emulation_workflow.office.approval.docket import case_now
from emulation_workflow.office.approval.sheets import holder_of_case
from emulation_workflow.office.difficulties.handling import raise_within
from emulation_workflow.office.entrance.people import Visitor
from emulation_workflow.office.entrance.sign_in import session_in
from emulation_workflow.office.intake import IncomingFile, Received, receive_file_within
from emulation_workflow.office.office import Office, is_bound
from emulation_workflow.ports import Transaction

Version = TypeVar("Version", PlanVersion, ResultVersion)

MOST_A_DAY = 30
"""Versions of plan and report that one unit may hand in on its page in a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitBelow:
    """A unit below another: how much it still owes, how much is overdue, and when its last plan came."""

    unit: Unit
    open: int
    overdue: int
    planned_on: date | None


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
            letters=[letter for letter in record.letters.statuses(unit=unit_code) if letter.kind in TO_UNITS],
            difficulties=record.difficulties.all(unit_code),
            below=_below(record, office, unit, today),
        )


def letter_to_unit(office: Office, unit_code: str, number: int) -> Rendered | None:
    """Return the words of this letter to the unit, None if it has none such, or they are not made yet."""
    with office.store.look() as record:
        theirs = {letter.number for letter in record.letters.statuses(unit=unit_code) if letter.kind in TO_UNITS}
        found = record.letters.wordings(numbers=[number], unit="", newest=0) if number in theirs else ()
        return next(iter(found), None)


def hand_in(office: Office, session: str, unit_code: str, file: IncomingFile, form: UnitForm) -> Received:
    """Receive the unit's plan or report from whoever is in this session, in one act that rests on it.

    Rejected for another unit's form, and beyond MOST_A_DAY; else as `intake.receive_file`.
    """
    with office.store.act() as record:
        visitor = _of_unit(record, office, session, unit_code)
        unit = office.bound_unit(record.register, unit_code, office.clock.now().date())
        if form.unit != unit_code:
            params = {"unit": unit.name, "found": form.unit}
            raise Rejected(Problem(code=ProblemCode.PLAN_OF_ANOTHER_UNIT, params=params))
        _ensure_not_too_many(record, office, unit_code)
        received = receive_file_within(record, office, file, form, channel=Channel.PAGE)
        version = received.version.version
        _note(record, office, visitor, "handed_in", unit=unit_code, file=file.sha256, version=version)
        return received


def raise_on_page(office: Office, session: str, unit_code: str, words: str) -> bool:
    """Record what the unit asks help with, in one act that rests on the session; False if it is known already."""
    if not words:
        raise Rejected(Problem(code=ProblemCode.DIFFICULTY_WORDS_MISSING))
    with office.store.act() as record:
        visitor = _of_unit(record, office, session, unit_code)
        return raise_within(
            record,
            office,
            unit=unit_code,
            words=words,
            raised_on=office.clock.now().date(),
            source="",
            by=visitor.actor,
            channel=Channel.PAGE,
        )


def _of_unit(record: Transaction, office: Office, session: str, unit_code: str) -> Visitor:
    """Return who is in the session, who must be of the unit still: between page and act a day may have passed."""
    visitor = session_in(record, office, session)
    if visitor is None or not visitor.is_of(unit_code):
        raise Rejected(Problem(code=ProblemCode.SESSION_OVER))
    return visitor


def _ensure_not_too_many(record: Transaction, office: Office, unit_code: str) -> None:
    today = office.clock.now().date()
    versions: list[PlanVersion | ResultVersion] = [
        *record.plans.versions(unit_code),
        *record.reports.versions(unit_code),
    ]
    sent = sum(version.channel == Channel.PAGE and version.received_at.date() == today for version in versions)
    if sent >= MOST_A_DAY:
        raise Rejected(Problem(code=ProblemCode.HANDED_IN_TOO_OFTEN, params={"most": MOST_A_DAY}))


def _note(
    record: Transaction, office: Office, visitor: Visitor, what: str, *, unit: str, version: int, **details: object
) -> None:
    """Write down who of the unit it was: the row of the receipt says that it came from the unit."""
    record.ledger.append(
        LedgerEntry(
            kind=LedgerKind.SIGN_IN,
            at=office.clock.now(),
            actor=visitor.actor,
            what=what,
            unit=unit,
            channel=Channel.PAGE,
            version=version,
            details={"address": visitor.address, **details},
        )
    )


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
    days = record.obligations.plan_days(codes)
    return [
        UnitBelow(
            unit=below,
            open=sum(obligation.is_open for obligation in owed[below.code]),
            overdue=sum(obligation.state is ObligationState.OVERDUE for obligation in owed[below.code]),
            planned_on=max(days.get(below.code, ()), default=None),
        )
        for below in sorted(theirs, key=lambda below: below.name)
    ]

"""What people look at: the sheet of one case, and the progress of every level towards the congress."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.approval.decisions import Decision, decisions
from emulation_workflow.domain.approval.entries import PendingDocument
from emulation_workflow.domain.approval.transitions import CLEARED, DRAFTING, UNIT, Act, Case, acting_role, stage_name
from emulation_workflow.domain.campaign import Campaign, Level, Pilot
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.mail import LetterStatus
from emulation_workflow.domain.orders.in_force import Terms, congress_terms, terms_at_large, terms_of
from emulation_workflow.domain.record.ledger import SealedEntry
from emulation_workflow.domain.registers import Decider, Unit
from emulation_workflow.domain.submissions import PlanVersion
from emulation_workflow.office.approval.chain import case_of
from emulation_workflow.office.approval.docket import docket
from emulation_workflow.office.office import Office, is_bound


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheet:
    """One gated unit: the stage of its case, who is waited for, and everything that led there.

    `holder_of_case` is a role's name, the unit's name, or "" once cleared; `may_act` are the people who can move it.
    `standing` are the decisions that count for the version now under way, `taken` all of them, oldest first. `terms` is
    what orders in force leave of the plan for its conference; `pending` are papers that wait for a second pair of eyes,
    each with the name of who entered it.
    """

    unit: Unit
    case: Case
    stage_name: str
    holder_of_case: str
    may_act: tuple[Decider, ...]
    versions: Sequence[PlanVersion]
    standing: Sequence[Decision]
    taken: Sequence[Decision]
    letters: Sequence[LetterStatus]
    rows: Sequence[SealedEntry]
    pilot: Pilot | None
    terms: Terms
    pending: Sequence[tuple[PendingDocument, str]]

    @property
    def pilot_without_day(self) -> Pilot | None:
        """The pilot that the unit is, if the plan gives it no time (A07)."""
        return self.pilot if self.pilot is not None and self.pilot.window is None else None


def case_sheet(office: Office, unit_code: str) -> CaseSheet:
    """Return the sheet of this gated unit's case as of now. Rejected for a unit without one."""
    case_of(office, unit_code)
    with office.store.look() as record:
        at = office.clock.now()
        file = docket(record, office, office.bound_unit(record.register, unit_code, at.date()), at)
        rows = record.ledger.entries(unit=unit_code)
        return CaseSheet(
            unit=file.unit,
            case=file.case,
            stage_name=file.stage_name,
            holder_of_case=holder_of_case(office, file.case, file.unit),
            may_act=file.deciders(),
            versions=record.plans.versions(unit_code),
            standing=file.standing_decisions(),
            taken=decisions(rows),
            letters=record.letters.statuses(unit=unit_code),
            rows=rows,
            pilot=file.pilot,
            pending=[(paper, paper.entered_by_name or paper.entered_by) for paper in record.cases.pending(unit_code)],
            terms=terms_of(
                office.campaign,
                file.unit,
                record.orders.all(),
                on=at.date(),
                fixed_day=file.case.fixed_day,
                fixed_by=file.case.fixed_by,
            ),
        )


def is_in_document(office: Office, unit_code: str, act: Act, number: str) -> bool:
    """Return whether this decision was entered from the document with this number, for the version under way."""
    return any(
        decision.act is act and decision.paper.number == number and decision.entered_by
        for decision in case_sheet(office, unit_code).standing
    )


def holder_of_case(office: Office, case: Case, unit: Unit) -> str:
    """Return the name of who is waited for: a role of the gate, the unit, or "" once cleared."""
    role = acting_role(office.gate, case.stage)
    if role is None:
        return ""
    return unit.name if role == UNIT else office.campaign.role(role).name


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelProgress:
    """One level on a day: units bound, plans registered (with and without breach), days to its window.

    `terms` are those of its units at large, by the orders in force. `days_left` counts calendar days from the day to
    the end of their window, negative once it has passed; None while an order has stopped them.
    """

    level: Level
    terms: Terms
    bound: int
    with_plan: int
    without_breach: int
    days_left: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PilotProgress:
    """One gated unit on a day; `step` of `steps` counts the stages of the shortest way that are behind it."""

    unit: Unit
    stage: str
    stage_name: str
    holder_of_case: str
    version: int
    step: int
    steps: int
    held_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the province is on its way to the congress, on `on`; `congress` is what orders leave of its window."""

    on: date
    levels: tuple[LevelProgress, ...]
    pilots: tuple[PilotProgress, ...]
    congress: Terms
    days_to_congress: int | None


def progress(office: Office, on: date) -> Progress:
    """Return the progress of every level and gated unit as of `on`, from the register and the record."""
    with office.store.look() as record:
        units = [unit for unit in record.register.units(on) if is_bound(office.campaign, unit)]
        bearers = {unit.code: unit for unit in units}
        versions = {
            version.unit: version
            for version in record.plans.versions()
            if _is_plan_of(bearers.get(version.unit), version, on)
        }
        cases = {case.unit: case for case in record.cases.all()}
        orders = record.orders.all()
        plan = office.plan_in_force(record, on)
    congress = congress_terms(office.campaign, orders, on=on)
    return Progress(
        on=on,
        levels=tuple(
            _level_progress(level, terms_at_large(office.campaign, level, orders, on=on), units, versions, on)
            for level in office.campaign.levels
            if level.conference
        ),
        pilots=tuple(_pilot_progress(office, plan, units, cases, versions)),
        congress=congress,
        days_to_congress=_days_until(congress.window.start if congress.window else None, congress, on),
    )


def _is_plan_of(unit: Unit | None, version: PlanVersion, on: date) -> bool:
    """Return whether the plan had come by `on`, from this unit and not from one that bore its code before."""
    received = version.received_at.date()
    return unit is not None and received <= on and unit.is_valid_on(received)


def _level_progress(
    level: Level, terms: Terms, units: Sequence[Unit], plans: dict[str, PlanVersion], on: date
) -> LevelProgress:
    codes = [unit.code for unit in units if unit.level in level.unit_levels]
    planned = [plans[code] for code in codes if code in plans]
    verdicts = Counter(any(finding.verdict is Verdict.BREACH for finding in plan.findings) for plan in planned)
    return LevelProgress(
        level=level,
        terms=terms,
        bound=len(codes),
        with_plan=len(planned),
        without_breach=verdicts[False],
        days_left=_days_until(terms.window.end if terms.window else None, terms, on),
    )


def _days_until(day: date | None, terms: Terms, on: date) -> int | None:
    return (day - on).days if day is not None and terms.goes_ahead else None


def _pilot_progress(
    office: Office, plan: Campaign, units: Sequence[Unit], cases: dict[str, Case], plans: dict[str, PlanVersion]
) -> Iterable[PilotProgress]:
    by_code = {unit.code: unit for unit in units}
    for code in plan.gated_units:
        unit = by_code.get(code)
        if unit is None:
            continue
        case = case_ if (case_ := cases.get(code)) and case_.is_of(unit) else None
        stage = case.stage if case else DRAFTING
        way = [DRAFTING, *(step.stage for step in office.gate.steps), CLEARED]
        yield PilotProgress(
            unit=unit,
            stage=stage,
            stage_name=stage_name(office.gate, stage),
            holder_of_case=holder_of_case(office, case, unit) if case else unit.name,
            version=case.version if case else 0,
            step=way.index(stage) if stage in way else len(way) - 2,
            steps=len(way) - 1,
            held_on=plans[code].plan.held_on if code in plans else None,
        )

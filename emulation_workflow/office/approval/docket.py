"""The case file of one unit, as the steps of one act work with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from emulation_workflow.domain.approval.decisions import Decision, decisions
from emulation_workflow.domain.approval.transitions import DRAFTING, Case
from emulation_workflow.domain.campaign import Campaign, Gate, Pilot
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.record.plain_json import from_json
from emulation_workflow.domain.registers import Decider, Unit
from emulation_workflow.domain.submissions import PlanVersion
from emulation_workflow.office.authority import deciders, recorders, role_at
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction

TOLD_APART = "told_apart"
"""What the row is called in which the Board says that two people of one name are two people."""

BEGUN_ANEW = "case_begun_anew"
"""What the row is called in which a case ends because another unit bears its code, and that unit's own begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Docket:
    """The case file (docket) of one unit within one act; `at` is the one moment that everything in the act bears.

    `pilot` is the pilot that the unit is, if it is one; `plan` the version that the case is about; `is_new`: the record
    does not have the case yet. `former`: the case that the record has under this code, of a unit that bore it before.
    """

    office: Office
    record: Transaction
    unit: Unit
    pilot: Pilot | None
    case: Case
    at: datetime
    plan: PlanVersion | None = None
    is_new: bool = False
    former: Case | None = None

    @property
    def today(self) -> date:
        return self.at.date()

    @property
    def gate(self) -> Gate:
        return self.office.gate

    @property
    def stage_name(self) -> str:
        return self.office.stage_name(self.case)

    @property
    def pilot_without_day(self) -> Pilot | None:
        """The pilot that the unit is, if the plan gives it no time (A07)."""
        return self.pilot if self.pilot is not None and self.pilot.window is None else None

    @property
    def role(self) -> str | None:
        """Return the role that is asked at this stage; None where the unit or nobody is waited for."""
        return role_at(self.gate, self.case.stage)

    def version(self) -> PlanVersion:
        """Return the plan version that the case is about. LookupError before any was submitted."""
        if self.plan is None:
            raise LookupError(f"no plan of unit {self.unit.code} was submitted")
        return self.plan

    def deciders(self, on: date | None = None) -> tuple[Decider, ...]:
        """Return who may decide at this stage on that day (today); nobody where the unit is waited for."""
        if self.role is None:
            return ()
        return deciders(self.record.register, self.office.campaign, self.role, self.unit, on or self.today)

    def recorders(self) -> tuple[Decider, ...]:
        """Return who may enter official documents today."""
        return recorders(self.record.register, self.office.campaign, self.gate, self.unit, self.today)

    def standing_decisions(self) -> Sequence[Decision]:
        """Return the decisions that count for the plan version now under way."""
        return standing(decisions(self.record.ledger.entries(unit=self.unit.code)), self.case)

    def told_apart(self) -> Collection[str]:
        """Return who the officials are of whom the Board says that they did not sign or send this version.

        As they were then: whoever has the number later is somebody else, and a row from before says nothing of anybody.
        """
        bodies = (from_json(row.body) for row in self.record.ledger.entries(unit=self.unit.code))
        return {
            body["facts"].get("identity", "")
            for body in bodies
            if body["kind"] == LedgerKind.ENTRY and body["what"] == TOLD_APART and body["version"] == self.case.version
        }

    def write(self, case: Case) -> "Docket":
        """Write the case as it is from here on. RecordChanged if somebody else moved it meanwhile."""
        written = replace(case, lock=case.lock + 1)
        if self.is_new:
            self.record.cases.add(written)
        else:
            self.record.cases.change(case)
        return replace(self, case=written, is_new=False)

    def entry(self, kind: LedgerKind, *, actor: str, what: str, channel: str = "", **details: object) -> LedgerEntry:
        """Return a ledger row about this case."""
        return LedgerEntry(
            kind=kind,
            at=self.at,
            actor=actor,
            what=what,
            unit=self.unit.code,
            channel=channel,
            version=self.case.version,
            plan_sha256=self.case.plan_sha256,
            campaign_sha256=self.office.campaign.sha256,
            details=details,
        )


def read_case(record: Transaction, campaign: Campaign, unit_code: str) -> None:
    """Read at once what an act on the case of a unit that the plan names asks for; of other units nothing."""
    gate = campaign.gate
    if gate is not None and campaign.is_gated(unit_code):
        copied = (role for roles in campaign.letters.copies.values() for role in roles)
        acting = (*(step.role for step in gate.steps), gate.confirmed_by, gate.recorded_by)
        record.read_case(unit_code, {role for role in (*acting, *copied) if role})


def docket(record: Transaction, office: Office, unit: Unit, at: datetime) -> Docket:
    """Return the unit's case file, within a transaction that has begun."""
    plan = office.plan_in_force(record, at.date())
    if not plan.is_gated(unit.code):
        raise Rejected(Problem(code=ProblemCode.NOT_GATED, params={"unit": unit.name}))
    level, known = plan.level_of(unit.level), record.cases.get(unit.code)
    former = known if known is not None and not known.is_of(unit) else None
    case = known or Case(unit=unit.code, stage=DRAFTING, since=at)
    if former is not None:
        # Neither an answer to the former unit's question nor a write on its case may pass for one of this.
        question_number = former.question_number + 1
        case = Case(unit=unit.code, stage=DRAFTING, since=at, question_number=question_number, lock=former.lock)
    return Docket(
        office=office,
        record=record,
        unit=unit,
        pilot=plan.pilot_of(unit.code, level=level.id if level else "", designated=unit.pilot),
        case=case,
        at=at,
        plan=record.plans.get(unit.code, case.version) if case.version else None,
        is_new=known is None,
        former=former,
    )


def former_runs(record: Transaction, unit_code: str) -> set[str]:
    """Return the runs that were at the cases of units that bore the code before."""
    bodies = (from_json(row.body) for row in record.ledger.entries(unit=unit_code))
    return {body["facts"]["former_run"] for body in bodies if body["what"] == BEGUN_ANEW} - {""}


def case_now(record: Transaction, unit: Unit) -> Case | None:
    """Return the case of this very unit, not of one that bore its code before."""
    case = record.cases.get(unit.code)
    return case if case is not None and case.is_of(unit) else None


def standing(decisions_taken: Sequence[Decision], case: Case) -> list[Decision]:
    """Return the decisions on this version and, where changes were asked, on the version they were asked of.

    Those that sent the plan back to DRAFTING do not count any more.
    """
    versions = {case.version, case.opinion_version}
    return [decision for decision in decisions_taken if decision.version in versions and decision.leads_to != DRAFTING]

"""What the record knows on a day, from which the rule says who is written to."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.registers.units import Official, Unit
from emulation_workflow.domain.schedule.settlement import Settlements, by_code
from emulation_workflow.domain.submissions.received import PlanVersion
from emulation_workflow.domain.submissions.report import ResultVersion
from emulation_workflow.office.office import Office

Key = tuple[str, str]
"""(unit, task)"""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The register, and what was entered, received and recorded; plans and reports oldest first, by unit.

    `plan` is the campaign before any order; `campaign`, as orders leave it on the day: whom a level answers to may be
    another, and who is a pilot.
    """

    plan: Campaign
    campaign: Campaign
    on: date
    units: Sequence[Unit]
    officials: Sequence[Official]
    bounced: frozenset[str]
    orders: Sequence[Order]
    evidence: Sequence[Evidence]
    plan_days: Mapping[str, Sequence[date]]
    cases: Mapping[str, Case]
    plans: Mapping[str, Sequence[PlanVersion]]
    reports: Mapping[str, Sequence[ResultVersion]]

    @property
    def valid_units(self) -> dict[str, Unit]:
        return {unit.code: unit for unit in self.units if unit.is_valid_on(self.on)}

    @property
    def settlements(self) -> Settlements:
        recorded: dict[Key, list[Evidence]] = defaultdict(list)
        for row in self.evidence:
            recorded[row.unit, row.task].append(row)
        return Settlements(
            campaign=self.campaign,
            units=by_code(self.units),
            evidence=recorded,
            plan_days=self.plan_days,
            cases=self.cases,
            on=self.on,
        )

    def can_reach(self, email: str) -> bool:
        return bool(email) and email.lower() not in self.bounced


def facts_of(office: Office) -> Facts:
    plans: dict[str, list[PlanVersion]] = defaultdict(list)
    reports: dict[str, list[ResultVersion]] = defaultdict(list)
    with office.store.look() as record:
        for plan in record.plans.versions():
            plans[plan.unit].append(plan)
        for report in record.reports.versions():
            reports[report.unit].append(report)
        return Facts(
            plan=office.campaign,
            campaign=office.plan_in_force(record),
            on=office.clock.now().date(),
            units=record.register.units(),
            officials=record.register.officials(),
            bounced=frozenset(email.lower() for email in record.inbox.bounced()),
            orders=record.orders.all(),
            evidence=record.obligations.evidence(),
            plan_days=record.obligations.plan_days(),
            cases={case.unit: case for case in record.cases.all()},
            plans=plans,
            reports=reports,
        )

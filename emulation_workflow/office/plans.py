"""Receiving a unit's plan: checked, kept as a version for ever, and, for a gated pilot, sent on its way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from emulation_workflow.domain.approval import UNIT, Act, Case, Channel, next_stage
from emulation_workflow.domain.canonical import canonical_body, plan_sha256
from emulation_workflow.domain.checks import check_plan
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.ledger import Entry, EntryKind
from emulation_workflow.domain.plan import Attachment, UnitPlan
from emulation_workflow.domain.records import Finding, PlanVersion
from emulation_workflow.domain.units import Unit
from emulation_workflow.office import correspondence
from emulation_workflow.office.desk import Office
from emulation_workflow.office.steps import case_in, move
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of a plan that came in. `is_new` False: the same content stood already and nothing was written."""

    unit: Unit
    version: PlanVersion
    is_new: bool
    case: Case | None


def receive_plan(
    office: Office, plan: UnitPlan, *, channel: Channel, files: Sequence[tuple[Attachment, bytes]] = ()
) -> Received:
    """Keep `plan` as the unit's next version and, for a gated pilot, submit it (III.1).

    Breaches do not keep a plan out: the Board appraises them. Rejected: a unit the plan does not bind, or a gated
    pilot whose plan is with somebody else just now (it has to be withdrawn first).
    """
    with office.store.act() as record:
        now = office.clock.now()
        unit = office.bound_unit(record, plan.unit, now.date())
        case = case_in(record, office, unit.code, now) if office.is_gated(unit.code) else None
        latest = record.plan(unit.code)
        if latest is not None and _stands_already(latest, plan_sha256(canonical_body(plan)), case):
            return Received(unit=unit, version=latest, is_new=False, case=case)
        if case is not None:
            _ensure_awaited(office, case, unit)
        version = _next_version(record, office, unit, plan, latest, case, channel)
        record.add_plan(version, files)
        record.append(_entry(office, version))
        if case is not None:
            case = _submit(record, office, case, unit, version)
        correspondence.acknowledge(record, office, unit, version, case, at=now)
        return Received(unit=unit, version=version, is_new=True, case=case)


def _stands_already(latest: PlanVersion, sha256: str, case: Case | None) -> bool:
    """A withdrawn plan no longer stands, so the same words may be submitted anew."""
    return latest.sha256 == sha256 and (case is None or case.plan_sha256 == sha256)


def _ensure_awaited(office: Office, case: Case, unit: Unit) -> None:
    try:
        next_stage(office.gate, case.stage, UNIT, Act.SUBMIT)
    except Rejected:
        raise Rejected(
            Problem(code="plan_not_awaited", facts={"unit": unit.name, "stage": case.stage, "version": case.version})
        ) from None


def check(office: Office, plan: UnitPlan) -> list[Finding]:
    """The findings on `plan` as of today, without keeping anything."""
    with office.store.look() as record:
        today = office.clock.now().date()
        unit = office.bound_unit(record, plan.unit, today)
        case = record.case(unit.code)
    return _findings(office, unit, plan, case)


def _findings(office: Office, unit: Unit, plan: UnitPlan, case: Case | None) -> list[Finding]:
    return check_plan(
        plan,
        office.campaign,
        unit,
        as_of=office.clock.now().date(),
        calendar=office.calendar,
        fixed_day=case.fixed_day if case else None,
        fixed_by=case.fixed_by if case else "",
    )


def _next_version(
    record: Transaction,
    office: Office,
    unit: Unit,
    plan: UnitPlan,
    latest: PlanVersion | None,
    case: Case | None,
    channel: Channel,
) -> PlanVersion:
    body = canonical_body(plan)
    return PlanVersion(
        unit=unit.code,
        version=latest.version + 1 if latest else 1,
        sha256=plan_sha256(body),
        plan=plan,
        body=body,
        received_at=office.clock.now(),
        channel=channel.value,
        campaign_sha256=office.campaign.sha256,
        findings=_findings(office, unit, plan, case),
    )


def _entry(office: Office, version: PlanVersion) -> Entry:
    counts: dict[str, int] = {}
    for finding in version.findings:
        counts[finding.verdict.value] = counts.get(finding.verdict.value, 0) + 1
    return Entry(
        kind=EntryKind.PLAN,
        at=version.received_at,
        actor=version.plan.submitted_by or UNIT,
        what="received",
        unit=version.unit,
        channel=version.channel,
        version=version.version,
        plan_sha256=version.sha256,
        campaign_sha256=office.campaign.sha256,
        facts={"findings": counts, "attachments": [one.sha256 for one in version.plan.attachments]},
    )


def _submit(record: Transaction, office: Office, case: Case, unit: Unit, version: PlanVersion) -> Case:
    entry = Entry(
        kind=EntryKind.ACT,
        at=version.received_at,
        actor=version.plan.submitted_by or UNIT,
        what=Act.SUBMIT,
        unit=unit.code,
        channel=version.channel,
        version=version.version,
        plan_sha256=version.sha256,
        campaign_sha256=office.campaign.sha256,
    )
    submitted = replace(case, version=version.version, plan_sha256=version.sha256)
    return move(record, office, submitted, unit, role=UNIT, act=Act.SUBMIT, entry=entry)

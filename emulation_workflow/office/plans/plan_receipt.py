"""Receiving a unit's plan: checked, kept as a version for ever, and, for a gated pilot, submitted to its chain."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from emulation_workflow.domain.approval.transitions import UNIT, Act, Case, Channel, next_stage
from emulation_workflow.domain.checks import check_plan
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import Attachment, PlanVersion, UnitPlan, canonical_body, plan_sha256
from emulation_workflow.office.approval import letters
from emulation_workflow.office.approval.docket import Docket, docket, read_case
from emulation_workflow.office.approval.opened_case import begun_anew
from emulation_workflow.office.approval.transitions import apply_transition
from emulation_workflow.office.obligations.refresh import refresh_unit_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.plans.neighbours import knows_its_pilot, neighbours
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanReceived:
    """What became of a plan that came in. `is_new` False: the same content was there already; nothing was written."""

    unit: Unit
    version: PlanVersion
    is_new: bool
    case: Case | None


def receive_plan(
    office: Office, plan: UnitPlan, *, channel: Channel, files: Sequence[tuple[Attachment, bytes]] = ()
) -> PlanReceived:
    """Keep `plan` as the unit's next version and, for a gated pilot, submit it (III.1), in one transaction.

    Breaches do not keep a plan out: the Board appraises them. Rejected: a unit the plan does not bind, or a gated pilot
    whose plan is with somebody else just now (it has to be withdrawn first).
    """
    with office.store.act() as record:
        return receive_within(record, office, plan, channel=channel, files=files)


def receive_within(
    record: Transaction,
    office: Office,
    plan: UnitPlan,
    *,
    channel: Channel,
    files: Sequence[tuple[Attachment, bytes]] = (),
) -> PlanReceived:
    """Receive a plan as `receive_plan` does, within an act that has begun; a rejected plan has written nothing."""
    at = office.clock.now()
    read_case(record, office.campaign, plan.unit)
    unit = office.bound_unit(record.register, plan.unit, at.date())
    file = docket(record, office, unit, at) if office.is_gated(record, unit.code) else None
    latest = record.plans.get(unit.code)
    if latest is not None and _stands_already(unit, latest, plan, file):
        return PlanReceived(unit=unit, version=latest, is_new=False, case=file.case if file else None)
    if file is not None:
        _ensure_awaited(file)
        file = begun_anew(file)
    number = latest.version + 1 if latest else 1
    version = _as_version(office, plan, file, number=number, channel=channel, at=at)
    version = replace(version, findings=_findings(record, office, unit, plan, file.case if file else None))
    record.plans.add(version, files)
    record.ledger.append(_received_entry(office, unit, version))
    moved = _submit(file, version) if file else None
    if file is None:
        refresh_unit_obligations(record, office, unit, at)
    letters.acknowledge_plan(record, office, unit, version, moved.case if moved else None)
    return PlanReceived(unit=unit, version=version, is_new=True, case=moved.case if moved else None)


def preview_plan(office: Office, plan: UnitPlan) -> Sequence[Finding]:
    """Return what would be found in `plan` today. Rejected as `receive_plan` would; nothing is written."""
    with office.store.look() as record:
        at = office.clock.now()
        unit = office.bound_unit(record.register, plan.unit, at.date())
        file = docket(record, office, unit, at) if office.is_gated(record, unit.code) else None
        if file is not None:
            _ensure_awaited(file)
        return _findings(record, office, unit, plan, file.case if file else None)


def _stands_already(unit: Unit, latest: PlanVersion, plan: UnitPlan, file: Docket | None) -> bool:
    """Return whether this very plan of this very unit counts now.

    A withdrawn plan does not, so the same words may be submitted again; nor does that of who bore the code before.
    """
    if not unit.is_valid_on(latest.received_at.date()):
        return False
    sha256 = plan_sha256(canonical_body(plan))
    return latest.sha256 == sha256 and (file is None or file.case.plan_sha256 == sha256)


def _ensure_awaited(file: Docket) -> None:
    try:
        next_stage(file.gate, file.case.stage, UNIT, Act.SUBMIT)
    except Rejected:
        params = {"unit": file.unit.name, "stage": file.stage_name, "version": file.case.version}
        raise Rejected(Problem(code=ProblemCode.PLAN_NOT_AWAITED, params=params)) from None


def _findings(record: Transaction, office: Office, unit: Unit, plan: UnitPlan, case: Case | None) -> list[Finding]:
    today = office.clock.now().date()
    return check_plan(
        plan,
        office.campaign,
        unit,
        as_of=today,
        calendar=office.calendar,
        fixed_day=case.fixed_day if case else None,
        fixed_by=case.fixed_by if case else "",
        orders=record.orders.all(),
        neighbours=neighbours(record, office.plan_in_force(record), unit, today),
        pilot_is_named=knows_its_pilot(record, office.plan_in_force(record), unit, plan.held_on),
    )


def _as_version(
    office: Office, plan: UnitPlan, file: Docket | None, *, number: int, channel: Channel, at: datetime
) -> PlanVersion:
    body = canonical_body(plan)
    return PlanVersion(
        unit=plan.unit,
        version=number,
        sha256=plan_sha256(body),
        plan=plan,
        body=body,
        received_at=at,
        channel=channel.value,
        campaign_sha256=office.campaign.sha256,
        findings=(),
        gate=office.gate.rule if file else None,
    )


def _received_entry(office: Office, unit: Unit, version: PlanVersion) -> LedgerEntry:
    """Return the row of the receipt; it says to which address that is told, for who reads there does not decide."""
    return LedgerEntry(
        kind=LedgerKind.PLAN,
        at=version.received_at,
        actor=UNIT,
        what="received",
        unit=version.unit,
        channel=version.channel,
        version=version.version,
        plan_sha256=version.sha256,
        campaign_sha256=office.campaign.sha256,
        details={
            "findings": Counter(finding.verdict.value for finding in version.findings),
            "attachments": [attachment.sha256 for attachment in version.plan.attachments],
            **({letters.ACKNOWLEDGED_TO: unit.email} if unit.email else {}),
            **claimed(version.plan),
        },
    )


def claimed(plan: UnitPlan) -> dict[str, str]:
    """Return, for a row of the record, who sent the plan as its file says: nobody has identified them."""
    return {"claimed": plan.submitted_by} if plan.submitted_by else {}


def _submit(file: Docket, version: PlanVersion) -> Docket:
    case = replace(file.case, version=version.version, plan_sha256=version.sha256)
    submitted = replace(file, case=case, plan=version)
    said = claimed(version.plan)
    entry = submitted.entry(LedgerKind.ACT, actor=UNIT, what=Act.SUBMIT, channel=version.channel, **said)
    return apply_transition(submitted, role=UNIT, act=Act.SUBMIT, entry=entry)[0]

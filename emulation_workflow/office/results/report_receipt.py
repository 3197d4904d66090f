"""Receiving a unit's result report: checked, kept as a version for ever, and settling what it shows to be done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from emulation_workflow.domain.approval.transitions import UNIT, Channel
from emulation_workflow.domain.checks.reports.examine import Clearance, ReportHistory, check_result
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import Attachment, ResultReport, ResultVersion, canonical_body, plan_sha256
from emulation_workflow.messages import results as words
from emulation_workflow.messages.days import nth_words
from emulation_workflow.office.approval import letters
from emulation_workflow.office.approval.docket import case_now
from emulation_workflow.office.difficulties.handling import raise_within
from emulation_workflow.office.office import Office, is_bound
from emulation_workflow.office.plans.neighbours import knows_its_pilot, neighbours
from emulation_workflow.office.plans.plan_receipt import claimed
from emulation_workflow.office.results.evidence import settle_by_report
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportReceived:
    """What became of a report that came in. `is_new` False: the same content was there already; nothing was written.

    `not_settled`: what keeps the report from settling what it reports; the Board has it on its list.
    """

    unit: Unit
    version: ResultVersion
    is_new: bool
    not_settled: tuple[Problem, ...] = ()


def receive_report(
    office: Office, report: ResultReport, *, channel: Channel, files: Sequence[tuple[Attachment, bytes]] = ()
) -> ReportReceived:
    """Keep `report` as the unit's next version and record as evidence what it shows to be done, in one transaction.

    Nothing that it says keeps a report out: what cannot be so is a finding, and on the Board's list if it settles
    nothing. Rejected: a unit that is not known, or that the plan does not bind; a report word for word as an earlier
    version that another has taken the place of.
    """
    with office.store.act() as record:
        return receive_within(record, office, report, channel=channel, files=files)


def receive_within(
    record: Transaction,
    office: Office,
    report: ResultReport,
    *,
    channel: Channel,
    files: Sequence[tuple[Attachment, bytes]] = (),
) -> ReportReceived:
    """Receive a report as `receive_report` does, within an act that has begun; what is rejected has written nothing."""
    at, body = office.clock.now(), canonical_body(report)
    unit = reporting_unit(record, office, report, at.date())
    latest, before = record.reports.get(unit.code), _before(record, unit)
    if before and before[-1].sha256 == plan_sha256(body):
        return ReportReceived(unit=unit, version=before[-1], is_new=False)
    _ensure_not_older(unit, before, plan_sha256(body))
    version = ResultVersion(
        unit=unit.code,
        version=latest.version + 1 if latest else 1,
        sha256=plan_sha256(body),
        report=report,
        body=body,
        received_at=at,
        channel=channel.value,
        campaign_sha256=office.campaign.sha256,
        findings=tuple(_findings(record, office, unit, report, at.date(), has_reported=bool(before))),
    )
    for attachment, content in files:
        record.files.keep(attachment.sha256, content)
    record.reports.add(version)
    record.ledger.append(_entry(office, version, files))
    not_settled = settle_by_report(record, office, unit, version, channel)
    _raise_difficulties(record, office, version, channel)
    letters.acknowledge_report(record, office, unit, version, written_to=_written_to(record, unit, at.date()))
    return ReportReceived(unit=unit, version=version, is_new=True, not_settled=not_settled)


def preview_report(office: Office, report: ResultReport) -> Sequence[Finding]:
    """Return what would be found in `report` today. Rejected as `receive_report` would; nothing is written."""
    with office.store.look() as record:
        on = office.clock.now().date()
        unit = reporting_unit(record, office, report, on)
        before = _before(record, unit)
        if not before or before[-1].sha256 != plan_sha256(canonical_body(report)):
            _ensure_not_older(unit, before, plan_sha256(canonical_body(report)))
        return _findings(record, office, unit, report, on, has_reported=bool(before))


def reporting_unit(record: Transaction, office: Office, report: ResultReport, on: date) -> Unit:
    """Return who bore the report's code when its conference was held: a unit may report after its own days (A21).

    Rejected if nobody bore it then, nor bears it on the day `on`, or if the plan does not bind them.
    """
    held = report.held_on
    unit = record.register.unit(report.unit, held) if held is not None and held <= on else None
    if unit is not None and is_bound(office.campaign, unit):
        return unit
    return office.bound_unit(record.register, report.unit, on)


def _before(record: Transaction, unit: Unit) -> Sequence[ResultVersion]:
    """Return what this unit has reported before, oldest first."""
    return [version for version in record.reports.versions(unit.code) if _bore_then(record, unit, version)]


def _ensure_not_older(unit: Unit, before: Sequence[ResultVersion], sha256: str) -> None:
    """Refuse a message that came late or an old file, which would bring old figures back without a reason given."""
    for version in before:
        if version.sha256 == sha256:
            params = {
                "unit": unit.name,
                "version": version.version,
                "day": version.received_at.date(),
                "latest": before[-1].version,
            }
            raise Rejected(Problem(code=ProblemCode.RESULT_OLDER, params=params))


def _bore_then(record: Transaction, unit: Unit, version: ResultVersion) -> bool:
    """Return whether that report was this unit's: codes are reused in time."""
    then = version.report.held_on
    received = version.received_at.date()
    day = then if then is not None and then <= received else received
    return unit.is_valid_on(day) or record.register.unit(unit.code, day) is None


def _findings(
    record: Transaction, office: Office, unit: Unit, report: ResultReport, on: date, *, has_reported: bool
) -> list[Finding]:
    case, plan = case_now(record, unit), record.plans.get(unit.code)
    return check_result(
        report,
        office.campaign,
        unit,
        as_of=on,
        calendar=office.calendar,
        orders=record.orders.all(),
        fixed_day=case.fixed_day if case else None,
        fixed_by=case.fixed_by if case else "",
        neighbours=neighbours(record, office.plan_in_force(record, on), unit, on),
        pilot_is_named=knows_its_pilot(record, office.plan_in_force(record, on), unit, report.held_on),
        before=ReportHistory(
            plan=plan.plan if plan is not None and unit.is_valid_on(plan.received_at.date()) else None,
            clearance=Clearance(since=case.since.date() if case is not None and case.is_settled else None),
            has_reported=has_reported,
        ),
    )


def _raise_difficulties(record: Transaction, office: Office, version: ResultVersion, channel: Channel) -> None:
    """Record what the report asks help with for the Board (III, last paragraph); the same words are recorded once."""
    paper, received = version.report.conference, version.received_at.date()
    for difficulty in version.report.difficulties:
        if difficulty.strip():
            raise_within(
                record,
                office,
                unit=version.unit,
                words=difficulty,
                raised_on=min(paper.signed_on or received, received),
                source=words.SOURCE.format(version=nth_words(version.version)),
                by=UNIT,
                channel=channel,
            )


def _written_to(record: Transaction, unit: Unit, on: date) -> Unit:
    """Return the unit, or whoever succeeded it when its own days are over."""
    bearer_now, seen = unit, {unit.code}
    while not bearer_now.is_valid_on(on) and bearer_now.successor and bearer_now.successor not in seen:
        seen.add(bearer_now.successor)
        after = record.register.unit(bearer_now.successor, on)
        if after is None:
            break
        bearer_now = after
    return bearer_now


def _entry(office: Office, version: ResultVersion, files: Sequence[tuple[Attachment, bytes]]) -> LedgerEntry:
    return LedgerEntry(
        kind=LedgerKind.RESULT,
        at=version.received_at,
        actor=UNIT,
        what="received",
        unit=version.unit,
        channel=version.channel,
        version=version.version,
        campaign_sha256=office.campaign.sha256,
        details={
            "sha256": version.sha256,
            "findings": Counter(finding.verdict.value for finding in version.findings),
            "attachments": [attachment.sha256 for attachment in version.report.conference.attachments],
            "files": [attachment.sha256 for attachment, _ in files],
            **claimed(version.report.conference),
        },
    )

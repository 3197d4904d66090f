"""How many delegates an upper conference allocated to each unit below it, and by which document (A14).

Nothing is allocated until it is recorded: a unit without a row has no quota, and a quota of zero is one that a document
states.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.delegates import Quota, upper_unit
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Unit
from emulation_workflow.messages.screens.board_entries import quota_rows
from emulation_workflow.office.clerk_entries import ClerkEntry, confirm, tell_clerk
from emulation_workflow.office.office import Office, refuse_any
from emulation_workflow.office.refusals import RefusedOnRecord
from emulation_workflow.ports import Transaction

MAX_ALLOCATED = 1_000_000
"""No conference has as many delegates: a larger number is mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotasRecorded:
    """What became of an allocation: quotas that are new or changed, and those recorded before."""

    new: tuple[Quota, ...]
    same: tuple[Quota, ...]


def preview_quotas(office: Office, quotas: Sequence[Quota]) -> QuotasRecorded:
    """Return which of `quotas` are new or changed; nothing is written. Rejected with everything that is wrong."""
    return office.read(lambda record: _new_and_recorded(record, office, quotas))


def quota_entry(office: Office, quotas: Sequence[Quota]) -> ClerkEntry:
    """Return the quotas of one document as its clerk confirms them, by their very words. LookupError without any."""
    if not quotas:
        raise LookupError("no quotas are entered")
    return office.read(lambda record: _clerk_entry(record, office, quotas))


def record_quotas(office: Office, quotas: Sequence[Quota], *, code: str, channel: Channel) -> QuotasRecorded:
    """Record all of `quotas`, of one document, or none in one transaction, with a row in the record for each.

    `recorded_at` of each is set here, `code` is the clerk's own for these very words. Rejected with everything that is
    wrong, or without the code. What is recorded already is not written again, and needs no code.
    """
    with office.store.act() as record:
        at = office.clock.now()
        allocation = _new_and_recorded(record, office, quotas)
        if not allocation.new:
            return allocation
        entry = _clerk_entry(record, office, quotas)
        confirmed, problems = confirm(record, office, entry, code, channel=channel, at=at)
        if confirmed is not None:
            stamped = tuple(replace(quota, recorded_at=at) for quota in allocation.new)
            record.delegates.add_quotas(stamped)
            rows = [record.ledger.append(_entry(office, quota, channel, confirmed.code_sent_to)) for quota in stamped]
            tell_clerk(record, office, entry, confirmed, rows[-1], channel=channel, at=at)
            return QuotasRecorded(new=stamped, same=allocation.same)
    raise RefusedOnRecord(*problems)


def _clerk_entry(record: Transaction, office: Office, quotas: Sequence[Quota]) -> ClerkEntry:
    first, day = quotas[0], quotas[0].signed_on or office.clock.now().date()
    names = {unit.code: f"{unit.name} ({unit.code})" for unit in record.register.units(day)}
    rows = quota_rows(
        upper=names.get(first.upper, first.upper),
        document=first.document,
        signed_on=first.signed_on,
        numbers=[(names.get(quota.unit, quota.unit), quota.number) for quota in quotas],
    )
    return ClerkEntry(what="quotas", about=first.upper, rows=rows, by=first.recorded_by, unit=first.upper)


def numbers_in_force(campaign: Campaign, below: Iterable[Unit], quotas: Iterable[Quota], *, on: date) -> dict[str, int]:
    """Return how many each of the units `below` may send: what was allocated, or else what the plan itself says."""
    stated: dict[str, int] = {}
    for unit in below:
        level = campaign.level_of(unit.level)
        if level is not None and level.upper_quota is not None:
            stated[unit.code] = level.upper_quota
    return stated | {code: quota.number for code, quota in quotas_in_force(quotas, on=on).items()}


def quotas_in_force(quotas: Iterable[Quota], *, on: date) -> Mapping[str, Quota]:
    """Return each unit's latest quota recorded by the end of that day, by unit code; `quotas` oldest first."""
    return {quota.unit: quota for quota in quotas if quota.recorded_at.date() <= on}


def faults_of_quotas(office: Office, quotas: Sequence[Quota]) -> list[tuple[int, str, Problem]]:
    """Return what keeps `quotas` out of the record as it is now: index, field and problem of each fault."""
    return office.read(lambda record: list(_problems(record, office, quotas)))


def _new_and_recorded(record: Transaction, office: Office, quotas: Sequence[Quota]) -> QuotasRecorded:
    refuse_any(
        replace(problem, where=problem.where or (quotas[index].unit if len(quotas) > 1 else ""))
        for index, _, problem in _problems(record, office, quotas)
    )
    recorded = {(quota.upper, quota.unit): quota for quota in record.delegates.quotas()}
    same = [_says_the_same(quota, recorded.get((quota.upper, quota.unit))) for quota in quotas]
    return QuotasRecorded(
        new=tuple(quota for quota, is_same in zip(quotas, same, strict=True) if not is_same),
        same=tuple(quota for quota, is_same in zip(quotas, same, strict=True) if is_same),
    )


def _says_the_same(quota: Quota, recorded: Quota | None) -> bool:
    return (
        recorded is not None
        and replace(recorded, recorded_at=quota.recorded_at, recorded_by=quota.recorded_by) == quota
    )


def _problems(record: Transaction, office: Office, quotas: Sequence[Quota]) -> Iterator[tuple[int, str, Problem]]:
    on, units, opens = office.clock.now().date(), record.register.units(), office.campaign.effective_from
    seen: set[tuple[str, str]] = set()
    for index, quota in enumerate(quotas):
        yield from ((index, column, problem) for column, problem in _misplaced(record, office, quota, units, on))
        if quota.number < 0:
            yield index, "number", Problem(code=ProblemCode.QUOTA_NEGATIVE, params={"value": quota.number})
        if quota.number > MAX_ALLOCATED:
            yield index, "number", Problem(code=ProblemCode.QUOTA_TOO_LARGE, params={"value": quota.number})
        if not quota.document:
            yield index, "document", Problem(code=ProblemCode.QUOTA_DOCUMENT_MISSING)
        if not quota.recorded_by:
            yield index, "recorded_by", Problem(code=ProblemCode.EVIDENCE_RECORDER_MISSING)
        if quota.signed_on is not None and quota.signed_on > on:
            params = {"day": quota.signed_on, "today": on}
            yield index, "signed_on", Problem(code=ProblemCode.EVIDENCE_DAY_AHEAD, params=params)
        if quota.signed_on is not None and quota.signed_on < opens:
            params = {"day": quota.signed_on, "opens": opens}
            yield index, "signed_on", Problem(code=ProblemCode.EVIDENCE_BEFORE_PLAN, params=params)
        if (quota.upper, quota.unit) in seen:
            yield index, "unit", Problem(code=ProblemCode.QUOTA_TWICE, params={"unit": quota.unit})
        seen.add((quota.upper, quota.unit))


def _misplaced(
    record: Transaction, office: Office, quota: Quota, units: Sequence[Unit], on: date
) -> Iterator[tuple[str, Problem]]:
    """Yield faults of who allocates to whom: only the conference that the unit's delegates go to may."""
    day = quota.signed_on or on
    by_code = {unit.code: unit for unit in units if unit.is_valid_on(day)}
    unit, upper = by_code.get(quota.unit), by_code.get(quota.upper)
    if unit is None:
        yield "unit", Problem(code=ProblemCode.REGISTER_UNIT_UNKNOWN, params={"value": quota.unit})
    if upper is None:
        yield "upper", Problem(code=ProblemCode.REGISTER_UNIT_UNKNOWN, params={"value": quota.upper})
    if unit is None or upper is None:
        return
    meant = upper_unit(office.plan_in_force(record, day), unit, units, on=day)
    if meant is None or meant.code != upper.code:
        yield "upper", Problem(code=ProblemCode.QUOTA_NOT_BELOW, params={"unit": unit.name, "upper": upper.name})


def _entry(office: Office, quota: Quota, channel: Channel, code_sent_to: str) -> LedgerEntry:
    return LedgerEntry(
        kind=LedgerKind.QUOTA,
        at=quota.recorded_at,
        actor=quota.recorded_by,
        what="quota_allocated",
        unit=quota.unit,
        channel=channel,
        campaign_sha256=office.campaign.sha256,
        details={
            "upper": quota.upper,
            "quota": quota.number,
            "document": quota.document,
            "signed_on": quota.signed_on.isoformat() if quota.signed_on else "",
            "code_sent_to": code_sent_to,
        },
    )

"""Delegate lists: received, checked, kept as versions, settling what the unit owes in the same act (II.3, 3.5; R120).

Nothing that people read about a list in the record, a run or a letter names a delegate: counts, places and the list's
digest only.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Settlement
from emulation_workflow.domain.checks.delegate_lists import Adopted, ListExamination, check_list, derived_rule
from emulation_workflow.domain.delegates import (
    DelegateList,
    DelegateListVersion,
    ListKind,
    counts_of,
    going,
    people_of,
    placed,
    units_below,
    upper_level,
    upper_unit,
)
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Unit
from emulation_workflow.domain.submissions import list_digest, list_sha256
from emulation_workflow.messages.days import nth_words
from emulation_workflow.messages.delegates import LIST_NOTE
from emulation_workflow.messages.screens.board_entries import list_receipt_rows
from emulation_workflow.office.clerk_entries import ClerkEntry, by_word, tell_named
from emulation_workflow.office.delegates.quotas import numbers_in_force
from emulation_workflow.office.obligations.evidence import ensure_fit, record_within
from emulation_workflow.office.obligations.refresh import refresh_obligations
from emulation_workflow.office.office import Office, refuse_any
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReceived:
    """What became of a list. `is_new` False: the same content was there already and nothing was written."""

    unit: Unit
    upper: Unit
    version: DelegateListVersion
    is_new: bool


def receive_list(
    office: Office, delegate_list: DelegateList, *, by: str, channel: Channel, dry_run: bool = False
) -> ListReceived:
    """Keep `delegate_list` as the next version of the unit's list in one transaction; the same again writes nothing.

    `by` is whoever enters it. Breaches do not keep a list out: they are findings on it. Rejected: a unit that adopts no
    list, or a list that lacks the day of its adoption. A dry run writes nothing. A list that was erased may be received
    again.
    """
    if dry_run:
        with office.store.look() as record:
            received = _received(record, office, delegate_list, by=by, channel=channel)
            ensure_fit(record, office, _evidence(record, office, received.version))
            return received
    with office.store.act() as record:
        received = receive_within(record, office, delegate_list, by=by, channel=channel)
        if received.is_new:
            version = received.version
            rows = list_receipt_rows(
                unit=received.unit.name,
                upper=received.upper.name,
                version=version.version,
                minutes=version.minutes,
                counts=(version.official, version.reserves),
            )
            entry = ClerkEntry(what="delegate_list", about="", rows=rows, by=by, unit=received.unit.code)
            tell_named(record, office, entry, channel=channel, at=version.received_at)
        return received


def receive_within(
    record: Transaction, office: Office, delegate_list: DelegateList, *, by: str, channel: Channel
) -> ListReceived:
    """Receive a list as `receive_list` does, as a part of an act that has begun."""
    received = _received(record, office, delegate_list, by=by, channel=channel)
    if received.is_new:
        record.delegates.add(received.version)
        record.ledger.append(by_word(office, _entry(office, received.version)))
        _settle(record, office, received.version, channel)
    return received


def destination(record: Transaction, office: Office, unit: Unit, units: Sequence[Unit], on: date) -> Unit:
    """Return the unit whose conference the unit's adopted list is for. Rejected with why there is none."""
    plan = office.plan_in_force(record, on)
    level = upper_level(plan, unit)
    if level is None:
        raise Rejected(Problem(code=ProblemCode.LIST_GOES_NOWHERE, params={"unit": unit.name}))
    upper = upper_unit(plan, unit, units, on=on)
    if upper is None:
        raise Rejected(Problem(code=ProblemCode.LIST_UPPER_UNKNOWN, params={"unit": unit.name, "level": level.name}))
    return upper


def _received(
    record: Transaction, office: Office, delegate_list: DelegateList, *, by: str, channel: Channel
) -> ListReceived:
    at = office.clock.now()
    unit, upper = _ends(record, office, delegate_list, at.date())
    refuse_any(_faults(delegate_list, at.date()))
    delegate_list = _in_full(delegate_list, upper)
    latest = record.delegates.get(delegate_list.kind, delegate_list.unit)
    people, header = delegate_list.delegates, delegate_list.header
    digest = list_digest(people, header=header, secret=office.secret)
    of_same = (digest, list_sha256(people, header=header))
    is_own = latest is not None and unit.is_valid_on(latest.received_at.date())
    if latest is not None and is_own and latest.sha256 in of_same and latest.erased_at is None:
        return ListReceived(unit=unit, upper=upper, version=latest, is_new=False)
    findings = findings_on(record, office, delegate_list, upper, at.date())
    number = latest.version + 1 if latest else 1
    version = _as_version(delegate_list, number=number, digest=digest, findings=findings, by=by, channel=channel, at=at)
    return ListReceived(unit=unit, upper=upper, version=version, is_new=True)


def _ends(record: Transaction, office: Office, delegate_list: DelegateList, on: date) -> tuple[Unit, Unit]:
    """Return whose list it is and whose conference it is for, which the campaign says and nobody types."""
    units = record.register.units()
    day = min(delegate_list.adopted_on or on, on)
    unit = next((unit for unit in units if unit.code == delegate_list.unit and unit.is_valid_on(day)), None)
    if unit is None:
        raise Rejected(
            Problem(code=ProblemCode.UNIT_UNKNOWN, where=delegate_list.unit, params={"unit": delegate_list.unit})
        )
    if delegate_list.kind is ListKind.ATTENDING:
        if not units_below(office.plan_in_force(record, day), unit, units, on=day):
            raise Rejected(Problem(code=ProblemCode.LIST_NOBODY_BELOW, params={"unit": unit.name}))
        return unit, unit
    return unit, destination(record, office, unit, units, day)


def _in_full(delegate_list: DelegateList, upper: Unit) -> DelegateList:
    """Return the list with what nobody has to type: whose conference it is for, and who sent a unit's own people."""
    people = delegate_list.delegates
    if delegate_list.kind is ListKind.ADOPTED:
        people = tuple(replace(delegate, sent_by=delegate_list.unit) for delegate in people)
    return replace(delegate_list, upper=upper.code, delegates=people)


def _faults(delegate_list: DelegateList, on: date) -> Iterator[Problem]:
    if not delegate_list.delegates:
        yield Problem(code=ProblemCode.LIST_EMPTY)
    if delegate_list.kind is ListKind.ADOPTED and delegate_list.adopted_on is None:
        yield Problem(code=ProblemCode.LIST_DAY_MISSING)
    if delegate_list.adopted_on is not None and delegate_list.adopted_on > on:
        yield Problem(code=ProblemCode.EVIDENCE_DAY_AHEAD, params={"day": delegate_list.adopted_on, "today": on})


def findings_on(
    record: Transaction, office: Office, delegate_list: DelegateList, upper: Unit, on: date
) -> list[Finding]:
    """Return what the campaign, the lists below and the quotas find on the list today."""
    day, units = delegate_list.adopted_on or on, record.register.units()
    campaign = office.plan_in_force(record, min(day, on))
    below = units_below(campaign, upper, units, on=day)
    level = campaign.level_of(upper.level)
    rule = next(
        (
            level_below.upper_rule or level_below.rule
            for level_below in campaign.levels
            if level is not None and level_below.upper == level.id
        ),
        "",
    )
    adopted = [version for version in record.delegates.latest_lists(upper.code, on) if version.kind is ListKind.ADOPTED]
    conference = level.conference if level else None
    examination = ListExamination(
        delegate_list=delegate_list,
        upper=upper,
        senders={*(unit.code for unit in below), *(version.unit for version in adopted)},
        names={unit.code: unit.name for unit in units},
        adopted={
            version.unit: Adopted(delegates=version.delegates, is_erased=version.erased_at is not None)
            for version in adopted
        },
        quotas=numbers_in_force(campaign, below, record.delegates.quotas(upper.code), on=on),
        categories={category.id: category.name for category in conference.composition} if conference else {},
        clauses={rule.id: rule.clause for rule in campaign.rules},
        rule=rule,
        derived=derived_rule(campaign, rule),
    )
    return check_list(examination, campaign)


def _as_version(
    delegate_list: DelegateList,
    *,
    number: int,
    digest: str,
    findings: Sequence[Finding],
    by: str,
    channel: Channel,
    at: datetime,
) -> DelegateListVersion:
    named = placed(delegate_list.delegates)
    counted = counts_of(people_of(going(named)))
    standing_by = [person for person in named if person.delegate.is_reserve and not person.delegate.stands_in]
    return DelegateListVersion(
        kind=delegate_list.kind,
        unit=delegate_list.unit,
        version=number,
        upper=delegate_list.upper,
        sha256=digest,
        minutes=delegate_list.minutes,
        adopted_on=delegate_list.adopted_on,
        received_at=at,
        received_by=by,
        channel=channel.value,
        official=counted.people,
        reserves=len(people_of(standing_by)),
        women=counted.women,
        minorities=counted.minorities,
        delegates=delegate_list.delegates,
        findings=tuple(findings),
    )


def _settle(record: Transaction, office: Office, version: DelegateListVersion, channel: Channel) -> None:
    """Record the list as evidence for the task that an adopted list settles."""
    if version.kind is ListKind.ADOPTED and not record.obligations.of_units([version.unit]):
        refresh_obligations(record, office, version.received_at, codes=[version.unit])
    if rows := _evidence(record, office, version):
        record_within(record, office, rows, channel=channel)


def _evidence(record: Transaction, office: Office, version: DelegateListVersion) -> list[Evidence]:
    """Return what the list is evidence of, if the unit owes it."""
    if version.kind is not ListKind.ADOPTED or version.adopted_on is None:
        return []
    owed = {obligation.derived.task for obligation in record.obligations.of_units([version.unit])}
    return [
        Evidence(
            unit=version.unit,
            task=task.id,
            done_on=version.adopted_on,
            recorded_at=version.received_at,
            recorded_by=version.received_by,
            number=version.minutes,
            note=LIST_NOTE.format(version=nth_words(version.version)),
        )
        for task in office.campaign.tasks
        if task.settled_by is Settlement.DELEGATE_LIST and task.id in owed
    ]


def _entry(office: Office, version: DelegateListVersion) -> LedgerEntry:
    verdicts = Counter(finding.verdict.value for finding in version.findings)
    return LedgerEntry(
        kind=LedgerKind.DELEGATES,
        at=version.received_at,
        actor=version.received_by,
        what=f"{version.kind.value}_list_received",
        unit=version.unit,
        channel=version.channel,
        version=version.version,
        campaign_sha256=office.campaign.sha256,
        details={**ledger_details(version), "findings": dict(verdicts)},
    )


def ledger_details(version: DelegateListVersion) -> dict[str, object]:
    """Return what rows of the record say about a list: which, of how many, its digest; never a name."""
    return {
        "list": version.kind.value,
        "upper": version.upper,
        "list_sha256": version.sha256,
        "minutes": version.minutes,
        "adopted_on": version.adopted_on.isoformat() if version.adopted_on else "",
        "official": version.official,
        "reserves": version.reserves,
        "women": version.women,
        "minorities": version.minorities,
    }

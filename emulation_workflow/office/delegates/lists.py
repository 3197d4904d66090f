"""Delegate lists: received, checked, kept as versions, settling what the unit owes in the same act (II.3, 3.5; R120).

Nothing that people read of a list in the record, a run or a letter names anybody: counts, places and its SHA-256 only.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Settlement
from emulation_workflow.domain.checks.lists import Adopted, ListExamination, check_list, derived_rule
from emulation_workflow.domain.delegates.counting import counts_of, going, people_of, placed
from emulation_workflow.domain.delegates.lists import DelegateList, DelegateListVersion, ListKind
from emulation_workflow.domain.delegates.upward import units_below, upper_level, upper_unit
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.findings import Finding
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.problem_codes import ProblemCode
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.canonical import list_sha256
from emulation_workflow.messages.delegates import LIST_NOTE
from emulation_workflow.office.delegates.quotas import in_force
from emulation_workflow.office.obligations.evidence import ensure_fit, record_within
from emulation_workflow.office.obligations.refresh import restate
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReceived:
    """What became of a list. `is_new` False: the same content stood already and nothing was written."""

    unit: Unit
    upper: Unit
    version: DelegateListVersion
    is_new: bool


def receive_list(
    office: Office, given: DelegateList, *, by: str, channel: Channel, dry_run: bool = False
) -> ListReceived:
    """Keep `given` as the next version of the unit's list, `by` whoever enters it; the same again writes nothing.

    Breaches do not keep a list out: they are findings on it. Rejected: a unit that adopts no list, or a list that lacks
    the day of its adoption. A dry run writes nothing. A list that was erased may come anew.
    """
    if dry_run:
        with office.store.look() as record:
            received = _received(record, office, given, by=by, channel=channel)
            ensure_fit(record, office, _evidence(record, office, received.version))
            return received
    with office.store.act() as record:
        return receive_within(record, office, given, by=by, channel=channel)


def receive_within(
    record: Transaction, office: Office, given: DelegateList, *, by: str, channel: Channel
) -> ListReceived:
    """As `receive_list`, as a part of an act that has begun."""
    received = _received(record, office, given, by=by, channel=channel)
    if received.is_new:
        record.delegates.add(received.version)
        record.ledger.append(_entry(office, received.version))
        _settle(record, office, received.version, channel)
    return received


def destination(office: Office, unit: Unit, units: Sequence[Unit], on: date) -> Unit:
    """The unit whose conference the unit's adopted list is for. Rejected with why there is none."""
    level = upper_level(office.campaign, unit)
    if level is None:
        raise Rejected(Problem(code=ProblemCode.LIST_GOES_NOWHERE, params={"unit": unit.name}))
    upper = upper_unit(office.campaign, unit, units, on=on)
    if upper is None:
        raise Rejected(Problem(code=ProblemCode.LIST_UPPER_UNKNOWN, params={"unit": unit.name, "level": level.name}))
    return upper


def _received(record: Transaction, office: Office, given: DelegateList, *, by: str, channel: Channel) -> ListReceived:
    at = office.clock.now()
    unit, upper = _ends(record, office, given, at.date())
    if problems := list(_faults(given, at.date())):
        raise Rejected(*problems)
    given = _in_full(given, upper)
    latest = record.delegates.get(given.kind, given.unit)
    sha256 = list_sha256(given.delegates, facts=given.facts)
    if latest is not None and latest.sha256 == sha256 and latest.erased_at is None:
        return ListReceived(unit=unit, upper=upper, version=latest, is_new=False)
    findings = findings_on(record, office, given, upper, at.date())
    number = latest.version + 1 if latest else 1
    version = _as_version(given, number=number, sha256=sha256, findings=findings, by=by, channel=channel, at=at)
    return ListReceived(unit=unit, upper=upper, version=version, is_new=True)


def _ends(record: Transaction, office: Office, given: DelegateList, on: date) -> tuple[Unit, Unit]:
    """Whose list it is and whose conference it is for, which the campaign says and nobody types."""
    units = record.register.units()
    day = min(given.adopted_on or on, on)
    unit = next((one for one in units if one.code == given.unit and one.is_valid_on(day)), None)
    if unit is None:
        raise Rejected(Problem(code=ProblemCode.UNIT_UNKNOWN, where=given.unit, params={"unit": given.unit}))
    if given.kind is ListKind.ATTENDING:
        if not units_below(office.campaign, unit, units, on=day):
            raise Rejected(Problem(code=ProblemCode.LIST_NOBODY_BELOW, params={"unit": unit.name}))
        return unit, unit
    return unit, destination(office, unit, units, day)


def _in_full(given: DelegateList, upper: Unit) -> DelegateList:
    """With what nobody has to type: whose conference it is for, and that a unit's own list is of its own people."""
    people = given.delegates
    if given.kind is ListKind.ADOPTED:
        people = tuple(replace(one, sent_by=given.unit) for one in people)
    return replace(given, upper=upper.code, delegates=people)


def _faults(given: DelegateList, on: date) -> Iterator[Problem]:
    if not given.delegates:
        yield Problem(code=ProblemCode.LIST_EMPTY)
    if given.kind is ListKind.ADOPTED and given.adopted_on is None:
        yield Problem(code=ProblemCode.LIST_DAY_MISSING)
    if given.adopted_on is not None and given.adopted_on > on:
        yield Problem(code=ProblemCode.EVIDENCE_DAY_AHEAD, params={"day": given.adopted_on, "today": on})


def findings_on(record: Transaction, office: Office, given: DelegateList, upper: Unit, on: date) -> list[Finding]:
    """What the campaign, the lists below and the quotas say of the list today."""
    campaign, units = office.campaign, record.register.units()
    below = units_below(campaign, upper, units, on=given.adopted_on or on)
    level = campaign.level_of(upper.level)
    rule = next(
        (one.upper_rule or one.rule for one in campaign.levels if level is not None and one.upper == level.id), ""
    )
    adopted = [one for one in record.delegates.latest_lists(upper.code, on) if one.kind is ListKind.ADOPTED]
    conference = level.conference if level else None
    examination = ListExamination(
        delegate_list=given,
        upper=upper,
        senders={*(one.code for one in below), *(one.unit for one in adopted)},
        names={one.code: one.name for one in units},
        adopted={one.unit: Adopted(delegates=one.delegates, is_erased=one.erased_at is not None) for one in adopted},
        quotas={code: quota.number for code, quota in in_force(record.delegates.quotas(upper.code), on=on).items()},
        categories={one.id: one.name for one in conference.composition} if conference else {},
        clauses={one.id: one.clause for one in campaign.rules},
        rule=rule,
        derived=derived_rule(campaign, rule),
    )
    return check_list(examination, campaign)


def _as_version(
    given: DelegateList,
    *,
    number: int,
    sha256: str,
    findings: Sequence[Finding],
    by: str,
    channel: Channel,
    at: datetime,
) -> DelegateListVersion:
    named = placed(given.delegates)
    sent = going(named)
    counted = counts_of(people_of(sent))
    standing_by = [one for one in named if one.delegate.is_reserve and not one.delegate.stands_in]
    return DelegateListVersion(
        kind=given.kind,
        unit=given.unit,
        version=number,
        upper=given.upper,
        sha256=sha256,
        minutes=given.minutes,
        adopted_on=given.adopted_on,
        received_at=at,
        received_by=by,
        channel=channel.value,
        official=counted.people,
        reserves=len(people_of(standing_by)),
        women=counted.women,
        minorities=counted.minorities,
        delegates=given.delegates,
        findings=tuple(findings),
    )


def _settle(record: Transaction, office: Office, version: DelegateListVersion, channel: Channel) -> None:
    """Record the list as evidence for the task that an adopted list settles."""
    if version.kind is ListKind.ADOPTED and not record.obligations.of_units([version.unit]):
        restate(record, office, version.received_at, codes=[version.unit])
    if rows := _evidence(record, office, version):
        record_within(record, office, rows, channel=channel)


def _evidence(record: Transaction, office: Office, version: DelegateListVersion) -> list[Evidence]:
    """What the list is evidence of, if the unit owes it."""
    if version.kind is not ListKind.ADOPTED or version.adopted_on is None:
        return []
    owed = {one.derived.task for one in record.obligations.of_units([version.unit])}
    return [
        Evidence(
            unit=version.unit,
            task=task.id,
            done_on=version.adopted_on,
            recorded_at=version.received_at,
            recorded_by=version.received_by,
            number=version.minutes,
            note=LIST_NOTE.format(version=version.version),
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
        facts={**facts_of(version), "findings": dict(verdicts)},
    )


def facts_of(version: DelegateListVersion) -> dict[str, object]:
    """What rows of the record say of a list: which, of how many, its SHA-256; never who."""
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

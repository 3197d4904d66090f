"""Personal data of delegates: who may export a list, and how people are erased from the record for good.

Each export and each erasure is a row of the record: who did it, which list, how many people; never their names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.delegates import Delegate, DelegateListVersion, ListKind
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.mail import MailFate, MailRecord
from emulation_workflow.domain.orders.in_force import Terms, congress_terms
from emulation_workflow.domain.orders.order import Order
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Official, Unit
from emulation_workflow.messages.screens.board_entries import people_rows
from emulation_workflow.office.authority import in_office
from emulation_workflow.office.clerk_entries import ClerkEntry, by_word, tell_named
from emulation_workflow.office.delegates.attendance import count_attendance_within
from emulation_workflow.office.delegates.list_receipt import ledger_details
from emulation_workflow.office.office import Office, refuse_any
from emulation_workflow.ports import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class ListExport:
    """Lists exported for somebody who may see them; `units` are the units that send people, by code."""

    unit: Unit
    lists: tuple[DelegateListVersion, ...] = field(repr=False)
    units: Mapping[str, Unit]

    @property
    def people(self) -> tuple[Delegate, ...]:
        """Return the delegates of all the lists."""
        return tuple(delegate for version in self.lists for delegate in version.delegates)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureResult:
    """Lists whose people were erased, and how many people; `mails` may still hold lists, as they came in."""

    lists: tuple[DelegateListVersion, ...]
    people: int
    mails: tuple[MailRecord, ...]


def export_list(office: Office, *, by: str, unit: str = "", upper: str = "", purpose: str) -> ListExport:
    """Return the list that `unit` adopted, or those of everybody who goes to the conference of `upper`.

    One transaction, with a row in the record for each list. `by` is the number of the official who asks. Rejected:
    somebody who may not see lists today, no list, or one that was erased.
    """
    with office.store.act() as record:
        at = office.clock.now()
        official = _reader(record, office, by, at.date())
        lists = _of_unit(record, unit) if unit else count_attendance_within(record, office, upper, at.date()).lists
        named = unit or upper
        registered = {unit.code: unit for unit in record.register.units() if unit.is_valid_on(at.date())}
        registered = {unit.code: unit for unit in record.register.units()} | registered
        if not lists:
            raise Rejected(Problem(code=ProblemCode.LIST_NONE, params={"unit": registered[named].name}))
        _refuse_erased(lists, registered)
        for version in lists:
            details = {**ledger_details(version), "people": len(version.delegates), "purpose": purpose}
            record.ledger.append(_entry(office, version, official.number, what="list_exported", at=at, details=details))
        _tell(
            record,
            office,
            official,
            "export",
            lists,
            people=sum(len(v.delegates) for v in lists),
            reason=purpose,
            at=at,
        )
        return ListExport(unit=registered[named], lists=lists, units=registered)


def erase_people(
    office: Office, *, by: str, reason: str = "", before_end: bool = False, dry_run: bool = False
) -> ErasureResult:
    """Erase the people of every list in one transaction; counts, days and hashes stay.

    Rejected up to and on the campaign's last day, and while an order suspends the congress, unless `before_end` and a
    `reason` are given; and for somebody who may not see lists today. `by` is that official's number. A dry run returns
    what would be erased and writes nothing.
    """
    with office.transaction(dry_run=dry_run) as record:
        at = office.clock.now()
        official = _reader(record, office, by, at.date())
        _ensure_over(office, record.orders.all(), at.date(), reason=reason, before_end=before_end)
        people_of = record.delegates.people_kept()
        lists = tuple(version for version in record.delegates.lists() if version.erased_at is None)
        for version in () if dry_run else lists:
            people = people_of.get((version.kind, version.unit, version.version), 0)
            record.delegates.erase_people(version, at=at)
            details = {**ledger_details(version), "people": people, "reason": reason}
            record.ledger.append(_entry(office, version, official.number, what="list_erased", at=at, details=details))
        if lists and not dry_run:
            _tell(record, office, official, "erasure", lists, people=sum(people_of.values()), reason=reason, at=at)
        return ErasureResult(
            lists=lists, people=sum(people_of.values()), mails=tuple(_may_hold_lists(record.inbox.all()))
        )


def _tell(
    record: Transaction,
    office: Office,
    official: Official,
    what: str,
    lists: Sequence[DelegateListVersion],
    *,
    people: int,
    reason: str,
    at: datetime,
) -> None:
    """Tell the official in whose name lists were exported or erased; no letter names anybody in them."""
    entry = ClerkEntry(
        what=what, about="", rows=people_rows(lists=len(lists), people=people, reason=reason), by=official.number
    )
    tell_named(record, office, entry, channel=Channel.COMMAND, at=at)


def last_day(campaign: Campaign, congress: Terms) -> date | None:
    """Return the last day that the campaign names, with the congress's as `congress` leaves it; None if there is none.

    None also where the congress waits for its day.
    """
    if congress.outlasting is not None:
        return None
    if congress.window is None:
        return campaign.last_day
    ends = [campaign.last_day, congress.window.end]
    return max(filter(None, ends)) if congress.window.end else None


def _ensure_over(office: Office, orders: Sequence[Order], on: date, *, reason: str, before_end: bool) -> None:
    congress = congress_terms(office.campaign, orders, on=on)
    ends, suspension = last_day(office.campaign, congress), congress.orders.suspension
    # A congress that is put off has no day yet, whatever the plan's was: its delegates are still to come.
    if ends is not None and on > ends and suspension is None:
        return
    if not before_end:
        if suspension is not None:
            raise Rejected(Problem(code=ProblemCode.LIST_ERASED_WHILE_SUSPENDED, params={"order": suspension.number}))
        if ends is None:
            raise Rejected(Problem(code=ProblemCode.LIST_ERASED_WITHOUT_DAY))
        raise Rejected(Problem(code=ProblemCode.LIST_ERASED_TOO_EARLY, params={"day": ends}))
    if not reason.strip():
        raise Rejected(Problem(code=ProblemCode.LIST_ERASURE_REASON_MISSING))


def _reader(record: Transaction, office: Office, number: str, on: date) -> Official:
    """Return the official with this number, if they may see lists today: themselves or as a dated substitute."""
    roles = office.campaign.list_readers
    if not roles:
        raise Rejected(Problem(code=ProblemCode.LIST_NO_READER))
    if not number:
        raise Rejected(Problem(code=ProblemCode.LIST_READER_MISSING))
    may = {official.number: official for role in roles for official in in_office(record.register, role, on)}
    if number not in may:
        names = [office.campaign.role(role).name for role in roles]
        raise Rejected(Problem(code=ProblemCode.LIST_NOT_A_READER, where=number, params={"roles": names}))
    return may[number]


def _of_unit(record: Transaction, unit: str) -> tuple[DelegateListVersion, ...]:
    adopted = record.delegates.get(ListKind.ADOPTED, unit)
    return (adopted,) if adopted else ()


def _refuse_erased(lists: Sequence[DelegateListVersion], units: Mapping[str, Unit]) -> None:
    refuse_any(
        Problem(
            code=ProblemCode.LIST_IS_ERASED, params={"unit": units[version.unit].name, "day": version.erased_at.date()}
        )
        for version in lists
        if version.erased_at is not None
    )


def _may_hold_lists(mails: Sequence[MailRecord]) -> Iterator[MailRecord]:
    """Yield the messages that people wrote: a list sent by mail is in one of them, as it came."""
    return (mail for mail in mails if mail.fate in _WRITTEN_BY_PEOPLE)


_WRITTEN_BY_PEOPLE = frozenset({MailFate.LISTED, MailFate.ANSWERED, MailFate.TAKEN})


def _entry(
    office: Office, version: DelegateListVersion, by: str, *, what: str, at: datetime, details: Mapping[str, object]
) -> LedgerEntry:
    entry = LedgerEntry(
        kind=LedgerKind.DELEGATES,
        at=at,
        actor=by,
        what=what,
        unit=version.unit,
        channel=Channel.COMMAND,
        version=version.version,
        campaign_sha256=office.campaign.sha256,
        details=details,
    )
    return by_word(office, entry)

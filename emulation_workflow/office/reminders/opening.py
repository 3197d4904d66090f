"""Opening the campaign: every unit's own letter, once, with what it owes, its form and its days.

A unit that joins the register later, or gets an address later, gets its letter when the campaign is opened again; the
others get none.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Campaign, Settlement
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail import Addressee, DeliveryState, Enclosure, Letter, LetterKind, LetterStatus
from emulation_workflow.domain.obligations.obligation import Obligation
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.domain.registers import Unit, formal_name
from emulation_workflow.domain.schedule.calendar_entries import CalendarEntry
from emulation_workflow.messages.formats import clause_words
from emulation_workflow.messages.forms.enclosures import ABOUT, DEADLINE, EVENT
from emulation_workflow.messages.names import plan_named
from emulation_workflow.messages.obligations import limit_words
from emulation_workflow.messages.screens.board_entries import UNITS_WRITTEN_TO, count_rows
from emulation_workflow.office.clerk_entries import ClerkEntry, by_word, tell_named
from emulation_workflow.office.letters import letter_context
from emulation_workflow.office.letters.posting import bounced, is_issuer, is_own_office, list_unreachable, upper_copy
from emulation_workflow.office.obligations.form_terms import limit_of
from emulation_workflow.office.obligations.refresh import ObligationChange, derive_obligations
from emulation_workflow.office.office import OFFICE, Office, is_bound
from emulation_workflow.office.reminders.lessons import attach_lessons_by_key
from emulation_workflow.ports import Forms, Transaction

AT_ONCE = 25
"""Letters of one act: their forms are made before it begins, so that no act is long."""

LONGEST_EVENT = 31
"""Days. Of a longer span only the last day goes into a calendar."""


class OpeningFate(StrEnum):
    """What becomes of a unit's letter."""

    WRITTEN = "written"
    BEFORE = "before"
    NO_ADDRESS = "no_address"
    """None is known, or the one that is takes no letters."""


_OF_PLANS = frozenset({Settlement.PLAN, Settlement.CLEARANCE})
"""What settles a task of which a unit's plan is a part: others are offered the form, and not asked for a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One unit: how many tasks its letter lists, for how many of them a day is stated, and what becomes of the letter.

    In a dry run WRITTEN is what would be written.
    """

    unit: Unit
    fate: OpeningFate
    tasks: int
    with_day: int


def open_campaign(
    office: Office, *, forms: Forms, dry_run: bool, by: str = OFFICE, channel: Channel | None = None
) -> Sequence[Opened]:
    """Write to every unit that owes something and was not written to yet, or whose letter never left.

    A dry run writes nothing.

    Obligations are derived anew first, so that the letters say what is so today.
    """
    change = derive_obligations(office, dry_run=dry_run, by=by, channel=channel)
    at = office.clock.now()
    with office.store.look() as record:
        writer = _writer(record, office, forms, change, at)
    concerned = writer.concerned
    known = {unit.code: writer.fate(unit) for unit in concerned}
    waiting = [unit for unit in concerned if known[unit.code] is OpeningFate.WRITTEN]
    if not dry_run:
        for start in range(0, len(waiting), AT_ONCE):
            known |= _post(office, [writer.letter(unit) for unit in waiting[start : start + AT_ONCE]], at, by, channel)
        unreached = [unit for unit in concerned if known[unit.code] is OpeningFate.NO_ADDRESS or not unit.email]
        list_unreachable(office, LetterKind.CAMPAIGN_OPENED, {writer.key(unit): unit for unit in unreached}, at)
    return [writer.opened(unit, known[unit.code]) for unit in concerned]


def preview_opening(office: Office, *, forms: Forms) -> Sequence[Letter]:
    """Return the letter of one unit of each level, the first that owes something, as it would be written today."""
    change = derive_obligations(office, dry_run=True)
    with office.store.look() as record:
        writer = _writer(record, office, forms, change, office.clock.now())
    first: dict[str, Unit] = {}
    for unit in writer.concerned:
        first.setdefault(unit.level, unit)
    every = {**letter_context.of_campaign(office.campaign, on=writer.at.date()), "told_lessons": []}
    letters = (writer.letter(unit) for unit in first.values())
    return [
        replace(letter, context={**every, "copied_to": letter_context.copied_to(letter), **letter.context})
        for letter in letters
    ]


def _writer(record: Transaction, office: Office, forms: Forms, change: ObligationChange, at: datetime) -> "_Writer":
    """Return who writes the letters, with what everybody owes once `change` is made."""
    units = {unit.code: unit for unit in record.register.units(at.date())}
    owed = _by_unit([*record.obligations.of_units(), *change.added, *(new for _, new in change.changed)])
    plan = office.plan_in_force(record, at.date())
    former = {letter.key: letter for letter in record.letters.statuses(kind=LetterKind.CAMPAIGN_OPENED)}
    return _Writer(
        office=office,
        plan=plan,
        forms=forms.under(plan),
        units=units,
        owed=owed,
        marked=bounced(record),
        former=former,
        at=at,
    )


def _by_unit(obligations: Sequence[Obligation]) -> Mapping[str, Sequence[Obligation]]:
    """Return what is still open, by unit; the last word on each counts. Those with a day come first, in order of it."""
    latest = {(obligation.derived.unit, obligation.derived.task): obligation for obligation in obligations}
    owed: dict[str, list[Obligation]] = defaultdict(list)
    for obligation in sorted(
        latest.values(), key=lambda obligation: (obligation.derived.due is None, obligation.derived.due or date.max)
    ):
        if obligation.is_open:
            owed[obligation.derived.unit].append(obligation)
    return owed


def _never_left(letter: LetterStatus) -> bool:
    return letter.state is DeliveryState.REFUSED and letter.sent_at is None


def _post(
    office: Office, letters: Sequence[Letter], at: datetime, by: str, channel: Channel | None
) -> Mapping[str, OpeningFate]:
    """Write these letters and a row of the record in one act. Another opening at the same time may have had some."""
    with office.store.act() as record:
        posted = {letter.unit: record.letters.post(letter, at=at, instead=True) for letter in letters}
        written = [unit for unit, is_new in posted.items() if is_new]
        if written:
            attach_lessons_by_key(
                record, office, {letter.unit: letter.key for letter in letters if letter.unit in written}, at
            )
            record.ledger.append(
                by_word(
                    office,
                    LedgerEntry(
                        kind=LedgerKind.LETTER,
                        at=at,
                        actor=by,
                        what="campaign_opened",
                        channel=channel.value if channel else "",
                        campaign_sha256=office.campaign.sha256,
                        details={"units": written},
                    ),
                )
            )
            if channel is not None:
                rows = count_rows((UNITS_WRITTEN_TO, len(written)))
                tell_named(
                    record, office, ClerkEntry(what="opening", about="", rows=rows, by=by), channel=channel, at=at
                )
    return {unit: OpeningFate.WRITTEN if is_new else OpeningFate.BEFORE for unit, is_new in posted.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Writes each unit's letter from what all of them have in common; `plan` is the one in force.

    `former`: such letters that were written, by key.
    """

    office: Office
    plan: Campaign
    forms: Forms
    units: Mapping[str, Unit]
    owed: Mapping[str, Sequence[Obligation]]
    marked: Collection[str]
    former: Mapping[str, LetterStatus]
    at: datetime

    @property
    def concerned(self) -> Sequence[Unit]:
        """The units that owe something or are bound by the plan; not who issued it, nor who writes the letters."""
        campaign = self.office.campaign
        return [
            unit
            for unit in self.units.values()
            if (self.owed[unit.code] or is_bound(campaign, unit))
            and not is_issuer(campaign, unit, campaign.plan.issuer)
            and not is_own_office(campaign, unit)
        ]

    def key(self, unit: Unit) -> str:
        """Return the key of the unit's letter, another than that of the letter to whoever bore the code before."""
        key = f"{self.office.campaign.id}/{unit.code}/{LetterKind.CAMPAIGN_OPENED.value}"
        earlier = self.former.get(key)
        if earlier is None or unit.is_valid_on(earlier.written_at.date()):
            return key
        return f"{key}/{unit.valid_from.isoformat() if unit.valid_from else ''}"

    def fate(self, unit: Unit) -> OpeningFate:
        earlier = self.former.get(self.key(unit))
        if earlier is not None and not _never_left(earlier):
            return OpeningFate.BEFORE
        return OpeningFate.WRITTEN if unit.email and unit.email.lower() not in self.marked else OpeningFate.NO_ADDRESS

    def letter(self, unit: Unit) -> Letter:
        form, dates = self._form(unit), self._dates(unit)
        campaign = self.office.campaign
        return Letter(
            key=self.key(unit),
            kind=LetterKind.CAMPAIGN_OPENED,
            to=(Addressee(name=unit.name, email=unit.email),),
            cc=upper_copy(
                campaign,
                LetterKind.CAMPAIGN_OPENED,
                unit,
                self.units.get(unit.parent or ""),
                marked=self.marked,
            ),
            unit=unit.code,
            enclosures=tuple(enclosure for enclosure in (form, dates) if enclosure is not None),
            context={
                "addressees": [letter_context.to_unit(campaign, unit)],
                "basis": letter_context.basis(self.plan, unit),
                "unit_name": formal_name(campaign, unit),
                "tasks": [self._task(obligation) for obligation in self.owed.get(unit.code, ())],
                "form_name": form.name if form else "",
                "owes_plan": any(
                    campaign.task(obligation.derived.task).settled_by in _OF_PLANS
                    for obligation in self.owed.get(unit.code, ())
                ),
                "dates_name": dates.name if dates else "",
                "gated": self.plan.is_gated(unit.code),
                "gate_clause": campaign.rule(campaign.gate.rule).clause if campaign.gate else "",
            },
        )

    def opened(self, unit: Unit, fate: OpeningFate) -> Opened:
        owed = self.owed.get(unit.code, ())
        return Opened(
            unit=unit, fate=fate, tasks=len(owed), with_day=sum(bool(obligation.derived.due) for obligation in owed)
        )

    def _task(self, obligation: Obligation) -> letter_context.Context:
        task, campaign = self.office.campaign.task(obligation.derived.task), self.office.campaign
        return {
            "name": task.name,
            "clause": campaign.rule(obligation.derived.rule).clause,
            "due": limit_words(obligation.derived, task, campaign),
            "has_day": obligation.derived.due is not None,
            "day": letter_context.day(obligation.derived.due),
            "evidence": task.evidence,
        }

    def _form(self, unit: Unit) -> Enclosure | None:
        """Return the unit's form; None for a unit that holds no conference of its own."""
        try:
            limit = limit_of(self.owed.get(unit.code, ()), Settlement.PLAN, self.office.campaign)
            return self.forms.plan_form(unit, self.units.get(unit.parent or ""), by_when=limit)
        except Rejected:
            return None

    def _dates(self, unit: Unit) -> Enclosure | None:
        entries = [entry for obligation in self.owed.get(unit.code, ()) for entry in self._entries(unit, obligation)]
        return self.forms.dates(entries, at=self.at) if entries else None

    def _entries(self, unit: Unit, obligation: Obligation) -> Iterator[CalendarEntry]:
        derived, due = obligation.derived, obligation.derived.due
        if due is None:
            return
        task, campaign = self.office.campaign.task(derived.task), self.office.campaign
        is_short = derived.start is not None and (due - derived.start).days < LONGEST_EVENT
        yield CalendarEntry(
            id=f"{campaign.id}-{unit.code}-{task.id}",
            title=EVENT.format(task=task.name) if is_short else DEADLINE.format(task=task.name),
            start=derived.start if is_short and derived.start else due,
            end=due,
            about=ABOUT.format(
                unit=formal_name(campaign, unit),
                clause=clause_words(campaign.rule(derived.rule).clause),
                plan=plan_named(campaign),
                due=limit_words(derived, task, campaign),
            ),
        )

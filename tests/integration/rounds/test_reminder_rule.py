"""Who is reminded is decided once: the sweep's statements, its preview and what-if do what the rule says of each.

The rule, `domain.schedule.reminders`, is played beside the record, obligation by obligation.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import delete

from emulation_workflow.adapters.record.engine import open_engine
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.adapters.record.tables.letters import (
    BoardItemRow,
    BouncedAddressRow,
    LetterRecipientRow,
    LetterRow,
)
from emulation_workflow.adapters.record.tables.obligations import ObligationRow, RungSpentRow
from emulation_workflow.adapters.record.tables.register import OfficialRow, UnitRow
from emulation_workflow.domain.campaign import Recipient
from emulation_workflow.domain.mail.incoming import BouncedAddress
from emulation_workflow.domain.mail.letters import LetterKind
from emulation_workflow.domain.obligations.obligation import Obligation, ObligationState
from emulation_workflow.domain.registers.units import Official, Unit
from emulation_workflow.domain.schedule.ladder import EscalationStep
from emulation_workflow.domain.schedule.reminders import Contacts, owed_by_unit, rung_due, steps_of
from emulation_workflow.domain.schedule.what_if import duty_of, reminders_of
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.sweep import SweepPreview, preview_sweep, sweep
from tests.support.builders import CALENDAR
from tests.support.reminder_histories import Change, History, histories, history_of
from tests.support.servers.databases import PostgresServer, open_store, sqlite_url
from tests.support.sweeping import at, go_to, sweeping_office

Key = tuple[str, str]
Opened = tuple[str, SqlStore]

ROWS = (
    RungSpentRow,
    LetterRecipientRow,
    LetterRow,
    ObligationRow,
    OfficialRow,
    UnitRow,
    BouncedAddressRow,
    BoardItemRow,
)


@pytest.fixture(scope="module")
def sqlite_record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """One record for all histories: each new one would prepare its statements anew."""
    url = sqlite_url(tmp_path_factory.mktemp("record"))
    store = open_store(url)
    yield url, store
    store.close()


@pytest.fixture(scope="module")
def postgresql_record(postgres: PostgresServer) -> Iterator[Opened]:
    url = postgres.migrated_database()
    store = open_store(url)
    yield url, store
    store.close()


class Rule:
    """A history as the rule has it: what is owed, the steps taken for it, who can be written to."""

    def __init__(self, history: History) -> None:
        self.campaign = history.campaign
        self.units: dict[str, Unit] = {unit.code: unit for unit in history.units}
        self.officials: Sequence[Official] = history.officials
        self.bounced: set[str] = set()
        self.owed: dict[Key, Obligation] = {key_of(owed): owed for owed in history.owed}
        self.steps: defaultdict[Key, list[tuple[date, EscalationStep]]] = defaultdict(list)
        self.touched: set[Key] = set()

    def sweep(self, day: date) -> tuple[int, list[EscalationStep]]:
        """Play one day; return how many obligations took a rung, and the steps."""
        assert self.campaign.ladder is not None
        contacts, taken = self._contacts(day), 0
        steps: list[EscalationStep] = []
        for key, owed in self.owed.items():
            is_over = owed.derived.due is not None and owed.derived.due < day
            is_newly_overdue = owed.state is ObligationState.PENDING and is_over
            self.owed[key] = replace(owed, state=ObligationState.OVERDUE) if is_newly_overdue else owed
            duty = owed_by_unit(self.campaign, owed)
            number = 0
            if duty is not None:
                opens = self.campaign.effective_from
                number = rung_due(duty, self.campaign.ladder, CALENDAR, today=day, opens=opens, taken=owed.rung)
            if duty is not None and number:
                before = [step for _, step in self.steps[key]]
                new = steps_of(duty, self.campaign.ladder, number, contacts.of, before=before)
                self.steps[key] += [(day, step) for step in new]
                self.owed[key] = replace(self.owed[key], rung=number)
                taken, steps = taken + 1, steps + new
        return taken, steps

    def change(self, change: Change) -> None:
        if change.bounces:
            self.bounced.add(change.bounces.lower())
        if change.moves:
            code, email = change.moves
            self.units[code] = replace(self.units[code], email=email)
        key = list(self.owed)[change.number % len(self.owed)]
        owed, values = self.owed[key], dict(change.values)
        if values:
            self.touched.add(key)
        if "due" in values:
            owed = replace(owed, derived=replace(owed.derived, due=values.pop("due")))  # type: ignore[arg-type]  # a day or None
        self.owed[key] = replace(owed, **values)  # type: ignore[arg-type]  # fields of an obligation by name

    def _contacts(self, day: date) -> Contacts:
        heads = defaultdict(list)
        people: defaultdict[str, list[str]] = defaultdict(list)
        for official in self.officials:
            if official.is_valid_on(day):
                people[official.role].append(official.email)
                if official.role == "unit_head":
                    heads[official.unit or ""].append(official.email)
        return Contacts(
            units={unit.code: unit.email for unit in self.units.values() if unit.is_valid_on(day)},
            heads=heads,
            board=people["board"],
            committee=people["committee"],
            bounced=self.bounced,
        )


def key_of(owed: Obligation) -> Key:
    return owed.derived.unit, owed.derived.task


def in_order(steps: Sequence[EscalationStep]) -> list[EscalationStep]:
    return sorted(steps, key=lambda step: (step.unit, step.task, step.recipient, step.email))


def foreseen_by(preview: SweepPreview) -> list[EscalationStep]:
    for email, steps in preview.letters:
        assert {step.email for step in steps} == {email}
    return in_order([*preview.unreachable, *(step for _, steps in preview.letters for step in steps)])


def written_on(office: Office, day: date) -> tuple[list[str], list[EscalationStep]]:
    """Return to whom the day's letters went, and the steps that stand in them or have no address."""
    with office.store.look() as record:
        letters = [
            letter
            for letter in record.letters.statuses(kind=LetterKind.URGING)
            if letter.written_at.date() == day and letter.key.endswith(day.isoformat())
        ]
        steps = [line.step for line in record.standings.without_address(day)]
        for letter in letters:
            lines = record.standings.lines_of(letter.number, day)
            assert {line.step.email for line in lines} == {letter.to[0].email}
            steps += [line.step for line in lines]
    return sorted(letter.to[0].email for letter in letters), in_order(steps)


def change_record(office: Office, rule: Rule, change: Change, day: date) -> None:
    """Do to the record what was done to the rule's."""
    with office.store.act() as record:
        if change.bounces:
            record.inbox.mark_bounced(BouncedAddress(email=change.bounces, bounced_at=at(day), words="no such user"))
        if change.moves:
            record.register.replace_units(list(rule.units.values()))
        if change.values:
            record.obligations.change(rule.owed.values())


def hold_together(store: SqlStore, history: History) -> None:
    """Play a history on the record and by the rule; after each day they agree, and so does what-if in the end."""
    first = min(history.swept)
    office = sweeping_office(
        store, history.owed, day=first, of=history.campaign, units=history.units, officials=history.officials
    )
    rule = Rule(history)
    for day, changes in history.swept.items():
        go_to(office, day)
        foreseen = foreseen_by(preview_sweep(office, day))
        taken, steps = rule.sweep(day)
        swept = sweep(office)
        addresses = sorted({step.email for step in steps} - {""})

        assert foreseen == in_order(steps)
        assert written_on(office, day) == (addresses, in_order(steps))
        assert (swept.rungs, swept.letters) == (taken, len(addresses))
        assert swept.unreachable == sum(not step.email for step in steps)
        with store.look() as record:
            assert {key_of(owed): owed for owed in record.obligations.of_units()} == rule.owed
        for change in changes:
            rule.change(change)
            change_record(office, rule, change, day)
    _agrees_with_what_if(history, rule)


def _agrees_with_what_if(history: History, rule: Rule) -> None:
    """What nobody touched took the rungs that what-if gives it, for the same recipients, on the same days."""
    campaign = history.campaign
    assert campaign.ladder is not None
    for owed in history.owed:
        derived, key = owed.derived, key_of(owed)
        if derived.due is None or key in rule.touched:
            continue
        played = reminders_of(
            duty_of(campaign, derived, derived.due),
            campaign.ladder,
            CALENDAR,
            first=campaign.effective_from,
            last=max(history.swept),
            outages=history.outages,
        )
        expected = {(reminder.day, step.rung, step.recipient) for reminder in played for step in reminder.steps}
        assert {(day, step.rung, step.recipient) for day, step in rule.steps[key]} == expected


def play(record_url: str, store: SqlStore, history: History) -> None:
    """Play the history on the record, emptied of the one before."""
    engine = open_engine(record_url)
    with engine.begin() as connection:
        for row in ROWS:
            connection.execute(delete(row))
    engine.dispose()
    hold_together(store, history)


@pytest.mark.parametrize("recipient", Recipient)
def test_each_recipient_is_written_to_where_the_rule_says(sqlite_record: Opened, recipient: Recipient) -> None:
    """At an address of their own, which random histories may not happen to draw."""
    play(*sqlite_record, history_of(recipient))


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories())
def test_sweep_preview_and_what_if_follow_the_rule(sqlite_record: Opened, history: History) -> None:
    """Whatever ladders, registers, orders, bounced addresses and days on which nobody swept."""
    play(*sqlite_record, history)


@pytest.mark.postgres
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories())
def test_they_follow_it_on_postgresql(postgresql_record: Opened, history: History) -> None:
    """The statements are the same; what the two databases make of them may not be."""
    play(*postgresql_record, history)

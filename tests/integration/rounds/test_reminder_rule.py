"""Who is written to is decided once: sweep, previews, lessons, report requests and what-if do what the rule says.

The rule, in `domain.schedule` and `tests.support.reminding`, is played beside the record, obligation by obligation. All
that happens comes into the record by the office's own ways: orders, evidence, plans and reports.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import select
from sqlmodel import col

from emulation_workflow.adapters.record.tables.mail import LetterRecipientRow, LetterRow
from emulation_workflow.adapters.record.tables.results import LessonsToldRow
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.campaign import Recipient, Window
from emulation_workflow.domain.mail.letters import Enclosure, LetterKind, LetterStatus
from emulation_workflow.domain.obligations.obligation import Obligation
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.ladder import EscalationStep
from emulation_workflow.domain.schedule.what_if import duty_of, reminders_of
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.lessons import TELLING
from emulation_workflow.office.reminders.report_requests import ask_for_results, reports_due
from emulation_workflow.office.reminders.sweep import SweepPreview, preview_sweep, sweep
from tests.support.builders import CALENDAR
from tests.support.mailing import QuickForms
from tests.support.offices import FakeClock, open_office
from tests.support.reminding.events import Event, happen
from tests.support.reminding.facts import Facts, Key, facts_of
from tests.support.reminding.histories import Day, History, histories, history_of
from tests.support.reminding.ladder_rule import SINCE, LadderRule, key_of
from tests.support.reminding.lessons_rule import LessonsRule, Told
from tests.support.reminding.report_rule import ReportRule
from tests.support.servers.databases import MAIL_DOMAIN, PlayedRecord, PostgresServer, sqlite_url
from tests.support.sweeping import at, go_to


@pytest.fixture(scope="module")
def sqlite_record(tmp_path_factory: pytest.TempPathFactory) -> PlayedRecord:
    return PlayedRecord(sqlite_url(tmp_path_factory.mktemp("record")))


@pytest.fixture(scope="module")
def postgresql_record(postgres: PostgresServer) -> Iterator[PlayedRecord]:
    record = PlayedRecord(postgres.migrated_database())
    yield record
    record.engine.dispose()


class NoForms(QuickForms):
    """Makes forms that nobody opens, of reports as well."""

    def result_form(
        self,
        unit: Unit,
        parent: Unit | None,
        *,
        plan: UnitPlan | None = None,
        in_force: Window | None = None,
        by_when: str = "",
    ) -> Enclosure:
        del plan, in_force, by_when
        return self.plan_form(unit, parent)


class Played:
    """A history played twice: by the office on a record, and by the rule."""

    def __init__(self, record: PlayedRecord, history: History) -> None:
        self.campaign, self._engine = history.campaign, record.engine
        self.office = open_office(
            record.empty(),
            of=history.campaign,
            clock=FakeClock(at(min(history.days))),
            units=history.units,
            officials=history.officials,
        )
        self.forms = NoForms(history.campaign, domain=MAIL_DOMAIN)
        self.ladder, self.lessons, self.reports = LadderRule(), LessonsRule(), ReportRule()
        self._letters = 0
        self._written_on: set[date] = set()
        """The days on which reports were asked for, or letters for lessons alone were written."""
        self.derive()
        self._happen(history.before)

    def day(self, day: date, of_day: Day) -> None:
        go_to(self.office, day)
        if not of_day.sweeps_first:
            self.derive()
        facts = facts_of(self.office)
        urged = self._sweep(facts)
        self._ask(facts, urged)
        self._agree()
        if of_day.sweeps_first:
            self.derive()
        self._happen(of_day.events)
        self._agree()
        if of_day.sweeps_again:
            self._sweep(facts_of(self.office))
            self._agree()

    def derive(self) -> None:
        derive_obligations(self.office, dry_run=False)
        self.ladder.derive(facts_of(self.office))

    def _sweep(self, facts: Facts) -> list[str]:
        """Sweep, and return the addresses that were reminded."""
        preview = preview_sweep(self.office, facts.on)
        reminds = not self.ladder.of_day(facts.on) and facts.on not in self._written_on
        taken, steps = self.ladder.sweep(facts, reminds=reminds)
        urged = sorted({step.email for step in steps} - {""})
        lessons = self.lessons.preview(facts, self.ladder.owed, urged)
        alone = self.lessons.sweep(facts, self.ladder.owed, urged)
        self._written_on |= {facts.on} if alone else set()
        swept = sweep(self.office)

        assert previewed_by(preview) == in_order(steps)
        assert {(waiting.unit, waiting.task, waiting.teller) for waiting in preview.lessons} == {
            lesson.told for lesson in lessons
        }
        of_day = self.ladder.of_day(facts.on)
        assert written_on(self.office, facts.on) == (sorted({step.email for step in of_day} - {""}), in_order(of_day))
        assert (swept.rungs, swept.letters) == (taken, len(urged))
        assert swept.unreachable == sum(not step.email for step in steps)
        assert (swept.lessons, swept.told) == (len(alone), len(lessons))
        return urged

    def _ask(self, facts: Facts, urged: Sequence[str]) -> None:
        """Ask for the reports that are due."""
        due = self.reports.due(facts, self.ladder.owed)
        asked = self.reports.ask(facts, self.ladder.owed, urged)
        self._written_on |= {facts.on} if asked else set()

        assert [(report.unit.code, report.day) for report in reports_due(self.office, facts.on)] == due
        assert ask_for_results(self.office, forms=self.forms) == len(asked)
        assert sorted(letter.unit for letter in self._new_letters() if letter.kind is LetterKind.RESULT_ASKED) == asked

    def _happen(self, events: Sequence[Event]) -> None:
        """Let this happen, and take it over into the rule: what is owed now, and what was told in letters it caused."""
        for happening in events:
            happen(self.office, happening)
            self._note_event()

    def _note_event(self) -> None:
        facts = facts_of(self.office)
        self.ladder.derive(facts)
        for letter in self._new_letters():
            if letter.kind in TELLING:
                self.lessons.write_to(letter.unit, letter.kind, facts, self.ladder.owed)

    def _agree(self) -> None:
        with self.office.store.look() as record:
            assert by_key(record.obligations.of_units()) == by_key(self.ladder.owed.values())
            items = record.board_list.items()
        lists = (f"/{LetterKind.LESSONS}", f"{ItemKind.NOT_WRITTEN}/{LetterKind.LESSONS}/")
        listed = {item.unit for item in items if item.key.endswith(lists[0]) or item.key.startswith(lists[1])}
        assert listed == self.lessons.unreachable
        assert self._told() == self.lessons.told

    def _told(self) -> dict[Told, tuple[LetterKind, str]]:
        rows = (
            select(
                col(LessonsToldRow.unit),
                col(LessonsToldRow.task),
                col(LessonsToldRow.director),
                col(LetterRow.kind),
                col(LetterRecipientRow.email),
            )
            .join(LetterRow, col(LetterRow.number) == col(LessonsToldRow.letter))
            .join(LetterRecipientRow, col(LetterRecipientRow.letter) == col(LetterRow.number))
            .where(col(LetterRecipientRow.position) == 0)
        )
        with self._engine.connect() as connection:
            return {(row[0], row[1], row[2]): (LetterKind(row[3]), row[4]) for row in connection.execute(rows)}

    def _new_letters(self) -> Sequence[LetterStatus]:
        with self.office.store.look() as record:
            letters = [letter for letter in record.letters.statuses() if letter.number > self._letters]
        self._letters = max((letter.number for letter in letters), default=self._letters)
        return letters

    def agrees_with_what_if(self, history: History) -> None:
        """What nothing befell took the rungs that what-if gives it, for the same recipients, on the same days."""
        assert self.campaign.ladder is not None
        for key, owed in self.ladder.first.items():
            if owed.derived.due is None or key in self.ladder.touched:
                continue
            played = reminders_of(
                duty_of(self.campaign, owed.derived, owed.derived.due),
                self.campaign.ladder,
                CALENDAR,
                first=self.campaign.effective_from,
                last=max(history.days),
                outages=history.outages,
            )
            expected = {(reminder.day, step.rung, step.recipient) for reminder in played for step in reminder.steps}
            assert {(day, step.rung, step.recipient) for day, step in self.ladder.steps[key]} == expected


def by_key(owed: Iterable[Obligation]) -> dict[Key, Obligation]:
    """Return what is owed; since when a party is waited for is no matter of reminders."""
    return {key_of(obligation): replace(obligation, waiting_since=SINCE) for obligation in owed}


def in_order(steps: Sequence[EscalationStep]) -> list[EscalationStep]:
    return sorted(steps, key=lambda step: (step.unit, step.task, step.recipient, step.email))


def previewed_by(preview: SweepPreview) -> list[EscalationStep]:
    for email, steps in preview.letters:
        assert {step.email for step in steps} == {email}
    return in_order([*preview.unreachable, *(step for _, steps in preview.letters for step in steps)])


def written_on(office: Office, day: date) -> tuple[list[str], list[EscalationStep]]:
    """Return to whom the day's letters went, and the steps that stand in them or have no address."""
    with office.store.look() as record:
        letters = [
            letter
            for letter in record.letters.statuses(kind=LetterKind.REMINDER)
            if letter.written_at.date() == day and letter.key.endswith(day.isoformat())
        ]
        steps = [line.step for line in record.standings.without_address(day)]
        for letter in letters:
            lines = record.standings.lines_of(letter.number, day)
            assert {line.step.email for line in lines} == {letter.to[0].email}
            steps += [line.step for line in lines]
    return sorted(letter.to[0].email for letter in letters), in_order(steps)


def play(record: PlayedRecord, history: History) -> None:
    """Play the history on the record, emptied of the one before; after each day record and rule agree."""
    played = Played(record, history)
    for day, of_day in history.days.items():
        played.day(day, of_day)
    played.agrees_with_what_if(history)


@pytest.mark.parametrize("recipient", Recipient)
def test_each_recipient_is_written_to_where_the_rule_says(sqlite_record: PlayedRecord, recipient: Recipient) -> None:
    """At an address of their own, which random histories may not happen to draw."""
    play(sqlite_record, history_of(recipient))


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories())
def test_the_record_follows_the_rule(sqlite_record: PlayedRecord, history: History) -> None:
    """Whatever ladders, registers, orders, evidence, bounced addresses and days on which nobody swept."""
    play(sqlite_record, history)


@pytest.mark.postgres
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories())
def test_it_follows_it_on_postgresql(postgresql_record: PlayedRecord, history: History) -> None:
    """The statements are the same; what the two databases make of them may not be."""
    play(postgresql_record, history)

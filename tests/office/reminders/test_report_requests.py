"""Whoever's conference was held, or should have been, is asked for its report: once, with its form, unless reminded."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from emulation_workflow.adapters.submissions.unit_forms import XLSX
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.campaign import Campaign, Settlement, Window
from emulation_workflow.domain.mail.incoming import BouncedAddress
from emulation_workflow.domain.mail.letters import Enclosure, LetterKind
from emulation_workflow.domain.obligations.board_dates import DateSet
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.office.audit import audit
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.report_requests import AT_ONCE, ask_for_results, request_report_now
from emulation_workflow.office.reminders.sweep import sweep
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.ports import Store
from tests.support.builders import CITY, COMMUNE, DISTRICT, PILOT_DEPARTMENT, plan_of
from tests.support.good_reports import report_of
from tests.support.mailing import QUICK_FORMS, QuickForms, listed, registered, sent
from tests.support.offices import OUR_CAMPAIGN, UNITS, ZONE, FakeClock, chain_faults, open_office, submit
from tests.support.owing import CONFERENCE, REPORT, TASKS, evidence, owing
from tests.support.samples.clerk_codes import set_board_date
from tests.support.samples.orders import enter_order, order
from tests.support.servers.databases import sqlite_store
from tests.support.sweeping import LADDER

REPORTED = replace(REPORT, settled_by=Settlement.RESULT_REPORT)
OURS = owing(OUR_CAMPAIGN, tasks=tuple(REPORTED if task is REPORT else task for task in TASKS))
BEFORE = date(2020, 2, 10)
PLANNED = date(2020, 3, 12)
"""A Thursday; the communes' window is March."""


class Forms(QuickForms):
    """Remembers what each form was made of; can be made to die."""

    def __init__(self, campaign: Campaign, *, domain: str, left: int = 1000) -> None:
        super().__init__(campaign, domain=domain)
        self.made: list[tuple[str, str | None, UnitPlan | None, Window | None]] = []
        self._left = left

    def result_form(
        self,
        unit: Unit,
        parent: Unit | None,
        *,
        plan: UnitPlan | None = None,
        in_force: Window | None = None,
        by_when: str = "",
    ) -> Enclosure:
        del by_when
        self._left -= 1
        if self._left < 0:
            raise RuntimeError("killed")
        self.made.append((unit.code, parent.code if parent else None, plan, in_force))
        return Enclosure(name="Phiếu.xlsx", mime_type=XLSX, content=unit.code.encode())


@pytest.fixture
def forms() -> Forms:
    return Forms(OURS, domain="kontum.example")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty record."""
    return sqlite_store(tmp_path)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(datetime.combine(BEFORE, time(7), tzinfo=ZONE))


@pytest.fixture
def office(store: Store, clock: FakeClock) -> Office:
    """An office before any window, in whose record everybody's obligations stand."""
    office = open_office(store, of=OURS, clock=clock)
    derive_obligations(office, dry_run=False)
    return office


def on(office: Office, day: date, forms: Forms) -> list[str]:
    """Who is asked on that day."""
    set_to(office, day)
    before = len(sent(office, LetterKind.RESULT_ASKED))
    number = ask_for_results(office, forms=forms)
    asked = [letter.unit for letter in sent(office, LetterKind.RESULT_ASKED)[before:]]
    assert len(asked) == number
    return asked


def set_to(office: Office, day: date) -> None:
    office.clock.moment = datetime.combine(day, time(7), tzinfo=ZONE)  # type: ignore[attr-defined]  # a test's clock


def text_of(office: Office, unit: Unit) -> str:
    while render_pending_letters(office):
        pass
    now = office.clock.now()
    with office.store.act() as record:
        claimed = record.letters.claim(owner="test", now=now, lease_until=now, limit=100)
    (letter,) = [letter for letter in claimed if letter.kind is LetterKind.RESULT_ASKED and letter.unit == unit.code]
    return " ".join(letter.text.split())


def test_a_unit_is_asked_on_the_day_after_its_plans(office: Office, forms: Forms) -> None:
    """Once, with its own form, what it planned written in."""
    submit(office, COMMUNE, plan_of(COMMUNE, held_on=PLANNED))
    assert COMMUNE.code not in on(office, PLANNED, forms)
    assert on(office, date(2020, 3, 13), forms) == [COMMUNE.code]
    assert forms.made[-1] == (COMMUNE.code, DISTRICT.code, plan_of(COMMUNE, held_on=PLANNED), None)
    assert on(office, date(2020, 3, 13), forms) == on(office, date(2020, 3, 16), forms) == []
    assert audit(office.store).faults == ()


def test_the_letter_says_which_day_it_is_about(office: Office, forms: Forms) -> None:
    """And whose day it is, and what to do if it was not held."""
    submit(office, COMMUNE, plan_of(COMMUNE, held_on=PLANNED))
    on(office, date(2020, 3, 13), forms)
    text = text_of(office, COMMUNE)
    assert "Theo kế hoạch của Ủy ban nhân dân đơn vị X1, hội nghị tổ chức ngày 12/3/2020" in text
    assert "nếu hội nghị chưa tổ chức" in text
    assert "“Phiếu.xlsx”" in text


def test_without_a_plan_the_last_day_of_the_window_counts(office: Office, forms: Forms) -> None:
    """Nobody's day is made up."""
    assert COMMUNE.code not in on(office, date(2020, 3, 31), forms)
    assert COMMUNE.code in on(office, date(2020, 4, 1), forms)
    assert "Thời gian tổ chức hội nghị của Ủy ban nhân dân đơn vị X1 đã hết vào ngày 31/3/2020" in text_of(
        office, COMMUNE
    )


def test_the_letter_says_by_when(office: Office, forms: Forms) -> None:
    """The day that the Board has set, or that the plan names none."""
    on(office, date(2020, 4, 1), forms)
    assert f"Thời hạn gửi: Kế hoạch số {OURS.plan.number} không nêu." in text_of(office, COMMUNE)


def test_a_day_set_by_the_board_is_told(office: Office, forms: Forms) -> None:
    """With the paper that set it."""
    row = DateSet(
        task=REPORT.id,
        levels=(),
        day=date(2020, 4, 15),
        document="21/BTĐKT",
        signed_on=BEFORE,
        set_by="R1",
        set_at=office.clock.now(),
    )
    set_board_date(office, row)
    on(office, date(2020, 4, 1), forms)
    assert "Thời hạn gửi: chậm nhất ngày 15/4/2020 (mốc do Ban đặt: 21/BTĐKT" in text_of(office, COMMUNE)


def test_none_is_asked_on_a_day_off(office: Office, forms: Forms) -> None:
    """After a Friday on the Monday."""
    submit(office, COMMUNE, plan_of(COMMUNE, held_on=date(2020, 3, 6)))
    assert on(office, date(2020, 3, 7), forms) == []
    assert COMMUNE.code in on(office, date(2020, 3, 9), forms)


def test_whoever_reported_is_not_asked(office: Office, forms: Forms) -> None:
    """The report itself is what is asked for."""
    submit(office, COMMUNE, plan_of(COMMUNE, held_on=PLANNED))
    set_to(office, PLANNED)
    receive_report(office, report_of(COMMUNE), channel=Channel.COMMAND)
    assert COMMUNE.code not in on(office, date(2020, 3, 13), forms)


def test_evidence_that_it_was_held_asks_at_once(office: Office, forms: Forms) -> None:
    """Whatever the plan says; and what was asked for after it was held is not asked for again."""
    set_to(office, date(2020, 3, 5))
    record_evidence(office, [evidence(COMMUNE.code, CONFERENCE, date(2020, 3, 4))], channel=Channel.COMMAND)
    assert COMMUNE.code in on(office, date(2020, 3, 5), forms)
    assert "được ghi nhận tổ chức ngày 04/3/2020" in text_of(office, COMMUNE)
    assert COMMUNE.code not in on(office, date(2020, 4, 1), forms)


def test_asking_at_once_waits_for_the_days_sweep(store: Store, clock: FakeClock, forms: Forms) -> None:
    """Else nobody could be reminded on this day; after it, whoever was not reminded is asked."""
    office = open_office(store, of=replace(OURS, ladder=LADDER), clock=clock)
    derive_obligations(office, dry_run=False)
    set_to(office, date(2020, 4, 1))
    record_evidence(office, [evidence(DISTRICT.code, CONFERENCE, date(2020, 4, 1))], channel=Channel.COMMAND)
    assert request_report_now(office, forms=forms) == 0
    sweep(office)
    assert request_report_now(office, forms=forms) > 0
    assert DISTRICT.code in {letter.unit for letter in sent(office, LetterKind.RESULT_ASKED)}


def test_evidence_after_the_letter_asks_no_second_time(office: Office, forms: Forms) -> None:
    """It was asked for when its day had passed; that it was held then is no news to the unit."""
    submit(office, COMMUNE, plan_of(COMMUNE, held_on=PLANNED))
    on(office, date(2020, 3, 13), forms)
    set_to(office, date(2020, 3, 17))
    record_evidence(office, [evidence(COMMUNE.code, CONFERENCE, PLANNED)], channel=Channel.COMMAND)
    assert on(office, date(2020, 3, 17), forms) == []


@pytest.mark.parametrize("kind", [OrderKind.SUSPEND, OrderKind.CANCEL])
def test_what_an_order_suspends_or_calls_off_is_not_asked_for(office: Office, forms: Forms, kind: OrderKind) -> None:
    """There is nothing to report."""
    submit(office, COMMUNE, plan_of(COMMUNE, held_on=PLANNED))
    set_to(office, date(2020, 3, 10))
    enter_order(office, order(kind, scope=Scope(levels=("commune",)), signed_on=date(2020, 3, 9)))
    assert COMMUNE.code not in on(office, date(2020, 3, 13), forms)
    assert COMMUNE.code not in on(office, date(2020, 4, 1), forms)


def test_an_order_that_moves_the_window_overtakes_the_plans_day(office: Office, forms: Forms) -> None:
    """The window in force counts, and stands on the form beside the plan's."""
    submit(office, COMMUNE, plan_of(COMMUNE, held_on=PLANNED))
    set_to(office, date(2020, 3, 10))
    july = Window(start=date(2020, 7, 1), end=date(2020, 7, 31), words="tháng 7/2020")
    enter_order(
        office, order(OrderKind.MOVE, scope=Scope(levels=("commune",)), window=july, signed_on=date(2020, 3, 9))
    )
    assert COMMUNE.code not in on(office, date(2020, 3, 13), forms)
    assert COMMUNE.code in on(office, date(2020, 8, 3), forms)
    (in_force,) = [window for code, _, _, window in forms.made if code == COMMUNE.code]
    assert in_force is not None
    assert (in_force.start, in_force.end) == (july.start, july.end)


def test_a_plan_that_is_with_the_board_is_not_asked_after(office: Office, forms: Forms) -> None:
    """Another party than the unit is waited for."""
    submit(office, PILOT_DEPARTMENT, plan_of(PILOT_DEPARTMENT, held_on=date(2020, 4, 23)))
    assert PILOT_DEPARTMENT.code not in on(office, date(2020, 4, 24), forms)


def test_who_is_reminded_today_is_asked_on_the_next_working_day(store: Store, clock: FakeClock, forms: Forms) -> None:
    """One letter to an address on a day."""
    office = open_office(store, of=replace(OURS, ladder=LADDER), clock=clock)
    derive_obligations(office, dry_run=False)
    set_to(office, date(2020, 4, 1))
    sweep(office)
    assert COMMUNE.code in {letter.unit for letter in sent(office, LetterKind.REMINDER)}
    assert COMMUNE.code not in on(office, date(2020, 4, 1), forms)
    assert COMMUNE.code in on(office, date(2020, 4, 3), forms)


def test_nobody_is_reminded_once_reports_were_asked_for(store: Store, clock: FakeClock, forms: Forms) -> None:
    """A sweep later on the day must not write to those who were asked."""
    office = open_office(store, of=replace(OURS, ladder=LADDER), clock=clock)
    derive_obligations(office, dry_run=False)
    assert COMMUNE.code in on(office, date(2020, 4, 1), forms)
    assert sweep(office).letters == 0
    set_to(office, date(2020, 4, 3))
    assert sweep(office).letters > 0


def test_a_sweep_while_forms_are_made_stops_the_asking(store: Store, clock: FakeClock) -> None:
    """Whom it reminded shows at the next run only."""
    office = open_office(store, of=replace(OURS, ladder=LADDER), clock=clock)
    derive_obligations(office, dry_run=False)
    set_to(office, date(2020, 4, 1))

    class Sweeping(Forms):
        def result_form(
            self,
            unit: Unit,
            parent: Unit | None,
            *,
            plan: UnitPlan | None = None,
            in_force: Window | None = None,
            by_when: str = "",
        ) -> Enclosure:
            sweep(office)
            return super().result_form(unit, parent, plan=plan, in_force=in_force, by_when=by_when)

    assert ask_for_results(office, forms=Sweeping(OURS, domain="kontum.example")) == 0
    assert COMMUNE.code not in on(office, date(2020, 4, 1), Forms(OURS, domain="kontum.example"))


def test_two_units_at_one_address_are_asked_on_two_days(store: Store, clock: FakeClock, forms: Forms) -> None:
    """An address gets one such letter a day."""
    shared = [replace(unit, email="chung@tinh.example") for unit in UNITS if unit.level == COMMUNE.level]
    others = [replace(unit, email="") for unit in UNITS if unit.level != COMMUNE.level]
    office = open_office(store, of=OURS, clock=clock, units=[*shared, *others])
    derive_obligations(office, dry_run=False)
    first, second = (on(office, day, forms) for day in (date(2020, 4, 1), date(2020, 4, 3)))
    assert (len(first), len(second)) == (1, 1)
    assert first != second


def test_who_cannot_be_reached_is_on_the_boards_list(store: Store, clock: FakeClock, forms: Forms) -> None:
    """Once, whether no address is known or it takes no letters; the form is not made for nothing."""
    units = [replace(unit, email="" if unit.code == COMMUNE.code else unit.email) for unit in UNITS]
    office = open_office(store, of=OURS, clock=clock, units=units)
    derive_obligations(office, dry_run=False)
    with office.store.act() as record:
        record.inbox.mark_bounced(BouncedAddress(email=registered(CITY), bounced_at=office.clock.now(), words="550"))
    for day in (date(2020, 7, 1), date(2020, 7, 2)):
        assert not {COMMUNE.code, CITY.code} & set(on(office, day, forms))
    found = [(item.kind, item.unit) for item in listed(office)]
    assert found.count((ItemKind.NO_ADDRESS, COMMUNE.code)) == 1
    assert found.count((ItemKind.NOT_WRITTEN, CITY.code)) == 1
    assert not {COMMUNE.code, CITY.code} & {code for code, *_ in forms.made}


def test_killed_in_between_nobody_is_lost_and_nobody_asked_twice(office: Office) -> None:
    """Each act is whole: its letters with their row."""
    set_to(office, date(2020, 7, 1))
    dying = Forms(OURS, domain="kontum.example", left=1)
    with pytest.raises(RuntimeError, match="killed"):
        ask_for_results(office, forms=dying)
    assert sent(office, LetterKind.RESULT_ASKED) == []
    whole = Forms(OURS, domain="kontum.example")
    assert len(on(office, date(2020, 7, 1), whole)) == len(whole.made) <= AT_ONCE
    asked = [letter.unit for letter in sent(office, LetterKind.RESULT_ASKED)]
    assert len(asked) == len(set(asked)) > 1
    assert on(office, date(2020, 7, 1), whole) == []
    assert chain_faults(office) == []


def test_quick_forms_are_forms() -> None:
    """What other tests use makes this form as well."""
    assert QUICK_FORMS.result_form(COMMUNE, None).name.startswith("Phiếu báo cáo kết quả")

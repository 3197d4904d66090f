"""Pilots' lessons on either database: told once to whom they are for, before their own conference (II.2)."""

import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.mail.incoming import BouncedAddress
from emulation_workflow.domain.mail.letters import LetterKind, LetterStatus
from emulation_workflow.domain.obligations.obligation import Evidence, Obligation, ObligationState
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.lessons import lessons_paths
from emulation_workflow.domain.submissions.canonical import canonical_body, plan_sha256
from emulation_workflow.domain.submissions.report import ResultReport, ResultVersion
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.opening import OpeningFate, open_campaign
from emulation_workflow.office.reminders.sweep import SweepResult, preview_sweep, sweep
from emulation_workflow.ports import Transaction
from tests.support import kon_tum
from tests.support.builders import CITY, COMMUNE, DEPARTMENT, DISTRICT, ENTERPRISE, PILOT_COMMUNE, plan_of
from tests.support.mailing import QUICK_FORMS
from tests.support.offices import UNITS, FakeClock, chain_faults, open_office, submit
from tests.support.owing import COMMUNE_LESSONS, CONFERENCE, OUR_OWING_CAMPAIGN, evidence
from tests.support.samples.orders import JULY, enter_order, order
from tests.support.servers.databases import open_store, sqlite_store
from tests.support.sweeping import LADDER, at, go_to, owes, sweeping_office

CAMPAIGN = replace(OUR_OWING_CAMPAIGN, ladder=LADDER)
MONDAY, FRIDAY = date(2020, 3, 2), date(2020, 3, 6)
SOON = date(2020, 3, 16)
"""The tenth working day after MONDAY."""
FAR = date(2020, 6, 1)
NOTE = "21/BC-UBND"


def conference(unit: Unit, start: date | None = FAR, **more: Any) -> Obligation:
    """A conference that begins on `start` and lasts until the end of the year, so that nobody is reminded for it."""
    obligation = owes(unit, due=date(2020, 12, 31), **more)
    return replace(obligation, derived=replace(obligation.derived, start=start))


def lessons(director: Unit = DISTRICT, task: str = COMMUNE_LESSONS.id) -> Obligation:
    return owes(director, task, state=ObligationState.DONE, done_on=date(2020, 2, 25))


def note(director: Unit = DISTRICT, task: str = COMMUNE_LESSONS.id, **more: Any) -> Evidence:
    given: dict[str, Any] = {"recorded_at": at(date(2020, 2, 25)), "recorded_by": "B1", "number": NOTE}
    return Evidence(unit=director.code, task=task, done_on=date(2020, 2, 25), **given | more)


def office_with(
    store: SqlStore, owed: Iterable[Obligation], *notes: Evidence, day: date = MONDAY, **more: Any
) -> Office:
    office = sweeping_office(store, owed, of=CAMPAIGN, day=day, **more)
    with store.act() as record:
        record.obligations.add_evidence(notes)
    return office


def add_report(record: Transaction, unit: Unit, words: str, version: int = 1) -> None:
    report = ResultReport(conference=plan_of(unit, number="9/BC"), lessons=words)
    body = canonical_body(report)
    record.reports.add(
        ResultVersion(
            unit=unit.code,
            version=version,
            sha256=plan_sha256(body),
            report=report,
            body=body,
            received_at=at(date(2020, 2, 26)),
            channel="mailbox",
            campaign_sha256="0" * 64,
        )
    )


def written(office: Office, *kinds: LetterKind) -> list[LetterStatus]:
    with office.store.look() as record:
        return [letter for letter in record.letters.statuses() if not kinds or letter.kind in kinds]


def told_in(office: Office, letter: LetterStatus) -> list[tuple[str, str]]:
    with office.store.look() as record:
        return list(record.lessons.of_letter(letter.number))


def swept_over(office: Office, first: date, last: date) -> dict[date, SweepResult]:
    found = {}
    for number in range((last - first).days + 1):
        go_to(office, first + timedelta(days=number))
        found[first + timedelta(days=number)] = sweep(office)
    return found


def text_of(office: Office, kind: LetterKind) -> str:
    """The text of the one letter of this kind."""
    assert render_pending_letters(office) == 0
    (letter,) = written(office, kind)
    with office.store.act() as record:
        (out,) = [
            outgoing
            for outgoing in record.letters.claim(
                owner="test",
                now=at(date(2020, 12, 1)),
                lease_until=at(date(2020, 12, 2)),
                limit=50,
            )
            if outgoing.number == letter.number
        ]
    return " ".join(out.text.split())


def test_lessons_go_in_the_urging_letter_that_is_written_anyway(store: SqlStore) -> None:
    """Told inside it, once; no letter of its own is written before, with or after it."""
    reminded = owes(COMMUNE, "report", due=date(2020, 3, 5))
    office = office_with(store, [lessons(), conference(COMMUNE), reminded], note())
    swept = swept_over(office, MONDAY, FAR)

    assert (swept[MONDAY].told, swept[MONDAY].lessons) == (1, 0)
    assert sum(result.told for result in swept.values()) == 1
    assert written(office, LetterKind.LESSONS) == []
    first = written(office, LetterKind.REMINDER)[0]
    assert told_in(office, first) == [(COMMUNE_LESSONS.id, DISTRICT.code)]
    assert [told_in(office, letter) for letter in written(office, LetterKind.REMINDER)[1:]].count([]) >= 1
    assert chain_faults(office) == []


def test_who_is_not_reminded_gets_a_letter_before_the_window(store: SqlStore) -> None:
    """On the first working day from which the window is soon, and never on a day off; at once where it has begun."""
    office = office_with(
        store, [lessons(), conference(COMMUNE, start=date(2020, 3, 20))], note(), day=date(2020, 2, 26)
    )
    swept = swept_over(office, date(2020, 2, 26), date(2020, 3, 20))
    assert [day for day, result in swept.items() if result.lessons] == [FRIDAY]

    with store.act() as record:
        record.obligations.change([conference(COMMUNE, start=MONDAY)])
        record.obligations.add([conference(PILOT_COMMUNE, start=MONDAY)])
        add_report(record, PILOT_COMMUNE, "Gửi tham luận trước cho đại biểu.")
    go_to(office, date(2020, 3, 21))
    assert sweep(office).lessons == 0
    go_to(office, date(2020, 3, 23))
    assert sweep(office).lessons == 1


def test_lessons_of_several_pilots_are_one_letter(store: SqlStore) -> None:
    """The district's note and the pilot's own report, in the words of each, under the pilots' clause."""
    office = office_with(store, [lessons(), conference(COMMUNE, start=SOON)], note(link="https://h2.example/diem"))
    with store.act() as record:
        add_report(record, PILOT_COMMUNE, "Lần đầu viết thế này.")
        add_report(record, PILOT_COMMUNE, "Gửi tham luận trước cho đại biểu.", version=2)
    assert sweep(office) == SweepResult(day=MONDAY, lessons=1, told=2)

    text = text_of(office, LetterKind.LESSONS)
    for words in ("KINH NGHIỆM TỪ HỘI NGHỊ ĐIỂM", NOTE, "https://h2.example/diem", "Gửi tham luận trước"):
        assert words in text
    assert "Lần đầu" not in text


@pytest.mark.parametrize(
    "owed",
    [
        conference(COMMUNE, start=SOON, state=ObligationState.DONE, done_on=MONDAY),
        conference(COMMUNE, start=SOON, state=ObligationState.SUSPENDED),
        conference(COMMUNE, start=SOON, state=ObligationState.CANCELLED),
        conference(replace(COMMUNE, parent=CITY.code), start=SOON),
        conference(COMMUNE, start=None),
        conference(COMMUNE, start=SOON + timedelta(days=1)),
        conference(PILOT_COMMUNE, start=SOON),
        conference(CITY, start=SOON),
    ],
    ids=["held", "suspended", "cancelled", "elsewhere", "no window", "not yet", "the pilot", "another level"],
)
def test_nobody_else_is_written_to(store: SqlStore, owed: Obligation) -> None:
    """Not who has held its conference, or has none, or is of another group; not before it is soon."""
    office = office_with(store, [lessons(), owed], note())
    assert sweep(office) == SweepResult(day=MONDAY)
    assert written(office) == []


def test_nothing_is_told_before_it_is_noted(store: SqlStore) -> None:
    """Lessons that are still owed, or a report without any, are no lessons."""
    pending = owes(DISTRICT, COMMUNE_LESSONS.id, due=FAR)
    office = office_with(store, [pending, conference(COMMUNE, start=SOON)])
    with store.act() as record:
        add_report(record, PILOT_COMMUNE, "Có ghi.")
        add_report(record, PILOT_COMMUNE, " ", version=2)
    assert sweep(office) == SweepResult(day=MONDAY)


@pytest.mark.parametrize("bounces", [False, True])
def test_who_cannot_be_written_to_is_for_the_board_once(store: SqlStore, *, bounces: bool) -> None:
    """No letter goes nowhere; the Board's list names the unit, whatever the number of sweeps."""
    units = [replace(unit, email="" if unit.code == COMMUNE.code and not bounces else unit.email) for unit in UNITS]
    office = office_with(store, [lessons(), conference(COMMUNE, start=SOON)], note(), units=units)
    if bounces:
        with store.act() as record:
            record.inbox.mark_bounced(BouncedAddress(email="x1@tinh.example", bounced_at=at(MONDAY), words="550"))
    swept_over(office, MONDAY, FRIDAY)

    assert written(office) == []
    with store.look() as record:
        items = record.board_list.items()
    assert [(item.kind, item.unit) for item in items] == [
        (ItemKind.NOT_WRITTEN if bounces else ItemKind.NO_ADDRESS, COMMUNE.code)
    ]


def test_what_is_noted_after_the_days_letter_waits_for_the_next_day(store: SqlStore) -> None:
    """One letter an address and day: a letter that is under way is not added to."""
    office = office_with(store, [lessons(), conference(COMMUNE, start=SOON)], note())
    sweep(office)
    with store.act() as record:
        add_report(record, PILOT_COMMUNE, "Gửi tham luận trước.")
    assert sweep(office) == SweepResult(day=MONDAY)
    go_to(office, MONDAY + timedelta(days=1))
    assert sweep(office).told == 1
    assert [len(told_in(office, letter)) for letter in written(office, LetterKind.LESSONS)] == [1, 1]


def test_nobody_is_reminded_once_lessons_were_told(store: SqlStore) -> None:
    """A sweep later on the day must not write to those who were told, and its preview says so."""
    office = office_with(store, [lessons(), conference(COMMUNE, start=SOON)], note())
    assert sweep(office).lessons == 1
    with store.act() as record:
        record.obligations.add([owes(COMMUNE, "report", due=date(2020, 3, 5))])
    assert preview_sweep(office, MONDAY).letters == ()
    assert sweep(office) == SweepResult(day=MONDAY)
    go_to(office, MONDAY + timedelta(days=1))
    assert sweep(office).letters == 1


def test_a_named_pilot_teaches_its_level_and_not_its_director(store: SqlStore) -> None:
    """What the Council's agency noted of the city goes to the other districts; other levels hear nothing of it."""
    task = replace(COMMUNE_LESSONS, id="district_lessons", levels=("district",))
    campaign = replace(CAMPAIGN, tasks=(*CAMPAIGN.tasks, task))
    owed = [conference(unit, start=SOON) for unit in (CITY, DISTRICT, COMMUNE, DEPARTMENT, ENTERPRISE)]
    noted = [lessons(DEPARTMENT, task.id), lessons(DEPARTMENT, "department_lessons")]
    office = replace(office_with(store, [*owed, *noted], note(DEPARTMENT, task.id)), campaign=campaign)
    sweep(office)

    assert [letter.unit for letter in written(office)] == [DISTRICT.code]
    assert {path.level for path in lessons_paths(campaign)} == {"commune", "department", "district"}


def test_in_kon_tum_all_groups_hear_of_their_pilot_before_their_windows(tmp_path: Path) -> None:
    """Communes of each district, districts, enterprises, departments: all but the pilots and who directs them, once."""
    enterprise = replace(
        ENTERPRISE, code="DN1", level="enterprise", group=kon_tum.kon_tum().level("enterprise").scope_groups[0]
    )
    known = [replace(unit, email=f"{unit.code}@tinh.example") for unit in (*kon_tum.units(), enterprise)]
    first = {unit.parent: unit.code for unit in reversed(known) if unit.level == "commune"}
    known = [replace(unit, pilot=unit.pilot or first.get(unit.parent) == unit.code) for unit in known]
    clock = FakeClock(at(date(2020, 2, 26)))
    office = open_office(sqlite_store(tmp_path), of=kon_tum.kon_tum(), clock=clock, units=known)
    derive_obligations(office, dry_run=False)
    noted: dict[date, list[tuple[str, str]]] = {
        date(2020, 2, 26): [(unit.code, "commune_lessons") for unit in known if unit.level == "district"],
        date(2020, 4, 27): [("KT-BTDKT", f"{name}_lessons") for name in ("district", "enterprise", "department")],
    }
    for day, notes in noted.items():
        go_to(office, day)
        rows = [evidence(unit, office.campaign.task(task), day) for unit, task in notes]
        record_evidence(office, rows, channel=Channel.COMMAND)
        sweep(office)

    told = Counter(
        (letter.to[0].email.removesuffix("@tinh.example"), task)
        for letter in written(office)
        for task, _ in told_in(office, letter)
    )
    untold = {"608", "KT-XSKT", "KT-SNNPTNT", "KT-BTDKT", *first.values()}
    levels = {unit.code: level.id for unit in known if (level := office.campaign.level_of(unit.level))}
    hearing = {code: level for code, level in levels.items() if code not in untold and level != "province"}
    assert told == Counter((code, f"{level}_lessons") for code, level in hearing.items())
    assert Counter(hearing.values()) == {"commune": 92, "district": 9, "department": 32, "enterprise": 1}


def test_sweeps_at_once_tell_once(record_url: str) -> None:
    """Two workers, two servers: the second finds it told."""
    store = open_store(record_url)
    office = office_with(store, [lessons(), conference(COMMUNE, start=SOON)], note())
    done: list[SweepResult] = []
    others = [replace(office, store=open_store(record_url)) for _ in range(4)]
    threads = [threading.Thread(target=lambda other=other: done.append(sweep(other))) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(result.told for result in done) == [0, 0, 0, 1]
    assert len(written(office)) == 1
    assert chain_faults(office) == []


def test_the_answer_to_a_plan_tells_what_waits(store: SqlStore) -> None:
    """While the unit plans is when it helps; the sweep then has nothing left to tell."""
    office = office_with(store, [lessons(), conference(COMMUNE, start=SOON)], note())
    submit(office, COMMUNE)
    (received,) = written(office, LetterKind.PLAN_RECEIVED)
    assert told_in(office, received) == [(COMMUNE_LESSONS.id, DISTRICT.code)]
    assert sweep(office).told == 0
    assert NOTE in text_of(office, LetterKind.PLAN_RECEIVED)


def test_an_orders_notice_tells_what_waits(store: SqlStore) -> None:
    """The letter that moves a unit's window goes anyway; who is not moved hears by the sweep."""
    office = office_with(store, [], note(), day=date(2020, 2, 26))
    derive_obligations(office, dry_run=False)
    moved = order(OrderKind.MOVE, window=JULY, scope=Scope(levels=("commune",)), signed_on=date(2020, 2, 26))
    enter_order(office, replace(moved, entered_at=office.clock.now()))

    told = {letter.unit: told_in(office, letter) for letter in written(office, LetterKind.ORDER_NOTICE)}
    assert told[COMMUNE.code] == [(COMMUNE_LESSONS.id, DISTRICT.code)]
    assert told[PILOT_COMMUNE.code] == []
    assert render_pending_letters(office) == 0


def test_the_opening_letter_tells_what_waits(store: SqlStore) -> None:
    """A unit that joins late hears in its first letter; what an earlier opening wrote tells nothing any more."""
    office = office_with(store, [], day=date(2020, 2, 26))
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    late = replace(COMMUNE, code="X9", email="x9@tinh.example")
    with store.act() as record:
        record.register.replace_units([late])
    go_to(office, date(2020, 2, 28))
    record_evidence(
        office, [evidence(DISTRICT.code, COMMUNE_LESSONS, date(2020, 2, 25), number=NOTE)], channel=Channel.COMMAND
    )
    fates = {outcome.unit.code: outcome.fate for outcome in open_campaign(office, forms=QUICK_FORMS, dry_run=False)}
    assert (fates[late.code], fates[COMMUNE.code]) == (OpeningFate.WRITTEN, OpeningFate.BEFORE)

    told = {letter.unit: told_in(office, letter) for letter in written(office, LetterKind.CAMPAIGN_OPENED)}
    assert {unit for unit, lessons_told in told.items() if lessons_told} == {late.code}
    assert render_pending_letters(office) == 0


def test_the_preview_shows_the_lessons_that_the_sweep_then_tells(store: SqlStore) -> None:
    """Whom they reach, in the reminder or in one of their own; no more of it once the day was swept."""
    later = replace(COMMUNE, code="X9", email="x9@tinh.example")
    reminded = replace(COMMUNE, code="X8", email="x8@tinh.example")
    owed = [
        conference(COMMUNE, start=SOON),
        conference(later, start=SOON + timedelta(days=1)),
        conference(reminded),
        owes(reminded, "report", due=date(2020, 3, 5)),
    ]
    office = office_with(store, [lessons(), *owed], note(), units=[*UNITS, later, reminded])
    foreseen = preview_sweep(office, MONDAY)
    assert {(lesson.unit, lesson.teller) for lesson in foreseen.lessons} == {
        (COMMUNE.code, DISTRICT.code),
        (reminded.code, DISTRICT.code),
    }
    assert [email for email, _ in foreseen.letters] == [reminded.email]
    assert preview_sweep(office, date(2020, 3, 7)).lessons == ()

    assert written(office) == []
    swept = sweep(office)
    assert (swept.lessons, swept.told) == (1, len(foreseen.lessons))
    assert preview_sweep(office, MONDAY).lessons == ()
    assert [lesson.unit for lesson in preview_sweep(office, MONDAY + timedelta(days=1)).lessons] == [later.code]


def test_the_spring_of_a_commune(store: SqlStore) -> None:
    """Day by day from obligations and evidence: its district's pilot in February, the note, its letter, its March."""
    clock = FakeClock(at(date(2020, 2, 10)))
    office = open_office(store, of=CAMPAIGN, clock=clock)
    for number in range(50):
        day = date(2020, 2, 10) + timedelta(days=number)
        go_to(office, day)
        derive_obligations(office, dry_run=False)
        sweep(office)
        if day == date(2020, 2, 14):
            record_evidence(office, [evidence(PILOT_COMMUNE.code, CONFERENCE, day)], channel=Channel.COMMAND)
        if day == date(2020, 2, 20):
            noted = evidence(DISTRICT.code, COMMUNE_LESSONS, day, number=NOTE)
            record_evidence(office, [noted], channel=Channel.COMMAND)

    telling = [letter for letter in written(office) if told_in(office, letter)]
    assert [(letter.unit, letter.kind, letter.written_at.date()) for letter in telling] == [
        (COMMUNE.code, LetterKind.LESSONS, date(2020, 2, 21))
    ]
    assert render_pending_letters(office) == 0
    assert chain_faults(office) == []

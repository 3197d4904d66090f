"""The spring and summer of 2020 in Kon Tum, day by day on the whole register: what each unit is told and held to.

Conferences were under way when directives 15 and 16 stopped meetings; the pilots of April became impossible; windows
came later, and the congress was held on 22/10/2020. The numbers of the province's own orders are made up.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest

from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_addresses, read_officials, read_units
from emulation_workflow.demo.any_campaign.good_plans import good_plan
from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.mail.letters import LetterKind, LetterStatus
from emulation_workflow.domain.obligations.obligation import Evidence, Obligation, ObligationState
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Official, Unit
from emulation_workflow.domain.schedule.standing import ReminderLine
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.orders.effects import Preview
from emulation_workflow.office.reminders.sweep import sweep
from emulation_workflow.ports import Store
from tests.support.offices import ZONE, FakeClock, act_as, chain_faults, open_office, submit
from tests.support.samples.orders import enter_order
from tests.support.servers.databases import PostgresServer, open_store, sqlite_url

PENDING, OVERDUE = ObligationState.PENDING, ObligationState.OVERDUE
SUSPENDED, DONE = ObligationState.SUSPENDED, ObligationState.DONE

FIRST, LAST = date(2020, 2, 19), date(2020, 10, 31)
STOP, NEW_WINDOWS = date(2020, 3, 28), date(2020, 5, 21)
CLEARED, HELD_BY_PILOTS = date(2020, 6, 1), date(2020, 6, 25)
CONGRESS = date(2020, 10, 22)
CLERK = "BTDKT-04"

JUNE = Window(start=date(2020, 6, 1), end=date(2020, 6, 30), words="tháng 6/2020")
LATE_JUNE = Window(start=date(2020, 6, 15), end=date(2020, 6, 30), words="nửa cuối tháng 6/2020")
SUMMER = Window(start=date(2020, 7, 1), end=date(2020, 8, 31), words="từ tháng 7/2020 đến tháng 8/2020")
OCTOBER = Window(start=date(2020, 10, 1), end=date(2020, 10, 31), words="tháng 10/2020")

PILOT_COMMUNE, CITY, LOTTERY, FARMING = "23281", "608", "KT-XSKT", "KT-SNNPTNT"
FORGETFUL = "23284"
"""Holds its conference in March and reports no list of delegates: it is reminded of it no more, whatever is stopped."""
GATED = (CITY, LOTTERY, FARMING)
OWN_OFFICE = "KT-BTDKT"
"""The Board's own office: it writes no letter to itself."""

D15, D16, SUSPENSION, NEW_TIME = "15/CT-TTg", "16/CT-TTg", "1048/UBND-KGVX", "1799/UBND-KGVX"


def point(kind: OrderKind, number: str, signed_on: date, **more: Any) -> Order:
    values: dict[str, Any] = {
        "issuer": "committee",
        "signer": "Hoàng Đức Nhân (mẫu)",
        "effective_from": signed_on,
        "scope": Scope(),
        "entered_at": datetime(2020, 1, 1, tzinfo=ZONE),
    }
    return Order(kind=kind, number=number, signed_on=signed_on, **values | more)


def directive(number: str, signed_on: date) -> Order:
    """Of the Prime Minister: from the next day on until 15/4, nobody meets."""
    return point(
        OrderKind.SUSPEND,
        number,
        signed_on,
        issuer="prime_minister",
        signer="Nguyễn Xuân Phúc",
        effective_from=signed_on + timedelta(days=1),
        until=date(2020, 4, 15),
    )


def moves(*parts: tuple[Scope, Window]) -> list[Order]:
    """One document with a point for each part."""
    day = NEW_WINDOWS - timedelta(days=1)
    return [
        point(OrderKind.MOVE, NEW_TIME, day, point=number, scope=scope, window=window)
        for number, (scope, window) in enumerate(parts, start=1)
    ]


DOCUMENTS: Mapping[date, Sequence[Order]] = {
    date(2020, 3, 27): [directive(D15, date(2020, 3, 27))],
    date(2020, 3, 31): [directive(D16, date(2020, 3, 31))],
    date(2020, 4, 9): [point(OrderKind.SUSPEND, SUSPENSION, date(2020, 4, 8))],
    NEW_WINDOWS: moves(
        (Scope(levels=("commune",)), JUNE),
        (Scope(units=GATED), LATE_JUNE),
        (Scope(levels=("district", "enterprise", "department")), SUMMER),
        (Scope(levels=("province",)), OCTOBER),
    ),
}
"""By the day on which the clerk enters them, in the afternoon."""


@cache
def kon_tum() -> tuple[Campaign, tuple[Unit, ...], tuple[Official, ...]]:
    folder = bootstrap.CAMPAIGNS / "kon_tum_2020"
    campaign = load_campaign(folder)
    units = read_units(folder / "units.csv", known_to(campaign)).entries
    officials = read_officials(folder / "samples" / "officials.csv", known_to(campaign, units=units)).entries
    addresses = read_addresses(folder / "samples" / "unit_addresses.csv", known_to(campaign, units=units))
    emails = {address.code: address.email for address in addresses}
    return campaign, tuple(replace(unit, email=emails.get(unit.code, "")) for unit in units), officials


@cache
def bound() -> dict[str, str]:
    """The units that hold a conference on those days, by code, with their level; and the congress's."""
    campaign, units, _ = kon_tum()
    levels = {unit.code: campaign.level_of(unit.level) for unit in units if unit.is_valid_on(FIRST)}
    return {code: level.id for code, level in levels.items() if level}


@cache
def held() -> dict[str, date]:
    """When each conference was held; the last department never does."""
    communes = sorted(code for code, level in bound().items() if level == "commune" and code != PILOT_COMMUNE)
    days = {PILOT_COMMUNE: date(2020, 2, 20), "62": CONGRESS, **dict.fromkeys(GATED, HELD_BY_PILOTS)}
    for number, code in enumerate(communes):
        early, late = date(2020, 3, 9 + number % 18), date(2020, 6, 8 + number % 20)
        days[code] = early if number % 3 == 0 else late
    days[communes[1]] = date(2020, 3, 30)  # Although it was suspended.
    days[communes[-1]] = date(2020, 7, 6)  # Late, under the new window too.
    for code, level in bound().items():
        if level in ("district", "enterprise", "department"):
            days.setdefault(code, date(2020, 7, 15) if level == "district" else date(2020, 8, 20))
    del days[max(code for code, level in bound().items() if level == "department")]
    return days


def planned_end(code: str) -> date | None:
    """The last day of the plan's own window."""
    if code == PILOT_COMMUNE:
        return date(2020, 2, 29)
    if code in GATED:
        return None if code == FARMING else date(2020, 4, 30)
    ends = {"commune": date(2020, 3, 31), "province": date(2020, 9, 30)}
    return ends.get(bound()[code], date(2020, 6, 30))


def end_in_force(code: str, day: date) -> date | None:
    """The last day to hold it, as known at the end of `day`, or of the day on which it was held."""
    day = min(day, held().get(code, day))
    if day < NEW_WINDOWS:
        return planned_end(code)
    if code == FARMING and day >= CLEARED:
        return HELD_BY_PILOTS  # The opinion fixed the day of the pilot that the plan gives none.
    ends = {"commune": JUNE.end, "province": OCTOBER.end}
    return LATE_JUNE.end if code in GATED else ends.get(bound()[code], SUMMER.end)


def expected(code: str, day: date) -> ObligationState:
    """Where the unit's conference stands at the end of `day`."""
    if code in held() and held()[code] <= day:
        return DONE
    if code != "62" and STOP <= day < NEW_WINDOWS:
        return SUSPENDED
    end = end_in_force(code, day)
    return OVERDUE if end is not None and end < day else PENDING


@dataclass
class Diary:
    """What the record said at the end of each day, and what was written on it."""

    office: Office
    events: dict[date, dict[str, Obligation]] = field(default_factory=dict)
    reminded: dict[date, list[ReminderLine]] = field(default_factory=dict)
    previews: dict[str, Preview] = field(default_factory=dict)


def days() -> Iterator[date]:
    for number in range((LAST - FIRST).days + 1):
        yield FIRST + timedelta(days=number)


def play(store: Store) -> Diary:
    """Each day: obligations anew and the sweep in the morning, what happened in the afternoon."""
    campaign, units, officials = kon_tum()
    hands = FakeClock(moment=datetime.combine(FIRST, time(6, 30), tzinfo=ZONE))
    office = open_office(store, of=campaign, clock=hands, units=units, officials=officials)
    diary = Diary(office=office)
    for day in days():
        hands.moment = datetime.combine(day, time(6, 30), tzinfo=ZONE)
        derive_obligations(office, dry_run=False)
        diary.reminded[day] = reminded_on(office, day) if sweep(office).letters else []
        hands.moment = datetime.combine(day, time(16), tzinfo=ZONE)
        happen(diary, day)
        diary.events[day] = events(office)
    put_all_into_words(office)
    return diary


def happen(diary: Diary, day: date) -> None:
    office = diary.office
    report(office, [code for code, held_on in held().items() if held_on == day], day)
    if day in DOCUMENTS:
        entered = enter_order(office, *DOCUMENTS[day], clerk=CLERK)
        assert entered.applied
        diary.previews[DOCUMENTS[day][0].number] = entered.preview
    if day == CLEARED:
        for code in GATED:
            clear(office, code)


def report(office: Office, codes: Sequence[str], day: date) -> None:
    tasks = ("congress",) if codes == ["62"] else ("conference", "delegate_list", "own_plan")
    rows = [
        Evidence(
            unit=code,
            task=task,
            done_on=day,
            recorded_at=office.clock.now(),
            recorded_by=CLERK,
            number=f"{code}/KH" if task == "own_plan" else f"{code}/BC",
            signed_on=day,
            source="báo cáo kết quả",
        )
        for code in codes
        for task in tasks
        if (code, task) != (FORGETFUL, "delegate_list") and not (code in GATED and task == "own_plan")
    ]
    if rows:
        record_evidence(office, rows, channel=Channel.COMMAND)


def clear(office: Office, code: str) -> None:
    """The pilot's plan for late June passes the gate."""
    _, units, officials = kon_tum()
    unit = next(unit for unit in units if unit.code == code)
    people = {official.number: official for official in officials}
    plan = good_plan(office.campaign, unit, held_on=HELD_BY_PILOTS, signed_on=date(2020, 5, 28))
    received = submit(office, unit, plan)
    assert {"suspended", "day_outside_window", "no_order_named"}.isdisjoint(
        finding.code for finding in received.version.findings
    )
    assert act_as(office, unit, people["BTDKT-01"], Act.ENDORSE, reason="Bảo đảm yêu cầu").applied
    assert act_as(office, unit, people["UBND-01"], Act.AGREE).applied


def events(office: Office) -> dict[str, Obligation]:
    with office.store.look() as record:
        found = record.obligations.of_units()
    return {
        obligation.derived.unit: obligation
        for obligation in found
        if obligation.derived.task in ("conference", "congress")
    }


def reminded_on(office: Office, day: date) -> list[ReminderLine]:
    with office.store.look() as record:
        letters = [
            letter
            for letter in record.letters.statuses()
            if letter.kind is LetterKind.REMINDER and letter.written_at.astimezone(ZONE).date() == day
        ]
        return [line for letter in letters for line in record.standings.lines_of(letter.number, day)]


def put_all_into_words(office: Office) -> None:
    while any(not letter.subject for letter in all_letters(office)):
        assert render_pending_letters(office) == 0


def all_letters(office: Office) -> Sequence[LetterStatus]:
    with office.store.look() as record:
        return record.letters.statuses()


def told(office: Office, number: str) -> list[str]:
    """The units that were written to about a document, as often as they were."""
    notices = [letter for letter in all_letters(office) if letter.kind is LetterKind.ORDER_NOTICE]
    return sorted(notice.unit for notice in notices if notice.subject.endswith(f"theo văn bản số {number}"))


def not_held_by(day: date) -> list[str]:
    return sorted(code for code in bound() if code != "62" and not (code in held() and held()[code] <= day))


ON_POSTGRESQL = pytest.param("postgresql", marks=[pytest.mark.postgres, pytest.mark.attack])
"""What the days ask of the record is tried on both databases elsewhere: here the whole year again, in `make attack`."""


@pytest.fixture(scope="module", params=["sqlite", ON_POSTGRESQL])
def diary(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Diary]:
    """The story, played once on each database."""
    if request.param == "sqlite":
        store = open_store(sqlite_url(tmp_path_factory.mktemp("story")))
    else:
        server: PostgresServer = request.getfixturevalue("postgres")
        store = open_store(server.migrated_database())
    yield play(store)
    store.close()


def test_on_every_day_every_unit_stands_where_the_orders_leave_it(diary: Diary) -> None:
    """147 conferences and the congress, each of 256 days: done, under way, late, or stopped without being late."""
    wrong = [
        (day, code, diary.events[day][code].state, expected(code, day))
        for day in days()
        for code in bound()
        if diary.events[day][code].state is not expected(code, day)
    ]
    assert wrong == []


def test_on_every_day_the_window_in_force_and_the_plans_own_are_both_known(diary: Diary) -> None:
    """What was moved is due by the order's day; the plan's day stays beside it; nothing held is moved afterwards."""
    wrong = [
        (day, code, obligation.derived.due, obligation.derived.plan_due)
        for day in days()
        for code, obligation in diary.events[day].items()
        if (obligation.derived.due, obligation.derived.plan_due) != (end_in_force(code, day), planned_end(code))
    ]
    assert wrong == []


def test_whoever_an_order_touches_gets_one_letter_about_it(diary: Diary) -> None:
    """Directive 16 changes nothing beside directive 15, so nobody hears of it; no issuer of its own paper."""
    days_of = {D15: date(2020, 3, 27), SUSPENSION: date(2020, 4, 9), NEW_TIME: NEW_WINDOWS}
    for number, day in days_of.items():
        assert told(diary.office, number) == [code for code in not_held_by(day) if code != OWN_OFFICE]
    assert told(diary.office, D16) == []
    assert [line for lines in diary.reminded.values() for line in lines if line.step.unit == OWN_OFFICE] == []


def test_letters_say_from_what_to_what(diary: Diary) -> None:
    """A commune reads of April as the end, then of no end, then of June."""
    commune = not_held_by(NEW_WINDOWS)[0]
    with diary.office.store.act() as record:
        moment = diary.office.clock.now() + timedelta(days=1)
        claimed = record.letters.claim(owner="test", now=moment, lease_until=moment, limit=10_000)
    texts = [letter.text for letter in claimed if letter.kind is LetterKind.ORDER_NOTICE and letter.unit == commune]
    pairs = [
        ("Trước điều chỉnh: tháng 3/2020", "Sau điều chỉnh:   tạm dừng đến hết ngày 15/4/2020"),
        ("Trước điều chỉnh: tạm dừng đến hết ngày 15/4/2020", "Sau điều chỉnh:   tạm dừng đến khi có văn bản mới"),
        ("Trước điều chỉnh: tạm dừng đến khi có văn bản mới", "Sau điều chỉnh:   tháng 6/2020"),
    ]
    assert len(texts) == len(pairs)
    for text, (old, new) in zip(texts, pairs, strict=True):
        assert old in text
        assert new in text


def test_nobody_is_reminded_about_what_is_stopped(diary: Diary) -> None:
    """From the directive until the new windows: not even of the papers of a conference that was held."""
    reminded = {
        (line.item.derived.unit, line.item.derived.task)
        for day in days()
        if STOP <= day <= NEW_WINDOWS
        for line in diary.reminded[day]
    }
    assert reminded == set(), "what a held conference has overtaken is asked for with its result, and climbs no ladder"


def test_whoever_is_reminded_owes_it_on_that_day_by_the_day_in_force(diary: Diary) -> None:
    """No letter about what is done or stopped, none by a day that an order has moved; before and after, some."""
    wrong = []
    for day in days():
        for line in diary.reminded[day]:
            owed, eve = line.item.derived, day - timedelta(days=1)
            if owed.task == "conference":
                stands = expected(owed.unit, eve)
                if stands not in (PENDING, OVERDUE) or owed.due != end_in_force(owed.unit, eve):
                    wrong.append((day, owed.unit, stands, owed.due))
    assert wrong == []
    assert any(diary.reminded[day] for day in days() if day < STOP)
    assert any(diary.reminded[day] for day in days() if day > NEW_WINDOWS)


def test_conferences_held_before_an_order_are_named_and_left_alone(diary: Diary) -> None:
    """The preview counts them; the one held in spite of the directive is pointed out."""
    preview = diary.previews[SUSPENSION]
    assert {conference.unit.code for conference in preview.held} == set(bound()) - {"62"} - set(
        not_held_by(date(2020, 4, 9))
    )
    assert [conference.held_on for conference in diary.previews[D15].held if conference.is_after] == []
    assert PILOT_COMMUNE in {conference.unit.code for conference in diary.previews[D15].held}


def test_in_the_end_on_time_is_on_time_under_the_order(diary: Diary) -> None:
    """June is in time by the new windows, and says so; July is late; March is in time by the plan itself."""
    end = diary.events[LAST]
    late = sorted(code for code, obligation in end.items() if obligation.is_late)
    assert late == [code for code, day in held().items() if day == date(2020, 7, 6)]
    for code, obligation in end.items():
        moved = code in held() and held()[code] >= NEW_WINDOWS
        if obligation.state is DONE:
            assert obligation.derived.order == (NEW_TIME if moved else D15 if held()[code] >= STOP else "")
    assert end["62"].done_on == CONGRESS
    assert {code for code, obligation in end.items() if obligation.state is OVERDUE} == bound().keys() - held().keys()


def test_the_record_of_it_all_is_whole(diary: Diary) -> None:
    """Four documents, eight months, one unbroken chain."""
    with diary.office.store.look() as record:
        assert len({order.document for order in record.orders.all()}) == len(DOCUMENTS)
    assert chain_faults(diary.office) == []

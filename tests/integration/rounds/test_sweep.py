"""The daily sweep on either database: who is reminded, when, how often, and what is left alone."""

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulation_workflow.adapters.record.letters.message_ids import message_id
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.campaign import Body, OwnRungs, Recipient, Role, RoleScope
from emulation_workflow.domain.mail.incoming import BouncedAddress
from emulation_workflow.domain.mail.letters import LetterKind, LetterStatus
from emulation_workflow.domain.obligations.obligation import HoldingTime, Obligation, ObligationState
from emulation_workflow.domain.registers.units import Official
from emulation_workflow.domain.schedule.ladder import rung_day
from emulation_workflow.domain.schedule.standing import DueStanding, DueTotals
from emulation_workflow.office.audit import audit
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.digest import held, overview, post_digest
from emulation_workflow.office.reminders.reminder_letters import reminder_context
from emulation_workflow.office.reminders.sweep import SweepResult, preview_sweep, sweep
from tests.support.builders import CALENDAR, CITY, COMMUNE, DEPARTMENT, PILOT_COMMUNE
from tests.support.offices import CHAIR, HEAD, UNITS, chain_faults, sealed_acts, standing_in
from tests.support.servers.databases import MAIL_DOMAIN, open_store, sqlite_store
from tests.support.sweeping import (
    DUE,
    LADDER,
    LADDER_CAMPAIGN,
    OWN,
    TWO_LADDERS,
    at,
    go_to,
    lines,
    owes,
    sweeping_office,
)

OPEN = (ObligationState.PENDING, ObligationState.OVERDUE)
RUNG_DAYS = [rung_day(CALENDAR, rung, DUE) for rung in LADDER.rungs]


def reminders_of(office: Office) -> list[LetterStatus]:
    with office.store.look() as record:
        return [letter for letter in record.letters.statuses() if letter.kind is LetterKind.REMINDER]


def addresses(office: Office, day: date) -> list[str]:
    """Who was written to on that day."""
    return [letter.to[0].email for letter in reminders_of(office) if letter.written_at.date() == day]


def days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def states(office: Office) -> dict[str, ObligationState]:
    with office.store.look() as record:
        return {obligation.derived.unit: obligation.state for obligation in record.obligations.of_units()}


def test_each_rung_is_spent_on_its_day_and_on_no_other(store: SqlStore) -> None:
    """Swept every day, one obligation climbs rung by rung: four days, and silence on all others."""
    office = sweeping_office(store, [owes(COMMUNE)])
    swept = {}
    for day in days(date(2020, 3, 1), date(2020, 5, 31)):
        go_to(office, day)
        swept[day] = sweep(office)

    assert [day for day, done in swept.items() if done.rungs] == RUNG_DAYS
    assert [addresses(office, day) for day in RUNG_DAYS] == [
        ["x1@tinh.example"],
        ["x1@tinh.example"],
        ["b1@tinh.example", "x1@tinh.example"],
        ["b1@tinh.example", "c1@tinh.example"],
    ]


@pytest.mark.parametrize(("email", "expected"), [("moi@tinh.example", ["moi@tinh.example"]), ("x1@tinh.example", [])])
def test_what_a_former_unit_was_reminded_of_is_no_reminder_of_the_new_one(
    store: SqlStore, email: str, expected: list[str]
) -> None:
    """It is reminded for the same due day under the same code; the same address is not written to twice."""
    office = sweeping_office(store, [owes(COMMUNE)], day=RUNG_DAYS[0])
    assert sweep(office).letters == 1
    next_day = _reborn(store, RUNG_DAYS[0], email=email)
    go_to(office, next_day)
    sweep(office)
    assert addresses(office, next_day) == expected


_TO_BOARD = replace(LADDER.rungs[0], to=(Recipient.BOARD,), cc=())
_OFFICE = Body(id="office", name="Ban", short_name="Ban", letter_head=("BAN",), place="", unit=DEPARTMENT.code)


@pytest.mark.parametrize(
    ("of_board", "told"),
    [
        ({"ladder": replace(LADDER, own=(OwnRungs(levels=("department",), rungs=(_TO_BOARD,)),))}, ["b1@tinh.example"]),
        ({"bodies": (*LADDER_CAMPAIGN.bodies, _OFFICE)}, []),
    ],
    ids=["superior", "own office"],
)
def test_what_the_board_alone_is_reminded_of_stands_on_its_list(
    tmp_path: Path, of_board: dict[str, Any], told: list[str]
) -> None:
    """Neither a superior nor itself is urged: what they owe is the Board's to see to, once for each due day."""
    plan = replace(LADDER_CAMPAIGN, **of_board)
    # Marked already where obligations were derived before the sweep.
    owed = [owes(unit, state=ObligationState.OVERDUE) for unit in (COMMUNE, DEPARTMENT)]
    office = sweeping_office(sqlite_store(tmp_path), owed, of=plan, day=RUNG_DAYS[1])
    sweep(office)
    sweep(office)
    with office.store.look() as record:
        listed = [item for item in record.board_list.items(only_open=True) if item.kind is ItemKind.OWN_OVERDUE]
    assert [item.unit for item in listed] == [DEPARTMENT.code]
    assert addresses(office, RUNG_DAYS[1]) == sorted([*told, "x1@tinh.example"])


@pytest.mark.parametrize("reports_to", ["board", "parent"])
def test_whoever_was_told_of_a_former_unit_is_told_of_the_new_one(store: SqlStore, reports_to: str) -> None:
    """The Board and the unit above heard of another unit: under the same code and due day they hear of this one too."""
    levels = tuple(
        replace(level, reports_to=reports_to) if level.id == "commune" else level for level in LADDER_CAMPAIGN.levels
    )
    office = sweeping_office(store, [owes(COMMUNE)], of=replace(LADDER_CAMPAIGN, levels=levels), day=RUNG_DAYS[2])
    sweep(office)
    told = addresses(office, RUNG_DAYS[2])
    assert {"b1@tinh.example", "x1@tinh.example"} <= set(told)
    go_to(office, _reborn(store, RUNG_DAYS[2], email="moi@tinh.example"))
    sweep(office)
    heard = addresses(office, office.clock.now().date())
    assert set(heard) == {"moi@tinh.example", *told} - {"x1@tinh.example"}
    assert (audit(store).faults, sweep(office).letters) == ((), 0)


def _reborn(store: SqlStore, last: date, *, email: str) -> date:
    """Let another unit bear the commune's code after its `last` day; return the next working day."""
    next_day = last + timedelta(days=1)
    with store.act() as record:
        former = record.register.unit(COMMUNE.code, last)
        assert former is not None
        new = replace(former, name="Xã mới", valid_from=next_day, email=email)
        record.register.replace_units([replace(former, valid_to=last), new])
        (owed,) = record.obligations.of_units([COMMUNE.code])
        record.obligations.change([replace(owed, rung=0)])
    while CALENDAR.is_day_off(next_day):
        next_day += timedelta(days=1)
    return next_day


def test_units_that_answer_to_the_unit_above_are_copied_to_it(store: SqlStore) -> None:
    """A commune's district is told of it, in one letter for all of its communes; a department answers to the Board."""
    levels = tuple(
        replace(level, reports_to="parent") if level.id == "commune" else level for level in LADDER_CAMPAIGN.levels
    )
    owed = [owes(COMMUNE), owes(PILOT_COMMUNE), owes(COMMUNE, "report"), owes(DEPARTMENT)]
    office = sweeping_office(store, owed, of=replace(LADDER_CAMPAIGN, levels=levels), day=RUNG_DAYS[1])

    assert sweep(office).letters == 4
    above = next(letter for letter in reminders_of(office) if letter.to[0].email == "h2@tinh.example")
    with store.look() as record:
        told = record.standings.lines_of(above.number, RUNG_DAYS[1])
    assert [(line.step.unit, line.step.task, line.step.is_copy) for line in told] == [
        ("X1", "conference", True),
        ("X1", "report", True),
        ("X2", "conference", True),
    ]


def test_a_second_sweep_of_the_day_changes_nothing(store: SqlStore) -> None:
    """Twice a day is as once: no rung, no letter, no row of the record more."""
    office = sweeping_office(store, [owes(COMMUNE), owes(CITY)], day=RUNG_DAYS[1])
    first = sweep(office)
    with store.look() as record:
        before = (record.letters.statuses(), record.ledger.head())

    assert (first.overdue, first.rungs, first.letters) == (2, 2, 2)
    assert sweep(office) == SweepResult(day=RUNG_DAYS[1])
    with store.look() as record:
        assert (record.letters.statuses(), record.ledger.head()) == before


def test_who_comes_to_owe_after_the_days_sweep_is_reminded_on_the_next_working_day(store: SqlStore) -> None:
    """One letter a day for each recipient: what a second sweep of the day would add waits, and is not lost."""
    office = sweeping_office(store, [owes(COMMUNE)], day=date(2020, 4, 3))
    sweep(office)
    with store.act() as record:
        record.obligations.add([owes(COMMUNE, "report"), owes(CITY)])
    sweep(office)
    assert addresses(office, date(2020, 4, 3)) == ["x1@tinh.example"]

    for day in (date(2020, 4, 4), date(2020, 4, 6)):
        go_to(office, day)
        sweep(office)
    assert addresses(office, date(2020, 4, 4)) == []
    assert addresses(office, date(2020, 4, 6)) == ["h1@tinh.example", "x1@tinh.example"]


def test_sweeps_at_once_are_as_one(record_url: str) -> None:
    """Two workers, two servers: writers come one after another, and the second finds the day done."""
    store = open_store(record_url)
    office = sweeping_office(store, [owes(unit) for unit in UNITS[1:]], day=RUNG_DAYS[1])
    done: list[SweepResult] = []
    others = [replace(office, store=open_store(record_url)) for _ in range(4)]
    threads = [threading.Thread(target=lambda other=other: done.append(sweep(other))) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(result.letters for result in done) == [0, 0, 0, 8]
    assert len(reminders_of(office)) == 8
    assert chain_faults(office) == []


def test_after_a_week_of_outage_only_the_highest_rung_is_spent(store: SqlStore) -> None:
    """Nobody looked from the last reminder until the third rung: that one is spent, the one before it never is."""
    office = sweeping_office(store, [owes(COMMUNE)], day=RUNG_DAYS[0])
    sweep(office)
    go_to(office, RUNG_DAYS[2])
    sweep(office)
    go_to(office, RUNG_DAYS[2] + timedelta(days=1))
    assert sweep(office).rungs == 0

    with store.look() as record:
        spent = [
            line.step.rung
            for letter in record.letters.statuses()
            for line in record.standings.lines_of(letter.number, DUE)
        ]
    assert sorted(set(spent)) == [1, 3]


@pytest.mark.parametrize("day", [date(2020, 4, 2), date(2020, 4, 4), date(2020, 4, 5), date(2020, 4, 30)])
def test_on_a_day_off_the_late_are_marked_and_nobody_is_reminded(store: SqlStore, day: date) -> None:
    """Giỗ Tổ, a weekend and 30/4: the state is true every day, letters wait for the office to open."""
    office = sweeping_office(store, [owes(COMMUNE)], day=day)

    assert sweep(office) == SweepResult(day=day, overdue=1)
    assert reminders_of(office) == []


def test_what_is_settled_suspended_elsewhere_or_without_a_day_is_left_alone(store: SqlStore) -> None:
    """The ladder stops while another party is waited for or an order suspends; and where nobody states a day."""
    office = sweeping_office(
        store,
        [
            owes("X1", state=ObligationState.DONE, done_on=DUE),
            owes("X2", state=ObligationState.SUSPENDED),
            owes("H1", state=ObligationState.CANCELLED),
            owes("H2", waiting_on="board"),
            owes("D1", due=None),
            owes("D2", state=ObligationState.ENDED),
        ],
        day=date(2020, 5, 18),
    )

    assert sweep(office) == SweepResult(day=date(2020, 5, 18), overdue=1)
    assert states(office)["H2"] is ObligationState.OVERDUE
    assert states(office)["X2"] is ObligationState.SUSPENDED


def test_the_ladder_goes_on_once_the_ball_is_back(store: SqlStore) -> None:
    """While the Board held it nothing was spent; back with the unit, the highest rung due is."""
    office = sweeping_office(store, [owes(COMMUNE, waiting_on="board")], day=RUNG_DAYS[1])
    sweep(office)
    assert reminders_of(office) == []
    with store.act() as record:
        (obligation,) = record.obligations.of_units()
        record.obligations.change([replace(obligation, waiting_on="unit")])
    go_to(office, RUNG_DAYS[2])

    assert sweep(office).rungs == 1


def test_a_due_day_that_is_moved_begins_the_ladder_anew_and_moved_back_does_not(store: SqlStore) -> None:
    """A rung is spent once for each due day, whatever orders do in between."""
    office = sweeping_office(store, [owes(COMMUNE)], day=RUNG_DAYS[1])
    sweep(office)

    def move(due: date, day: date) -> int:
        with store.act() as record:
            (obligation,) = record.obligations.of_units()
            record.obligations.change(
                [
                    replace(
                        obligation, derived=replace(obligation.derived, due=due), rung=0, state=ObligationState.PENDING
                    )
                ]
            )
        go_to(office, day)
        return sweep(office).letters

    assert move(date(2020, 7, 31), date(2020, 7, 28)) == 1
    assert move(DUE, RUNG_DAYS[1] + timedelta(days=2)) == 0


def test_a_recipient_without_an_address_is_an_item_of_the_boards_digest(store: SqlStore) -> None:
    """Nobody is passed over in silence: who could not be written to stands in the Board's letter of the day."""
    units = [replace(unit, email="") if unit.code == "X1" else unit for unit in UNITS]
    office = sweeping_office(store, [owes(COMMUNE), owes(CITY)], units=units, day=RUNG_DAYS[0])
    swept = sweep(office)
    post_digest(office)

    assert (swept.letters, swept.unreachable) == (1, 1)
    assert render_pending_letters(office) == 0
    with store.look() as record:
        (digest,) = [letter for letter in record.letters.statuses() if letter.kind is LetterKind.DIGEST]
        (missed,) = record.standings.without_address(RUNG_DAYS[0])
        (item,) = record.board_list.items()
    assert [addressee.email for addressee in digest.to] == ["b1@tinh.example"]
    assert (missed.step.unit, missed.step.email) == ("X1", "")
    assert (item.kind, item.unit, item.params) == (ItemKind.NO_ADDRESS, "X1", {"name": COMMUNE.name})


def test_an_address_that_bounced_is_not_written_to_until_it_is_seen_to(store: SqlStore) -> None:
    """Its item stands on the Board's list already; the unit's steps wait for an address that takes letters."""
    office = sweeping_office(store, [owes(COMMUNE), owes(CITY)], day=RUNG_DAYS[0])
    with store.act() as record:
        record.inbox.mark_bounced(
            BouncedAddress(email="X1@tinh.example", bounced_at=at(RUNG_DAYS[0]), words="no such user")
        )
    swept = sweep(office)

    assert (swept.letters, swept.unreachable) == (1, 1)
    with store.look() as record:
        assert not record.board_list.items()


def test_nobody_in_office_is_a_recipient_without_an_address(store: SqlStore) -> None:
    """A Committee of which the register knows nobody is said to be missing, not left out."""
    office = sweeping_office(store, [owes(COMMUNE)], officials=(HEAD,), day=RUNG_DAYS[3])

    assert (sweep(office).letters, preview_sweep(office, RUNG_DAYS[3]).letters) == (1, ())
    with store.look() as record:
        assert [line.step.recipient.value for line in record.standings.without_address(RUNG_DAYS[3])] == ["committee"]
        assert [item.params for item in record.board_list.items()] == [{"name": "Ủy ban nhân dân tỉnh"}]


def test_a_level_with_a_ladder_of_its_own_climbs_that_one(store: SqlStore) -> None:
    """Departments have one rung of their own; communes, due on the same day, have everybody's."""
    office = sweeping_office(store, [owes(COMMUNE), owes(DEPARTMENT)], of=TWO_LADDERS)
    own_day = rung_day(CALENDAR, OWN.rungs[0], DUE)
    written = {}
    for day in days(DUE, date(2020, 5, 31)):
        go_to(office, day)
        foreseen = [address for address, _ in preview_sweep(office, day).letters]
        sweep(office)
        assert foreseen == addresses(office, day)
        written[day] = foreseen

    assert written[own_day] == ["b1@tinh.example", "s2@tinh.example"]
    assert "s2@tinh.example" not in {
        address for day in days(DUE, own_day) if day != own_day for address in written[day]
    }
    assert written[RUNG_DAYS[1]] == ["x1@tinh.example"]


def test_letters_name_the_rungs_of_the_ladder_they_were_written_on(store: SqlStore) -> None:
    """One letter to the Board lists a department and a commune, each with the name its own ladder has for the rung."""
    dues = {COMMUNE: date(2020, 3, 27), DEPARTMENT: date(2020, 4, 1)}
    day = rung_day(CALENDAR, LADDER.rungs[2], dues[COMMUNE])
    office = sweeping_office(store, [owes(unit, due=due) for unit, due in dues.items()], of=TWO_LADDERS, day=day)
    sweep(office)
    (letter,) = [letter for letter in reminders_of(office) if letter.to[0].email == "b1@tinh.example"]
    with store.look() as record:
        (draft,) = [draft for draft in record.letters.drafts(limit=9) if draft.number == letter.number]
        context = reminder_context(record, office, draft)

    others = context["others"]
    assert isinstance(others, list)
    assert [line["rung"] for line in others] == ["Đôn đốc lần thứ hai", "Nhắc khối sở"]


def test_heads_whose_addresses_bounced_are_one_recipient_without_an_address(store: SqlStore) -> None:
    """Two at one unit that cannot be reached: one step, one item of the Board's digest, and the sweep goes on."""
    heads = [
        replace(HEAD, number=f"H{number}", role="unit_head", unit="X1", email=f"h{number}@x1") for number in (1, 2)
    ]
    office = _with_heads(store, heads)
    with store.act() as record:
        for head in heads:
            record.inbox.mark_bounced(BouncedAddress(email=head.email, bounced_at=at(RUNG_DAYS[2]), words="no such"))

    assert sweep(office).unreachable == 1


def test_a_head_without_an_address_is_written_to_at_the_units(store: SqlStore) -> None:
    """The register may know a head and no address of theirs."""
    office = _with_heads(store, [replace(HEAD, number="H1", role="unit_head", unit="X1", email="")])
    sweep(office)

    assert addresses(office, RUNG_DAYS[2]) == ["b1@tinh.example", "x1@tinh.example"]


def _with_heads(store: SqlStore, heads: list[Official]) -> Office:
    role = Role(id="unit_head", name="Thủ trưởng", scope=RoleScope.OWN_UNIT)
    campaign = replace(LADDER_CAMPAIGN, roles=(*LADDER_CAMPAIGN.roles, role))
    return sweeping_office(store, [owes(COMMUNE)], of=campaign, officials=(HEAD, CHAIR, *heads), day=RUNG_DAYS[2])


def test_a_substitute_is_written_to_as_well(store: SqlStore) -> None:
    """Who acts for the head of the Board on that day reads what the head would."""
    away = standing_in(HEAD, CHAIR, RUNG_DAYS[2], RUNG_DAYS[2])
    office = sweeping_office(store, [owes(CITY)], officials=(away, CHAIR), day=RUNG_DAYS[2])
    sweep(office)

    assert addresses(office, RUNG_DAYS[2]) == ["b1@tinh.example", "c1@tinh.example", "h1@tinh.example"]


def test_what_was_foreseen_is_what_is_written(store: SqlStore) -> None:
    """The dry run shows which letters go to whom, and writes none of them."""
    office = sweeping_office(store, [owes(COMMUNE), owes(CITY), owes(CITY, "report")], day=RUNG_DAYS[2])
    foreseen = preview_sweep(office, RUNG_DAYS[2])
    assert reminders_of(office) == []
    sweep(office)

    written = {letter.to[0].email: letter.number for letter in reminders_of(office)}
    assert [address for address, _ in foreseen.letters] == sorted(written)
    with store.look() as record:
        for address, steps in foreseen.letters:
            told = record.standings.lines_of(written[address], RUNG_DAYS[2])
            assert lines(steps) == lines(line.step for line in told)


def test_a_sweep_is_one_row_of_the_record(store: SqlStore) -> None:
    """Who was reminded stands in the rungs; the sealed row says that, when and how much."""
    office = sweeping_office(store, [owes(COMMUNE), owes(CITY)], day=RUNG_DAYS[1])
    before = len(sealed_acts(office))
    sweep(office)

    (row,) = sealed_acts(office)[before:]
    assert row["facts"] == {"day": "2020-04-01", "letters": 2, "overdue": 2, "rungs": 2, "unreachable": 0}
    assert chain_faults(office) == []


def test_letters_written_together_are_found_by_their_message_ids(store: SqlStore) -> None:
    """Whoever answers one of them is known, as of a letter that was written alone."""
    office = sweeping_office(store, [owes(COMMUNE), owes(CITY)], day=RUNG_DAYS[1])
    sweep(office)

    for letter in reminders_of(office):
        with store.look() as record:
            found = record.letters.with_message_id(message_id(letter.number, letter.key, MAIL_DOMAIN))
        assert found is not None
        assert found.number == letter.number


def test_the_digest_is_written_once_a_working_day(store: SqlStore) -> None:
    """However often the flow runs, the Board's officials get one digest; and none on a day off."""
    office = sweeping_office(store, [owes(COMMUNE)])

    assert [post_digest(office), post_digest(office)] == [True, False]
    go_to(office, date(2020, 4, 2))
    assert not post_digest(office)


def test_each_party_is_told_apart_how_long_it_held_the_ball(store: SqlStore) -> None:
    """Days at the Board and at the Committee are not the unit's; a turn under way counts up to today."""
    owed = owes(CITY, "clearance", waiting_on="committee", waiting_since=at(date(2020, 3, 16)))
    office = sweeping_office(store, [owed, owes(COMMUNE)], day=date(2020, 3, 20))
    turns = [("unit", date(2020, 3, 2), date(2020, 3, 10)), ("board", date(2020, 3, 10), date(2020, 3, 16))]
    with store.act() as record:
        record.obligations.add_holding_times(
            HoldingTime(unit=CITY.code, task="clearance", holder=holder, since=at(since), until=at(until))
            for holder, since, until in turns
        )
    (found,) = held(office)

    assert (found.unit, found.task, found.now_with) == (CITY.code, "clearance", "committee")
    assert found.days == (("unit", 6), ("board", 4), ("committee", 4))


def test_the_overview_counts_everything_once_and_lists_what_presses(store: SqlStore) -> None:
    """Counts add up to what is owed; what is due within ten working days is due soon; what is over, neither."""
    office = sweeping_office(
        store,
        [
            owes("X1"),
            owes("X2", state=ObligationState.DONE, done_on=date(2020, 4, 1)),
            owes("H1", due=date(2020, 4, 17)),
            owes("H2", due=date(2020, 4, 20)),
            owes("D1", due=None),
            owes("D2", state=ObligationState.SUSPENDED),
            owes("E1", state=ObligationState.ENDED),
        ],
        day=date(2020, 4, 3),
    )
    now = overview(office, date(2020, 4, 3))

    assert [item.derived.unit for item in now.overdue] == ["X1"]
    assert [item.derived.unit for item in now.soon] == ["H1"]
    assert {standing: now.count(standing) for standing in DueStanding} == {
        DueStanding.OVERDUE: 1,
        DueStanding.SOON: 1,
        DueStanding.LATER: 1,
        DueStanding.NOT_STATED: 1,
        DueStanding.SUSPENDED: 1,
        DueStanding.CANCELLED: 0,
        DueStanding.DONE: 1,
    }
    with store.look() as record:
        totals = record.standings.totals(date(2020, 4, 3), soon=now.soon_until)
    assert totals == DueTotals(owed=6, overdue=1, units_late=1, soon=1)
    assert [item.derived.unit for item in overview(office, date(2020, 3, 31)).overdue] == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    dues=st.lists(st.dates(min_value=date(2020, 1, 2), max_value=date(2020, 6, 30)), min_size=1, max_size=6),
    outages=st.sets(st.integers(min_value=0, max_value=90)),
    twice=st.sets(st.integers(min_value=0, max_value=90)),
)
def test_whatever_the_days_on_which_it_ran_no_rung_is_spent_twice_or_out_of_turn(
    tmp_path_factory: pytest.TempPathFactory, dues: list[date], outages: set[int], twice: set[int]
) -> None:
    """Over any ninety days with any outages: rungs only rise, each on a working day, one letter an address a day."""
    store = sqlite_store(tmp_path_factory.mktemp("record"))
    first = date(2020, 2, 1)
    owed: list[Obligation] = [owes(UNITS[1 + number], due=due) for number, due in enumerate(dues)]
    office = sweeping_office(store, owed, day=first)
    for number, day in enumerate(days(first, first + timedelta(days=90))):
        go_to(office, day)
        for _ in range(0 if number in outages else 1 + (number in twice)):
            sweep(office)
            _holds(office, day)
    store.close()


def _holds(office: Office, day: date) -> None:
    """What is true after every sweep of a day."""
    with office.store.look() as record:
        written = record.letters.statuses()
        steps = {
            (line.step, letter.written_at.date())
            for letter in written
            for line in record.standings.lines_of(letter.number, day)
        }
        now = record.obligations.of_units()
    assert len({letter.key for letter in written}) == len(written)
    assert not any(CALENDAR.is_day_off(on) for _, on in steps)
    for step, on in steps:
        passed = [
            rung for rung, passed_rung in enumerate(LADDER.rungs, 1) if rung_day(CALENDAR, passed_rung, step.due) <= on
        ]
        assert step.rung == max(passed)
    for obligation in now:
        due = obligation.derived.due
        assert due is not None
        assert (obligation.state is ObligationState.OVERDUE) is (due < day)
        spent = [step.rung for step, _ in steps if step.unit == obligation.derived.unit]
        assert obligation.rung == max(spent, default=0)
        if not CALENDAR.is_day_off(day):
            came = [rung for rung, at in enumerate(LADDER.rungs, 1) if rung_day(CALENDAR, at, due) <= day]
            assert obligation.rung == max(came, default=0)


def test_letters_of_the_sweep_are_put_into_words_from_its_steps(tmp_path: Path) -> None:
    """A unit reads what it owes, by when, under which clause, and who else was told."""
    store = sqlite_store(tmp_path)
    office = sweeping_office(store, [owes(CITY), owes(CITY, "report")], day=RUNG_DAYS[2])
    sweep(office)

    assert render_pending_letters(office) == 0
    subjects = {letter.to[0].email: letter.subject for letter in reminders_of(office)}
    assert subjects["h1@tinh.example"].endswith(": 02 nội dung quá hạn")
    assert "chưa đến hạn" not in subjects["b1@tinh.example"]

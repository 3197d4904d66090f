"""Obligations in the record: derived as often as one likes, settled by plans, cases and evidence, never lost."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.campaign import BoardDate
from emulation_workflow.domain.obligations.obligation import HoldingTime, ObligationState
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations, differences
from emulation_workflow.office.office import Office
from tests.support.builders import CITY, COMMUNE, DISTRICT, PILOT_COMMUNE, PILOT_DEPARTMENT
from tests.support.offices import (
    CHAIR,
    HEAD,
    NOON,
    ZONE,
    FakeClock,
    act_as,
    chain_faults,
    open_office,
    sealed_acts,
    submit,
    take_back,
)
from tests.support.owing import CONFERENCE, DELEGATE_LIST, OUR_OWING_CAMPAIGN, evidence, obligations
from tests.support.samples.orders import JULY, order
from tests.support.servers.databases import sqlite_store

PENDING, DONE, OVERDUE = ObligationState.PENDING, ObligationState.DONE, ObligationState.OVERDUE
ENDED, SUSPENDED = ObligationState.ENDED, ObligationState.SUSPENDED


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    """The made-up province's office, with its obligations derived."""
    office = open_office(sqlite_store(tmp_path), of=OUR_OWING_CAMPAIGN, clock=clock)
    derive_obligations(office, dry_run=False)
    return office


def record(office: Office, *rows: object) -> None:
    record_evidence(office, list(rows), channel=Channel.COMMAND)  # type: ignore[arg-type]  # rows of evidence


def register(office: Office, *units: Unit) -> None:
    with office.store.act() as act:
        act.register.replace_units(units)


def states(office: Office, unit: Unit) -> dict[str, ObligationState]:
    return {task: obligation.state for task, obligation in obligations(office, unit.code).items()}


def test_deriving_again_changes_nothing(office: Office) -> None:
    """It may run twice, and writes a row of the record only when something changed."""
    with office.store.look() as look:
        before = look.ledger.head()
    change = derive_obligations(office, dry_run=False)
    with office.store.look() as look:
        assert before == look.ledger.head()
    assert not change
    assert change.same > 0


def test_a_dry_run_tells_the_same_and_writes_nothing(office: Office, clock: FakeClock) -> None:
    """What would change is seen before it does."""
    clock.moment = datetime(2020, 4, 2, 8, tzinfo=ZONE)
    foreseen = derive_obligations(office, dry_run=True)
    assert states(office, COMMUNE)["conference"] is PENDING
    done = derive_obligations(office, dry_run=False)
    assert done == foreseen
    assert states(office, COMMUNE)["conference"] is OVERDUE


def test_a_units_plan_settles_its_task_in_the_act_that_receives_it(office: Office) -> None:
    """R121: the unit has a plan from the moment on which it came."""
    submit(office, COMMUNE)
    own_plan = obligations(office, "X1")["own_plan"]
    assert (own_plan.state, own_plan.done_on, own_plan.waiting_on) == (DONE, NOON.date(), "")


def test_the_ball_goes_with_a_gated_pilots_case(office: Office, clock: FakeClock) -> None:
    """While Board or Committee have the plan the unit is not reminded, and each party's time is kept apart."""
    clock.go_on(days=1)
    submit(office, CITY)
    with_board = obligations(office, "H1")
    clock.go_on(days=2)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    with_committee = obligations(office, "H1")
    clock.go_on(days=3)
    act_as(office, CITY, CHAIR, Act.AGREE)
    cleared = obligations(office, "H1")

    assert [state["conference"].waiting_on for state in (with_board, with_committee, cleared)] == [
        "board",
        "committee",
        "unit",
    ]
    assert with_board["report"].waiting_on == "unit"
    assert (cleared["clearance"].state, cleared["clearance"].done_on) == (DONE, clock.now().date())
    with office.store.look() as look:
        times = [
            holding_time for holding_time in look.obligations.holding_times(["H1"]) if holding_time.task == "clearance"
        ]
    held = [("unit", 0, 1), ("board", 1, 3), ("committee", 3, 6)]
    assert times == [
        HoldingTime(
            unit="H1",
            task="clearance",
            holder=holder,
            since=NOON + timedelta(days=since),
            until=NOON + timedelta(days=until),
        )
        for holder, since, until in held
    ]


def test_a_plan_that_is_taken_back_is_owed_again(office: Office) -> None:
    """An opinion and a plan hold for as long as the plan stands."""
    submit(office, CITY)
    assert states(office, CITY)["own_plan"] is DONE
    take_back(office, CITY)
    assert states(office, CITY)["own_plan"] is PENDING
    assert obligations(office, "H1")["conference"].waiting_on == "unit"


def test_an_opinion_that_sets_the_day_gives_the_pilot_its_due_day_in_the_same_act(office: Office) -> None:
    """A07: there was none before, and nobody has to derive anything."""
    submit(office, PILOT_DEPARTMENT)
    act_as(office, PILOT_DEPARTMENT, HEAD, Act.ENDORSE)
    assert obligations(office, "S1")["conference"].derived.due is None
    act_as(office, PILOT_DEPARTMENT, CHAIR, Act.AGREE)
    assert obligations(office, "S1")["conference"].derived.due == date(2020, 4, 23)


def test_the_pilots_conference_settles_what_the_district_owes(office: Office) -> None:
    """II.2.1*: nobody has to enter it a second time for the district."""
    record(office, evidence("X2", CONFERENCE, date(2020, 2, 7)))
    pilots = obligations(office, "H2")["commune_pilot"]
    assert (pilots.state, pilots.done_on) == (DONE, date(2020, 2, 7))
    record(office, evidence("X2", CONFERENCE, date(2020, 2, 7), withdrawn=True, note="nhầm"))
    assert states(office, DISTRICT)["commune_pilot"] is PENDING


def test_a_moved_day_begins_the_ladder_anew_and_a_held_conference_is_untouched(
    office: Office, clock: FakeClock
) -> None:
    """A22: what was done in its time stays as it was; the others have the order's window."""
    record(office, evidence("X2", CONFERENCE, date(2020, 2, 7)))
    with office.store.act() as act:
        rows = [replace(obligation, rung=2) for obligation in act.obligations.of_units(["X1"])]
        act.obligations.change(rows)
        act.orders.add([order(OrderKind.MOVE, window=JULY, scope=Scope(levels=("commune",)), number="5/UBND")])
    clock.moment = datetime(2020, 4, 2, 8, tzinfo=ZONE)
    derive_obligations(office, dry_run=False)

    moved, held = obligations(office, "X1"), obligations(office, "X2")["conference"]
    assert (moved["conference"].derived.due, moved["conference"].rung) == (JULY.end, 0)
    assert moved["report"].rung == 2
    assert (held.state, held.derived.due) == (DONE, date(2020, 2, 29))


def test_nobody_holds_the_ball_while_an_order_suspends(office: Office, clock: FakeClock) -> None:
    """The clock stops; it goes on from the day after, without a day to keep where the time had passed by then."""
    stopped = order(OrderKind.SUSPEND, until=date(2020, 4, 15))
    with office.store.act() as act:
        act.orders.add([stopped])
    clock.moment = datetime(2020, 4, 2, 8, tzinfo=ZONE)
    derive_obligations(office, dry_run=False)
    during = obligations(office, "X1")["conference"]
    clock.moment = datetime(2020, 4, 16, 8, tzinfo=ZONE)
    derive_obligations(office, dry_run=False)
    after = obligations(office, "X1")["conference"]

    assert (during.state, during.waiting_on) == (SUSPENDED, "")
    assert (after.state, after.waiting_on, after.waiting_since) == (PENDING, "unit", clock.now())


def test_a_unit_that_ends_keeps_its_history_and_its_successor_owes(office: Office, clock: FakeClock) -> None:
    """A21: settled rows stay settled, open ones end; nothing is dropped."""
    record(office, evidence("X1", DELEGATE_LIST, date(2020, 2, 7)))
    successor = replace(COMMUNE, code="X9", name="Xã mới", valid_from=date(2020, 3, 1))
    register(office, replace(COMMUNE, valid_to=date(2020, 2, 29), successor="X9"), successor)
    clock.moment = datetime(2020, 3, 2, 8, tzinfo=ZONE)
    change = derive_obligations(office, dry_run=False)

    former = states(office, COMMUNE)
    assert (former["conference"], former["delegate_list"]) == (ENDED, DONE)
    assert {obligation.derived.unit for obligation in change.ended} == {"X1"}
    now = states(office, successor)
    assert now["conference"] is PENDING
    assert now["delegate_list"] is DONE, "its only predecessor had settled it"


def test_a_successor_of_several_owes_unless_each_had_settled_it(office: Office, clock: FakeClock) -> None:
    """A21: one of two merged communes held its conference; the new one holds its own."""
    record(office, evidence("X2", CONFERENCE, date(2020, 2, 7)))
    merged = replace(COMMUNE, code="X9", name="Xã mới", valid_from=date(2020, 3, 1))
    ended = [replace(unit, valid_to=date(2020, 2, 29), successor="X9") for unit in (COMMUNE, PILOT_COMMUNE)]
    register(office, *ended, merged)
    clock.moment = datetime(2020, 3, 2, 8, tzinfo=ZONE)
    derive_obligations(office, dry_run=False)
    assert states(office, merged)["conference"] is PENDING


def test_a_code_that_is_borne_by_another_unit_does_not_inherit_its_evidence(office: Office, clock: FakeClock) -> None:
    """Codes are reused in time: evidence is of whoever bore the code on its day."""
    record(office, evidence("X1", CONFERENCE, date(2020, 2, 7)))
    another = replace(COMMUNE, name="Xã khác", valid_from=date(2020, 3, 1))
    register(office, replace(COMMUNE, valid_to=date(2020, 2, 29)), another)
    clock.moment = datetime(2020, 3, 2, 8, tzinfo=ZONE)
    derive_obligations(office, dry_run=False)
    assert states(office, another)["conference"] is PENDING
    submit(office, another)
    assert states(office, another)["own_plan"] is DONE


def test_what_a_unit_owes_only_once_it_is_done_is_done_at_once(office: Office, clock: FakeClock) -> None:
    """Born after its windows it owes nothing, and its plan shows as done all the same, as when all is derived anew."""
    clock.moment = datetime(2020, 4, 2, 8, tzinfo=ZONE)
    only = tuple(task for task in office.campaign.tasks if task.id == "own_plan")
    late = replace(office, campaign=replace(office.campaign, tasks=only, effective_from=date(2020, 4, 2)))
    born = replace(COMMUNE, code="X9", name="Xã mới", valid_from=date(2020, 4, 2))
    register(late, born)
    derive_obligations(late, dry_run=False)
    assert not states(late, born)
    submit(late, born)
    assert states(late, born)["own_plan"] is DONE
    assert not derive_obligations(late, dry_run=True)


def test_a_code_that_is_borne_by_another_unit_does_not_inherit_its_rung_or_its_time(
    office: Office, clock: FakeClock
) -> None:
    """The unit that was late is over; whoever bears its code begins on the ground, and is waited for from its birth."""
    owed = obligations(office, COMMUNE.code)["conference"]
    with office.store.act() as record:
        record.obligations.change([replace(owed, rung=2)])
    another = replace(COMMUNE, name="Xã khác", valid_from=date(2020, 3, 1))
    register(office, replace(COMMUNE, valid_to=date(2020, 2, 29)), another)
    clock.moment = datetime(2020, 3, 2, 8, tzinfo=ZONE)
    derive_obligations(office, dry_run=False)
    now = obligations(office, another.code)["conference"]
    assert now.derived.due == owed.derived.due
    assert (now.rung, now.waiting_since) == (0, clock.now())


def test_a_task_that_the_campaign_no_longer_asks_ends(office: Office) -> None:
    """The campaign file changed; what was settled under it stays."""
    record(office, evidence("X1", DELEGATE_LIST, date(2020, 2, 7)))
    tasks = tuple(task for task in office.campaign.tasks if task.id not in ("delegate_list", "report"))
    narrower = replace(office, campaign=replace(office.campaign, tasks=tasks))
    derive_obligations(narrower, dry_run=False)
    assert (states(office, COMMUNE)["report"], states(office, COMMUNE)["delegate_list"]) == (ENDED, DONE)
    derive_obligations(office, dry_run=False)
    assert states(office, COMMUNE)["report"] is PENDING


def test_a_date_of_the_boards_changes_one_field_of_the_report(office: Office) -> None:
    """What changes is told by its field, as it was and as it is."""
    board = BoardDate(id="x", name="", day=date(2020, 4, 10), document="03/BTĐKT", rule="T121", task="report")
    dated = replace(office, campaign=replace(office.campaign, board_dates=(board,)))
    change = derive_obligations(dated, dry_run=True)
    told = {name for old, new in change.changed for name in differences(old, new)}
    assert {new.derived.task for _, new in change.changed} == {"report"}
    assert told == {"due", "source", "source_words"}


def test_acts_before_anything_was_derived_settle_nothing_and_the_first_derivation_finds_them(
    tmp_path: Path, clock: FakeClock
) -> None:
    """Plans may come before the campaign is opened."""
    office = open_office(sqlite_store(tmp_path), of=OUR_OWING_CAMPAIGN, clock=clock)
    submit(office, COMMUNE)
    assert obligations(office, "X1") == {}
    derive_obligations(office, dry_run=False)
    assert states(office, COMMUNE)["own_plan"] is DONE


def test_the_record_says_what_changed_for_whom(office: Office, clock: FakeClock) -> None:
    """Units for which the same changed stand together, and the chain of seals holds."""
    clock.moment = datetime(2020, 4, 2, 8, tzinfo=ZONE)
    derive_obligations(office, dry_run=False, by="R1")
    last = sealed_acts(office)[-1]
    assert last["what"] == "derived"
    assert "'units': ['X1', 'X2']" in str(last)
    assert chain_faults(office) == []

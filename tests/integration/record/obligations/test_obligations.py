"""What units owe, in each database that the record may be kept in."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.obligations.obligation import (
    Derived,
    DueSource,
    HoldingTime,
    Obligation,
    ObligationState,
)
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from tests.support.offices import FakeClock, open_office
from tests.support.owing import CONFERENCE, evidence, obligations
from tests.support.samples.orders import JULY, order

MORNING = datetime(2020, 2, 10, 8, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

FULL = Obligation(
    derived=Derived(
        unit="X1",
        task="conference",
        level="commune",
        rule="T049",
        parent="H2",
        group="Cụm số 1",
        start=date(2020, 7, 1),
        due=date(2020, 7, 31),
        source=DueSource.ORDER,
        source_words="tháng 7/2020",
        plan_start=date(2020, 3, 1),
        plan_due=date(2020, 3, 31),
        order="5/UBND",
        is_suspended=True,
        is_cancelled=True,
    ),
    state=ObligationState.SUSPENDED,
    waiting_on="unit",
    waiting_since=MORNING,
    done_on=date(2020, 7, 2),
    rung=3,
)
BARE = Obligation(
    derived=Derived(unit="X2", task="report", level="commune", rule="T121"),
    state=ObligationState.PENDING,
    waiting_on="",
    waiting_since=MORNING,
)


def test_an_obligation_comes_back_as_it_was_kept_and_changed(store: SqlStore) -> None:
    """Every field of it, and only of the unit that is asked for."""
    with store.act() as record:
        record.obligations.add([BARE, FULL])
    with store.act() as record:
        assert list(record.obligations.of_units()) == [FULL, BARE]
        changed = replace(BARE, state=ObligationState.ENDED, waiting_since=MORNING + timedelta(hours=1))
        record.obligations.change([changed])
    with store.look() as record:
        assert list(record.obligations.of_units(["X2"])) == [changed]
        assert list(record.obligations.of_units(["X1"])) == [FULL]
        assert list(record.obligations.of_units([])) == []


def test_nothing_to_write_writes_nothing(store: SqlStore) -> None:
    """An empty change is no row of defaults."""
    with store.act() as record:
        record.obligations.add([])
        record.obligations.change([])
        record.obligations.add_evidence([])
        record.obligations.add_holding_times([])
        assert (record.obligations.of_units(), record.obligations.evidence(), record.obligations.holding_times()) == (
            [],
            [],
            [],
        )


def test_evidence_comes_back_in_the_order_in_which_it_was_recorded(store: SqlStore) -> None:
    """The latest counts, whatever day it speaks of."""
    first = evidence(
        "X1", CONFERENCE, date(2020, 3, 9), recorded_at=MORNING, signed_on=date(2020, 3, 10), link="https://a"
    )
    second = replace(first, done_on=date(2020, 3, 8), withdrawn=True, note="nhầm", file_sha256="ab" * 32, source="thư")
    other = replace(first, unit="X2")
    with store.act() as record:
        record.obligations.add_evidence([first, other])
        record.obligations.add_evidence([second])
    with store.look() as record:
        assert list(record.obligations.evidence(["X1"])) == [first, second]
        assert list(record.obligations.evidence()) == [first, other, second]


def test_the_times_of_the_ball_come_back_by_unit(store: SqlStore) -> None:
    """Who held it, from when to when."""
    held = HoldingTime(unit="X1", task="conference", holder="board", since=MORNING, until=MORNING + timedelta(days=2))
    later = replace(held, holder="unit", since=held.until, until=held.until + timedelta(hours=3))
    with store.act() as record:
        record.obligations.add_holding_times([later, held, replace(held, unit="X2")])
    with store.look() as record:
        assert list(record.obligations.holding_times(["X1"])) == [held, later]


def test_kon_tums_year_is_derived_moved_and_settled(store: SqlStore) -> None:
    """The whole register: derived once, moved by an order in one act, what is settled kept."""
    folder = CAMPAIGNS / "kon_tum_2020"
    plan = load_campaign(folder)
    clock = FakeClock(MORNING)
    office = open_office(
        store, of=plan, clock=clock, units=read_units(folder / "units.csv", known_to(plan)).entries, officials=()
    )
    assert len(derive_obligations(office, dry_run=False).added) == 819

    clock.moment = datetime(2020, 3, 20, 8, tzinfo=MORNING.tzinfo)
    held = evidence("23284", plan.task("conference"), date(2020, 3, 12), recorded_at=clock.moment)
    record_evidence(office, [held], channel=Channel.COMMAND)
    moved = order(
        OrderKind.MOVE,
        window=JULY,
        scope=Scope(levels=("commune",)),
        signed_on=date(2020, 3, 20),
        entered_at=clock.moment,
    )
    with store.act() as record:
        record.orders.add([moved])
    change = derive_obligations(office, dry_run=False)

    conferences = {new.derived.unit: new for _, new in change.changed if new.derived.task == "conference"}
    assert len(conferences) == 101
    assert {obligation.derived.due for obligation in conferences.values()} == {JULY.end}
    assert obligations(office, "23284")["conference"].done_on == date(2020, 3, 12)
    assert not derive_obligations(office, dry_run=True)

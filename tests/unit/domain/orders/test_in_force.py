"""Which order holds: the latest valid one, aspect by aspect, and never more than the order says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.campaign import Audience, DueKind, Task, Window
from emulation_workflow.domain.obligations.obligation import DueSource
from emulation_workflow.domain.orders.in_force import concerns, in_force, is_valid_on, terms_at_large, terms_of
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope, ScopePart
from emulation_workflow.domain.registers.units import Unit
from tests.support.builders import (
    CITY,
    COMMUNE,
    COMMUNES,
    DEPARTMENT,
    DEPARTMENTS,
    DISTRICT,
    DISTRICTS,
    ENTERPRISE,
    ENTERPRISES,
    MARCH,
    MAY_JUNE,
    PILOT_COMMUNE,
    PILOT_DEPARTMENT,
    PILOT_ENTERPRISE,
    PROVINCE,
    PROVINCE_UNIT,
    SEPTEMBER,
    campaign,
)
from tests.support.samples.orders import JULY, JUNE, NOON, order

MOVE, SUSPEND, RESUME, CANCEL = OrderKind.MOVE, OrderKind.SUSPEND, OrderKind.RESUME, OrderKind.CANCEL
FORM, CAP = OrderKind.CHANGE_FORM, OrderKind.LOWER_CAP
DAY = date(2020, 3, 27)

GOES_AHEAD, SUSPENDED, CANCELLED = "goes ahead", "suspended", "cancelled"


def standing(orders: Sequence[Order], on: date, *, unit: Unit = COMMUNE) -> str:
    held = terms_of(campaign(), unit, orders, on=on).orders
    return SUSPENDED if held.suspension else CANCELLED if held.cancellation else GOES_AHEAD


def window(orders: Sequence[Order], on: date, *, unit: Unit = COMMUNE) -> Window | None:
    return terms_of(campaign(), unit, orders, on=on).window


def in_turn(*kinds: OrderKind) -> list[Order]:
    """One order a day, from `DAY` on, each of its own document."""
    days = [DAY + timedelta(days=number) for number in range(len(kinds))]
    return [order(kind, signed_on=day, number=f"{day:%d}/UBND") for kind, day in zip(kinds, days, strict=True)]


AFTERWARDS = {
    (): GOES_AHEAD,
    (MOVE,): GOES_AHEAD,
    (SUSPEND,): SUSPENDED,
    (CANCEL,): CANCELLED,
    (RESUME,): GOES_AHEAD,
    (SUSPEND, RESUME): GOES_AHEAD,
    (SUSPEND, MOVE): GOES_AHEAD,
    (SUSPEND, CANCEL): CANCELLED,
    (SUSPEND, SUSPEND): SUSPENDED,
    (CANCEL, RESUME): GOES_AHEAD,
    (CANCEL, MOVE): GOES_AHEAD,
    (CANCEL, SUSPEND): SUSPENDED,
    (MOVE, SUSPEND): SUSPENDED,
    (MOVE, CANCEL): CANCELLED,
    (RESUME, SUSPEND): SUSPENDED,
    (SUSPEND, FORM): SUSPENDED,
    (SUSPEND, CAP): SUSPENDED,
    (CANCEL, CAP, FORM): CANCELLED,
    (SUSPEND, MOVE, SUSPEND): SUSPENDED,
    (SUSPEND, MOVE, SUSPEND, RESUME): GOES_AHEAD,
}


@pytest.mark.parametrize(("kinds", "expected"), AFTERWARDS.items(), ids=str)
def test_the_latest_word_on_going_ahead_counts(kinds: tuple[OrderKind, ...], expected: str) -> None:
    """A suspension stands until an order resumes, moves or cancels; form and cap say nothing of it."""
    assert expected == standing(in_turn(*kinds), DAY + timedelta(days=30))


@pytest.mark.parametrize("first", OrderKind)
def test_every_three_orders_leave_each_aspect_with_its_latest(first: OrderKind) -> None:
    """Each aspect is the latest order's that speaks of it, whatever the others say."""
    for others in product(OrderKind, repeat=2):
        orders = in_turn(first, *others)
        held = in_force(campaign(), orders, COMMUNE, COMMUNES, on=DAY + timedelta(days=30))
        for chosen, kinds in (
            (held.window, {MOVE}),
            (held.standing, {MOVE, SUSPEND, RESUME, CANCEL}),
            (held.form, {FORM}),
            (held.cap, {CAP, OrderKind.CHANGE_CAP}),
            (held.names, {OrderKind.CHANGE_NAMES}),
            (held.contents, {OrderKind.CHANGE_CONTENTS}),
        ):
            assert chosen == next((order for order in reversed(orders) if order.kind in kinds), None)


@pytest.mark.parametrize(
    ("scope", "codes"),
    [
        (Scope(levels=("commune",)), {"X1", "X2"}),
        (Scope(levels=("commune",), part=ScopePart.PILOTS), {"X2"}),
        (Scope(levels=("commune",), part=ScopePart.OTHERS), {"X1"}),
        (Scope(part=ScopePart.PILOTS), {"X2", "H1", "D1", "S1"}),
        (Scope(kinds=("thi_tran",)), set()),
        (Scope(kinds=("xa",), part=ScopePart.OTHERS), {"X1"}),
    ],
)
def test_a_scope_may_be_narrowed_to_kinds_and_to_pilots(scope: Scope, codes: set[str]) -> None:
    """Of the units that it names, or of all."""
    units = (COMMUNE, PILOT_COMMUNE, DISTRICT, CITY, ENTERPRISE, PILOT_ENTERPRISE, DEPARTMENT, PILOT_DEPARTMENT)
    moved = order(MOVE, scope=scope)
    level_of = campaign().level_of
    found = {unit.code for unit in units if (of := level_of(unit.level)) and concerns(campaign(), moved, unit, of)}
    assert found == codes


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2020, 3, 31), GOES_AHEAD),
        (date(2020, 4, 1), SUSPENDED),
        (date(2020, 4, 15), SUSPENDED),
        (date(2020, 4, 16), GOES_AHEAD),
    ],
)
def test_a_suspension_until_a_day_ends_after_that_day(on: date, expected: str) -> None:
    """Both its first and its last day are suspended; nobody has to say that it is over."""
    orders = [order(SUSPEND, signed_on=DAY, effective_from=date(2020, 4, 1), until=date(2020, 4, 15))]
    assert expected == standing(orders, on)


def test_a_lapsed_suspension_gives_way_to_the_one_without_end_before_it() -> None:
    """Distancing for fifteen days does not lift a suspension "đến khi có thông báo mới"."""
    orders = [
        order(SUSPEND, signed_on=DAY, number="1/UBND"),
        order(SUSPEND, signed_on=date(2020, 3, 31), number="2/UBND", until=date(2020, 4, 15)),
    ]
    assert [standing(orders, on) for on in (date(2020, 4, 15), date(2020, 4, 16))] == [SUSPENDED, SUSPENDED]
    assert terms_of(campaign(), COMMUNE, orders, on=date(2020, 4, 16)).orders.suspension == orders[0]


def test_a_move_after_a_suspension_gives_the_new_window_and_the_plans_own_stays() -> None:
    """The clock starts again with the new window; what the plan said is still to be seen."""
    orders = [order(SUSPEND, signed_on=DAY), order(MOVE, signed_on=date(2020, 5, 20), number="9/UBND", window=JUNE)]
    terms = terms_of(campaign(), COMMUNE, orders, on=date(2020, 5, 20))
    assert (terms.window, terms.plan, terms.source) == (JUNE, MARCH, DueSource.ORDER)
    assert terms.orders.suspension is None


def test_resuming_gives_back_the_window_that_stood() -> None:
    """RESUME names no days: the plan's window holds again, or the one moved to last."""
    moved = order(MOVE, signed_on=DAY, window=JUNE)
    suspended = order(SUSPEND, signed_on=date(2020, 4, 1), number="2/UBND")
    resumed = order(RESUME, signed_on=date(2020, 5, 4), number="3/UBND")
    assert window([suspended, resumed], date(2020, 5, 4)) == MARCH
    assert window([moved, suspended, resumed], date(2020, 5, 4)) == JUNE


def test_an_order_holds_from_its_own_day_on() -> None:
    """Signed today, in force from the day that it names."""
    later = order(MOVE, signed_on=DAY, effective_from=date(2020, 4, 1), window=JUNE)
    assert [window([later], day) for day in (date(2020, 3, 31), date(2020, 4, 1))] == [MARCH, JUNE]


def test_the_later_signed_wins_though_it_took_effect_earlier() -> None:
    """Whoever signs knows what was signed before."""
    first = order(MOVE, signed_on=DAY, effective_from=date(2020, 4, 10), number="1/UBND", window=JUNE)
    second = order(MOVE, signed_on=date(2020, 4, 1), number="2/UBND", window=JULY)
    assert window([first, second], date(2020, 4, 20)) == JULY


def test_of_two_documents_of_one_day_the_later_entered_wins() -> None:
    """The day alone does not tell them apart."""
    first = order(MOVE, number="1/UBND", window=JUNE)
    second = order(MOVE, number="2/UBND", window=JULY, entered_at=NOON + timedelta(minutes=1))
    assert window([second, first], DAY) == JULY


@pytest.mark.parametrize("points", list(permutations(range(4))), ids=str)
def test_within_a_document_the_closest_words_win(points: tuple[int, ...]) -> None:
    """A point about one unit is meant for it, wherever in the document it stands."""
    scopes = [
        Scope(),
        Scope(levels=("enterprise",)),
        Scope(groups=(ENTERPRISE.group,)),
        Scope(units=(ENTERPRISE.code,)),
    ]
    windows = [replace(JULY, words=f"{number}") for number in range(4)]
    document = [
        order(MOVE, point=point + 1, scope=scopes[index], window=windows[index]) for index, point in enumerate(points)
    ]
    named, of_group, of_level = ENTERPRISE, replace(ENTERPRISE, code="D3"), replace(ENTERPRISE, code="D3", group="")
    found = [window(document, DAY, unit=unit) for unit in (named, of_group, of_level, DEPARTMENT)]
    assert [held.words if held else "" for held in found] == ["3", "2", "1", "0"]


def test_of_two_points_about_one_unit_the_later_wins() -> None:
    """What stands further down was written last."""
    document = [order(MOVE, point=2, window=JULY), order(MOVE, point=1, window=JUNE)]
    assert window(document, DAY) == JULY


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), {"X1", "H1", "H2", "D2", "S2"}),
        (Scope(levels=("district",)), {"H1", "H2"}),
        (Scope(groups=("Khối lâm nghiệp",)), {"D2"}),
        (Scope(units=("H1",)), {"H1"}),
        (Scope(levels=("commune",), units=("S2",)), {"X1", "S2"}),
        (Scope(levels=("province",)), {"T"}),
    ],
)
def test_a_scope_is_whoever_any_of_its_parts_names(scope: Scope, expected: set[str]) -> None:
    """Levels, groups and units add up; naming nobody means every conference, but not the congress."""
    everybody = {
        COMMUNE: COMMUNES,
        CITY: DISTRICTS,
        DISTRICT: DISTRICTS,
        ENTERPRISE: ENTERPRISES,
        DEPARTMENT: DEPARTMENTS,
        PROVINCE_UNIT: PROVINCE,
    }
    moved = order(MOVE, scope=scope, window=JUNE)
    assert expected == {unit.code for unit, level in everybody.items() if concerns(campaign(), moved, unit, level)}


def task(due: DueKind, **more: Any) -> Task:
    values = {"id": "one", "name": "Một việc", "rule": "T121", "evidence": "văn bản", **more}
    return Task(audience=Audience.CONFERENCE_UNITS, due=due, **values)


@pytest.mark.parametrize("due", DueKind)
def test_an_order_that_names_no_task_concerns_what_hangs_on_the_conference(due: DueKind) -> None:
    """The plan's own milestones and the Board's own dates stay where they are."""
    hangs = due in {DueKind.CONFERENCE, DueKind.BEFORE_CONFERENCE, DueKind.PILOT_WINDOW, DueKind.BEFORE_GENERAL_WINDOW}
    assert hangs == concerns(campaign(), order(SUSPEND), COMMUNE, COMMUNES, task(due))


@pytest.mark.parametrize("due", DueKind)
def test_an_order_that_names_tasks_concerns_those_alone(due: DueKind) -> None:
    """The web column may be put off without touching a conference."""
    narrow = order(SUSPEND, scope=Scope(tasks=("column",)))
    assert concerns(campaign(), narrow, COMMUNE, COMMUNES, task(due, id="column"))
    assert not concerns(campaign(), narrow, COMMUNE, COMMUNES, task(due))
    assert not concerns(campaign(), narrow, COMMUNE, COMMUNES)


def test_an_order_may_name_the_conference_as_a_task() -> None:
    """Then it binds as if it had named none."""
    listed = task(DueKind.CONFERENCE, id="delegate_list")
    plan = campaign(tasks=(listed, task(DueKind.CONFERENCE, id="conference", rule="")))
    moved = order(MOVE, scope=Scope(tasks=("conference",)), window=JUNE)
    assert terms_of(plan, COMMUNE, [moved], on=DAY).window == JUNE


def test_the_congress_is_moved_by_its_level_alone() -> None:
    """It has a plan of its own; what moves the conferences leaves it."""
    everybody, congress = order(MOVE, window=JUNE), order(MOVE, scope=Scope(levels=("province",)), window=JULY)
    assert window([everybody], DAY, unit=PROVINCE_UNIT) == SEPTEMBER
    assert window([congress], DAY, unit=PROVINCE_UNIT) == JULY


def test_the_general_window_is_that_of_nobody_in_particular() -> None:
    """What one unit was granted is not its level's window."""
    granted = order(MOVE, scope=Scope(units=("H1",)), window=JUNE)
    moved = order(MOVE, scope=Scope(levels=("district",)), window=JULY)
    at_large = [terms_at_large(campaign(), DISTRICTS, orders, on=DAY) for orders in ([], [granted], [granted, moved])]
    assert [terms.window for terms in at_large] == [MAY_JUNE, MAY_JUNE, JULY]


@pytest.mark.parametrize(
    ("orders", "expected", "source"),
    [
        ([], date(2020, 4, 23), DueSource.OPINION),
        ([order(MOVE, window=JUNE)], date(2020, 6, 30), DueSource.ORDER),
        ([order(MOVE, window=replace(JUNE, start=date(2020, 4, 1)))], date(2020, 4, 23), DueSource.OPINION),
    ],
)
def test_a_day_that_an_opinion_fixed_stands_within_the_latest_window(
    orders: list[Order], expected: date, source: DueSource
) -> None:
    """A pilot without a date gets it from the opinion (A07); an order that leaves no room for it moves it."""
    terms = terms_of(campaign(), PILOT_DEPARTMENT, orders, on=DAY, fixed_day=date(2020, 4, 23), fixed_by="7/UBND")
    assert (expected, source) == (terms.window.end if terms.window else None, terms.source)


def test_a_pilot_without_a_date_has_no_window_to_make_up() -> None:
    """The plan names none, so none is shown."""
    terms = terms_of(campaign(), PILOT_DEPARTMENT, [], on=DAY)
    assert (terms.plan, terms.window, terms.source) == (None, None, DueSource.NOT_STATED)


SOME_SCOPES = [Scope(), Scope(levels=("commune",)), Scope(units=("X1",)), Scope(groups=("Khối lâm nghiệp",))]
OF_UNITS = [kind for kind in OrderKind if kind not in (OrderKind.NAME_PILOTS, OrderKind.RELEASE_PILOTS)]
"""Kinds that leave the plan's own window of a unit what it is."""
DAYS = st.dates(date(2020, 1, 1), date(2020, 12, 31))


@st.composite
def some_orders(draw: st.DrawFn) -> list[Order]:
    """Up to eight documents of one point each."""
    drawn = draw(st.lists(st.tuples(st.sampled_from(OF_UNITS), DAYS, st.sampled_from(SOME_SCOPES)), max_size=8))
    lengths = draw(st.lists(st.integers(0, 60), min_size=len(drawn), max_size=len(drawn)))
    return [
        order(
            kind,
            number=f"{index}/UBND",
            signed_on=day,
            effective_from=day + timedelta(days=length // 4),
            until=day + timedelta(days=length) if kind is SUSPEND and length % 2 else None,
            scope=scope,
            entered_at=datetime.combine(day, NOON.timetz()) + timedelta(minutes=index),
        )
        for index, ((kind, day, scope), length) in enumerate(zip(drawn, lengths, strict=True))
    ]


@given(some_orders(), DAYS, st.randoms(use_true_random=False))
def test_the_order_of_reading_changes_nothing(orders: list[Order], day: date, random: Any) -> None:
    """Rows come from a database as they will."""
    shuffled = random.sample(orders, len(orders))
    assert terms_of(campaign(), COMMUNE, orders, on=day) == terms_of(campaign(), COMMUNE, shuffled, on=day)


@given(some_orders(), DAYS)
def test_what_is_not_valid_or_not_about_the_unit_changes_nothing(orders: list[Order], day: date) -> None:
    """An order binds whom it names, on the days on which it holds, and nobody else."""
    ours = [order for order in orders if is_valid_on(order, day) and concerns(campaign(), order, COMMUNE, COMMUNES)]
    assert terms_of(campaign(), COMMUNE, orders, on=day) == terms_of(campaign(), COMMUNE, ours, on=day)


@given(some_orders(), DAYS)
def test_the_plans_own_window_is_never_lost(orders: list[Order], day: date) -> None:
    """Whatever orders come, what the plan said stays visible beside it."""
    assert terms_of(campaign(), COMMUNE, orders, on=day).plan == MARCH


@given(some_orders(), DAYS)
def test_each_aspect_rests_on_the_latest_signed_order_that_speaks_of_it(orders: list[Order], day: date) -> None:
    """The same computed another way: by looking for anything later."""
    held = in_force(campaign(), orders, COMMUNE, COMMUNES, on=day)
    aspects = [
        (held.window, {MOVE}),
        (held.standing, {MOVE, SUSPEND, RESUME, CANCEL, OrderKind.END_LEVELS}),
        (held.form, {FORM}),
    ]
    for chosen, kinds in aspects:
        rivals = [
            (rival.signed_on, rival.entered_at)
            for rival in orders
            if rival.kind in kinds and is_valid_on(rival, day) and concerns(campaign(), rival, COMMUNE, COMMUNES)
        ]
        assert max(rivals, default=None) == ((chosen.signed_on, chosen.entered_at) if chosen else None)

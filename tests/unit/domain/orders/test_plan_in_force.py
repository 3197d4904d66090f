"""Who is a pilot, and how levels stand to one another, as orders leave it: the latest word counts, on its days only."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from emulation_workflow.domain.campaign import Campaign, StepKind
from emulation_workflow.domain.orders.in_force import terms_of
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope, ScopePart
from emulation_workflow.domain.orders.plan_in_force import plan_in_force, with_marked
from tests.support.builders import (
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    FEBRUARY,
    MARCH,
    PILOT_COMMUNE,
    PILOT_DEPARTMENT,
    campaign,
)
from tests.support.samples.orders import JUNE, NOON, order

NAME, RELEASE, MOVE = OrderKind.NAME_PILOTS, OrderKind.RELEASE_PILOTS, OrderKind.MOVE
DAY = NOON.date()
NEXT = DAY + timedelta(days=1)


def pilots(*orders: Order, on: date = NEXT) -> set[str]:
    """Return which of two departments, and of two communes, are pilots; the first of each is by plan or by mark."""
    plan = plan_in_force(campaign(), orders, on=on)
    units = (PILOT_DEPARTMENT, DEPARTMENT, PILOT_COMMUNE, COMMUNE)
    levels = {unit.code: plan.level_of(unit.level) for unit in units}
    return {
        unit.code
        for unit in units
        if (level := levels[unit.code]) and plan.pilot_of(unit.code, level=level.id, designated=unit.pilot)
    }


def test_a_unit_is_a_pilot_from_the_day_on_which_it_was_named() -> None:
    """Not a day before; and it passes the gate as the plan's own pilots of its level do."""
    named = order(NAME)
    assert pilots(named, on=DAY - timedelta(days=1)) == {"S1", "X2"}
    assert pilots(named, on=DAY) == {"S1", "S2", "X2"}
    assert plan_in_force(campaign(), [named], on=DAY).is_gated("S2")


def test_an_order_makes_the_first_pilots_of_a_level() -> None:
    """Directed by who orders it; with no gate, which the plan has for its own pilots alone."""
    plan = replace(campaign(), pilots=tuple(pilot for pilot in campaign().pilots if pilot.level != "department"))
    named = order(NAME)
    [pilot] = [pilot for pilot in plan_in_force(plan, [named], on=DAY).pilots if pilot.level == "department"]
    assert (pilot.codes, pilot.director, pilot.gated) == (named.scope.units, named.issuer, False)
    released = order(RELEASE, number="2", scope=named.scope, signed_on=NEXT)
    assert plan_in_force(plan, [named, released], on=NEXT).pilot_of("S2", level="department", designated=False) is None


def test_who_is_released_is_none_whether_the_plan_named_it_or_a_mark() -> None:
    """A mark in the register does not outweigh the order."""
    both = order(RELEASE, scope=Scope(units=("S1", "X2")))
    assert pilots(both) == set()


def test_of_two_documents_the_later_signed_counts() -> None:
    """Named again after it was released, it is one."""
    again = order(NAME, number="2", scope=Scope(units=("S1",)), signed_on=NEXT)
    assert pilots(order(RELEASE), again) == {"S1", "X2"}
    assert pilots(again, order(RELEASE, number="3", signed_on=NEXT + timedelta(days=1)), on=date(2020, 4, 1)) == {"X2"}


def test_what_has_been_applied_may_be_applied_again() -> None:
    """The same orders on the same day leave the same plan, however often; none leave the very campaign."""
    plan = campaign()
    orders = [order(NAME), order(RELEASE, point=2), order(OrderKind.CHANGE_LEVELS, point=3)]
    once = plan_in_force(plan, orders, on=NEXT)
    assert plan_in_force(once, orders, on=NEXT) is once
    assert plan_in_force(plan, [order(MOVE)], on=NEXT) is plan


def test_a_pilot_keeps_to_the_pilots_window_and_one_released_to_the_general_one() -> None:
    """Terms follow the plan in force."""
    named = order(NAME, scope=Scope(units=("X1",)), of_level="commune", signed_on=date(2020, 1, 6))
    assert terms_of(campaign(), COMMUNE, [named], on=date(2020, 1, 5)).window == MARCH
    assert terms_of(campaign(), COMMUNE, [named], on=date(2020, 1, 6)).window == FEBRUARY
    released = order(RELEASE, scope=Scope(units=("X2",)))
    assert terms_of(campaign(), PILOT_COMMUNE, [released], on=DAY).window == MARCH


@pytest.mark.parametrize("gate", [None, "appraised"])
def test_a_pilot_without_a_time_that_no_opinion_sets_is_held_in_that_of_its_level(gate: str | None) -> None:
    """The plan binds it as every unit of the level: nobody else would say when."""
    [first, *rest] = campaign().pilots
    open_day = replace(first, window=None, window_rule="", gated=True)
    whole = campaign().gate
    assert whole is not None
    steps = tuple(replace(step, kind=StepKind.ENDORSEMENT) for step in whole.steps)
    plan = campaign(pilots=(open_day, *rest), gate=replace(whole, steps=steps) if gate else None)
    level = plan.level(first.level)
    code = next(iter(first.codes), COMMUNE.code)
    unit = replace(COMMUNE, code=code, level=level.unit_levels[0], pilot=True)
    assert level.conference is not None
    assert terms_of(plan, unit, [], on=DAY).window == level.conference.window
    assert terms_of(campaign(pilots=(open_day, *rest)), unit, [], on=DAY).window is None


def test_no_day_is_stated_for_a_pilot_named_after_the_pilots_window() -> None:
    """Nobody owes a day that was over before; another point of the document may give one."""
    named = order(NAME, scope=Scope(units=("X1",)), of_level="commune", point=1)
    assert terms_of(campaign(), COMMUNE, [named], on=DAY).window is None
    moved = order(MOVE, point=2, scope=Scope(levels=("commune",), part=ScopePart.PILOTS), window=JUNE)
    assert terms_of(campaign(), COMMUNE, [named, moved], on=DAY).window == JUNE
    assert terms_of(campaign(), replace(COMMUNE, code="X7"), [named, moved], on=DAY).window == MARCH


@pytest.mark.parametrize(("reports_to", "upper"), [("board", "province"), ("board", ""), ("", "province")])
def test_levels_answer_elsewhere_from_the_orders_day_on(reports_to: str, upper: str) -> None:
    """What the order does not speak of stays; other levels are left alone."""
    plan = campaign()
    changed = plan_in_force(plan, [order(OrderKind.CHANGE_LEVELS, reports_to=reports_to, upper=upper)], on=DAY)
    old, new = plan.level("commune"), changed.level("commune")
    assert (new.reports_to, new.upper) == (reports_to or old.reports_to, upper or old.upper)
    assert [level for level in changed.levels if level.id != "commune"] == [
        level for level in plan.levels if level.id != "commune"
    ]


def test_a_level_that_ends_is_called_off_and_others_are_not() -> None:
    """What the districts owe is nobody's debt; communes go on."""
    ended = [order(OrderKind.END_LEVELS)]
    assert not terms_of(campaign(), DISTRICT, ended, on=DAY).goes_ahead
    assert terms_of(campaign(), COMMUNE, ended, on=DAY).goes_ahead


def test_a_gated_pilot_that_its_director_marks_is_one_by_name() -> None:
    """The plan leaves it to the level above; the register says whom it chose."""
    whole = campaign()
    left_open = replace(whole, pilots=tuple(replace(pilot, gated=True) for pilot in whole.pilots if not pilot.units))

    def gated(plan: Campaign) -> list[str]:
        return [*plan.gated_units]

    marked = with_marked(left_open, lambda: [COMMUNE, PILOT_COMMUNE])
    assert (gated(left_open), gated(marked)) == ([], [PILOT_COMMUNE.code])
    assert with_marked(whole, lambda: pytest.fail("nobody is left to directors")) is whole


def test_every_unit_of_the_gates_levels_is_gated_by_name_and_no_pilot() -> None:
    """Whose plan passes the gate is one thing, who is a pilot another: neither mark nor order takes it out."""
    whole = campaign()
    assert whole.gate is not None
    known = with_marked(
        campaign(pilots=(), gate=replace(whole.gate, levels=("commune",))), lambda: [COMMUNE, PILOT_COMMUNE, DISTRICT]
    )
    level = known.level("commune")
    assert known.gated_units == (COMMUNE.code, PILOT_COMMUNE.code)
    assert known.pilot_of(COMMUNE.code, level=level.id, designated=True) is None
    assert (known.has_to_pass(level, None), known.has_to_pass(known.level("district"), None)) == (True, False)
    released = order(RELEASE, scope=Scope(units=(COMMUNE.code,)))
    assert plan_in_force(known, [released], on=DAY).is_gated(COMMUNE.code)

"""What orders make of a plan's checks: the window, the form and the cap in force, and R147."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.campaign import AttendanceMode, Window
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import AgendaItem, Headcount
from tests.support.builders import (
    CITY,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    PILOT_DEPARTMENT,
    SEPTEMBER,
)
from tests.support.checking import codes, findings_of
from tests.support.samples.orders import JULY, JUNE, order

OK, BREACH, ASK, NOTE = Verdict.OK, Verdict.BREACH, Verdict.ASK, Verdict.NOTE
MOVED = order(OrderKind.MOVE, window=JUNE)
LATER = date(2020, 3, 30)
OCTOBER = replace(SEPTEMBER, start=date(2020, 10, 1), end=date(2020, 10, 31), words="tháng 10/2020")


def workers(count: int) -> Headcount:
    return Headcount(employees=count, as_of=date(2020, 1, 31))


@pytest.mark.parametrize(
    ("unit", "rule", "day", "verdict", "covered"),
    [
        (COMMUNE, "T049", date(2020, 3, 12), OK, None),
        (COMMUNE, "T049", date(2020, 3, 27), BREACH, None),
        (COMMUNE, "T049", date(2020, 5, 31), BREACH, None),
        (COMMUNE, "T049", date(2020, 6, 1), OK, OK),
        (COMMUNE, "T049", date(2020, 6, 30), OK, OK),
        (COMMUNE, "T049", date(2020, 7, 1), BREACH, None),
        (CITY, "T067", date(2020, 6, 16), OK, OK),
        (CITY, "T067", date(2020, 4, 16), BREACH, None),
        (PILOT_DEPARTMENT, "T098", date(2020, 6, 16), OK, None),
        (DISTRICT, "T066", date(2020, 5, 14), BREACH, None),
        (DISTRICT, "T066", date(2020, 6, 16), OK, None),
    ],
)
def test_a_moved_window_binds_in_place_of_the_plans(
    unit: Unit, rule: str, day: date, verdict: Verdict, covered: Verdict | None
) -> None:
    """From 27/3 on June is in time under the order, and March no longer; days before it keep to the plan."""
    found = findings_of(unit, held_on=day, orders=[MOVED])
    assert verdict == found[rule].verdict
    assert covered == (found["T147"].verdict if "T147" in found else None)


def test_in_time_under_an_order_names_the_order_and_the_plans_own_window() -> None:
    """People read “đúng hạn theo văn bản số …”, with the original in sight."""
    [code] = codes(found := findings_of(COMMUNE, held_on=date(2020, 6, 4), orders=[MOVED])["T049"])
    assert code == "day_in_window_by_order"
    assert (found.params["order"], found.params["planned"]) == ("1/UBND-KGVX", "tháng 3/2020")


@pytest.mark.parametrize(
    ("stop", "day", "code"),
    [
        (order(OrderKind.SUSPEND), date(2020, 3, 30), "suspended"),
        (order(OrderKind.SUSPEND), date(2020, 12, 30), "suspended"),
        (order(OrderKind.SUSPEND, until=date(2020, 3, 30)), date(2020, 3, 30), "suspended_until"),
        (order(OrderKind.SUSPEND, until=date(2020, 3, 30)), date(2020, 3, 31), "day_in_window"),
        (order(OrderKind.CANCEL), date(2020, 3, 30), "called_off"),
        (order(OrderKind.CANCEL), date(2020, 3, 26), "day_in_window"),
    ],
)
def test_nothing_is_held_while_it_is_suspended_or_called_off(stop: Order, day: date, code: str) -> None:
    """On its days only: before the order, and after its last day, the plan's window holds."""
    found = findings_of(COMMUNE, held_on=day, orders=[stop])["T049"]
    assert codes(found) == [code]
    assert (found.verdict is BREACH) == (code != "day_in_window")


def test_a_suspended_unit_that_states_no_day_has_done_nothing_wrong() -> None:
    """It waits for the new window; nobody asks it for a day."""
    found = findings_of(COMMUNE, held_on=None, as_of=date(2020, 4, 2), orders=[order(OrderKind.SUSPEND)])["T049"]
    assert (found.verdict, codes(found)) == (NOTE, ["suspended"])


def test_an_order_signed_on_the_very_day_comes_too_late() -> None:
    """It must be signed before the conference (R147)."""
    day = date(2020, 6, 4)
    found = findings_of(COMMUNE, held_on=day, orders=[order(OrderKind.MOVE, signed_on=day)])["T049"]
    assert (found.verdict, codes(found)) == (BREACH, ["order_signed_too_late"])


@pytest.mark.parametrize(
    ("orders", "covered_by", "verdict", "code"),
    [
        ([], "", BREACH, "day_outside_window"),
        ([], "1/UBND-KGVX", ASK, "day_outside_but_order_named"),
        ([MOVED], "Công văn số 1/ubnd-kgvx", BREACH, "day_outside_window_by_order"),
        ([MOVED], "2/UBND-KGVX", ASK, "day_outside_but_order_named"),
        ([replace(MOVED, scope=Scope(levels=("district",)))], "1/UBND-KGVX", BREACH, "order_does_not_cover"),
    ],
)
def test_what_the_plan_says_of_an_order_is_held_against_the_record(
    orders: list[Order], covered_by: str, verdict: Verdict, code: str
) -> None:
    """An order in the record is read; one that is not there, the Board has to look for."""
    found = findings_of(COMMUNE, held_on=date(2020, 7, 4), covered_by=covered_by, orders=orders)["T049"]
    assert (verdict, [code]) == (found.verdict, codes(found))


@given(st.dates(date(2020, 3, 1), date(2020, 12, 31)))
def test_no_day_is_both_in_time_and_uncovered(day: date) -> None:
    """The window in force and R147 never contradict each other."""
    found = findings_of(COMMUNE, held_on=day, orders=[MOVED])
    uncovered = "T147" in found and found["T147"].verdict is not OK
    assert not (uncovered and found["T049"].verdict is OK)


@pytest.mark.parametrize(("total", "verdict"), [(150, OK), (151, BREACH), (250, BREACH), (301, BREACH)])
def test_a_lowered_cap_is_held_beside_the_plans(total: int, verdict: Verdict) -> None:
    """An order only lowers: 150 in place of the districts' 300."""
    lowered = order(OrderKind.LOWER_CAP, at_most=150)
    found = findings_of(DISTRICT, delegates={"exemplar": total}, total=total, orders=[lowered])
    assert verdict == found["T065"].verdict


def test_a_later_cap_may_take_an_order_back_but_not_raise_the_plans() -> None:
    """Reversible by another order only, and never beyond what the plan allows."""
    orders = [
        order(OrderKind.LOWER_CAP, at_most=150),
        order(OrderKind.LOWER_CAP, at_most=300, number="2/UBND", signed_on=date(2020, 4, 20)),
    ]
    within, above = (
        findings_of(DISTRICT, delegates={"exemplar": total}, total=total, orders=orders)["T065"] for total in (300, 301)
    )
    assert (within.verdict, above.verdict) == (OK, BREACH)


@pytest.mark.parametrize(
    ("mode", "verdict"), [(AttendanceMode.DELEGATES, OK), (AttendanceMode.PLENARY, BREACH), (None, ASK)]
)
@pytest.mark.parametrize(("staff", "rule"), [(90, "T074"), (250, "T075")])
def test_a_form_laid_down_by_an_order_stands_in_place_of_the_plans(
    mode: AttendanceMode | None, verdict: Verdict, staff: int, rule: str
) -> None:
    """Fewer than 100 people meet as delegates too, if the order says so."""
    changed = order(OrderKind.CHANGE_FORM, mode=AttendanceMode.DELEGATES)
    found = findings_of(ENTERPRISE, headcount=workers(staff), mode=mode, orders=[changed])
    assert verdict == found[rule].verdict


@pytest.mark.parametrize(("mode", "verdict"), [(AttendanceMode.DELEGATES, OK), (AttendanceMode.PLENARY, BREACH)])
def test_in_the_gap_an_order_settles_the_form(mode: AttendanceMode, verdict: Verdict) -> None:
    """Exactly 100 people: what nobody laid down is asked, what an order lays down is judged (A01)."""
    changed = order(OrderKind.CHANGE_FORM, mode=AttendanceMode.DELEGATES)
    found = findings_of(ENTERPRISE, headcount=workers(100), mode=mode, orders=[changed])
    assert verdict == found["T077"].verdict


def test_a_moved_congress_gives_conferences_their_room() -> None:
    """After September is no longer after the congress, once that is moved to October."""
    moved = order(OrderKind.MOVE, scope=Scope(levels=("province",)), window=OCTOBER)
    conferences = order(OrderKind.MOVE, number="2/UBND", scope=Scope(levels=("department",)), window=SEPTEMBER)
    day = date(2020, 9, 10)
    before, after = (
        findings_of(DEPARTMENT, held_on=day, orders=orders) for orders in ([conferences], [conferences, moved])
    )
    assert (before["T140"].verdict, after["T140"].verdict) == (ASK, OK)


def test_a_pilot_teaches_in_time_if_the_others_are_moved_after_it() -> None:
    """What counts is when the others of its level begin now."""
    pilot = order(OrderKind.MOVE, scope=Scope(units=("H1",)), window=JUNE)
    others = order(OrderKind.MOVE, number="2/UBND", scope=Scope(levels=("district",)), window=JULY)
    day = date(2020, 6, 16)
    late, in_time = (findings_of(CITY, held_on=day, orders=orders)["T142"] for orders in ([pilot], [pilot, others]))
    assert (codes(late), codes(in_time)) == (["pilot_too_late_to_teach"], ["pilot_before_others"])


def test_an_order_may_raise_a_cap_change_names_and_take_contents_off() -> None:
    """What it says stands in place of the plan's, from its day on."""
    raised = order(OrderKind.CHANGE_CAP, at_most=400)
    found = findings_of(DISTRICT, delegates={"exemplar": 350}, total=350, orders=[raised])["T065"]
    assert (found.verdict, codes(found)) == (OK, ["within_cap_by_order"])
    renamed = order(OrderKind.CHANGE_NAMES)
    (name,) = renamed.names
    assert findings_of(COMMUNE, conference_name=name, held_on=LATER, orders=[renamed])["T041"].verdict is OK
    assert findings_of(COMMUNE, conference_name=name)["T041"].verdict is BREACH
    fewer = order(OrderKind.CHANGE_CONTENTS, contents=("report",))
    agenda = (AgendaItem(content="report", minutes=60),)
    assert "T115" not in findings_of(COMMUNE, agenda=agenda, held_on=LATER, orders=[fewer])
    assert findings_of(COMMUNE, agenda=agenda)["T115"].verdict is BREACH


def test_a_window_to_be_announced_binds_nobody_yet() -> None:
    """The order has taken the plan's window away and put no days in its place."""
    later = order(OrderKind.MOVE, window=Window(start=None, end=None, words="thời gian thông báo sau"))
    found = findings_of(COMMUNE, held_on=date(2020, 7, 4), orders=[later])["T049"]
    assert (found.verdict, codes(found)) == (NOTE, ["window_without_days"])

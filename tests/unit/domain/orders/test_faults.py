"""What keeps an order out of the record."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from emulation_workflow.domain.campaign import AttendanceMode
from emulation_workflow.domain.errors import Problem
from emulation_workflow.domain.orders.faults import CampaignOnDay, order_faults
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope
from emulation_workflow.messages import sentence
from tests.support.builders import campaign
from tests.support.offices import UNITS
from tests.support.samples.orders import JUNE, order

TODAY = date(2020, 4, 2)
MOVE, SUSPEND, RESUME, CANCEL = OrderKind.MOVE, OrderKind.SUSPEND, OrderKind.RESUME, OrderKind.CANCEL
FORM, CAP = OrderKind.CHANGE_FORM, OrderKind.LOWER_CAP
NAME, RELEASE = OrderKind.NAME_PILOTS, OrderKind.RELEASE_PILOTS


def faults(*document: Order) -> list[Problem]:
    return list(order_faults(document, CampaignOnDay(campaign=campaign(), units=UNITS, today=TODAY)))


@pytest.mark.parametrize("kind", OrderKind)
def test_a_sound_order_has_no_fault(kind: OrderKind) -> None:
    """Each kind says just what it must."""
    assert faults(order(kind)) == []


@pytest.mark.parametrize(
    ("kind", "changes", "code"),
    [
        (MOVE, {"number": " "}, "order_number_missing"),
        (MOVE, {"signer": ""}, "order_signer_missing"),
        (MOVE, {"issuer": "council"}, "order_issuer_not_competent"),
        (MOVE, {"issuer": "nobody"}, "order_issuer_not_competent"),
        (MOVE, {"signed_on": date(2020, 4, 3)}, "order_signed_ahead"),
        (MOVE, {"signed_on": date(2019, 9, 3)}, "order_before_plan"),
        (MOVE, {"effective_from": date(2020, 3, 26)}, "order_effective_before_signed"),
        (MOVE, {"scope": Scope(levels=("ward",))}, "order_level_unknown"),
        (MOVE, {"scope": Scope(groups=("Khối vận tải",))}, "order_group_unknown"),
        (MOVE, {"scope": Scope(units=("X9",))}, "order_unit_unknown"),
        (MOVE, {"scope": Scope(units=("T",))}, "order_unit_unknown"),
        (MOVE, {"scope": Scope(tasks=("singing",))}, "order_task_unknown"),
        (MOVE, {"window": None}, "order_window_missing"),
        (MOVE, {"window": replace(JUNE, end=date(2020, 5, 31))}, "order_window_backwards"),
        (MOVE, {"window": replace(JUNE, start=date(2020, 3, 1), end=date(2020, 3, 26))}, "order_window_passed"),
        (MOVE, {"until": TODAY}, "order_part_not_for_kind"),
        (SUSPEND, {"until": date(2020, 3, 26)}, "order_until_passed"),
        (SUSPEND, {"window": JUNE}, "order_part_not_for_kind"),
        (RESUME, {"at_most": 50}, "order_part_not_for_kind"),
        (CANCEL, {"mode": AttendanceMode.PLENARY}, "order_part_not_for_kind"),
        (FORM, {"mode": None}, "order_mode_missing"),
        (FORM, {"scope": Scope(levels=("province",))}, "order_separate_plan"),
        (MOVE, {"scope": Scope(kinds=("phường",))}, "order_unit_kind_unknown"),
        (SUSPEND, {"until": TODAY, "until_event": "dịch hết"}, "order_until_twice"),
        (RESUME, {"until_event": "dịch hết"}, "order_part_not_for_kind"),
        (OrderKind.CHANGE_NAMES, {"names": ()}, "order_names_missing"),
        (OrderKind.CHANGE_CONTENTS, {"contents": ()}, "order_contents_missing"),
        (OrderKind.CHANGE_CONTENTS, {"contents": ("karaoke",)}, "order_content_unknown"),
        (OrderKind.CHANGE_CAP, {"at_most": 0}, "order_cap_missing"),
        (CAP, {"at_most": None}, "order_cap_missing"),
        (NAME, {"scope": Scope(levels=("commune",))}, "order_units_alone"),
        (NAME, {"scope": Scope(units=("S2",), kinds=("so",))}, "order_units_alone"),
        (NAME, {"scope": Scope(units=("S2", "X1"))}, "order_pilots_of_levels"),
        (NAME, {"window": JUNE}, "order_part_not_for_kind"),
        (RELEASE, {"scope": Scope(units=("S2",))}, "order_not_a_pilot"),
        (OrderKind.END_LEVELS, {"scope": Scope()}, "order_levels_alone"),
        (OrderKind.CHANGE_LEVELS, {"scope": Scope(units=("X1",))}, "order_levels_alone"),
        (OrderKind.CHANGE_LEVELS, {"reports_to": "", "upper": ""}, "order_levels_missing"),
        (OrderKind.CHANGE_LEVELS, {"upper": "ward"}, "order_level_unknown"),
        (OrderKind.CHANGE_LEVELS, {"upper": "commune"}, "order_level_unknown"),
        (CAP, {"at_most": 0}, "order_cap_missing"),
        (CAP, {"at_most": 301}, "order_cap_not_lower"),
        (CAP, {"at_most": 101, "scope": Scope(levels=("commune",))}, "order_cap_not_lower"),
    ],
)
def test_each_fault_is_told(kind: OrderKind, changes: dict[str, Any], code: str) -> None:
    """In a sentence that says what is wrong and what to do about it."""
    [fault] = faults(order(kind, **changes))
    assert fault.code == code
    assert sentence(fault).endswith(".")


def test_which_kind_of_pilot_a_unit_becomes_is_never_guessed() -> None:
    """Of several kinds it is that of the unit whose place it takes; a level without any gets its first."""
    whole = campaign()
    pilots = [pilot for pilot in whole.pilots if pilot.level == "department"]
    named, released = order(NAME), order(RELEASE, point=2)
    told = []
    for kept in ((), (*pilots, replace(pilots[0], units=("S9",), gated=False))):
        known = CampaignOnDay(campaign=replace(whole, pilots=kept), units=UNITS, today=TODAY)
        told += [fault.code for fault in order_faults([named], known)]
    assert told == ["order_pilots_unclear"]
    assert list(order_faults([named, released], known)) == []


def test_the_plans_own_figure_takes_a_lowered_cap_back() -> None:
    """As much as the plan allows is not above it."""
    assert faults(order(CAP, at_most=100, scope=Scope(levels=("commune",)))) == []


def test_who_is_competent_is_said_to_whoever_is_not() -> None:
    """R137: the Committee or above; the Board and the Council are neither."""
    [fault] = faults(order(SUSPEND, issuer="council"))
    said = sentence(fault)
    assert "Hội đồng tỉnh không có thẩm quyền" in said
    assert "chỉ nhận văn bản của: Ủy ban nhân dân tỉnh" in said


def test_a_scope_in_which_nobody_stands_is_refused() -> None:
    """A level without units is a slip of the pen, not an order."""
    known = CampaignOnDay(campaign=campaign(), units=[unit for unit in UNITS if unit.level != "xa"], today=TODAY)
    [fault] = order_faults([order(SUSPEND, scope=Scope(levels=("commune",)))], known)
    assert fault.code == "order_concerns_nobody"


def test_all_faults_of_all_points_are_told_at_once() -> None:
    """Nobody has to come back five times."""
    document = [order(MOVE, window=None), order(CAP, point=2, at_most=None)]
    assert [(fault.code, fault.params["point"]) for fault in faults(*document)] == [
        ("order_window_missing", 1),
        ("order_cap_missing", 2),
    ]
    assert [fault.code for fault in faults()] == ["order_without_points"]

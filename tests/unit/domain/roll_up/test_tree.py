"""Figures that add up: whatever the tree, a parent is its own figures and those of its children."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.obligations.obligation import Derived, DueSource
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.roll_up.figures import Figure, FigureKind
from emulation_workflow.domain.roll_up.tree import (
    Node,
    NodeKind,
    RollUpPlace,
    added,
    build_tree,
    by_level,
    number,
    standing,
    successor_of,
)
from emulation_workflow.domain.schedule.settlement import by_code
from tests.support.builders import unit

ROOT = unit("T", "tinh")
JULY = date(2020, 7, 10)
FIGURES = st.sampled_from(
    [Figure(FigureKind.BOUND), Figure(FigureKind.DELEGATES, "leader"), Figure(FigureKind.PAPERS, "nông nghiệp")]
)


@st.composite
def provinces(draw: st.DrawFn) -> tuple[list[Unit], dict[RollUpPlace, dict[Figure, int]]]:
    """Units that direct others, each below one before it or below the province, and what is counted there."""
    directing = [ROOT]
    for index in range(draw(st.integers(0, 6))):
        parent = draw(st.sampled_from([above.code for above in directing]))
        directing.append(unit(f"H{index}", "huyen", parent=parent))
    codes = [above.code for above in directing]
    places = st.builds(
        RollUpPlace,
        st.sampled_from(["commune", "department"]),
        st.sampled_from([*codes, "nobody", None]),
        st.sampled_from(["", "Khối 1", "Khối 2"]),
        st.sampled_from(["", "X1", "X2", *codes]),
    )
    return directing, draw(st.dictionaries(places, st.dictionaries(FIGURES, st.integers(1, 50)), max_size=40))


@given(provinces())
def test_a_parent_is_its_own_figures_and_those_of_its_children(
    drawn: tuple[list[Unit], dict[RollUpPlace, dict[Figure, int]]],
) -> None:
    """III.3: nothing is lost on the way up, nothing is counted twice, whatever the tree."""
    directing, counted = drawn
    root = build_tree(ROOT, directing, counted, {})
    for node in root.walk():
        assert added(node.own, *(child.total for child in node.children)) == node.total
    everything: Counter[Figure] = Counter()
    for counts in counted.values():
        everything.update(counts)
    assert everything == root.total
    assert added(*by_level(counted).values()) == root.total
    keys = [node.key for node in root.walk()]
    assert sorted(set(keys)) == sorted(keys)


def test_a_unit_stands_below_whoever_directs_it_else_in_its_block_else_in_its_level() -> None:
    """Province, district, commune; province, block, department; an enterprise without a block with its like."""
    places = (
        RollUpPlace("district", "T", "Cụm 1", "H1"),
        RollUpPlace("commune", "H1", "", "X1"),
        RollUpPlace("department", "T", "Khối đảng", "S1"),
        RollUpPlace("enterprise", "T", "", "D1"),
    )
    counted = {key: {Figure(FigureKind.BOUND): 1} for key in places}
    root = build_tree(ROOT, [unit("H1", "huyen", parent="T")], counted, {"enterprise": "doanh nghiệp"})
    shown = {node.key: (node.kind, number(node.own, FigureKind.BOUND), len(node.children)) for node in root.walk()}
    assert shown == {
        "T": (NodeKind.UNIT, 0, 3),
        "H1": (NodeKind.UNIT, 1, 1),
        "X1": (NodeKind.UNIT, 1, 0),
        "khoi/Khối đảng": (NodeKind.BLOCK, 0, 1),
        "S1": (NodeKind.UNIT, 1, 0),
        "T/enterprise": (NodeKind.LEVEL, 0, 1),
        "D1": (NodeKind.UNIT, 1, 0),
    }
    found = root.find("T/enterprise")
    assert isinstance(found, Node)
    assert found.name == "doanh nghiệp"


@pytest.mark.parametrize(
    ("changes", "done_on", "expected"),
    [
        ({}, date(2020, 6, 1), Figure(FigureKind.IN_TIME)),
        ({}, date(2020, 7, 1), Figure(FigureKind.LATE)),
        ({}, date(2020, 8, 1), Figure(FigureKind.NOT_HELD)),
        (
            {"due": date(2020, 7, 31), "source": DueSource.ORDER, "order": "9/UBND"},
            date(2020, 7, 1),
            Figure(FigureKind.IN_TIME_BY_ORDER, "9/UBND"),
        ),
        (
            {"due": date(2020, 7, 31), "plan_due": None, "source": DueSource.ORDER, "order": "9/UBND"},
            date(2020, 6, 1),
            Figure(FigureKind.IN_TIME_BY_ORDER, "9/UBND"),
        ),
        (
            {"due": None, "plan_due": None, "source": DueSource.ORDER, "order": "9/UBND"},
            date(2020, 6, 1),
            Figure(FigureKind.IN_TIME),
        ),
        ({"due": date(2020, 7, 31)}, None, Figure(FigureKind.NOT_DUE)),
        ({"due": None}, None, Figure(FigureKind.NOT_DUE)),
        ({"is_suspended": True}, None, Figure(FigureKind.NOT_DUE)),
        ({"is_cancelled": True}, None, Figure(FigureKind.NOT_OWED)),
        ({}, None, Figure(FigureKind.NOT_HELD)),
    ],
)
def test_a_conference_stands_by_its_own_day(changes: dict[str, object], done_on: date | None, expected: Figure) -> None:
    """In time, in time by an order that is named, late, not held, not due yet, or no longer owed, as of 10/7/2020."""
    june = date(2020, 6, 30)
    derived = Derived(unit="x", task="conference", level="district", rule="R066", due=june, plan_due=june)
    assert expected == standing(replace(derived, **changes), done_on, JULY)  # type: ignore[arg-type]  # fields by name, of any type


def test_who_took_over_is_followed_to_the_last() -> None:
    """A commune merged into another that became a ward: on each day, whoever stands for it then."""
    first = unit("X1", "xa", valid_to=date(2020, 4, 30), successor="X2")
    second = unit("X2", "xa", valid_to=date(2020, 5, 31), successor="X2")
    ward = unit("X2", "xa", name="Phường X2", valid_from=date(2020, 6, 1))
    lost = unit("X9", "xa", valid_to=date(2020, 4, 30))
    units = by_code([first, second, ward, lost])
    days = (date(2020, 4, 30), date(2020, 5, 1), date(2020, 6, 1))
    assert [successor_of(units, first, day) for day in days] == [first, second, ward]
    assert successor_of(units, lost, date(2020, 5, 1)) is None

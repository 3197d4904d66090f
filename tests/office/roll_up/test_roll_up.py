"""The roll-up of any day, from the record: added up by the database, or derived anew, with the same answer."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.campaign import Audience, DueKind, Settlement
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.orders.order import Order, OrderKind, Scope
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.roll_up.figures import HELD, HOLDING, Figure, FigureKind, figures_of
from emulation_workflow.domain.roll_up.tree import Node, RollUp, added, held, number
from emulation_workflow.domain.submissions.report import ResultVersion
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.roll_up.consolidation import is_unchanged_since, roll_up, roll_up_within
from tests.support.builders import APRIL, CITY, FEBRUARY, MARCH, MAY_JUNE, first_of, last_of, unit
from tests.support.offices import CHAIR, HEAD, UNITS, ZONE, FakeClock, act_as, open_office, submit
from tests.support.owing import COMMUNE_LESSONS, CONFERENCE, DELEGATE_LIST, OUR_OWING_CAMPAIGN, OWN_PLAN, evidence, task
from tests.support.samples.orders import JUNE, order
from tests.support.samples.results import report_of, version_of
from tests.support.servers.databases import sqlite_store

LISTED = replace(DELEGATE_LIST, settled_by=Settlement.DELEGATE_LIST)
PILOTS_PLAN = task(
    "pilots_plan", Audience.ALL_PILOTS, DueKind.BEFORE_CONFERENCE, rule="T121", settled_by=Settlement.PLAN
)
CAMPAIGN = replace(
    OUR_OWING_CAMPAIGN,
    tasks=(*(LISTED if owed.id == LISTED.id else owed for owed in OUR_OWING_CAMPAIGN.tasks), PILOTS_PLAN),
)
"""Of plans, pilots owe theirs under a name of its own as well."""
CHANGE = date(2020, 5, 1)
BEFORE = CHANGE - timedelta(days=1)

MERGED = unit("X3", "xa", parent="H2", valid_to=BEFORE, successor="X1")
COMMUNE_X4 = unit("X4", "xa", parent="H1", valid_to=BEFORE, successor="X4")
TOWN_X4 = unit("X4", "xa", name="Thị trấn X4", parent="H1", valid_from=CHANGE)
HALVES = tuple(unit(code, "xa", parent="H1", valid_to=BEFORE, successor="X7") for code in ("X5", "X6"))
UNITED = unit("X7", "xa", parent="H2", valid_from=CHANGE)
LOST = unit("X8", "xa", parent="H2", valid_to=BEFORE)
REGISTER = (*UNITS, MERGED, COMMUNE_X4, TOWN_X4, *HALVES, UNITED, LOST)
SENDERS = [unit for unit in REGISTER if unit.level != "tinh"]
REPORTED = {FigureKind(kind) for kind in ("delegates", "structure", "papers", "honours_individual", "reports")}

EDGES = (
    last_of(FEBRUARY),
    last_of(MARCH),
    last_of(APRIL),
    last_of(MAY_JUNE),
    last_of(JUNE),
    CHANGE,
    BEFORE,
    date(2020, 3, 27),
)
"""Days on which something ends or begins: faults by a day lie there."""

DAYS = st.one_of(
    st.sampled_from(EDGES),
    st.sampled_from(EDGES).map(lambda day: day + timedelta(days=1)),
    st.integers(0, 240).map(lambda days: date(2020, 1, 15) + timedelta(days=days)),
)


@st.composite
def held_by(draw: st.DrawFn) -> tuple[Unit, date]:
    unit = draw(st.one_of(st.sampled_from(SENDERS), st.sampled_from((COMMUNE_X4, TOWN_X4, *HALVES, UNITED))))
    day = draw(DAYS)
    return unit, day if unit.is_valid_on(day) else (unit.valid_to or unit.valid_from or day)


def _evidence(of: Unit, day: date, **more: Any) -> Evidence:
    return evidence(of.code, more.pop("task", CONFERENCE), day, **more)


EVIDENCE = st.builds(
    lambda by, task, withdrawn: _evidence(*by, task=task, withdrawn=withdrawn),
    held_by(),
    st.sampled_from([CONFERENCE, CONFERENCE, CONFERENCE, LISTED, OWN_PLAN, PILOTS_PLAN, COMMUNE_LESSONS]),
    st.sampled_from([False, False, False, True]),
)
ORDERS = st.builds(
    lambda kind, signed_on, levels, index, lasts: order(
        kind,
        number=f"{index}/UBND",
        signed_on=signed_on,
        scope=Scope(levels=levels),
        until=signed_on + timedelta(days=lasts) if kind is OrderKind.SUSPEND and lasts else None,
    ),
    st.sampled_from([OrderKind.MOVE, OrderKind.SUSPEND, OrderKind.CANCEL, OrderKind.RESUME]),
    DAYS,
    st.sampled_from([(), ("commune",), ("district", "department")]),
    st.integers(1, 999),
    st.sampled_from((0, 3, 40, 400)),
)
REPORTS = st.tuples(held_by(), st.integers(0, 300))


def _versions(reports: list[tuple[tuple[Unit, date], int]]) -> list[ResultVersion]:
    numbers: Counter[str] = Counter()
    versions = []
    for (of, day), leaders in reports:
        numbers[of.code] += 1
        report = report_of(of, day)
        conference = replace(report.conference, delegates={"leader": leaders})
        versions.append(version_of(replace(report, conference=conference), numbers[of.code]))
    return versions


def _office(
    folder: Path,
    today: date,
    *,
    rows: list[Evidence],
    orders: list[Order],
    versions: list[ResultVersion],
    register: Sequence[Unit] = REGISTER,
) -> Office:
    clock = FakeClock(datetime.combine(today, time(12), tzinfo=ZONE))
    office = open_office(sqlite_store(folder), of=CAMPAIGN, clock=clock, units=register)
    with office.store.act() as record:
        record.obligations.add_evidence(rows)
        record.orders.add(orders)
        for version in versions:
            record.reports.add(version)
    derive_obligations(office, dry_run=False)
    return office


def _shown(found: RollUp) -> tuple[Node, Any, Any]:
    return found.root, found.levels, sorted(found.versions, key=repr)


@settings(max_examples=120)
@given(
    today=DAYS,
    days_ago=st.one_of(st.sampled_from((0, 1, 7)), st.integers(-30, 120)),
    rows=st.lists(EVIDENCE, max_size=16),
    orders=st.lists(ORDERS, max_size=3, unique_by=lambda order: order.number),
    reports=st.lists(REPORTS, max_size=14),
)
def test_the_record_added_up_is_the_record_derived(
    today: date,
    days_ago: int,
    rows: list[Evidence],
    orders: list[Order],
    reports: list[tuple[tuple[Unit, date], int]],
) -> None:
    """III.3: where obligations stand as of the day, the database's sums and the derived ones are the same figures.

    On every day bound units are each in one way of holding, folding changes no total, and each report that counts is
    counted once, also of units that are over by then.
    """
    versions, on = _versions(reports), today - timedelta(days=days_ago)
    with tempfile.TemporaryDirectory() as folder:
        office = _office(Path(folder), today, rows=rows, orders=orders, versions=versions)
        with office.store.look() as record:
            anew = roll_up_within(record, office, on, opened=True, anew=True)
            folded = roll_up_within(record, office, on, opened=False, anew=True)
            if is_unchanged_since(record, office, on):
                for opened, derived in ((True, anew), (False, folded)):
                    assert _shown(roll_up_within(record, office, on, opened=opened, anew=False)) == _shown(derived)
    for found in (anew, folded):
        assert added(*found.levels.values()) == found.root.total
    assert anew.root.total == folded.root.total
    assert {node.key: node.total for node in anew.root.walk()}.items() >= {
        node.key: node.total for node in folded.root.walk() if "/" not in node.key
    }.items()
    _check_bound(anew, on)
    _check_reports(anew, versions, on)


def _check_bound(found: RollUp, on: date) -> None:
    bound = [unit for unit in SENDERS if unit.is_valid_on(on)]
    assert number(found.root.total, FigureKind.BOUND) == len(bound)
    assert number(found.root.total, *HOLDING) == len(bound)
    missing = number(found.root.total, FigureKind.REPORTS_MISSING)
    assert 0 <= missing <= held(found.root.total)


def _check_reports(found: RollUp, versions: list[ResultVersion], on: date) -> None:
    """The latest version of whoever bore the code on the day of the conference, held by the day; each once."""
    latest: dict[Unit, ResultVersion] = {}
    for version in versions:
        day = version.report.held_on
        assert day is not None
        [bearer] = [unit for unit in SENDERS if unit.code == version.unit and unit.is_valid_on(day)]
        latest[bearer] = version
    counted = [version for version in latest.values() if version.report.held_on and version.report.held_on <= on]
    expected: Counter[Figure] = Counter()
    for version in counted:
        expected.update(dict(figures_of(version.report)) | {Figure(FigureKind.REPORTS): 1})
    total = {figure: count for figure, count in found.root.total.items() if figure.kind in REPORTED}
    assert {figure: count for figure, count in expected.items() if figure.kind in REPORTED and count} == total
    assert sorted((version.unit, version.version) for version in found.versions) == sorted(
        (version.unit, version.version) for version in counted
    )


FATES = ("stays", "merged", "becomes a town", "goes to another district", "lost", "is founded")


@st.composite
def changing_registers(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Communes below any of some districts; from CHANGE on each stays, is another or is no more."""
    districts = [unit(f"Q{place}", "huyen", parent="T") for place in range(draw(st.integers(1, 4)))]
    codes = [unit.code for unit in districts]
    communes: list[Unit] = []
    for place in range(draw(st.integers(1, 7))):
        code, parent = f"Y{place}", draw(st.sampled_from(codes))
        fate = draw(st.sampled_from(FATES))
        takers = [unit.code for unit in communes if unit.valid_to is None]
        if fate == "is founded":
            communes.append(unit(code, "xa", parent=parent, valid_from=CHANGE))
            continue
        if fate == "stays" or (fate == "merged" and not takers):
            communes.append(unit(code, "xa", parent=parent))
            continue
        successor = {"merged": draw(st.sampled_from(takers)) if takers else "", "lost": ""}.get(fate, code)
        communes.append(unit(code, "xa", parent=parent, valid_to=BEFORE, successor=successor or None))
        if successor == code:
            moved = draw(st.sampled_from(codes)) if fate == "goes to another district" else parent
            communes.append(unit(code, "xa", name=f"Thị trấn {code}", parent=moved, valid_from=CHANGE))
    return (*(unit for unit in UNITS if unit.level == "tinh"), *districts, *communes)


@settings(max_examples=60)
@given(changing_registers(), st.data())
def test_the_old_and_the_new_view_both_add_up(register: tuple[Unit, ...], data: st.DataObject) -> None:
    """III.3, A21: whatever merges, moves or becomes a town, what was reported before is the same sum after.

    In the old view it stands where it was held, in the new one with whoever took the place; corrections count once,
    also those that arrive after the change.
    """
    before = [unit for unit in register if unit.level != "tinh" and unit.is_valid_on(BEFORE)]
    held = data.draw(st.lists(st.tuples(st.sampled_from(before), st.integers(0, 300)), max_size=12))
    versions = _versions([((unit, date(2020, 3, 12)), leaders) for unit, leaders in held])
    rows = [_evidence(unit, date(2020, 3, 12)) for unit, _ in held]
    with tempfile.TemporaryDirectory() as folder:
        today = date(2020, 6, 1)
        office = _office(Path(folder), today, rows=rows, orders=[], versions=versions, register=register)
        old, new = roll_up(office, BEFORE), roll_up(office, today)
    for found, day in ((old, BEFORE), (new, today)):
        bound = sum(unit.level != "tinh" and unit.is_valid_on(day) for unit in register)
        assert number(found.root.total, FigureKind.BOUND) == number(found.root.total, *HOLDING) == bound
        assert added(*found.levels.values()) == found.root.total
        for node in found.root.walk():
            assert added(node.own, *(child.total for child in node.children)) == node.total
    told = [{key: n for key, n in found.root.total.items() if key.kind in REPORTED} for found in (old, new)]
    assert told[0] == told[1]
    latest = {unit.code: leaders for unit, leaders in held}
    assert told[0].get(Figure(FigureKind.DELEGATES, "leader"), 0) == sum(latest.values())
    takers = {unit.code: _taker(unit) for unit in before}
    for code, taker in takers.items():
        assert _reports_of(old, code) == (code in latest)
        assert _reports_of(new, taker) == sum(takers[reporting] == taker for reporting in latest)


def _taker(unit: Unit) -> str:
    """Whoever it counts for once it is over: its successor, else the unit above it."""
    return (unit.successor or unit.parent or "") if unit.valid_to else unit.code


def _reports_of(found: RollUp, code: str) -> int:
    """Of the unit alone."""
    node = found.root.find(code)
    return number(node.own, FigureKind.REPORTS) if node else 0


@pytest.mark.parametrize("anew", [False, True])
def test_what_stands_beside_a_conference_is_counted_where_it_is_done(tmp_path: Path, *, anew: bool) -> None:
    """Plans, lists adopted, lessons drawn of those to be drawn, pilots cleared: what is done by the day, no more."""
    today = date(2020, 7, 1)
    rows = [
        evidence("X1", OWN_PLAN, first_of(MARCH)),
        evidence("X2", PILOTS_PLAN, first_of(FEBRUARY)),
        evidence("X1", LISTED, last_of(MARCH)),
        evidence("H2", LISTED, date(2020, 7, 2)),
        evidence("S2", LISTED, last_of(MARCH)),
        evidence("S2", LISTED, last_of(MARCH), withdrawn=True),
        evidence("H1", COMMUNE_LESSONS, last_of(FEBRUARY)),
    ]
    office = _office(tmp_path, date(2020, 3, 10), rows=rows, orders=[], versions=[])
    submit(office, CITY)
    act_as(office, CITY, HEAD, Act.ENDORSE)
    act_as(office, CITY, CHAIR, Act.AGREE)
    office.clock.moment = datetime.combine(today, time(12), tzinfo=ZONE)  # type: ignore[attr-defined]
    derive_obligations(office, dry_run=False)
    with office.store.look() as record:
        found = roll_up_within(record, office, today, opened=True, anew=anew)
        early = roll_up_within(record, office, date(2020, 3, 9), opened=True, anew=True)
    shown = {
        kind: {node.key: number(node.own, kind) for node in found.root.walk() if number(node.own, kind)}
        for kind in (FigureKind.PLANS, FigureKind.LISTS, FigureKind.LESSONS, FigureKind.CLEARED)
    }
    assert shown == {
        FigureKind.PLANS: {"X1": 1, "X2": 1, "H1": 1},
        FigureKind.LISTS: {"X1": 1},
        FigureKind.LESSONS: {"H1": 1},
        FigureKind.CLEARED: {"H1": 1},
    }
    owed = {node.key for node in found.root.walk() if number(node.own, FigureKind.LESSONS_OWED)}
    assert owed >= {"H1", "H2"}
    assert number(early.root.total, FigureKind.CLEARED, FigureKind.LISTS) == 0


def test_a_merger_leaves_the_sum_and_moves_the_place(tmp_path: Path) -> None:
    """What a commune reported counts for itself before it is over, then for whoever took its place."""
    conference = date(2020, 3, 12)
    senders = (MERGED, COMMUNE_X4, *HALVES, LOST)
    office = _office(
        tmp_path,
        date(2020, 6, 1),
        rows=[_evidence(unit, conference) for unit in senders],
        orders=[],
        versions=[version_of(report_of(unit, conference)) for unit in senders],
    )
    old, new = roll_up(office, BEFORE), roll_up(office, CHANGE)
    reports = {Figure(FigureKind.REPORTS): 5}
    for figures in (old.root.total, new.root.total):
        assert {key: count for key, count in figures.items() if key.kind is FigureKind.REPORTS} == reports
        assert number(figures, FigureKind.DELEGATES) == 5 * 90
    places = {version.unit: version.counts_for for version in new.versions}
    assert places == {"X3": "X1", "X4": "X4", "X5": "X7", "X6": "X7", "X8": ""}
    assert [_number(new, key, FigureKind.REPORTS) for key in ("X1", "X4", "X7", "H1", "H2")] == [1, 1, 2, 1, 4]
    assert [_number(old, key, FigureKind.REPORTS) for key in ("X3", "X4", "X5", "H1", "H2")] == [1, 1, 1, 3, 2]
    assert [_number(new, key, *HELD) for key in ("X1", "X4", "X7")] == [0, 1, 1]
    town = new.root.find("X4")
    assert town is not None
    assert town.name == "Thị trấn X4"


def _number(found: RollUp, key: str, *kinds: FigureKind) -> int:
    node = found.root.find(key)
    assert node is not None, key
    return number(node.total, *kinds)


def test_the_placethat_made_it_in_time_is_named(tmp_path: Path) -> None:
    """“Đúng hạn theo văn bản số …” (A22): the figure bears the order's number."""
    moved = order(OrderKind.MOVE, number="9/UBND", scope=Scope(levels=("commune",)))
    office = _office(
        tmp_path, date(2020, 7, 1), rows=[_evidence(MERGED, date(2020, 3, 12))], orders=[moved], versions=[]
    )
    with office.store.act() as record:
        record.obligations.add_evidence([evidence("X1", CONFERENCE, date(2020, 6, 5))])
    derive_obligations(office, dry_run=False)
    level = roll_up(office, date(2020, 7, 1)).levels["commune"]
    assert level[Figure(FigureKind.IN_TIME_BY_ORDER, "9/UBND")] == 1


@pytest.mark.parametrize("day", [date(2020, 3, 26), date(2020, 3, 27)])
def test_a_day_before_an_placeis_as_it_was_then(tmp_path: Path, day: date) -> None:
    """An order holds from its day on: a week later, the roll-up of the day before knows nothing of it."""
    stop = order(OrderKind.CANCEL, scope=Scope(levels=("commune",)))
    office = _office(tmp_path, date(2020, 4, 3), rows=[], orders=[stop], versions=[])
    level = roll_up(office, day).levels["commune"]
    is_in_force = day >= stop.effective_from
    assert number(level, FigureKind.NOT_OWED) == (number(level, FigureKind.BOUND) if is_in_force else 0)


@pytest.mark.parametrize("day", [date(2020, 3, 26), date(2020, 3, 27)])
def test_a_day_before_a_suspension_with_an_end_is_as_it_was_then(tmp_path: Path, day: date) -> None:
    """Its first day lies between, though its last is still to come: what was overdue then is told so."""
    stop = order(OrderKind.SUSPEND, scope=Scope(levels=("commune",)), until=date(2020, 6, 30))
    office = _office(tmp_path, date(2020, 4, 3), rows=[], orders=[stop], versions=[])
    assert bool(number(roll_up(office, day).levels["commune"], FigureKind.NOT_HELD)) == (day < stop.effective_from)


@pytest.mark.parametrize(("today", "late"), [(last_of(MARCH), 0), (last_of(MARCH) + timedelta(days=1), 1)])
def test_the_last_day_is_still_in_time(tmp_path: Path, today: date, late: int) -> None:
    """Held on the last day is in time; not held is overdue from the day after, by either way of adding up."""
    office = _office(tmp_path, today, rows=[evidence("X1", CONFERENCE, last_of(MARCH))], orders=[], versions=[])
    with office.store.look() as record:
        for anew in (False, True):
            unit_of = roll_up_within(record, office, today, opened=True, anew=anew)
            assert _number(unit_of, "X1", FigureKind.IN_TIME) == 1
            assert _number(unit_of, "X3", FigureKind.NOT_HELD) == late


def test_the_register_of_another_day_is_another(tmp_path: Path) -> None:
    """From the last day of a unit to the next, obligations as they stand are no longer those of the day before."""
    office = _office(tmp_path, CHANGE, rows=[], orders=[], versions=[])
    with office.store.look() as record:
        assert not is_unchanged_since(record, office, BEFORE)
        assert is_unchanged_since(record, office, CHANGE + timedelta(days=1))

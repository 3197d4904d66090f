"""Kon Tum's campaign file says what the plan says: its key facts, one by one."""

from datetime import date
from pathlib import Path

import pytest

import emulation_workflow
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.domain.campaign import (
    AttendanceMode,
    Campaign,
    CategoryKind,
    CheckKind,
    Conference,
    Presence,
    Recipient,
    RuleKind,
    StepKind,
)

KON_TUM = Path(emulation_workflow.__file__).parent / "campaigns" / "kon_tum_2020"

GOOD_DEEDS = "Hội nghị biểu dương người tốt, việc tốt"
EXEMPLARS = "Hội nghị tuyên dương điển hình tiên tiến"
GOOD_WORKERS = "Hội nghị biểu dương những người lao động giỏi, lao động sáng tạo"

CONFERENCES = [
    # level, clause, name, first day, last day, words, emphases, structure
    ("commune", "II.2.1", GOOD_DEEDS, date(2020, 3, 1), date(2020, 3, 31), "tháng 3/2020", 2, 0),
    ("district", "II.2.2", EXEMPLARS, date(2020, 5, 1), date(2020, 6, 30), "từ tháng 5/2020 đến tháng 6/2020", 4, 3),
    (
        "enterprise",
        "II.2.3",
        GOOD_WORKERS,
        date(2020, 5, 1),
        date(2020, 6, 30),
        "từ tháng 5/2020 đến tháng 6/2020",
        2,
        0,
    ),
    ("department", "II.2.4", EXEMPLARS, date(2020, 5, 1), date(2020, 6, 30), "từ tháng 5/2020 đến tháng 6/2020", 0, 0),
]

CAPS = [
    # level, head count, form the plan orders (None: free), cap (None: none stated)
    ("commune", 0, None, 100),
    ("district", 0, None, 300),
    ("enterprise", 99, AttendanceMode.PLENARY, None),
    ("enterprise", 101, None, 200),
    ("department", 99, AttendanceMode.PLENARY, None),
    ("department", 101, None, 200),
]

PILOTS = [
    # level, director, units, passes the gate, first day, last day
    ("commune", "district", (), False, date(2020, 2, 1), date(2020, 2, 29)),
    ("district", "council", ("608",), True, date(2020, 4, 1), date(2020, 4, 30)),
    ("enterprise", "council", ("KT-XSKT",), True, date(2020, 4, 1), date(2020, 4, 30)),
    ("department", "council", ("KT-SNNPTNT",), True, None, None),
]

G, L, H, F, E, S = (
    CategoryKind.GUEST,
    CategoryKind.LEADER,
    CategoryKind.HERO,
    CategoryKind.FIGHTER,
    CategoryKind.EXEMPLAR,
    CategoryKind.STAFF,
)


@pytest.fixture(scope="module")
def plan() -> Campaign:
    return load_campaign(KON_TUM)


def conference(plan: Campaign, level: str) -> Conference:
    found = plan.level(level).conference
    assert found is not None
    return found


@pytest.mark.parametrize("row", CONFERENCES, ids=lambda row: row[0])
def test_each_level_has_its_name_window_and_emphases(plan: Campaign, row: tuple[object, ...]) -> None:
    """II.2.1 to II.2.4: form, time and emphases; the structure of delegates is asked of districts only (R064)."""
    level = str(row[0])
    ordered = conference(plan, level)
    assert ordered.window is not None
    window = (ordered.window.start, ordered.window.end, ordered.window.words)
    counts = (len(ordered.emphases), len(ordered.structure))
    assert (level, plan.level(level).clause, *ordered.names, *window, *counts) == row


@pytest.mark.parametrize(("level", "headcount", "mode", "cap"), CAPS)
def test_each_head_count_leads_to_its_cap(
    plan: Campaign, level: str, headcount: int, mode: AttendanceMode | None, cap: int | None
) -> None:
    """R047, R065, R074, R075, R094, R095: caps, and the two strict bounds at 100."""
    branch = conference(plan, level).size.branch_for(headcount)
    assert branch is not None
    assert (branch.mode, branch.at_most) == (mode, cap)


@pytest.mark.parametrize(
    ("level", "bases", "others"),
    [
        ("enterprise", ("employees",), ()),
        ("department", ("cadres", "civil_servants"), ("public_employees", "employees")),
    ],
)
def test_exactly_100_is_left_out_and_treated_by_both_readings(
    plan: Campaign, level: str, bases: tuple[str, ...], others: tuple[str, ...]
) -> None:
    """A01, A02: a plenary of at most 200; each level counts its own base."""
    size = conference(plan, level).size
    assert size.branch_for(100) is None
    assert size.gap is not None
    assert (size.gap.mode, size.gap.at_most) == (AttendanceMode.PLENARY, 200)
    assert (size.bases, size.other_bases) == (bases, others)


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        ("commune", [G, L, H, F, E]),
        ("district", [G, L, H, F, E]),
        ("enterprise", [G, H, F, E]),
        ("department", [G, L, H, F, E, E, S]),
    ],
)
def test_each_level_lists_its_own_delegates(plan: Campaign, level: str, kinds: list[CategoryKind]) -> None:
    """R042-R044, R061-R062, R072, R092-R093: enterprises list no leaders; heroes only if there are any (nếu có)."""
    composition = conference(plan, level).composition
    assert [row.kind for row in composition] == kinds
    assert [row.kind for row in composition if row.presence is Presence.IF_ANY] == [H]


def test_departments_need_one_of_two_kinds_of_exemplar(plan: Campaign) -> None:
    """R093: "hoặc"."""
    rows = [row for row in conference(plan, "department").composition if row.presence is Presence.ONE_OF]
    assert [row.kind for row in rows] == [E, E]
    assert len({row.one_of for row in rows}) == 1


def test_each_pilot_has_its_director_its_time_and_its_gate(plan: Campaign) -> None:
    """II.2.1* to II.2.4*: three that the Council directs pass the gate, those of the districts do not (R126)."""
    pilots = []
    for pilot in plan.pilots:
        start, end = (pilot.window.start, pilot.window.end) if pilot.window else (None, None)
        pilots.append((pilot.level, pilot.director, pilot.units, pilot.gated, start, end))
    assert pilots == PILOTS
    assert all(pilot.lessons_rule for pilot in plan.pilots)


def test_the_department_pilot_has_no_date_but_a_proposal(plan: Campaign) -> None:
    """A07: the plan names no month; April is proposed and said to be a proposal."""
    pilot = plan.pilots[3]
    assert pilot.window is None
    assert pilot.proposal is not None
    assert (pilot.proposal.start, pilot.proposal.end) == (date(2020, 4, 1), date(2020, 4, 30))
    assert "không nêu" in pilot.proposal_words


def test_the_gate_is_appraisal_then_opinion(plan: Campaign) -> None:
    """III.1: sent to the Board for appraisal, submitted to the Committee for its opinion."""
    assert plan.gate is not None
    steps = [(step.stage, step.kind, step.role, plan.rule(step.rule).clause) for step in plan.gate.steps]
    assert steps == [
        ("APPRAISAL", StepKind.ENDORSEMENT, "board", "III.1"),
        ("OPINION", StepKind.OPINION, "committee", "III.1"),
    ]
    assert (plan.gate.confirmed_by, plan.gate.recorded_by) == ("board", "recorder")
    assert [*plan.gated_units] == ["608", "KT-XSKT", "KT-SNNPTNT"]


def test_delegates_go_up_and_reports_go_their_way(plan: Campaign) -> None:
    """R120, R140, A13: communes to their district, all others to the congress and to the Board."""
    lines = {level.id: (level.upper, level.before_level, level.reports_to) for level in plan.levels}
    assert lines == {
        "commune": ("district", "district", "parent"),
        "district": ("province", "province", "board"),
        "enterprise": ("province", "province", "board"),
        "department": ("province", "province", "board"),
        "province": (None, None, "board"),
    }


def test_the_congress_has_a_plan_of_its_own(plan: Campaign) -> None:
    """R100, R101: September 2020; nothing here binds its size."""
    assert plan.level("province").conference is None
    assert plan.congress is not None
    assert plan.congress.window is not None
    assert (plan.congress.window.start, plan.congress.window.end) == (date(2020, 9, 1), date(2020, 9, 30))


def test_the_five_contents_periods_and_movements_are_there(plan: Campaign) -> None:
    """II.3 and II.1: five contents, three required points, 2015-2020, 2020-2025, four movements."""
    assert [content.id for content in plan.contents] == ["3.1", "3.2", "3.3", "3.4", "3.5"]
    assert len(plan.contents[0].points) == 3
    assert plan.review_period is not None
    assert plan.launch_period is not None
    assert (plan.review_period.words, plan.launch_period.words) == ("2015-2020", "2020-2025")
    assert [movement.period for movement in plan.movements] == ["", "", "2019-2025", ""]


def test_nothing_is_owed_before_the_plan_nor_closed_before_the_national_congress(plan: Campaign) -> None:
    """R003, R130: from 04/9/2019 until after the national congress of December 2020."""
    assert plan.effective_from == date(2019, 9, 4)
    assert plan.last_day == date(2020, 12, 31)


def test_no_date_is_put_into_the_boards_mouth(plan: Campaign) -> None:
    """A12: the plan sets no day for reports, and no letter of the Board that does is on record."""
    assert plan.board_dates == ()


def test_every_rule_of_the_plan_is_in_the_catalogue(plan: Campaign) -> None:
    """R001 to R148, with R120a: each with its clause and words; the last nine are derived."""
    numbers = [
        *range(1, 5), *range(10, 16), *range(20, 36), *range(40, 54), *range(60, 69), *range(70, 81),
        *range(90, 99), *range(100, 102), *range(110, 138), *range(140, 149),
    ]  # fmt: skip
    assert sorted(rule.id for rule in plan.rules) == sorted([*(f"R{number:03}" for number in numbers), "R120a"])
    derived = [rule.id for rule in plan.rules if rule.kind is RuleKind.DERIVED]
    assert derived == [f"R{number}" for number in range(140, 149)]


def test_a_finding_cites_the_clause_of_its_own_level_alone(plan: Campaign) -> None:
    """A rule that follows from several levels' clauses is cited to a unit with its own; no other clause is touched."""
    of_several = [rule.id for rule in plan.rules if rule.clause.count("II.2.") > 1]
    for level in plan.levels:
        assert {plan.clause_for(rule, level).rstrip("*") for rule in of_several} == {level.clause}
    assert plan.clause_for("R070", plan.level("enterprise")) == "II.2.3, cước chú 1"


def test_each_kind_of_check_has_its_rule(plan: Campaign) -> None:
    """No check that Kon Tum's plan gives cause for is without its clause."""
    assert {rule.check for rule in plan.rules if rule.check} == set(CheckKind)


def test_the_ladder_is_the_boards_own_choice_and_says_so(plan: Campaign) -> None:
    """III.3 orders that the late be reminded and names no steps (R132); nothing here passes for a rule of the plan."""
    assert plan.ladder is not None
    unit, head, upper = Recipient.UNIT, Recipient.UNIT_HEAD, Recipient.UPPER_UNIT
    board, committee = Recipient.BOARD, Recipient.COMMITTEE
    assert [(rung.working_days, rung.to, rung.cc) for rung in plan.ladder.rungs] == [
        (-10, (unit,), ()),
        (-3, (unit, head), ()),
        (1, (unit,), (upper,)),
        (5, (head,), (upper, board)),
        (10, (board,), (committee,)),
    ]
    assert "Kế hoạch không nêu" in plan.ladder.decided_by

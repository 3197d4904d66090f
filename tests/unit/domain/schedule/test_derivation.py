"""Who owes what by when: from the plan, the register and the orders alone, and nothing made up."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.bootstrap import CAMPAIGNS
from emulation_workflow.domain.campaign import (
    Audience,
    BoardDate,
    Campaign,
    DueKind,
    Milestone,
    Offset,
    OffsetBase,
    Task,
    Window,
)
from emulation_workflow.domain.obligations.obligation import Derived, DueSource
from emulation_workflow.domain.orders.order import OrderKind, Scope, ScopePart
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.schedule.derivation import FixedDay, derive
from tests.support.builders import (
    CITY,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    PILOT_COMMUNE,
    PILOT_DEPARTMENT,
    PILOT_ENTERPRISE,
    PROVINCE_UNIT,
)
from tests.support.owing import CONFERENCE, owing, task
from tests.support.samples.orders import JULY, order

UNITS = (
    PROVINCE_UNIT,
    CITY,
    DISTRICT,
    COMMUNE,
    PILOT_COMMUNE,
    PILOT_ENTERPRISE,
    ENTERPRISE,
    PILOT_DEPARTMENT,
    DEPARTMENT,
)
TODAY = date(2020, 2, 10)


def owed(of: Campaign | None = None, *, units: Iterable[Unit] = UNITS, **given: Any) -> dict[tuple[str, str], Derived]:
    found = derive(of or owing(), units, **{"on": TODAY, **given})
    assert len({(derived.unit, derived.task) for derived in found}) == len(found)
    return {(derived.unit, derived.task): derived for derived in found}


def days(derived: Derived) -> tuple[date | None, date | None]:
    return derived.start, derived.due


def test_a_conference_is_owed_in_the_window_of_its_level_and_a_pilots_in_its_own() -> None:
    """II.2: each level has its month, pilots come before; the rule is the one that sets the window."""
    found = owed()
    assert days(found["X1", "conference"]) == (date(2020, 3, 1), date(2020, 3, 31))
    assert found["X1", "conference"].rule == "T049"
    assert days(found["X2", "conference"]) == (date(2020, 2, 1), date(2020, 2, 29))
    assert found["X2", "conference"].rule == "T051"
    assert found["X2", "conference"].source is DueSource.PLAN


def test_the_units_own_plan_is_owed_by_the_day_before_the_last_on_which_to_hold_it() -> None:
    """III.1 gives no deadline; R121 wants a plan before there is a conference, and no more is read into it."""
    found = owed()
    assert days(found["X1", "own_plan"]) == (date(2019, 9, 4), date(2020, 3, 30))


def test_pilots_and_all_others_may_owe_different_things() -> None:
    """III: "các đơn vị còn lại gửi kế hoạch để theo dõi" is nothing to a pilot, whoever named it."""
    pilots = task("pilots", Audience.ALL_PILOTS, DueKind.NOT_STATED, rule="T121")
    others = task("others", Audience.ALL_BUT_PILOTS, DueKind.NOT_STATED, rule="T121")
    found = owed(owing(tasks=(pilots, others)))
    holding = {code for code, _ in owed(owing(tasks=(CONFERENCE,)))}
    of_pilots, of_others = ({code for code, name in found if name == task.id} for task in (pilots, others))
    assert of_pilots >= {"X2", "H1"}
    assert of_others == holding - of_pilots


def test_where_the_plan_names_no_day_none_is_made_up() -> None:
    """A07, A12: the department pilot and the reports have no day; what is proposed is shown as that."""
    found = owed()
    pilot = found["S1", "conference"]
    assert days(pilot) == (None, None)
    assert pilot.source is DueSource.NOT_STATED
    assert days(found["S1", "own_plan"]) == days(found["S1", "clearance"]) == (None, None)
    assert found["X1", "report"].source is DueSource.NOT_STATED


def test_an_opinion_sets_the_day_of_the_pilot_without_one() -> None:
    """A07: the Committee's opinion becomes the window, and names its document."""
    found = owed(fixed={"S1": FixedDay(day=date(2020, 4, 23), document="15/UBND-KGVX")})
    pilot = found["S1", "conference"]
    assert days(pilot) == (date(2020, 4, 23), date(2020, 4, 23))
    assert (pilot.source, pilot.source_words) == (DueSource.OPINION, "15/UBND-KGVX")
    assert found["S1", "clearance"].due == date(2020, 4, 22)


def test_only_gated_pilots_owe_a_clearance() -> None:
    """R126: it is never asked of anybody else, commune pilots among them."""
    assert sorted(unit for unit, task in owed() if task == "clearance") == ["D1", "H1", "S1"]


def test_a_district_owes_its_commune_pilot_and_the_lessons_of_it() -> None:
    """II.2.1*: the district's People's Committee directs; only one with communes below it has any to direct."""
    found = owed()
    assert [unit for unit, task in found if task == "commune_pilot"] == ["H2"]
    assert days(found["H2", "commune_pilot"]) == (date(2020, 2, 1), date(2020, 2, 29))
    assert found["H2", "commune_lessons"].rule == "T052"


def test_what_a_body_directs_is_owed_by_the_unit_that_does_its_work() -> None:
    """The Council's standing agency notes what was learnt, before the others of the level begin."""
    lessons = owed()["S2", "department_lessons"]
    assert days(lessons) == (None, date(2020, 4, 30))


def test_a_body_whose_work_no_unit_does_owes_nothing() -> None:
    """A campaign may leave it open who does the Council's work."""
    plan = replace(owing(), bodies=tuple(replace(body, unit="") for body in owing().bodies))
    assert [key for key in owed(plan) if key[1] == "department_lessons"] == []


@pytest.mark.parametrize(
    ("name", "units"),
    [("web", ["H1", "H2"]), ("guidance", ["S2"]), ("pilots_only", ["D1", "H1", "S1", "X2"])],
)
def test_a_task_of_some_is_owed_by_those_alone(name: str, units: list[str]) -> None:
    """III.2 names departments and districts, and one department by name."""
    assert sorted(unit for unit, task in owed() if task == name) == units


def test_the_boards_date_gives_a_day_where_the_plan_names_none() -> None:
    """A12: shown as the Board's, with its document, and only for the level that it names."""
    board = BoardDate(
        id="reports",
        name="",
        day=date(2020, 4, 10),
        document="03/BTĐKT",
        rule="T121",
        task="report",
        levels=("commune",),
    )
    found = owed(replace(owing(), board_dates=(board,)))
    report = found["X1", "report"]
    assert (report.due, report.source, report.source_words) == (date(2020, 4, 10), DueSource.BOARD, "03/BTĐKT")
    assert (report.plan_start, report.plan_due) == (None, None)
    assert found["S2", "report"].source is DueSource.NOT_STATED


@pytest.mark.parametrize(
    ("day", "due", "source"),
    [(date(2020, 2, 28), date(2020, 2, 28), DueSource.BOARD), (date(2020, 5, 1), date(2020, 3, 30), DueSource.PLAN)],
)
def test_the_boards_date_may_ask_for_something_earlier_than_the_plan_and_never_later(
    day: date, due: date, source: DueSource
) -> None:
    """R137: only an order changes the plan; the Board may ask for the units' plans in good time."""
    board = BoardDate(id="plans", name="", day=day, document="03/BTĐKT", rule="T121", task="own_plan")
    plan = owed(replace(owing(), board_dates=(board,)))["X1", "own_plan"]
    assert (plan.due, plan.source, plan.plan_due) == (due, source, date(2020, 3, 30))


def test_a_milestone_is_owed_in_its_window() -> None:
    """Some days of the plan are no level's."""
    window = Window(start=date(2020, 12, 9), end=date(2020, 12, 10), words="tháng 12/2020")
    milestone = Milestone(id="national", name="Đại hội toàn quốc", window=window, rule="T100")
    to_do = replace(task("watch", CONFERENCE.audience, DueKind.MILESTONE), due_ref="national")
    found = owed(owing(milestones=(milestone,), tasks=(to_do,)))["X1", "watch"]
    assert (days(found), found.rule) == ((window.start, window.end), "T100")


def test_a_moved_window_moves_what_hangs_on_it_and_the_plans_own_stays_visible() -> None:
    """A22: conference, own plan, lessons follow the order; what the plan said is shown beside."""
    moved = order(OrderKind.MOVE, window=JULY, scope=Scope(levels=("commune",)), number="5/UBND")
    found = owed(orders=[moved], on=date(2020, 4, 1))
    conference = found["X1", "conference"]
    assert (days(conference), conference.source, conference.order) == (
        (JULY.start, JULY.end),
        DueSource.ORDER,
        "5/UBND",
    )
    assert (conference.plan_start, conference.plan_due) == (date(2020, 3, 1), date(2020, 3, 31))
    assert found["X1", "own_plan"].due == date(2020, 7, 30)
    assert found["H2", "commune_lessons"].order == "5/UBND"
    assert found["S2", "conference"].source is DueSource.PLAN


def test_a_suspension_stops_the_conference_and_what_hangs_on_it_alone() -> None:
    """A22: no day is guessed, and what has nothing to do with the conference goes on."""
    stopped = order(OrderKind.SUSPEND, number="6/UBND")
    found = owed(orders=[stopped], on=date(2020, 4, 1))
    assert found["X1", "conference"].is_suspended
    assert found["X1", "conference"].order == "6/UBND"
    assert found["X1", "own_plan"].is_suspended
    assert not found["X1", "report"].is_suspended


def test_an_order_may_name_a_task() -> None:
    """Then it moves that task alone."""
    moved = order(OrderKind.MOVE, window=JULY, scope=Scope(tasks=("own_plan",)))
    found = owed(orders=[moved], on=date(2020, 4, 1))
    assert days(found["X1", "own_plan"]) == (JULY.start, JULY.end)
    assert found["X1", "conference"].due == date(2020, 3, 31)


def test_a_unit_owes_from_its_first_day_to_its_last() -> None:
    """A21: a unit that ended owes nothing; its successor owes from the day on which it begins."""
    ended = replace(COMMUNE, valid_to=date(2020, 2, 29), successor="X9")
    successor = replace(COMMUNE, code="X9", valid_from=date(2020, 3, 1))
    before = owed(units=(DISTRICT, ended, successor), on=date(2020, 2, 29))
    after = owed(units=(DISTRICT, ended, successor), on=date(2020, 3, 1))
    assert {unit for unit, task in before if task == "conference"} == {"H2", "X1"}
    assert {unit for unit, task in after if task == "conference"} == {"H2", "X9"}


def test_a_unit_born_after_a_window_owes_nothing_of_it() -> None:
    """Nor does the unit that bears the code of one that owed; what is due on its first day or later, it owes."""
    last_day = date(2020, 3, 31)
    for code in ("X1", "X9"):
        ended = replace(COMMUNE, valid_to=date(2020, 3, 30))
        on_the_last_day, after = (
            replace(COMMUNE, code=code, valid_from=last_day),
            replace(COMMUNE, code=code, valid_from=date(2020, 4, 1)),
        )
        assert (code, "conference") in owed(units=(DISTRICT, ended, on_the_last_day), on=date(2020, 4, 2))
        assert (code, "conference") not in owed(units=(DISTRICT, ended, after), on=date(2020, 4, 2))


def test_an_order_that_moves_a_window_past_a_units_first_day_binds_it() -> None:
    """The window that counts is the one in force."""
    born = replace(COMMUNE, valid_from=date(2020, 4, 1))
    moved = order(OrderKind.MOVE, window=JULY)
    assert days(owed(units=(DISTRICT, born), orders=[moved], on=date(2020, 4, 2))["X1", "conference"]) == (
        JULY.start,
        JULY.end,
    )


def test_one_units_obligations_are_the_same_alone_as_among_all() -> None:
    """What an act settles is derived for its unit only, and may not differ from the whole."""
    everybody = owed()
    for code in {unit for unit, _ in everybody}:
        alone = owed(owners=[code])
        assert alone == {key: derived for key, derived in everybody.items() if key[0] == code}


def test_the_tasks_of_every_campaign_can_be_derived() -> None:
    """No campaign's word is in the code."""
    counts = {}
    for folder in (CAMPAIGNS / "kon_tum_2020", CAMPAIGNS / "song_lam_2030", CAMPAIGNS / "thep_vi_du_2031"):
        plan = load_campaign(folder)
        units = read_units(folder / "units.csv", known_to(plan)).entries
        counts[folder.name] = Counter(derived.task for derived in derive(plan, units, on=plan.effective_from))
    assert counts["kon_tum_2020"] == {
        **dict.fromkeys(("conference", "delegate_list", "own_plan", "result_report", "special_drive"), 147),
        "web_column": 44,
        **dict.fromkeys(("pilots_named", "commune_pilot", "commune_lessons"), 10),
        "clearance": 3,
        **dict.fromkeys(("district_lessons", "enterprise_lessons", "department_lessons"), 1),
        **dict.fromkeys(("press_guidance", "ten_year_review", "consolidated_report", "congress"), 1),
    }
    assert counts["song_lam_2030"] == {"conference": 7, "own_plan": 7, "result_report": 6, "clearance": 1, "lessons": 1}
    assert counts["thep_vi_du_2031"] == {"conference": 2, "clearance": 1, "pilots": 1, "congress": 1}


def test_lessons_are_due_between_the_pilots_and_the_others_or_on_the_boards_day() -> None:
    """An order that moves pilots and others into one month leaves no day between them, and none is made up."""
    both = order(OrderKind.MOVE, window=JULY, scope=Scope(levels=("commune",)))
    others = order(OrderKind.MOVE, window=JULY, scope=Scope(levels=("commune",), part=ScopePart.OTHERS))
    day = BoardDate(id="b", name="b", day=date(2020, 8, 5), document="7/BTDKT", rule="T052", task="commune_lessons")
    lessons = owed(orders=[both], on=date(2020, 4, 1))["H2", "commune_lessons"]
    assert (days(lessons), lessons.source) == ((None, None), DueSource.NOT_STATED)
    assert owed(owing(board_dates=(day,)), orders=[both], on=date(2020, 4, 1))["H2", "commune_lessons"].due == day.day
    assert days(owed(orders=[others], on=date(2020, 4, 1))["H2", "commune_lessons"])[1] == date(2020, 6, 30)


@pytest.mark.parametrize(("held", "due"), [(None, None), (28, date(2020, 2, 29)), (29, None)])
def test_lessons_come_after_the_pilot(held: int | None, due: date | None) -> None:
    """The pilots' month ends the day before the others': none lies between, until one was held earlier."""
    settled = {("X2", "conference"): date(2020, 2, held)} if held else {}
    found = owed(on=date(2020, 3, 1), settled_on=lambda unit, task: settled.get((unit, task.id)))
    assert found["H2", "commune_lessons"].due == due


def _relative(base: OffsetBase, number: int, *, working: bool = False, ref: str = "") -> Campaign:
    offset = Offset(days=number, base=base, words="như kế hoạch nêu", working=working, ref=ref)
    to_do = task("sent", Audience.CONFERENCE_UNITS, DueKind.RELATIVE, rule="T121", offset=offset)
    milestone = Milestone(
        id="day", name="day", rule="T100", window=Window(start=date(2020, 6, 1), end=date(2020, 6, 3), words="w")
    )
    return owing(tasks=(CONFERENCE, to_do), milestones=(milestone,))


MOVED = order(OrderKind.MOVE, window=JULY, number="5/UBND")

RELATIVE: dict[str, tuple[Campaign, dict[str, Any], date | None]] = {
    "before the conference's last day": (_relative(OffsetBase.CONFERENCE, -15), {}, date(2020, 3, 16)),
    "working days after it": (_relative(OffsetBase.CONFERENCE, 5, working=True), {}, date(2020, 4, 8)),
    "after the plan": (_relative(OffsetBase.PLAN, 30), {}, date(2019, 10, 4)),
    "before a milestone": (_relative(OffsetBase.MILESTONE, -1, ref="day"), {}, date(2020, 5, 31)),
    "after a milestone": (_relative(OffsetBase.MILESTONE, 1, ref="day"), {}, date(2020, 6, 4)),
    "after an order": (
        _relative(OffsetBase.ORDER, 10),
        {"orders": [MOVED], "on": date(2020, 4, 1)},
        date(2020, 4, 6),
    ),
    "after no order": (_relative(OffsetBase.ORDER, 10), {}, None),
    "after an event": (_relative(OffsetBase.EVENT, 10), {}, None),
    "before the plan itself": (_relative(OffsetBase.PLAN, -3), {}, None),
}


@pytest.mark.parametrize("name", RELATIVE)
def test_days_are_counted_from_what_the_plan_counts_from(name: str) -> None:
    """Where what is counted from has no day, there is none; nor is one due before the plan."""
    of, given, due = RELATIVE[name]
    sent = owed(of, **given)["X1", "sent"]
    assert (sent.due, sent.source_words) == (due, "như kế hoạch nêu")


def test_what_was_held_counts_from_the_day_it_was_held() -> None:
    """Fifteen days after the conference itself, not after the last day on which it could have been."""
    held = date(2020, 3, 10)
    found = owed(
        _relative(OffsetBase.CONFERENCE, 15),
        on=date(2020, 4, 1),
        settled_on=lambda unit, of: held if (unit, of.id) == ("X1", "conference") else None,
    )
    assert (found["X1", "sent"].due, found["X1", "sent"].plan_due) == (date(2020, 3, 25), date(2020, 3, 25))
    assert owed(_relative(OffsetBase.CONFERENCE, 15))["X1", "sent"].plan_due is None  # The plan names no such day.
    assert found["X3" if ("X3", "sent") in found else "H2", "sent"].due != date(2020, 3, 25)


def test_a_plan_is_overtaken_by_its_conference() -> None:
    """Once it was held nobody is reminded of a plan for it; a plan that came stays in its window."""
    held = date(2020, 3, 10)

    def only_held(unit: str, of: Task) -> date | None:
        return held if (unit, of.id) == ("X1", "conference") else None

    def both(unit: str, of: Task) -> date | None:
        return held if unit == "X1" and of.id in {"conference", "own_plan"} else None

    overtaken = owed(on=date(2020, 4, 10), settled_on=only_held)["X1", "own_plan"]
    assert (overtaken.due, overtaken.source) == (None, DueSource.OVERTAKEN)
    assert overtaken.plan_due == date(2020, 3, 30)
    assert owed(on=date(2020, 4, 10), settled_on=both)["X1", "own_plan"].due == date(2020, 3, 30)

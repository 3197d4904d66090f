"""Every finding has its sentence, and every sentence its finding."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from emulation_workflow.domain.calendar import WorkCalendar
from emulation_workflow.domain.campaign import (
    AttendanceMode,
    CategoryKind,
    Conference,
    Holidays,
    RuleKind,
    Share,
    SizeBranch,
    SizeRule,
    Window,
)
from emulation_workflow.domain.checks import Neighbour
from emulation_workflow.domain.findings import SEVERAL, Finding, Verdict
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import AgendaItem, Headcount
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.findings.plans import FINDINGS
from emulation_workflow.messages.labels import VERDICTS
from tests.support.builders import (
    AS_OF,
    CITY,
    COMMUNE,
    COMMUNE_NAME,
    COMMUNES,
    CONTENTS,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    MARCH,
    PILOT_COMMUNE,
    PILOT_DEPARTMENT,
    PILOT_ENTERPRISE,
    PROVINCE_UNIT,
    campaign,
    plan_of,
    two_level_campaign,
    unit,
)
from tests.support.checking import codes, findings_of
from tests.support.samples.orders import order

PLENARY = AttendanceMode.PLENARY
FIXED = {"fixed_day": date(2020, 4, 21), "fixed_by": "công văn số 1200/UBND-KGVX"}
MARCH_12, MAY_14 = date(2020, 3, 12), date(2020, 5, 14)
NO_MORNING = WorkCalendar(Holidays(country="VN", mornings_off=(MARCH_12,)))
NO_AFTERNOON = WorkCalendar(Holidays(country="VN", afternoons_off=(MARCH_12,)))


def _uncovered() -> Any:
    """A campaign whose communes have a head count that no branch covers and nobody said how to treat."""
    return _communes(
        size=SizeRule(branches=(SizeBranch(rule="T047", more_than=100, at_most=100),), bases=("employees",))
    )


def _communes(**changes: Any) -> Any:
    """A campaign whose communes have these changes made to their conference."""
    conference = COMMUNES.conference
    assert isinstance(conference, Conference)
    return campaign(levels=(replace(COMMUNES, conference=replace(conference, **changes)), *campaign().levels[1:]))


HARD = campaign(rules=tuple(replace(rule, kind=RuleKind.HARD) for rule in campaign().rules))
"""The same campaign whose every rule binds as it is written."""


ABOUT_MARCH = replace(MARCH, words="khoảng giữa tháng 3/2020", is_approximate=True)
LATER = Window(start=None, end=None, words="thời gian thông báo sau")
ABOUT_HALF = Share(rule="T045", kinds=(CategoryKind.EXEMPLAR,), about=0.5, words="khoảng 50% là điển hình")
AT_MOST_HALF = Share(rule="T045", kinds=(CategoryKind.EXEMPLAR,), at_most=0.5, words="điển hình không quá 50%")
A_TENTH = SizeRule(
    branches=(SizeBranch(rule="T047", at_most_share=0.1),), bases=("employees",), base_words="người", base_rule="T047"
)
A_HUNDRED = SizeRule(branches=(SizeBranch(rule="T047", at_least=100),))
PROPOSED = SizeRule(branches=(SizeBranch(rule="T047", fixed_by="Hội đồng"),))


def _workers(count: int, **more: Any) -> dict[str, Any]:
    return {"headcount": Headcount(employees=count, as_of=AS_OF), **more}


def _staff(**more: Any) -> dict[str, Any]:
    counts: dict[str, Any] = {"cadres": 0, "civil_servants": 90, "public_employees": 0, "employees": 0, "as_of": AS_OF}
    return {"headcount": Headcount(**counts | more), "mode": PLENARY}


def _after(unit: Unit, day: date) -> dict[str, Any]:
    return {"neighbours": (Neighbour(unit=unit, held_on=day),)}


def _under(kind: OrderKind, **more: Any) -> dict[str, Any]:
    """With an order of this kind in force, signed on 27/3/2020."""
    return {"orders": (order(kind, **more),)}


JUNE_4 = date(2020, 6, 4)
OF_DISTRICTS = Scope(levels=("district",))

SITUATIONS: list[tuple[Unit, dict[str, Any]]] = [
    *((of, {}) for of in (COMMUNE, PILOT_COMMUNE, DISTRICT, CITY, ENTERPRISE, PILOT_ENTERPRISE, DEPARTMENT)),
    (PILOT_DEPARTMENT, {}),
    (PROVINCE_UNIT, {"plan": plan_of(COMMUNE)}),
    (unit("D3", "doanh_nghiep"), {}),
    (unit("D3", "doanh_nghiep", group="Khối vận tải"), {}),
    (COMMUNE, {"structure": {"đại biểu nữ": 30}}),
    (COMMUNE, {"number": ""}),
    (COMMUNE, {"signed_on": date(2019, 1, 1)}),
    (COMMUNE, {"conference_name": ""}),
    (COMMUNE, {"conference_name": "Đại hội"}),
    (COMMUNE, {"conference_name": COMMUNE_NAME.upper() + " NĂM 2020"}),
    (COMMUNE, {"conference_name": "Hoi nghi bieu duong nguoi tot, viec tot"}),
    (COMMUNE, {"delegates": {"guest": 0}, "total": 0}),
    (COMMUNE, {"agenda": ()}),
    (COMMUNE, {"delegates": {"leader": 0, "hero": 3, "singers": 2}, "total": 9}),
    (COMMUNE, {"delegates": {"hero": 3}, "has_no_heroes": False}),
    (COMMUNE, {"has_no_heroes": False}),
    (DEPARTMENT, {"delegates": {"guest": 10}, "total": None}),
    (COMMUNE, {"emphases": {}}),
    (COMMUNE, {"emphases": {"farmers": 900}}),
    (COMMUNE, {"delegates": {}, "total": None}),
    (COMMUNE, {"delegates": {"guest": -1}, "total": -1}),
    (COMMUNE, {"delegates": {"exemplar": 101}, "total": 101}),
    (COMMUNE, {"of": two_level_campaign(), "delegates": {"exemplar": 60, "guest": 40}}),
    (COMMUNE, {"of": two_level_campaign(), "delegates": {"exemplar": 50, "guest": 50}}),
    (COMMUNE, {"of": two_level_campaign(), "delegates": {}}),
    (COMMUNE, {"of": _uncovered(), **_workers(100)}),
    (COMMUNE, {"of": _communes(window=ABOUT_MARCH), "held_on": date(2020, 4, 2)}),
    (COMMUNE, {"of": _communes(window=LATER)}),
    (COMMUNE, {"of": _communes(shares=(ABOUT_HALF,))}),
    (COMMUNE, {"of": _communes(shares=(AT_MOST_HALF,))}),
    (COMMUNE, {"of": _communes(size=PROPOSED)}),
    (COMMUNE, {"of": _communes(size=A_HUNDRED), "delegates": {"exemplar": 60}, "total": 60}),
    (COMMUNE, {"of": _communes(size=A_TENTH), **_workers(100)}),
    (COMMUNE, {"of": _communes(most_days=1, days_rule="T048")}),
    (COMMUNE, {"of": _communes(most_days=1, days_rule="T048"), "ends_on": date(2020, 3, 13)}),
    (COMMUNE, {"of": _communes(most_cost=30_000, cost_rule="T047")}),
    (COMMUNE, {"of": _communes(most_cost=30_000, cost_rule="T047"), "cost": 30_000}),
    (COMMUNE, {"of": _communes(most_cost=30_000, cost_rule="T047"), "cost": 30_001}),
    (COMMUNE, {"of": campaign(levels=(replace(COMMUNES, upper_quota=5), *campaign().levels[1:]))}),
    (COMMUNE, {"held_on": date(2020, 4, 2), **_under(OrderKind.MOVE, window=ABOUT_MARCH)}),
    (ENTERPRISE, _workers(99, mode=PLENARY)),
    (ENTERPRISE, _workers(99)),
    (ENTERPRISE, _workers(99, mode=None)),
    (ENTERPRISE, _workers(99, mode=PLENARY, delegates={"exemplar": 50}, total=50)),
    (ENTERPRISE, _workers(0)),
    (ENTERPRISE, _workers(100)),
    (ENTERPRISE, _workers(100, mode=PLENARY)),
    (ENTERPRISE, _workers(100, mode=None)),
    (ENTERPRISE, {"headcount": Headcount()}),
    (ENTERPRISE, {"headcount": Headcount(employees=250)}),
    (ENTERPRISE, {"headcount": Headcount(employees=250, as_of=date(2021, 1, 1))}),
    (DEPARTMENT, _staff(public_employees=300)),
    (DEPARTMENT, _staff(public_employees=None)),
    (COMMUNE, {"starts_at": time(13), "ends_at": time(16)}),
    (COMMUNE, {"starts_at": time(8), "ends_at": time(16)}),
    (COMMUNE, {"starts_at": time(18), "ends_at": time(20)}),
    (COMMUNE, {"starts_at": None}),
    (COMMUNE, {"starts_at": time(11), "ends_at": time(8)}),
    (COMMUNE, {"starts_at": time(7), "ends_at": time(12)}),
    (COMMUNE, {"ends_on": date(2020, 3, 13)}),
    (COMMUNE, {"ends_on": date(2020, 3, 11)}),
    (COMMUNE, {"agenda": (AgendaItem(content="report", minutes=500),)}),
    (COMMUNE, {"agenda": (AgendaItem(content="report", minutes=0),)}),
    (COMMUNE, {"agenda": tuple(AgendaItem(content=content.id) for content in CONTENTS)}),
    (COMMUNE, {"agenda": (AgendaItem(content="karaoke"),)}),
    (COMMUNE, {"agenda": (*(AgendaItem(content=content.id) for content in CONTENTS), AgendaItem(content="karaoke"))}),
    (COMMUNE, {"held_on": date(2020, 7, 4)}),
    (COMMUNE, {"held_on": date(2020, 7, 4), "covered_by": "15/CT-TTg"}),
    (
        COMMUNE,
        {
            "held_on": date(2020, 7, 4),
            "covered_by": "1/UBND",
            **_under(OrderKind.MOVE, number="1/UBND", scope=OF_DISTRICTS),
        },
    ),
    (COMMUNE, {"held_on": date(2020, 2, 20), "pilot_is_named": False}),
    (COMMUNE, {"held_on": JUNE_4, **_under(OrderKind.MOVE)}),
    (COMMUNE, {"held_on": None, "as_of": JUNE_4, **_under(OrderKind.MOVE)}),
    (COMMUNE, {"held_on": date(2020, 7, 4), "covered_by": "số 1/UBND-KGVX", **_under(OrderKind.MOVE)}),
    (COMMUNE, {"held_on": JUNE_4, **_under(OrderKind.MOVE, signed_on=JUNE_4)}),
    (COMMUNE, {"held_on": JUNE_4, **_under(OrderKind.SUSPEND)}),
    (COMMUNE, {"held_on": JUNE_4, **_under(OrderKind.SUSPEND, until=JUNE_4)}),
    (COMMUNE, {"held_on": JUNE_4, **_under(OrderKind.SUSPEND, until_event="dịch được công bố hết")}),
    (COMMUNE, {"held_on": JUNE_4, **_under(OrderKind.SUSPEND, until=date(2020, 4, 15))}),
    (COMMUNE, {"held_on": None, "as_of": JUNE_4, **_under(OrderKind.SUSPEND, until=date(2020, 4, 15))}),
    (COMMUNE, {"held_on": JUNE_4, **_under(OrderKind.CANCEL)}),
    (DISTRICT, _under(OrderKind.LOWER_CAP, at_most=250)),
    (DISTRICT, _under(OrderKind.LOWER_CAP, at_most=150)),
    (DISTRICT, _under(OrderKind.CHANGE_FORM)),
    (DISTRICT, {"mode": None, **_under(OrderKind.CHANGE_FORM)}),
    (DISTRICT, {"mode": PLENARY, **_under(OrderKind.CHANGE_FORM)}),
    (COMMUNE, {"held_on": MARCH_12, "starts_at": time(8), "calendar": NO_MORNING}),
    (COMMUNE, {"held_on": MARCH_12, "starts_at": time(14), "ends_at": time(17), "calendar": NO_AFTERNOON}),
    (COMMUNE, {"held_on": None}),
    (PILOT_COMMUNE, {"held_on": MARCH_12}),
    (PILOT_DEPARTMENT, {"held_on": None}),
    (PILOT_DEPARTMENT, {"held_on": date(2020, 4, 21), **FIXED}),
    (PILOT_DEPARTMENT, {"held_on": date(2020, 4, 22), **FIXED}),
    (PILOT_DEPARTMENT, {"held_on": date(2020, 4, 22), "covered_by": "15/CT-TTg", **FIXED}),
    (PILOT_DEPARTMENT, {"held_on": None, **FIXED}),
    (PILOT_DEPARTMENT, {"held_on": MAY_14}),
    (COMMUNE, {"signed_on": date(2020, 3, 13)}),
    (COMMUNE, {"signed_on": date(2020, 3, 1)}),
    (COMMUNE, {"signed_on": None}),
    (CITY, {"as_of": date(2020, 6, 1)}),
    (COMMUNE, _after(DISTRICT, MAY_14)),
    (COMMUNE, _after(DISTRICT, MARCH_12)),
    (DISTRICT, _after(COMMUNE, MARCH_12)),
    (DISTRICT, _after(COMMUNE, MAY_14)),
    (DISTRICT, {"held_on": date(2020, 9, 10)}),
    (DISTRICT, {"held_on": date(2020, 10, 10)}),
    (CITY, _after(DISTRICT, MAY_14)),
    (CITY, _after(DISTRICT, date(2020, 4, 1))),
    (DISTRICT, _after(CITY, date(2020, 4, 16))),
    (DISTRICT, _after(CITY, MAY_14)),
    (COMMUNE, {"report_points": ()}),
    (COMMUNE, {"individual_papers": 0}),
    (COMMUNE, {"individual_papers": 0, "collective_papers": 0}),
    (COMMUNE, {"launch_period": "2021-2026"}),
    (COMMUNE, {"launch_period": "05 năm"}),
    (COMMUNE, {"launch_period": ""}),
    (COMMUNE, {"is_online": True}),
    (COMMUNE, {"combined_with": "Hội nghị tổng kết năm"}),
    (PILOT_COMMUNE, {"of": HARD}),
    (COMMUNE, {"of": HARD, "held_on": date(2020, 3, 15)}),
    (COMMUNE, {"of": HARD, "held_on": MARCH_12, "starts_at": time(8), "calendar": NO_MORNING}),
    (COMMUNE, {"of": HARD, "held_on": MARCH_12, "starts_at": time(14), "ends_at": time(17), "calendar": NO_AFTERNOON}),
    (COMMUNE, {"of": HARD, "is_online": True}),
    (COMMUNE, {"of": HARD, "combined_with": "Hội nghị tổng kết năm"}),
]


def test_every_sentence_is_said_in_some_situation_and_none_is_lacking() -> None:
    """No code without a sentence, no sentence without a use, no placeholder left open."""
    said: set[str] = set()
    for of, situation in SITUATIONS:
        for finding in findings_of(of, **situation).values():
            assert "{" not in finding_sentence(finding)
            said.update(codes(finding))
    assert set(FINDINGS) == said


def test_every_verdict_has_a_name() -> None:
    """People read "Trái quy định", not BREACH."""
    assert set(Verdict) == set(VERDICTS)


def test_a_finding_says_what_where_and_what_to_do() -> None:
    """Figures and days as official papers write them."""
    found = findings_of(COMMUNE, delegates={"exemplar": 1101}, total=1101, held_on=date(2020, 4, 2))
    above = "1.101 đại biểu (kể cả khách mời), vượt 1.001 đại biểu so với mức tối đa 100; đề nghị giảm."
    outside = "Tổ chức ngày 02/4/2020, ngoài thời gian quy định (tháng 3/2020); đề nghị chọn ngày khác, hoặc ghi số,"
    assert finding_sentence(found["T047"]).startswith(above)
    assert finding_sentence(found["T049"]).startswith(outside)


def test_a_share_above_a_maximum_is_told_as_above() -> None:
    """Too many are not told as too few, and a share that is no whole number keeps its decimal."""
    found = findings_of(COMMUNE, of=_communes(shares=(AT_MOST_HALF,)))["T045"]
    assert "điển hình không quá 50%: đơn vị ghi 50/90 (55,6%), vượt mức" in finding_sentence(found)


FREE = "staging_free"
"""A sentence without params."""


def test_several_sentences_of_one_rule_are_said_one_after_the_other() -> None:
    """What is merged by rule loses no word."""
    parts = [{"code": "staging_free", "facts": {}}, {"code": "one_date", "facts": {"day": "2020-03-12"}}]
    finding = Finding(rule="T120a", verdict=Verdict.ASK, clause="II.3", code=SEVERAL, params={"parts": parts})
    assert f"{FINDINGS['staging_free']} Bắt đầu và kết thúc trong ngày 12/3/2020." == finding_sentence(finding)


@pytest.mark.parametrize(
    ("code", "params", "others"),
    [
        ("of_former_days", {}, ""),
        (SEVERAL, {"parts": [{"code": "of_former_days", "facts": {}}] * 2}, ""),
        (SEVERAL, {"parts": [{"code": code, "facts": {}} for code in (FREE, "of_former_days")]}, FREE),
    ],
)
def test_a_finding_of_another_version_is_still_shown(code: str, params: dict[str, object], others: str) -> None:
    """The record outlives the program: a code that is gone names its rule, and hides no other sentence."""
    finding = Finding(rule="R131", verdict=Verdict.ASK, clause="II.3", code=code, params=params)
    said = finding_sentence(finding)
    assert said.count("R131") == 1
    assert said.startswith(FINDINGS.get(others, "Kết luận theo quy định R131"))


def test_a_missing_fact_is_not_passed_over() -> None:
    """A sentence with a hole in it is a fault of ours and shows in tests, never on paper."""
    finding = Finding(rule="T047", verdict=Verdict.OK, clause="II.2.1", code="within_cap", params={"total": 3})
    with pytest.raises(KeyError):
        finding_sentence(finding)

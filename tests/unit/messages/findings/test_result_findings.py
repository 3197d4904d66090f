"""A finding of a report speaks of what was done, and nothing that can be found is without its sentence."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from emulation_workflow.domain.campaign import AttendanceMode, Movement
from emulation_workflow.domain.checks.reports.examine import REWORDED_FOR_REPORTS, Clearance, ReportHistory
from emulation_workflow.domain.orders.order import OrderKind
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import AgendaItem, Headcount
from emulation_workflow.messages import finding_sentence
from emulation_workflow.messages.findings.plans import FINDINGS
from emulation_workflow.messages.findings.reports import RESULT_FINDINGS
from tests.support.builders import (
    AS_OF,
    CITY,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    PILOT_DEPARTMENT,
    campaign,
    plan_of,
)
from tests.support.checking import codes
from tests.support.good_reports import HONOURS, PAPERS, findings_of
from tests.support.samples.orders import order
from tests.unit.messages.findings.test_findings import FIXED, MAY_14, SITUATIONS

HELD = date(2020, 3, 12)
NO_SUCH_PLANS = {"collective_papers", "individual_papers", "plan"}
"""What a report does not have."""


def _before(**known: Any) -> dict[str, ReportHistory]:
    return {"before": ReportHistory(**known)}


WITH_MOVEMENT = campaign(movements=(Movement(name="Vì người nghèo", rule="T030"),))

OF_REPORTS: list[tuple[Unit, dict[str, Any]]] = [
    (COMMUNE, {"number": "", "signed_on": None}),
    (COMMUNE, {"correction": "Ghi nhầm số đại biểu."}),
    (COMMUNE, _before(has_reported=True)),
    (COMMUNE, {"as_of": date(2020, 3, 1)}),
    (COMMUNE, {"signed_on": date(2020, 3, 20), "as_of": HELD}),
    (COMMUNE, {"signed_on": date(2020, 3, 1)}),
    (COMMUNE, _before(plan=plan_of(COMMUNE))),
    (COMMUNE, _before(plan=replace(plan_of(COMMUNE), held_on=date(2020, 3, 10)))),
    (COMMUNE, _before(plan=replace(plan_of(COMMUNE), signed_on=date(2020, 3, 13)))),
    (CITY, _before(clearance=Clearance(since=None))),
    (CITY, _before(clearance=Clearance(since=date(2020, 4, 1)))),
    (CITY, _before(clearance=Clearance(since=date(2020, 4, 20)))),
    (CITY, {}),
    (COMMUNE, {"structure": {"women": 4}}),
    (COMMUNE, {"lessons": "", "shortcomings": ""}),
    (COMMUNE, {"papers": ()}),
    (COMMUNE, {"papers": (PAPERS[0],)}),
    (COMMUNE, {"papers": (replace(PAPERS[0], author=""),)}),
    (COMMUNE, {"papers": tuple(replace(paper, field="") for paper in PAPERS)}),
    (COMMUNE, {"honours": ()}),
    (COMMUNE, {"honours": (HONOURS[0], HONOURS[0])}),
    (COMMUNE, {"honours": (replace(HONOURS[0], decision="", put_forward=""),)}),
    (COMMUNE, {"honours": (replace(HONOURS[0], award=" "),)}),
    (COMMUNE, {"honours": (replace(HONOURS[0], signed_on=date(2030, 1, 1)),)}),
    (COMMUNE, {"honours": (replace(HONOURS[0], movement="Phong trào khác"),)}),
    (COMMUNE, {"of": WITH_MOVEMENT, "honours": (replace(HONOURS[0], movement="Vì người nghèo"),)}),
    (COMMUNE, {"launched": "", "minutes": ""}),
    (COMMUNE, {"agenda": (AgendaItem(content="report"),), "papers": (), "honours": (), "launched": "", "minutes": ""}),
    (COMMUNE, {"held_on": None, "as_of": date(2020, 6, 4), "orders": (order(OrderKind.SUSPEND),)}),
    (PILOT_DEPARTMENT, {"held_on": None}),
    (PILOT_DEPARTMENT, {"held_on": MAY_14, "covered_by": "15/CT-TTg", **FIXED}),
    (DISTRICT, {"held_on": date(2020, 10, 10)}),
    (ENTERPRISE, {"headcount": Headcount(employees=99, as_of=AS_OF), "mode": None}),
    (DEPARTMENT, {"mode": AttendanceMode.PLENARY, "orders": (order(OrderKind.CHANGE_FORM),)}),
]


def _as_report(situation: dict[str, Any]) -> dict[str, Any]:
    """A situation of a plan's check, told of a conference that was held."""
    told = {key: value for key, value in situation.items() if key not in NO_SUCH_PLANS}
    if situation.get("as_of") == date(2020, 6, 1):
        del told["as_of"]
    return told


EVERY = [*((of, _as_report(situation)) for of, situation in SITUATIONS if "plan" not in situation), *OF_REPORTS]

OF_PLANS = ("đề nghị giảm", "dự kiến", "đề nghị chọn", "chương trình", "cân nhắc", "chưa triển khai", "đề nghị thu gọn")
"""Words of what is still to come. A plan's own day is told as what was planned."""


def said() -> dict[str, set[str]]:
    """Every sentence said in these situations, by code."""
    told: dict[str, set[str]] = {}
    for of, situation in EVERY:
        for finding in findings_of(of, **situation).values():
            for code in codes(finding):
                told.setdefault(code, set()).add(finding_sentence(finding) if codes(finding) == [code] else "")
    return told


def test_every_sentence_is_said_in_some_situation_and_none_is_lacking() -> None:
    """No code without a sentence, no sentence without a use, no placeholder left open."""
    found = said()
    assert set(RESULT_FINDINGS) - set(found) == set()
    assert set(found) <= set(RESULT_FINDINGS) | set(FINDINGS)
    assert not any("{" in sentence for sentences in found.values() for sentence in sentences)


def test_what_is_reworded_has_both_sentences() -> None:
    """One for plans, one for what was held; and no other sentence speaks of what is to come."""
    assert {f"held_{code}" for code in REWORDED_FOR_REPORTS} <= set(RESULT_FINDINGS)
    assert set(FINDINGS) >= REWORDED_FOR_REPORTS
    assert not set(RESULT_FINDINGS) & set(FINDINGS)


@pytest.mark.parametrize(("of", "situation"), EVERY)
def test_nothing_is_asked_that_can_no_longer_be_done(of: Unit, situation: dict[str, Any]) -> None:
    """What was held was held: no report is told to choose another day or to invite fewer people."""
    for finding in findings_of(of, **situation).values():
        if set(codes(finding)) & {"held_otherwise", "session_long"}:
            continue
        told = finding_sentence(finding).lower()
        assert [words for words in OF_PLANS if words in told] == []


def test_a_finding_says_what_was_done() -> None:
    """Figures and days as official papers write them."""
    found = findings_of(COMMUNE, delegates={"exemplar": 105}, total=105, held_on=date(2020, 4, 2))
    above = "Có 105 đại biểu dự (kể cả khách mời), vượt 05 đại biểu so với mức tối đa 100."
    assert finding_sentence(found["T047"]).startswith(above)
    assert finding_sentence(found["T049"]).startswith(
        "Hội nghị tổ chức ngày 02/4/2020, ngoài thời gian quy định (tháng 3/2020);"
    )


@pytest.mark.parametrize(("period", "told"), [("", "Vì người nghèo"), ("2019-2025", "Vì người nghèo 2019-2025")])
def test_a_movement_is_named_with_the_years_that_the_plan_gives_it(period: str, told: str) -> None:
    """A key that the plan states is told where the movement is."""
    movement = Movement(name="Vì người nghèo", rule="T030", period=period)
    honour = replace(HONOURS[0], movement="Vì người nghèo")
    found = findings_of(COMMUNE, of=campaign(movements=(movement,)), honours=(honour,)).values()
    sentences = " ".join(finding_sentence(finding) for finding in found if "honoured_by_movement" in codes(finding))
    assert told in sentences
    assert ("2019-2025" in sentences) is bool(period)

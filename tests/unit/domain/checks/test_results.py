"""A result report against the campaign: what was done, by whatever campaign's rules, whatever the report says."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulation_workflow.domain.campaign import Movement, Settlement
from emulation_workflow.domain.checks.reports.examine import (
    REWORDED_FOR_REPORTS,
    Clearance,
    ReportHistory,
    check_result,
)
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.submissions.plan import Headcount
from emulation_workflow.domain.submissions.report import Party, ResultReport
from emulation_workflow.messages import finding_sentence
from tests.support import builders
from tests.support.builders import CALENDAR, CITY, COMMUNE, DEPARTMENT, DISTRICT, ENTERPRISE, PROVINCE_UNIT, campaign
from tests.support.checking import codes
from tests.support.good_reports import HONOURS, PAPERS, findings_of, report_of
from tests.support.owing import REPORT, owing
from tests.support.samples.plans import reports

CAMPAIGN = campaign()
LEVELS = (COMMUNE, CITY, ENTERPRISE, DEPARTMENT)


@pytest.mark.parametrize("unit", [COMMUNE, DISTRICT, ENTERPRISE, DEPARTMENT], ids=lambda unit: unit.code)
def test_a_good_report_breaks_nothing_and_leaves_nothing_to_ask(unit: Any) -> None:
    """At every level."""
    found = findings_of(unit).values()
    assert [finding_sentence(finding) for finding in found if finding.verdict in {Verdict.BREACH, Verdict.ASK}] == []


@settings(max_examples=150)
@given(st.sampled_from(LEVELS), st.data())
def test_whatever_a_report_says_is_told_in_whole_sentences(unit: Any, data: st.DataObject) -> None:
    """One finding per rule, in the catalogue's order, each in words, none in the words of plans."""
    report: ResultReport = data.draw(reports(CAMPAIGN, unit))
    since = data.draw(st.none() | st.dates(date(2020, 1, 1), date(2020, 12, 31)))
    before = ReportHistory(
        clearance=Clearance(since=since), has_reported=data.draw(st.booleans()), plan=report.conference
    )
    found = list(findings_of(unit, report=report, before=before).values())
    order = [rule.id for rule in CAMPAIGN.rules]
    assert [finding.rule for finding in found] == sorted({finding.rule for finding in found}, key=order.index)
    assert not {code for finding in found for code in codes(finding)} & REWORDED_FOR_REPORTS
    assert not any("{" in finding_sentence(finding) for finding in found if "{" not in str(report))


@pytest.mark.parametrize("total", [99, 100, 101])
def test_the_cap_is_the_plans_own(total: int) -> None:
    """Tối đa không quá 100: 100 passes, 101 was too many, and stays so (A04)."""
    verdict = findings_of(COMMUNE, delegates={"guest": 10, "exemplar": total - 10}, total=total)["T047"].verdict
    assert verdict is (Verdict.BREACH if total > 100 else Verdict.OK)


@pytest.mark.parametrize(("headcount", "verdict"), [(99, Verdict.BREACH), (100, Verdict.ASK), (101, Verdict.OK)])
def test_exactly_a_hundred_is_not_the_programs_to_judge(headcount: int, verdict: Verdict) -> None:
    """A delegates' conference: wrong below, asked about at the gap (A01), free above."""
    counted = Headcount(employees=headcount, as_of=date(2020, 1, 31))
    found = findings_of(ENTERPRISE, headcount=counted)
    rule = {99: "T074", 100: "T076", 101: "T075"}[headcount]
    assert found[rule].verdict is verdict


@pytest.mark.parametrize(
    ("since", "code"),
    [
        (None, "held_without_clearance"),
        (date(2020, 4, 17), "held_before_clearance"),
        (date(2020, 4, 16), "held_after_clearance"),
        (date(2020, 4, 1), "held_after_clearance"),
    ],
)
def test_a_gated_pilot_is_held_against_its_clearance(since: date | None, code: str) -> None:
    """Trước khi thực hiện (R125): cleared on the very day will do, as for evidence."""
    found = findings_of(CITY, before=ReportHistory(clearance=Clearance(since=since)))["T123"]
    assert code in codes(found)
    assert (found.verdict is Verdict.BREACH) == (code != "held_after_clearance")


@pytest.mark.parametrize("unit", [COMMUNE, DISTRICT, builders.PILOT_COMMUNE], ids=lambda unit: unit.code)
def test_of_nobody_else_is_a_clearance_demanded(unit: Any) -> None:
    """R126: communes' pilots and everybody else hold without one."""
    found = findings_of(unit, before=ReportHistory(clearance=Clearance(since=None)))
    assert "T123" not in found


@pytest.mark.parametrize(
    ("papers", "verdict"),
    [((), Verdict.ASK), (PAPERS[:1], Verdict.NOTE), (PAPERS[1:], Verdict.NOTE), (PAPERS, Verdict.OK)],
)
def test_papers_are_counted_from_the_list(papers: tuple[Any, ...], verdict: Verdict) -> None:
    """At least one, by collectives and individuals (R115); what a plan promised counts for nothing."""
    assert findings_of(COMMUNE, papers=papers, collective_papers=9, individual_papers=9)["T115"].verdict is verdict


@pytest.mark.parametrize("kind", Party)
def test_one_kind_of_honoured_is_pointed_out(kind: Party) -> None:
    """Both collectives and individuals (R013): a note, never a breach."""
    found = findings_of(COMMUNE, honours=tuple(replace(honour, kind=kind) for honour in HONOURS))["T013"]
    assert (found.verdict, codes(found)[0]) == (Verdict.NOTE, "honoured_of_one_kind")


def test_rows_are_named_and_people_are_not() -> None:
    """Findings are kept for ever; names of people are not needed to find the row."""
    honours = (HONOURS[0], replace(HONOURS[1], decision=" ", put_forward=""))
    found = findings_of(COMMUNE, honours=honours)
    assert (found["T118"].params["rows"], found["T033"].params["rows"]) == ([2], [2])
    assert not any(HONOURS[1].honoured in str(finding.params) for finding in found.values())


@pytest.mark.parametrize(("held", "verdict"), [(date(2020, 3, 12), Verdict.OK), (date(2020, 3, 13), Verdict.ASK)])
def test_a_day_that_has_not_come_is_asked_about(held: date, verdict: Verdict) -> None:
    """Nobody reports what is still to come; the day of the check itself may be over."""
    assert findings_of(COMMUNE, held_on=held, signed_on=held, as_of=date(2020, 3, 12))["T144"].verdict is verdict


def test_groups_are_counted_only_where_the_plan_asks_for_them() -> None:
    """Women and minorities at district level only (R064)."""
    found = findings_of(COMMUNE, structure={"women": 40})["T040"]
    assert (found.verdict, codes(found)) == (Verdict.ASK, ["groups_not_asked"])
    assert findings_of(DISTRICT)["T060"].verdict is Verdict.OK


def test_the_report_stands_under_the_campaigns_own_rule_for_it() -> None:
    """The rule of the task that reports settle; without such a task, the level's own."""
    reported = replace(REPORT, settled_by=Settlement.RESULT_REPORT)
    assert "report_incomplete" in codes(findings_of(COMMUNE, of=owing(tasks=(reported,)), number="")["T121"])
    assert "report_incomplete" in codes(findings_of(COMMUNE, number="")["T040"])


def test_a_campaign_that_asks_for_less_finds_less() -> None:
    """Rules that a campaign does not have give no finding."""
    bare = campaign(rules=tuple(replace(rule, check=None) for rule in CAMPAIGN.rules))
    asked = {"T013", "T014", "T030", "T033", "T035", "T117", "T144"}
    assert asked & set(findings_of(COMMUNE)) == asked - {"T030"}
    assert not asked & set(findings_of(COMMUNE, of=bare))


def test_the_congress_has_a_plan_of_its_own() -> None:
    """Nothing is checked there, and nothing is made up; of a level that is not named, nothing can be said."""
    report = report_of(COMMUNE)
    [found] = check_result(report, CAMPAIGN, PROVINCE_UNIT, as_of=date(2020, 12, 1), calendar=CALENDAR)
    assert found.code == "separate_plan"
    stranger = replace(COMMUNE, level="thon")
    with pytest.raises(Rejected, match="unit_not_bound"):
        check_result(report, CAMPAIGN, stranger, as_of=date(2020, 12, 1), calendar=CALENDAR)


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("Vì người nghèo", "honoured_by_movement"),
        ("VÌ NGƯỜI NGHÈO", "honoured_by_movement"),
        ("Phong trào thi đua “Vì người nghèo”, năm 2019", "honoured_by_movement"),
        ("Người nghèo", "movement_unknown"),
        ("Phong trào khác", "movement_unknown"),
    ],
)
def test_a_movement_is_the_plans_whatever_stands_round_its_name(stated: str, code: str) -> None:
    """Who writes “Phong trào thi đua …” names no movement foreign to the plan; it is counted under the plan's name."""
    of = campaign(movements=(Movement(name="Vì người nghèo", rule="T030"),))
    finding = findings_of(COMMUNE, of=of, honours=(replace(HONOURS[0], movement=stated),))["T030"]
    assert [code] == codes(finding)
    named = finding.params.get("groups") or finding.params["movements"]
    assert ([{"name": "Vì người nghèo", "count": 1}] if code == "honoured_by_movement" else [stated]) == named

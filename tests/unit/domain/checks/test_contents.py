"""The contents of II.3."""

from dataclasses import replace
from typing import Any

import pytest

from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.submissions.plan import AgendaItem
from tests.support.builders import COMMUNE, CONTENTS, DISTRICT
from tests.support.checking import codes, findings_of

OK, BREACH, ASK, NOTE, SILENT = Verdict.OK, Verdict.BREACH, Verdict.ASK, Verdict.NOTE, Verdict.NOT_SPECIFIED


@pytest.mark.parametrize("missing", CONTENTS, ids=lambda content: content.id)
def test_each_content_is_on_the_agenda(missing: Any) -> None:
    """A missing content is a breach of its own rule and of no other."""
    agenda = tuple(AgendaItem(content=content.id) for content in CONTENTS if content is not missing)
    found = findings_of(COMMUNE, agenda=agenda)
    assert [missing.rule] == [rule for rule, finding in found.items() if finding.verdict is BREACH]
    assert "content_missing" in codes(found[missing.rule])


def test_what_is_on_the_agenda_besides_is_asked_until_a_note_tells() -> None:
    """The plan leaves the staging free; where a content is missing, such a row may be that content."""
    items = [AgendaItem(content=content.id) for content in CONTENTS]
    besides = AgendaItem(content="Văn nghệ chào mừng")
    told = replace(besides, note="trước khai mạc")
    for agenda, verdict in (((*items, besides), ASK), ((*items, told), OK), ((), OK)):
        assert findings_of(COMMUNE, agenda=agenda)["T120a"].verdict is verdict
    assert [finding.code for finding in findings_of(COMMUNE, agenda=()).values() if finding.verdict is ASK] == [
        "agenda_not_stated"
    ]
    found = findings_of(COMMUNE, agenda=(*items[1:], besides))[CONTENTS[0].rule]
    assert (found.verdict, "content_in_own_words" in codes(found)) == (ASK, True)


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        (("Nét mới, sáng tạo", "Mô hình mới"), OK),
        (("mô hình mới", "nét mới sáng tạo", "khác"), OK),
        (("Mô hình mới",), ASK),
        ((), ASK),
    ],
)
def test_the_points_a_report_must_bring_out_are_for_a_reader(points: tuple[str, ...], verdict: Verdict) -> None:
    """What it "phải nêu được": what is not named is asked for, never ruled on (R112)."""
    assert verdict == findings_of(COMMUNE, report_points=points)["T112"].verdict


def test_what_only_a_reader_can_judge_is_pointed_out() -> None:
    """Directions are for the appraiser to read; a film is allowed and never missing (R111, R114)."""
    found = findings_of(COMMUNE)
    assert (found["T111"].verdict, found["T111"].code) == (NOTE, "for_reader")
    assert (found["T114"].verdict, found["T114"].code) == (NOTE, "encouraged")
    assert not {"T111", "T114"} & findings_of(COMMUNE, agenda=()).keys()


@pytest.mark.parametrize(("collective", "individual", "verdict"), [(1, 1, OK), (2, 0, NOTE), (0, 1, NOTE), (0, 0, ASK)])
def test_papers_come_from_collectives_and_individuals(collective: int, individual: int, verdict: Verdict) -> None:
    """At least one paper; one kind of author only is pointed out (R115)."""
    found = findings_of(COMMUNE, collective_papers=collective, individual_papers=individual)
    assert verdict == found["T115"].verdict


@pytest.mark.parametrize(
    ("stated", "verdict", "code"),
    [
        ("2020-2025", OK, "launch_period_right"),
        (" 2020 – 2025 ", OK, "launch_period_right"),
        ("2020—2025", OK, "launch_period_right"),
        ("2021-2025", BREACH, "launch_period_wrong"),
        ("2020-2030", BREACH, "launch_period_wrong"),
        ("giai đoạn 2020 đến 2025", OK, "launch_period_right"),
        ("từ năm 2025 đến năm 2030", BREACH, "launch_period_wrong"),
        ("2020", ASK, "launch_period_unclear"),
        ("05 năm tới", ASK, "launch_period_unclear"),
        ("2020-2025, 2026-2030", ASK, "launch_period_unclear"),
        ("số 120205", ASK, "launch_period_unclear"),
        ("", ASK, "launch_period_not_stated"),
    ],
)
def test_the_launch_is_of_exactly_the_plans_period(stated: str, verdict: Verdict, code: str) -> None:
    """II.3.4: giai đoạn 2020-2025 for every level; the two years decide, whatever words stand round them."""
    finding = findings_of(COMMUNE, launch_period=stated)["T119"]
    assert verdict == finding.verdict
    assert code in codes(finding)


def test_the_quota_is_unknown_and_not_zero() -> None:
    """The plan allocates no delegates; the list goes up and its quota waits for the level above (A14)."""
    finding = findings_of(DISTRICT)["T120"]
    assert (finding.verdict, codes(finding)) == (SILENT, ["content_present", "quota_unknown"])


@pytest.mark.parametrize(
    ("changes", "verdict", "expected"),
    [
        ({}, OK, ["staging_free"]),
        ({"is_online": True}, NOTE, ["online"]),
        ({"combined_with": "Hội nghị tổng kết năm"}, NOTE, ["combined"]),
        ({"is_online": True, "combined_with": "Hội nghị tổng kết năm"}, NOTE, ["online", "combined"]),
    ],
)
def test_online_is_pointed_out_and_combining_is_allowed(
    changes: dict[str, Any], verdict: Verdict, expected: list[str]
) -> None:
    """An online conference needs an order (A23); a combined one is thrifty if all contents are there (A24)."""
    finding = findings_of(COMMUNE, **changes)["T120a"]
    assert (verdict, expected) == (finding.verdict, codes(finding))

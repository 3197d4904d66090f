"""The Board's and the Committee's papers on a pilot's plan (III.1)."""

from datetime import date
from pathlib import Path

import pytest

from emulation_workflow.adapters.documents.composed import ComposedPaper
from emulation_workflow.adapters.documents.files import Documents
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_paper
from emulation_workflow.settings import PROJECT
from tests.support.kon_tum import kon_tum, kon_tum_office, receive, units
from tests.support.offices import CHAIR, HEAD, act_as

DAY = date(2020, 2, 25)
DOCUMENTS = Documents(PROJECT / "templates" / "documents", kon_tum())


def unit(code: str) -> Unit:
    return next(unit for unit in units() if unit.code == code)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """With the city's sound plan, the lottery company's faulty one, the department's without a window."""
    office = kon_tum_office(tmp_path)
    for sample in ("608_", "kt_xskt_lan_1", "kt_snnptnt_lan_2"):
        receive(office, sample)
    return office


def worded(office: Office, kind: PaperKind, code: str) -> ComposedPaper:
    return DOCUMENTS.compose(make_paper(office, PaperRequest(kind=kind, unit=code, written_on=DAY)))


def words(document: ComposedPaper) -> str:
    return "\n".join(block.text for block in document.blocks)


def test_the_appraisal_tells_every_breach_with_clause_and_proposal(office: Office) -> None:
    """Too many delegates and more than one half-day are breaches of II.2.3; each is told with what is proposed."""
    said = words(worded(office, PaperKind.APPRAISAL_REPORT, "KT-XSKT"))
    assert "- Mục II.2.3: 230 đại biểu" in said
    assert said.count("Đề xuất: đề nghị đơn vị chỉnh sửa") == 2
    assert "Đề nghị Công ty TNHH MTV Xổ số kiến thiết Kon Tum hoàn thiện" in said


def test_the_annex_of_the_appraisal_has_a_row_for_every_finding(office: Office) -> None:
    """Each rule with its clause, the plan's words, the finding and a verdict."""
    paper = make_paper(office, PaperRequest(kind=PaperKind.APPRAISAL_REPORT, unit="608", written_on=DAY))
    with office.store.look() as record:
        version = record.plans.get("608")
    assert version is not None
    assert len(version.findings) == len(paper.tables["findings"].rows)
    assert not any(finding.verdict is Verdict.BREACH for finding in version.findings)


def test_a_sound_plan_is_submitted_for_an_opinion(office: Office) -> None:
    """The submission names what goes with it: plan, appraisal, draft of the opinion."""
    document = worded(office, PaperKind.SUBMISSION, "608")
    assert document.title == "TỜ TRÌNH"
    assert document.number == "Số:        /TTr-BTĐKT"
    assert "Kế hoạch không có nội dung trái quy định" in words(document)
    assert "dự thảo Công văn cho ý kiến" in words(document)


def test_a_day_is_proposed_for_the_pilot_that_the_plan_gives_none(office: Office) -> None:
    """A07: the plan is silent on the department's date; the paper says so and asks the Committee to fix one."""
    said = words(worded(office, PaperKind.SUBMISSION, "KT-SNNPTNT"))
    assert "Kế hoạch không nêu thời gian" in said
    assert "ấn định ngày tổ chức" in said


def test_before_any_opinion_the_committees_letter_is_a_draft(office: Office) -> None:
    """Nobody has agreed yet: the draft says that it is one, and bears no title, only its matter."""
    document = worded(office, PaperKind.OPINION, "608")
    assert (document.draft_mark, document.title) == ("DỰ THẢO", "")
    assert document.about.startswith("V/v cho ý kiến Kế hoạch tổ chức Hội nghị")
    assert document.issuer == ("ỦY BAN NHÂN DÂN", "TỈNH KON TUM")
    assert "Đồng ý với Kế hoạch nêu trên" in words(document)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (Act.AGREE, "1. Đồng ý với Kế hoạch nêu trên."),
        (Act.AGREE_WITH_CHANGES, "các nội dung cần chỉnh sửa sau: Giảm khách mời."),
        (Act.DISAGREE, "1. Chưa đồng ý với Kế hoạch nêu trên. Lý do: Giảm khách mời."),
    ],
)
def test_the_letter_says_the_opinion_on_record(office: Office, act: Act, expected: str) -> None:
    """Once an opinion is recorded, the letter says that one and no other."""
    act_as(office, unit("608"), HEAD, Act.ENDORSE)
    taken = act_as(office, unit("608"), CHAIR, act, reason="Giảm khách mời.")
    assert taken.applied
    document = worded(office, PaperKind.OPINION, "608")
    assert expected in words(document)
    assert document.draft_mark == ""


def test_the_source_names_the_very_version(office: Office) -> None:
    """A paper about a version says which, by its SHA-256."""
    with office.store.look() as record:
        version = record.plans.get("608")
    assert version is not None
    assert version.sha256 in worded(office, PaperKind.APPRAISAL_REPORT, "608").keywords


@pytest.mark.parametrize(
    ("code", "problem"), [("", "paper_unit_missing"), ("KT-SNNPTNT", "paper_without_plan"), ("610", "not_gated")]
)
def test_what_is_missing_is_said(tmp_path: Path, code: str, problem: str) -> None:
    """No unit, no plan yet, or a unit that the gate does not hold: a sentence, never a traceback."""
    with pytest.raises(Rejected) as refused:
        worded(kon_tum_office(tmp_path), PaperKind.APPRAISAL_REPORT, code)
    assert [problem] == [problem.code for problem in refused.value.problems]

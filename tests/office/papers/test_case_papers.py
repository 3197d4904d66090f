"""The Board's and the Committee's papers on a pilot's plan (III.1)."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from emulation_workflow.adapters.documents.composed import ComposedPaper
from emulation_workflow.adapters.documents.files import Documents
from emulation_workflow.domain.approval.transitions import Act, Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.findings import Verdict
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.domain.registers.units import Official, Substitution, Unit
from emulation_workflow.messages import sentence
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.office.plans.plan_receipt import receive_plan
from emulation_workflow.settings import PROJECT
from tests.support.kon_tum import kon_tum, kon_tum_office, receive, units
from tests.support.offices import CHAIR, CLERK, HEAD, act_as, take_back

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
    return DOCUMENTS.compose(*make_papers(office, PaperRequest(kind=kind, unit=code, written_on=DAY)))


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
    [paper] = make_papers(office, PaperRequest(kind=PaperKind.APPRAISAL_REPORT, unit="608", written_on=DAY))
    with office.store.look() as record:
        version = record.plans.get("608")
    assert version is not None
    assert len(version.findings) == len(paper.tables["findings"].rows)
    assert not any(finding.verdict is Verdict.BREACH for finding in version.findings)


def test_no_paper_on_a_case_shows_a_rule_by_its_number(office: Office) -> None:
    """What is derived says from which clauses; the catalogue's numbers are the program's own."""
    for kind in (PaperKind.APPRAISAL_REPORT, PaperKind.SUBMISSION, PaperKind.OPINION):
        document = worded(office, kind, "KT-XSKT")
        cells = (str(cell) for table in document.tables for row in table.rows for cell in row)
        assert not re.search(r"\bR\d{3}\b", " ".join([words(document), *cells]))


def test_a_sound_plan_is_submitted_for_an_opinion(office: Office) -> None:
    """The submission names what goes with it: plan, appraisal, draft of the opinion."""
    document = worded(office, PaperKind.SUBMISSION, "608")
    assert document.title == "TỜ TRÌNH"
    assert document.number == "Số:        /TTr-BTĐKT"
    assert "Kế hoạch không có nội dung trái quy định" in words(document)
    assert "Căn cứ Kế hoạch số 19/KH-HĐTĐKT ngày 24/5/2019 của Hội đồng Thi đua" in words(document)
    assert "dự thảo Công văn cho ý kiến" in words(document)


def test_a_day_is_proposed_for_the_pilot_that_the_plan_gives_none(office: Office) -> None:
    """A07: the plan is silent on the department's date; the paper says so and asks the Committee to fix one."""
    said = words(worded(office, PaperKind.SUBMISSION, "KT-SNNPTNT"))
    assert "Kế hoạch không nêu thời gian" in said
    assert "ấn định ngày tổ chức" in said


def test_before_any_opinion_the_committees_letter_is_a_draft(office: Office) -> None:
    """Nobody has agreed yet: the draft says that it is one and why, and offers the three answers."""
    document = worded(office, PaperKind.OPINION, "608")
    assert (document.draft_mark, document.title) == ("DỰ THẢO (chưa có kết quả thẩm định của Ban)", "")
    assert document.about.startswith("V/v cho ý kiến Kế hoạch tổ chức Hội nghị")
    assert document.issuer == ("ỦY BAN NHÂN DÂN", "TỈNH KON TUM")
    answers = ["Đồng ý với", "Đồng ý với Kế hoạch nêu trên với các nội dung", "Không đồng ý với"]
    assert all(f"Phương án {number}: {answer}" in words(document) for number, answer in enumerate(answers, 1))
    assert "1. Đồng ý" not in words(document)


def test_a_paper_before_its_time_is_a_draft_and_says_why(office: Office) -> None:
    """No appraisal and submission before the Board's decision, no opinion before somebody's, no guests before both."""
    kinds = (PaperKind.APPRAISAL_REPORT, PaperKind.SUBMISSION, PaperKind.OPINION, PaperKind.INVITATION)

    def marks() -> list[str]:
        return [worded(office, kind, "608").draft_mark.partition("(")[2] for kind in kinds]

    unheard, uncleared = "chưa có kết quả thẩm định của Ban)", "Kế hoạch chưa được đồng ý thực hiện)"
    assert marks() == [unheard, unheard, unheard, uncleared]
    act_as(office, unit("608"), HEAD, Act.ENDORSE)
    assert marks() == ["", "", "chưa có ý kiến của người có thẩm quyền)", uncleared]
    act_as(office, unit("608"), CHAIR, Act.AGREE)
    assert marks() == ["", "", "", ""]


def test_a_paper_dated_before_the_plan_that_it_names_is_a_draft(office: Office) -> None:
    """The department's plan came before the day that it is signed on: nobody signs a paper on it before that day."""
    act_as(office, unit("KT-SNNPTNT"), HEAD, Act.ENDORSE)
    for kind in (PaperKind.APPRAISAL_REPORT, PaperKind.SUBMISSION, PaperKind.OPINION):
        mark = worded(office, kind, "KT-SNNPTNT").draft_mark
        assert mark == "DỰ THẢO (ngày văn bản trước ngày ký Kế hoạch: 12/3/2020)"
        asked = PaperRequest(kind=kind, unit="KT-SNNPTNT", written_on=date(2020, 3, 12))
        assert "ký Kế hoạch" not in DOCUMENTS.compose(*make_papers(office, asked)).draft_mark


def test_each_thing_is_told_once_and_a_single_point_has_no_number(office: Office) -> None:
    """The day that is proposed stands among what is open; a submission of one point counts nothing."""
    assert words(worded(office, PaperKind.APPRAISAL_REPORT, "KT-SNNPTNT")).count("đề xuất tháng 4/2020") == 1
    assert "\n1. Đề nghị Ủy ban nhân dân" in words(worded(office, PaperKind.SUBMISSION, "KT-SNNPTNT"))
    assert "\nĐề nghị Ủy ban nhân dân" in words(worded(office, PaperKind.SUBMISSION, "608"))


def test_what_a_level_is_not_asked_for_is_not_called_unstated(office: Office) -> None:
    """Who attends is asked where the number depends on it: of departments, not of districts."""
    for code, told in (("608", []), ("KT-SNNPTNT", ["Hội nghị đại biểu"])):
        [paper] = make_papers(office, PaperRequest(kind=PaperKind.SUBMISSION, unit=code, written_on=DAY))
        assert [value for name, value in paper.tables["plan"].rows if name == "Hình thức"] == told


@pytest.mark.parametrize("acts", [(), (Act.ENDORSE,), (Act.ENDORSE, Act.AGREE)])
def test_papers_on_a_plan_that_its_unit_took_back_are_drafts(office: Office, acts: tuple[Act, ...]) -> None:
    """However far it had come: nobody submits it, and nobody agrees with it any more. The next one is another."""
    for act in acts:
        act_as(office, unit("608"), HEAD if act is Act.ENDORSE else CHAIR, act)
    assert take_back(office, unit("608")).applied
    kinds = (PaperKind.APPRAISAL_REPORT, PaperKind.SUBMISSION, PaperKind.OPINION)
    assert {worded(office, kind, "608").draft_mark for kind in kinds} == {"DỰ THẢO (đơn vị đã rút Kế hoạch)"}
    with office.store.look() as record:
        version = record.plans.get("608")
    assert version is not None
    receive_plan(office, replace(version.plan, number="25/KH-UBND"), channel=Channel.INTAKE_FORM)
    assert {worded(office, kind, "608").draft_mark for kind in kinds} == {"DỰ THẢO (chưa có kết quả thẩm định của Ban)"}


def test_the_report_on_a_plan_that_was_sent_back_is_no_draft(office: Office) -> None:
    """Sending back is the Board's appraisal too; the next version is another plan."""
    act_as(office, unit("608"), HEAD, Act.SEND_BACK, reason="Ghi rõ số đại biểu.")
    assert worded(office, PaperKind.APPRAISAL_REPORT, "608").draft_mark == ""
    assert "chưa có kết quả thẩm định" in worded(office, PaperKind.SUBMISSION, "608").draft_mark


@pytest.mark.parametrize(
    ("kind", "signer", "lines"),
    [
        (PaperKind.SUBMISSION, HEAD, ("TRƯỞNG BAN",)),
        (PaperKind.OPINION, CHAIR, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    ],
)
def test_who_acts_for_the_issuer_signs(
    office: Office, kind: PaperKind, signer: Official, lines: tuple[str, ...]
) -> None:
    """With their title above, in the form that the body signs in."""
    asked = PaperRequest(kind=kind, unit="608", written_on=DAY, signer=signer)
    document = DOCUMENTS.compose(*make_papers(office, asked))
    assert (document.signing, document.signer) == (lines, signer.name)


@pytest.mark.parametrize(
    ("title", "lines", "reason"),
    [
        ("Phó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ""),
        ("Chánh Văn phòng", ("… CHỦ TỊCH", "CHÁNH VĂN PHÒNG"), "TL. hoặc TUQ."),
    ],
)
def test_who_stands_in_for_the_chairman_signs_as_what_they_are(
    office: Office, title: str, lines: tuple[str, ...], reason: str
) -> None:
    """A deputy signs for the head; how anybody else may, the register does not say: room is left for it."""
    other = Official(number="VP", name="Y Lan", title=title, role="unit", email="lan@tinh.example")
    period = Substitution(substitute=other.number, start=DAY, end=DAY)
    with office.store.act() as record:
        record.register.replace_officials([other, replace(CHAIR, substitutions=(period,))])
    asked = PaperRequest(kind=PaperKind.OPINION, unit="608", written_on=DAY, signer=other)
    document = DOCUMENTS.compose(*make_papers(office, asked))
    assert document.signing == lines
    assert ("TL. hoặc TUQ." in document.draft_mark) == bool(reason)


@pytest.mark.parametrize("signer", [CHAIR, CLERK])
def test_nobody_else_signs(office: Office, signer: Official) -> None:
    """The Committee's chairman signs no paper of the Board, its clerk none at all; who may is named."""
    asked = PaperRequest(kind=PaperKind.SUBMISSION, unit="608", written_on=DAY, signer=signer)
    with pytest.raises(Rejected) as refused:
        make_papers(office, asked)
    [problem] = refused.value.problems
    assert problem.code == "paper_signer_unfit"
    assert HEAD.name in sentence(problem)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (Act.AGREE, "1. Đồng ý với Kế hoạch nêu trên."),
        (Act.AGREE_WITH_CHANGES, "các nội dung cần chỉnh sửa sau: Giảm khách mời."),
        (Act.DISAGREE, "1. Không đồng ý với Kế hoạch nêu trên. Lý do: Giảm khách mời."),
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


def test_what_the_board_confirms_was_never_before_the_committee(office: Office) -> None:
    """Once a changed plan is in, submission and opinion are still about the one that the Committee answered."""
    act_as(office, unit("608"), HEAD, Act.ENDORSE)
    act_as(office, unit("608"), CHAIR, Act.AGREE_WITH_CHANGES, reason="Giảm khách mời.")
    with office.store.look() as record:
        version = record.plans.get("608")
    assert version is not None
    receive_plan(office, replace(version.plan, number="25/KH-UBND"), channel=Channel.INTAKE_FORM)
    for kind in (PaperKind.APPRAISAL_REPORT, PaperKind.SUBMISSION, PaperKind.OPINION):
        said = words(worded(office, kind, "608"))
        assert "gửi lần thứ nhất" in said
        assert "25/KH-UBND" not in said


def test_a_plan_sent_back_is_not_proposed_to_the_committee(office: Office) -> None:
    """The report says what the Board decided, and why."""
    act_as(office, unit("608"), HEAD, Act.SEND_BACK, reason="Chưa rõ kinh phí.")
    said = words(worded(office, PaperKind.APPRAISAL_REPORT, "608"))
    assert "gửi lại Kế hoạch để thẩm định trước khi trình Ủy ban nhân dân tỉnh Kon Tum cho ý kiến: Chưa rõ" in said
    assert "kính đề nghị" not in said


def test_guests_are_not_invited_on_a_day_before_the_plan_was_agreed(office: Office) -> None:
    """Nor before it was signed: the invitation names a plan that is not there yet."""
    with office.store.look() as record:
        version = record.plans.get("608")
    assert version is not None
    act_as(office, unit("608"), HEAD, Act.SEND_BACK, reason="Ngày ký chưa đúng.")
    receive_plan(office, replace(version.plan, signed_on=date(2020, 1, 20)), channel=Channel.INTAKE_FORM)
    act_as(office, unit("608"), HEAD, Act.ENDORSE)
    act_as(office, unit("608"), CHAIR, Act.AGREE)

    def mark(day: date) -> str:
        asked = PaperRequest(kind=PaperKind.INVITATION, unit="608", written_on=day)
        return DOCUMENTS.compose(*make_papers(office, asked)).draft_mark

    assert "trước ngày ký Kế hoạch: 20/01/2020" in mark(date(2020, 1, 19))
    assert "trước ngày Kế hoạch được đồng ý thực hiện: 10/02/2020" in mark(date(2020, 2, 9))


def test_where_no_step_gives_an_opinion_none_is_asked_for(office: Office) -> None:
    """A plan that is only appraised goes to nobody else: no submission, no draft of a letter, no word of either."""
    gate = replace(office.gate, steps=office.gate.steps[:1])
    alone = replace(office, campaign=replace(office.campaign, gate=gate))
    said = words(worded(alone, PaperKind.APPRAISAL_REPORT, "KT-XSKT"))
    assert "cho ý kiến" not in said
    assert "hoàn thiện các nội dung nêu tại điểm 1 mục II." in said
    for kind in (PaperKind.SUBMISSION, PaperKind.OPINION):
        with pytest.raises(Rejected) as refused:
            worded(alone, kind, "KT-XSKT")
        assert [problem.code for problem in refused.value.problems] == ["paper_of_no_step"]


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

"""The Board's consolidated report (III.3), from the record."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.adapters.documents.composed import ComposedPaper
from emulation_workflow.adapters.documents.files import Documents, FileKind
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import Document, PastFigure
from emulation_workflow.domain.difficulties import DifficultyStep
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.papers.paper import Cell, Paper, PaperKind
from emulation_workflow.domain.submissions.report import Honour, Party, ResultReport, Talk
from emulation_workflow.office.difficulties.handling import raise_difficulty
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.office.roll_up.publication import publish_figures
from emulation_workflow.settings import PROJECT
from tests.support.kon_tum import PLANS, kon_tum, kon_tum_office, units
from tests.support.offices import CLERK, ZONE, FakeClock
from tests.support.samples.clerk_codes import record_step
from tests.support.samples.orders import order

DOCUMENTS = Documents(PROJECT / "templates" / "documents", kon_tum())
JULY = date(2020, 7, 10)
HELD_ON = date(2020, 4, 16)
HONOURS = (
    Honour(honoured="Tổ dân phố 1", kind=Party.COLLECTIVE, award="Giấy khen"),
    Honour(honoured="Y Blưu", kind=Party.INDIVIDUAL, award="Giấy khen"),
    Honour(honoured="A Thút", kind=Party.INDIVIDUAL, award="Bằng khen"),
)
READ = (Talk(title="Làng mới", field="nông nghiệp", author="Y Blưu", kind=Party.INDIVIDUAL),)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """On 10/7/2020, with nothing held."""
    office = kon_tum_office(tmp_path, FakeClock(datetime(2020, 7, 10, 8, tzinfo=ZONE)))
    derive_obligations(office, dry_run=False, by="test")
    return office


def report_district(office: Office, **changes: Any) -> ResultReport:
    """Huyện Đắk Glei reports on its conference, held as it was planned."""
    [path] = PLANS.glob("610_*")
    plan = read_plan_file(path.name, path.read_bytes(), campaign=kon_tum(), units=units())
    held = replace(plan, held_on=HELD_ON, number="25/BC-UBND", **changes.pop("conference", {}))
    report = ResultReport(conference=held, papers=READ, honours=HONOURS, **changes)
    receive_report(office, report, channel=Channel.INTAKE_FORM)
    return report


def made(office: Office, on: date = JULY) -> Paper:
    return make_papers(office, PaperRequest(kind=PaperKind.CONSOLIDATED_REPORT, written_on=on))[0]


def said(document: ComposedPaper) -> str:
    return "\n".join(block.text for block in document.blocks)


def column(rows: Sequence[tuple[Cell, ...]], at: int) -> list[Cell]:
    return [row[at] for row in rows]


def test_levels_and_places_add_up_to_the_same(office: Office) -> None:
    """Every bound unit is counted once, by level as by place, and stands in the annex."""
    report_district(office)
    tables = made(office).tables
    levels, places = tables["levels"], tables["places"]
    for at in range(2, 10):
        sums = {sum(int(str(cell)) for cell in column(table.rows, at)) for table in (levels, places)}
        assert sums == {levels.totals[at]} == {places.totals[at]}
    assert levels.totals[2] == len(tables["units"].rows) == sum(int(str(total)) for total in levels.totals[4:])


def test_each_unit_stands_with_the_version_that_was_added_up(office: Office) -> None:
    """Whoever doubts a figure finds the report behind it, by its number among the unit's."""
    report_district(office)
    with office.store.look() as record:
        version = record.reports.get("610")
    assert version is not None
    [row] = [row for row in made(office).tables["units"].rows if row[1] == "Huyện Đắk Glei"]
    assert row[4] == HELD_ON
    assert row[6] == sum(version.report.conference.delegates.values())
    assert row[7] == "gửi lần thứ nhất"


def test_what_an_order_suspended_is_told_as_suspended(office: Office) -> None:
    """Neither as not due yet beside a month that is over, nor without the order; its number is among the others."""
    with office.store.act() as record:
        record.orders.add((order(OrderKind.SUSPEND, number="980/UBND-KGVX", scope=Scope(levels=("commune",))),))
    derive_obligations(office, dry_run=False, by="test")
    paper = made(office)
    stopped = [row for row in paper.tables["units"].rows if row[5] == "tạm dừng theo văn bản số 980/UBND-KGVX"]
    assert len(stopped) == 102
    assert "(trong đó tạm dừng theo văn bản điều chỉnh: 102)" in said(DOCUMENTS.compose(paper))


def test_what_nobody_stated_is_told_as_unstated(office: Office) -> None:
    """Without a report there is no figure of delegates, papers or honours, not even zero."""
    words = said(DOCUMENTS.compose(made(office)))
    for what in ("1. Số đại biểu", "2. Báo cáo tham luận", "3. Biểu dương, tôn vinh, khen thưởng"):
        assert f"{what}: chưa có số liệu." in words
    assert "Cơ cấu đại biểu mà kế hoạch yêu cầu quan tâm: chưa có số liệu." in words
    assert set(column(made(office).tables["places"].rows, -1)) == {None}


def test_past_congresses_are_told_with_their_figures_and_their_own_theme(office: Office) -> None:
    """Beside this one's, in their own reports' words: a theme is never another congress's (A19)."""
    before = "Đại hội Thi đua yêu nước tỉnh Kon Tum lần thứ VII năm 2015, chủ đề “Đoàn kết, sáng tạo thi đua"
    assert before in said(DOCUMENTS.compose(made(office)))
    assert "past" not in made(office).tables
    campaign = office.campaign
    assert campaign.congress is not None
    (former,) = campaign.congress.predecessors
    figures = (PastFigure(name="Đại biểu dự", value="300"),)
    congress = replace(campaign.congress, predecessors=(replace(former, figures=figures),))
    paper = made(replace(office, campaign=replace(campaign, congress=congress)))
    assert paper.tables["past"].rows == [(1, former.name, 2015, "Đại biểu dự", "300")]
    assert "5. Số liệu của đại hội trước" in said(DOCUMENTS.compose(paper))


def test_guidance_that_goes_with_the_plan_is_cited(office: Office) -> None:
    """Whenever it was written; a plan without any is cited alone."""
    guidance = (Document(number="05/HD-BTĐKT", date=date(2019, 9, 20), issuer="Ban", title="Hướng dẫn"),)
    told = said(DOCUMENTS.compose(made(replace(office, campaign=replace(office.campaign, guidance=guidance)))))
    assert ", Hướng dẫn số 05/HD-BTĐKT ngày 20/9/2019 của Ban về hướng dẫn, Ban Thi đua" in told
    assert "Hướng dẫn số" not in said(DOCUMENTS.compose(made(office))).partition("tổng hợp, báo cáo")[0]


def test_honours_and_papers_are_told_by_award_field_and_whose_they_are(office: Office) -> None:
    """Collective and individual apart (3.2, 3.3)."""
    report_district(office)
    paper = made(office)
    assert [row[1:] for row in paper.tables["honours"].rows] == [("Bằng khen", 0, 1, 1), ("Giấy khen", 1, 1, 2)]
    assert [row[1:] for row in paper.tables["papers"].rows] == [("Nông nghiệp", 1)]
    assert "tập thể 01, cá nhân 02; theo danh hiệu, hình thức:" in said(DOCUMENTS.compose(paper))


def test_delegates_are_told_by_the_words_of_each_level(office: Office) -> None:
    """A category that a level's list does not have is blank there; one that no report names is a gap."""
    report = report_district(office)
    table = made(office).tables["composition"]
    guests = next(row for row in table.rows if row[0] == "Đại biểu khách mời")
    assert guests == ("Đại biểu khách mời", None, report.conference.delegates["guests"], None, None, guests[2])
    good_workers = next(row for row in table.rows if str(row[0]).startswith("Các gương người tốt"))
    assert good_workers[2] == ""


def test_difficulties_are_told_with_their_age_and_with_whom_they_are(office: Office) -> None:
    """One that the Board took to the Committee waits there (III, last paragraph)."""
    raise_difficulty(
        office, unit="610", words="Kinh phí", raised_on=date(2020, 6, 30), by="B1", channel=Channel.INTAKE_FORM
    )
    record_step(
        office,
        1,
        DifficultyStep.TAKEN_UP,
        done_on=date(2020, 7, 2),
        by=CLERK.number,
        document="9/BC-BTĐKT",
    )
    paper = made(office)
    [row] = paper.tables["difficulties"].rows
    assert row == (
        1,
        "Huyện Đắk Glei",
        "Kinh phí",
        date(2020, 6, 30),
        10,
        "Cấp có thẩm quyền",
        "Chờ cấp có thẩm quyền",
    )
    words = said(DOCUMENTS.compose(paper))
    assert "nêu 01 khó khăn, vướng mắc, trong đó: chờ cấp có thẩm quyền 01. Chưa được trả lời" in words
    assert "lâu nhất: Huyện Đắk Glei, 10 ngày." in words


def test_a_published_figure_that_a_correction_changed_is_told(office: Office) -> None:
    """The old figure, the new one, why, and which version of whose report."""
    report_district(office)
    may = date(2020, 5, 31)
    publish_figures(office, may, document="20/BC-BTĐKT", signed_on=may, by="B1", channel=Channel.INTAKE_FORM)
    report_district(office, conference={"delegates": {"guests": 33}}, correction="đếm hai lần")
    paper = made(office)
    guests = [row[2:] for row in paper.tables["restated"].rows if row[1] == "Đại biểu: Đại biểu khách mời"]
    assert [row[1:] for row in guests] == [(33, "1")]
    [cause] = paper.tables["causes"].rows
    assert cause[:2] == (1, "Huyện Đắk Glei đính chính báo cáo (gửi lần thứ hai): đếm hai lần")
    assert cause[2] == "gửi lần thứ hai"
    below = {row[1] for row in paper.tables["restated_places"].rows if row[2] == "Đại biểu: Đại biểu khách mời"}
    assert below == {"Huyện Đắk Glei", "Cấp huyện"}
    document = DOCUMENTS.compose(paper)
    words = said(document)
    annex = "\n".join(block.text for block in document.annexes[-1].blocks)
    assert "So với số liệu đến ngày 31/5/2020 đã công bố tại văn bản số 20/BC-BTĐKT" in annex
    assert "Số liệu đã công bố tại văn bản số 20/BC-BTĐKT có điều chỉnh, nêu tại Phụ lục III." in words
    assert not {"restated", "causes"} & made(office, may).tables.keys()


def test_reasons_are_told_once_and_by_their_rows(office: Office) -> None:
    """Of many figures that one report changed, each points to it; runs of rows are written short."""
    report_district(office)
    may = date(2020, 5, 31)
    publish_figures(office, may, document="20/BC-BTĐKT", signed_on=may, by="B1", channel=Channel.INTAKE_FORM)
    report_district(office, conference={"delegates": {"guests": 33, "leaders": 4}, "total": 37}, correction="bỏ sót")
    paper = made(office)
    assert len(paper.tables["restated"].rows) > 1
    assert {row[-1] for row in paper.tables["restated"].rows} == {"1"}
    assert len(paper.tables["causes"].rows) == 1


def test_the_judgement_is_in_shares_and_in_the_units_own_words(office: Office) -> None:
    """What units say of themselves is quoted, all of it in an annex; room is left where nobody says anything."""
    report_district(office, lessons="Chuẩn bị sớm.", shortcomings="Ít tham luận")
    raise_difficulty(office, unit="610", words="Kinh phí", raised_on=JULY, by="B1", channel=Channel.INTAKE_FORM)
    document = DOCUMENTS.compose(made(office))
    words = said(document)
    judged = words[words.index("III. ĐÁNH GIÁ CHUNG") : words.index("IV. ĐẠI HỘI")]
    assert "100% đúng thời gian quy định" in judged
    assert [line for line in judged.splitlines() if "Đắk Glei)" in line] == [
        "- Ít tham luận (Huyện Đắk Glei).",
        "- Kinh phí (Huyện Đắk Glei).",
        "- Chuẩn bị sớm (Huyện Đắk Glei).",
    ]
    assert "…" not in judged
    assert said(DOCUMENTS.compose(made(office, date(2020, 3, 31)))).count("- …") == 3
    assert document.annexes[2].title == "ĐÁNH GIÁ, KINH NGHIỆM CỦA CÁC ĐƠN VỊ"
    assert "lần thứ VIII: thời gian tổ chức: tháng 9/2020." in words


def test_proposals_are_the_offices_own(office: Office) -> None:
    """Room is left for them; the program proposes nothing."""
    blocks = [block.text for block in DOCUMENTS.compose(made(office)).blocks]
    at = blocks.index("V. ĐỀ XUẤT, KIẾN NGHỊ")
    assert set(blocks[at + 1]) == {"…"}


def test_the_composition_is_all_delegates(office: Office) -> None:
    """Whoever is reported under no category of the level's list is counted apart, and the columns still add up."""
    report_district(office, conference={"delegates": {"guests": 20, "drummers": 7}})
    table = made(office).tables["composition"]
    assert table.rows[-1] == ("Thành phần khác", "", 7, "", "", 7)
    assert table.totals == ("Tổng cộng", None, 27, None, None, 27)


def test_figures_are_of_the_day_asked_for_and_of_none_to_come(office: Office) -> None:
    """A report of July may tell of June; one that is dated ahead tells of today, and nobody knows tomorrow."""
    asked = PaperRequest(kind=PaperKind.CONSOLIDATED_REPORT, written_on=JULY)
    june, ahead = date(2020, 6, 30), date(2020, 7, 20)
    assert june == make_papers(office, replace(asked, as_of=june))[0].source.as_of
    assert make_papers(office, replace(asked, written_on=ahead))[0].source.as_of == JULY
    with pytest.raises(Rejected, match="paper_of_future"):
        make_papers(office, replace(asked, as_of=ahead))


@pytest.mark.parametrize("kind", FileKind)
def test_the_report_is_made_again_from_the_record_byte_for_byte(office: Office, tmp_path: Path, kind: FileKind) -> None:
    """Its own day decides what it tells; the day on which it is made leaves no trace."""
    report_district(office)
    [first] = DOCUMENTS.write(made(office), tmp_path / "a", [kind]).files
    later = replace(office, clock=FakeClock(datetime(2020, 8, 3, 8, tzinfo=ZONE)))
    [again] = DOCUMENTS.write(made(later), tmp_path / "b", [kind]).files
    assert first.read_bytes() == again.read_bytes()


def test_the_source_names_day_and_data(office: Office) -> None:
    """As-of day, plan, figures and the reports that were added up, each by its hash."""
    report_district(office)
    before = made(office, date(2020, 3, 31)).source
    source = made(office).source
    assert (before.as_of, source.as_of) == (date(2020, 3, 31), JULY)
    assert [name for name, _ in source.inputs] == ["số liệu tổng hợp", "1 báo cáo kết quả đã dùng"]
    assert before.inputs != source.inputs

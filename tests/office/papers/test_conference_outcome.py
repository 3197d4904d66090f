"""A unit's result report as a paper, from what the unit sent."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from emulation_workflow.adapters.documents.files import Documents
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.campaign import AttendanceMode
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.papers.paper import Paper, PaperKind
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.office.results.report_receipt import receive_report
from emulation_workflow.settings import PROJECT
from tests.support.good_reports import good_report
from tests.support.kon_tum import kon_tum, kon_tum_office, units
from tests.support.offices import ZONE, FakeClock

DOCUMENTS = Documents(PROJECT / "templates" / "documents", kon_tum())
JULY = date(2020, 7, 10)


def unit(code: str) -> Unit:
    return next(unit for unit in units() if unit.code == code)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """On 10/7/2020, with one district's report and one commune's."""
    office = kon_tum_office(tmp_path, FakeClock(datetime(2020, 7, 10, 8, tzinfo=ZONE)))
    derive_obligations(office, dry_run=False, by="test")
    for code in ("610", "23542"):
        report = good_report(kon_tum(), unit(code), difficulties=("Thiếu kinh phí.",))
        receive_report(office, report, channel=Channel.COMMAND)
    return office


def made(office: Office, code: str) -> Paper:
    return make_papers(office, PaperRequest(kind=PaperKind.RESULT_REPORT, written_on=JULY, unit=code))[0]


def test_a_paper_tells_what_the_unit_reported(office: Office) -> None:
    """Day, people, papers, honours, minutes, lessons, shortcomings and difficulties; and which version it is of."""
    paper = made(office, "610")
    context = paper.context
    assert (context["minutes"], context["honours"], context["papers"]) == ("03/BB", 2, 2)
    assert (context["shortcomings"], context["difficulties"]) == ("Tuyên truyền còn ít", ["Thiếu kinh phí"])
    with office.store.look() as record:
        version = record.reports.get("610")
    assert version is not None
    assert version.sha256 in [sha256 for _, sha256 in paper.source.inputs]
    document = DOCUMENTS.compose(paper)
    words = "\n".join(block.text for block in document.blocks)
    assert "đã thông qua (biên bản số 03/BB)" in words
    assert "Tồn tại, hạn chế: Tuyên truyền còn ít." in words


def test_the_board_reports_on_its_own_conference_to_the_committee(office: Office) -> None:
    """Nobody is written to by themselves."""
    receive_report(office, good_report(kon_tum(), unit("KT-BTDKT")), channel=Channel.COMMAND)
    document = DOCUMENTS.compose(made(office, "KT-BTDKT"))
    assert document.addressees == ("Ủy ban nhân dân tỉnh Kon Tum.",)
    assert document.copies == ("- Như trên;", "- Lưu: VT.")


def test_who_attends_is_told_where_it_is_asked_or_stated(office: Office) -> None:
    """A district is not asked whether all or delegates attend; the points after it count on."""
    told = good_report(kon_tum(), unit("608"))
    for mode, points in ((None, ["3. Số người dự"]), (AttendanceMode.DELEGATES, ["3. Hình thức", "4. Số người dự"])):
        report = replace(told, conference=replace(told.conference, mode=mode))
        receive_report(office, report, channel=Channel.COMMAND)
        lines = [block.text.partition(":")[0] for block in DOCUMENTS.compose(made(office, "608")).blocks]
        assert lines[lines.index("2. Địa điểm") + 1 :][: len(points)] == points


def test_a_report_goes_to_whom_its_level_reports(office: Office) -> None:
    """A commune to its district, a district to the Board (A13)."""
    assert made(office, "610").context["reports_to"] == "Ban Thi đua - Khen thưởng tỉnh Kon Tum"
    above = unit(unit("23542").parent or "")
    assert above.name.split(maxsplit=1)[-1] in str(made(office, "23542").context["reports_to"])


def test_a_category_that_is_not_stated_is_left_open(office: Office) -> None:
    """Not stated is not zero, and what is not whole is not summed."""
    table = made(office, "610").tables["composition"]
    assert None in [row[1] for row in table.rows]
    assert table.totals == ()


def test_the_same_report_makes_the_same_paper(office: Office) -> None:
    """Until the unit corrects it: then the paper is of the new version."""
    assert made(office, "610") == made(office, "610")
    report = good_report(kon_tum(), unit("610"))
    receive_report(office, replace(report, correction="Bản trước kê nhầm."), channel=Channel.COMMAND)
    assert made(office, "610").name == "Huyện Đắk Glei 610 lần 2"


def test_a_unit_that_sent_none_has_no_paper(office: Office) -> None:
    """Nothing is made up."""
    with pytest.raises(Rejected, match="paper_without_result"):
        made(office, "612")

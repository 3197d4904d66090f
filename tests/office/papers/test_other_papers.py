"""Reminders, invitations and adjustments, from the record."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from emulation_workflow.adapters.documents.composed import ComposedPaper
from emulation_workflow.adapters.documents.files import Documents
from emulation_workflow.adapters.spreadsheets.register import read_officials
from emulation_workflow.domain.approval.transitions import Channel
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.messages import sentence
from emulation_workflow.messages.days import day_words
from emulation_workflow.office.obligations.evidence import record_evidence
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_papers
from emulation_workflow.office.register import import_officials, known
from emulation_workflow.office.register_queries import find_official
from emulation_workflow.portal.papers import paper_file
from emulation_workflow.portal.surroundings import Portal
from emulation_workflow.settings import PROJECT
from tests.support.kon_tum import FOLDER, kon_tum, kon_tum_office, receive
from tests.support.offices import ZONE, FakeClock
from tests.support.samples.orders import JUNE, order

DOCUMENTS = Documents(PROJECT / "templates" / "documents", kon_tum())
JULY = date(2020, 7, 10)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """On 10/7/2020, with nothing held."""
    office = kon_tum_office(tmp_path, FakeClock(datetime(2020, 7, 10, 8, tzinfo=ZONE)))
    derive_obligations(office, dry_run=False, by="test")
    return office


def worded(office: Office, kind: PaperKind, **more: Any) -> ComposedPaper:
    return DOCUMENTS.compose(*make_papers(office, PaperRequest(kind=kind, written_on=JULY, **more)))


def problem(office: Office, kind: PaperKind, **more: Any) -> str:
    with pytest.raises(Rejected) as refused:
        make_papers(office, PaperRequest(kind=kind, written_on=JULY, **more))
    return refused.value.problems[0].code


def test_the_late_are_listed_with_clause_day_and_whose_day_it_is(office: Office) -> None:
    """III.3: who owes what, by which clause, since when; the longest list goes in an annex across the page."""
    paper = make_papers(office, PaperRequest(kind=PaperKind.REMINDER, written_on=JULY))[0]
    row = next(row for row in paper.tables["late"].rows if row[1] == "Sở Tư pháp")
    assert "Tổ chức hội nghị (II.2.4; hạn 30/6/2020)" in str(row[2])
    assert row[3] == 11, "by the plan, a day before"
    document = DOCUMENTS.compose(paper)
    assert document.addressees == ("Các cơ quan, đơn vị, địa phương có tên trong danh sách kèm theo.",)


def test_each_district_is_written_to_about_its_communes(office: Office) -> None:
    """Through the district's People's Committee, each unit named once, and nobody on two lists."""
    papers = make_papers(office, PaperRequest(kind=PaperKind.REMINDER, written_on=JULY))
    written = [DOCUMENTS.compose(paper) for paper in papers]
    [city] = [document for document in written if document.addressees == ("Ủy ban nhân dân thành phố Kon Tum.",)]
    told = city.blocks[0].text
    assert "Ủy ban nhân dân thành phố Kon Tum và 21 đơn vị trực thuộc còn 68 nội dung chưa thực hiện" in told
    named = [[row[1] for row in paper.tables["late"].rows if row[1]] for paper in papers]
    assert all(len(units) == len(set(units)) for units in named)
    assert len(papers) == 11
    assert sum(map(len, named)) == len({unit for units in named for unit in units})


def test_letters_to_several_are_handed_out_in_one_archive(office: Office) -> None:
    """None of them is lost on the way to the page from which they are asked for."""
    portal = cast("Portal", SimpleNamespace(office=office, documents=lambda: DOCUMENTS))
    name, content = paper_file(portal, PaperRequest(kind=PaperKind.REMINDER, written_on=JULY))
    assert name.endswith(".zip")
    assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) == 11


def test_one_unit_is_reminded_by_name(office: Office) -> None:
    """A letter to one unit names it, and lists nobody else's tasks."""
    [paper] = make_papers(office, PaperRequest(kind=PaperKind.REMINDER, written_on=JULY, unit="KT-STP"))
    assert [row[1] for row in paper.tables["late"].rows if row[1]] == ["Sở Tư pháp"]
    assert DOCUMENTS.compose(paper).addressees == ("Sở Tư pháp.",)


def test_a_letter_dated_ahead_tells_who_is_late_today(office: Office) -> None:
    """Who will be late by then, nobody knows yet."""
    ahead = PaperRequest(kind=PaperKind.REMINDER, written_on=date(2099, 1, 1))
    assert {str(paper.context["as_of"]) for paper in make_papers(office, ahead)} == {
        day_words(office.clock.now().date())
    }


def test_a_letter_dated_back_is_a_draft_and_says_why(office: Office) -> None:
    """Today's record tells of a past day what came in since, which nobody knew then."""

    def mark(day: date) -> str:
        [paper] = make_papers(office, PaperRequest(kind=PaperKind.REMINDER, written_on=day, unit="KT-STP"))
        return DOCUMENTS.compose(paper).draft_mark

    assert (
        mark(date(2020, 7, 9)) == "DỰ THẢO (văn bản ghi ngày 09/7/2020, danh sách theo số liệu hiện có ngày 10/7/2020)"
    )
    assert mark(JULY) == ""


def test_who_signs_for_a_unit_is_named_or_how_to_enter_them(office: Office) -> None:
    """The sample register has the heads of the units that come with it; of another it says what the list lacks."""
    officials = read_officials(FOLDER / "samples" / "officials.csv", known(office)).entries
    import_officials(office, [official for official in officials if official.unit != "610"], dry_run=False)
    chair, board = find_official(office, "TPKT-01"), find_official(office, "BTDKT-01")
    for name in ("608_", "610_"):
        receive(office, name)
    assert worded(office, PaperKind.INVITATION, unit="608", signer=chair).signer == chair.name
    with pytest.raises(Rejected) as refused:
        worded(office, PaperKind.INVITATION, unit="608", signer=board)
    assert f"Người ký được: {chair.name} ({chair.title})" in sentence(refused.value.problems[0])
    with pytest.raises(Rejected) as refused:
        worded(office, PaperKind.INVITATION, unit="610", signer=board)
    assert "chưa có người ký của Huyện Đắk Glei" in sentence(refused.value.problems[0])
    assert "(Vai trò: unit; Mã đơn vị: 610)" in sentence(refused.value.problems[0])


def test_nobody_late_is_no_letter(tmp_path: Path) -> None:
    """An empty list is not sent."""
    assert problem(kon_tum_office(tmp_path), PaperKind.REMINDER) == "paper_nobody_late"


def test_an_invitation_says_half_day_weekday_and_place(office: Office) -> None:
    """From the unit's own plan, in the unit's name; the guest's name and part are left open."""
    receive(office, "608_")
    document = worded(office, PaperKind.INVITATION, unit="608")
    said = "\n".join(block.text for block in document.blocks)
    assert "1. Thời gian: từ 7 giờ 30 đến 11 giờ 00, buổi sáng thứ Năm, ngày 16/4/2020." in said
    assert document.issuer == ("ỦY BAN NHÂN DÂN", "THÀNH PHỐ KON TUM")
    assert "Với tư cách: …" in said
    assert "theo số điện thoại: …" in said
    assert (document.addressees, document.copies[0]) == (("………………………………………………",), "- Đại biểu được mời;")


def test_an_order_is_told_as_it_was_and_as_it_is(office: Office) -> None:
    """Units of one level that change alike stand in one row; a suspension without end says until when it holds."""
    document = (
        order(OrderKind.SUSPEND, number="1048/UBND-KGVX", scope=Scope(levels=("commune",))),
        order(OrderKind.MOVE, number="1048/UBND-KGVX", scope=Scope(units=("608",)), point=2),
    )
    with office.store.act() as record:
        record.orders.add(document)
    [paper] = make_papers(office, PaperRequest(kind=PaperKind.ADJUSTMENT, written_on=JULY, order=" 1048/ubnd-kgvx "))
    rows = [row[1:] for row in paper.tables["changes"].rows]
    stopped = "tạm dừng đến khi có văn bản mới"
    assert ("Cấp xã: 101 đơn vị", "Thời gian tổ chức", "tháng 3/2020", stopped) in rows
    assert ("Phường Quang Trung", "Thời gian tổ chức", "tháng 02/2020", stopped) in rows
    assert ("Thành phố Kon Tum", "Thời gian tổ chức", "tháng 4/2020", JUNE.words) in rows


def test_a_signed_document_is_never_written_again(office: Office) -> None:
    """The notice is the Board's own, under a number and a signature to come; it says what it is an extract of."""
    with office.store.act() as record:
        record.orders.add((order(OrderKind.MOVE, number="1048/UBND-KGVX"),))
    written = worded(office, PaperKind.ADJUSTMENT, order="1048/UBND-KGVX")
    assert (written.issuer, written.title) == (("BAN THI ĐUA - KHEN THƯỞNG",), "THÔNG BÁO")
    assert (written.number, written.signer) == ("Số:        /TB-BTĐKT", "")
    assert "trích văn bản số 1048/UBND-KGVX ngày 27/3/2020" in written.subject
    assert "không thay cho văn bản số 1048/UBND-KGVX" in written.blocks[-1].text


def test_an_order_that_was_not_entered_is_unknown(office: Office) -> None:
    """No notice of an order that the record does not hold."""
    assert problem(office, PaperKind.ADJUSTMENT, order="9/UBND") == "paper_order_unknown"


@pytest.mark.parametrize("number", ["12; 13", "x", "0", "00/BC", "12/ BC", "-3", "1" * 9])
def test_a_number_is_a_number(office: Office, number: str) -> None:
    """Whatever else is typed is sent back rather than printed."""
    assert problem(office, PaperKind.REMINDER, number=number) == "paper_number_unfit"


def test_a_signer_is_somebody_in_the_register(office: Office) -> None:
    """By number or name, with or without marks; a stranger signs nothing."""
    assert find_official(office, "tran thi binh").number == "B1"
    assert find_official(office, "binh tran").number == "B1", "by parts of the name too"
    with pytest.raises(Rejected):
        find_official(office, "Ai đó")


def test_papers_on_results_wait_for_results(office: Office) -> None:
    """A unit that reported nothing has no report to print."""
    assert problem(office, PaperKind.RESULT_REPORT, unit="608") == "paper_without_result"


def test_neither_the_committee_nor_the_board_itself_is_urged(tmp_path: Path) -> None:
    """The province's congress and the Board's own tasks are no matter of this letter; the Committee has a copy."""
    office = kon_tum_office(tmp_path, FakeClock(datetime(2020, 10, 12, 8, tzinfo=ZONE)))
    derive_obligations(office, dry_run=False, by="test")
    october = PaperRequest(kind=PaperKind.REMINDER, written_on=date(2020, 10, 12))
    papers = make_papers(office, october)
    named = {str(row[1]) for paper in papers for row in paper.tables["late"].rows}
    assert not {name for name in named if name == "Tỉnh Kon Tum" or name.startswith("Ban Thi đua")}
    assert DOCUMENTS.compose(papers[0]).copies == (
        "- Như trên;",
        "- Ủy ban nhân dân tỉnh Kon Tum (để báo cáo);",
        "- Hội đồng Thi đua - Khen thưởng tỉnh Kon Tum (để báo cáo);",
        "- Lưu: VT, NV.",
    )


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (OrderKind.SUSPEND, "hội nghị tạm dừng đến khi có văn bản mới theo văn bản số 9/UBND"),
        (OrderKind.CANCEL, "hội nghị không tổ chức theo văn bản số 9/UBND"),
        (OrderKind.MOVE, f"ngày tổ chức 14/5/2020 không thuộc thời gian tại văn bản số 9/UBND: {JUNE.words}"),
    ],
)
def test_nobody_is_invited_to_a_conference_that_an_order_stopped_or_moved(
    office: Office, kind: OrderKind, why: str
) -> None:
    """The invitation says why it is a draft, by the order's number."""
    receive(office, "610_")
    with office.store.act() as record:
        record.orders.add((order(kind, number="9/UBND", scope=Scope(units=("610",))),))
    assert worded(office, PaperKind.INVITATION, unit="610").draft_mark == f"DỰ THẢO ({why})"


def test_nobody_is_invited_to_a_day_that_has_passed(office: Office) -> None:
    """A date before the paper's own is no invitation."""
    receive(office, "610_")
    assert "đã qua ngày tổ chức" in worded(office, PaperKind.INVITATION, unit="610").draft_mark


def test_an_order_is_told_as_it_was_entered_whatever_was_held_since(office: Office) -> None:
    """A conference held under the order is no exception to it: the notice says the same later on."""
    moved = order(OrderKind.MOVE, number="9/UBND", scope=Scope(units=("KT-STP",)))
    with office.store.act() as record:
        record.orders.add((moved,))
    before = worded(office, PaperKind.ADJUSTMENT, order="9/UBND")
    later = replace(office, clock=FakeClock(datetime(2020, 8, 10, 8, tzinfo=ZONE)))
    held = Evidence(
        unit="KT-STP",
        task="conference",
        done_on=date(2020, 7, 20),
        recorded_at=later.clock.now(),
        recorded_by="test",
        number="1/BC",
        signed_on=date(2020, 7, 21),
    )
    record_evidence(later, [held], channel=Channel.COMMAND)
    assert before.blocks == worded(later, PaperKind.ADJUSTMENT, order="9/UBND").blocks


def test_a_unit_is_numbered_by_its_own_symbol(office: Office) -> None:
    """Where heads.toml knows none, by the one in its plan's number: 11/KH-XSKT."""
    receive(office, "kt_xskt_lan_1")
    assert worded(office, PaperKind.INVITATION, unit="KT-XSKT", number="5").number == "Số: 05/GM-XSKT"

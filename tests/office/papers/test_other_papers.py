"""Reminders, invitations and adjustments, from the record."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.adapters.documents.composed import ComposedPaper
from emulation_workflow.adapters.documents.files import Documents
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.orders.order import OrderKind, Scope
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest, make_paper
from emulation_workflow.office.register_queries import find_official
from emulation_workflow.settings import PROJECT
from tests.support.kon_tum import kon_tum, kon_tum_office, receive
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
    return DOCUMENTS.compose(make_paper(office, PaperRequest(kind=kind, written_on=JULY, **more)))


def problem(office: Office, kind: PaperKind, **more: Any) -> str:
    with pytest.raises(Rejected) as refused:
        make_paper(office, PaperRequest(kind=kind, written_on=JULY, **more))
    return refused.value.problems[0].code


def test_the_late_are_listed_with_clause_day_and_whose_day_it_is(office: Office) -> None:
    """III.3: who owes what, by which clause, since when; the longest list goes in an annex across the page."""
    paper = make_paper(office, PaperRequest(kind=PaperKind.REMINDER, written_on=JULY))
    row = next(row for row in paper.tables["late"].rows if row[1] == "Sở Tư pháp" and row[3] == "Tổ chức hội nghị")
    assert row[4:] == ("II.2.4", date(2020, 6, 30), "theo kế hoạch: từ tháng 5/2020 đến tháng 6/2020", 10)
    document = DOCUMENTS.compose(paper)
    assert document.addressees == ("Các cơ quan, đơn vị, địa phương có tên trong danh sách kèm theo.",)
    assert document.annexes[0].is_wide


def test_one_unit_is_reminded_by_name(office: Office) -> None:
    """A letter to one unit names it, and lists nobody else's tasks."""
    paper = make_paper(office, PaperRequest(kind=PaperKind.REMINDER, written_on=JULY, unit="KT-STP"))
    assert {"Sở Tư pháp"} == {row[1] for row in paper.tables["late"].rows}
    assert DOCUMENTS.compose(paper).addressees == ("Sở Tư pháp.",)


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


def test_an_order_is_told_as_it_was_and_as_it_is(office: Office) -> None:
    """Units of one level that change alike stand in one row; a suspension without end says until when it holds."""
    document = (
        order(OrderKind.SUSPEND, number="1048/UBND-KGVX", scope=Scope(levels=("commune",))),
        order(OrderKind.MOVE, number="1048/UBND-KGVX", scope=Scope(units=("608",)), point=2),
    )
    with office.store.act() as record:
        record.orders.add(document)
    paper = make_paper(office, PaperRequest(kind=PaperKind.ADJUSTMENT, written_on=JULY, order=" 1048/ubnd-kgvx "))
    rows = [row[1:] for row in paper.tables["changes"].rows]
    stopped = "tạm dừng đến khi có văn bản mới"
    assert ("Cấp xã: 101 đơn vị", "Thời gian tổ chức", "tháng 3/2020", stopped) in rows
    assert ("Phường Quang Trung", "Thời gian tổ chức", "tháng 02/2020", stopped) in rows
    assert ("Thành phố Kon Tum", "Thời gian tổ chức", "tháng 4/2020", JUNE.words) in rows
    written = DOCUMENTS.compose(paper)
    assert (written.number, written.signer) == ("Số: 1048/UBND-KGVX", "Lê Văn Chính")
    assert written.place_and_day == "Kon Tum, ngày 27 tháng 3 năm 2020"


@pytest.mark.parametrize(("number", "title"), [("1048/UBND-KGVX", ""), ("302/TB-UBND", "THÔNG BÁO")])
def test_an_order_given_by_letter_is_told_by_letter(office: Office, number: str, title: str) -> None:
    """A letter (công văn) has no type above it: its subject stands under its number, and it is addressed."""
    with office.store.act() as record:
        record.orders.add((order(OrderKind.MOVE, number=number),))
    written = worded(office, PaperKind.ADJUSTMENT, order=number)
    assert title == written.title
    assert bool(title) is not bool(written.about)
    assert bool(title) is not bool(written.addressees)


def test_an_order_that_was_not_entered_is_unknown(office: Office) -> None:
    """No notice of an order that the record does not hold."""
    assert problem(office, PaperKind.ADJUSTMENT, order="9/UBND") == "paper_order_unknown"


@pytest.mark.parametrize("number", ["12; 13", "x", "12/ BC", "-3", "1" * 9])
def test_a_number_is_a_number(office: Office, number: str) -> None:
    """Whatever else is typed is sent back rather than printed."""
    assert problem(office, PaperKind.REMINDER, number=number) == "paper_number_unfit"


def test_a_signer_is_somebody_in_the_register(office: Office) -> None:
    """By number or name, with or without marks; a stranger signs nothing."""
    assert find_official(office, "tran thi binh").number == "B1"
    with pytest.raises(Rejected):
        find_official(office, "Ai đó")


def test_papers_on_results_wait_for_results(office: Office) -> None:
    """A unit that reported nothing has no report to print."""
    assert problem(office, PaperKind.RESULT_REPORT, unit="608") == "paper_without_result"

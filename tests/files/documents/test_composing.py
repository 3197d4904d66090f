"""Papers put into words: heads, numbers, days, signatures, and what people wrote."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from emulation_workflow.adapters.documents.composed import BlockKind, ComposedPaper
from emulation_workflow.adapters.documents.files import Documents
from emulation_workflow.adapters.documents.words import PaperNotWorded
from emulation_workflow.domain.papers.paper import PaperKind
from emulation_workflow.domain.registers.units import Official
from emulation_workflow.office.office import Office
from emulation_workflow.office.papers import PaperRequest
from emulation_workflow.office.papers.consolidated import report_on
from emulation_workflow.office.papers.result_papers import delegate_list, result_report
from emulation_workflow.settings import PROJECT
from tests.support.kon_tum import kon_tum
from tests.support.samples import papers as sample

JULY = date(2020, 7, 10)
HEAD = Official(number="2", name="A Thủy", title="Chủ tịch Ủy ban nhân dân huyện", role="unit", email="")


def asked(kind: PaperKind = PaperKind.RESULT_REPORT, **more: Any) -> PaperRequest:
    return PaperRequest(**{"kind": kind, "written_on": JULY, **more})


@pytest.fixture
def report(office: Office, documents: Documents) -> Any:
    """Composes a district's result report, asked for in some way."""

    def compose(outcome: Any = None, **more: Any) -> ComposedPaper:
        return documents.compose(result_report(office, asked(**more), outcome or sample.outcome()))

    return compose


@pytest.mark.parametrize(
    ("given", "expected"),
    [("", "Số:        /BC-UBND"), ("5", "Số: 05/BC-UBND"), ("125", "Số: 125/BC-UBND"), ("7/BC-HĐ", "Số: 7/BC-HĐ")],
)
def test_the_number_is_the_clerks(report: Any, given: str, expected: str) -> None:
    """Room is left for it; a number below 10 is written with its zero; a whole number and symbol stand as given."""
    assert expected == report(number=given).number


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 2, 5), "Đắk Glei, ngày 05 tháng 02 năm 2020"),
        (date(2020, 9, 14), "Đắk Glei, ngày 14 tháng 9 năm 2020"),
    ],
)
def test_a_zero_stands_before_days_under_ten_and_the_months_one_and_two(report: Any, day: date, expected: str) -> None:
    """Place and day as official papers have them."""
    assert expected == report(written_on=day).place_and_day


def test_the_last_words_bear_the_sign_of_the_end(report: Any) -> None:
    """The sign stands once, after the last word of the body."""
    words = [block.text for block in report().blocks if block.kind is BlockKind.BODY]
    assert words[-1].endswith("Đắk Glei./.")
    assert sum("./." in text for text in words) == 1


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("Phó Chủ tịch Ủy ban nhân dân huyện", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Phó chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Quyền Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        ("Phó Bí thư Huyện ủy, Chủ tịch Ủy ban nhân dân huyện", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("Phó Chỉ huy trưởng", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỈ HUY TRƯỞNG", "PHÓ CHỈ HUY TRƯỞNG")),
        ("Trưởng phòng Nội vụ, Văn phòng", ("TM. ỦY BAN NHÂN DÂN", "TRƯỞNG PHÒNG NỘI VỤ")),
        ("", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("TL. Chủ tịch, Chánh Văn phòng", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("Thừa ủy quyền Trưởng phòng Nội vụ", ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ")),
    ],
)
def test_a_deputy_signs_for_the_head_in_the_committees_name(report: Any, title: str, expected: tuple[str, ...]) -> None:
    """TM., KT. and the offices are written out, the name stands alone; nobody is printed as the head who is not."""
    signer = Official(number="1", name="Y Thị Lan", title=title, role="unit", email="")
    written = report(signer=signer)
    assert (expected, "Y Thị Lan") == (written.signing, written.signer)


@pytest.mark.parametrize(
    ("title", "expected", "mark"),
    [
        ("Phó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ""),
        ("Trưởng phòng Nội vụ", ("… CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ"), "TL. hoặc TUQ."),
        ("Phó Giám đốc Sở Nội vụ", ("… CHỦ TỊCH", "PHÓ GIÁM ĐỐC SỞ NỘI VỤ"), "TL. hoặc TUQ."),
        ("TUQ. Trưởng phòng Nội vụ", ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ"), ""),
    ],
)
def test_who_stands_in_and_is_no_deputy_signs_by_order_or_by_power(
    office: Office, documents: Documents, title: str, expected: tuple[str, ...], mark: str
) -> None:
    """Which of the two only the office knows: what the register does not say is left open, and the paper is a draft."""
    signer = Official(number="1", name="Y Thị Lan", title=title, role="unit", email="")
    paper = result_report(office, asked(signer=signer), sample.outcome())
    written = documents.compose(replace(paper, signs_for=HEAD))
    assert (expected, bool(mark)) == (written.signing, bool(written.draft_mark))
    assert mark in written.draft_mark


def test_a_party_body_bears_no_quoc_hieu_and_numbers_with_a_hyphen(report: Any) -> None:
    """Hướng dẫn 36-HD/VPTW: "ĐẢNG CỘNG SẢN VIỆT NAM", a star under the issuer, "Số …-BC/BTGTU"."""
    written = report(sample.outcome(sample.PARTY_BODY), number="75")
    assert (
        written.format.head.nation,
        written.format.head.motto,
        written.format.head.separator,
    ) == ("", "ĐẢNG CỘNG SẢN VIỆT NAM", "*")
    assert written.number == "Số 75-BC/BTGTU"
    deputy = Official(number="1", name="Y Thị Lan", title="Phó Trưởng Ban", role="unit", email="")
    assert report(sample.outcome(sample.PARTY_BODY), signer=deputy).signing == ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("Tỉnh đoàn Kon Tum", "Phó Bí thư", ("TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ")),
        ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Phó Chủ tịch", ("TM. BAN THƯỜNG TRỰC", "PHÓ CHỦ TỊCH")),
        ("Hội Nông dân tỉnh", "Chủ tịch", ("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH")),
    ],
)
def test_members_of_a_standing_committee_sign_as_equals(
    report: Any, name: str, title: str, expected: tuple[str, ...]
) -> None:
    """In its name a deputy signs by the own title, and for nobody ("KT.")."""
    body = replace(sample.PARTY_BODY, name=name, group="")
    signer = Official(number="1", name="Y Thị Lan", title=title, role="unit", email="")
    assert expected == report(sample.outcome(body), signer=signer).signing


def test_a_list_stands_under_the_number_of_the_report_that_it_goes_with(office: Office, documents: Documents) -> None:
    """A list of delegates is no type of paper of its own."""
    written = documents.compose(delegate_list(office, asked(PaperKind.DELEGATE_LIST), sample.delegates(3)))
    assert written.number == ""
    assert written.note.startswith("(Kèm theo Báo cáo số        /BC-UBND ngày 10 tháng 7 năm 2020 của Ủy ban nhân dân")


def test_annexes_are_numbered_only_where_there_are_several(office: Office, documents: Documents) -> None:
    """Roman numbers; each says with which paper it goes."""
    written = documents.compose(report_on(office, asked(PaperKind.CONSOLIDATED_REPORT), sample.province(20)))
    assert [annex.heading for annex in written.annexes] == ["Phụ lục I", "Phụ lục II", "Phụ lục III", "Phụ lục IV"]
    assert all("/BC-BTĐKT ngày 10 tháng 7 năm 2020" in annex.note for annex in written.annexes)


@pytest.mark.parametrize("hostile", ["a\n# b\n[[composition]]", "x\v\x00y", "  {{ plan }} ${x} \\end #let "])
def test_what_a_unit_wrote_makes_no_paragraph_heading_or_table(report: Any, hostile: str) -> None:
    """A unit's words stay inside their sentence, whatever they look like."""
    plain, told = report(), report(sample.outcome(lessons=hostile))
    assert [block.kind for block in plain.blocks] == [block.kind for block in told.blocks]
    assert all(block.text.isprintable() for block in told.blocks)


def test_what_a_unit_left_open_is_left_open_in_its_report(report: Any) -> None:
    """It is the unit's own paper: room for the clerk, no figure 0, no day made up, no word of ours on its silence."""
    bare = sample.outcome(participants=None, session="", mode="", contents=(), delegates=None, lessons="", minutes="")
    words = "\n".join(block.text for block in report(replace(bare, difficulties=())).blocks)
    assert words.count(": ………………………………") == 6
    assert "nêu." not in words
    assert "Khó khăn" not in words


def test_counts_are_summed_only_where_all_are_stated(office: Office) -> None:
    """A sum of some would pass for the whole."""
    part = result_report(office, asked(), sample.outcome())
    whole = result_report(office, asked(), sample.outcome(composition=sample.outcome().composition[:2]))
    assert (part.tables["composition"].totals, whole.tables["composition"].totals) == ((), ("Tổng cộng", 107))


def test_a_count_that_nobody_stated_is_no_zero_on_paper(report: Any) -> None:
    """It is printed as a gap, and the gap is explained under its table."""
    written = report()
    [table] = [block.table for block in written.blocks if block.table and block.table.table.title == "Thành phần"]
    assert [row[-1] for row in table.rows()] == ["35", "72", "…"]
    assert [block.text for block in written.blocks if block.kind is BlockKind.NOTE] == [
        "Ghi chú: “…” là chưa có số liệu."
    ]


def test_every_paper_says_what_it_was_made_from(report: Any) -> None:
    """The last day of the data, the regulation, and the hashes of plan and report: among the properties alone."""
    written = report()
    assert "đến ngày 10/02/2020; thể thức theo Nghị định số 30/2020/NĐ-CP" in written.keywords
    assert f"gửi lần thứ nhất: SHA-256 {'a' * 64}" in written.keywords
    assert written.source == ()


def test_papers_of_a_made_up_campaign_say_so(office: Office) -> None:
    """Nobody takes them for real ones."""
    made_up = Documents(PROJECT / "templates" / "documents", replace(kon_tum(), fictional=True))
    assert made_up.compose(result_report(office, asked(), sample.outcome())).source[0].startswith("Dữ liệu giả định")


def test_a_missing_value_is_a_fault_of_ours_and_never_a_gap_on_paper(office: Office, documents: Documents) -> None:
    """StrictUndefined, as for letters."""
    paper = result_report(office, asked(), sample.outcome())
    with pytest.raises(PaperNotWorded, match="result_report"):
        documents.compose(replace(paper, context={"unit": "x"}))

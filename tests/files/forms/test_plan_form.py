"""The spreadsheet form: made for one unit, read back exactly, and refused with the cell where it was rebuilt."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from emulation_workflow.adapters.forms.beside import words_beside
from emulation_workflow.adapters.forms.filled_forms import read_plan_form
from emulation_workflow.adapters.forms.kinds import PLAN_FORM
from emulation_workflow.adapters.forms.layout import KEYS_SHEET
from emulation_workflow.adapters.forms.written import form_bytes, result_form_bytes
from emulation_workflow.adapters.spreadsheets.workbook_guard import open_workbook
from emulation_workflow.adapters.submissions.files import read_incoming_file
from emulation_workflow.domain.campaign import Campaign
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import AgendaItem, Headcount, UnitPlan
from emulation_workflow.messages import sentence
from emulation_workflow.messages.forms.plan_form import SHEET
from tests.support import builders
from tests.support.kon_tum import kon_tum
from tests.support.kon_tum import units as kon_tum_units
from tests.support.samples.plans import plans

CAMPAIGN = builders.campaign()
UNITS = (
    *(builders.COMMUNE, builders.PILOT_COMMUNE, builders.CITY, builders.DISTRICT),
    *(builders.ENTERPRISE, builders.PILOT_ENTERPRISE, builders.DEPARTMENT, builders.PILOT_DEPARTMENT),
)
Change = Callable[[Worksheet], None]


def book_of(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(data: bytes, campaign: Campaign = CAMPAIGN) -> UnitPlan:
    return read_plan_form(open_workbook(data), campaign=campaign, units=UNITS)


def refusal(data: bytes, campaign: Campaign = CAMPAIGN) -> str:
    """Why the form is refused, in words."""
    with pytest.raises(Rejected) as refused:
        read(data, campaign)
    return "\n".join(sentence(problem) for problem in refused.value.problems)


def texts(data: bytes) -> list[str]:
    """Everything the form shows."""
    return [str(value) for row in book_of(data)[SHEET].values for value in row if value is not None]


def row_of(sheet: Worksheet, label: str) -> int:
    """The row of the field with this label."""
    rows: list[int] = [cell.row for cell in sheet["B"] if cell.value == label]
    return rows[0]


def filled(label: str, value: Any, *, unit: Unit = builders.PILOT_DEPARTMENT, column: str = "C") -> bytes:
    """The unit's good plan on its form, with another value typed in one field."""
    book = book_of(form_bytes(CAMPAIGN, unit, plan=builders.plan_of(unit)))
    sheet = book[SHEET]
    sheet[f"{column}{row_of(sheet, label)}"] = value
    return saved(book)


@pytest.mark.parametrize("unit", UNITS[::2], ids=lambda unit: str(unit.level))
def test_a_filled_form_gives_exactly_the_plan(unit: Unit) -> None:
    """At every level, whatever the plan says."""

    @settings(max_examples=6)
    @given(plans(CAMPAIGN, unit))
    def for_any_plan(plan: UnitPlan) -> None:
        assert read(form_bytes(CAMPAIGN, unit, plan=plan)) == plan

    for_any_plan()


@pytest.mark.parametrize("unit", UNITS[1::2], ids=lambda unit: str(unit.code))
def test_another_unit_of_the_level_reads_back_as_well(unit: Unit) -> None:
    """Pilots and units that are none have forms of their own."""
    plan = builders.plan_of(unit)
    assert read(form_bytes(CAMPAIGN, unit, plan=plan)) == plan


def test_a_campaign_unlike_the_first_has_its_own_form() -> None:
    """Two levels, several names, a threshold of 200: another file and no code."""
    campaign = builders.two_level_campaign()
    conference = campaign.levels[0].conference
    assert conference is not None
    plan = builders.plan_of(builders.COMMUNE, headcount=Headcount(employees=180), conference_name=conference.names[1])
    data = form_bytes(campaign, builders.COMMUNE, plan=replace(plan, emphases={}))
    assert read(data, campaign) == replace(plan, emphases={})
    assert "Người lao động" in texts(data)


def test_the_form_shows_the_window_the_cap_and_the_clauses() -> None:
    """What the plan says stands beside the field it is about."""
    shown = texts(form_bytes(CAMPAIGN, builders.COMMUNE))
    assert "Kế hoạch quy định: tháng 3/2020" in shown
    assert "Không quá 100 đại biểu, kể cả khách mời" in shown
    assert {"Đơn vị X1", "Cấp xã", "II.2.1", f"Tên kế hoạch quy định: “{builders.COMMUNE_NAME}”", "mục T049"} <= set(
        shown
    )


def test_a_group_is_shown_the_share_that_the_plan_fixes_for_it() -> None:
    """Beside a group stands its share, or that the plan fixes none; never both."""
    assert "Kế hoạch không quy định tỷ lệ" in texts(form_bytes(CAMPAIGN, builders.COMMUNE))
    shown = texts(form_bytes(builders.campaign_with_a_share("nông dân ít nhất 30%"), builders.COMMUNE))
    assert "nông dân ít nhất 30%" in shown
    assert "Kế hoạch không quy định tỷ lệ" not in shown


def test_a_unit_that_reports_to_the_one_above_is_shown_it() -> None:
    """Namesakes are told apart by their district."""
    levels = (replace(builders.COMMUNES, reports_to="parent"), *CAMPAIGN.levels[1:])
    shown = texts(form_bytes(replace(CAMPAIGN, levels=levels), builders.COMMUNE, parent=builders.DISTRICT))
    assert "Đơn vị H2" in shown


def test_a_pilot_is_shown_its_own_window() -> None:
    """A pilot's window stands in place of the general one (A09)."""
    shown = texts(form_bytes(CAMPAIGN, builders.CITY))
    assert "Đơn vị làm điểm: tháng 4/2020" in shown
    assert not any("tháng 5/2020" in text for text in shown)


def test_a_pilot_without_a_date_is_not_given_one() -> None:
    """A07: where the plan is silent the form proposes and says so, and warns of no date."""
    data = form_bytes(CAMPAIGN, builders.PILOT_DEPARTMENT)
    assert "Tháng 4/2020, tương tự II.2.2*" in texts(data)
    assert [rule for rule in book_of(data)[SHEET].data_validations.dataValidation if rule.type == "date"] == []


def test_the_gap_at_exactly_100_is_named_and_not_filled() -> None:
    """A01: neither branch is said to cover it."""
    shown = "\n".join(texts(form_bytes(CAMPAIGN, builders.ENTERPRISE)))
    assert "đúng 100 người lao động: kế hoạch không nêu, cần hỏi Ban" in shown


def test_nothing_is_asked_that_the_level_does_not_need() -> None:
    """A commune counts no head and keeps no structure table; a department does the one, a district the other."""
    commune, city, department = (
        texts(form_bytes(CAMPAIGN, unit)) for unit in (builders.COMMUNE, builders.CITY, builders.DEPARTMENT)
    )
    assert ("Công chức" in commune, "Công chức" in department) == (False, True)
    assert ("Đại biểu nữ" in commune, "Đại biểu nữ" in city) == (False, True)
    assert (
        "Hình thức tổ chức (toàn thể/đại biểu)" in commune,
        "Hình thức tổ chức (toàn thể/đại biểu)" in department,
    ) == (False, True)


def test_what_a_returned_plan_says_beyond_its_level_is_kept() -> None:
    """A plan sent back for correction loses nothing on the way."""
    plan = builders.plan_of(builders.COMMUNE, headcount=Headcount(employees=12))
    assert read(form_bytes(CAMPAIGN, builders.COMMUNE, plan=plan)) == plan


def test_what_a_returned_plan_says_in_its_own_words_is_kept() -> None:
    """Who attends and what is done besides the plan's lists have rows of their own, and read back the same."""
    good = builders.plan_of(builders.COMMUNE)
    besides = AgendaItem(content="Văn nghệ chào mừng", minutes=15)
    plan = replace(good, delegates={**good.delegates, "Cán bộ hưu trí": 5}, agenda=(*good.agenda, besides), total=None)
    assert read(form_bytes(CAMPAIGN, builders.COMMUNE, plan=plan)) == plan


def test_only_coloured_cells_can_be_filled() -> None:
    """Everything else is locked, and what is coloured is open."""
    sheet = book_of(form_bytes(CAMPAIGN, builders.CITY))[SHEET]
    rows = sheet.iter_rows(min_row=row_of(sheet, "Số, ký hiệu kế hoạch"))
    cells = [cell for row in rows for cell in row if isinstance(cell, Cell)]
    open_cells = {cell.coordinate for cell in cells if not cell.protection.locked}
    coloured = {cell.coordinate for cell in cells if cell.fill.fgColor.rgb == "00FFF6CC"}
    assert sheet.protection.sheet
    assert open_cells == coloured


def test_a_day_outside_the_window_is_warned_of_and_a_wrong_number_stopped() -> None:
    """An order may cover the day, so the plan must be told as it is; half a person covers nothing."""
    rules = book_of(form_bytes(CAMPAIGN, builders.COMMUNE))[SHEET].data_validations.dataValidation
    assert {(rule.type, rule.errorStyle or "stop") for rule in rules if rule.type} == {
        ("date", "warning"),
        ("whole", "stop"),
        ("list", "stop"),
        ("list", "warning"),
    }


def test_warnings_fit_what_a_spreadsheet_can_show() -> None:
    """Excel calls a file damaged whose message or prompt is longer than 255 signs or its title than 32."""
    for unit in UNITS:
        for rule in book_of(form_bytes(CAMPAIGN, unit))[SHEET].data_validations.dataValidation:
            assert max(len(rule.error or ""), len(rule.prompt or "")) <= 255
            assert max(len(rule.errorTitle or ""), len(rule.promptTitle or "")) <= 32


def test_the_form_prints_on_a4_one_page_wide() -> None:
    """Offices sign on paper."""
    sheet = book_of(form_bytes(CAMPAIGN, builders.CITY))[SHEET]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.orientation) == (9, 1, "portrait")


def test_the_headings_stay_in_view_and_stand_on_each_page() -> None:
    """With nothing above them but the form's title: what a clerk scrolls has the rest of the screen."""
    sheet = book_of(form_bytes(CAMPAIGN, builders.CITY))[SHEET]
    row = row_of(sheet, "Nội dung")
    assert (sheet.freeze_panes, sheet.print_title_rows) == (f"A{row + 1}", f"${row}:${row}")
    assert row <= 3


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """What a unit wrote is never run on the machine of whoever opens the form."""
    plan = builders.plan_of(builders.COMMUNE, place='=HYPERLINK("http://example.org")')
    data = form_bytes(CAMPAIGN, builders.COMMUNE, plan=plan)
    sheet = book_of(data)[SHEET]
    assert sheet[f"C{row_of(sheet, 'Địa điểm')}"].data_type == "s"
    assert read(data) == plan


def test_a_form_states_nothing_for_the_unit() -> None:
    """What is checked is filled in by nobody but the unit: each open cell of a new form is empty."""
    for unit in UNITS:
        for data in (
            form_bytes(CAMPAIGN, unit, by_when="ngày 31/3/2020"),
            result_form_bytes(CAMPAIGN, unit, plan=builders.plan_of(unit)),
        ):
            cells = [cell for sheet in book_of(data) for row in sheet.iter_rows() for cell in row]
            assert {cell.value for cell in cells if not cell.protection.locked} == {None}


def _with_the_name(book: Workbook) -> None:
    """Fill the name in and say so, as forms did that went out before."""
    sheet, keys = book[SHEET], book[KEYS_SHEET]
    row = row_of(sheet, "Tên hội nghị")
    sheet[f"C{row}"] = builders.COMMUNE_NAME
    noted = next(cell.row for cell in keys["A"] if cell.value == "conference_name")
    keys[f"F{noted}"] = builders.COMMUNE_NAME


@pytest.mark.parametrize("change", [lambda _: None, _with_the_name], ids=["of today", "sent out before"])
def test_an_empty_form_is_not_a_plan(change: Callable[[Workbook], None]) -> None:
    """Nothing was said, neither by the unit nor for it."""
    book = book_of(form_bytes(CAMPAIGN, builders.COMMUNE))
    change(book)
    assert refusal(saved(book)) == "Phiếu chưa được điền; đề nghị điền các ô có màu rồi gửi lại."


@pytest.mark.parametrize(("typed", "expected"), [("8h15", time(8, 15)), (time(8, 15), time(8, 15))])
def test_an_hour_may_be_typed_as_text_or_as_time(typed: Any, expected: time) -> None:
    """Excel keeps 8h15 as text and 8:15 as a time."""
    assert read(filled("Giờ bắt đầu", typed)).starts_at == expected


@pytest.mark.parametrize("typed", ["23/4/2020", datetime(2020, 4, 23)])  # noqa: DTZ001 - as spreadsheets give it
def test_a_day_may_be_typed_as_text_or_as_date(typed: Any) -> None:
    """Which of the two Excel makes of it depends on the machine's language."""
    assert read(filled("Ngày tổ chức", typed)) == builders.plan_of(builders.PILOT_DEPARTMENT)


@pytest.mark.parametrize(
    ("label", "typed", "said"),
    [
        ("Đại biểu khách mời", "20 người", "(Đại biểu khách mời): “20 người” không phải là số nguyên"),
        ("Đại biểu khách mời", -3, "Số -3 nhỏ hơn 0"),
        ("Đại biểu khách mời", 2.5, "“2.5” không phải là số nguyên"),
        ("Đại biểu khách mời", "=10+10", "chứa công thức"),
        ("Đại biểu khách mời", "#REF!", "báo lỗi tính toán"),
        ("Ngày tổ chức", "30/02/2020", "(Ngày tổ chức): Ngày “30/02/2020” không có trong lịch"),
        ("Hình thức tổ chức (toàn thể/đại biểu)", "cả hai", "“cả hai” không rõ"),
        ("Công chức", "nhiều", "(Công chức): “nhiều” không phải là số nguyên"),
        ("Báo cáo tổng kết", "có lẽ", "“có lẽ” không rõ là có hay không"),
        ("Báo cáo tổng kết", None, "Chưa chọn “Có” nhưng đã ghi số phút"),
        ("Số, ký hiệu kế hoạch", datetime(2020, 3, 12), "đã bị bảng tính đổi thành ngày"),  # noqa: DTZ001 - as spreadsheets give it
    ],
)
def test_a_wrong_cell_is_named(label: str, typed: Any, said: str) -> None:
    """By its address and its title, with what to do."""
    told = refusal(filled(label, typed))
    sheet = book_of(form_bytes(CAMPAIGN, builders.PILOT_DEPARTMENT, plan=builders.plan_of(builders.PILOT_DEPARTMENT)))
    assert told.startswith(f"ô C{row_of(sheet[SHEET], label)} (")
    assert said in told


@pytest.mark.parametrize(("label", "typed", "has_none"), [("Anh hùng", "Không có", True), ("Anh hùng", "Có", False)])
def test_the_form_asks_whether_there_are_heroes(label: str, typed: str, *, has_none: bool) -> None:
    """“Có” says that there are some; the plan keeps that there are none."""
    book = book_of(form_bytes(CAMPAIGN, builders.COMMUNE, plan=builders.plan_of(builders.COMMUNE)))
    sheet = book[SHEET]
    sheet[f"C{row_of(sheet, label)}"] = typed
    assert read(saved(book)).has_no_heroes == has_none


@pytest.mark.parametrize("typed", ["Đúng", "Có", "x"])
def test_a_form_sent_before_says_yes_where_there_are_none(typed: str) -> None:
    """Then it asked whether the unit had none: a yes is read as it was meant."""
    book = book_of(form_bytes(CAMPAIGN, builders.COMMUNE, plan=builders.plan_of(builders.COMMUNE)))
    sheet, keys = book[SHEET], book[KEYS_SHEET]
    row = row_of(sheet, "Anh hùng")
    sheet[f"B{row}"] = former = "Đơn vị không có Anh hùng"
    next(cell for cell in keys["D"] if cell.value == "Anh hùng").value = former
    sheet[f"C{row}"] = typed
    assert read(saved(book)).has_no_heroes


def test_the_words_of_forms_sent_before_are_the_forms_own() -> None:
    """Nobody wrote them: they are not told as written beside the fields."""
    book = book_of(form_bytes(CAMPAIGN, builders.COMMUNE, plan=builders.plan_of(builders.COMMUNE)))
    sheet = book[SHEET]
    sheet[f"E{row_of(sheet, 'Anh hùng')}"] = (
        "Nếu không có thì chọn “Đúng”; nếu có thì ghi số lượng ở trên và để trống ô này"
    )
    sheet[f"A{row_of(sheet, 'Anh hùng')}"] = "Phải làm trước"
    assert words_beside(open_workbook(saved(book)), kind=PLAN_FORM, campaign=CAMPAIGN, units=UNITS) == ()


FORMS_OF_0_1_0 = sorted((Path(__file__).parents[2] / "fixtures" / "of_0_1_0" / "sent").glob("*.xlsx"))


@pytest.mark.parametrize("path", FORMS_OF_0_1_0, ids=lambda path: path.stem)
def test_a_form_of_the_first_version_holds_no_words_of_its_own(path: Path) -> None:
    """Else each that comes back would be an item for the Board, and nobody would read them."""
    read = read_incoming_file(path.name, path.read_bytes(), campaign=kon_tum(), units=kon_tum_units())
    assert (read.problems, read.beside) == ((), ())


def test_wrong_minutes_are_named_by_their_own_cell() -> None:
    """An agenda item has three cells; the wrong one is told."""
    told = refusal(filled("Báo cáo tổng kết", "lâu", column="D"))
    assert told.startswith("ô D")


def changes() -> Iterator[tuple[Change, str]]:
    """What people do to a form, and what they are told."""
    yield lambda sheet: sheet.insert_rows(20), "phiếu đã bị sửa, thêm hoặc xóa dòng"
    yield lambda sheet: sheet.delete_rows(20), "phiếu đã bị sửa, thêm hoặc xóa dòng"
    yield (
        lambda sheet: sheet.__setitem__(f"B{row_of(sheet, 'Địa điểm')}", "Nơi họp"),
        "vốn ghi “Địa điểm”, nay ghi “Nơi họp”",
    )
    yield lambda sheet: setattr(sheet, "title", "Sheet1"), "Thiếu trang “Kế hoạch”"


@pytest.mark.parametrize(("change", "said"), list(changes()))
def test_a_form_that_was_rebuilt_is_not_guessed_at(change: Change, said: str) -> None:
    """A number in a shifted row would count for somebody else."""
    book = book_of(form_bytes(CAMPAIGN, builders.CITY, plan=builders.plan_of(builders.CITY)))
    change(book[SHEET])
    assert said in refusal(saved(book))


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("A1", "something", "không phải là phiếu đã gửi đơn vị"),
        ("B1", 0, "Phiếu theo mẫu cũ (mẫu 0, nay là mẫu 1)"),
        ("B2", "other", "Phiếu này của một kế hoạch khác (other), không phải Kế hoạch số 01/KH-UBND"),
        ("B3", "T9", "Không có đơn vị “T9”"),
        ("B6", "ZZ99999", "không phải là phiếu đã gửi đơn vị"),
        ("A6", "unheard_of", "Không có mục nào tên “unheard_of”"),
        ("A6", "headcount.soldiers", "Không có mục nào tên “soldiers”"),
        ("A6", "number.part", "Không có mục nào tên “number.part”"),
    ],
)
def test_a_hidden_sheet_that_says_something_else_is_refused(cell: str, value: Any, said: str) -> None:
    """An old form, another campaign's, or one that was tampered with."""
    book = book_of(form_bytes(CAMPAIGN, builders.CITY, plan=builders.plan_of(builders.CITY)))
    book[KEYS_SHEET][cell] = value
    assert said in refusal(saved(book))


def test_a_form_without_its_hidden_sheet_is_refused() -> None:
    """A copy of the visible sheet alone says nothing of what it is."""
    book = book_of(form_bytes(CAMPAIGN, builders.CITY, plan=builders.plan_of(builders.CITY)))
    del book[KEYS_SHEET]
    assert "Thiếu trang “_phieu”" in refusal(saved(book))


def test_any_other_workbook_is_not_a_form() -> None:
    """A list of guests in Excel is no plan."""
    assert "Thiếu trang" in refusal(saved(Workbook()))


def test_a_unit_the_plan_does_not_bind_gets_no_form() -> None:
    """The province's congress has a plan of its own (II.2.5)."""
    with pytest.raises(Rejected, match="plan_unit_of_own_plan"):
        form_bytes(CAMPAIGN, builders.PROVINCE_UNIT)

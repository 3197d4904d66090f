"""The result report's form: made for one unit, read back exactly, and refused with the cell where it cannot be read."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from emulation_workflow.adapters.forms.filled_forms import read_result_form
from emulation_workflow.adapters.forms.layout import KEYS_SHEET, MAX_ROWS
from emulation_workflow.adapters.forms.written import form_bytes, result_form_bytes
from emulation_workflow.adapters.spreadsheets.workbook_guard import open_workbook
from emulation_workflow.demo.any_campaign.good_plans import good_plan
from emulation_workflow.domain.campaign import Campaign, Window
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers import formal_name
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.domain.submissions.plan import Headcount
from emulation_workflow.domain.submissions.report import Honour, Party, ResultReport, Talk
from emulation_workflow.messages import sentence
from emulation_workflow.messages.forms.result_form import SHEET
from tests.support import builders
from tests.support.kon_tum import kon_tum, units
from tests.support.samples.plans import reports

CAMPAIGN = builders.campaign()
UNITS = (
    *(builders.COMMUNE, builders.PILOT_COMMUNE, builders.CITY, builders.DISTRICT),
    *(builders.ENTERPRISE, builders.PILOT_ENTERPRISE, builders.DEPARTMENT, builders.PILOT_DEPARTMENT),
)
PAPER = Talk(title="Nuôi dê lai", field="Nông nghiệp", author="Hội Nông dân", kind=Party.COLLECTIVE)
HONOUR = Honour(
    honoured="Bà Y Lan",
    kind=Party.INDIVIDUAL,
    award="Giấy khen",
    decision="12/QĐ-UBND",
    signed_on=date(2020, 4, 1),
    put_forward="Bỏ phiếu kín",
)


def report_of(unit: Unit, **changes: Any) -> ResultReport:
    """A good report of `unit`: its good plan as held, one paper, one honour, lessons."""
    plan = replace(builders.plan_of(unit), number="45/BC", signed_on=date(2020, 6, 30))
    good = ResultReport(
        conference=plan, papers=(PAPER,), honours=(HONOUR,), lessons="Chọn người nói thật.\nNgắn gọn.", minutes="03/BB"
    )
    return replace(good, **changes)


def book_of(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(data: bytes, campaign: Campaign = CAMPAIGN) -> ResultReport:
    return read_result_form(open_workbook(data), campaign=campaign, units=UNITS)


def refusal(data: bytes) -> str:
    """Why the form is refused, in words."""
    with pytest.raises(Rejected) as refused:
        read(data)
    return "\n".join(sentence(problem) for problem in refused.value.problems)


def row_of(sheet: Worksheet, label: str) -> int:
    """The row of the field with this label."""
    rows: list[int] = [cell.row for cell in sheet["B"] if cell.value == label]
    return rows[0]


def texts(data: bytes, sheet: str = SHEET) -> list[str]:
    """Everything a sheet shows."""
    return [str(value) for row in book_of(data)[sheet].values for value in row if value is not None]


def changed(change: Callable[[Workbook], None], unit: Unit = builders.PILOT_DEPARTMENT) -> bytes:
    """The unit's good report on its form, with something done to it."""
    book = book_of(result_form_bytes(CAMPAIGN, unit, report=report_of(unit)))
    change(book)
    return saved(book)


@pytest.mark.parametrize("unit", UNITS[::2], ids=lambda unit: str(unit.level))
def test_a_filled_form_gives_exactly_the_report(unit: Unit) -> None:
    """At every level, whatever the report says."""

    @settings(max_examples=6)
    @given(reports(CAMPAIGN, unit))
    def for_any_report(report: ResultReport) -> None:
        assert read(result_form_bytes(CAMPAIGN, unit, report=report)) == report

    for_any_report()


@pytest.mark.parametrize("unit", UNITS[1::2], ids=lambda unit: str(unit.code))
def test_another_unit_of_the_level_reads_back_as_well(unit: Unit) -> None:
    """Pilots and units that are none have forms of their own."""
    assert read(result_form_bytes(CAMPAIGN, unit, report=report_of(unit))) == report_of(unit)


def test_a_report_with_many_rows_keeps_them_all() -> None:
    """As many as may be told, in their order."""
    honours = tuple(replace(HONOUR, honoured=f"Người {number}") for number in range(MAX_ROWS))
    report = report_of(builders.CITY, honours=honours, difficulties=tuple(f"Việc {number}" for number in range(9)))
    assert read(result_form_bytes(CAMPAIGN, builders.CITY, report=report)) == report


def test_rows_below_the_ruled_ones_are_read() -> None:
    """A unit that honours more than the form foresaw writes on."""

    def write_far_below(book: Workbook) -> None:
        for column, value in {"B": "Tổ 7", "C": "tập thể", "D": "Giấy khen"}.items():
            book["Tôn vinh"][f"{column}200"] = value

    honours = read(changed(write_far_below)).honours
    assert honours == (HONOUR, Honour(honoured="Tổ 7", kind=Party.COLLECTIVE, award="Giấy khen"))


def test_rows_below_the_ruled_ones_look_like_those_and_all_grow() -> None:
    """What is typed there takes the column's style: it wraps, and is printed as the rest is."""
    book = book_of(result_form_bytes(CAMPAIGN, builders.COMMUNE))
    sheet = book["Tôn vinh"]
    for letter in "BCDE":
        cell, column = sheet[f"{letter}4"], sheet.column_dimensions[letter]
        for style in ("font", "fill", "border", "alignment", "protection", "number_format"):
            assert repr(getattr(column, style)) == repr(getattr(cell, style))
        assert column.alignment.wrap_text
    with zipfile.ZipFile(
        io.BytesIO(result_form_bytes(CAMPAIGN, builders.COMMUNE, report=report_of(builders.COMMUNE)))
    ) as form:
        rows = re.findall(r'<row r="(\d+)"([^>]*)>', form.read("xl/worksheets/sheet3.xml").decode())
    assert {number for number, attributes in rows if "customHeight" in attributes} == {"1", "2", "3"}
    assert all("ht=" in attributes for _, attributes in rows)


def test_a_total_below_the_rows_is_no_row() -> None:
    """Some write how many there are under a list; a body whose name begins alike is one."""

    def add_up(book: Workbook) -> None:
        book["Tôn vinh"]["B9"] = "Tổng cộng: 01"
        for column, value in {"B": "Tổng công ty Mẫu", "C": "tập thể", "D": "Giấy khen"}.items():
            book["Tôn vinh"][f"{column}10"] = value

    assert [honour.honoured for honour in read(changed(add_up)).honours] == [HONOUR.honoured, "Tổng công ty Mẫu"]


def test_no_hours_stand_beside_a_clause_that_gives_none_as_if_it_did() -> None:
    """Whose half days they are is said, and the hours are written as people type them; hints join without a stop."""
    shown = texts(result_form_bytes(CAMPAIGN, builders.COMMUNE, plan=builders.plan_of(builders.COMMUNE)))
    board = CAMPAIGN.board_name
    [said] = [text for text in shown if text.startswith("Trong một buổi")]
    assert said == f"Trong một buổi; {board} tính sáng 7h00–12h00, chiều 13h00–17h30; đơn vị đã dự kiến: 7h30"
    assert [text for text in shown if ".;" in text] == []


def test_what_was_planned_stands_beside_an_empty_cell() -> None:
    """It is there to be compared, not to be left standing: what the unit does not write, it does not report."""
    plan = builders.plan_of(builders.CITY)
    data = result_form_bytes(CAMPAIGN, builders.CITY, plan=plan)
    sheet = book_of(data)[SHEET]
    held = row_of(sheet, "Ngày đã tổ chức")
    assert (sheet[f"C{held}"].value, str(sheet[f"E{held}"].value)[-len("16/4/2020") :]) == (None, "16/4/2020")
    assert sheet[f"C{row_of(sheet, 'Số, ký hiệu báo cáo')}"].value is None
    assert any(f"kế hoạch số {plan.number}" in text for text in texts(data))
    assert any("(đơn vị đã dự kiến: " in text and "phút)" in text for text in texts(data))
    assert refusal(data) == "Phiếu chưa được điền; đề nghị điền các ô có màu rồi gửi lại."


def test_a_form_says_until_when_where_to_and_whom_to_ask() -> None:
    """A commune asks its district first."""
    campaign, by_code = kon_tum(), {unit.code: unit for unit in units()}
    district, letters = by_code["608"], campaign.letters
    shown = texts(result_form_bytes(campaign, by_code["23284"], parent=district, by_when="ngày 31/3/2020"))
    for label, value in (
        ("Thời hạn", "ngày 31/3/2020"),
        ("Hướng dẫn, giải đáp", formal_name(campaign, district)),
        ("Gửi về, liên hệ", f"{letters.from_name}; {letters.reply_to}; {letters.contact}"),
    ):
        assert shown[shown.index(label) + 1] == value


def test_a_sum_above_the_cap_is_warned_of_and_each_cell_says_how_to_write() -> None:
    """The cap is the plan's for the level; the prompt appears when the cell is chosen."""
    sheet = book_of(result_form_bytes(CAMPAIGN, builders.COMMUNE))[SHEET]
    row = row_of(sheet, "Cộng các dòng trên (tự tính)")
    assert str(sheet[f"E{row}"].value).startswith("=IF(SUM(")
    assert ">100," in str(sheet[f"E{row}"].value)
    prompts = [str(found.prompt) for found in sheet.data_validations.dataValidation]
    assert any(prompt.startswith("Ghi ngày/tháng/năm, ví dụ 25/3/2020") for prompt in prompts)
    assert any(prompt.startswith("Ghi giờ, ví dụ 7h30") for prompt in prompts)
    assert max(map(len, prompts)) <= 255


def test_a_window_moved_by_an_order_stands_beside_the_plans() -> None:
    """The original window stays visible."""
    moved = Window(start=date(2020, 7, 1), end=date(2020, 7, 31), words="tháng 7/2020 (văn bản số 05/CV)")
    shown = texts(result_form_bytes(CAMPAIGN, builders.COMMUNE, in_force=moved))
    assert "Kế hoạch quy định: tháng 3/2020; nay thực hiện: tháng 7/2020 (văn bản số 05/CV)" in shown


def test_a_long_form_is_printed_on_two_pages_and_its_tables_whole() -> None:
    """It breaks before the agenda, whatever stands beside its fields; rows below the ruled ones are printed too."""
    by_code = {unit.code: unit for unit in units()}
    for code, is_long in (("KT-SNNPTNT", True), ("23284", False)):
        plan = good_plan(kon_tum(), by_code[code])
        book = book_of(result_form_bytes(kon_tum(), by_code[code], plan=plan))
        sheet = book[SHEET]
        [stop] = sheet.row_breaks.brk
        assert str(sheet[f"A{stop.id + 1}"].value).endswith("Nội dung đã thực hiện")
        assert (sheet.page_setup.scale is not None) is is_long
        if sheet.page_setup.scale is not None:
            heights = [sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)]
            longest = max(sum(heights[: stop.id]), sum(heights[stop.id :]))
            assert longest * sheet.page_setup.scale / 100 < (297 - 1.3 * 25.4) * 72 / 25.4
        assert {table.print_area for table in book.worksheets} == {""}


def test_structure_is_asked_only_where_the_plan_asks() -> None:
    """Women, ethnic minorities, sectors are counted at the levels that keep the table."""
    commune, city = (texts(result_form_bytes(CAMPAIGN, unit)) for unit in (builders.COMMUNE, builders.CITY))
    assert ("Đại biểu nữ" in commune, "Đại biểu nữ" in city) == (False, True)


def test_what_a_report_says_beyond_its_level_is_kept() -> None:
    """A report written out for correction loses nothing on the way."""
    changes: dict[str, Any] = {"number": "12/BC-UBND", "headcount": Headcount(employees=12), "collective_papers": 3}
    plan = replace(builders.plan_of(builders.COMMUNE), **changes)
    report = report_of(builders.COMMUNE, conference=plan)
    assert read(result_form_bytes(CAMPAIGN, builders.COMMUNE, report=report)) == report


def test_what_looks_like_a_formula_stays_text() -> None:
    """In tables as in fields: what a unit wrote is run on nobody's machine."""
    report = report_of(builders.CITY, papers=(replace(PAPER, title="=1+1"),), launched="=CMD()")
    assert read(result_form_bytes(CAMPAIGN, builders.CITY, report=report)) == report


def test_everything_that_cannot_be_read_is_told_at_once() -> None:
    """By sheet, cell and title, in tables and fields alike."""

    def spoil(book: Workbook) -> None:
        book["Tôn vinh"]["F4"] = "hôm qua"
        book["Tham luận"]["D4"] = "cả hai"
        book["Tham luận"]["B4"] = "=1+1"

    told = refusal(changed(spoil))
    assert "trang “Tham luận”, ô D4 (Tập thể hay cá nhân): “cả hai” không rõ là tập thể hay cá nhân" in told
    assert "trang “Tôn vinh”, ô F4 (Ngày quyết định)" in told
    assert "trang “Tham luận”, ô B4 (Tên tham luận): Ô này chứa công thức" in told


def test_a_formula_in_a_table_is_refused() -> None:
    """What it would come to is not what somebody wrote."""

    def calculate(book: Workbook) -> None:
        book["Tham luận"]["B5"] = "=1+1"

    assert "trang “Tham luận”, ô B5 (Tên tham luận): Ô này chứa công thức" in refusal(changed(calculate))


def _drop_table(book: Workbook) -> None:
    del book["Tôn vinh"]


def _insert_column(book: Workbook) -> None:
    book["Tham luận"].insert_cols(2)


def _age(book: Workbook) -> None:
    book[KEYS_SHEET]["B1"] = 0


def _belong_elsewhere(book: Workbook) -> None:
    book[KEYS_SHEET]["B2"] = "other"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_drop_table, "Thiếu trang “Tôn vinh”"),
        (_insert_column, "phiếu đã bị sửa, thêm hoặc xóa dòng"),
        (_age, "Phiếu theo mẫu cũ (mẫu 0, nay là mẫu 1)"),
        (_belong_elsewhere, "Phiếu này của một kế hoạch khác"),
    ],
)
def test_a_form_that_was_rebuilt_or_is_another_is_refused(change: Callable[[Workbook], None], said: str) -> None:
    """A row in a shifted column would be somebody else's honour."""
    assert said in refusal(changed(change))


def test_a_plans_form_is_no_result_form() -> None:
    """Each form is known by itself."""
    assert "Thiếu trang “Báo cáo kết quả”" in refusal(form_bytes(CAMPAIGN, builders.CITY))

"""Tables as offices make them are read as a person reads them, or asked about by row."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from emulation_workflow.adapters.spreadsheets.delegates import read_delegates
from emulation_workflow.adapters.spreadsheets.evidence import read_evidence
from emulation_workflow.adapters.spreadsheets.reading import Entries, TableFile, read_table
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.domain.delegates.counting import people_of, placed
from emulation_workflow.domain.delegates.delegate_lists import Delegate, ListKind
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers import SheetRead
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.domain.registers.units import Unit
from emulation_workflow.messages import sentence
from emulation_workflow.messages.forms.evidence_columns import EVIDENCE_COLUMNS
from emulation_workflow.screens.delegates import with_sheet
from tests.support import builders
from tests.support.offices import NOON
from tests.support.samples.workbooks import strict, xlsb

SAMPLES = Path(__file__).parent / "samples"
HEADS = ("TT", "Họ và tên", "Năm sinh", "Giới tính", "Chức vụ")
AN, BINH, CUC = (
    (1, "Lê Văn An", 1980, "Nam", "Nông dân"),
    (2, "Y Hlim", 1990, "Nữ", ""),
    (3, "Tống Cúc", 1985, "Nữ", ""),
)
NAMES = ["Lê Văn An", "Y Hlim", "Tống Cúc"]
EVIDENCE = ("Mã đơn vị", "Nhiệm vụ", "Ngày thực hiện", "Số văn bản")
Change = Callable[[Worksheet], None]
Row = Sequence[Any]


def people(path: Path) -> Entries[Delegate]:
    return read_delegates(
        path, kind=ListKind.ADOPTED, unit=builders.COMMUNE, categories={}, units=(), on=date(2020, 3, 20)
    )


def book(folder: Path, *rows: Row, change: Change = lambda _: None) -> Path:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    made.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def listed(folder: Path, *rows: Row, change: Change = lambda _: None) -> list[str]:
    return [delegate.name for delegate in people(book(folder, HEADS, *rows, change=change))]


def asked(read: Callable[[], object]) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as refused:
        read()
    assert all(sentence(problem) for problem in refused.value.problems)
    return [(problem.where, problem.code.value) for problem in refused.value.problems]


def table(path: Path) -> TableFile:
    return read_table(path, EVIDENCE_COLUMNS, required=("unit", "task", "done_on"))


@pytest.mark.parametrize(
    "typed",
    ["Nguyễn Văn \u00d0ức", "NguyÔn V¨n §øc", "Nguyeãn Vaên Ñöùc", "Nguyễn Văn\u00a0Đức\u200b", "nguyễn  văn đức"],
)
def test_one_person_is_counted_once_however_typed(tmp_path: Path, typed: str) -> None:
    """A former font, another alphabet's letter, signs without width."""
    read = people(book(tmp_path, HEADS, (1, "Nguyễn Văn Đức", 1975), (2, typed, 1975)))
    assert len(people_of(placed(read))) == 1


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ((1, "Nguyễn V¨n An"), "Họ và tên"),
        ((1, "Hå V¨n An", "", "", "Hép"), "Chức vụ"),
        ((1, "Kon Pl«ng"), "Họ và tên"),
    ],
)
def test_letters_that_are_not_certain_are_asked_about(tmp_path: Path, row: Row, column: str) -> None:
    """Also a good word beside a neighbour in a former font, which may be another word in that."""
    path = book(tmp_path, HEADS, row)
    assert asked(lambda: people(path)) == [(f"dòng 2, cột “{column}”", "table_cell_old_font")]


def test_a_letter_that_a_program_lost_is_asked_about(tmp_path: Path) -> None:
    """What it was, nobody can tell."""
    path = book(tmp_path, HEADS, (1, "Nguyễn Văn \ufffdức"))
    assert asked(lambda: people(path)) == [("dòng 2, cột “Họ và tên”", "table_cell_letters_lost")]


@pytest.mark.parametrize(
    "below",
    [
        [(None, "Tổng cộng: 03 đại biểu")],
        [("Tổng cộng", 3), (None, "NGƯỜI LẬP BIỂU", None, None, "CHỦ TỊCH"), (None, "(Ký, họ tên)")],
        [(None, "Cộng:", 3), (), (None, None, None, "TM. ỦY BAN NHÂN DÂN"), (None, None, None, "Trần Văn Ký")],
        [(None, "Đắk Hà, ngày 20 tháng 3 năm 2020"), (None, "Người lập"), (None, "Trần Văn Ký")],
        [(None, "TỔNG SỐ", "=COUNT(A2:A4)"), (None, "Nơi nhận:"), (None, "- Như trên;")],
        [(None, "KT. CHỦ TỊCH"), (None, "PHÓ CHỦ TỊCH")],
    ],
)
def test_totals_and_signatures_are_no_entries(tmp_path: Path, below: Sequence[Row]) -> None:
    """What stands below a table in every office's template."""
    assert listed(tmp_path, AN, BINH, CUC, *below) == NAMES


@pytest.mark.parametrize("name", ["Công Văn Tổng", "Tống Thị Cộng", "Cống Ký", "Ngày Mai Tháng Năm", "Tổng Văn A"])
def test_nobody_is_taken_for_a_total(tmp_path: Path, name: str) -> None:
    """Names and titles may begin with the same words."""
    assert listed(tmp_path, AN, (2, name, 1970, "Nam", "Chủ tịch")) == ["Lê Văn An", name]


def test_an_entry_below_the_signatures_is_asked_about(tmp_path: Path) -> None:
    """It may be meant, or be what was left of another list."""
    path = book(tmp_path, HEADS, AN, (None, "NGƯỜI LẬP BIỂU"), (), BINH)
    assert asked(lambda: people(path)) == [("dòng 5", "table_row_below_signatures")]


def test_headings_may_stand_low_be_numbered_and_come_again(tmp_path: Path) -> None:
    """Below a letter head; on each page; with groups between; the row's number as a formula."""
    above = [(f"Dòng {number}",) for number in range(1, 12)]
    rows = [
        *above,
        HEADS,
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("I", "Đại biểu cấp xã"),
        ("=ROW()", *AN[1:]),
        HEADS,
        BINH,
        CUC,
    ]
    assert [delegate.name for delegate in people(book(tmp_path, *rows))] == NAMES


@pytest.mark.parametrize("numbers", [(1, 2, 3, 4, 5), ("A", "B", 1, 2, 3), ("1", "2", "3", "4", "5=3+4")])
def test_column_numbers_are_no_entry(tmp_path: Path, numbers: Row) -> None:
    """Rows of 1, 2, 3 or A, B, 1, 2 under the headings."""
    assert listed(tmp_path, numbers, AN) == ["Lê Văn An"]


def hide_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def strike(sheet: Worksheet) -> None:
    sheet["B3"].font = Font(strike=True)


def strike_a_word(sheet: Worksheet) -> None:
    sheet["B3"] = CellRichText("Y ", TextBlock(InlineFont(strike=True), "Hlim"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (hide_row, "table_row_hidden"),
        (strike, "table_row_struck"),
        (strike_a_word, "table_row_struck"),
    ],
)
def test_what_a_person_does_not_see_or_sees_taken_back_is_asked_about(
    tmp_path: Path, change: Change, code: str
) -> None:
    """Neither counted nor left out in silence."""
    path = book(tmp_path, HEADS, AN, BINH, CUC, change=change)
    assert asked(lambda: people(path)) == [("dòng 3", code)]


def test_a_hidden_column_is_asked_about(tmp_path: Path) -> None:
    """It would change what a person who looked at the table never saw."""

    def hide(sheet: Worksheet) -> None:
        sheet.column_dimensions["C"].hidden = True

    path = book(tmp_path, HEADS, AN, change=hide)
    assert asked(lambda: people(path)) == [("a.xlsx", "table_column_hidden")]


def test_a_hidden_row_without_anything_is_no_matter(tmp_path: Path) -> None:
    """Nor a hidden column of row numbers."""

    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["A"].hidden = True

    assert listed(tmp_path, AN, change=hide) == ["Lê Văn An"]


def test_the_sheet_that_shows_is_read_and_named(tmp_path: Path) -> None:
    """A hidden one before it, and one without a table, are passed by."""
    made = Workbook()
    hidden, notes, shown = made.worksheets[0], made.create_sheet("Ghi chú"), made.create_sheet("Danh sách")
    hidden.sheet_state = "hidden"
    for row in (HEADS, BINH):
        hidden.append(row)
    notes.append(("Danh sách ở trang sau",))
    for row in (HEADS, AN):
        shown.append(row)
    made.save(tmp_path / "a.xlsx")
    read = people(tmp_path / "a.xlsx")
    assert ([delegate.name for delegate in read], read.sheet) == (["Lê Văn An"], SheetRead("Danh sách", ("Ghi chú",)))
    assert with_sheet("x", read.sheet).count("“Ghi chú”") == 1


@pytest.mark.parametrize(
    ("heads", "person"),
    [
        (("TT", "Họ và tên đệm", "Tên", "Năm sinh"), (1, "Lê Văn", "An", 1980)),
        (("TT", "Họ đệm", "Tên", "Năm sinh"), (1, "Lê Văn", "An", 1980)),
        (("TT", "Họ và tên", None, "Năm sinh"), (1, "Lê Văn", "An", 1980)),
        (("TT", "Họ và tên", None, "Năm sinh"), (1, "Lê Văn An", None, 1980)),
    ],
)
def test_a_name_in_two_columns_is_one(
    tmp_path: Path, heads: tuple[str | None, ...], person: tuple[str | int | None, ...]
) -> None:
    """Family and given name apart, as class lists have them, or below one heading merged over both."""

    def merge(sheet: Worksheet) -> None:
        if heads[2] is None:
            sheet.merge_cells("B1:C1")

    path = book(tmp_path, heads, person, (2, "Y", "Hlim", 1990), ("Tổng cộng: 02 người",), change=merge)
    assert [(delegate.name, delegate.born) for delegate in people(path)] == [("Lê Văn An", 1980), ("Y Hlim", 1990)]


def test_a_list_that_is_refused_says_which_column(tmp_path: Path) -> None:
    """By its letter, for nothing of a list of people is repeated."""
    with pytest.raises(Rejected) as refused:
        people(book(tmp_path, (*HEADS, "Điện thoại"), (*AN, "0905")))
    assert "(cột F)" in sentence(refused.value.problems[0])
    with pytest.raises(Rejected) as refused:
        people(book(tmp_path, HEADS, (*AN, None, "0905")))
    assert [problem.where for problem in refused.value.problems] == ["dòng 2, cột “G”"]


def test_two_sheets_with_the_table_are_asked_about(tmp_path: Path) -> None:
    """Last year's beside this year's."""
    made = Workbook()
    for sheet in (made.worksheets[0], made.create_sheet("2019")):
        sheet.append(HEADS)
        sheet.append(AN)
    made.save(tmp_path / "a.xlsx")
    assert asked(lambda: people(tmp_path / "a.xlsx")) == [("a.xlsx", "table_several_sheets")]


def test_a_value_merged_over_rows_stands_in_each(tmp_path: Path) -> None:
    """As a person reads it; a row that is otherwise empty stays none."""

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("E2:E5")

    path = book(tmp_path, HEADS, AN, (2, "Y Hlim", 1990), (3, "Tống Cúc", 1985), (), change=merge)
    assert [delegate.post for delegate in people(path)] == ["Nông dân"] * 3


def test_a_value_merged_over_columns_is_asked_about(tmp_path: Path) -> None:
    """It may mean one of them, or both; over the whole table it heads a group."""

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:E2")
        sheet.merge_cells("D3:E3")

    path = book(tmp_path, HEADS, ("KHỐI XÃ",), AN, change=merge)
    assert asked(lambda: people(path)) == [("dòng 3, cột “Giới tính”", "table_cell_merged")]


@pytest.mark.parametrize("number_format", ["d/m", "mm-yyyy", "dd/mm/yyyy"])
def test_a_number_that_excel_made_a_day_is_refused_with_its_cell(tmp_path: Path, number_format: str) -> None:
    """12/3 was typed, and the third of December is kept."""

    def as_shown(sheet: Worksheet) -> None:
        sheet["D2"].number_format = number_format

    moment = datetime(2020, 12, 3)  # noqa: DTZ001 - as spreadsheets give it
    path = book(tmp_path, EVIDENCE, ("X1", "held", date(2020, 2, 14), moment), change=as_shown)
    ((number, problem),) = table(path).faults
    assert (number, problem.where, problem.params) == (2, "dòng 2, cột “Số văn bản”", {"cell": "D2"})


def test_a_cell_is_told_once(tmp_path: Path) -> None:
    """What else is wrong with it may only follow."""
    path = book(tmp_path, EVIDENCE, ("X1", "held", date(2020, 2, 14), date(2020, 12, 3)))
    campaign = builders.campaign()
    assert asked(lambda: read_evidence(path, campaign, judge=lambda _: (), by="R1", at=NOON)) == [
        ("dòng 2, cột “Số văn bản”", "table_cell_is_day")
    ]


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ((1, "Y Ñin", "", "Nữ", "Ngöôøi Ba Na"), "Y Đin"),
        ((1, "Y Ñin", "", "Nữ", "Nông dân Đăk Hà"), "Y Ñin"),
    ],
)
def test_the_words_beside_a_name_prove_its_letters(tmp_path: Path, row: Row, read: str) -> None:
    """The same sign is Đ in VNI, and itself beside letters that no former font has."""
    assert listed(tmp_path, (1, row[1], None, "Nam" if read == "Y Đin" else "Nữ", row[4])) == [read]


@pytest.mark.parametrize("text", ["03/12/2020", "2020-12-03", "12-Mar", "Mar-20", "12-Thg3", "Th10-20", "10-Thg"])
def test_a_day_for_a_number_is_refused_in_csv_too(tmp_path: Path, text: str) -> None:
    """There it is the text that the spreadsheet wrote for the day."""
    path = tmp_path / "a.csv"
    path.write_text(f"{','.join(EVIDENCE)}\nX1,held,14/02/2020,{text}\n", encoding="utf-8")
    campaign = builders.campaign()
    assert asked(lambda: read_evidence(path, campaign, judge=lambda _: (), by="R1", at=NOON)) == [
        ("dòng 2, cột “Số văn bản”", "table_number_is_day")
    ]


def test_leading_zeros_that_show_are_read_and_lost_ones_asked_about(tmp_path: Path) -> None:
    """A code kept as a number shows its zeros by the cell's format, or has lost them."""
    unit = Unit(code="00004", name="Phường Một", level="xa", kind="")
    known = known_to(builders.campaign(), units=(unit,))

    def as_shown(sheet: Worksheet) -> None:
        sheet["A2"].number_format = "00000"

    path = book(tmp_path, ("Mã", "Tên đơn vị", "Cấp"), (1, "Phường Hai", "xa"), change=as_shown)
    assert [entry.code for entry in read_units(path, known).entries] == ["00001"]
    path = book(tmp_path, ("Mã", "Tên đơn vị", "Cấp"), (1, "Phường Hai", "xa"))
    assert asked(lambda: read_units(path, known)) == [("dòng 2, cột “Mã”", "register_code_short")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^", "~"])
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("utf-7"),
        lambda text: f"sep={text[2]}\r\n{text}".encode(),
        lambda text: text.replace("ọ", "o\u0323").encode("cp1258"),
        lambda text: text.translate(str.maketrans("ọàêăđâ", "äµª¨®©")).encode("latin-1"),
    ],
    ids=["utf-8", "mark", "utf-16", "little end", "big end", "utf-7", "named", "windows-1258", "TCVN3"],
)
def test_csv_is_read_in_every_encoding_and_with_every_separator(
    tmp_path: Path, encode: Callable[[str], bytes], separator: str
) -> None:
    """As Excel in Vietnamese, English or on a Mac, and LibreOffice, save it."""
    text = "TT,Họ tên\n1,Trọng Quân\n2,Lê Văn Hoàng\n3,\n".replace(",", separator)
    path = tmp_path / "a.csv"
    path.write_bytes(encode(text))
    assert [delegate.name for delegate in people(path)] == ["Trọng Quân", "Lê Văn Hoàng"]


def test_windows_1258_is_read_where_i_belongs_to_the_onset(tmp_path: Path) -> None:
    """In "giới" and "giỏi" the i is no vowel; no list of delegates is without the first."""
    text = "TT;Họ tên;Giới tính;Chức vụ\n1;Trọng Quân;Nam;Giáo viên giỏi\n"
    path = tmp_path / "a.csv"
    toned = text.replace("ọ", "o\u0323").replace("ớ", "ơ\u0301").replace("ứ", "ư\u0301").replace("ụ", "u\u0323")
    path.write_bytes(toned.replace("ỏ", "o\u0309").encode("cp1258"))
    assert [(delegate.name, delegate.post) for delegate in people(path)] == [("Trọng Quân", "Giáo viên giỏi")]


def test_bytes_in_no_certain_encoding_are_refused_from_their_line_on(tmp_path: Path) -> None:
    """With what to save as."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"TT,name\n1,An\n2,X\xe3\n")
    with pytest.raises(Rejected) as refused:
        people(path)
    assert "Từ dòng 3" in sentence(refused.value.problems[0])
    assert "CSV UTF-8" in sentence(refused.value.problems[0])


def test_a_page_of_the_web_called_xls_is_told(tmp_path: Path) -> None:
    """As other systems hand out their lists."""
    path = tmp_path / "a.xls"
    path.write_bytes(b"<html><table><tr><td>TT</td></tr></table></html>")
    assert asked(lambda: people(path)) == [("a.xls", "table_not_a_table")]


ROWS = (EVIDENCE, ("612", "held", "14/02/2020", "10/KH-UBND"), *[("613", "held", "14/02/2020", "11/KH-UBND")] * 2)


def of_strict(folder: Path) -> Path:
    def change(sheet: Worksheet) -> None:
        hide_row(sheet)
        sheet["A4"].font = Font(strike=True)

    path = book(folder, *ROWS, change=change)
    path.write_bytes(strict(path.read_bytes()))
    return path


def of_xlsb(folder: Path) -> Path:
    path = folder / "a.xlsb"
    path.write_bytes(xlsb(ROWS, hidden=(3,), struck=(4,)))
    return path


@pytest.mark.parametrize(
    "made",
    [
        of_strict,
        of_xlsb,
        lambda _: SAMPLES / "hidden_and_struck_rows.xls",
        lambda _: SAMPLES / "hidden_and_struck_rows.ods",
    ],
    ids=["strict", "xlsb", "xls", "ods"],
)
def test_every_kind_of_workbook_tells_what_is_hidden_and_struck(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    """Row 2 is read, row 3 is hidden, row 4 struck out."""
    read = table(made(tmp_path))
    assert [(row.number, row.cells["unit"], row.cells["number"]) for row in read.rows] == [(2, "612", "10/KH-UBND")]
    assert [(number, problem.code.value) for number, problem in read.faults] == [
        (3, "table_row_hidden"),
        (4, "table_row_struck"),
    ]

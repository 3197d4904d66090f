"""What stands in a list beside names and values, and what does not show: as a person reads it, or asked about."""

import io
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from emulation_workflow.adapters.schemas.names import names_one_person
from emulation_workflow.adapters.spreadsheets.delegates import read_delegates
from emulation_workflow.adapters.spreadsheets.reading import Entries
from emulation_workflow.adapters.spreadsheets.register import read_officials
from emulation_workflow.domain.delegates.counting import people_of, placed
from emulation_workflow.domain.delegates.delegate_lists import Delegate, Gender, ListKind
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.registers import without_address
from emulation_workflow.domain.registers.consistency import known_to
from emulation_workflow.messages import sentence
from tests.support.builders import COMMUNE
from tests.support.kon_tum import kon_tum
from tests.support.patience import PATIENCE
from tests.support.samples.workbooks import xlsb
from tests.support.servers.programs import needs_program

HEADS = ("TT", "Họ và tên", "Năm sinh", "Giới tính", "Chức vụ", "Dân tộc")
AN = (1, "Lê Văn An", 1980, "Nam", "Nông dân", "Kinh")
CUC = (3, "Tống Cúc", 1985, "Nữ", "Công nhân", "Kinh")
Row = Sequence[Any]
Change = Callable[[Worksheet], None]


def book(folder: Path, *rows: Row, change: Change = lambda _: None) -> Path:
    made = Workbook()
    for row in (HEADS, *rows):
        made.worksheets[0].append(list(row))
    change(made.worksheets[0])
    made.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def people(folder: Path, *rows: Row, change: Change = lambda _: None) -> Entries[Delegate]:
    path = book(folder, *rows, change=change)
    return read_delegates(path, kind=ListKind.ADOPTED, unit=COMMUNE, categories={}, units=(), on=date(2020, 3, 20))


def asked(folder: Path, *rows: Row, change: Change = lambda _: None) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as refused:
        people(folder, *rows, change=change)
    assert all(sentence(problem) for problem in refused.value.problems)
    return [(problem.where, problem.code.value) for problem in refused.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "Lê Thị Bình, Trần Văn Ký",
        "Lê Thị Bình; Trần Văn Ký",
        "Lê Thị Bình\nTrần Văn Ký",
        "Lê Thị Bình và Trần Văn Ký",
        "Lê Thị Bình / Trần Văn Ký",
        "Ông Lê Văn Bình + 1",
        "Lê Thị Bình - Trưởng thôn",
        "1. Lê Thị Bình",
        "03 đại biểu của Khối Đảng",
        "Khối Đảng: 3 người",
        "Khối Đảng",
        "I. Khối chính quyền",
        "B. Đại biểu khách mời",
        "Các đồng chí trong Ban Chấp hành",
        "Ủy ban Mặt trận Tổ quốc xã",
        "Lê Thị Bình (vắng, thay bằng Trần Văn Ký)",
        "Lê Thị Bình (thay Trần Văn Ký)",
        "Lê Thị Bình (đã mất)",
        "Lê Thị Bình [xin vắng]",
        "Lê Thị Bình (dự khuyết)",
        "Khuyết",
        "Sẽ cử sau",
        "Chưa có",
        "Dự kiến ông Bình",
        "x",
        "Công an xã",
        "CÔNG AN XÃ",
        "Cong an xa",
        "Trạm Y tế",
        "Đoàn Thanh niên",
        "Bí thư Đảng ủy",
        "Kế toán trưởng",
        "Vợ chồng ông Lê Văn Bình",
        "Lê Văn Bình và vợ",
        "Gia đình ông Bình",
    ],
)
def test_what_is_not_one_persons_name_is_asked_about(tmp_path: Path, text: str) -> None:
    """Two people, a number of them, a group, a remark about somebody: none is counted as one person."""
    assert asked(tmp_path, AN, (2, text, 1975, "Nữ"), CUC) == [("dòng 3, cột “Họ và tên”", "list_name_not_one")]


def test_whom_somebody_replaces_is_one_person_too(tmp_path: Path) -> None:
    """With a remark it would be nobody on the list, and two would go for one."""
    path = tmp_path / "a.csv"
    path.write_text("Họ và tên,Thay cho\nLê Văn An,\nTống Cúc,Lê Văn An (đã mất)\n", encoding="utf-8")
    assert refused(path) == [("dòng 3, cột “Thay cho”", "list_name_not_one")]


@pytest.mark.parametrize("name", ["Lê Văn An, Chủ tịch", "Lê Văn An và Trần Văn Ký", "Ban Thi đua - Khen thưởng"])
def test_an_official_is_one_person(tmp_path: Path, name: str) -> None:
    """Who has authority has a name of their own, their post in its column."""
    path = tmp_path / "a.csv"
    path.write_text(
        f'Mã số,Họ và tên,Chức vụ,Vai trò,Thư điện tử\nA1,"{name}",Chủ tịch,committee_chair,a@x.example\n',
        encoding="utf-8",
    )
    with pytest.raises(Rejected) as found:
        read_officials(path, known_to(kon_tum()))
    assert ("dòng 2, cột “Họ và tên”", "register_name_not_one") in [
        (problem.where, problem.code.value) for problem in found.value.problems
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Lê Văn An",
        "Y Hlim (H'Lim)",
        "Giàng Và Lò Chu",
        "Nguyễn Thị Bích\nHằng",
        "Ksor H'Bơ Khăp",
        "Tôn Nữ Thị-Ninh",
        "Nguyễn Văn A (B)",
        "Đ/c Lê Văn An",
        "Bá Văn Khối",
        "Đoàn Đại Nghĩa",
        "Tô Các Vang",
        "Mất Văn Thay",
        "PGS.TS. Lê Văn An",
        "Đoàn Thanh Hà",
        "Doan Thanh Ha",
        "Nguyễn Thị Khuyết",
        "Trần Công An",
        "Phó Đức Phương",
        "Đặng Uy",
        "Nguyễn thị bích hằng",
        "nguyễn văn đức",
        "Y Ơ",
        "Lê Văn An;",
    ],
)
def test_names_are_names(text: str) -> None:
    """However they are broken, and whatever their syllables mean elsewhere."""
    assert names_one_person(text)


@pytest.mark.parametrize(
    "typed",
    [
        *("Ông Lê Văn An", "Đ/c Lê Văn An", "đồng chí Lê Văn An", "ĐC: Lê Văn An", "Ths. Lê Văn An"),
        *("PGS.TS.Lê Văn An", "Thạc sĩ Lê Văn An", "Thượng tá Lê Văn An", "Đại uý, TS Lê Văn An"),
        *("Linh mục Lê Văn An", "Già làng Lê Văn An", "Nghệ nhân ưu tú Lê Văn An", "BS.CKII Lê Văn An"),
        *("Th.S Lê Văn An", "Ông (bà) Lê Văn An", "Ông/Bà: Lê Văn An", "(Bà) Lê Văn An", "- Lê Văn An"),
        *("• Lê Văn An", "– Ông Lê Văn An", "Lê Văn An.", "Lê-Văn-An", "Lê Văn An*", "Lê Văn An (*)"),
        *("Cô giáo Lê Văn An", "PGS-TS Lê Văn An", "AHLĐ Lê Văn An"),
    ],
)
def test_a_form_of_address_makes_nobody_another(tmp_path: Path, typed: str) -> None:
    """One person in two rows is counted once."""
    assert len(people_of(placed(people(tmp_path, AN, (2, typed, 1980, "Nam"))))) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        ("H'Lan Niê", "H\u2019Lan Niê", "H\u02bcLan Niê", "H`Lan Niê", "H\u00b4Lan Niê", "H' Lan Niê", "HLan Niê"),
        ("Nguyễn Thị Quý", "Nguyễn Thị Quí", "NGUYỄN THỊ QUÍ"),
        ("Lý Mỹ Kỳ", "Lí Mĩ Kì"),
    ],
)
def test_a_name_of_several_spellings_is_one_persons(tmp_path: Path, spellings: Sequence[str]) -> None:
    """Whatever sign stands for an apostrophe, and i or y where they are the same."""
    rows = [(at, name, 1980) for at, name in enumerate(spellings, start=1)]
    assert len(people_of(placed(people(tmp_path, *rows)))) == 1


NAMES = (
    *("Bá Văn An", "Văn An", "Anh Đức", "Đức", "Lê Thanh Hà Anh", "Lê ThHà Anh", "Lò Thị Thúy", "Lò Thị Thúi"),
    *("Trung Sĩ", "Sĩ", "Lê Tay", "Lê Tai"),
)


def test_a_name_that_sounds_like_a_form_of_address_stays(tmp_path: Path) -> None:
    """Bá is a family's name, Anh and Cô are names of people."""
    rows = [(at, name, 1980, "Nam") for at, name in enumerate(NAMES, start=1)]
    assert len(people_of(placed(people(tmp_path, *rows)))) == len(NAMES)


@pytest.mark.parametrize("name", ["Nguyễn Thanh Hà Bình", "Lê Thị Ông Văn", "Trần Bà Rịa", "Danh Văn An", "Cô Văn"])
def test_what_stands_within_a_name_is_none(name: str) -> None:
    """Of the whole name only what stands before it is left out."""
    assert without_address(name) == name


@pytest.mark.parametrize("mark", ['"', "''", "nt", "NT", "-nt-", "- nt -", "n/t", "như trên", "//", "〃", "”", '- " -'])
def test_a_mark_for_the_same_as_above_is_asked_about(tmp_path: Path, mark: str) -> None:
    """It is no value, in whatever column."""
    found = asked(tmp_path, AN, (2, "Lê Thị Bình", mark, "Nữ", mark, mark), CUC)
    assert found == [(f"dòng 3, cột “{column}”", "table_cell_ditto") for column in ("Năm sinh", "Chức vụ", "Dân tộc")]


@pytest.mark.parametrize("dash", ["-", "–", "—", "--", "...", "…", " - ", "_"])
def test_a_dash_is_no_value(tmp_path: Path, dash: str) -> None:
    """Nobody is of a minority for it, and what each row needs is missing."""
    _, person = people(tmp_path, AN, (2, "Lê Thị Bình", dash, dash, dash, dash))
    assert (person.born, person.gender, person.post, person.ethnicity) == (None, None, "", "")
    assert asked(tmp_path, AN, (2, dash, 1975, "Nữ", "Nông dân")) == [
        ("dòng 3, cột “Họ và tên”", "register_cell_empty")
    ]


@pytest.mark.parametrize(
    "head",
    [("I.", "Khối Đảng"), ("I)", "Khối Đảng"), ("(I)", "Khối Đảng"), ("A.", "Đại biểu"), ("I", "Khối Đảng", 2)],
)
def test_the_head_of_a_group_is_no_person(tmp_path: Path, head: Row) -> None:
    """However its number is written, and where it says how many there are."""
    assert [person.name for person in people(tmp_path, head, AN, ("II.", "Khối khác"), CUC)] == [AN[1], CUC[1]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("NGUYÔN V¡N §øC", "NGUYỄN VĂN ĐỨC"),
        ("TRÇN THÞ HOA", "TRẦN THỊ HOA"),
        ("§ÆNG THÞ HµNG", "ĐẶNG THỊ HÀNG"),
        ("TrÇn ThÞ Hoa", "Trần Thị Hoa"),
        ("L£ V¡N AN", "LÊ VĂN AN"),
    ],
)
def test_a_font_of_capitals_is_read_in_capitals(tmp_path: Path, typed: str, meant: str) -> None:
    """.VnTimeH shows small letters as capitals; beside them stand those that are."""
    (person,) = people(tmp_path, (1, typed, 1980, "Nam"))
    assert person.name == meant


@pytest.mark.parametrize(
    "typed",
    ["Tr¥n Væn Bình", "Lê Tr¥n", "Ph¤m Vån H¤nh", "Nguye^~n Va(n DDu+'c", "Tra^`n Thi. Hoa", "Le^ Thi. Bi`nh"],
)
def test_viscii_and_viqr_are_asked_about(tmp_path: Path, typed: str) -> None:
    """A capital with a mark within a word of small letters is no reading of TCVN3; signs of ASCII are no marks."""
    assert asked(tmp_path, (1, typed, 1980, "Nam")) == [("dòng 2, cột “Họ và tên”", "table_cell_old_font")]


@pytest.mark.parametrize("plain", ["C++", "a^2", "f(x)", "ho+xa@kontum.example", "Zalo+SMS", "Lớp 5A (b)"])
def test_signs_of_ascii_are_themselves_elsewhere(tmp_path: Path, plain: str) -> None:
    """Where no Vietnamese syllable comes of them."""
    (person,) = people(tmp_path, (1, "Lê Văn An", 1980, "Nam", plain))
    assert person.post == plain


def low_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].height = 0.5


def low_rows(sheet: Worksheet) -> None:
    sheet.sheet_format.defaultRowHeight = 0.5
    for row in (1, 2):
        sheet.row_dimensions[row].height = 15


def narrow_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["E"].width = 0.3


def nearly_white(sheet: Worksheet) -> None:
    sheet["B3"].font = Font(color="FFFAFAFA")


def white_in_shade(sheet: Worksheet) -> None:
    sheet["B3"].font = Font(color=Color(theme=0, tint=-0.05))


def tiny_letters(sheet: Worksheet) -> None:
    sheet["B3"].font = Font(size=1)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (low_row, ("dòng 3", "table_row_hidden")),
        (narrow_column, ("a.xlsx", "table_column_hidden")),
        (tiny_letters, ("dòng 3, cột “Họ và tên”", "table_cell_unseen")),
        (low_rows, ("dòng 3", "table_row_hidden")),
        (nearly_white, ("dòng 3, cột “Họ và tên”", "table_cell_unseen")),
        (white_in_shade, ("dòng 3, cột “Họ và tên”", "table_cell_unseen")),
    ],
)
def test_what_is_too_small_to_be_seen_is_asked_about(tmp_path: Path, change: Change, found: tuple[str, str]) -> None:
    """A row or column of no size, letters that nobody reads or that are nearly of the sheet's colour."""
    assert asked(tmp_path, AN, CUC, change=change) == [found]


def hidden_by_default(sheet: Worksheet) -> None:
    sheet.sheet_format.zeroHeight = True


def in_grey(sheet: Worksheet) -> None:
    sheet["B3"].font = Font(color="FFBFBFBF")


@pytest.mark.parametrize("change", [hidden_by_default, in_grey])
def test_what_shows_all_the_same_is_read(tmp_path: Path, change: Change) -> None:
    """Rows that are written show where those that are not are hidden, and grey letters show on white."""
    assert len(people(tmp_path, AN, CUC, change=change)) == 2


def test_a_comment_is_not_read_and_told(tmp_path: Path) -> None:
    """It may say that somebody else goes; one on a heading says how to fill in the list."""

    def commented(sheet: Worksheet) -> None:
        sheet["B1"].comment = Comment("ghi chữ in hoa", "a")
        sheet["B3"].comment = Comment("thay bằng bà Bình", "a")

    assert asked(tmp_path, AN, CUC, change=commented) == [("dòng 3, cột “Họ và tên”", "table_cell_commented")]
    path = tmp_path / "a.xlsb"
    path.write_bytes(xlsb(NAMED, comment=(3, 2, "thay bằng bà Bình")))
    assert refused(path) == [("dòng 3, cột “Họ và tên”", "table_cell_commented")]


LISTED = [("Lê Văn An", Gender.MALE), ("Tống Cúc", Gender.FEMALE)]


@pytest.mark.parametrize(
    "table",
    [
        ["Tên đại biểu;NS;Nam;Nữ", "Lê Văn An;1980;x;", "Tống Cúc;1985;;x"],
        ["TT;Họ và tên;Nam;Nữ", "1;Lê Văn An;1980;", "2;Tống Cúc;;12/3/1985"],
        ["TT;Họ và tên;Năm sinh;;Chức vụ", ";;Nam;Nữ;", "1;Lê Văn An;1980;;Nông dân", "2;Tống Cúc;;1985;Nông dân"],
        ["TT;Họ và tên;NS;Giới tính;;Chức vụ", ";;;Nam;Nữ;", "1;Lê Văn An;1980;x;;", "2;Tống Cúc;1985;;x;"],
    ],
)
def test_columns_for_men_and_women_are_read(tmp_path: Path, table: Sequence[str]) -> None:
    """Ticked, or with the year of birth; beside the others or in a second line below a heading of both."""
    path = tmp_path / "a.csv"
    path.write_text("\n".join(table), encoding="utf-8")
    found = read_delegates(path, kind=ListKind.ADOPTED, unit=COMMUNE, categories={}, units=(), on=date(2020, 3, 20))
    assert [(person.name, person.gender) for person in found] == LISTED
    assert [person.born for person in found] == [1980, 1985]


def test_who_is_ticked_as_both_is_asked_about(tmp_path: Path) -> None:
    """Also where another column says it."""
    path = tmp_path / "a.csv"
    path.write_text("Họ tên;Giới tính;Nam;Nữ\nLê Văn An;;x;x\nTống Cúc;Nữ;x;\n", encoding="utf-8")
    assert refused(path) == [("dòng 2, cột “Nữ”", "list_bad_gender"), ("dòng 3, cột “Nam”", "list_bad_gender")]


def refused(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as found:
        read_delegates(path, kind=ListKind.ADOPTED, unit=COMMUNE, categories={}, units=(), on=date(2020, 3, 20))
    return [(problem.where, problem.code.value) for problem in found.value.problems]


NAMED = (("TT", "Họ và tên"), ("1", "Lê Văn An"), ("2", "Y Hlim"), ("3", "Tống Cúc"))


def test_what_is_too_small_in_a_binary_workbook_is_asked_about(tmp_path: Path) -> None:
    """Its records say sizes in parts of a point and of a character."""
    path = tmp_path / "a.xlsb"
    path.write_bytes(xlsb(NAMED, low=(3,), tiny=(4,)))
    assert refused(path) == [("dòng 3", "table_row_hidden"), ("dòng 4, cột “Họ và tên”", "table_cell_unseen")]
    path.write_bytes(xlsb(NAMED, narrow=2))
    assert refused(path) == [("a.xlsb", "table_column_hidden")]


def open_document(column: str = "") -> bytes:
    """Return the list as an OpenDocument spreadsheet: its second row low, its third in letters of one point."""
    space = "urn:oasis:names:tc:opendocument:xmlns"
    rows = "".join(
        f'<t:table-row t:style-name="r{at}">'
        + "".join(
            f'<t:table-cell t:style-name="c{at}" o:value-type="string"><x:p>{text}</x:p></t:table-cell>' for text in row
        )
        + "</t:table-row>"
        for at, row in enumerate(NAMED)
    )
    content = (
        f'<o:document-content xmlns:o="{space}:office:1.0" xmlns:t="{space}:table:1.0" xmlns:x="{space}:text:1.0" '
        f'xmlns:s="{space}:style:1.0" xmlns:f="{space}:xsl-fo-compatible:1.0"><o:automatic-styles>'
        '<s:style s:name="r1"><s:table-row-properties s:row-height="0.45cm"/></s:style>'
        '<s:style s:name="r2"><s:table-row-properties s:row-height="0cm"/></s:style>'
        '<s:style s:name="c3"><s:text-properties f:font-size="1pt"/></s:style>'
        '<s:style s:name="thin"><s:table-column-properties s:column-width="0.01mm"/></s:style></o:automatic-styles>'
        f'<o:body><o:spreadsheet><t:table t:name="a"><t:table-column/><t:table-column t:style-name="{column}"/>{rows}'
        "</t:table></o:spreadsheet></o:body></o:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("content.xml", content)
    return out.getvalue()


def test_what_is_too_small_in_an_open_document_is_asked_about(tmp_path: Path) -> None:
    """Its styles say sizes in any unit."""
    path = tmp_path / "a.ods"
    path.write_bytes(open_document())
    assert refused(path) == [("dòng 3", "table_row_hidden"), ("dòng 4, cột “Họ và tên”", "table_cell_unseen")]
    path.write_bytes(open_document("thin"))
    assert refused(path)[0] == ("a.ods", "table_column_hidden")


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_what_is_too_small_stays_so_when_libreoffice_saves_it(tmp_path: Path, kind: str) -> None:
    """It gives rows a size that shows; letters keep theirs."""
    given = book(tmp_path, AN, CUC, change=tiny_letters)
    options = [
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", kind, "--outdir", str(tmp_path)),
    ]
    subprocess.run(
        [str(needs_program("soffice")), *options, str(given)], check=True, capture_output=True, timeout=PATIENCE
    )
    assert refused(tmp_path / f"a.{kind}") == [("dòng 3, cột “Họ và tên”", "table_cell_unseen")]


@pytest.mark.parametrize("born", ["03/1985", "3.1985", "00/00/1985", "…/…/1985", "../3/1985", "15/3/1985", 1985])
def test_a_year_is_read_of_whatever_is_known_of_the_day(tmp_path: Path, born: str | int) -> None:
    """Old people know a month or a year; no list needs more."""
    assert [person.born for person in people(tmp_path, (1, "Lê Văn An", born))] == [1985]


@pytest.mark.parametrize("born", ["31/02/1985", "13/1985", "1985/3", "85", "29221"])
def test_a_day_that_there_is_none_of_is_asked_about(tmp_path: Path, born: str) -> None:
    """It may be mistyped in the year too."""
    assert asked(tmp_path, (1, "Lê Văn An", born)) == [("dòng 2, cột “Năm sinh”", "list_bad_year")]


def test_one_name_merged_over_two_rows_is_asked_about(tmp_path: Path) -> None:
    """One person whose posts take two lines, or two of whom one is not named: they would count as two of one name."""

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")

    rows = (AN, (2, None, 1990, "Nữ", "Trưởng thôn"), CUC)
    assert asked(tmp_path, *rows, change=merge) == [("dòng 3, cột “Họ và tên”", "table_cell_merged")]


def test_an_empty_column_for_signing_is_no_matter(tmp_path: Path) -> None:
    """Nothing of it is kept; with something in it, it is named."""
    heads = (*HEADS, "Ký nhận")
    rows = (heads, AN, heads, CUC, (None, None, None, None, None, None, "CHỦ TỊCH"))
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(list(row))
    made.save(tmp_path / "b.xlsx")
    path = tmp_path / "b.xlsx"
    read = read_delegates(path, kind=ListKind.ADOPTED, unit=COMMUNE, categories={}, units=(), on=date(2020, 3, 20))
    assert [person.name for person in read] == [AN[1], CUC[1]]
    made.worksheets[0]["G2"] = "0905111222"
    made.save(path)
    assert [code for _, code in refused(path)] == ["list_column_unknown"]


def test_totals_of_groups_are_no_entries(tmp_path: Path) -> None:
    """Of a group by its name or number, and of all."""
    heads = (("I", "Khối Đảng"), AN, (None, "Cộng khối Đảng", 1), ("II", "Khối đoàn thể"), CUC, (None, "Cộng II", 1))
    assert [person.name for person in people(tmp_path, *heads, (None, "Tổng cộng (I+II)", 2))] == [AN[1], CUC[1]]


@pytest.mark.parametrize("content", [b"%PDF-1.4\n%\xe2\xe3", b"\xff\xd8\xff\xe0", b"{\\rtf1 x}", b"\x1f\x8b\x08"])
def test_what_is_known_as_something_else_is_told_as_no_table(tmp_path: Path, content: bytes) -> None:
    """Not as a table in unknown letters, or without its columns."""
    path = tmp_path / "danh sach.pdf"
    path.write_bytes(content)
    assert [code for _, code in refused(path)] == ["table_not_a_table"]

"""What is doubtful in a table is asked about in every format that can carry it."""

import subprocess
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from emulation_workflow.adapters.spreadsheets.delegates import read_delegates
from emulation_workflow.domain.delegates.delegate_lists import ListKind
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import sentence
from tests.support import builders
from tests.support.samples.workbooks import strict, xlsb
from tests.support.servers.programs import needs_program

PATIENCE = 120
ROWS = (
    ("TT", "Họ và tên", "Giới tính", "Chức vụ"),
    ("1", "Lê Văn An", "Nam", "Nông dân"),
    ("2", "Nguy?n V?n B", "Nam", ""),
    ("3", "Y Ñin", "Nam", ""),
    ("4", "Nguyễn Văn \ufffdức", "Nam", ""),
    ("", "Khối Đảng", "", ""),
    ("5", "Y Hlim", "Nữ", ""),
    ("6", "Tống Cúc", "Nữ", ""),
    ("7", "Lê Thị Dự", "Nữ", ""),
    ("8", "Trần Văn Em", "Nam", ""),
    ("9", "Trần Văn Mười", "Nam", ""),
    ("", "HIỆU TRƯỞNG", "", ""),
    ("", "", "", "(Đã ký)"),
)
HIDDEN, STRUCK, WHITE, FORMATTED_AWAY = 7, 8, 9, 10
WRITTEN = {
    3: "table_cell_letters_lost",
    4: "table_cell_old_font",
    5: "table_cell_letters_lost",
    6: "table_row_no_entry",
    12: "table_row_no_entry",
}
SEEN = {7: "table_row_hidden", 8: "table_row_struck", 9: "table_cell_unseen", 10: "table_cell_unseen"}


def faults(path: Path) -> dict[int, str]:
    with pytest.raises(Rejected) as refused:
        read_delegates(
            path, kind=ListKind.ADOPTED, unit=builders.COMMUNE, categories={}, units=(), on=date(2020, 3, 20)
        )
    assert all(sentence(problem) for problem in refused.value.problems)
    return {
        int(problem.where.removeprefix("dòng ").partition(",")[0]): problem.code.value
        for problem in refused.value.problems
    }


def workbook(path: Path) -> Path:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in ROWS:
        sheet.append([cell or None for cell in row])
    sheet.row_dimensions[HIDDEN].hidden = True
    sheet[f"B{STRUCK}"].font = Font(strike=True)
    sheet[f"B{WHITE}"].font = Font(color="FFFFFFFF")
    sheet[f"B{FORMATTED_AWAY}"].number_format = ";;;"
    made.save(path)
    return path


def test_xlsx_and_strict_xlsx(tmp_path: Path) -> None:
    """As Excel saves them."""
    path = workbook(tmp_path / "a.xlsx")
    assert faults(path) == dict(sorted((WRITTEN | SEEN).items()))
    path.write_bytes(strict(path.read_bytes()))
    assert faults(path) == dict(sorted((WRITTEN | SEEN).items()))


def test_xlsb(tmp_path: Path) -> None:
    """Excel's binary kind."""
    path = tmp_path / "a.xlsb"
    path.write_bytes(xlsb(ROWS, hidden=(HIDDEN,), struck=(STRUCK,), white=(WHITE,), formatted_away=(FORMATTED_AWAY,)))
    assert faults(path) == WRITTEN | SEEN


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_xls_and_ods(tmp_path: Path, kind: str) -> None:
    """As LibreOffice saves them."""
    given = workbook(tmp_path / "a.xlsx")
    options = [
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", kind, "--outdir", str(tmp_path)),
    ]
    command = [str(needs_program("soffice")), *options, str(given)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    assert faults(tmp_path / f"a.{kind}") == WRITTEN | SEEN


def windows_1258(text: str) -> bytes:
    """Return the text with tones as letters of their own where there is no letter with that tone."""
    out = b""
    for sign in text:
        try:
            out += sign.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", sign)
            tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            out += (unicodedata.normalize("NFC", parts.replace(tone, "")) + tone).encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("encode", "lacks"),
    [
        (lambda text: text.encode("utf-8-sig"), ""),
        (lambda text: text.encode("utf-16"), ""),
        (windows_1258, "Ñ\ufffd"),  # It has no such sign; an Ñ in its bytes may be another letter.
    ],
    ids=["utf-8", "utf-16", "windows-1258"],
)
def test_csv(tmp_path: Path, encode: Callable[[str], bytes], lacks: str) -> None:
    """Text alone: nothing is hidden, struck out or unseen."""
    text = "".join(f"{';'.join(row)}\n" for row in ROWS)
    for sign in lacks:
        text = text.replace(sign, "Đ")
    path = tmp_path / "a.csv"
    path.write_bytes(encode(text))
    gone = {4, 5} if lacks else set()
    assert faults(path) == {row: code for row, code in WRITTEN.items() if row not in gone}


@pytest.mark.parametrize("heads", ["TT;H? và tên;N?m sinh", "TT;H\ufffd v\ufffd t\ufffdn", "H? t?n"])
def test_headings_that_lost_their_letters_are_told_as_that(tmp_path: Path, heads: str) -> None:
    """Not as a column that is missing."""
    path = tmp_path / "a.csv"
    path.write_text(f"{heads}\n1;A\n", encoding="utf-8")
    with pytest.raises(Rejected) as refused:
        faults_of(path)
    (problem,) = refused.value.problems
    assert problem.code.value == "table_letters_lost"
    assert "CSV UTF-8" in sentence(problem)


def faults_of(path: Path) -> None:
    read_delegates(path, kind=ListKind.ADOPTED, unit=builders.COMMUNE, categories={}, units=(), on=date(2020, 3, 20))

"""Lists of what units have done, as offices write them."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from emulation_workflow.adapters.spreadsheets.evidence import read_evidence
from emulation_workflow.adapters.spreadsheets.reading import Unreadable
from emulation_workflow.domain.errors import Problem, ProblemCode, Rejected
from emulation_workflow.domain.obligations.obligation import Evidence
from emulation_workflow.messages import sentence
from tests.support.owing import owing

NOON = datetime(2020, 4, 1, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HEADINGS = "STT;Mã đơn vị;Tên đơn vị;Nhiệm vụ;Ngày thực hiện;Số văn bản;Ngày ký;Rút lại;Ghi chú"


def read(path: Path, *faults: tuple[int, str, Problem]) -> tuple[Evidence, ...]:
    return read_evidence(path, owing(), judge=lambda _: faults, by="R1", at=NOON)


def listed(folder: Path, *lines: str) -> Path:
    path = folder / "kết quả.csv"
    path.write_text("\n".join([HEADINGS, *lines]), encoding="utf-8")
    return path


def test_a_row_says_what_was_done_by_the_tasks_name_or_id(tmp_path: Path) -> None:
    """The file's name stands for the paper it comes from."""
    path = listed(tmp_path, "1;X1;;việc conference;12/3/2020;12/BC;15/3/2020;;", "2;X2;;report;12/3/2020;;;x;nhầm")
    first, second = read(path)
    assert first == Evidence(
        unit="X1",
        task="conference",
        done_on=date(2020, 3, 12),
        recorded_at=NOON,
        recorded_by="R1",
        number="12/BC",
        signed_on=date(2020, 3, 15),
        source="kết quả.csv",
    )
    assert (second.task, second.withdrawn, second.note) == ("report", True, "nhầm")


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    """Days that Excel keeps as days are days."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Mã đơn vị", "Nhiệm vụ", "Ngày tổ chức", "Đường dẫn"])
    sheet.append(["X1", "conference", date(2020, 3, 12), "https://xa.example/tin"])
    book.save(tmp_path / "a.xlsx")
    (row,) = read(tmp_path / "a.xlsx")
    assert (row.done_on, row.link) == (date(2020, 3, 12), "https://xa.example/tin")


def test_every_bad_row_is_named_by_its_cell(tmp_path: Path) -> None:
    """What the office finds wrong is told of rows that could be read; a bad cell may be its only reason."""
    path = listed(
        tmp_path, "1;X1;;conference;30/02/2020;;;;", "2;;;conference;12/3/2020;;;có lẽ;", "3;X3;;report;1/3/2020;;;;"
    )
    wrong = Problem(code=ProblemCode.EVIDENCE_EMPTY)
    with pytest.raises(Rejected) as refused:
        read(path, (0, "number", wrong), (2, "number", wrong))
    assert [sentence(problem).split(":")[0] for problem in refused.value.problems] == [
        "dòng 2, cột “Ngày thực hiện”",
        "dòng 3, cột “Mã đơn vị”",
        "dòng 3, cột “Rút lại”",
        "dòng 4, cột “Số văn bản”",
    ]


def test_a_file_without_the_columns_is_no_such_list(tmp_path: Path) -> None:
    """Its rows cannot be judged."""
    path = tmp_path / "a.csv"
    path.write_text("Mã đơn vị,Nhiệm vụ\nX1,conference\n", encoding="utf-8")
    with pytest.raises(Unreadable):
        read(path)

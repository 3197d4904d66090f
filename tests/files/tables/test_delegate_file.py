"""Delegate lists and quotas as offices keep them: all or nothing, every bad row named, nobody's name repeated."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from emulation_workflow.adapters.spreadsheets.delegates import read_delegates, read_quotas
from emulation_workflow.adapters.spreadsheets.reading import Unreadable
from emulation_workflow.domain.delegates.delegate_lists import Delegate, Gender, ListKind, Quota
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import sentence
from tests.support.builders import COMMUNE, DISTRICT, PILOT_COMMUNE
from tests.support.offices import NOON

ON = date(2020, 3, 20)
CATEGORIES = {"exemplar": "Gương tiêu biểu"}
UNITS = (DISTRICT, COMMUNE, PILOT_COMMUNE)
WHOLE = Quota(upper="H2", unit="", number=0, document="9/CV", signed_on=None, recorded_at=NOON, recorded_by="R1")


def read(path: Path, kind: ListKind = ListKind.ADOPTED) -> Sequence[Delegate]:
    unit = COMMUNE if kind is ListKind.ADOPTED else DISTRICT
    return read_delegates(path, kind=kind, unit=unit, categories=CATEGORIES, units=UNITS, on=ON)


def written(folder: Path, *lines: str) -> Path:
    path = folder / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def refused(path: Path, **more: Any) -> list[str]:
    with pytest.raises(Rejected) as caught:
        read(path, **more)
    return [sentence(problem) for problem in caught.value.problems]


def test_a_list_is_read_as_offices_write_it(tmp_path: Path) -> None:
    """Headings in Vietnamese, categories by name, a whole date of birth of which the year alone is taken."""
    path = written(
        tmp_path,
        "DANH SÁCH ĐẠI BIỂU",
        "STT;Họ và tên;Năm sinh;Giới tính;Dân tộc;Chức vụ;Thành phần;Dự khuyết;Thay cho",
        "1;Lê  Văn An;05/3/1980;Nam;Kinh;Nông dân;Gương tiêu biểu;;",
        "2;Y Hlim;;nữ;Ba Na;;;x;Lê Văn An",
    )
    assert read(path) == (
        Delegate(
            name="Lê Văn An",
            sent_by="X1",
            born=1980,
            gender=Gender.MALE,
            ethnicity="Kinh",
            post="Nông dân",
            category="exemplar",
        ),
        Delegate(
            name="Y Hlim",
            sent_by="X1",
            gender=Gender.FEMALE,
            ethnicity="Ba Na",
            is_reserve=True,
            replaces="Lê Văn An",
        ),
    )


def test_who_attends_is_sent_by_a_unit_or_by_nobody(tmp_path: Path) -> None:
    """By code or name; the conference's own guests by none."""
    path = written(tmp_path, "Họ và tên,Đơn vị cử", "Lê Văn An,X1", "Lê Thị Bình,Đơn vị X2", "Khách Mời,")
    assert [delegate.sent_by for delegate in read(path, ListKind.ATTENDING)] == ["X1", "X2", ""]


def test_a_workbook_will_do(tmp_path: Path) -> None:
    """Typed years as Excel keeps them."""
    book = Workbook()
    for row in (["Họ và tên", "Năm sinh"], ["Lê Văn An", 1980]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "a.xlsx")
    assert [(delegate.name, delegate.born) for delegate in read(tmp_path / "a.xlsx")] == [("Lê Văn An", 1980)]


def test_every_bad_row_is_named_and_no_cell_repeated(tmp_path: Path) -> None:
    """A name that slipped a column must not stand on a screen."""
    path = written(
        tmp_path,
        "Họ và tên,Năm sinh,Giới tính,Dự khuyết,Đơn vị cử",
        ",1980,Nam,,X1",
        "Lê Văn An,Lê Bí Mật,Lê Bí Mật,Lê Bí Mật,Lê Bí Mật",
        "Lê Thị Bình,2031,Nữ,,X1,Lê Bí Mật",
        f"{'Lê ' * 100},1980,,,",
    )
    said = refused(path, kind=ListKind.ATTENDING)
    assert [line.split(":")[0] for line in said] == [
        "dòng 2, cột “Họ và tên”",
        *(f"dòng 3, cột “{column}”" for column in ("Đơn vị cử", "Năm sinh", "Giới tính", "Dự khuyết")),
        "dòng 4, cột “F”",
        "dòng 4, cột “Năm sinh”",
        "dòng 5, cột “Họ và tên”",
    ]
    assert not any("Bí Mật" in line for line in said)


@pytest.mark.parametrize("heading", ["Họ và tên,Số căn cước", "Lê Bí Mật,Nam", "Họ và tên,Lê Bí Mật"])
def test_columns_that_no_table_needs_are_refused_without_their_words(tmp_path: Path, heading: str) -> None:
    """Personal data: only what is asked for; a file without headings shows nobody's name."""
    path = written(tmp_path, heading, "Lê Bí Mật,Nam")
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert not any("Bí Mật" in sentence(problem) for problem in caught.value.problems)


def test_a_number_is_nobodys_name(tmp_path: Path) -> None:
    """Columns that were exchanged are told before people called 1 and 2 are counted."""
    path = written(tmp_path, "TT,Họ và tên", "Trần Văn A,1")
    with pytest.raises(Rejected) as caught:
        read_delegates(path, kind=ListKind.ADOPTED, unit=COMMUNE, categories=CATEGORIES, units=UNITS, on=ON)
    assert [(problem.where, problem.code) for problem in caught.value.problems] == [
        ("dòng 2, cột “Họ và tên”", "list_name_without_letters")
    ]


def test_quotas_are_read_and_an_empty_number_is_none(tmp_path: Path) -> None:
    """A14: nothing is allocated to whom the document gives nothing."""
    path = written(tmp_path, "Mã đơn vị,Số đại biểu,Số văn bản,Ngày ký", "X1,3,,", "X2,,,", "X2,0,10/CV,05/3/2020")
    quotas = read_quotas(path, whole=WHOLE, units=UNITS, judge=lambda _: ())
    assert [(quota.unit, quota.number, quota.document, quota.signed_on) for quota in quotas] == [
        ("X1", 3, "9/CV", None),
        ("X2", 0, "10/CV", date(2020, 3, 5)),
    ]


def test_a_quota_beside_another_units_name_is_asked_about(tmp_path: Path) -> None:
    """Nobody can tell whether code or name is mistyped."""
    other = next(unit for unit in UNITS if unit.code != "X1")
    path = written(tmp_path, "Mã đơn vị,Tên đơn vị,Số đại biểu", f"X1,{other.name},3")
    with pytest.raises(Rejected) as caught:
        read_quotas(path, whole=WHOLE, units=UNITS, judge=lambda _: ())
    assert [(problem.where, problem.code) for problem in caught.value.problems] == [
        ("dòng 2, cột “Tên đơn vị”", "register_name_of_another")
    ]


def test_every_bad_quota_is_named(tmp_path: Path) -> None:
    """By row and column, with what stands there."""
    path = written(
        tmp_path, "Mã đơn vị,Số đại biểu,Ngày ký", "X404,3,", "X1,ba,", "X2,-1,32/3/2020", f"X1,{'9' * 2000},"
    )
    with pytest.raises(Rejected) as caught:
        read_quotas(path, whole=WHOLE, units=UNITS, judge=lambda _: ())
    places = [problem.where for problem in caught.value.problems]
    assert places == [
        "dòng 2, cột “Mã đơn vị”",
        "dòng 3, cột “Số đại biểu”",
        "dòng 4, cột “Số đại biểu”",
        "dòng 4, cột “Ngày ký”",
        "dòng 5, cột “Số đại biểu”",
    ]

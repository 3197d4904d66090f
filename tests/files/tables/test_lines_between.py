"""What offices write between the rows of a list and below them makes nobody a delegate, and hides nobody."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.adapters.spreadsheets.delegates import read_delegates
from emulation_workflow.adapters.spreadsheets.reading import TableBytes
from emulation_workflow.domain.delegates.delegate_lists import ListKind
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import sentence
from tests.support import builders

HEADS = ("TT", "Họ và tên", "Năm sinh", "Giới tính", "Chức vụ")
AN, BINH, CUC = (
    (1, "Lê Văn An", 1980, "Nam", "Nông dân"),
    (2, "Y Hlim", 1990, "Nữ", ""),
    (3, "Tống Cúc", 1985, "Nữ", ""),
)
NAMES = ["Lê Văn An", "Y Hlim", "Tống Cúc"]
OF_OFFICES = (
    *("HIỆU TRƯỞNG", "CHỦ TỊCH UBND XÃ", "KẾ TOÁN", "TRƯỞNG ĐOÀN", "Đã ký", "Trần Văn Ký", "Kỳ Thị Dấu"),
    *("Bằng chữ: Ba người", "Trong đó: 02 nữ", "Ghi chú: có mặt trước 7 giờ", "Khối Đảng", "Danh sách dự bị", "Nữ: 2"),
)
CLOSING = (*OF_OFFICES, "TM. ỦY BAN NHÂN DÂN", "Người lập biểu", "Nơi nhận:", "Tổng cộng: 3", "(Đã ký)")
Row = Sequence[Any]


def listed(*rows: Row, heads: Row = HEADS) -> list[str]:
    text = io.StringIO()
    csv.writer(text).writerows((heads, *rows))
    table = TableBytes(name="a.csv", content=text.getvalue().encode())
    read = read_delegates(
        table, kind=ListKind.ADOPTED, unit=builders.COMMUNE, categories={}, units=(), on=date(2020, 3, 20)
    )
    return [delegate.name for delegate in read]


def asked(*rows: Row, heads: Row = HEADS) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as refused:
        listed(*rows, heads=heads)
    assert all(sentence(problem) for problem in refused.value.problems)
    return [(problem.where, problem.code.value) for problem in refused.value.problems]


@pytest.mark.parametrize("words", OF_OFFICES)
def test_a_line_that_might_be_an_entry_is_asked_about(words: str) -> None:
    """Between numbered rows or below them, and between rows without numbers that say more."""
    line, bare = (None, words), [row[1:] for row in (HEADS, AN, BINH, CUC)]

    assert asked(AN, line, BINH) == [("dòng 3", "table_row_no_entry")]
    assert asked(AN, BINH, line) == [("dòng 4", "table_row_no_entry")]
    assert asked(*bare[1:], (words,), heads=bare[0]) == [("dòng 5", "table_row_no_entry")]


@pytest.mark.parametrize("words", CLOSING)
@pytest.mark.parametrize("column", [0, 2, 3, 4])
def test_what_stands_below_the_last_number_without_a_name_is_no_entry(words: str, column: int) -> None:
    """Signatures stand to the right; whatever their words, nobody is asked."""
    line = (*[None] * column, words)
    assert listed(AN, BINH, CUC, (), line, (*[None] * column, "(Đã ký)"), line) == NAMES


@pytest.mark.parametrize(
    "rows",
    [
        (
            AN,
            BINH,
            CUC,
            (None, "Tổng cộng", 3),
            (None, "NGƯỜI LẬP BIỂU", None, None, "CHỦ TỊCH"),
            (None, "Trần Văn Ký"),
        ),
        (("I", "Khối Đảng"), AN, ("II", "Khối đoàn thể"), BINH, CUC),
        (("Khối Đảng",), AN, BINH, ("Khối đoàn thể",), CUC),
        (("01", *AN[1:]), ("02.", *BINH[1:]), ("(3)", *CUC[1:])),
        ((1, "Khối Đảng"), ("1.1", *AN[1:]), ("1.2", *BINH[1:]), (2, "Khối đoàn thể"), ("2.1", *CUC[1:])),
        (AN, HEADS, BINH, CUC),
        (AN, (None, *BINH[1:4], "Giáo viên"), CUC),
        ((1, "Lê Văn An"), (2, "Y Hlim"), (3, "Tống Cúc")),
    ],
)
def test_lists_as_offices_make_them_are_read(rows: Sequence[Row]) -> None:
    """Groups, totals, headings on each page, a number forgotten beside everything else, a name alone."""
    assert listed(*rows) == NAMES


@pytest.mark.parametrize("name", ["Kỳ Thị Hoa", "Ký Văn Ba", "An Đình Long", "Công Văn Tổng", "Chu Tích Lập"])
def test_nobody_is_taken_for_a_signature(name: str) -> None:
    """Alone in the row, last, or in a list of nothing but names."""
    assert listed(AN, (2, name)) == ["Lê Văn An", name]
    assert listed(("Lê Văn An",), (name,), ("Y Hlim",), heads=("Họ tên",)) == ["Lê Văn An", name, "Y Hlim"]


@pytest.mark.parametrize("words", ["HIỆU TRƯỞNG", "Trong đó: 2 nữ", "KHỐI ĐẢNG"])
def test_a_line_unlike_the_names_is_asked_about_in_a_list_of_few_columns(words: str) -> None:
    """Where nothing but its writing tells it; below an empty line whatever it is."""
    few = ("Họ tên", "Đơn vị cử")
    assert asked(("Lê Văn An", ""), ("Y Hlim", ""), (words,), heads=few) == [("dòng 4", "table_row_no_entry")]
    assert asked(("Lê Văn An",), ("",), ("Trần Văn Ký",), heads=few[:1]) == [("dòng 4", "table_row_no_entry")]
    assert asked(AN[1:], BINH[1:], (words, None, None, "CHỦ TỊCH"), heads=HEADS[1:]) == [
        ("dòng 4", "table_row_no_entry")
    ]


@pytest.mark.parametrize(
    "below",
    [
        [("Danh sách dự bị",), HEADS, (1, "Y Hlim", 1990)],
        [(None, None, "Danh sách dự bị"), HEADS, (1, "Y Hlim", 1990)],
        [HEADS, (1, "Y Hlim", 1990)],
        [("TT", "Đơn vị", "Họ tên", "Năm sinh", "Chức vụ"), (2, "Xã A", "Y Hlim", 1990)],
    ],
)
def test_a_second_table_below_is_asked_about(below: Sequence[Row]) -> None:
    """Its rows are others: reserves, or another unit's people."""
    assert "table_second_table" in [code for _, code in asked(AN, (2, "Tống Cúc", 1985, "Nữ"), (), *below)]


def test_a_group_of_reserves_of_whom_none_is_marked_is_asked_about() -> None:
    """They would count among the official delegates."""
    heads = (*HEADS, "Dự khuyết")
    assert asked(("I", "Đại biểu chính thức"), AN, ("II", "Đại biểu dự bị"), BINH) == [
        ("dòng 4", "list_reserves_unmarked")
    ]
    assert listed(AN, ("II", "Đại biểu dự khuyết"), (*BINH, "x"), heads=heads) == NAMES[:2]


people = st.tuples(
    st.sampled_from(["Lê Văn An", "Y Hlim", "Kỳ Thị Hoa", "An Đình Long", "Tổng Văn A", "Ký Văn Ba", "Chu Tích Lập"]),
    st.sampled_from([1980, ""]),
    st.sampled_from(["Nam", "Nữ", ""]),
    st.sampled_from(["Nông dân", "Chủ tịch", ""]),
)
columns = st.sampled_from([(0,), (1,), (2,), (4,), (1, 4), (3, 4)])


@st.composite
def lines_of_offices(draw: st.DrawFn, words: Sequence[str] = OF_OFFICES) -> Row:
    line: list[Any] = [None] * len(HEADS)
    for column in draw(columns):
        line[column] = draw(st.sampled_from(words))
    return line


@given(
    rows=st.lists(st.tuples(people, st.booleans(), st.lists(lines_of_offices(), max_size=2)), min_size=1, max_size=6),
    below=st.lists(lines_of_offices(CLOSING), max_size=4),
)
def test_nobody_is_lost_or_invented_among_numbered_rows(
    rows: Sequence[tuple[Row, bool, Sequence[Row]]], below: Sequence[Row]
) -> None:
    """Whatever stands between and below: the people of the list are read, each of them and no other, or it is asked."""
    table: list[Row] = []
    for number, (person, is_numbered, after) in enumerate(rows, start=1):
        table += [(number if is_numbered or number == 1 else None, *person), *after]
    try:
        read = listed(*table, *below)
    except Rejected:
        return
    assert read == [person[0] for person, _, _ in rows]


@given(
    rows=st.lists(people.filter(lambda person: all(person[1:3])), min_size=1, max_size=6),
    below=st.lists(st.tuples(st.sampled_from([0, 1, 3]), st.sampled_from(CLOSING)), max_size=4),
)
def test_nobody_is_lost_or_invented_among_rows_without_numbers(
    rows: Sequence[Row], below: Sequence[tuple[int, str]]
) -> None:
    """The same where every row fills several cells, and what is added one."""
    try:
        read = listed(*rows, *((*[None] * column, words) for column, words in below), heads=HEADS[1:])
    except Rejected:
        return
    assert read == [person[0] for person in rows]

"""What is refused on the command line, in tables and in texts, with clear words."""

from email import message_from_bytes
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from emulation_workflow.adapters.mail.own_words import Texts, own_words
from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.adapters.mail.texts.uuencoded import files_in
from emulation_workflow.adapters.schemas.plan_text import read_text
from emulation_workflow.adapters.spreadsheets.formats.sheet import Sheet
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.adapters.spreadsheets.workbook_guard import open_workbook
from emulation_workflow.cli import app
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import sentence
from tests.fuzz.costly import FILES, with_texts
from tests.fuzz.doors import KNOWN
from tests.support.samples.workbooks import ods


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("9999-12-31", "between 1900 and 2100"),
        ("--as-of=0001-01-01", "between 1900 and 2100"),
        ("a\u202eb", "U+202E"),
        ("a\udcffb", "U+DCFF"),
        ("x" * 5_001, "more than 5000 characters"),
    ],
)
def test_a_command_line_takes_no_nonsense(word: str, said: str) -> None:
    """In English, for operators; nothing was begun."""
    ended = CliRunner().invoke(app, ["plan", "check", "ke-hoach.toml", word])
    assert ended.exit_code == 2
    assert said in " ".join(ended.output.replace("│", " ").split())


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".json", '{"unit": "\\ud800"}'),
        (".yaml", 'unit: "\\ud800"'),
        (".json", '{"a\\u202eb": 1}'),
        (".json", '{"unit": ' + "9" * 5_000 + "}"),
        (".toml", "unit = 0x" + "f" * 5_000),
        (".yaml", "unit: !!timestamp x"),
        (".yaml", "unit: !!bool x"),
        (".toml", ".".join("a" * 20) + " = 1"),
        (".toml", ".".join(['"\\""'] * 20) + " = 1"),
        (".json", "[" * 100_000),
        (".json", "[" + "0," * 30_000 + "0]"),
    ],
)
def test_a_text_with_what_nobody_writes_is_refused(suffix: str, text: str) -> None:
    """Before any of it is looked at as a plan."""
    with pytest.raises(Rejected) as caught:
        read_text(suffix, text)
    sentence(caught.value.problems[0]).encode()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Xã \u202eĐăk Long", "U+202E"),
        ("x" * 2_001, "hơn 2.000 ký tự"),
    ],
)
def test_a_cell_that_misleads_or_has_no_end_is_refused(tmp_path: Path, cell: str, said: str) -> None:
    """By its row and column, and not repeated."""
    path = tmp_path / "a.csv"
    path.write_text(f"code,name,level\nX8,{cell},xa\n", encoding="utf-8")
    with pytest.raises(Rejected) as caught:
        read_units(path, KNOWN)
    (problem,) = caught.value.problems
    assert problem.where == "dòng 2, cột “name”"
    assert said in sentence(problem)


@pytest.mark.parametrize("day", ["31/12/9999", "0001-01-01", "1/1/1899"])
def test_a_day_centuries_away_is_refused(tmp_path: Path, day: str) -> None:
    """No calendar has such days; a term without end is left blank."""
    path = tmp_path / "a.csv"
    path.write_text(f"code,name,level,valid_to\nX8,Xã Đăk Long,xa,{day}\n", encoding="utf-8")
    with pytest.raises(Rejected) as caught:
        read_units(path, KNOWN)
    assert "1900–2100" in sentence(caught.value.problems[0])


@pytest.mark.parametrize(
    "name",
    [
        "sheets of one part.xlsx",
        "sheets of one part with a far row.xlsx",
        "tables with a far row.ods",
        "sheets in one place.xls",
        "sheets of one part.xlsb",
    ],
)
def test_a_workbook_whose_sheets_cost_more_than_its_bytes_say_is_refused(name: str) -> None:
    """What its sheets take together is counted, and a part that two of them name is opened for none."""
    with pytest.raises(Rejected) as caught:
        open_workbook(FILES[name]())
    assert [problem.code for problem in caught.value.problems] == ["plan_file_grows"]


def test_a_workbook_of_many_sheets_is_read() -> None:
    """Each with a part of its own."""
    book, out = Workbook(), BytesIO()
    for _ in range(60):
        book.create_sheet().append(["a"])
    book.save(out)
    assert [sheet["A1"].value for sheet in open_workbook(out.getvalue()).values()] == [None, *["a"] * 60]


def test_rows_that_are_hidden_to_the_end_of_each_sheet_cost_nothing() -> None:
    """Offices hide them, in every sheet of a workbook."""
    cell, hidden = b"<table:table-cell><text:p>a</text:p></table:table-cell>", b' table:visibility="collapse"'
    row = b"<table:table-row%s>%s</table:table-row>"
    rest = row % (hidden + b' table:number-rows-repeated="1048574"', b"<table:table-cell/>")
    rows = row % (b"", cell) + row % (hidden, cell) + rest
    tables = (b'</table:table><table:table table:name="t%d">' % at + rows for at in range(60))
    sheets = open_workbook(ods(rows + b"".join(tables)))
    assert [(len(sheet.rows), sheet.hidden_rows) for sheet in sheets.values()] == [(2, frozenset({2}))] * 61


def test_columns_are_hidden_however_their_ranges_lie() -> None:
    """One in another, in any order."""
    sheet = Sheet("a", (), hidden_columns=[(8, 8), (2, 5), (3, 4), (9, 9), (16_000, 16_384)])
    assert [at for at in (1, 2, 4, 5, 6, 7, 8, 9, 10, 15_999, 16_384, 16_385) if sheet.is_column_hidden(at)] == [
        2,
        4,
        5,
        8,
        9,
        16_384,
    ]


def test_the_texts_of_a_message_are_read_as_far_as_people_write() -> None:
    """All of its texts together, whatever number of parts they stand in; what stands first is read."""
    message = message_from_bytes(with_texts("plain", "chu\n" * 20_000))
    texts, parts = Texts(), [part for part in message.walk() if not part.is_multipart()]
    assert own_words(message, texts).words.startswith("chu\nchu\n")
    assert sum(len(line) + 1 for part in parts for line, _ in texts.lines_of(part)) < 201_000


def test_a_message_of_many_texts_is_read() -> None:
    """As some programs send one: a text before and after each picture."""
    mail = read_mail(with_texts("plain", "Xin gửi lại.\n"))
    assert (mail.is_readable, mail.words.count("Xin gửi lại.")) == (True, 153)


def test_a_files_name_in_a_text_ends_where_its_spaces_begin() -> None:
    """Spaces without end behind it are no name."""
    assert [name for name, _ in files_in("begin 644 phieu 1.xlsx  \r\nend\n")] == ["phieu 1.xlsx"]
    assert list(files_in("begin 644 a" + " " * 700_000 + "x")) == []

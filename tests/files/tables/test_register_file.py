"""Registers as offices keep them: CSV and XLSX, machine names and Vietnamese headings, all or nothing."""

import csv
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.reading import MAX_BYTES, Unreadable
from emulation_workflow.adapters.spreadsheets.register import read_addresses, read_officials, read_units
from emulation_workflow.domain.campaign import Role, RoleScope
from emulation_workflow.domain.errors import Problem, Rejected
from emulation_workflow.domain.registers.consistency import Known, UnitAddress, is_address, known_to
from emulation_workflow.domain.registers.units import Substitution, Unit
from emulation_workflow.messages import sentence
from tests.support.builders import COMMUNE, DISTRICT, PROVINCE_UNIT, campaign
from tests.support.paths import KON_TUM

PLAN = campaign(
    roles=(*campaign().roles, Role(id="unit_head", name="Thủ trưởng đơn vị", scope=RoleScope.OWN_UNIT)),
)
KNOWN = known_to(PLAN, units=(PROVINCE_UNIT, DISTRICT, COMMUNE))

UNITS = """\
code,name,level,parent_code,valid_from,valid_to,pilot
H9,Huyện Đắk Glei,huyen,T,,2025-06-30,
X8,Xã Đăk Long,xa,H9,2019-09-01,2025-06-30,x
"""

OFFICIALS = """\
number,name,title,role,unit,email,valid_from,valid_to,substitute,substitute_from,substitute_to
B1,Nguyễn Văn An,Trưởng Ban,board,,an@kontum.example,2019-01-01,,B2,2020-02-10,2020-02-21
B1,Nguyễn Văn An,Trưởng Ban,board,,an@kontum.example,2019-01-01,,B2,2020-04-06,2020-04-17
B2,Lê Thị Bình,Phó Trưởng Ban,board,,binh@kontum.example,2019-01-01,,,,
"""

Write = Callable[[str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to_file(content: str | bytes) -> Path:
        path = tmp_path / "bang.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return to_file


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    def with_rows(*rows: tuple[Any, ...]) -> Path:
        book = openpyxl.Workbook()
        sheet = book.create_sheet(index=0)
        for row in rows:
            sheet.append(row)
        path = tmp_path / "bang.xlsx"
        book.save(path)
        return path

    return with_rows


@pytest.fixture(scope="module")
def kon_tum() -> Known:
    plan = load_campaign(KON_TUM)
    return known_to(plan, units=read_units(KON_TUM / "units.csv", known_to(plan)).entries)


def _what_is_wrong(refused: pytest.ExceptionInfo[Rejected]) -> list[tuple[str, str]]:
    return [(problem.where, problem.code) for problem in refused.value.problems]


def test_the_register_of_kon_tum_is_read_whole(kon_tum: Known) -> None:
    """148 units: one province, 10 districts, 102 communes, 34 provincial bodies, one enterprise."""
    levels = [unit.level for unit in kon_tum.units]
    counts = {level: levels.count(level) for level in levels}

    assert counts == {"province": 1, "district": 10, "commune": 102, "provincial_body": 34, "enterprise": 1}


def test_two_communes_with_one_name_stay_two_units_as_spelled(kon_tum: Known) -> None:
    """Đắk Long and Đăk Long fold to one name; code and display spelling keep them apart."""
    long = {unit.code: unit.name for unit in kon_tum.units if unit.code in {"23368", "23504"}}

    assert long == {"23368": "Xã Đắk Long", "23504": "Xã Đăk Long"}


def test_only_the_designated_commune_is_marked_as_pilot(kon_tum: Known) -> None:
    """Phường Quang Trung was designated by the city (II.2.1*); the Council's pilots are named by the campaign."""
    assert [unit.code for unit in kon_tum.units if unit.pilot] == ["23281"]


def test_an_inferred_block_says_so_in_its_source(kon_tum: Known) -> None:
    """Blocks of the provincial bodies are inferred, and nothing shows them without that remark."""
    bodies = [unit for unit in kon_tum.units if unit.level == "provincial_body"]

    assert all("block_or_cluster: INFERRED" in unit.source for unit in bodies)


def test_every_commune_knows_its_successor_of_2025(kon_tum: Known) -> None:
    """The 102 communes became 40 units on 01/7/2025."""
    communes = [unit for unit in kon_tum.units if unit.level == "commune"]

    assert len({unit.successor for unit in communes} - {None}) == 40
    assert all(unit.valid_to == date(2025, 6, 30) and unit.successor for unit in communes)


def test_the_samples_fit_the_register(kon_tum: Known) -> None:
    """The shipped samples name an address for every unit, officials for every role that acts or signs."""
    addresses = read_addresses(KON_TUM / "samples" / "unit_addresses.csv", kon_tum)
    officials = read_officials(KON_TUM / "samples" / "officials.csv", kon_tum).entries

    assert {address.code for address in addresses} == {unit.code for unit in kon_tum.units}
    assert len({address.email for address in addresses}) == 148
    assert {official.role for official in officials} == {"board", "committee", "recorder", "unit"}
    assert all("(mẫu)" in official.name for official in officials)


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda text: text.encode(), id="utf-8"),
        pytest.param(lambda text: text.encode("utf-8-sig"), id="with BOM"),
        pytest.param(lambda text: text.replace(",", ";").encode("utf-8-sig"), id="Vietnamese Excel"),
        pytest.param(lambda text: text.replace(",", "\t").encode("utf-16"), id="Unicode text"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(lambda text: b"sep=,\n" + text.encode(), id="separator line"),
        pytest.param(lambda text: normalize("NFD", text).encode(), id="combining marks"),
    ],
)
def test_a_csv_reads_the_same_however_excel_saved_it(write: Write, encode: Callable[[str], bytes]) -> None:
    """BOM, semicolons, tabs, UTF-16, line ends and combining marks make no difference."""
    units = read_units(write(encode(UNITS)), KNOWN).entries

    assert units == (
        Unit(code="H9", name="Huyện Đắk Glei", level="huyen", kind="", parent="T", valid_to=date(2025, 6, 30)),
        Unit(
            code="X8",
            name="Xã Đăk Long",
            level="xa",
            kind="",
            parent="H9",
            pilot=True,
            valid_from=date(2019, 9, 1),
            valid_to=date(2025, 6, 30),
        ),
    )


def test_a_workbook_reads_the_same_as_a_csv(write: Write, workbook: Callable[..., Path]) -> None:
    """Numbers and dates typed as such in XLSX give the same units as their text in CSV."""
    in_csv = "code,name,level,parent_code,valid_from\n608,Thành phố Kon Tum,huyen,T,2019-09-01\n"
    in_xlsx = workbook(
        ("code", "name", "level", "parent_code", "valid_from"),
        (608.0, "Thành phố Kon Tum", "huyen", "T", datetime(2019, 9, 1)),  # noqa: DTZ001 - as a cell has it
    )

    assert read_units(in_xlsx, KNOWN).entries == read_units(write(in_csv), KNOWN).entries


def test_the_whole_register_reads_the_same_from_a_workbook(kon_tum: Known, workbook: Callable[..., Path]) -> None:
    """Kon Tum's register saved as XLSX is Kon Tum's register."""
    with (KON_TUM / "units.csv").open(encoding="utf-8", newline="") as lines:
        path = workbook(*map(tuple, csv.reader(lines)))

    assert read_units(path, kon_tum).entries == kon_tum.units


def test_staff_may_use_vietnamese_headings_under_a_title(workbook: Callable[..., Path]) -> None:
    """An office's own sheet has a title, a column STT, Vietnamese headings, level names and dates."""
    path = workbook(
        ("DANH SÁCH ĐƠN VỊ",),
        (),
        ("STT", "Mã đơn vị", "TÊN ĐƠN VỊ", "Cấp", "Trực thuộc", "Hiệu lực từ ngày", "Làm điểm"),
        (1, "X9", "Xã Đăk Long", PLAN.level("commune").name, "H2", "01/9/2019", "Có"),
        (2,),
    )

    assert read_units(path, KNOWN).entries == (
        Unit(code="X9", name="Xã Đăk Long", level="xa", kind="", parent="H2", pilot=True, valid_from=date(2019, 9, 1)),
    )


@pytest.mark.parametrize("written", ["commune", "cấp xã", "Cấp xã", "Xã"])
def test_a_level_may_be_written_as_the_plan_names_it(write: Write, kon_tum: Known, written: str) -> None:
    """Staff write "Xã" under the heading "Cấp"; the register keeps its own word."""
    path = write(f"Mã;Tên đơn vị;Cấp;Trực thuộc\nX9;Xã X9;{written};610\n")

    assert [unit.level for unit in read_units(path, kon_tum).entries] == ["commune"]


def test_every_bad_row_of_units_is_named(write: Write) -> None:
    """All rows are judged at once, each by its number, its column and its reason; none is taken."""
    path = write(
        "code,name,level,parent_code,pilot,email,valid_from,valid_to\n"
        "X1,Tên khác,xa,H2,,,,\n"
        ",Xã không mã,xa,H2,,,,\n"
        "X4,Xã X4,thon,H2,,,,\n"
        "X5,Xã X5,xa,H404,,,,\n"
        "X6,Xã X6,xa,X6,,,,\n"
        "X7,Xã X7,xa,H2,có thể,,,\n"
        "X8,Xã X8,xa,H2,,xa.x8@,,\n"
        "X9,Xã X9,xa,H2,,,30/02/2020,\n"
        "X10,Xã X10,xa,H2,,,2020-01-02,2020-01-01\n"
        "X11,Xã X11,xa,H2,,,2020-01-01,\n"
        "X11,Xã X11 lần nữa,xa,H2,,,2020-01-01,\n"
        "X12,Xã X12,xa,H2,,,,2020-06-30\n"
        "X12,Phường X12,xa,H2,,,2020-06-30,\n"
        "X13,=A1,xa,H2,,,,\n"
        "X14,Xã X14,xa,H2,,,,,thừa\n"
        "X1,Xã trùng sổ,xa,H2,,,2021-01-01,\n"
    )

    with pytest.raises(Rejected) as refused:
        read_units(path, KNOWN)

    assert _what_is_wrong(refused) == [
        ("dòng 2, cột “valid_from”", "register_validity_overlaps"),
        ("dòng 3, cột “code”", "register_cell_empty"),
        ("dòng 4, cột “level”", "register_level_unknown"),
        ("dòng 5, cột “parent_code”", "register_parent_unknown"),
        ("dòng 6, cột “parent_code”", "register_parent_is_itself"),
        ("dòng 7, cột “pilot”", "register_bad_tick"),
        ("dòng 8, cột “email”", "register_bad_address"),
        ("dòng 9, cột “valid_from”", "register_bad_day"),
        ("dòng 10, cột “valid_to”", "register_end_before_start"),
        ("dòng 12, cột “code”", "register_unit_twice"),
        ("dòng 13, cột “valid_from”", "register_validity_overlaps"),
        ("dòng 14, cột “valid_from”", "register_validity_overlaps"),
        ("dòng 15, cột “name”", "table_formula"),
        ("dòng 16, cột “I”", "table_cell_without_heading"),
        ("dòng 17, cột “valid_from”", "register_validity_overlaps"),
    ]


def test_what_is_wrong_is_said_in_vietnamese_with_place_and_remedy(write: Write) -> None:
    """A person reads where, what and what to do."""
    with pytest.raises(Rejected) as refused:
        read_units(write("Mã,Tên đơn vị,Cấp,Hiệu lực từ\nX9,Xã X9,xa,30/02/2020\n"), KNOWN)

    (said,) = [sentence(problem) for problem in refused.value.problems]
    assert said == (
        "dòng 2, cột “Hiệu lực từ”: “30/02/2020” không phải là ngày có thật; đề nghị ghi ngày/tháng/năm, "
        "ví dụ 29/02/2020."
    )


def test_days_are_read_in_the_register_as_in_plans(write: Write) -> None:
    """Whatever a plan may write for a day, a register may."""
    days = ("2020-03-05", "5/3/2020", "05.03.2020", "ngày 5 tháng 3 năm 2020")
    rows = "".join(f"N{number},Xã N{number},xa,H2,{day}\n" for number, day in enumerate(days))
    found = read_units(write(f"code,name,level,parent_code,valid_from\n{rows}"), KNOWN).entries
    assert {unit.valid_from for unit in found} == {date(2020, 3, 5)}


def test_a_code_used_again_later_is_another_unit(write: Write) -> None:
    """Codes are reused in time: 23284 was a ward until 30/6/2025 and is another one from 01/7/2025."""
    path = write(
        "code,name,level,parent_code,valid_from,valid_to\n"
        "23284,Phường Duy Tân,xa,H2,,2025-06-30\n"
        "23284,Phường Đăk Cấm,xa,H2,2025-07-01,\n"
    )

    assert [unit.name for unit in read_units(path, KNOWN).entries] == ["Phường Duy Tân", "Phường Đăk Cấm"]


def test_substitutions_of_one_official_are_rows_of_their_own(write: Write) -> None:
    """Two rows with one number and one person are two dated substitutions."""
    officials = read_officials(write(OFFICIALS), KNOWN).entries

    assert [official.number for official in officials] == ["B1", "B2"]
    assert officials[0].substitutions == (
        Substitution(substitute="B2", start=date(2020, 2, 10), end=date(2020, 2, 21)),
        Substitution(substitute="B2", start=date(2020, 4, 6), end=date(2020, 4, 17)),
    )


def test_a_substitutes_substitute_may_be_registered(write: Write) -> None:
    """A chain of substitutions is fine in the register; it just does not pass on (authority sees to that)."""
    path = write(
        "number,name,title,role,email,substitute,substitute_from,substitute_to\n"
        "B1,An,Trưởng Ban,board,an@kontum.example,B2,2020-02-10,2020-02-21\n"
        "B2,Bình,Phó Trưởng Ban,board,binh@kontum.example,B3,2020-02-10,2020-02-21\n"
        "B3,Châu,Phó Trưởng Ban,board,chau@kontum.example,,,\n"
    )

    assert [official.number for official in read_officials(path, KNOWN).entries] == ["B1", "B2", "B3"]


def test_a_role_may_be_written_by_its_name(write: Write) -> None:
    """Staff write the role's name in the campaign; the register keeps its id."""
    path = write("Mã số,Họ và tên,Chức vụ,Vai trò,E-mail\nB1,An,Trưởng Ban,ban thi đua,an@kontum.example\n")

    assert [official.role for official in read_officials(path, KNOWN).entries] == ["board"]


def test_every_bad_row_of_officials_is_named(write: Write) -> None:
    """Each doubtful person or substitution is named by row and column, and none is taken."""
    path = write(
        "number,name,title,role,unit,email,valid_from,valid_to,substitute,substitute_from,substitute_to\n"
        "B1,An,Trưởng Ban,board,,an@kontum.example,,,,,\n"
        "B1,Bình,Trưởng Ban,board,,binh@kontum.example,,,,,\n"
        "B2,Châu,Trưởng Ban,king,,chau@kontum.example,,,,,\n"
        "B3,Dung,Trưởng Ban,board,H404,dung@kontum.example,,,,,\n"
        "B4,Giang,Chủ tịch,unit_head,,giang@kontum.example,,,,,\n"
        "B5,Hà,Trưởng Ban,board,,ha@kontum@example,,,,,\n"
        "B6,Hải,Trưởng Ban,board,,,,,,,\n"
        "B7,Hạnh,Trưởng Ban,board,,hanh@kontum.example,2020-02-02,2020-02-01,,,\n"
        "B8,Hiền,Trưởng Ban,board,,hien@kontum.example,,,B404,2020-01-01,2020-01-02\n"
        "B9,Hòa,Trưởng Ban,board,,hoa@kontum.example,,,B9,2020-01-01,2020-01-02\n"
        "B10,Lan,Trưởng Ban,board,,lan@kontum.example,,,B1,2020-01-02,2020-01-01\n"
        "B11,Mai,Trưởng Ban,board,,mai@kontum.example,,,B1,2020-01-02,\n"
        "B12,Nam,Trưởng Ban,board,,nam@kontum.example,,,B1,2020-01-01,2020-01-02\n"
        "B12,Nam,Trưởng Ban,board,,nam@kontum.example,,,B1,2020-01-01,2020-01-02\n"
        "B13,Nga,Trưởng Ban,board,,MAI2@kontum.example,,,,,\n"
        "B14,Phúc,Trưởng Ban,board,,mai2@kontum.example,,,,,\n"
    )

    with pytest.raises(Rejected) as refused:
        read_officials(path, KNOWN)

    assert _what_is_wrong(refused) == [
        ("dòng 3, cột “number”", "register_number_taken"),
        ("dòng 4, cột “role”", "register_role_unknown"),
        ("dòng 5, cột “unit”", "register_unit_unknown"),
        ("dòng 6, cột “unit”", "register_role_needs_unit"),
        ("dòng 7, cột “email”", "register_bad_address"),
        ("dòng 8, cột “email”", "register_cell_empty"),
        ("dòng 9, cột “valid_to”", "register_end_before_start"),
        ("dòng 10, cột “substitute”", "register_substitute_unknown"),
        ("dòng 11, cột “substitute”", "register_substitute_is_itself"),
        ("dòng 12, cột “substitute_to”", "register_end_before_start"),
        ("dòng 13, cột “substitute”", "register_substitution_incomplete"),
        ("dòng 15, cột “substitute”", "register_substitution_twice"),
        ("dòng 16, cột “email”", "register_address_shared"),
        ("dòng 17, cột “email”", "register_address_shared"),
    ]
    assert all(sentence(problem) for problem in refused.value.problems)


def test_one_person_may_hold_two_roles_with_one_address(write: Write) -> None:
    """An address belongs to a person, not to a number; two people never share one, for codes go to it."""
    path = write(
        "number,name,title,role,email\n"
        "B1,Nguyễn Văn An,Trưởng Ban,board,an@kontum.example\n"
        "U1,Nguyễn Văn An,Ủy viên,committee,an@kontum.example\n"
    )

    assert [official.number for official in read_officials(path, KNOWN).entries] == ["B1", "U1"]


def test_addresses_name_registered_units_only(write: Write) -> None:
    """An address file changes units that are there; an unknown or repeated one is named."""
    path = write("code,email\nX1,x1@kontum.example\nX404,x@kontum.example\nX1,x1b@kontum.example\nH2,không\n")

    with pytest.raises(Rejected) as refused:
        read_addresses(path, KNOWN)

    assert _what_is_wrong(refused) == [
        ("dòng 3, cột “code”", "register_unit_unknown"),
        ("dòng 4, cột “code”", "register_unit_twice"),
        ("dòng 5, cột “email”", "register_bad_address"),
    ]


def test_an_address_beside_another_units_name_is_asked_about(write: Write) -> None:
    """Letters would go to whom the name does not mean; a name that nobody bears is only spelled otherwise."""
    named, others = KNOWN.units[0], [unit for unit in KNOWN.units if unit.name != KNOWN.units[0].name]
    rows = (f"{named.code},{others[0].name},a@x.example", f"{others[1].code},UBND của {others[1].name},b@x.example")
    with pytest.raises(Rejected) as refused:
        read_addresses(write("\n".join(("code,name,email", *rows, ""))), KNOWN)
    assert _what_is_wrong(refused) == [("dòng 2, cột “name”", "register_name_of_another")]


def test_an_address_for_a_reused_code_says_for_which_time(write: Write) -> None:
    """A code with two validities is two units: the file must say which it means."""
    later = Unit(code="X1", name="Phường mới", level="xa", kind="", valid_from=date(2025, 7, 1))
    known = known_to(PLAN, units=(COMMUNE, later))

    with pytest.raises(Rejected) as refused:
        read_addresses(write("code,email\nX1,x1@kontum.example\n"), known)
    told = read_addresses(write("code,email,valid_from\nX1,x1@kontum.example,2025-07-01\n"), known)

    assert _what_is_wrong(refused) == [("dòng 2, cột “valid_from”", "register_code_reused")]
    assert told == (UnitAddress(code="X1", valid_from=date(2025, 7, 1), email="x1@kontum.example"),)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", ["table_empty"], id="empty"),
        pytest.param(b"\xfe\xff", ["table_empty"], id="nothing but a BOM"),
        pytest.param("code,name\nX,Xã".encode(), ["table_column_missing"], id="no level"),
        pytest.param(b"a,b\n1,2\n", ["table_column_missing"] * 3, id="another table"),
        pytest.param(b"code,name,level,emial\nX,Y,xa,z\n", ["table_column_unknown"], id="misspelt heading"),
        pytest.param("Mã,code,Tên,Cấp\nX,Y,Z,xa\n".encode(), ["table_column_twice"], id="column twice"),
        pytest.param(b"code,name,level\n", ["table_without_rows"], id="headings only"),
        pytest.param('code,name,level\nX,"Xã,xa\n'.encode(), ["table_broken_row"], id="open quote"),
        pytest.param(b"code,name,level\nX,X\xe3,xa\n", ["table_not_utf8"], id="one letter in a former encoding"),
        pytest.param(b"PK\x03\x04 no zip at all", ["table_not_a_workbook"], id="broken workbook"),
        pytest.param(b"\xd0\xcf\x11\xe0 old", ["table_not_a_workbook"], id="broken old Excel"),
        pytest.param(b"%PDF-1.4\n\0\0", ["table_not_a_table"], id="binary"),
        pytest.param(b"x" * (MAX_BYTES + 1), ["table_too_large"], id="too large"),
        pytest.param(b"code,name,level\n" + b"X,Y,xa\n" * 20_000, ["table_too_long"], id="too long"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_its_reason(
    write: Write, content: bytes, expected: list[str]
) -> None:
    """Whatever the file is, a sentence says what is wrong with it; nothing is guessed."""
    with pytest.raises(Unreadable) as refused:
        read_units(write(content), KNOWN)

    assert [problem.code for problem in refused.value.problems] == expected
    assert all(sentence(problem).startswith("bang.csv") for problem in refused.value.problems)


@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.binary(max_size=200).map(lambda rest: b"PK\x03\x04" + rest),
        st.text(max_size=200).map(lambda rest: f"code,name,level,valid_from\n{rest}".encode("utf-8", "ignore")),
        st.lists(st.text(alphabet='X,;"=1/02-\n\t ', max_size=30)).map(
            lambda cells: "\n".join(["code;name;level;valid_from", *cells]).encode()
        ),
    )
)
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Bad input never gives a traceback, and each reason has its sentence."""
    path = tmp_path_factory.mktemp("any") / "bang.csv"
    path.write_bytes(content)

    problems: tuple[Problem, ...] = ()
    try:
        read_units(path, KNOWN)
    except Rejected as refused:
        problems = refused.problems

    assert all(sentence(problem) for problem in problems)


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/x.bin"])
def test_a_workbook_with_macros_links_or_objects_is_refused(workbook: Callable[..., Path], part: str) -> None:
    """No table needs them: it is not opened, as no form with them is."""
    path = workbook(("code", "name", "level"), ("X9", "Xã", "xa"))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(part, b"x")

    with pytest.raises(Unreadable) as refused:
        read_units(path, KNOWN)

    assert [problem.code for problem in refused.value.problems] == ["table_not_plain"]


def test_a_device_is_no_file() -> None:
    """/dev/zero has no end: reading it would take the machine's memory."""
    with pytest.raises(Unreadable) as refused:
        read_units(Path("/dev/zero"), KNOWN)

    assert [problem.code for problem in refused.value.problems] == ["table_cannot_be_opened"]


def test_a_missing_file_is_refused_with_its_reason(tmp_path: Path) -> None:
    """No traceback for a name mistyped."""
    with pytest.raises(Unreadable) as refused:
        read_units(tmp_path / "khong_co.csv", KNOWN)

    assert [problem.code for problem in refused.value.problems] == ["table_cannot_be_opened"]


def test_a_formula_in_a_workbook_is_refused(workbook: Callable[..., Path]) -> None:
    """A formula's value is the sheet's, not the register's: the cell is named."""
    path = workbook(("code", "name", "level", "parent_code"), ("X9", '="Xã " & "Đăk Long"', "xa", "H2"))

    with pytest.raises(Rejected) as refused:
        read_units(path, KNOWN)

    assert _what_is_wrong(refused)[0] == ("dòng 2, cột “name”", "table_formula")


@pytest.mark.parametrize("address", ["a@b.vn", "van.thu-1@snv.kontum.gov.vn"])
def test_plain_addresses_are_addresses(address: str) -> None:
    """Addresses as offices have them pass."""
    assert is_address(address)


@pytest.mark.parametrize(
    "address", ["", "a", "a@b", "a b@c.vn", "á@b.vn", "a@b.vn, c@d.vn", "a..b@c.vn", "<a@b.vn>", "a@b.vn\nBcc: c@d.vn"]
)
def test_nothing_else_is_an_address(address: str) -> None:
    """What a server refuses, or what holds a second recipient or header, never reaches the record."""
    assert not is_address(address)

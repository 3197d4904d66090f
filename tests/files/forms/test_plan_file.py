"""A plan from whatever file it comes in; what cannot be used is told with what, where and what to do."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import tomlkit
import yaml
from hypothesis import given, settings

from emulation_workflow.adapters.forms.written import form_bytes
from emulation_workflow.adapters.schemas.plan_schema import PlanSchema
from emulation_workflow.adapters.submissions.files import read_plan_file
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.submissions.plan import UnitPlan
from emulation_workflow.messages import sentence
from tests.support import builders
from tests.support.samples.plans import plans

CAMPAIGN = builders.campaign()
UNITS = (builders.COMMUNE, builders.CITY, builders.ENTERPRISE, builders.DEPARTMENT, builders.PROVINCE_UNIT)
PLAN = builders.plan_of(builders.CITY)


def written_yaml(values: dict[str, Any]) -> str:
    text: str = yaml.safe_dump(values, allow_unicode=True)
    return text


WRITERS: dict[str, Callable[[dict[str, Any]], str]] = {
    ".toml": tomlkit.dumps,
    ".yaml": written_yaml,
    ".json": json.dumps,
}


def written(plan: UnitPlan, suffix: str) -> bytes:
    """`plan` as a file."""
    return WRITERS[suffix](PlanSchema.from_plan(plan).as_written()).encode()


def read(name: str, data: bytes) -> UnitPlan:
    return read_plan_file(name, data, campaign=CAMPAIGN, units=UNITS)


def refusal(name: str, data: bytes) -> str:
    """Why the file is refused, in words."""
    with pytest.raises(Rejected) as refused:
        read(name, data)
    return "\n".join(sentence(problem) for problem in refused.value.problems)


@pytest.mark.parametrize("suffix", sorted(WRITERS))
@pytest.mark.parametrize("unit", UNITS[:-1], ids=lambda unit: str(unit.level))
def test_a_file_gives_exactly_the_plan_that_was_written(suffix: str, unit: Any) -> None:
    """At every level, in every format."""

    @settings(max_examples=15)
    @given(plans(CAMPAIGN, unit))
    def for_any_plan(plan: UnitPlan) -> None:
        assert read(f"ke-hoach{suffix}", written(plan, suffix)) == plan

    for_any_plan()


def test_a_form_is_known_by_its_bytes() -> None:
    """Whatever the mail programme made of its name."""
    assert read("ATT00012.dat", form_bytes(CAMPAIGN, builders.CITY, plan=PLAN)) == PLAN


def test_an_upper_case_suffix_and_a_byte_order_mark_do_no_harm() -> None:
    """Notepad writes both."""
    assert read("KE-HOACH.TOML", b"\xef\xbb\xbf" + written(PLAN, ".toml")) == PLAN


def test_a_file_that_is_too_large_is_refused_with_its_size() -> None:
    """10 MB is the limit, told in the sender's words."""
    said = refusal("quet.xlsx", b"x" * 12_345_678)
    assert said.startswith("quet.xlsx: Tệp lớn 12,3 MB, quá mức 10 MB")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.toml", b"", "Tệp không có nội dung"),
        ("a.toml", b" \n\n", "Tệp không có nội dung"),
        ("a.toml", "unit = 'X'".encode("utf-16"), "UTF-16"),
        ("a.toml", b'number = "1"\nsigner = "Nguy\xd4n V\xa8n M\xc9u"', "Từ dòng 2 chữ không theo mã UTF-8"),
        ("a.toml", b"unit = 1\x00\x01\x02", "không phải là phiếu, cũng không phải là văn bản"),
        ("a.bin", bytes(range(32)), "không phải là phiếu, cũng không phải là văn bản"),
        ("a.txt", b"xin chao", "Các loại nhận được: .xlsx; .xls; .xlsb; .ods; .toml; .yaml; .yml; .json"),
        ("a.xlsx", b"xin chao", "Tệp bị hỏng"),
        ("a.xlsx", b"PK\x03\x04 broken", "Tệp bị hỏng"),
        ("a.pdf", b"%PDF-1.4", "Đây là tệp PDF"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "Đây là ảnh chụp"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook", "Tệp bị hỏng"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "tệp Word"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
        ("a.toml", b"a" * 1_000_001, "quá mức 0,3 MB"),
        ("a.json", b"[]", "không phải là các mục của một kế hoạch"),
        ("a.json", b'{"unit": "X1"}', "Thiếu mục này (khóa “number”)"),
        ("a.toml", b"held_on = 2020-02-30", "Dòng 1: ngày không có trong lịch"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_why(name: str, data: bytes, said: str) -> None:
    """What, where and what to do; no traceback."""
    told = refusal(name, data)
    assert told.startswith(f"{name}")
    assert said in told
    assert "đề nghị" in told


@pytest.mark.parametrize(
    ("part", "said"),
    [("word/document.xml", "tệp Word"), ("content.xml", "OpenDocument"), ("ke-hoach.xlsx", "tệp nén")],
)
def test_archives_of_other_kinds_are_called_by_their_name(part: str, said: str) -> None:
    """A Word file and a zipped form are both archives; the sender wants to know which was sent."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(part, "x")
    assert said in refusal("a.xlsx", file.getvalue())


def test_a_workbook_that_unpacks_to_a_mountain_is_not_unpacked() -> None:
    """A few kilobytes could fill the memory."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 60_000_000)
    assert "nở ra quá lớn" in refusal("a.xlsx", file.getvalue())


def test_a_workbook_with_macros_is_not_opened() -> None:
    """Forms have none; what has one is another file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr("xl/vbaProject.bin", "x")
    assert "macro" in refusal("a.xlsm", file.getvalue())


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/externalLinks/externalLink1.xml", "liên kết đến tệp"),
        ("xl/connections.xml", "nguồn dữ liệu"),
        ("xl/embeddings/oleObject1.bin", "đối tượng nhúng"),
        ("xl/activeX/activeX1.bin", "đối tượng nhúng"),
    ],
)
def test_a_workbook_that_reaches_out_or_hides_something_is_not_opened(part: str, said: str) -> None:
    """Links to other files, connections, embedded objects: no form of ours has any."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
        archive.writestr(part, "x")
    assert said in refusal("a.xlsx", file.getvalue())


def test_a_workbook_whose_text_grows_by_itself_is_not_opened() -> None:
    """Entities that stand for one another a billion times over."""
    entities = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10 if at else "x" * 10}">' for at in range(12))
    book = openpyxl.Workbook()
    plain, bomb = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(bomb, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><worksheet>&a11;</worksheet>'.encode()
            new.writestr(name, part)
    assert "a.xlsx" in refusal("a.xlsx", bomb.getvalue())


def test_negative_counts_and_impossible_days_are_told_together() -> None:
    """Every fault of a file in one answer."""
    values = PlanSchema.from_plan(PLAN).as_written()
    values |= {"held_on": "30/02/2020", "delegates": [{"category": "guest", "count": -4}]}
    told = refusal("a.json", json.dumps(values).encode())
    assert told.splitlines() == [
        "a.json, Ngày tổ chức: Ngày “30/02/2020” không có trong lịch; đề nghị kiểm tra lại ngày, tháng, năm.",
        "a.json, Thành phần đại biểu, dòng 1, Số lượng: Số -4 nhỏ hơn 0; đề nghị ghi số nguyên từ 0 trở lên.",
    ]


def test_a_unit_that_is_not_under_the_plan_is_refused() -> None:
    """The province's congress has a plan of its own (II.2.5)."""
    values = {**PlanSchema.from_plan(PLAN).as_written(), "unit": "T"}
    assert "không thuộc đối tượng lập kế hoạch này" in refusal("a.json", json.dumps(values).encode())

"""`emulation orders` as its user runs it, on a record of its own."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.adapters.campaign_file import load_campaign
from emulation_workflow.adapters.spreadsheets.register import read_officials
from emulation_workflow.adapters.submissions.order_lookup import read_order_file
from emulation_workflow.cli import app
from emulation_workflow.office.register import import_officials, known
from tests.support.samples.orders import code_for_order

SAMPLES = bootstrap.CAMPAIGNS / "kon_tum_2020" / "samples"
CLERK = "BTDKT-04"

SUSPENSION = """
number = "1048/UBND-KGVX"
issuer = "UBND tỉnh"
signed_on = 2020-03-27
signer = "Hoàng Đức Nhân"
reason = "Phòng, chống dịch"

[[points]]
kind = "Tạm dừng"
levels = ["cấp xã", "district"]
units = ["Sở Xây dựng"]
"""
OPTIONS = (
    *("--number", "1/UBND", "--issuer", "committee", "--signed-on", "2020-03-27", "--signer", "Hoàng Đức Nhân"),
    *("--kind", "move", "--level", "commune", "--from", "2020-06-01", "--to", "2020-06-30"),
)


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-03-30T08:00:00+07:00", encoding="utf-8")
    for name, value in {"DATA_DIR": tmp_path / "data", "SET_CLOCK": tmp_path / "clock"}.items():
        monkeypatch.setenv(f"EMULATION_{name}", str(value))
    bootstrap.settings.cache_clear()
    office = bootstrap.office()
    import_officials(office, read_officials(SAMPLES / "officials.csv", known(office)).entries, dry_run=False)
    yield
    bootstrap.settings.cache_clear()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tam_dung.toml"
    path.write_text(SUSPENSION, encoding="utf-8")
    return path


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["orders", *map(str, arguments)], input=typed)


def code_in_the_mail(file: Path) -> str:
    office = bootstrap.office()
    with office.store.look() as record:
        units = record.register.units()
    at = office.clock.now()
    document = read_order_file(file.name, file.read_bytes(), campaign=office.campaign, units=units, entered_at=at)
    return code_for_order(office, document, CLERK)


def changed(result: Result) -> dict[str, Any]:
    answer = json.loads(result.stdout)
    return {change["unit"]: change["changes"] for change in answer["changed"]}


def test_a_preview_tells_units_of_the_same_change_together_and_writes_nothing(file: Path) -> None:
    """Names and ids may be mixed; a hundred communes are one paragraph."""
    result = run("preview", file)
    assert result.exit_code == 0
    assert "cấp xã; cấp huyện; KT-SXD" in result.stdout
    assert "~ 101 unit(s): Phường Duy Tân (23284)" in result.stdout
    assert "Thời gian tổ chức: tháng 3/2020 → tạm dừng đến khi có văn bản mới" in result.stdout
    assert run("list").stdout == "0 point(s).\n"


def test_a_preview_by_options_can_be_saved_and_entered(tmp_path: Path) -> None:
    """What was looked at is what is entered."""
    saved = tmp_path / "doi.toml"
    by_options, by_file = run("preview", *OPTIONS, "--save", saved, "--json"), run("preview", saved, "--json")
    assert changed(by_options) == changed(by_file)
    assert changed(by_file)["23284"][0] == {"what": "Thời gian tổ chức", "old": "tháng 3/2020", "new": "tháng 6/2020"}


PAPER = OPTIONS[: OPTIONS.index("--kind")]
COMMUNES = ("--level", "commune")
TIME, NAMES, CONTENTS = "Thời gian tổ chức", "Tên hội nghị", "Nội dung hội nghị"
STOPPED = (TIME, "tạm dừng đến khi có văn bản mới")
REVIEW = load_campaign(bootstrap.CAMPAIGNS / "kon_tum_2020").contents[0].name


@pytest.mark.parametrize(
    ("options", "unit", "change"),
    [
        (("move", *COMMUNES, "--when", "sẽ thông báo sau"), "23284", (TIME, "sẽ thông báo sau")),
        (
            ("move", *COMMUNES, "--from", "2020-06-05", "--to", "2020-06-20", "--when", "giữa tháng 6", "--about"),
            "23284",
            (TIME, "giữa tháng 6"),
        ),
        (("suspend", *COMMUNES, "--until-event", "hết dịch"), "23284", (TIME, "tạm dừng đến khi hết dịch")),
        (("change_names", *COMMUNES, "--name", "Hội nghị gương sáng"), "23284", (NAMES, "Hội nghị gương sáng")),
        (("change_contents", *COMMUNES, "--content", "3.1"), "23284", (CONTENTS, REVIEW)),
        (
            ("change_levels", "--level", "district", "--reports-to", "board", "--upper", "province"),
            None,
            None,
        ),
        (("suspend", *COMMUNES, "--unit-kind", "xã"), "23284", None),
        (("suspend", "--level", "enterprise", "--part", "pilots"), "KT-XSKT", STOPPED),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) and value and value[0].islower() else "",
)
def test_every_option_of_a_preview_says_what_a_file_would(
    options: tuple[str, ...], unit: str | None, change: tuple[str, str] | None
) -> None:
    """Words without days, events, names, contents, levels, kinds, parts; who is not meant keeps its terms."""
    shown = run("preview", *PAPER, "--kind", *options, "--json")
    assert shown.exit_code == 0, shown.stderr
    told = changed(shown).get(unit or "", [])
    assert [(line["what"], line["new"]) for line in told][:1] == ([change] if change else [])


def test_a_file_and_options_are_not_mixed(file: Path, tmp_path: Path) -> None:
    """An option beside a file would be passed over, and what was saved would be no order."""
    for more in (("--until", "2020-04-30"), ("--save", tmp_path / "saved.toml")):
        assert run("preview", file, *more).exit_code == 2
    assert not (tmp_path / "saved.toml").exists()


def test_a_place_that_cannot_be_saved_to_is_told(tmp_path: Path) -> None:
    """In a sentence, not a traceback."""
    result = run("preview", *OPTIONS, "--save", tmp_path / "none" / "saved.toml")
    assert (result.exit_code, "cannot be written" in result.stderr) == (2, True)


def test_an_order_is_entered_with_the_clerks_code_and_once(file: Path) -> None:
    """First the code goes out, then it is asked for; the same file again changes nothing."""
    first = run("enter", file, "--by", CLERK)
    assert (first.exit_code, run("list").stdout) == (1, "0 point(s).\n")
    assert "any code from before for the same words counts no more" in first.stderr
    wrong = run("enter", file, "--by", CLERK, "--confirm", typed="AAAAA-22222\n")
    assert wrong.exit_code == 1
    assert "Mã xác nhận không đúng" in wrong.stderr
    code = code_in_the_mail(file)
    entered = run("enter", file, "--by", CLERK, "--confirm", typed=f"{code}\n")
    assert (entered.exit_code, code in entered.output) == (0, False)
    assert "letter(s) to units" in entered.stdout
    again = run("enter", file, "--by", CLERK)
    assert (again.exit_code, "nothing changes" in again.stdout) == (0, True)
    listed = json.loads(run("list", "--json").stdout)
    assert [(point["number"], point["point"], point["entered_by"]) for point in listed] == [
        ("1048/UBND-KGVX", 1, CLERK)
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("UBND tỉnh", "Hội đồng Thi đua - Khen thưởng tỉnh Kon Tum", "không có thẩm quyền thay đổi kế hoạch"),
        ("UBND tỉnh", "Sở Y tế", "Không có cơ quan “Sở Y tế”"),
        ("2020-03-27", '""', "Ngày ký văn bản: Chưa ghi ngày này"),
        ("2020-03-27", "2020-04-01", "ở sau hôm nay"),
        ("Tạm dừng", "Hoãn", "“Hoãn” không phải là nội dung điều chỉnh"),
        ("Tạm dừng", "Điều chỉnh thời gian", "phải ghi thời gian mới"),
        ("cấp xã", "cấp phường", "không có cấp “cấp phường”"),
        ("Sở Xây dựng", "Sở Xây", "Không có đơn vị “Sở Xây”"),
        ("signer", "nguoi_ky", "Không có mục nào tên “nguoi_ky”"),
        ('kind = "Tạm dừng"', 'kind = "move"\nwindow_from = 2020-06-30\nwindow_to = 2020-06-01', "ngày cuối 01/6/2020"),
        ('kind = "Tạm dừng"', 'kind = "move"\nwindow_from = 2020-06-30\nwindow_about = true', "lời của văn bản"),
        ("[[points]]", "[[points", "viết chưa đúng"),
    ],
)
def test_what_is_wrong_is_said_in_vietnamese_and_nothing_is_written(file: Path, old: str, new: str, words: str) -> None:
    """A bad file gives no traceback and never reaches the record."""
    file.write_text(SUSPENSION.replace(old, new), encoding="utf-8")
    for refused in (run("preview", file), run("enter", file, "--by", CLERK)):
        assert refused.exit_code == 2
        assert words in refused.stderr
        assert "Traceback" not in refused.output
    assert run("list").stdout == "0 point(s).\n"


def test_files_of_other_kinds_and_none_at_all_are_refused(tmp_path: Path) -> None:
    """An order is typed as data; a scan of it is not read."""
    scan = tmp_path / "cong_van.pdf"
    scan.write_bytes(b"%PDF-1.7")
    assert "Không đọc được loại tệp này" in run("preview", scan).stderr
    assert "Không mở được tệp này" in run("preview", tmp_path / "khong_co.toml").stderr


def test_who_may_not_enter_is_told_so(file: Path) -> None:
    """The head of the Board enters no papers."""
    refused = run("enter", file, "--by", "BTDKT-01")
    assert refused.exit_code == 2
    assert "không được giao ghi nhận văn bản" in refused.stderr


@pytest.mark.parametrize(
    "words", ["number =", SUSPENSION.replace("UBND tỉnh", "Không có")], ids=["unreadable", "faulty"]
)
def test_a_file_that_cannot_be_entered_leaves_a_row(file: Path, words: str) -> None:
    """Whoever tries it has tried, also where the file is faulty; a preview is no attempt."""
    file.write_text(words, encoding="utf-8")
    assert run("preview", file).exit_code == 2
    assert run("enter", file, "--by", CLERK).exit_code == 2
    rows = [json.loads(row.body) for row in bootstrap.office().read(lambda record: record.ledger.entries())]
    refused = [row for row in rows if row["kind"] == "refused"]
    assert [(row["what"], row["facts"]["claimed"]) for row in refused] == [("order", CLERK)]

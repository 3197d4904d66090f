"""`emulation register` as the operator uses it, on a record of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.cli.register import app

SAMPLES = bootstrap.CAMPAIGNS / "kon_tum_2020" / "samples"


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    bootstrap.settings.cache_clear()
    yield
    bootstrap.settings.cache_clear()


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_nothing_is_written_without_apply() -> None:
    """An import shows what it would change; only --apply writes, and then there is nothing left to change."""
    path = SAMPLES / "officials.csv"
    shown = [_run("officials", path, *apply).stdout.splitlines() for apply in ((), (), ("--apply",), ())]

    assert [lines[-1] for lines in shown] == [
        "Nothing was written; add --apply to write it.",
        "Nothing was written; add --apply to write it.",
        "16 new, 0 changed, 0 as they were.",
        "0 new, 0 changed, 16 as they were.",
    ]
    assert shown[0][0] == "+ BTDKT-01 Nguyễn Văn Thành (mẫu)"


def test_an_import_that_leaves_one_recorder_is_warned_of(tmp_path: Path) -> None:
    """Once it is written; a look at it, or an import of units, warns of nothing."""
    listed = (SAMPLES / "officials.csv").read_text(encoding="utf-8-sig").splitlines()
    path = tmp_path / "officials.csv"
    path.write_text("\n".join(line for line in listed if "BTDKT-04" not in line), encoding="utf-8-sig")
    units = bootstrap.CAMPAIGNS / "kon_tum_2020" / "units.csv"

    told = [
        _run(*words).stderr
        for words in (("units", units, "--apply"), ("officials", path), ("officials", path, "--apply"))
    ]

    assert [("Register another recorder" in text) for text in told] == [False, False, True]


def test_changes_are_told_field_by_field() -> None:
    """What an addresses file changes is shown with old and new."""
    answer = json.loads(_run("addresses", SAMPLES / "unit_addresses.csv", "--json").stdout)

    assert (answer["applied"], len(answer["added"]), len(answer["changed"])) == (False, 0, 148)
    assert answer["changed"][0]["fields"]["email"][0] == "none"


def test_bad_rows_end_with_1_and_are_told_in_vietnamese(tmp_path: Path) -> None:
    """Exit 1: rows were refused, each with its number and reason."""
    path = tmp_path / "don_vi.csv"
    path.write_text("Mã;Tên đơn vị;Cấp;Trực thuộc\nX1;Xã A;Xã;999\n", encoding="utf-8-sig")

    result = _run("units", path, "--apply")

    assert result.exit_code == 1
    assert result.stderr == (
        "dòng 2, cột “Trực thuộc”: Không có đơn vị nào mang mã cấp trên “999” trong tệp này hoặc trong danh sách; "
        "đề nghị sửa mã hoặc thêm đơn vị đó.\n"
        "1 problem(s); nothing was written.\n"
    )


def test_a_file_that_is_no_table_ends_with_2(tmp_path: Path) -> None:
    """Exit 2: the file cannot be read at all; with --json the reason is in the object."""
    result = _run("units", tmp_path / "khong_co.csv", "--json")

    assert result.exit_code == 2
    assert [problem["code"] for problem in json.loads(result.stdout)["problems"]] == ["table_cannot_be_opened"]


def test_find_shows_every_unit_of_a_shared_name() -> None:
    """Two communes share a name: both are shown, each with its district."""
    answer = json.loads(_run("find", "dak", "long", "--on", "2020-03-01", "--json").stdout)

    assert [unit["name"] for unit in answer] == ["Xã Đắk Long (huyện Đắk Glei)", "Xã Đăk Long (huyện Đắk Hà)"]


@pytest.mark.parametrize("typed", ["§¾k Long", "Ñaék Long", "\u00d0ắk Long", "\uff12\uff13\uff13\uff16\uff18"])
def test_find_reads_former_fonts_and_look_alikes(typed: str) -> None:
    """As they come along from an old list: TCVN3, VNI, an Icelandic letter, wide digits."""
    answer = json.loads(_run("find", typed, "--on", "2020-03-01", "--json").stdout)

    assert "Xã Đắk Long (huyện Đắk Glei)" in [unit["name"] for unit in answer]


def test_find_ends_with_1_where_there_is_none() -> None:
    """A unit that did not exist on the day is not found."""
    result = _run("find", "măng đen", "--on", "2019-08-31")

    assert (result.exit_code, result.stdout) == (1, "")


def test_a_blank_cell_clears_nothing_unless_asked(tmp_path: Path) -> None:
    """Who left stays out of office after a list without their last day; --clear takes an empty cell at its word."""
    heading = "number,name,title,role,email"
    person = "C1,Lê Thị C,Trưởng Ban,board,c@kontum.example"
    files = {
        "ended": f"{heading},valid_to\n{person},2020-01-31\n",
        "short": f"{heading}\n{person}\n",
        "blank": f"{heading},valid_to\n{person},\n",
    }
    for name, content in files.items():
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")

    assert _run("officials", tmp_path / "ended.csv", "--apply").exit_code == 0
    short, blank, cleared = (
        _run("officials", tmp_path / f"{name}.csv", "--apply", *options).stdout
        for name, options in (("short", ()), ("blank", ()), ("blank", ("--clear",)))
    )

    assert short == "0 new, 0 changed, 1 as they were.\n"
    assert blank.splitlines()[0] == "! C1 Lê Thị C: blank in the file, stays as registered: valid_to"
    assert cleared.splitlines()[0] == "~ C1 Lê Thị C: valid_to 2020-01-31 → none"

"""`emulation delegates` as staff use it, on a record of its own, with the sample lists."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.cli import app
from emulation_workflow.cli.entry_codes import NOT_ENTERED
from tests.support.kon_tum import FOLDER
from tests.support.paths import mail_file
from tests.support.samples.clerk_codes import newest_code

SAMPLES = FOLDER / "samples" / "delegates"
DUY_TAN = ("take", SAMPLES / "23284_phuong_duy_tan.csv", "--unit", "23284", "--adopted-on", "2020-03-12")
CLERK = ("--by", "BTDKT-04")


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-03-20T08:00:00+07:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    bootstrap.settings.cache_clear()
    CliRunner().invoke(app, ["register", "officials", str(FOLDER / "samples" / "officials.csv"), "--apply"])
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: str | Path, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["delegates", *(str(argument) for argument in arguments)], input=typed)


def allocate(*arguments: str | Path) -> Result:
    """Enter quotas as their clerk does: a code is written to them, then typed."""
    assert run("quota", *arguments, *CLERK).exit_code == NOT_ENTERED
    return run("quota", *arguments, *CLERK, "--confirm", typed=newest_code(bootstrap.office()) + "\n")


def everything_taken() -> list[Result]:
    """The samples: two wards' lists, the city's allocation, who attends the city's conference."""
    return [
        run(*DUY_TAN, "--minutes", "05/BB-HN", *CLERK, "--apply"),
        run(
            *("take", SAMPLES / "23287_phuong_quyet_thang.csv", "--unit", "Phường Quyết Thắng"),
            *("--adopted-on", "2020-03-13", *CLERK, "--apply"),
        ),
        allocate("take", SAMPLES / "608_phan_bo.csv", "--upper", "608", "--document", "9/CV", "--apply"),
        run("take", SAMPLES / "608_du_hoi_nghi.csv", "--unit", "608", "--kind", "attending", *CLERK, "--apply"),
    ]


def test_a_list_is_shown_then_taken_then_stands() -> None:
    """Its figures and findings; nobody's name."""
    shown = [run(*DUY_TAN, *CLERK, *apply) for apply in ((), ("--apply",), ("--apply",))]
    assert [result.exit_code for result in shown] == [0, 0, 0]
    assert [result.stdout.splitlines()[-1] for result in (shown[0], shown[2])] == [
        "Nothing was written; add --apply to write it.",
        "The same list stands already; nothing was written.",
    ]
    assert "Danh sách đã thông qua, gửi lần thứ nhất: 3 đại biểu, 1 dự khuyết; 2 nữ" in shown[1].stdout
    assert not any("(mẫu)" in result.stdout for result in shown)


def test_lists_are_compared_counted_and_listed() -> None:
    """R143 on who attends; each person once; quotas as they were allocated."""
    taken = everything_taken()
    assert [result.exit_code for result in taken] == [0, 0, 0, 0]
    assert "Số thứ tự 6: không có trong danh sách đã thông qua của Phường Quyết Thắng" in taken[3].stdout
    counted = run("count", "--upper", "608").stdout
    assert "people: 6; may be the same person: 0" in counted
    assert "23284  Phường Duy Tân: 3 / 3" in counted
    assert "units without a list: 19" in counted
    before = run("count", "--upper", "608", "--on", "2020-03-19").stdout
    assert "units without a list: 21" in before
    assert run("check", "--unit", "23287").exit_code == 1
    assert run("check", "--unit", "23290").exit_code == 2
    assert json.loads(run("list", "--upper", "608", "--json").stdout)[0]["official"] == 3
    assert run("quota", "list", "--upper", "608").stdout.endswith("2 quota(s).\n")


def test_a_quota_is_set_by_hand() -> None:
    """And zero is a number like any other."""
    result = allocate("set", "23290", "0", "--upper", "608", "--document", "9/CV")
    assert "+ 23290 → 608: 0 (9/CV)" in result.stdout


def test_bad_rows_end_with_1_and_what_is_no_list_with_2(tmp_path: Path) -> None:
    """Nothing is written either way."""
    path = tmp_path / "a.csv"
    path.write_text("Họ và tên,Năm sinh\nLê Văn An,khác\n,1980\n", encoding="utf-8")
    rest = ("--unit", "23284", "--adopted-on", "2020-03-12", *CLERK, "--apply")
    refused = run("take", path, *rest)
    assert refused.exit_code == 1
    assert "dòng 2, cột “Năm sinh”" in refused.stderr
    assert "2 problem(s); nothing was written." in refused.stderr
    assert run("take", tmp_path / "none.csv", *rest).exit_code == 2
    assert run("take", SAMPLES / "23284_phuong_duy_tan.csv", "--unit", "23284", *CLERK).exit_code == 2
    assert run("list").stdout == "0 list(s).\n"


def test_an_export_is_for_officials_who_may_see_it(tmp_path: Path) -> None:
    """Typed cells, a heading that stays, filters."""
    everything_taken()
    out = tmp_path / "list.xlsx"
    assert run("export", "--upper", "608", "--out", out, "--by", "UBND-01").exit_code == 2
    assert not out.exists()
    assert "6 people" in run("export", "--upper", "608", "--out", out, *CLERK).stdout
    sheet = load_workbook(out).worksheets[0]
    assert (sheet.freeze_panes, sheet["C3"].value, sheet.auto_filter.ref) == ("A2", 1975, "A1:K7")
    assert run("export", "--out", out, *CLERK).exit_code == 2


def test_people_are_erased_after_the_campaign(tmp_path: Path) -> None:
    """Shown first; the audit is whole and says what was erased."""
    everything_taken()
    assert run("erase", *CLERK, "--apply").exit_code == 2
    (tmp_path / "clock").write_text("2021-01-01T08:00:00+07:00", encoding="utf-8")
    shown, erased = run("erase", *CLERK), run("erase", *CLERK, "--apply")
    assert "3 list(s), 13 people." in shown.stdout
    assert "Nothing was written" in shown.stdout
    assert "Nothing was written" not in erased.stdout
    assert "đã xóa người trong danh sách ngày 01/01/2021" in run("list").stdout
    verified = CliRunner().invoke(app, ["audit", "verify"])
    assert verified.exit_code == 0
    assert verified.stdout.count("people erased on 2021-01-01 by BTDKT-04") == 3


def test_messages_that_may_hold_a_list_are_named_when_lists_are_erased(tmp_path: Path) -> None:
    """A list that came by mail stays in its original, which the record vouches for: somebody has to know."""
    everything_taken()
    for name in ("two_files", "words_only"):
        taken = CliRunner().invoke(app, ["mail", "take", str(mail_file(name))])
        assert taken.exit_code == 0
    (tmp_path / "clock").write_text("2021-01-01T08:00:00+07:00", encoding="utf-8")
    shown = run("erase", *CLERK).stdout
    assert "emulation mail original 1" in shown
    assert "emulation mail original 2" not in shown

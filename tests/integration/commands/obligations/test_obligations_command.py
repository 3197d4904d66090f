"""`emulation obligations` as the operator uses it, on a record of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.cli.obligations.obligations import app
from emulation_workflow.office.register import import_officials
from tests.support.offices import CLERK

HEADINGS = "Mã đơn vị,Nhiệm vụ,Ngày thực hiện,Số văn bản"


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-03-20T08:00:00+07:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    bootstrap.settings.cache_clear()
    import_officials(bootstrap.office(), [CLERK], dry_run=False)
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def listed(folder: Path, *lines: str) -> Path:
    path = folder / "a.csv"
    path.write_text("\n".join([HEADINGS, *lines]), encoding="utf-8")
    return path


def test_nothing_is_derived_without_apply() -> None:
    """What would change is shown first, task by task."""
    shown = [run("derive", *apply).stdout.splitlines() for apply in ((), ("--apply",), ())]
    assert shown[0][0] == "+ clearance: 3 unit(s)"
    assert [lines[-1] for lines in shown] == [
        "Nothing was written; add --apply to write it.",
        "819 new, 0 changed, 0 as they were.",
        "0 new, 0 changed, 819 as they were.",
    ]


def test_the_list_says_what_by_when_on_whose_word_and_who_has_to_act() -> None:
    """Each obligation with its clause; nothing is made up where the plan names no day."""
    run("derive", "--apply")
    shown = run("list", "--unit", "610").stdout
    assert "610  Huyện Đắk Glei: Chỉ đạo điểm hội nghị cấp xã [II.2.1*]" in shown
    assert "Quá hạn; chờ Huyện Đắk Glei; hạn: 29/02/2020 (theo kế hoạch: tháng 02/2020)" in shown
    assert "hạn: kế hoạch không nêu" in shown
    overdue = json.loads(run("list", "--state", "overdue", "--level", "district", "--json").stdout)
    assert {obligation["task"] for obligation in overdue} == {"commune_pilot"}
    assert len(overdue) == 10


def test_a_list_of_results_is_shown_then_recorded_then_stands(tmp_path: Path) -> None:
    """It may be imported twice; what it settles is told."""
    run("derive", "--apply")
    path = listed(tmp_path, "23284,Tổ chức hội nghị,12/3/2020,12/BC", "23287,conference,13/3/2020,7/BC")
    shown = [run("evidence", path, "--by", "R1", *apply) for apply in ((), ("--apply",), ("--apply",))]
    assert [result.exit_code for result in shown] == [0, 0, 0]
    assert "Nothing was written" in shown[0].stdout
    assert "~ 23284 conference: Đã xong 12/3/2020" in shown[1].stdout
    assert "0 new, 2 as they were." in shown[2].stdout


def test_bad_rows_end_with_1_and_a_file_that_is_no_list_with_2(tmp_path: Path) -> None:
    """Every bad row is named, and nothing is written."""
    run("derive", "--apply")
    refused = run(
        "evidence", listed(tmp_path, "99999,conference,12/3/2020,1", "23284,conference,32/3/2020,1"), "--apply"
    )
    assert refused.exit_code == 1
    assert "dòng 2, cột “Mã đơn vị”" in refused.stderr
    assert "dòng 3, cột “Ngày thực hiện”" in refused.stderr
    assert "2 problem(s); nothing was written." in refused.stderr
    assert run("evidence", tmp_path / "none.csv").exit_code == 2


def test_one_result_is_recorded_and_taken_back() -> None:
    """A correction is a row of its own."""
    run("derive", "--apply")
    recorded = run("record", "23284", "conference", "--done-on", "2020-03-12", "--number", "12/BC")
    withdrawn = run("record", "23284", "conference", "--done-on", "2020-03-12", "--withdraw", "--note", "nhầm đơn vị")
    assert "~ 23284 conference: Đã xong 12/3/2020" in recorded.stdout
    assert "~ 23284 conference: Đang thực hiện" in withdrawn.stdout

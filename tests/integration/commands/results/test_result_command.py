"""`emulation result receive`, `list` and `show` on a record of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.cli import app
from emulation_workflow.office.audit import audit
from tests.support.kon_tum import FOLDER

SAMPLES = FOLDER / "samples" / "results"
COMMUNE, CITY = SAMPLES / "23281_phuong_quang_trung.toml", SAMPLES / "608_tp_kon_tum.toml"


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-04-25T08:00:00+07:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    bootstrap.settings.cache_clear()
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["result", *map(str, arguments)])


def test_a_report_is_received_once_and_shown(tmp_path: Path) -> None:
    """Laid in twice it is one version; a correction is another; the record vouches for both."""
    assert run("receive", COMMUNE).output == "Đã tiếp nhận báo cáo kết quả của Phường Quang Trung, gửi lần thứ nhất.\n"
    assert "không ghi thêm gì" in run("receive", COMMUNE).output
    corrected = tmp_path / "sua.toml"
    words = COMMUNE.read_text(encoding="utf-8").replace('minutes = "', 'correction = "Sai số biên bản."\nminutes = "1')
    corrected.write_text(words, encoding="utf-8")
    assert "gửi lần thứ hai" in run("receive", corrected).output
    assert "23281  v2  held 20/02/2020  received 25/04/2020  0 breach(es)" in run("list").output
    assert "Sai số biên bản" in run("show", "--unit", "Phường Quang Trung").output
    assert json.loads(run("show", "--unit", "23281", "--version", "1", "--json").output)["minutes"] == "02/BB-HN"
    assert audit(bootstrap.office().store).faults == ()


def test_what_cannot_be_taken_as_done_is_said() -> None:
    """The city's plan was never cleared: its report is kept, and staff are told at once (R125)."""
    received = run("receive", CITY)
    assert received.exit_code == 0
    assert "gửi lần thứ nhất" in received.output
    assert len(received.output.splitlines()) > 1
    with bootstrap.office().store.look() as record:
        assert [item.unit for item in record.board_list.items()] == ["608"]


def test_a_unit_without_a_report_has_none_to_show() -> None:
    """Exit 2, in a sentence."""
    result = run("show", "--unit", "612")
    assert (result.exit_code, result.stderr) == (
        2,
        "Huyện Đắk Tô chưa có báo cáo kết quả gửi lần thứ nhất; đề nghị xem lại các báo cáo đã nhận.\n",
    )
    assert run("list").output == "0 report(s).\n"


def test_its_paper_is_drawn_up(tmp_path: Path) -> None:
    """`emulation paper result_report` from what the unit sent."""
    run("receive", COMMUNE)
    made = CliRunner().invoke(
        app, ["paper", "result_report", "--unit", "23281", "--out", str(tmp_path), "--format", "docx"]
    )
    assert made.exit_code == 0
    assert (tmp_path / "bao-cao-ket-qua-phuong-quang-trung-23281-lan-1.docx").is_file()

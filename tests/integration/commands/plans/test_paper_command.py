"""`emulation paper` as the operator uses it, on a record of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.cli import app
from tests.support.kon_tum import receive

STEM = "to-trinh-thanh-pho-kon-tum-608-lan-1"


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-02-20T08:00:00+07:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    bootstrap.settings.cache_clear()
    receive(bootstrap.office(), "608_")
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["paper", *map(str, arguments)])


def test_a_paper_is_written_in_every_format(tmp_path: Path) -> None:
    """The unit may be named; each file is told."""
    result = run("submission", "--unit", "Thành phố Kon Tum", "--out", tmp_path / "out", "--date", "2020-02-25")
    assert result.exit_code == 0
    files = sorted((tmp_path / "out").iterdir())
    assert [file.name for file in files] == [f"{STEM}.{kind}" for kind in ("docx", "pdf", "xlsx")]
    assert all(str(file) in result.output for file in files)


def test_only_the_formats_asked_for_are_written(tmp_path: Path) -> None:
    """A paper without tables has no workbook, even if one is asked for."""
    run("opinion", "--unit", "608", "--out", tmp_path, "--format", "pdf", "--format", "xlsx")
    assert [path.name for path in tmp_path.glob("cong-van*")] == ["cong-van-cho-y-kien-thanh-pho-kon-tum-608-lan-1.pdf"]


@pytest.mark.parametrize("arguments", [("submission",), ("submission", "--unit", "610"), ("invitation", "--unit", "?")])
def test_what_cannot_be_made_is_a_sentence(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Exit 2, in Vietnamese, and no file."""
    result = run(*arguments, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert not result.output.isascii()
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """No traceback for a file where a folder should be."""
    (tmp_path / "out").write_text("", encoding="utf-8")
    result = run("submission", "--unit", "608", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "cannot be written to" in result.output

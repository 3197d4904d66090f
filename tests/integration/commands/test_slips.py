"""Slips of whoever types a command: a unit, a level or a file that is none is told, and nothing is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from emulation_workflow import bootstrap
from emulation_workflow.cli import app


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-03-20T08:00:00+07:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    bootstrap.settings.cache_clear()
    yield
    bootstrap.settings.cache_clear()


@pytest.mark.parametrize("group", ["difficulty", "letters", "obligations"])
def test_a_unit_that_is_none_has_no_empty_list(group: str) -> None:
    """An empty list would say that nothing is owed, asked or written; a name does as well as a code."""
    result = CliRunner().invoke(app, [group, "list", "--unit", "9999"])
    assert (result.exit_code, "Không có đơn vị “9999”" in result.stderr) == (2, True)
    assert CliRunner().invoke(app, [group, "list", "--unit", "thanh pho kon tum"]).exit_code == 0


def test_a_level_that_is_none_has_no_empty_list() -> None:
    """The levels there are stand beside."""
    result = CliRunner().invoke(app, ["obligations", "list", "--level", "village"])
    assert (result.exit_code, "commune" in result.stderr) == (2, True)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"a;b\nc;d\n"])
def test_what_is_no_message_is_not_taken_for_one(content: bytes, tmp_path: Path) -> None:
    """A file named by mistake would be an item on the Board's list that nobody sent."""
    (tmp_path / "x.eml").write_bytes(content)
    result = CliRunner().invoke(app, ["mail", "take", str(tmp_path / "x.eml")])
    assert (result.exit_code, "is no message" in result.stderr) == (2, True)
    assert CliRunner().invoke(app, ["mail", "list"]).stdout == "0 message(s).\n"

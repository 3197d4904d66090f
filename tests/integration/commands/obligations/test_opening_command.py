"""`emulation campaign open` as the operator uses it, on a record of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.cli import app
from tests.support import kon_tum


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-02-03T08:00:00+07:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    bootstrap.settings.cache_clear()
    department = next(unit for unit in kon_tum.units() if unit.code == "KT-SNNPTNT")
    with bootstrap.office().store.act() as record:
        record.register.replace_units([replace(department, email="so@tinh.example")])
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["campaign", "open", *arguments])


def test_what_is_only_shown_is_not_said_to_be_written() -> None:
    """Without --apply a letter would be written; with it it is, once."""
    shown, done, again = run(), run("--apply"), run("--apply")
    assert "would be written: 1" in shown.output
    assert "Nothing was written; add --apply" in shown.output
    assert "\nwritten: 1" in done.output
    assert "\nwritten: 0" in again.output

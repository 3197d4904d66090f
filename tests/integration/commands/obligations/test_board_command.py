"""`emulation board date` as the operator uses it, on a record of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.cli.entry_codes import NOT_ENTERED
from emulation_workflow.cli.obligations.board import app
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.register import import_officials
from tests.support.offices import CLERK
from tests.support.samples.clerk_codes import newest_code

PAPER = ("--document", "21/BTĐKT", "--signed-on", "2020-03-18")
SET = ("date", "result_report", "2020-08-15", "--level", "commune", "--by", "R1", *PAPER)
TAKE_BACK = ("date", "result_report", "--level", "commune", "--take-back", "--note", "thu hồi", "--by", "R1", "--apply")


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-03-20T08:00:00+07:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    bootstrap.settings.cache_clear()
    import_officials(bootstrap.office(), [CLERK], dry_run=False)
    derive_obligations(bootstrap.office(), dry_run=False)
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, arguments, input=typed)


def applied(*arguments: str) -> Result:
    """Set the day as its clerk does: a code is written to them, then typed."""
    first = run(*arguments)
    if first.exit_code != NOT_ENTERED:
        return first
    return run(*arguments, "--confirm", typed=newest_code(bootstrap.office()) + "\n")


def test_a_day_is_shown_then_set_then_stands_and_is_taken_back() -> None:
    """Nothing is written without --apply, and nothing twice."""
    shown, done, again = run(*SET), applied(*SET, "--apply"), applied(*SET, "--apply")
    assert "and 94 more" in shown.stdout
    assert "Nothing was written; add --apply" in shown.stdout
    assert "and 94 more" in done.stdout
    assert again.stdout == "It stands so already; nothing was written.\n"
    assert "and 94 more" in applied(*TAKE_BACK).stdout


def test_a_day_or_its_end_has_to_be_given_and_not_both() -> None:
    """A usage error, told before the record is opened."""
    assert run("date", "result_report").exit_code == 2
    assert run(*SET, "--take-back").exit_code == 2

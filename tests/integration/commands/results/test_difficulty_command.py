"""`emulation difficulty` as the operator uses it, on a record of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from emulation_workflow import bootstrap
from emulation_workflow.cli import app
from emulation_workflow.cli.entry_codes import NOT_ENTERED
from emulation_workflow.office.register import import_officials
from tests.support.offices import CLERK
from tests.support.samples.clerk_codes import newest_code


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-03-20T08:00:00+07:00", encoding="utf-8")
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    bootstrap.settings.cache_clear()
    import_officials(bootstrap.office(), [CLERK], dry_run=False)
    yield
    bootstrap.settings.cache_clear()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["difficulty", *arguments])


def take(*arguments: str) -> Result:
    """Take a step as its clerk does: a code is written to them, then typed."""
    first = run(*arguments, "--by", CLERK.number)
    if first.exit_code != NOT_ENTERED:
        return first
    assert "A code was written to the clerk" in first.stderr
    code = newest_code(bootstrap.office())
    return CliRunner().invoke(app, ["difficulty", *arguments, "--by", CLERK.number, "--confirm"], input=f"{code}\n")


def test_a_step_needs_a_registered_clerk_and_the_code_for_its_words() -> None:
    """Whoever runs the command is nobody by that; a code for other words is refused, and leaves a row."""
    run("raise", "610", "Hội trường đang sửa")
    step = ("answer", "1", "--words", "Dùng hội trường khác")
    assert "không được giao ghi nhận" in run(*step).stderr
    assert run(*step, "--by", CLERK.number).exit_code == NOT_ENTERED
    code = newest_code(bootstrap.office())
    other = ["difficulty", "answer", "1", "--words", "Không giải quyết", "--by", CLERK.number, "--confirm"]
    refused = CliRunner().invoke(app, other, input=f"{code}\n")
    assert (refused.exit_code, "Mã đã điền là của nội dung khác" in refused.stderr) == (2, True)
    rows = bootstrap.office().read(lambda record: record.ledger.entries())
    assert [json.loads(row.body)["facts"]["problems"] for row in rows if '"kind":"refused"' in row.body] == [
        ["not_a_recorder"],
        ["entry_changed"],
    ]


def test_a_difficulty_goes_its_way_and_is_listed_with_its_age() -> None:
    """Raised, taken up, settled, reopened; each said once; wrong steps are refused in words."""
    assert "Difficulty 1 is entered." in run("raise", "610", "Hội trường đang sửa", "--on", "2020-03-10").stdout
    assert "Difficulty 1 stands already." in run("raise", "610", "Hội trường đang sửa").stdout
    refused = take("settle", "1", "--document", "812/UBND")
    assert (refused.exit_code, "Ban đang xem xét" in refused.stderr) == (2, True)
    up = ("take-up", "1", "--document", "35/BTĐKT", "--on", "2020-03-15")
    assert [("stood so already" in take(*up).stdout) for _ in range(2)] == [False, True]
    assert "đang ở Ủy ban nhân dân tỉnh, 10 ngày kể từ ngày phản ánh" in run("list").stdout

    assert take("settle", "1", "--document", "812/UBND").exit_code == 0
    assert run("list").stdout == "0 difficulty(ies).\n"
    assert run("list", "--as-of", "2020-03-14").stdout.count("đang ở Ban Thi đua - Khen thưởng tỉnh, 4 ngày") == 1
    assert take("reopen", "1").exit_code == 2
    assert take("reopen", "1", "--words", "Chưa bố trí được").exit_code == 0
    (difficulty,) = json.loads(run("list", "--all", "--json").stdout)
    assert (difficulty["holder"], difficulty["age"], [step["step"] for step in difficulty["steps"]]) == (
        "board",
        10,
        ["taken_up", "settled", "reopened"],
    )
    assert take("answer", "1", "--words", "Dùng hội trường khác").exit_code == 0

"""Whatever a command refuses to do leaves a row; no command is forgotten."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from emulation_workflow import bootstrap
from emulation_workflow.adapters.account import own_account
from emulation_workflow.cli import app
from emulation_workflow.office.register import import_officials
from tests.support.offices import CLERK, HEAD

CLERK_BY = ("--by", CLERK.number)
NOBODY = ("--by", "Đào Thị Không")
ACTS: dict[str, tuple[str, ...]] = {
    "campaign open": (*NOBODY, "--apply"),
    "register units": ("faulty.csv", "--apply"),
    "register officials": ("faulty.csv", "--apply"),
    "register addresses": ("faulty.csv", "--apply"),
    "result receive": ("faulty.csv",),
    "obligations derive": (*NOBODY, "--apply"),
    "obligations evidence": ("faulty.csv", *CLERK_BY, "--apply"),
    "obligations record": ("608", "không có", "--done-on", "2020-03-01", *CLERK_BY),
    "orders enter": ("faulty.csv", "--by", HEAD.number),
    "letters settle": ("77", "--sent", *CLERK_BY),
    "letters again": ("77", "--apply", *CLERK_BY),
    "board close": ("77", "--note", "x", *NOBODY),
    "board date": ("không có", "2020-08-01", *CLERK_BY),
    "delegates take": ("faulty.csv", "--unit", "608", *CLERK_BY, "--apply"),
    "delegates export": ("--unit", "608", "--out", "x.xlsx", "--by", "C9"),
    "delegates erase": ("--by", "C9"),
    "delegates quota take": ("faulty.csv", "--upper", "608", *CLERK_BY, "--apply"),
    "delegates quota set": ("608", "3", "--upper", "không có", "--document", "1/CV", *CLERK_BY),
    "difficulty raise": ("608", "Thiếu kinh phí", *NOBODY),
    "difficulty answer": ("77", "--words", "x", *CLERK_BY),
    "difficulty take-up": ("77", "--words", "x", *CLERK_BY),
    "difficulty settle": ("77", "--words", "x", *CLERK_BY),
    "difficulty reopen": ("77", "--words", "x", *CLERK_BY),
    "rollup publish": ("--document", "25/BC", "--on", "2019-03-01", *CLERK_BY),
    "paper": ("delegate_list", "--unit", "608", "--by", "C9"),
}
"""By command, arguments that the office refuses, some of them for the name that they claim."""

WRITES_NOTHING = {
    *("campaign check", "campaign new", "campaign keys", "campaign schema", "plan form", "plan schema", "plan check"),
    *("result form", "result schema", "result check", "result list", "result show", "register find", "ladder try"),
    *(
        "obligations list",
        "orders preview",
        "orders list",
        "letters preview",
        "letters list",
        "mail list",
        "board list",
    ),
    *("mail original", "delegates check", "delegates list", "delegates count", "delegates quota list"),
    *("difficulty list", "rollup show", "rollup list", "rollup restatements", "audit verify", "audit show"),
    "doctor",
}
IN_NOBODYS_NAME = {
    *("start", "catch-mail", "demo", "letters deliver", "mail read", "mail take", "record upgrade", "record reseal"),
    *("record copy", "backup", "restore", "deploy"),
}


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "clock").write_text("2020-03-20T08:00:00+07:00", encoding="utf-8")
    (tmp_path / "faulty.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("EMULATION_SET_CLOCK", str(tmp_path / "clock"))
    bootstrap.settings.cache_clear()
    import_officials(bootstrap.office(), [CLERK], dry_run=False)
    yield
    bootstrap.settings.cache_clear()


def commands(command: Any, name: str = "") -> Iterator[str]:
    """Yield the full name of every command."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name
        return
    for word, each in below.items():
        yield from commands(each, f"{name} {word}".strip())


def refused() -> list[tuple[str, str]]:
    with bootstrap.office().store.look() as record:
        rows = [json.loads(row.body) for row in record.ledger.entries()]
    return [(row["channel"], row["facts"]["claimed"]) for row in rows if row["kind"] == "refused"]


def test_every_command_that_acts_leaves_a_row_of_its_refusal() -> None:
    """One row each, with whom it claimed to be from: by its option, else the account."""
    assert {*ACTS} | WRITES_NOTHING | IN_NOBODYS_NAME == {*commands(typer.main.get_command(app))}
    for known, (name, arguments) in enumerate(ACTS.items()):
        result = CliRunner().invoke(app, [*name.split(), *arguments])
        assert result.exit_code in (1, 2), (name, result.output)
        by = arguments[arguments.index("--by") + 1] if "--by" in arguments else own_account()
        assert refused()[known:] == [("command", by)], (name, result.output)


def test_what_is_only_shown_attempts_nothing() -> None:
    """A list is corrected as often as it takes before it is written."""
    assert CliRunner().invoke(app, ["register", "units", "faulty.csv"]).exit_code in (1, 2)
    assert refused() == []

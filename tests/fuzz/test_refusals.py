"""What is refused on the command line, in tables and in texts, with clear words."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from emulation_workflow.adapters.schemas.plan_text import read_text
from emulation_workflow.adapters.spreadsheets.register import read_units
from emulation_workflow.cli import app
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.messages import sentence
from tests.fuzz.doors import KNOWN


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("9999-12-31", "between 1900 and 2100"),
        ("--as-of=0001-01-01", "between 1900 and 2100"),
        ("a\u202eb", "U+202E"),
        ("a\udcffb", "U+DCFF"),
        ("x" * 5_001, "more than 5000 characters"),
    ],
)
def test_a_command_line_takes_no_nonsense(word: str, said: str) -> None:
    """In English, for operators; nothing was begun."""
    ended = CliRunner().invoke(app, ["plan", "check", "ke-hoach.toml", word])
    assert ended.exit_code == 2
    assert said in " ".join(ended.output.replace("│", " ").split())


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".json", '{"unit": "\\ud800"}'),
        (".yaml", 'unit: "\\ud800"'),
        (".json", '{"a\\u202eb": 1}'),
        (".json", '{"unit": ' + "9" * 5_000 + "}"),
        (".toml", "unit = 0x" + "f" * 5_000),
        (".yaml", "unit: !!timestamp x"),
        (".yaml", "unit: !!bool x"),
        (".toml", ".".join("a" * 20) + " = 1"),
        (".json", "[" * 100_000),
        (".json", "[" + "0," * 30_000 + "0]"),
    ],
)
def test_a_text_with_what_nobody_writes_is_refused(suffix: str, text: str) -> None:
    """Before any of it is looked at as a plan."""
    with pytest.raises(Rejected) as caught:
        read_text(suffix, text)
    sentence(caught.value.problems[0]).encode()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Xã \u202eĐăk Long", "U+202E"),
        ("x" * 2_001, "hơn 2.000 ký tự"),
    ],
)
def test_a_cell_that_misleads_or_has_no_end_is_refused(tmp_path: Path, cell: str, said: str) -> None:
    """By its row and column, and not repeated."""
    path = tmp_path / "a.csv"
    path.write_text(f"code,name,level\nX8,{cell},xa\n", encoding="utf-8")
    with pytest.raises(Rejected) as caught:
        read_units(path, KNOWN)
    (problem,) = caught.value.problems
    assert problem.where == "dòng 2, cột “name”"
    assert said in sentence(problem)


@pytest.mark.parametrize("day", ["31/12/9999", "0001-01-01", "1/1/1899"])
def test_a_day_centuries_away_is_refused(tmp_path: Path, day: str) -> None:
    """No calendar reckons with it; a term without end is left blank."""
    path = tmp_path / "a.csv"
    path.write_text(f"code,name,level,valid_to\nX8,Xã Đăk Long,xa,{day}\n", encoding="utf-8")
    with pytest.raises(Rejected) as caught:
        read_units(path, KNOWN)
    assert "1900–2100" in sentence(caught.value.problems[0])

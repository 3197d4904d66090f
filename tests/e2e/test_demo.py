"""The demonstration as people run it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(2400)]

EMULATION = Path(sys.executable).with_name("emulation")


def test_the_demonstration_ends_with_everything_as_expected(tmp_path: Path) -> None:
    """`make demo EXIT=1` ends with 0 only if every end state, decision, letter and figure is there, and says so."""
    played = subprocess.run(
        [EMULATION, "demo", "--exit", "--folder", tmp_path / "demo"], capture_output=True, text=True, check=False
    )
    assert played.returncode == 0, played.stdout + played.stderr
    reached = json.loads(played.stdout.splitlines()[-1])
    assert reached["ok"]
    assert [pilot["stage"] for pilot in reached["pilots"]] == ["CLEARED"] * 3
    congress = reached["year"]["congress"]
    assert {Path(file).suffix for file in congress["files"] if Path(file).stat().st_size} == {".docx", ".pdf", ".xlsx"}
    ways = ("in_time", "in_time_by_order", "late", "not_held", "not_due", "not_owed")
    assert sum(congress[way] for way in ways) == congress["bound"]

"""No file up to its limit takes more memory or time than an office has, measured in processes of their own."""

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from tests.fuzz.costly import FILES
from tests.support.paths import TESTS

MEGABYTES, SECONDS = 300, 10
"""Above the idle process; of the processor."""

WORST = (
    "a register of 10000 rows.xlsx",
    "a row of three million cells.xlsx",
    "rows that end far right.xlsx",
    "a cell said to stand everywhere.ods",
    "spaces without end.ods",
    "sheets in one place.xls",
    "sheets of one part.xlsb",
    "rows that end far right.xls",
    "a key of many parts.toml",
    "a key twice.json",
    "lists.yaml",
    "25 MB.eml",
    "open tags.eml",
    "workbooks of many texts.eml",
    "keys in YAML.eml",
)

NEEDED = {"a register of 10000 rows.xlsx", "25 MB.eml"}
"""What offices have, and what no limit may refuse."""


def test_the_files_that_cost_most_stay_within_their_bounds() -> None:
    """What once took gigabytes or minutes, and the largest that offices need."""
    _ensure_cheap(WORST)


@pytest.mark.attack
@pytest.mark.timeout(7200)
def test_every_file_that_is_made_to_cost_stays_within_its_bounds() -> None:
    """All kinds of file, at their limits."""
    _ensure_cheap(tuple(FILES))


def _ensure_cheap(names: Sequence[str]) -> None:
    found = _measured(names)
    assert list(dict.fromkeys(measured["name"] for measured in found)) == list(names)
    dear = [
        measured
        for measured in found
        if measured["outcome"] == "ended" or measured["megabytes"] > MEGABYTES or measured["seconds"] > SECONDS
    ]
    assert dear == []
    assert {measured["name"] for measured in found if measured["outcome"] == "taken"} >= NEEDED


def _measured(names: Sequence[str]) -> list[dict[str, Any]]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.costly", *names], cwd=TESTS.parent, capture_output=True, check=True
    )
    return [json.loads(line) for line in run.stdout.splitlines()]

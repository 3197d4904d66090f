"""No room is so full that a stranger does not know which drawer to open, and no name stands for two things."""

import ast
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from emulation_workflow.settings import PROJECT

MOST = 16
"""Python files in a folder; migrations, which only grow, stand apart."""


def test_no_folder_has_more_than_sixteen_files() -> None:
    """A folder that grows further is divided by subject."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout of git's")
    files = (Path(line) for line in listed.stdout.splitlines() if "migrations" not in line)
    assert {
        str(folder): count for folder, count in Counter(file.parent for file in files).items() if count > MOST
    } == {}


def test_no_public_class_has_the_name_of_another() -> None:
    """One name, one thing: whoever looks for it finds one. What one module keeps for itself is nobody else's."""
    files = [*(PROJECT / "emulation_workflow").rglob("*.py"), *(PROJECT / "flows").rglob("*.py")]
    names = Counter(
        node.name
        for file in files
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in names.items() if count > 1] == []

"""docs/glossary.md: each term's name in the code is there, and a term is explained once."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import emulation_workflow

PACKAGE = Path(emulation_workflow.__file__).parent
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (PACKAGE.parent / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Vietnamese")
]
NAMES = [name for row in ROWS for name in re.findall(r"`([^`]+)`", row[-1])]


def _defined() -> set[str]:
    """Return every module, class, function and constant of the package, and members of classes as `Class.member`."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        found.update((path.stem, path.parent.name))
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            found.update(_names(node))
            if isinstance(node, ast.ClassDef):
                found.update(f"{node.name}.{name}" for member in node.body for name in _names(member))
    return found


def _names(node: ast.stmt) -> set[str]:
    match node:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return {node.name}
        case ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case ast.Assign():
            return {target.id for target in node.targets if isinstance(target, ast.Name)}
    return set()


@pytest.fixture(scope="module")
def defined() -> set[str]:
    """All names that the package defines."""
    return _defined()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_glossary_is_in_the_program(name: str, defined: set[str]) -> None:
    """Who looks a term up finds the code by it."""
    assert name in defined


def test_every_term_has_a_name_and_stands_once() -> None:
    """One word, one thing: no English term and no name is explained twice."""
    assert all(len(row) == 3 for row in ROWS)
    assert all("`" in row[-1] for row in ROWS)
    for words in (NAMES, [row[1] for row in ROWS], [row[0] for row in ROWS]):
        assert [word for word, times in Counter(words).items() if times > 1] == []

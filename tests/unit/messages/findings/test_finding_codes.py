"""The codes that stand in the checks, compared with the codes that have a sentence."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from emulation_workflow.domain import checks
from emulation_workflow.domain.checks.reports.examine import REWORDED_FOR_REPORTS
from emulation_workflow.messages.findings.delegate_lists import LIST_FINDINGS
from emulation_workflow.messages.findings.plans import FINDINGS
from emulation_workflow.messages.findings.reports import RESULT_FINDINGS
from emulation_workflow.messages.formats import ACT, FORMATS

pytestmark = pytest.mark.complete

SENTENCES = {**FINDINGS, **LIST_FINDINGS, **RESULT_FINDINGS}
TREES = [ast.parse(path.read_text(encoding="utf-8")) for path in Path(checks.__file__).parent.rglob("*.py")]


def _words(node: ast.AST) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def _codes_found(tree: ast.AST) -> Iterator[str]:
    """Yield the codes written where a finding is made, or given there by a name that the same function sets."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "finding":
                for argument in node.args[2:3]:
                    yield from _words(_set_in(function, argument.id) if isinstance(argument, ast.Name) else argument)


def _set_in(function: ast.FunctionDef, name: str) -> ast.AST:
    """Return what the function sets `name` to."""
    values = [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and name in {part.id for target in node.targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    ]
    return ast.Tuple(elts=values, ctx=ast.Load())


def test_every_code_that_a_check_can_find_has_its_sentence() -> None:
    """Also codes of situations that no test plays."""
    found = {code for tree in TREES for code in _codes_found(tree)}
    assert len(found) > 150
    assert found <= set(SENTENCES)


def test_every_sentence_is_of_a_code_that_stands_in_the_checks() -> None:
    """A code that no check can find any more leaves no sentence behind."""
    written = {words for tree in TREES for words in _words(tree)}
    written |= {f"held_{code}" for code in REWORDED_FOR_REPORTS}
    assert set(SENTENCES) <= written


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_whole(code: str) -> None:
    """Each ends as a sentence does and uses formats that there are."""
    assert SENTENCES[code].endswith(".")
    assert {spec for _, _, spec, _ in Formatter().parse(SENTENCES[code]) if spec} <= {ACT, *FORMATS}

"""Whatever can be refused has its Vietnamese sentence, and the sentence the params it speaks of."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import emulation_workflow
import flows
from emulation_workflow.domain.errors import Problem, ProblemCode
from emulation_workflow.messages import sentence
from emulation_workflow.messages.names import NEUTRAL
from emulation_workflow.messages.problems.plans import PLAN_PROBLEMS
from emulation_workflow.messages.problems.sentences import PROBLEMS

pytestmark = pytest.mark.complete

PACKAGE = Path(emulation_workflow.__file__).parent
SOURCES = [
    source
    for package in (PACKAGE, Path(flows.__file__).parent)
    for source in sorted(package.rglob("*.py"))
    if PACKAGE / "messages" not in source.parents
]


def nodes() -> Iterator[ast.AST]:
    """Everything in the source outside messages/."""
    for source in SOURCES:
        yield from ast.walk(ast.parse(source.read_text(encoding="utf-8")))


def literal_problems() -> Iterator[tuple[ProblemCode, set[str] | None]]:
    """Code and params of every `Problem(code="...", params={...})`; no params where they are not written out."""
    for node in nodes():
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem"):
            continue
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        code, params = given.get("code"), given.get("params")
        if not (
            isinstance(code, ast.Attribute) and isinstance(code.value, ast.Name) and code.value.id == "ProblemCode"
        ):
            continue
        keys = params.keys if isinstance(params, ast.Dict) else [] if params is None else [None]
        if all(isinstance(key, ast.Constant) for key in keys):
            yield ProblemCode[code.attr], {str(key.value) for key in keys if isinstance(key, ast.Constant)}
        else:
            yield ProblemCode[code.attr], None


def params_told(template: str) -> set[str]:
    """The params that a sentence speaks of, beside its place and the campaign's own words."""
    names = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return {name.split(".")[0].split("[")[0] for name in names} - {"where", *NEUTRAL}


def test_every_problem_has_a_sentence() -> None:
    """Nobody is refused without being told why."""
    assert set(ProblemCode) == set(PROBLEMS)


def test_every_sentence_has_a_problem() -> None:
    """No words are kept that nothing says."""
    names = {node.attr for node in nodes() if isinstance(node, ast.Attribute)}
    assert {code.name for code in ProblemCode} - names == set()


def test_every_sentence_gets_the_params_it_speaks_of() -> None:
    """A sentence with a hole would be a traceback in front of a person."""
    holes = {
        code: missing
        for code, params in literal_problems()
        if params is not None and code in PROBLEMS and (missing := params_told(PROBLEMS[code]) - params)
    }
    assert holes == {}


def test_every_sentence_about_a_plan_says_what_to_do() -> None:
    """A unit that reads it can put it right."""
    assert [code for code, words in PLAN_PROBLEMS.items() if "đề nghị" not in words.lower()] == []


@pytest.mark.parametrize("code", ["item_unknown", "letter_unknown", "difficulty_unknown", "publication_unknown"])
def test_a_number_that_names_something_is_written_whole(code: str) -> None:
    """Nobody looks for item 1.234 in a list that has 1234."""
    assert "số 1234" in sentence(Problem(code=ProblemCode(code), params={"number": 1234, "known": ""}))

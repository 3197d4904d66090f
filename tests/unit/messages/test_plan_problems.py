"""Whatever can be wrong with a plan has its sentence."""

import re
from pathlib import Path

import emulation_workflow
from emulation_workflow.messages.problems.plans import PLAN_PROBLEMS

PACKAGE = Path(emulation_workflow.__file__).parent
CODE = re.compile(
    r"ProblemCode\.(PLAN_(?:DAY|HOUR|COUNT|TEXT|YES_NO|MODE|EMAIL|KEY|FIELD|ROWS?|PART|WORD|UNIT|FILE|FORM|CELL|OF|NOT)_\w+"
    r"|RESULT_(?:PARTY|FILE)_\w+)"
)


def test_every_code_has_a_sentence_and_every_sentence_its_code() -> None:
    """No refusal without words, no words that nothing says."""
    sources = [
        *(file for room in ("forms", "schemas", "submissions") for file in (PACKAGE / "adapters" / room).glob("*.py")),
        PACKAGE / "adapters" / "spreadsheets" / "workbook_guard.py",
        *(PACKAGE / "cli" / name for name in ("context.py", "plans/plan.py", "results/result.py")),
    ]
    used = {name.lower() for source in sources for name in CODE.findall(source.read_text(encoding="utf-8"))}
    assert used == set(PLAN_PROBLEMS)


def test_every_sentence_says_what_to_do() -> None:
    """A unit that reads it can put it right."""
    assert [code for code, said in PLAN_PROBLEMS.items() if "đề nghị" not in said.lower()] == []

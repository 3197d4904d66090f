"""One day is written one way, as official papers write it."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import emulation_workflow
import flows
from emulation_workflow.messages.days import at_words, day_words, moment_words

PACKAGE = Path(emulation_workflow.__file__).parent
TO_OPERATORS = {"cli", "demo", "coverage.py"}
"""These speak English."""


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 4, 23), "23/4/2020"),
        (date(2020, 3, 5), "05/3/2020"),
        (date(2020, 2, 2), "02/02/2020"),
        (date(2020, 12, 31), "31/12/2020"),
    ],
)
def test_a_zero_stands_before_days_under_ten_and_the_first_two_months(day: date, words: str) -> None:
    """Where a digit could be put before it on paper, and nowhere else."""
    assert day_words(day) == words


def test_a_moment_is_the_hour_and_then_the_day() -> None:
    """In a table the two stand side by side; a letter says "lúc … ngày …"."""
    moment = datetime(2020, 3, 5, 8, 5, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
    assert (moment_words(moment), at_words(moment)) == ("08:05 05/3/2020", "08:05 ngày 05/3/2020")


def test_no_screen_letter_or_finding_writes_days_its_own_way() -> None:
    """23/04/2020 beside 23/4/2020 makes a reader ask which is the typing error."""
    sources = [*Path(flows.__file__).parent.rglob("*.py"), *PACKAGE.rglob("*.py")]
    shown = [path for path in sources if not TO_OPERATORS & set(path.relative_to(PACKAGE.parent).parts)]
    shown += [path for path in (PACKAGE.parent / "templates").rglob("*.*") if path.suffix in {".html", ".txt", ".md"}]
    assert [path.name for path in shown if "%d/%m" in path.read_text(encoding="utf-8")] == []

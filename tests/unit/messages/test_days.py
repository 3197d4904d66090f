"""One day is written one way, as official papers write it."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import emulation_workflow
import flows
from emulation_workflow.messages.days import at_words, day_words, moment_words, nth_words, opinion_words

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


def test_versions_are_counted_as_people_count_them() -> None:
    """In words to ten; the first is no cardinal."""
    assert [nth_words(number) for number in (1, 2, 4, 10, 11)] == ["nhất", "hai", "tư", "mười", "11"]


def test_an_opinion_without_a_document_is_named_by_its_day() -> None:
    """A day is no document: “ý kiến tại văn bản 25/02/2020” names none."""
    told = [opinion_words(fixed_by) for fixed_by in ("25/02/2020", "812/UBND", "công văn số 7", "")]
    assert told == [
        "ngày 25/02/2020",
        "tại văn bản số 812/UBND",
        "tại văn bản công văn số 7",
        "đã có",
    ]


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

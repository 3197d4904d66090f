"""What no text may hold, and how many faults are told."""

import pytest

from emulation_workflow.domain.errors import MAX_TOLD, Problem, ProblemCode, Rejected
from emulation_workflow.domain.texts import name_of, unfit_sign
from emulation_workflow.messages import sentence


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\ud800", "\ue000", "\u202e", "\u2066", "\u2069"])
def test_a_sign_that_does_not_show_or_misleads_is_found(sign: str) -> None:
    """Controls, halves of characters, private signs, and what turns the writing."""
    assert unfit_sign(f"Hội nghị {sign} tháng 3") == sign


@pytest.mark.parametrize("text", ["", "Hội nghị – “điển hình”", "a\nb\tc", "Y Mẫu\u200b", "😀", "Ho\u0302\u0323i"])
def test_what_people_type_is_fit(text: str) -> None:
    """Line ends, tabs, spaces without width and marks of their own are no harm."""
    assert unfit_sign(text) == ""


def test_a_sign_is_named_by_its_number() -> None:
    """It would not show, or would turn the sentence about it."""
    assert name_of("\u202e") == "U+202E"


def test_fifty_faults_are_told_and_how_many_more_there_are() -> None:
    """Also where a refusal is told again, with the file's name before each place."""
    found = [Problem(code=ProblemCode.TABLE_FORMULA, where=f"dòng {row}") for row in range(1, 131)]
    refused = Rejected(*found)
    assert len(refused.problems) == MAX_TOLD + 1
    assert refused.count == 130
    again = Rejected(*refused.problems)
    assert (len(again.problems), again.count) == (MAX_TOLD + 1, 130)
    assert sentence(again.problems[-1]).startswith("Còn ít nhất 80 lỗi khác")


def test_as_many_faults_as_may_be_told_are_told_alone() -> None:
    """Nobody is told of none more."""
    found = [Problem(code=ProblemCode.TABLE_FORMULA)] * MAX_TOLD
    assert Rejected(*found).problems == tuple(found)


def test_a_sentence_repeats_little_and_nothing_that_misleads() -> None:
    """Of what somebody wrote, the beginning is enough to find it by."""
    problem = Problem(code=ProblemCode.REGISTER_BAD_DAY, params={"value": "\u202e" + "9" * 5_000})
    words = sentence(problem)
    assert len(words) < 500
    assert "\u202e" not in words

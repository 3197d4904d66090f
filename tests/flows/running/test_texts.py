"""What people type into forms, before it is read."""

import pytest
from pydantic import BaseModel, Field

from emulation_workflow.domain.errors import ProblemCode, Rejected
from flows.running.texts import ensure_texts


class Typed(BaseModel):
    """A form."""

    reason: str = Field("", title="Lý do")
    more: dict[str, list[str]] = Field(default_factory=dict, title="Khác")


def test_a_text_that_misleads_is_refused_with_the_title_of_its_field() -> None:
    """A reason that reads otherwise than it is would stand in letters and papers."""
    with pytest.raises(Rejected) as caught:
        ensure_texts([Typed(reason="Đồng ý \u202eý gnồđ\u202c", more={"a": ["\x00"]})])
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [
        (ProblemCode.PLAN_TEXT_UNPRINTABLE, "Lý do"),
        (ProblemCode.PLAN_TEXT_UNPRINTABLE, "a"),
    ]


def test_a_text_that_nobody_reads_is_refused() -> None:
    """The record keeps what is typed for ever."""
    with pytest.raises(Rejected) as caught:
        ensure_texts({"reason": "x" * 5_001})
    assert [problem.code for problem in caught.value.problems] == [ProblemCode.PLAN_TEXT_TOO_LONG]


def test_what_is_nested_without_end_is_refused() -> None:
    """The API takes any JSON."""
    deep: object = "x"
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(Rejected) as caught:
        ensure_texts(deep)
    assert [problem.code for problem in caught.value.problems] == [ProblemCode.PLAN_TEXT_UNREASONABLE]


def test_what_people_type_passes() -> None:
    """Vietnamese with all its marks, lines and quotation marks."""
    ensure_texts([Typed(reason="Đủ điều kiện – “tổ chức”\nngày 5/3"), None, 3])

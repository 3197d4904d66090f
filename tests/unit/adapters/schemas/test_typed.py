"""What people type into forms, before it is read."""

import pytest
from pydantic import BaseModel, Field

from emulation_workflow.adapters.schemas.typed import usable
from emulation_workflow.domain.errors import ProblemCode, Rejected


class Typed(BaseModel):
    """A form."""

    reason: str = Field("", title="Lý do")
    more: dict[str, list[str]] = Field(default_factory=dict, title="Khác")


def test_a_text_that_misleads_is_refused_with_the_title_of_its_field() -> None:
    """A reason that reads otherwise than it is would stand in letters and papers."""
    with pytest.raises(Rejected) as caught:
        usable([Typed(reason="Đồng ý \u202eý gnồđ\u202c", more={"a": ["\x00"]})])
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [
        (ProblemCode.PLAN_TEXT_UNPRINTABLE, "Lý do"),
        (ProblemCode.PLAN_TEXT_UNPRINTABLE, "a"),
    ]


def test_a_text_that_nobody_reads_is_refused() -> None:
    """The record keeps what is typed for ever."""
    with pytest.raises(Rejected) as caught:
        usable({"reason": "x" * 5_001})
    assert [problem.code for problem in caught.value.problems] == [ProblemCode.PLAN_TEXT_TOO_LONG]


def test_what_is_nested_without_end_is_refused() -> None:
    """The API takes any JSON."""
    deep: object = "x"
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(Rejected) as caught:
        usable(deep)
    assert [problem.code for problem in caught.value.problems] == [ProblemCode.PLAN_TEXT_UNREASONABLE]


def test_what_people_type_passes() -> None:
    """Vietnamese with all its marks, lines and quotation marks."""
    typed = [Typed(reason="Đủ điều kiện – “tổ chức”\nngày 5/3"), None, 3]
    assert usable(typed) == typed


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u200e", "\u200f", "\u061c", "\u00ad", "\u2060", "\ufeff", "\u3164", "\ufe0f"]
)
def test_signs_that_do_not_show_are_left_out(sign: str) -> None:
    """They come with what is pasted; two texts that read the same would be two, and marks of a direction mislead."""
    typed = [Typed(reason=f"Đồng{sign} ý", more={f"a{sign}": [f"{sign}b"]}), {"c": (f"{sign}d",)}, f"e{sign}"]
    assert usable(typed) == [Typed(reason="Đồng ý", more={"a": ["b"]}), {"c": ("d",)}, "e"]

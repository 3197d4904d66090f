"""A paper's number says of what kind it is."""

import pytest

from emulation_workflow.domain.papers.numbers import PLAN, REPORT, code_in, is_of_another_kind


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("12/QĐ-UBND", "QĐ"),
        ("21/KH-UBND", "KH"),
        ("21/KH-CT", "KH"),
        ("15/2020/NQ-HĐND", "NQ"),
        ("05-CTr/HU", "CTr"),
        ("7a/BC-UBND", "BC"),
        ("1048/UBND-KGVX", ""),
        ("21", ""),
        ("", ""),
        ("Kế hoạch 21/KH", ""),
    ],
)
def test_the_code_stands_after_the_number(number: str, code: str) -> None:
    """A letter (công văn) has none, and a word before the number makes it no number."""
    assert code_in(number) == code


@pytest.mark.parametrize(
    ("number", "wanted", "is_another"),
    [
        ("12/QĐ-UBND", PLAN, True),
        ("12/QD-UBND", PLAN, True),
        ("12/qđ-ubnd", PLAN, True),
        ("21/KH-UBND", PLAN, False),
        ("21/kh-ubnd", PLAN, False),
        ("21", PLAN, False),
        ("1048/UBND-KGVX", PLAN, False),
        ("21/KH-UBND", REPORT, True),
        ("45/BC-UBND", REPORT, False),
    ],
)
def test_only_another_kinds_code_is_another_kind(number: str, wanted: str, *, is_another: bool) -> None:
    """A number without a code says nothing against its paper."""
    assert is_of_another_kind(number, wanted) is is_another

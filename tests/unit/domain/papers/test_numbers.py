"""A paper's number says of what kind it is."""

import pytest

from emulation_workflow.domain.papers.numbers import (
    PLAN,
    REPORT,
    code_in,
    is_day_of_spreadsheet,
    is_of_another_kind,
    symbol_in,
)


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
        ("12 – kh/ubnd", "kh"),
        ("12\u2212KH/HU", "KH"),
        ("12\\QĐ-UBND", "QĐ"),
        ("12\u2215BC-UBND", "BC"),
        ("Số: 12/QĐ-UBND", "QĐ"),
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
        ("12 – qđ/ubnd", PLAN, True),
        ("12 – kh/ubnd", PLAN, False),
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


@pytest.mark.parametrize(
    "text",
    ["03/12/2020", "2020-12-03", "12-Mar", "Mar-20", "12-Thg3", "Th10-20", "T10-20", "10-Thg", "Thg 10-20", "10-Thg 3"],
)
def test_what_a_spreadsheet_made_a_day_is_no_number(text: str) -> None:
    """As Excel shows it in English and in Vietnamese."""
    assert is_day_of_spreadsheet(text)


@pytest.mark.parametrize("number", ["12/3", "10-KH", "05-CTr", "12-TB/HU", "12-TB", "TB-20", "21/KH-UBND", "10"])
def test_a_number_is_no_day(number: str) -> None:
    """Codes of three letters, too."""
    assert not is_day_of_spreadsheet(number)


@pytest.mark.parametrize(
    ("number", "symbol"),
    [
        ("11/KH-XSKT", "XSKT"),
        ("92/KH-SNN", "SNN"),
        ("75-KH/BTGTU", "BTGTU"),
        ("12/2020/QĐ-UBND", "UBND"),
        ("15/BC", ""),
        ("1048/UBND-KGVX", ""),
        ("", ""),
    ],
)
def test_a_number_has_its_issuers_symbol_after_the_code(number: str, symbol: str) -> None:
    """A letter has no code, and so tells its issuer from whoever drafted it by nothing."""
    assert symbol_in(number) == symbol

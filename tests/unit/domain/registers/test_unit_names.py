"""How units are named and found."""

import pytest

from emulation_workflow.domain.registers.unit_names import display_name, search
from emulation_workflow.domain.registers.units import Unit

GLEI = Unit(code="610", name="Huyện Đắk Glei", level="district", kind="huyện")
HA = Unit(code="615", name="Huyện Đắk Hà", level="district", kind="huyện")
DRAI = Unit(code="618", name="Huyện Ia H' Drai", level="district", kind="huyện")
LONG_IN_GLEI = Unit(code="23368", name="Xã Đắk Long", level="commune", kind="xã", parent="610")
LONG_IN_HA = Unit(code="23504", name="Xã Đăk Long", level="commune", kind="xã", parent="615")
TOWN = Unit(code="23500", name="Thị trấn Đắk Hà", level="commune", kind="thị trấn", parent="615")
UNITS = (GLEI, HA, DRAI, LONG_IN_GLEI, LONG_IN_HA, TOWN)


def test_a_unit_is_shown_with_the_unit_above_it() -> None:
    """Two communes share a name; the district tells them apart, and each spelling is kept."""
    shown = [display_name(LONG_IN_GLEI, GLEI), display_name(LONG_IN_HA, HA), display_name(GLEI)]

    assert shown == ["Xã Đắk Long (huyện Đắk Glei)", "Xã Đăk Long (huyện Đắk Hà)", "Huyện Đắk Glei"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("xa dak long", ["23368", "23504"]),
        ("XÃ ĐĂK LONG", ["23368", "23504"]),
        ("dak long dak glei", ["23368"]),
        ("Đăk Long, huyện Đắk Hà", ["23504"]),
        ("23368", ["23368"]),
        ("dak ha", ["615", "23500"]),
        ("ia h'drai", ["618"]),
        ("ia hdrai", ["618"]),
        ("long", ["23368", "23504"]),
        ("ong", []),
        ("mang den", []),
        ("  ", []),
        ("!", []),
    ],
)
def test_search_folds_marks_and_gives_every_hit(words: str, expected: list[str]) -> None:
    """Marks, case and apostrophes do not matter, and where several units may be meant, all are given."""
    assert [unit.code for unit in search(UNITS, words, parents=UNITS)] == expected

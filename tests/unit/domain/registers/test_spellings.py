"""One person under several spellings of name and address, and namesakes who stay apart."""

import pytest

from emulation_workflow.domain.registers import Official, is_same_person, may_bear_name, same_mailbox

NAME = "Nguyễn Văn An"


def official(name: str = NAME, email: str = "r1@tinh.example", number: str = "R1") -> Official:
    return Official(number=number, name=name, title="", email=email, role="recorder")


@pytest.mark.parametrize(
    "spelled",
    [
        "N.V. An",
        "N. V. An",
        "NV An",
        "Ng. Văn An",
        "Ng. V. An",
        "Nguyễn V. An",
        "An Nguyễn Văn",
        "Văn An Nguyễn",
        "An, Nguyễn Văn",
        "AN NGUYEN VAN",
        "Chị Nguyễn Văn An",
        "Cô Nguyễn Văn An",
        "Anh N.V. An",
        "Bs.CKI Nguyễn Văn An",
        "BSCKII. Nguyễn Văn An",
        "BS CK1 Nguyễn Văn An",
        "ThS.Bs. Nguyễn Văn An",
        "Bác sĩ Nguyễn Văn An",
        "Đ/c N.V. An - Phó Chủ tịch",
        "Nguyễn Văn An, Phó Chủ tịch",
        "Mr. Nguyen Van An",
        "Trưởng Ban Nguyễn Văn An",
        "KT. TRƯỞNG BAN Nguyễn Văn An",
        "TM. UBND xã, Chủ tịch Nguyễn Văn An",
        "Nguyễn Văn An/Phó Chủ tịch",
        "Nguyễn Văn An: Trưởng Ban",
        "Nguyễn Văn An—Trưởng Ban",
        "Nguyễn Văn An-Trưởng Ban",
        "Nguyễn Văn An Trưởng Ban",
        "Nguyễn Văn An Phó Trưởng phòng Nội vụ",
        "NGUYỄN VĂN AN PHÓ CHỦ TỊCH",
        "Nguyễn Văn An Tổng Giám đốc",
        "Nguyễn Văn An 1980",
        "Nguyễn-Văn-An",
        "NguyễnVănAn",
        "Nguyễn\u00adVăn An",
    ],
)
def test_a_name_in_another_spelling_may_be_that_person(spelled: str) -> None:
    """Initials, the family name last, forms of address, degrees: a second look is asked for."""
    assert may_bear_name(official(), spelled)
    assert is_same_person(official(), official(spelled, "khac@tinh.example", "R2"))


@pytest.mark.parametrize(
    "other",
    [
        "Nguyễn Thị An",
        "Trần Văn An",
        "T.V. An",
        "Nguyễn Văn Anh",
        "Nguyễn An",
        "Nguyễn Văn",
        "N.V.A",
        "An",
        "Anh An",
        "",
        "Nguyễn Văn An Bình",
        "Nguyễn Văn An Bình Trưởng Ban",
        "Nguyễn Văn An Trường",
    ],
)
def test_others_stay_apart(other: str) -> None:
    """Another family name, another given name, all initials, a part of the name alone."""
    assert not may_bear_name(official(), other)
    assert not is_same_person(official(), official(other, "khac@tinh.example", "R2"))


@pytest.mark.parametrize(
    ("email", "other", "is_same"),
    [
        ("r1@tinh.example", "R1+a@Tinh.Example", True),
        ("r.1@gmail.com", "r1@gmail.com", True),
        ("r.1+ban@googlemail.com", "R1@gmail.com", True),
        ("r1@tỉnh.example", "r1@xn--tnh-8xa.example".replace("xn--tnh-8xa", "tỉnh".encode("idna").decode()), True),
        ("r1@tinh.example.", "r1@tinh.example", True),
        ("mailto:r1@tinh.example", "r1@tinh.example", True),
        ('"r1"@tinh.example', "r1@tinh.example", True),
        ("r1(Ban)@tinh.example", "r1@tinh.example", True),
        ("Nguyễn Văn An <r1@tinh.example>", "r1@tinh.example", True),
        ("r.1@tinh.example", "r1@tinh.example", False),
        ("r1@tinh.example", "r2@tinh.example", False),
        ("", "", False),
    ],
)
def test_an_address_in_another_spelling_is_that_mailbox(email: str, other: str, *, is_same: bool) -> None:
    """Tags after a plus, case, dots that Gmail does not read, a domain in letters with marks."""
    assert same_mailbox(email, other) is is_same

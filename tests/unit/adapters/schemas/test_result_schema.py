"""A report's rows about people name one person each."""

import pytest

from emulation_workflow.adapters.schemas.names import may_name_one_person


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "Khuyết",
        "Sẽ bổ sung sau",
        "Vợ chồng ông A",
        "5 cá nhân",
        "Công an xã",
        "Lê Thị Bình, Trần Văn Ký",
        "Lê Thị Bình và Lò Chu",
    ],
)
def test_who_is_nobody_or_several_is_asked_about(text: str) -> None:
    """People are counted by rows."""
    assert not may_name_one_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bà Y Lan",
        "Lê Văn An, thôn 3",
        "Ông Lê Văn An - Trưởng thôn Kon Rờ",
        "Lê Văn An (mẫu)",
        "Thượng tá Lê Văn An, Chủ tịch xã",
    ],
)
def test_what_is_said_of_a_person_behind_the_name_may_stand(text: str) -> None:
    """A report has no column for it."""
    assert may_name_one_person(text)

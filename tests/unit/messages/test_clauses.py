"""A clause is named as a sentence needs it, on papers, pages and in letters."""

import pytest

from emulation_workflow.messages.formats import clause_words


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ("II.2.1", "mục II.2.1"),
        ("2, III", "mục 2, III"),
        ("b", "điểm b"),
        ("Điều 2", "Điều 2"),
        ("phần mở đầu", "phần mở đầu"),
    ],
)
def test_a_number_needs_a_word_a_letter_another_and_a_name_none(clause: str, said: str) -> None:
    """“Căn cứ b Kế hoạch …” is no Vietnamese."""
    assert clause_words(clause) == said
    assert clause_words(clause, "Mục").casefold() == said.casefold()

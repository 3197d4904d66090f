"""The conference's name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_workflow.domain.checks.names import normalised
from emulation_workflow.domain.findings import Verdict
from tests.support.builders import (
    COMMUNE,
    COMMUNE_NAME,
    DISTRICT,
    ENTERPRISE,
    EXEMPLARS_NAME,
    WORKERS_NAME,
    two_level_campaign,
)
from tests.support.checking import codes, findings_of

SAME_NAME = [
    COMMUNE_NAME,
    "Hội nghị biểu dương người tốt việc tốt",
    "“Hội nghị biểu dương người tốt, việc tốt”",
    '"Hội nghị biểu dương người tốt, việc tốt".',
    "HỘI NGHỊ BIỂU DƯƠNG NGƯỜI TỐT, VIỆC TỐT",
    "  Hội nghị\u00a0biểu  dương người tốt ,việc tốt ",
    "Hội nghị biểu dương người\u200b tốt, việc tốt",
    *(unicodedata.normalize(form, COMMUNE_NAME) for form in ("NFC", "NFD", "NFKC", "NFKD")),
]

OTHER_NAME = [
    EXEMPLARS_NAME,
    "Hội nghị biểu dương người tốt",
    "Hội nghị tuyên dương người tốt, việc tốt",
    "Hội nghị biểu dương việc tốt, người tốt",
    "Đại hội biểu dương người tốt, việc tốt",
]


@pytest.mark.parametrize("name", SAME_NAME)
def test_the_name_is_right_however_it_is_typed(name: str) -> None:
    """Commas, quotes, case, spacing and Unicode form do not make another name (II.2.1)."""
    assert findings_of(COMMUNE, conference_name=name)["T041"].verdict == Verdict.OK


@pytest.mark.parametrize("name", OTHER_NAME)
def test_another_name_is_a_breach(name: str) -> None:
    """The name is fixed: another word or order makes another name."""
    finding = findings_of(COMMUNE, conference_name=name)["T041"]
    assert (finding.verdict, finding.code) == (Verdict.BREACH, "name_wrong")
    assert finding.params["permitted"] == [COMMUNE_NAME]


@pytest.mark.parametrize(
    ("name", "added"),
    [
        (f"{COMMUNE_NAME} xã X1", "xã X1"),
        (f"{COMMUNE_NAME} năm 2020", "năm 2020"),
        (f"Xã X1: {COMMUNE_NAME}", "Xã X1:"),
        (f"Xã X1 {COMMUNE_NAME} lần thứ IV", "Xã X1 … lần thứ IV"),
        (f"{COMMUNE_NAME} - năm 2020", f"{COMMUNE_NAME} - năm 2020"),
    ],
)
def test_the_right_name_with_more_is_asked_about(name: str, added: str) -> None:
    """The sentence says what is too much."""
    finding = findings_of(COMMUNE, conference_name=name)["T041"]
    assert (finding.verdict, finding.code, finding.params["added"]) == (Verdict.ASK, "name_with_more", added)


@pytest.mark.parametrize("name", ["Hoi nghi bieu duong nguoi tot, viec tot", "Hội nghi biểu dương người tốt việc tốt"])
def test_the_right_name_without_its_marks_is_asked_about(name: str) -> None:
    """It is meant, but it cannot be printed so."""
    finding = findings_of(COMMUNE, conference_name=name)["T041"]
    assert (finding.verdict, finding.code) == (Verdict.ASK, "name_without_marks")


@pytest.mark.parametrize("name", ["", "   ", "“”", ",", "\u200b"])
def test_no_name_is_asked_for_by_the_name(name: str) -> None:
    """A plan without a name is told which to write."""
    assert codes(findings_of(COMMUNE, conference_name=name)["T041"]) == ["name_missing"]


def test_the_small_word_of_the_enterprises_name_counts() -> None:
    """II.2.3 says "những người lao động giỏi"; without "những" it is another name."""
    assert findings_of(ENTERPRISE, conference_name=WORKERS_NAME.replace("những ", ""))["T071"].verdict == Verdict.BREACH


def test_each_level_has_its_own_name() -> None:
    """The communes' name is not the districts'."""
    assert findings_of(DISTRICT, conference_name=COMMUNE_NAME)["T060"].verdict == Verdict.BREACH


@pytest.mark.parametrize("name", ["Hội nghị điển hình tiên tiến", "hội nghị biểu dương gương sáng"])
def test_a_plan_may_permit_several_names(name: str) -> None:
    """Any of the permitted names is right."""
    assert findings_of(COMMUNE, of=two_level_campaign(), conference_name=name)["T041"].verdict == Verdict.OK


@pytest.mark.parametrize("letter", ["Đ", "đ", "Ð", "ð", "Ɖ"])
def test_letters_that_look_like_d_with_a_stroke_are_that_letter(letter: str) -> None:
    """Old keyboards write Eth for Đ; on paper it is the same name."""
    assert normalised("Điển hình") == normalised(f"{letter}iển hình")


@given(st.text(alphabet='aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ,“”"', max_size=30))
def test_normalising_twice_changes_nothing_more(name: str) -> None:
    """A normalised name is its own normal form, in either Unicode form."""
    assert normalised(name) == normalised(normalised(name)) == normalised(unicodedata.normalize("NFD", name))

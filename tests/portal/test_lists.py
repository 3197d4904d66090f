"""A unit's list of delegates on its page: typed or sent as a file, and seen by nobody without a row of the record."""

from typing import Any

import pytest

from emulation_workflow.domain.delegates import ListKind
from emulation_workflow.office.office import Office
from tests.support.builders import COMMUNE
from tests.support.offices import chain_faults, sealed_acts
from tests.support.pages.person import Person

PAGE = f"/don-vi/{COMMUNE.code}/dai-bieu"
HEAD = {"kind": "adopted", "adopted_on": "10/02/2020", "minutes": "05/BB-HN", "count": "10"}
PEOPLE = {"name.1": "Y Blai", "born.1": "1980", "gender.1": "Nữ", "name.3": "A Thun", "is_reserve.3": "x"}


@pytest.fixture
def unit(office: Office) -> Person:
    """The commune, signed in."""
    person = Person(office)
    person.sign_in(f"{COMMUNE.code.lower()}@tinh.example")
    return person


def kept(office: Office) -> Any:
    with office.store.look() as record:
        return record.delegates.get(ListKind.ADOPTED, COMMUNE.code)


def test_a_typed_list_is_looked_at_and_then_sent(unit: Person, office: Office) -> None:
    """Nothing is kept before it is sent."""
    looked = unit.send(PAGE, {**HEAD, **PEOPLE, "act": "check"})
    assert (looked.status_code, "Chưa gửi" in looked.text, kept(office)) == (200, True, None)
    assert 'value="Y Blai"' in looked.text
    sent = unit.send(PAGE, {**HEAD, **PEOPLE, "act": "send"})
    assert (sent.status_code, "Y Blai" in sent.text) == (200, False)
    assert [(person.name, person.born, person.is_reserve) for person in kept(office).delegates] == [
        ("Y Blai", 1980, False),
        ("A Thun", None, True),
    ]
    assert chain_faults(office) == []


def test_a_list_comes_as_a_file_too(unit: Person, office: Office) -> None:
    """As staff take it in."""
    file = {"file": ("ds.csv", "Họ và tên,Năm sinh\nY Blai,1980\n".encode())}
    assert unit.send(PAGE, {**HEAD, "act": "send"}, files=file).status_code == 200
    assert [person.name for person in kept(office).delegates] == ["Y Blai"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"born.1": "80 tuổi"}, "dòng 1, cột “Năm sinh”"),
        ({"kind": ""}, "Loại danh sách"),
        ({"adopted_on": "31/2/2020"}, "31/2/2020"),
        ({"count": "x"}, ""),
        ({"name.1": "Y\x00"}, ""),
    ],
)
def test_what_is_wrong_is_told_by_row_and_what_was_typed_stays(
    unit: Person, office: Office, changed: dict[str, str], told: str
) -> None:
    """Rows are counted as they are shown; no cell is repeated in a sentence."""
    said = unit.send(PAGE, {**HEAD, **PEOPLE, **changed, "act": "send"})
    assert (said.status_code, told in said.text, kept(office)) == (422, True, None)


def test_more_rows_are_offered_and_what_was_typed_is_carried_along(unit: Person) -> None:
    """In the page alone."""
    shown = unit.send(PAGE, {**HEAD, **PEOPLE, "act": "more"}).text
    assert 'name="name.20"' in shown
    assert 'value="Y Blai"' in shown


def test_looking_at_people_leaves_one_row(unit: Person, office: Office) -> None:
    """Once a session and day; the page by itself names nobody."""
    unit.send(PAGE, {**HEAD, **PEOPLE, "act": "send"})
    assert "Y Blai" not in unit.open(PAGE).text
    for _ in range(2):
        assert 'value="Y Blai"' in unit.open(f"{PAGE}?loai=adopted&tu=cuoi").text
    rows = [act for act in sealed_acts(office) if act["what"] == "viewed"]
    assert [(act["unit"], act["facts"]["about"]) for act in rows] == [(COMMUNE.code, "delegate_list")]

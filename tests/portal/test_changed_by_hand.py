"""Somebody has the database and no key: nobody becomes somebody else at the pages, and sends what nobody looked at."""

import json
from dataclasses import replace

import pytest

from emulation_workflow.adapters.forms.kinds import PLAN_FORM
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.sign_ins import standing_of_address
from emulation_workflow.office.entrance.handing_in import draft_of
from emulation_workflow.office.entrance.people import visitor_at
from emulation_workflow.office.office import Office
from tests.portal.test_typing import address, filled, path, type_all
from tests.support.builders import CITY, plan_of
from tests.support.offices import DEPUTY, HEAD, case, chain_faults, sealed_acts
from tests.support.pages.person import Person
from tests.support.servers.by_hand import by_hand, put_back, rows

OF_THE_BOARD = ("/ban", "/ban/nguoi", "/ban/thu", "/so-lieu")
NEW_SUBSTITUTE = (
    'INSERT INTO substitution (official, position, substitute, start, "end") '
    "VALUES ('B1', 0, 'P1', '2020-02-01', '2020-02-28')"
)


def altered(office: Office) -> list[object]:
    """Which tables the Board's list says were changed past the program."""
    items = office.read(lambda record: record.board_list.items())
    return [item.params["table"] for item in items if item.kind is ItemKind.ROW_ALTERED]


def standing(office: Office, email: str) -> str:
    """What anybody can compute: whom the address stands for, as the rows say."""
    today = office.clock.now().date()
    visitor = office.read(lambda record: visitor_at(record.register, office.campaign, email, today))
    return standing_of_address(visitor.people, visitor.units)


def test_nobody_turns_their_session_into_somebody_elses(office: Office) -> None:
    """Its row says whose it is; nothing is shown, and nothing done in the other's name."""
    person = Person(office)
    person.sign_in(address(CITY))
    token = person.token("/")
    by_hand(
        office,
        "UPDATE sign_in SET address = :email, standing = :standing",
        email=HEAD.email,
        standing=standing(office, HEAD.email),
    )
    assert person.open("/ban").status_code == 403  # As the record had it before the change.
    Person(office).sign_in(DEPUTY.email)
    for page in ("/", *OF_THE_BOARD):
        assert (person.open(page).status_code, HEAD.name in person.open(page).text) == (503, False)
    assert person.client.post("/ban/viec", data={"form_token": token, "chosen": "1"}).status_code == 503
    assert altered(office) == ["sign_in"]
    assert HEAD.number not in {act["actor"] for act in sealed_acts(office)}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE official SET role = 'board' WHERE number = 'P1'",
        "UPDATE official SET email = 'p1@tinh.example' WHERE number = 'B1'",
        NEW_SUBSTITUTE,
    ],
)
def test_nobody_gives_themselves_another_role(office: Office, change: str) -> None:
    """Nor by the register, with the session's digest of whom the address stands for changed to fit or put back."""
    person = Person(office)
    person.sign_in(DEPUTY.email)
    by_hand(office, change)
    by_hand(office, "UPDATE sign_in SET standing = :standing", standing=standing(office, DEPUTY.email))
    assert {person.open(page).status_code for page in OF_THE_BOARD} == {503}
    assert altered(office)


def test_a_unit_sends_the_draft_that_it_looked_at(office: Office) -> None:
    """Not one that was changed past the program, in which order ever; it is told, and what was put back is sent."""
    person = Person(office)
    person.sign_in(address(CITY))
    type_all(person, filled(office, CITY, plan_of(CITY, mode=None)), "ke-hoach")
    looked_at, kept = person.hidden(path(CITY)), rows(office, "draft")
    typed = json.loads(kept["draft"][0]["typed"])
    typed["values"]["place"] = "Nơi không ai ghi"
    by_hand(office, "UPDATE draft SET typed = :typed", typed=json.dumps(typed))
    send = {"act": "send"}
    assert person.client.post(path(CITY), data={**looked_at, **send}).status_code == 503
    assert person.send(path(CITY), send).status_code == 503
    assert altered(office) == ["draft"]
    assert office.read(lambda record: record.plans.get(CITY.code)) is None
    put_back(office, kept)
    assert person.client.post(path(CITY), data={**looked_at, **send}).status_code == 200
    assert case(office, CITY).stage == "APPRAISAL"
    assert chain_faults(office) == []


def test_what_somebody_else_of_the_unit_has_typed_meanwhile_is_looked_at_first(office: Office) -> None:
    """Two people at one form: whoever sends it has seen what it says."""
    person, other = Person(office), Person(office)
    for each in (person, other):
        each.sign_in(address(CITY))
    type_all(person, filled(office, CITY, plan_of(CITY, mode=None)), "ke-hoach")
    looked_at = person.hidden(path(CITY))
    type_all(other, filled(office, CITY, replace(plan_of(CITY, mode=None), place="Nơi khác")), "ke-hoach")
    assert person.client.post(path(CITY), data={**looked_at, "act": "send"}).status_code == 503
    assert person.send(path(CITY), {"act": "send"}).status_code == 200


def test_a_draft_that_was_changed_can_be_given_up(office: Office) -> None:
    """Whoever cannot send it any more begins anew."""
    person = Person(office)
    person.sign_in(address(CITY))
    type_all(person, filled(office, CITY, plan_of(CITY, mode=None)), "ke-hoach")
    by_hand(office, "UPDATE draft SET saved_by = 'x'")
    assert person.send(path(CITY), {"act": "drop"}).status_code == 303
    assert draft_of(office, CITY.code, PLAN_FORM.mark) is None
    type_all(person, filled(office, CITY, plan_of(CITY, mode=None)), "ke-hoach")
    assert person.send(path(CITY), {"act": "send"}).status_code == 200

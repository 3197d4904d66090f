"""Requests of every shape that the routes' own description allows: no answer is a fault of the program."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulation_workflow.portal.access import is_of_unit
from emulation_workflow.portal.pages import PAGES, Page
from tests.support.builders import CITY
from tests.support.offices import HEAD, bring_to_opinion, open_office
from tests.support.pages.person import Person
from tests.support.servers.databases import sqlite_store

RULES = {(page.method, page.path): page.rule for page in PAGES}
KNOWN = {"unit": CITY.code, "form": "ke-hoach", "part": "hoi-nghi", "kind": "van-ban-giay", "number": 1, "version": 1}


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Person]:
    """The Board's head and the unit, signed in: between them they may open every page."""
    office = open_office(sqlite_store(tmp_path_factory.mktemp("shapes")))
    bring_to_opinion(office)
    signed_in = Person(office), Person(office)
    for person, address in zip(signed_in, (HEAD.email, f"{CITY.code}@tinh.example"), strict=True):
        person.sign_in(address)
    return signed_in


@pytest.mark.parametrize("examples", [3, pytest.param(100, marks=pytest.mark.attack)], ids=["short", "long"])
def test_no_shape_of_a_request_is_a_fault(people: Sequence[Person], examples: int) -> None:
    """By whoever may open the page, at known places and at others."""
    described: Any = schemathesis.openapi.from_dict(people[0].app.openapi())
    tokens = [person.token("/") for person in people]
    asked = set()
    for result in described.get_all_operations():
        operation = result.ok()
        page = (operation.method.upper(), operation.path)
        if page[1] == "/thoat":
            continue
        asked.add(page)
        of_unit = RULES[page] is is_of_unit
        _ask(people[of_unit], tokens[of_unit], operation, examples)
    assert asked == {(page.method, page.path) for page in _all_but_leaving()}


def _all_but_leaving() -> list[Page]:
    return [page for page in PAGES if page.path != "/thoat"]


def _ask(person: Person, token: str, operation: Any, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(), is_known=st.booleans())
    def ask(case: Any, is_known: bool) -> None:  # noqa: FBT001 - hypothesis hands it over by name
        if is_known:
            case.path_parameters.update({key: KNOWN[key] for key in case.path_parameters.keys() & KNOWN.keys()})
        fields = case.body if isinstance(case.body, Mapping) else {}
        texts = {key: value for key, value in fields.items() if isinstance(value, str | list)}
        files = {key: ("x.bin", value) for key, value in fields.items() if isinstance(value, bytes)}
        sent: dict[str, Any] = {"data": {**texts, "form_token": token}, "files": files} if case.method == "POST" else {}
        answer = person.client.request(case.method, case.formatted_path, params=case.query, **sent)
        assert answer.status_code < 500, (case.formatted_path, case.query, texts)

    ask()

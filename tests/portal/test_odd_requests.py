"""Whatever is asked or sent, a page answers for it: no fault of the program is what somebody typed."""

from collections.abc import Iterator

import pytest

from emulation_workflow.portal.pages import PAGES, POST, Page
from tests.support.builders import CITY
from tests.support.offices import HEAD, bring_to_opinion, open_office
from tests.support.pages.person import Person
from tests.support.servers.databases import sqlite_store

ODD = (
    "%00",
    "%ff%fe",
    "x" * 3_000,
    "..%2f..%2fetc",
    "%E2%80%AE",
    "-1",
    "99999999999999999999",
    "%F0%9F%98%80",
    "' OR 1=1",
)
TYPED = ("\x00", "\ud83d", "\u202e", "x" * 20_000, "-1", "9" * 30, "31/2/2020", "<script>", "")
FIELDS = (
    "address", "stage", "version", "act", "code", "reason", "paper_number", "paper_day", "fixed_day", "chosen", "note",
    "kind", "unit", "number", "file", "words_of_unit", "everywhere",
)  # fmt: skip


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Person:
    """Somebody who may open nearly every page."""
    office = open_office(sqlite_store(tmp_path_factory.mktemp("odd")))
    bring_to_opinion(office)
    person = Person(office)
    person.sign_in(HEAD.email)
    return person


def _paths(page: Page) -> Iterator[str]:
    """Yield the page's path with odd values in each place of it, and in what may stand behind it."""
    filled = {"unit": CITY.code, "sha256": "0" * 64, "token": "x", "form": "ke-hoach", "kind": "opinion", "number": "1"}
    filled |= {"version": "1"}
    for odd in ODD:
        for place in filled:
            if f"{{{place}}}" in page.path:
                yield page.path.format(**{**filled, place: odd})
    yield from (f"{page.path.format(**filled)}?q={odd}&noi={odd}&ngay={odd}" for odd in ODD)


@pytest.mark.parametrize("page", [page for page in PAGES if page.path != "/thoat"], ids=lambda page: page.make.__name__)
def test_no_request_is_a_fault_of_the_program(everybody: Person, page: Page) -> None:
    """Paths, queries, forms and files as nobody should send them."""
    token = everybody.token("/")
    for path in _paths(page):
        sent = {"form_token": token} if page.method == POST else None
        assert everybody.client.request(page.method, path, data=sent).status_code < 500, path
    if page.method == POST:
        path = (
            next(_paths(page)).partition("?")[0]
            if "{" not in page.path
            else page.path.format(unit=CITY.code, token="x")
        )
        for typed in TYPED:
            sent = {
                "form_token": token,
                **dict.fromkeys(FIELDS, typed.encode("utf-8", "surrogatepass").decode("latin-1")),
            }
            assert everybody.client.post(path, data=sent).status_code < 500, (path, typed[:20])
        odd_file = {"file": ("\x00\u202e.xlsx", b"\x00" * 100)}
        assert everybody.client.post(path, data={"form_token": token}, files=odd_file).status_code < 500
        assert everybody.client.post(path, content=b"\xff" * 500).status_code < 500

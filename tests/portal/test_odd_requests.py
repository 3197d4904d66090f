"""Whatever is asked or sent, a page answers for it: no fault of the program is what somebody typed."""

from collections.abc import Iterator, Sequence

import pytest

from emulation_workflow.portal.access import is_of_unit
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
    "signed_on", "signer", "adopted_on", "minutes", "count", "name.1", "born.1",
    "held_on", "place", "step", "day", "task", "levels",
)  # fmt: skip

FILLED = {"unit": CITY.code, "sha256": "0" * 64, "token": "x", "form": "ke-hoach", "kind": "opinion", "number": "1"}
FILLED |= {"version": "1", "part": "hoi-nghi", "name": "theo-thoi-gian", "file": "docx"}


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Person]:
    """Those who may open every page between them: the Board's head, and the unit."""
    office = open_office(sqlite_store(tmp_path_factory.mktemp("odd")))
    bring_to_opinion(office)
    people = Person(office), Person(office)
    for person, address in zip(people, (HEAD.email, f"{CITY.code}@tinh.example"), strict=True):
        person.sign_in(address)
    return people


def _paths(page: Page) -> Iterator[str]:
    """Yield the page's path with odd values in each place of it, and in what may stand behind it."""
    for odd in ODD:
        for place in FILLED:
            if f"{{{place}}}" in page.path:
                yield page.path.format(**{**FILLED, place: odd})
    yield from (f"{page.path.format(**FILLED)}?q={odd}&noi={odd}&ngay={odd}" for odd in ODD)


@pytest.mark.parametrize("page", [page for page in PAGES if page.path != "/thoat"], ids=lambda page: page.make.__name__)
def test_no_request_is_a_fault_of_the_program(everybody: Sequence[Person], page: Page) -> None:
    """Paths, queries, forms and files as nobody should send them, by somebody who may."""
    somebody = everybody[page.rule is is_of_unit]
    token = somebody.token("/")
    for path in _paths(page):
        sent = {"form_token": token} if page.method == POST else None
        assert somebody.client.request(page.method, path, data=sent).status_code < 500, path
    if page.method == POST:
        path = page.path.format(**FILLED)
        for typed in TYPED:
            sent = {
                "form_token": token,
                **dict.fromkeys(FIELDS, typed.encode("utf-8", "surrogatepass").decode("latin-1")),
            }
            assert somebody.client.post(path, data=sent).status_code < 500, (path, typed[:20])
        odd_file = {"file": ("\x00\u202e.xlsx", b"\x00" * 100)}
        assert somebody.client.post(path, data={"form_token": token}, files=odd_file).status_code < 500
        assert somebody.client.post(path, content=b"\xff" * 500).status_code < 500

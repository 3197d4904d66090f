"""Who gets in to the pages: by a link to their own address, once, and for as long as the register says the same."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from emulation_workflow.domain.mail import LetterKind
from emulation_workflow.domain.sign_ins import LINK_LIVES, LINKS_TO_ONE, SESSION_LIVES
from emulation_workflow.office.office import Office
from tests.support.builders import CITY
from tests.support.offices import HEAD, NOON, FakeClock, chain_faults, sealed_acts
from tests.support.pages.person import LINKS, Person, last_link

KNOWN, OF_CITY = HEAD.email, f"{CITY.code}@tinh.example"


def is_in(person: Person) -> bool:
    return person.open("/").status_code == 200


def links_sent(office: Office) -> int:
    with office.store.look() as record:
        return len(record.letters.statuses(kind=LetterKind.SIGN_IN))


@pytest.mark.parametrize("address", [KNOWN, KNOWN.upper(), OF_CITY])
def test_whoever_is_in_the_register_signs_in_by_a_link_to_their_address(person: Person, address: str) -> None:
    """No password; in whatever case the address is typed."""
    assert not is_in(person)
    assert person.sign_in(address).status_code == 303
    assert is_in(person)
    assert chain_faults(person.office) == []


def test_nobody_is_told_who_is_in_the_register(person: Person) -> None:
    """The same answer, but no letter."""
    known = person.send("/vao", {"address": KNOWN})
    other = person.send("/vao", {"address": "nobody@tinh.example"})
    assert known.text.replace(KNOWN, "") == other.text.replace("nobody@tinh.example", "")
    assert (known.status_code, other.status_code, links_sent(person.office)) == (200, 200, 1)


def test_looking_at_a_link_spends_nothing(person: Person, office: Office) -> None:
    """What scans mail follows every link, as often as it likes."""
    person.send("/vao", {"address": KNOWN})
    link, before = last_link(office, KNOWN), len(sealed_acts(office))
    assert [Person(office).open(link).status_code for _ in range(3)] == [200, 200, 200]
    assert len(sealed_acts(office)) == before
    assert person.send(link).status_code == 303
    assert Person(office).send(link).status_code == 410


def test_a_link_dies_after_a_quarter_of_an_hour(person: Person, office: Office, clock: FakeClock) -> None:
    """However it was kept."""
    person.send("/vao", {"address": KNOWN})
    clock.moment += LINK_LIVES
    assert person.send(last_link(office, KNOWN)).status_code == 410
    assert not is_in(person)


def test_a_link_that_we_did_not_make_leads_nowhere(person: Person) -> None:
    """A changed sign is enough."""
    person.send("/vao", {"address": KNOWN})
    link = last_link(person.office, KNOWN)
    # Not the last one: some of its bits stand for nothing.
    assert person.open(link[:-9] + ("A" if link[-9] != "A" else "B") + link[-8:]).status_code == 404


def test_one_address_gets_so_many_links_in_an_hour(person: Person, clock: FakeClock) -> None:
    """Nobody's mailbox is filled by us."""
    for _ in range(LINKS_TO_ONE + 2):
        assert person.send("/vao", {"address": KNOWN}).status_code == 200
    assert links_sent(person.office) == LINKS_TO_ONE
    clock.go_on(hours=1, minutes=1)
    person.send("/vao", {"address": KNOWN})
    assert links_sent(person.office) == LINKS_TO_ONE + 1


def test_a_session_ends_by_itself(person: Person, clock: FakeClock) -> None:
    """A browser that stays open at night is nobody's door in the morning."""
    person.sign_in(KNOWN)
    clock.moment += SESSION_LIVES
    assert not is_in(person)


@pytest.mark.parametrize(
    "change", [{"email": "new@tinh.example"}, {"valid_to": NOON.date() - timedelta(days=1)}, {"role": "committee"}]
)
def test_a_session_ends_with_the_standing_it_was_opened_under(
    person: Person, office: Office, change: dict[str, Any]
) -> None:
    """Another address, term, role or substitution: whoever it is signs in anew."""
    person.sign_in(KNOWN)
    with office.store.act() as record:
        record.register.replace_officials([replace(HEAD, **change)])
    assert not is_in(person)


def test_who_signs_out_everywhere_is_in_nowhere(office: Office) -> None:
    """Also where they forgot to."""
    here, there, other = Person(office), Person(office), Person(office)
    for each in (here, there):
        each.sign_in(KNOWN)
    other.sign_in(OF_CITY)
    here.send("/thoat", {"everywhere": "1"}, at="/")
    assert [is_in(each) for each in (here, there, other)] == [False, False, True]


def test_signing_in_and_out_is_in_the_record(person: Person, office: Office) -> None:
    """And a link that does not count."""
    person.sign_in(KNOWN)
    person.send("/thoat", at="/")
    person.send(last_link(office, KNOWN), at="/vao")
    told = [(act["kind"], act["what"], act["actor"]) for act in sealed_acts(office)]
    assert told[-3:] == [
        ("sign_in", "signed_in", HEAD.number),
        ("sign_in", "signed_out", KNOWN),
        ("refused", "sign_in", "unknown"),
    ]
    assert chain_faults(office) == []


def test_a_form_that_is_not_ours_does_nothing(person: Person, office: Office) -> None:
    """Another site can have a browser send one, but does not know its token."""
    person.sign_in(KNOWN)
    before = len(sealed_acts(office))
    for token in ("", "0" * 64, Person(office).token()):
        assert person.client.post("/thoat", data={"form_token": token}).status_code == 400
    assert is_in(person)
    assert len(sealed_acts(office)) == before


def test_a_cookie_that_we_did_not_make_is_none(person: Person) -> None:
    """Nobody makes themselves somebody else."""
    person.sign_in(KNOWN)
    cookie = person.client.cookies["phien"]
    ours = LINKS.cookie("visit", "no session of ours")
    others = (cookie[:-9] + "x" * 9, cookie + "x", cookie.rpartition(".")[0], "x" * 5_000, "", ours)
    stranger = Person(person.office).client
    status = {tried: stranger.get("/", headers={"Cookie": f"phien={tried}"}).status_code for tried in (cookie, *others)}
    assert status == {cookie: 200, **dict.fromkeys(others, 401)}


@pytest.mark.parametrize(
    ("url", "name", "has"),
    [("https://trang.example.vn", "__Host-phien", True), ("http://127.0.0.1:4280", "phien", False)],
)
def test_the_cookie_is_kept_from_scripts_and_other_sites(office: Office, url: str, name: str, has: bool) -> None:  # noqa: FBT001 - pytest hands it over by name
    """And behind TLS it never travels in clear."""
    person = Person(office, pages_url=url)
    set_cookie = person.client.get("/vao", headers={"Host": url.partition("://")[2]}).headers["set-cookie"]
    assert set_cookie.startswith(f"{name}=")
    assert all(part in set_cookie for part in ("HttpOnly", "SameSite=lax", "Path=/"))
    assert ("Secure" in set_cookie) == has


def test_a_form_that_another_site_sends_signs_nobody_out(person: Person) -> None:
    """The browser sends no cookie with it, and would keep one that came with the answer."""
    person.sign_in(HEAD.email)
    elsewhere = Person(person.office)
    answered = elsewhere.client.post("/vao", data={"address": HEAD.email}, headers={"Origin": "http://else.example"})
    assert (answered.status_code, answered.headers.get("set-cookie")) == (400, None)
    assert person.open("/").status_code == 200

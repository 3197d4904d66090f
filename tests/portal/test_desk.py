"""The Board's desk: what waits, found and settled without Prefect."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.mail import Addressee, DeliveryState, Letter, LetterKind, Receipt, ReceiptState, Rendered
from emulation_workflow.domain.orders.order import OrderKind
from emulation_workflow.office.board_items import board_items, close_item, list_item
from emulation_workflow.office.obligations.refresh import derive_obligations
from emulation_workflow.office.office import Office
from emulation_workflow.office.roll_up.conferences import courses_of_levels
from tests.support.builders import CITY, COMMUNE, DISTRICT
from tests.support.offices import CHAIR, CLERK, HEAD, NOON, chain_faults, open_office, sealed_acts, submit
from tests.support.owing import OUR_OWING_CAMPAIGN
from tests.support.pages.person import Person
from tests.support.samples.letters import post_in_words
from tests.support.samples.orders import order
from tests.support.servers.databases import sqlite_store

WORDS = Rendered(subject="V/v thử", text="x", html="x")


@pytest.fixture
def clerk(office: Office) -> Person:
    """The Board's clerk, signed in."""
    person = Person(office)
    person.sign_in(CLERK.email)
    return person


def test_the_desk_begins_with_what_waits(clerk: Person, office: Office) -> None:
    """Cases with who holds them, and the way to each."""
    submit(office, CITY)
    shown = clerk.open("/ban").text
    assert f'<a href="/ho-so/{CITY.code}">{CITY.name}</a>' in shown
    assert clerk.open(f"/ho-so/{CITY.code}").status_code == 200


def test_where_nothing_was_derived_no_page_says_that_nothing_is_owed(tmp_path: Path) -> None:
    """Neither the desk, the unit's page nor the courses of the levels: what the plan asks is not zero."""
    office = open_office(sqlite_store(tmp_path), of=OUR_OWING_CAMPAIGN)
    person = Person(office)
    person.sign_in(CLERK.email)
    pages = ("/ban", f"/ban/don-vi/{CITY.code}")
    assert ["Chưa xác định" in person.open(path).text for path in pages] == [True, True]
    before = [course.bound for course in courses_of_levels(office, NOON.date())]
    derive_obligations(office, dry_run=False)
    assert ["Chưa xác định" in person.open(path).text for path in pages] == [False, False]
    assert [course.bound for course in courses_of_levels(office, NOON.date())] == before
    assert sum(before) > 0


def test_the_board_sees_a_unit_as_it_sees_itself(clerk: Person, office: Office) -> None:
    """But sends nothing in its name."""
    derive_obligations(office, dry_run=False)
    submit(office, CITY)
    shown = clerk.open(f"/ban/don-vi/{CITY.code}").text
    assert "Việc đơn vị phải làm" in shown
    assert "<form method" not in shown.partition("</header>")[2]
    assert clerk.open("/ban/don-vi/KHONG").status_code == 422
    assert clerk.open("/ban/qua-han").status_code == 200


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("khong co dau", False), (CITY.name, True), (CITY.code, True), (f"{CITY.code.lower()}@tinh", True), ("", False)],
)
def test_a_search_asks_for_no_marks(clerk: Person, words: str, is_found: bool) -> None:  # noqa: FBT001 - pytest hands it over by name
    """By name, code or address."""
    shown = clerk.client.get("/ban/tim", params={"q": words})
    assert (shown.status_code, f"/ban/don-vi/{CITY.code}" in shown.text) == (200, is_found)


def test_a_search_finds_documents_by_number(clerk: Person, office: Office) -> None:
    """As they were typed, whatever the spaces."""
    submit(office, CITY)
    with office.store.look() as record:
        plan = record.plans.get(CITY.code)
    assert plan is not None
    found = clerk.client.get("/ban/tim", params={"q": plan.plan.number.lower()}).text
    assert f"Kế hoạch số {plan.plan.number}" in found


def test_letters_that_stay_are_sent_again_or_settled_by_many(office: Office) -> None:
    """In the name of who is signed in."""
    for key, state in (("a", ReceiptState.REFUSED), ("b", ReceiptState.IN_DOUBT)):
        to = (Addressee(name=DISTRICT.name, email=f"{DISTRICT.code.lower()}@tinh.example"),)
        letter = Letter(key=key, kind=LetterKind.PLAN_RECEIVED, to=to, context={}, unit=DISTRICT.code)
        with office.store.act() as record:
            post_in_words(record, letter, WORDS, at=NOON)
            (claimed,) = record.letters.claim(owner="t", now=NOON, lease_until=NOON.replace(hour=13), limit=1)
            receipts = [Receipt(email=to[0].email, state=state)]
            record.letters.settle(claimed.number, owner="t", receipts=receipts, now=NOON, next_try_at=None)
    with office.store.look() as record:
        numbers = {letter.key: letter.number for letter in record.letters.statuses(unit=DISTRICT.code)}
    clerk = Person(office)
    clerk.sign_in(CLERK.email)
    assert "/ban/thu" in clerk.open("/ban").text
    said = clerk.send("/ban/thu", {"chosen": str(numbers["a"]), "act": "again"})
    assert "Đã đưa 1 thư" in said.text
    assert "Đã ghi nhận 1 thư" in clerk.send("/ban/thu", {"chosen": str(numbers["b"]), "act": "arrived"}).text
    with office.store.look() as record:
        states = {letter.key: letter.state for letter in record.letters.statuses(unit=DISTRICT.code)}
    assert states == {"a": DeliveryState.WAITING, "b": DeliveryState.SENT}
    links = re.findall('href="(/ban/thu/[0-9]+)"', clerk.open("/ban/thu").text)
    assert f"/ban/thu/{numbers['a']}" in links
    assert {clerk.open(link).status_code for link in links} == {200}, (
        "a letter that lets somebody in is nobody's to read"
    )
    assert "Liên kết vào trang" in clerk.open("/ban/thu").text
    assert {act["actor"] for act in sealed_acts(office) if act["kind"] == "letter"} == {CLERK.number}
    assert clerk.send("/ban/thu", {"act": "again"}).status_code == 422
    assert clerk.send("/ban/thu", {"chosen": "x", "act": "again"}).status_code == 422
    assert clerk.send("/ban/thu", {"chosen": "99999", "act": "arrived"}).status_code == 422
    assert clerk.send("/ban/thu", {"chosen": str(numbers["a"]), "act": "other"}).status_code == 422


def test_items_are_closed_with_how(clerk: Person, office: Office) -> None:
    """One without words is not."""
    list_item(office, board_item(ItemKind.NO_ADDRESS, "x", at=NOON, unit=COMMUNE.code, name=COMMUNE.name))
    (item,) = board_items(office)
    assert COMMUNE.name in clerk.open("/ban/viec").text
    assert clerk.send("/ban/viec", {"chosen": str(item.number), "note": " "}).status_code == 422
    assert clerk.send("/ban/viec", {"chosen": str(item.number), "note": "Đã bổ sung"}).status_code == 200
    assert (board_items(office), sealed_acts(office)[-1]["actor"]) == ([], CLERK.number)
    assert chain_faults(office) == []


def test_one_item_that_cannot_be_closed_leaves_no_other_open(clerk: Person, office: Office) -> None:
    """Somebody else had closed it meanwhile: what was done is said, and what was not."""
    for cause in ("x", "y"):
        list_item(office, board_item(ItemKind.NO_ADDRESS, cause, at=NOON, unit=COMMUNE.code, name=COMMUNE.name))
    closed, still_open = board_items(office)
    close_item(office, closed.number or 0, by=CLERK.number, note="Đã bổ sung")
    chosen: dict[str, Any] = {"chosen": [str(closed.number), str(still_open.number)], "note": "Đã bổ sung"}
    said = clerk.send("/ban/viec", chosen)
    assert (said.status_code, "1 việc" in said.text, board_items(office)) == (422, True, [])


def test_who_is_registered_is_shown_with_their_term(clerk: Person) -> None:
    """For whom, and until when."""
    shown = clerk.open("/ban/nguoi").text
    assert all(person.name in shown for person in (HEAD, CHAIR, CLERK))


def test_what_a_paper_lacks_is_said(clerk: Person) -> None:
    """And none that names delegates is made here."""
    assert clerk.send("/ban/van-ban", {"kind": "submission", "unit": CITY.name}).status_code == 422
    assert clerk.send("/ban/van-ban", {"kind": "delegate_list"}).status_code == 422


def test_a_notice_of_an_order_is_drawn_up_with_day_number_and_signer(office: Office) -> None:
    """Whatever the command can ask for, the desk can; what was typed stays when it is refused."""
    roles = tuple(replace(role, body=role.id) for role in office.campaign.roles)
    board = replace(office.campaign.bodies[0], id="board")
    office = replace(office, campaign=replace(office.campaign, roles=roles, bodies=(*office.campaign.bodies, board)))
    with office.store.act() as record:
        record.orders.add((order(OrderKind.MOVE, number="1048/UBND"),))
    clerk = Person(office)
    clerk.sign_in(CLERK.email)
    asked = {"kind": "adjustment", "order": "1048/ubnd", "number": "45", "written_on": "30/3/2020", "file": "pdf"}
    refused = clerk.send("/ban/van-ban", asked | {"signer": CLERK.number})
    assert (refused.status_code, f"Người ký được: {HEAD.name}" in refused.text) == (422, True)
    assert 'value="30/3/2020"' in refused.text
    assert f'<option value="{CLERK.number}" selected>' in refused.text
    handed_out = clerk.send("/ban/van-ban", asked | {"signer": HEAD.number})
    assert (handed_out.status_code, handed_out.content[:4]) == (200, b"%PDF")

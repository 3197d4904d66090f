"""Addresses that take no letters: nobody is written to there, and nothing of it goes into silence."""

from pathlib import Path

import pytest

from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.mail.incoming import BouncedAddress
from emulation_workflow.domain.mail.letters import Addressee, DeliveryState, Letter, LetterKind
from emulation_workflow.office.approval.chain import reissue
from emulation_workflow.office.board_items import close_item
from emulation_workflow.office.letters.posting import post
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.opening import OpeningFate, open_campaign
from tests.support.builders import CITY, COMMUNE, DISTRICT
from tests.support.mailing import QUICK_FORMS, answers, listed, mail_of, opened, receive, registered, sent
from tests.support.offices import CHAIR, CLERK, HEAD, FakeClock, act_as, letters, open_office, submit
from tests.support.servers.databases import sqlite_store

FROM_BOARD = {LetterKind.DECISION_ASKED, LetterKind.CONFIRMATION_CODE}


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    return open_office(sqlite_store(tmp_path), clock=clock)


def bounce(office: Office, email: str) -> None:
    with office.store.act() as record:
        record.inbox.mark_bounced(BouncedAddress(email=email, bounced_at=office.clock.now(), words="no such user"))


def mend(office: Office, email: str) -> None:
    with office.store.act() as record:
        assert record.inbox.forget_bounce(email)


def not_written(office: Office) -> list[tuple[str, object]]:
    """Of each letter that was not written: about whom, and its kind."""
    return [(item.unit, item.params["letter"]) for item in listed(office) if item.kind is ItemKind.NOT_WRITTEN]


def written_to(office: Office, email: str) -> set[LetterKind]:
    with office.store.look() as record:
        return {
            letter.kind
            for letter in record.letters.statuses()
            if letter.state is not DeliveryState.REFUSED and email in {who.email for who in (*letter.to, *letter.cc)}
        }


def test_an_opening_leaves_out_a_bounced_address_and_writes_once_it_is_mended(office: Office) -> None:
    """The others get their letters; whoever opens again reaches the one that was missed."""
    bounce(office, registered(COMMUNE).upper())
    for _ in range(2):
        fates = {sent.unit.code: sent.fate for sent in open_campaign(office, forms=QUICK_FORMS, dry_run=False)}
        assert fates.pop(COMMUNE.code) is OpeningFate.NO_ADDRESS
    assert not_written(office) == [(COMMUNE.code, "campaign_opened")]
    mend(office, registered(COMMUNE).upper())
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    assert COMMUNE.code in {letter.unit for letter in sent(office, LetterKind.CAMPAIGN_OPENED)}


def test_a_decider_whose_address_bounced_is_asked_with_new_codes(office: Office) -> None:
    """The letter about the case and the code are both on the list; codes asked for anew send both."""
    bounce(office, HEAD.email)
    submit(office, CITY)
    assert written_to(office, HEAD.email) == set()
    assert written_to(office, CLERK.email) == set()
    assert not_written(office) == [(CITY.code, "decision_asked"), (CITY.code, "confirmation_code")]
    mend(office, HEAD.email)
    reissue(office, CITY.code)
    assert written_to(office, HEAD.email) == FROM_BOARD
    act_as(office, CITY, HEAD, Act.ENDORSE)
    assert written_to(office, CHAIR.email) >= FROM_BOARD


def test_codes_asked_for_anew_ask_nobody_twice(office: Office) -> None:
    """Of the letter about the case there is one."""
    submit(office, CITY)
    reissue(office, CITY.code)
    asked = [letter for letter in letters(office, CITY) if letter.kind is LetterKind.DECISION_ASKED]
    assert [letter.to[0].email for letter in asked] == [HEAD.email]


def test_a_decision_counts_whether_or_not_its_unit_can_be_written_to(office: Office) -> None:
    """The Board reads that the unit does not know yet."""
    submit(office, CITY)
    bounce(office, registered(CITY))
    act_as(office, CITY, HEAD, Act.SEND_BACK, reason="Thiếu nội dung")
    assert not_written(office) == [(CITY.code, "sent_back")]
    assert LetterKind.SENT_BACK not in written_to(office, registered(CITY))


def test_a_letter_to_several_goes_to_those_who_can_be_reached(office: Office) -> None:
    """Who cannot is on the list; the daily letter says so once, not every day."""
    bounce(office, HEAD.email)
    both = tuple(Addressee(name=addressee.name, email=addressee.email) for addressee in (HEAD, CHAIR))
    for day in ("2020-02-10", "2020-02-11"):
        letter = Letter(key=f"digest/{day}", kind=LetterKind.DIGEST, to=both, context={})
        with office.store.act() as record:
            assert post(record, letter, at=office.clock.now())
    assert [letter.to for letter in sent(office, LetterKind.DIGEST)] == [both[1:]] * 2
    assert not_written(office) == [("", "digest")]


def test_a_unit_whose_registered_address_bounced_is_not_answered_by_the_program(office: Office) -> None:
    """Somebody else answered the unit's letter: staff are asked to tell the unit."""
    mail = mail_of(opened(office), DISTRICT, "wrong_sender")
    bounce(office, registered(DISTRICT))
    receive(office, mail)
    assert answers(office) == []
    assert ItemKind.UNANSWERED in {item.kind for item in listed(office)}


def test_the_bounce_that_staff_have_seen_to_lets_letters_go_again(office: Office) -> None:
    """Closing its item forgets the mark."""
    bounce(office, registered(COMMUNE))
    at = office.clock.now()
    item = BoardItem(key="a", kind=ItemKind.BOUNCED, opened_at=at, unit="X1", params={"email": registered(COMMUNE)})
    with office.store.act() as record:
        record.board_list.add(item)
    close_item(office, listed(office)[0].number or 0, by="Dung", note="hộp thư đã thông")
    submit(office, COMMUNE)
    assert written_to(office, registered(COMMUNE)) == {LetterKind.PLAN_RECEIVED}

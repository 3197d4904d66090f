"""The door back of letters that ended."""

from dataclasses import replace
from pathlib import Path

import pytest

from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail import (
    BouncedAddress,
    DeliveryState,
    LetterKind,
    LetterStatus,
    Receipt,
    ReceiptState,
)
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.delivery.sending_again import AgainFate, send_again
from emulation_workflow.office.office import Office
from emulation_workflow.office.reminders.opening import OpeningFate, open_campaign
from tests.support.builders import CITY, COMMUNE
from tests.support.mailing import QUICK_FORMS, registered
from tests.support.offices import HEAD, FakeClock, open_office, submit
from tests.support.servers.databases import sqlite_store

NEW = "dia-chi-moi@tinh.example"


@pytest.fixture
def office(tmp_path: Path, clock: FakeClock) -> Office:
    return open_office(sqlite_store(tmp_path), clock=clock)


def letter_to(office: Office, unit: str, kind: LetterKind) -> LetterStatus:
    with office.store.look() as record:
        (letter,) = record.letters.statuses(unit=unit, kind=kind)
    return letter


def end(office: Office, state: ReceiptState) -> None:
    """Have every letter that waits end so."""
    while render_pending_letters(office):
        pass
    now = office.clock.now()
    with office.store.act() as record:
        for letter in record.letters.claim(owner="t", now=now, lease_until=now, limit=1000):
            receipts = [Receipt(email=email, state=state, code=550, words="no") for email in letter.pending]
            record.letters.settle(letter.number, owner="t", receipts=receipts, now=now, next_try_at=None)


def move(office: Office, unit_code: str, email: str) -> None:
    """Have the unit's address mended in the register."""
    with office.store.act() as record:
        units = record.register.units()
        record.register.replace_units(
            [replace(unit, email=email) if unit.code == unit_code else unit for unit in units]
        )


@pytest.mark.parametrize(
    ("ended", "state"),
    [(ReceiptState.REFUSED, DeliveryState.REFUSED), (ReceiptState.IN_DOUBT, DeliveryState.IN_DOUBT)],
)
def test_an_ended_letter_goes_to_the_address_as_it_is_now(
    office: Office, ended: ReceiptState, state: DeliveryState
) -> None:
    """A person does it; who and what is sealed, and what went before counts no more."""
    submit(office, COMMUNE)
    end(office, ended)
    letter = letter_to(office, COMMUNE.code, LetterKind.PLAN_RECEIVED)
    assert letter.state is state
    move(office, COMMUNE.code, NEW)

    (sent,) = send_again(office, by="Dung", numbers=[letter.number])

    again = letter_to(office, COMMUNE.code, LetterKind.PLAN_RECEIVED)
    assert (sent.fate, sent.emails) == (AgainFate.AGAIN, (NEW,))
    assert (again.state, again.attempts, again.to[0].email, again.receipts) == (DeliveryState.WAITING, 0, NEW, ())
    with office.store.look() as record:
        entries = [entry.body for entry in record.ledger.entries()]
    assert [entry for entry in entries if '"what":"sent_again"' in entry and '"claimed":"Dung"' in entry]


def test_all_that_were_refused_go_again_at_once(office: Office) -> None:
    """Those that wait, were sent or carry a code are left, and told."""
    open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    submit(office, CITY)
    end(office, ReceiptState.REFUSED)
    submit(office, COMMUNE)

    done = send_again(office, by="Dung", all_refused=True)

    fates = {sent.fate for sent in done if sent.letter.kind is LetterKind.CONFIRMATION_CODE}
    assert fates == {AgainFate.NEW_CODE}
    assert {sent.fate for sent in done} == {AgainFate.AGAIN, AgainFate.NEW_CODE}
    assert len([sent for sent in done if sent.letter.kind is LetterKind.CAMPAIGN_OPENED]) > 1
    waits = letter_to(office, COMMUNE.code, LetterKind.PLAN_RECEIVED)
    assert [sent.fate for sent in send_again(office, by="Dung", numbers=[waits.number])] == [AgainFate.NOT_ENDED]


def test_a_letter_that_was_not_written_is_kept_and_sent_once_its_address_is_mended(office: Office) -> None:
    """No letter is lost for an address that was bad on the day."""
    with office.store.act() as record:
        bounced = BouncedAddress(email=registered(COMMUNE), bounced_at=office.clock.now(), words="no such user")
        record.inbox.mark_bounced(bounced)
    submit(office, COMMUNE)
    kept = letter_to(office, COMMUNE.code, LetterKind.PLAN_RECEIVED)
    assert kept.state is DeliveryState.REFUSED
    assert [sent.fate for sent in send_again(office, by="Dung", numbers=[kept.number])] == [AgainFate.NO_ADDRESS]

    move(office, COMMUNE.code, NEW)
    assert [sent.fate for sent in send_again(office, by="Dung", numbers=[kept.number])] == [AgainFate.AGAIN]
    render_pending_letters(office)
    written = letter_to(office, COMMUNE.code, LetterKind.PLAN_RECEIVED)
    assert (written.state, written.to[0].email, bool(written.subject)) == (DeliveryState.WAITING, NEW, True)


def test_an_official_is_written_to_where_the_register_has_them_now(office: Office) -> None:
    """Found by name, for the register gives each address a person."""
    submit(office, CITY)
    end(office, ReceiptState.REFUSED)
    with office.store.act() as record:
        officials = record.register.officials()
        record.register.replace_officials(
            [replace(official, email=NEW) if official.number == HEAD.number else official for official in officials]
        )
    letter = letter_to(office, CITY.code, LetterKind.DECISION_ASKED)
    (sent,) = send_again(office, by="Dung", numbers=[letter.number])
    assert sent.emails == (NEW,)


def test_the_campaign_opened_again_writes_to_whom_it_never_reached(office: Office) -> None:
    """What was refused before it left is written anew; what was sent is not."""
    first = open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    end(office, ReceiptState.REFUSED)
    move(office, COMMUNE.code, NEW)

    again = open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    assert [(opened.unit.code, opened.fate) for opened in again] == [
        (opened.unit.code, opened.fate) for opened in first
    ]
    assert letter_to(office, COMMUNE.code, LetterKind.CAMPAIGN_OPENED).to[0].email == NEW
    end(office, ReceiptState.ACCEPTED)
    last = open_campaign(office, forms=QUICK_FORMS, dry_run=False)
    assert OpeningFate.WRITTEN not in {opened.fate for opened in last}


@pytest.mark.parametrize(("numbers", "by"), [([99], "Dung"), ([], "Dung"), ([1], " ")])
def test_nothing_is_sent_again_without_a_letter_or_a_name(office: Office, numbers: list[int], by: str) -> None:
    """All of it is refused, or all of it done."""
    with pytest.raises(Rejected):
        send_again(office, by=by, numbers=numbers)

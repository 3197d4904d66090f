"""Reports on letters of ours: what each marks, and the remedy that staff read."""

from dataclasses import replace

import pytest

from emulation_workflow.adapters.mail.reading import read_mail
from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.mail import (
    Addressee,
    Bounce,
    Cause,
    DeliveryState,
    Letter,
    LetterKind,
    Receipt,
    ReceiptState,
    Rendered,
)
from emulation_workflow.domain.registers import UnitAddress
from emulation_workflow.messages.board_list import RETURNED, item_sentence
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.delivery.sending_again import send_again
from emulation_workflow.office.letters.returned import is_doubted
from emulation_workflow.office.office import Office
from emulation_workflow.office.register import import_addresses
from tests.support.builders import COMMUNE
from tests.support.mailing import listed, mail_of, opened, receive, registered, thread_of
from tests.support.offices import CLERK, HEAD, letters
from tests.support.samples.letters import post_in_words

UNIT = COMMUNE
ADDRESS = registered(UNIT)


@pytest.fixture(autouse=True)
def _opened(office: Office) -> None:
    opened(office)


def deliver_all(office: Office) -> None:
    """As if the mail server had taken every letter."""
    render_pending_letters(office)
    now = office.clock.now()
    with office.store.act() as record:
        for letter in record.letters.claim(owner="t", now=now, lease_until=now, limit=100):
            receipts = [Receipt(email=email, state=ReceiptState.ACCEPTED, code=250) for email in letter.pending]
            record.letters.settle(letter.number, owner="t", receipts=receipts, now=now, next_try_at=None)


def bounced_by(
    office: Office, cause: Cause, *, email: str = ADDRESS, thread: tuple[str, ...] | None = None
) -> BoardItem:
    """Return the item that a final report about `email` leads to."""
    mail = mail_of(office, UNIT, "bounce")
    report = Bounce(email=email, is_final=True, words="said", cause=cause)
    receive(office, replace(mail, bounces=(report,), thread=mail.thread if thread is None else thread))
    (item,) = listed(office)
    return item


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause is not Cause.ADDRESS])
def test_what_passes_or_is_ours_marks_no_address_and_names_the_remedy(office: Office, cause: Cause) -> None:
    """The letter counts as refused, so that it can be sent again; the next ones go."""
    deliver_all(office)
    item = bounced_by(office, cause)
    assert (item.kind, item.unit) == (ItemKind.RETURNED, UNIT.code)
    assert RETURNED[cause.value] in item_sentence(item)
    with office.store.look() as record:
        assert record.inbox.bounced() == {}
        assert [letter.unit for letter in record.letters.statuses(state=DeliveryState.REFUSED)] == [UNIT.code]


def test_a_letter_sent_again_closes_its_item_and_one_that_comes_back_once_more_is_listed_anew(office: Office) -> None:
    """The item names the door back with the letter's number; a dry run touches nothing."""
    deliver_all(office)
    item = bounced_by(office, Cause.ADDRESS)
    (letter,) = [sent for sent in letters(office, UNIT) if sent.state is DeliveryState.REFUSED]
    assert f"chạy “Gửi lại thư” với số của thư: {letter.number}" in item_sentence(item)
    import_addresses(office, [UnitAddress(code=UNIT.code, email="moi@tinh.example")], dry_run=False)
    send_again(office, by=CLERK.number, numbers=[letter.number], dry_run=True)
    assert listed(office) == [item]
    send_again(office, by=CLERK.number, numbers=[letter.number])
    assert listed(office) == []
    deliver_all(office)
    for key in ("second", "third"):
        report = Bounce(email="moi@tinh.example", is_final=True, words="", cause=Cause.MAILBOX)
        receive(office, replace(mail_of(office, UNIT, "bounce"), key=key, message_id=key, bounces=(report,)))
        (again,) = listed(office)
        assert (again.kind, again.params["number"]) == (ItemKind.RETURNED, letter.number)
    send_again(office, by=CLERK.number, numbers=[letter.number])
    deliver_all(office)
    receive(office, replace(mail_of(office, UNIT, "bounce"), key="fourth", message_id="fourth", bounces=(report,)))
    assert [item.params["number"] for item in listed(office)] == [letter.number]


def test_a_broken_forward_does_not_mark_the_address_that_forwards(office: Office) -> None:
    """The address there is unknown, ours is not."""
    item = bounced_by(office, Cause.ADDRESS, email="noi-chuyen@khac.example")
    assert "chuyển tiếp đến noi-chuyen@khac.example" in item_sentence(item)
    with office.store.look() as record:
        assert record.inbox.bounced() == {}


FORWARDED = """From: MAILER-DAEMON@mx.tinh.example
To: ban@tinh.example
Message-ID: <r1@mx.tinh.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.tinh.example

Final-Recipient: rfc822; rieng@thu.example
Original-Recipient: rfc822;{email}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.

--B
Content-Type: message/rfc822

Message-ID: {thread}

--B--
"""


def test_a_report_on_an_alias_or_forward_names_both_and_marks_neither(office: Office) -> None:
    """As Postfix writes it: it gave the letter on to another address, and that one does not exist."""
    deliver_all(office)
    thread = thread_of(office, UNIT)
    report = read_mail(FORWARDED.format(email=ADDRESS, thread=thread).encode())
    receive(office, report)
    [item] = listed(office)
    assert item.kind is ItemKind.RETURNED
    assert "rieng@thu.example" in item_sentence(item)
    with office.store.look() as record:
        assert record.inbox.bounced() == {}


def test_a_report_whose_message_id_a_relay_has_changed_still_names_the_address(office: Office) -> None:
    """It is told with its unit; it marks nothing, for anybody could have written it."""
    item = bounced_by(office, Cause.ADDRESS, thread=("<0102-0000@relay.example>",))
    assert (item.kind, item.unit) == (ItemKind.BOUNCE_UNKNOWN, UNIT.code)
    assert ADDRESS in item_sentence(item)
    with office.store.look() as record:
        assert record.inbox.bounced() == {}


def test_a_report_that_names_no_address_still_names_the_letter_and_whom_it_was_to(office: Office) -> None:
    """As Gmail's old text without a recipient; nothing is marked, and nobody has to look the letter up."""
    deliver_all(office)
    mail = mail_of(office, UNIT, "bounce")
    receive(office, replace(mail, bounces=()))
    (item,) = listed(office)
    assert (item.kind, item.unit) == (ItemKind.BOUNCE_UNKNOWN, UNIT.code)
    assert ADDRESS in item_sentence(item)
    assert f"thư số {item.params['number']} “" in item_sentence(item)
    with office.store.look() as record:
        assert record.inbox.bounced() == {}


def test_a_full_mailbox_is_told_as_one(office: Office) -> None:
    """A report with the whole letter in it."""
    receive(office, mail_of(office, UNIT, "bounce_with_letter"))
    (item,) = listed(office)
    assert item.kind is ItemKind.RETURNED
    assert "hộp thư đầy" in item_sentence(item)


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ((Addressee(name="Xã", email=ADDRESS), Addressee(name="Khác", email="khac@tinh.example")), "of_several"),
        ((Addressee(name=HEAD.name, email=HEAD.email),), "of_official"),
    ],
)
def test_a_report_that_another_may_have_written_silences_nobody(
    office: Office, to: tuple[Addressee, ...], why: str
) -> None:
    """Who got the letter too knows its Message-ID, and an official is asked; the letters go on until staff know."""
    letter = Letter(key="k", kind=LetterKind.ACT_RECORDED, to=to, unit=UNIT.code, context={})
    with office.store.act() as record:
        post_in_words(record, letter, Rendered(subject="V/v", text="x", html="x"), at=office.clock.now())
    deliver_all(office)
    thread = thread_of(office, UNIT, LetterKind.ACT_RECORDED)
    item = bounced_by(office, Cause.ADDRESS, email=to[0].email, thread=(thread,))
    assert item.kind is ItemKind.RETURNED
    assert RETURNED[why] in item_sentence(item)
    with office.store.look() as record:
        assert record.inbox.bounced() == {}
        assert is_doubted(record, to[0].email.upper()) is (why == "of_official")
        assert not is_doubted(record, CLERK.email)

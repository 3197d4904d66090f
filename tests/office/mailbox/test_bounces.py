"""Reports on letters of ours: what each marks, and the remedy that staff read."""

from dataclasses import replace

import pytest

from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.mail import Bounce, Cause, DeliveryState, Receipt, ReceiptState
from emulation_workflow.messages.board_list import RETURNED, item_sentence
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from tests.support.builders import COMMUNE
from tests.support.mailing import listed, mail_of, opened, receive, registered

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
        for letter in record.letters.claim(owner="t", now=now, lease_until=now, limit=100, hold_until=now):
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


def test_a_broken_forward_does_not_mark_the_address_that_forwards(office: Office) -> None:
    """The address there is unknown, ours is not."""
    item = bounced_by(office, Cause.ADDRESS, email="noi-chuyen@khac.example")
    assert "chuyển tiếp đến noi-chuyen@khac.example" in item_sentence(item)
    with office.store.look() as record:
        assert record.inbox.bounced() == {}


def test_a_report_whose_message_id_a_relay_has_changed_still_names_the_address(office: Office) -> None:
    """It is told with its unit; it marks nothing, for anybody could have written it."""
    item = bounced_by(office, Cause.ADDRESS, thread=("<0102-0000@relay.example>",))
    assert (item.kind, item.unit) == (ItemKind.BOUNCE_UNKNOWN, UNIT.code)
    assert ADDRESS in item_sentence(item)
    with office.store.look() as record:
        assert record.inbox.bounced() == {}


def test_a_full_mailbox_is_told_as_one(office: Office) -> None:
    """A report with the whole letter in it."""
    receive(office, mail_of(office, UNIT, "bounce_with_letter"))
    (item,) = listed(office)
    assert item.kind is ItemKind.RETURNED
    assert "hộp thư đầy" in item_sentence(item)

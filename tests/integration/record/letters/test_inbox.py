"""Enclosures, incoming mail, bounced addresses and the Board's list in the record."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.board_list import BoardItem, ItemKind
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail.incoming import BouncedAddress, MailFate, MailRecord
from emulation_workflow.domain.mail.letters import Addressee, Enclosure, Letter, LetterKind, OutgoingLetter, Rendered

NOON = datetime(2020, 2, 10, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
FORM = Enclosure(name="Phiếu.xlsx", mime_type="application/x", content=b"PK\x00\xff")
DAYS = Enclosure(name="Mốc.ics", mime_type="text/calendar", content=b"BEGIN:VCALENDAR")
LARGEST_UID = 2**32 - 1


def letter(key: str, *enclosures: Enclosure, in_reply_to: str = "") -> Letter:
    return Letter(
        key=key,
        kind=LetterKind.CAMPAIGN_OPENED,
        to=(Addressee(name="Xã", email="xa@tinh.example"),),
        unit="1",
        context={},
        enclosures=enclosures,
        in_reply_to=in_reply_to,
    )


def claimed(store: SqlStore) -> list[OutgoingLetter]:
    with store.act() as record:
        for draft in record.letters.drafts(limit=10):
            record.letters.keep_words(draft, Rendered(subject="a", text="b", html="c"))
        return list(record.letters.claim(owner="o", now=NOON, lease_until=NOON, limit=10))


def mail(key: str = "k", **changes: object) -> MailRecord:
    usual = {"key": key, "sha256": "0" * 64, "message_id": "<a@b>", "sender": "xa@tinh.example", "subject": "Đơn"}
    return MailRecord(**{**usual, "received_at": NOON, "fate": MailFate.ANSWERED, "answer": "x", **changes})  # type: ignore[arg-type]  # fields by name, of any type


def add(store: SqlStore, *mails: MailRecord) -> list[int]:
    with store.act() as record:
        record.files.keep("0" * 64, b"original")
        return [record.inbox.add(mail) for mail in mails]


def test_enclosures_go_with_their_letter_in_order(store: SqlStore) -> None:
    """A letter leaves with the very files that it was written with, and in its thread."""
    with store.act() as record:
        record.letters.post(letter("one", FORM, DAYS, in_reply_to="<theirs@b>"), at=NOON)
        record.letters.post(letter("two"), at=NOON)
    first, second = claimed(store)
    assert (first.enclosures, first.in_reply_to, first.unit) == ((FORM, DAYS), "<theirs@b>", "1")
    assert (second.enclosures, second.in_reply_to) == ((), "")


def test_a_file_that_goes_to_many_is_kept_once(store: SqlStore) -> None:
    """By the hash of its bytes, whatever it is called."""
    with store.act() as record:
        record.letters.post(letter("one", FORM), at=NOON)
        record.letters.post(letter("two", Enclosure(name="b", mime_type="c", content=FORM.content)), at=NOON)
    with store.look() as record:
        assert record.files.read(FORM.sha256) == FORM.content
    assert [letter.enclosures[0].content for letter in claimed(store)] == [FORM.content, FORM.content]


def test_a_letter_is_found_by_its_message_id(store: SqlStore) -> None:
    """An answer names it, whatever the office's domain is by now; a stranger's or a guessed Message-ID names none."""
    with store.act() as record:
        record.letters.post(letter("one"), at=NOON)
    with store.look() as record:
        (known,) = record.letters.statuses(kind=LetterKind.CAMPAIGN_OPENED)
        assert record.letters.with_message_id(known.message_id) == known
        assert record.letters.with_message_id(known.message_id.partition("@")[0] + "@former.example>") == known
        for other in ("<other@b>", "<1@b>", f"<{known.number}.{'0' * 40}@kontum.example>", f"<2{known.message_id[2:]}"):
            assert record.letters.with_message_id(other) is None
        assert record.letters.statuses(kind=LetterKind.REMINDER) == []


def test_mail_is_found_by_key_and_number_and_counted_by_sender(store: SqlStore) -> None:
    """A count of answers within a time is what keeps two robots apart."""
    later = NOON + timedelta(hours=2)
    numbers = add(store, mail("a"), mail("b", received_at=later), mail("c", answer=""), mail("d", sender="b@c"))
    with store.look() as record:
        assert [mail.number for mail in record.inbox.all()] == numbers
        assert record.inbox.get("b") == record.inbox.numbered(numbers[1])
        assert record.inbox.get("z") is None
        assert record.inbox.answers_to("xa@tinh.example", since=NOON) == 2
        assert record.inbox.answers_to("xa@tinh.example", since=NOON + timedelta(hours=1)) == 1


def test_what_was_seen_is_kept_by_place(store: SqlStore) -> None:
    """A folder that was numbered anew is another place; numbers are as large as IMAP's."""
    (number,) = add(store, mail())
    with store.act() as record:
        for uid in (1, LARGEST_UID, 1):
            record.inbox.note_seen("INBOX/1", uid, mail=number)
    with store.look() as record:
        assert set(record.inbox.seen_at("INBOX/1")) == {1, LARGEST_UID}
        assert set(record.inbox.seen_at("INBOX/2")) == set()


def test_an_address_is_marked_once_and_unmarked(store: SqlStore) -> None:
    """The latest bounce counts."""
    with store.act() as record:
        for words in ("full", "unknown"):
            record.inbox.mark_bounced(BouncedAddress(email="a@b", bounced_at=NOON, words=words))
        assert record.inbox.bounced()["a@b"].words == "unknown"
        assert (record.inbox.forget_bounce("a@b"), record.inbox.forget_bounce("a@b")) == (True, False)
        assert record.inbox.bounced() == {}


def test_an_item_is_listed_once_and_closed_once(store: SqlStore) -> None:
    """The same cause never comes back once somebody has seen to it."""
    item = BoardItem(key="a", kind=ItemKind.WORDS, opened_at=NOON, params={"subject": "Đơn", "files": ["a"]}, unit="1")
    with store.act() as record:
        assert [record.board_list.add(item), record.board_list.add(item)] == [True, False]
        (listed,) = record.board_list.items()
        assert (listed.params, listed.unit, listed.kind) == (item.params, "1", ItemKind.WORDS)
        record.board_list.close(listed.number or 0, at=NOON, by="Dung", note="Đã gọi")
        assert (record.board_list.items(), record.board_list.add(item)) == ([], False)
        (closed,) = record.board_list.items(only_open=False)
        assert (closed.closed_at, closed.closed_by, closed.note) == (NOON, "Dung", "Đã gọi")
    for number, code in ((1, "item_closed"), (99, "item_unknown")):
        with pytest.raises(Rejected, match=code), store.act() as record:
            record.board_list.close(number, at=NOON, by="Dung", note="x")

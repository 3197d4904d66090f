"""The words of letters that left long ago are removed; what the record tells of each letter stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.mail.letters import (
    Addressee,
    DeliveryState,
    Letter,
    LetterKind,
    OutgoingLetter,
    Receipt,
    ReceiptState,
    Rendered,
)
from emulation_workflow.office.delivery.delivery import deliver_waiting
from emulation_workflow.office.delivery.retention import AT_ONCE, forget_old_words
from tests.support.offices import NOON, SECRET, FakeClock, chain_faults, open_office
from tests.support.samples.letters import post_in_words

DAYS = 400


class Taking:
    """A mail server that takes all but what goes to one address."""

    async def send(self, letter: OutgoingLetter, *, date: datetime, **_more: object) -> Sequence[Receipt]:
        refused = {"khong@tinh.example"}
        return [
            Receipt(
                email=email,
                state=ReceiptState.REFUSED if email in refused else ReceiptState.ACCEPTED,
                words=f"at {date:%H}",
            )
            for email in letter.pending
        ]


def post(store: SqlStore, key: str, email: str, at: datetime) -> None:
    with store.act() as record:
        letter = Letter(
            key=key,
            kind=LetterKind.PLAN_RECEIVED,
            to=(Addressee(name="Đơn vị", email=email),),
            context={},
            unit="608",
        )
        post_in_words(record, letter, Rendered(subject=f"V/v {key}", text="Kính gửi", html="<p>Kính gửi</p>"), at=at)


def texts(store: SqlStore) -> dict[str, str]:
    with store.look() as record:
        return {words.subject: words.text for words in record.letters.wordings(numbers=(), unit="608", newest=AT_ONCE)}


async def test_words_go_after_their_time_and_nothing_else_does(store: SqlStore) -> None:
    """Those of a letter that was refused, or is as old as the limit, stay: it can still be sent, or read."""
    clock = FakeClock()
    office = open_office(store, clock=clock)
    send = partial(deliver_waiting, store, Taking(), clock=clock, secret=SECRET, link_of=str, owner="one")
    post(store, "old", "mot@tinh.example", NOON)
    post(store, "refused", "khong@tinh.example", NOON)
    await send()
    clock.moment = NOON + timedelta(days=1)
    post(store, "young", "hai@tinh.example", clock.moment)
    await send()
    with store.look() as record:
        before = record.letters.statuses()
    assert {letter.state for letter in before} == {DeliveryState.SENT, DeliveryState.REFUSED}

    clock.moment = NOON + timedelta(days=DAYS)
    assert forget_old_words(office, after_days=DAYS) == 0
    clock.moment += timedelta(hours=1)
    assert [forget_old_words(office, after_days=DAYS) for _ in range(2)] == [1, 0]

    assert texts(store) == {"V/v old": "", "V/v refused": "Kính gửi", "V/v young": "Kính gửi"}
    with store.look() as record:
        assert record.letters.statuses() == before
    assert chain_faults(office) == []

"""Letters in a real database: written once, claimed by one, and in one of four states after each attempt."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulation_workflow.adapters.record.letters.message_ids import message_id
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.codes import CodeIssue
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail.letters import (
    CODE_MARK,
    PENDING,
    Addressee,
    DeliveryState,
    Letter,
    LetterKind,
    LetterStatus,
    OutgoingLetter,
    Receipt,
    ReceiptState,
    Rendered,
    delivery_state,
)
from tests.integration.record.test_transactions import start_writer
from tests.support.patience import PATIENCE
from tests.support.processes.writer import NOW
from tests.support.samples.letters import post_in_words
from tests.support.servers.databases import MAIL_DOMAIN, open_store

AN = Addressee(name="Nguyễn Văn An", email="an@kontum.example")
BA = Addressee(name="Trần Thị Bà", email="ba@kontum.example")
WORDS = Rendered(subject="V/v cho ý kiến về kế hoạch", text="Kính gửi: Ủy ban nhân dân tỉnh", html="<p>Kính gửi</p>")
LEASE = timedelta(minutes=15)
LATER = NOW + timedelta(hours=1)


def letter(key: str = "608/1/cleared", **changes: object) -> Letter:
    to_an = Letter(key=key, kind=LetterKind.CLEARED, to=(AN,), cc=(BA,), unit="608", context={})
    return replace(to_an, **changes)  # type: ignore[arg-type]  # fields by name, of any type


def post(store: SqlStore, given: Letter | None = None, words: Rendered = WORDS, *, at: datetime = NOW) -> bool:
    with store.act() as record:
        return post_in_words(record, given or letter(), words, at=at)


def claim(store: SqlStore, owner: str = "A", *, now: datetime = NOW, limit: int = 100) -> Sequence[OutgoingLetter]:
    with store.act() as record:
        return record.letters.claim(owner=owner, now=now, lease_until=now + LEASE, limit=limit)


def leave(store: SqlStore, owner: str = "A", *, now: datetime = NOW) -> Collection[int]:
    with store.act() as record:
        return record.letters.leave([1], owner=owner, lease_until=now + LEASE)


def settle(
    store: SqlStore, number: int, *receipts: Receipt, owner: str = "A", again: datetime | None = None
) -> DeliveryState:
    with store.act() as record:
        return record.letters.settle(number, owner=owner, receipts=receipts, now=NOW, next_try_at=again)


def receipt(addressee: Addressee, state: ReceiptState, code: int = 0, words: str = "") -> Receipt:
    return Receipt(email=addressee.email, state=state, code=code, words=words)


def status(store: SqlStore, number: int = 1) -> LetterStatus:
    with store.look() as record:
        return next(letter for letter in record.letters.statuses() if letter.number == number)


ACCEPTED = (receipt(AN, ReceiptState.ACCEPTED, 250, "OK"), receipt(BA, ReceiptState.ACCEPTED, 250, "OK"))


def test_a_letter_of_an_act_adds_nobody_to_one_of_the_same_key(store: SqlStore) -> None:
    """A letter that was there before the act, or is enqueued twice in it, keeps the recipients it was written to."""
    with store.act() as record:
        record.letters.enqueue(letter(), at=NOW)
        record.letters.enqueue(letter(cc=(BA, AN)), at=NOW)
        record.letters.enqueue(letter("608/2/cleared", cc=()), at=NOW)
    with store.act() as record:
        record.letters.enqueue(letter(to=(AN, BA), cc=(AN,)), at=LATER)

    # PostgreSQL leaves out the numbers of letters that were not kept.
    with store.look() as record:
        kept = sorted(record.letters.statuses(), key=lambda written: written.number)
    assert [(written.to, written.cc) for written in kept] == [((AN,), (BA,)), ((AN,), ())]


def test_the_same_cause_writes_its_letter_once(store: SqlStore) -> None:
    """A second letter with a key that is there is not kept, whatever it says."""
    assert (post(store), post(store, letter(to=(BA,), cc=()))) == (True, False)

    (outgoing,) = claim(store)
    assert outgoing.to == (AN,)


def test_a_claimed_letter_has_all_that_its_message_needs(store: SqlStore) -> None:
    """Words, names and addresses as they were written, diacritics kept; the attempt counts from 1."""
    post(store)

    (outgoing,) = claim(store)

    assert (outgoing.subject, outgoing.text, outgoing.html) == (WORDS.subject, WORDS.text, WORDS.html)
    assert (outgoing.to, outgoing.cc, outgoing.pending) == ((AN,), (BA,), (AN.email, BA.email))
    assert (outgoing.kind, outgoing.attempt, outgoing.written_at) == (LetterKind.CLEARED, 1, NOW)


def test_the_message_id_follows_from_number_and_key(store: SqlStore) -> None:
    """The same letter bears the same Message-ID in any copy of the record, in the office's own domain."""
    post(store)
    post(store, letter("608/1/other"))

    assert [message_id(number, key, MAIL_DOMAIN) for number, key in ((1, "608/1/cleared"), (2, "608/1/other"))] == [
        letter.message_id for letter in claim(store)
    ]
    assert message_id(1, "a", MAIL_DOMAIN) != message_id(1, "b", MAIL_DOMAIN)
    assert message_id(1, "a", MAIL_DOMAIN).endswith("@kontum.example>")


def test_the_oldest_letters_are_claimed_first_and_no_more_than_asked_for(store: SqlStore) -> None:
    """Claims go by number, in portions."""
    for number in range(5):
        post(store, letter(str(number)))

    assert [[letter.number for letter in claim(store, limit=2)] for _ in range(4)] == [[1, 2], [3, 4], [5], []]


def test_what_somebody_waits_for_is_put_into_words_and_claimed_before_all_else(store: SqlStore) -> None:
    """A code is not behind the letters that one morning's round wrote to a whole country."""
    awaited = [letter("asked", kind=LetterKind.DECISION_ASKED), letter("link", kind=LetterKind.SIGN_IN)]
    urging = [letter(f"urged {number}", kind=LetterKind.REMINDER) for number in range(3)]
    with store.act() as record:
        for draft in (*urging, *awaited):
            record.letters.post(replace(draft, key=f"draft {draft.key}"), at=NOW)
        assert [draft.letter.key for draft in record.letters.drafts(limit=2)] == ["draft asked", "draft link"]
    for written in (*urging, *awaited):
        post(store, written)
    assert [found.kind for found in claim(store, limit=2)] == [LetterKind.DECISION_ASKED, LetterKind.SIGN_IN]


def test_how_many_letters_are_in_each_state_is_counted(store: SqlStore) -> None:
    """Those in states that are not asked for are left out."""
    for number in range(3):
        post(store, letter(str(number)))
    claim(store, limit=1)
    with store.look() as record:
        assert record.letters.count([DeliveryState.WAITING, DeliveryState.REFUSED]) == {DeliveryState.WAITING: 2}


def test_two_processes_never_claim_one_letter(store: SqlStore, record_url: str) -> None:
    """Whatever each got, together they have every letter once."""
    for number in range(40):
        post(store, letter(str(number)))

    claimers = [start_writer("claim_all", record_url, owner) for owner in ("A", "B")]
    told = [claimer.communicate(timeout=PATIENCE)[0].split() for claimer in claimers]

    assert sorted(int(number) for numbers in told for number in numbers) == list(range(1, 41))


@pytest.mark.parametrize("use", [False, True])
def test_a_code_letter_whose_code_no_longer_counts_is_not_sent(store: SqlStore, use: bool) -> None:  # noqa: FBT001 - pytest hands it over by name
    """A code that was voided or used before its letter left makes the letter void."""
    with store.act() as record:
        for ref in ("live", "dead"):
            record.cases.add_code(
                CodeIssue(
                    standing="as entered",
                    ref=ref,
                    unit="608",
                    official=ref,
                    stage="APPRAISAL",
                    version=1,
                    issued_at=NOW,
                )
            )
    for ref in ("live", "dead"):
        post(store, letter(ref, code_ref=ref), replace(WORDS, text=CODE_MARK))
    with store.act() as record:
        if use:
            record.cases.use_code("dead")
        else:
            record.cases.void_codes("608", official="dead")

    assert [letter.code_ref for letter in claim(store)] == ["live"]
    assert status(store, 2).state is DeliveryState.VOID


def test_a_letter_that_every_address_accepted_is_sent(store: SqlStore) -> None:
    """SENT, with the time, each server's words, and never claimed again."""
    post(store)
    (outgoing,) = claim(store)

    state = settle(store, outgoing.number, *ACCEPTED)

    assert state is DeliveryState.SENT
    assert (status(store).sent_at, status(store).receipts) == (NOW, ACCEPTED)
    assert list(claim(store, now=LATER)) == []


def test_only_the_addresses_still_pending_are_tried_again(store: SqlStore) -> None:
    """One address accepted, one asked to wait: the letter waits, and next time goes to the second alone."""
    post(store)
    (outgoing,) = claim(store)

    state = settle(store, outgoing.number, ACCEPTED[0], receipt(BA, ReceiptState.RETRY, 451, "later"), again=LATER)

    assert (state, status(store).next_try_at) == (DeliveryState.WAITING, LATER)
    assert list(claim(store, now=LATER - timedelta(seconds=1))) == []
    (again,) = claim(store, now=LATER)
    assert (again.pending, again.attempt) == ((BA.email,), 2)


def test_a_refusal_shows_once_nothing_is_pending(store: SqlStore) -> None:
    """While another address can still be reached the letter goes on; then staff see it as refused."""
    post(store)
    (outgoing,) = claim(store)
    refused = receipt(AN, ReceiptState.REFUSED, 550, "no such user")

    first = settle(store, outgoing.number, refused, receipt(BA, ReceiptState.RETRY, 451), again=LATER)
    claim(store, now=LATER)
    last = settle(store, outgoing.number, ACCEPTED[1])

    assert (first, last) == (DeliveryState.WAITING, DeliveryState.REFUSED)
    assert status(store).receipts == (refused, ACCEPTED[1])


def test_a_claim_that_runs_out_before_the_text_went_is_due_again(store: SqlStore) -> None:
    """Nothing has left: it goes with the next delivery, the attempt does not count, and the first may not go on."""
    post(store)
    (first,) = claim(store, "A")
    (second,) = claim(store, "B", now=NOW + LEASE)

    assert (first.attempt, second.attempt) == (1, 1)
    assert leave(store, "A") == set()
    assert leave(store, "B") == {1}


def test_a_claim_that_runs_out_leaves_the_letter_in_doubt(store: SqlStore) -> None:
    """Whoever was handing it over may have sent it, so nobody sends it again by itself."""
    post(store)
    claim(store)
    leave(store)

    assert list(claim(store, "B", now=NOW + LEASE)) == []

    found = status(store)
    assert found.state is DeliveryState.IN_DOUBT
    assert {receipt.state for receipt in found.receipts} == {ReceiptState.IN_DOUBT}


def test_an_address_settled_before_the_doubt_stays_settled(store: SqlStore) -> None:
    """Only what was pending when the claim ran out is in doubt."""
    post(store)
    (outgoing,) = claim(store)
    settle(store, outgoing.number, ACCEPTED[0], receipt(BA, ReceiptState.RETRY, 451), again=LATER)
    claim(store, now=LATER)
    leave(store, now=LATER)
    claim(store, now=LATER + LEASE)

    assert [receipt.state for receipt in status(store).receipts] == [ReceiptState.ACCEPTED, ReceiptState.IN_DOUBT]


def test_the_claimers_own_late_word_ends_the_doubt(store: SqlStore) -> None:
    """A slow sender that knows what became of its letter is believed, until staff have decided."""
    post(store)
    (outgoing,) = claim(store)
    leave(store)
    claim(store, "B", now=NOW + LEASE)

    assert settle(store, outgoing.number, *ACCEPTED) is DeliveryState.SENT


def test_nobody_elses_word_counts(store: SqlStore) -> None:
    """A letter claimed by one is not settled by another, and a settled one not twice."""
    post(store)
    (outgoing,) = claim(store, "A")

    assert settle(store, outgoing.number, *ACCEPTED, owner="B") is DeliveryState.CLAIMED
    assert settle(store, outgoing.number, *ACCEPTED, owner="A") is DeliveryState.SENT
    refused = receipt(AN, ReceiptState.REFUSED, 550)
    assert settle(store, outgoing.number, refused, owner="A") is DeliveryState.SENT
    assert status(store).receipts == ACCEPTED


@pytest.mark.parametrize(
    ("was_sent", "then", "claimed_again"), [(True, DeliveryState.SENT, 0), (False, DeliveryState.WAITING, 1)]
)
def test_staff_settle_a_doubt(store: SqlStore, was_sent: bool, then: DeliveryState, claimed_again: int) -> None:  # noqa: FBT001 - pytest hands it over by name
    """Sent after all: done, as of the attempt. Not sent: due again at once."""
    post(store)
    (outgoing,) = claim(store)
    settle(store, outgoing.number, *(receipt(person, ReceiptState.IN_DOUBT) for person in (AN, BA)))

    with store.act() as record:
        record.letters.decide_doubt(outgoing.number, was_sent=was_sent)

    found = status(store)
    assert (found.state, found.sent_at) == (then, NOW if was_sent else None)
    assert len(claim(store)) == claimed_again


def test_staff_can_settle_nothing_but_a_doubt(store: SqlStore) -> None:
    """A letter that waits, or that does not exist, is refused with its reason."""
    post(store)

    for number, code in ((1, "letter_not_in_doubt"), (2, "letter_unknown")):
        with pytest.raises(Rejected) as refused, store.act() as record:
            record.letters.decide_doubt(number, was_sent=True)
        assert [code] == [problem.code for problem in refused.value.problems]


def test_letters_are_listed_by_unit_and_state(store: SqlStore) -> None:
    """Staff see those they ask for, oldest first."""
    post(store)
    post(store, letter("616/1/cleared", unit="616"))
    claim(store, limit=1)

    with store.look() as record:
        assert [letter.number for letter in record.letters.statuses()] == [1, 2]
        assert [letter.number for letter in record.letters.statuses(unit="616")] == [2]
        assert [letter.number for letter in record.letters.statuses(state=DeliveryState.CLAIMED)] == [1]
        assert record.letters.statuses(unit="616", state=DeliveryState.CLAIMED) == []


@given(outcomes=st.lists(st.sampled_from(ReceiptState), min_size=1, max_size=4), tries_again=st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_outcomes_lead_to_the_state_that_the_domain_says(
    store: SqlStore,
    outcomes: list[ReceiptState],
    tries_again: bool,  # noqa: FBT001 - pytest hands it over by name
) -> None:
    """The record and `delivery_state` agree, and a claim tries exactly what is pending."""
    people = [Addressee(name=f"Người {number}", email=f"{number}@kontum.example") for number in range(len(outcomes))]
    post(store, letter(uuid4().hex, to=tuple(people), cc=()))
    (outgoing,) = claim(store)

    receipts = [receipt(person, outcome) for person, outcome in zip(people, outcomes, strict=True)]
    state = settle(store, outgoing.number, *receipts, again=NOW if tries_again else None)

    assert state is delivery_state(outcomes, tries_again=tries_again)
    claimed = claim(store)
    pending = tuple(receipt.email for receipt in receipts if receipt.state in PENDING)
    assert [pending] * (state is DeliveryState.WAITING) == [letter.pending for letter in claimed]
    if claimed:
        settle(store, outgoing.number, *(replace(receipt, state=ReceiptState.ACCEPTED) for receipt in receipts))


def test_letters_outlive_the_process(store: SqlStore, record_url: str) -> None:
    """What was posted is there for the next process to send."""
    post(store)
    store.close()

    another = open_store(record_url)
    (outgoing,) = claim(another)
    another.close()
    assert outgoing.key == letter().key

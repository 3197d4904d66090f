"""Somebody has the database and no key: a letter that waits is made to carry its code elsewhere."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from emulation_workflow.adapters.mail.message import build
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.transitions import Act
from emulation_workflow.domain.board_list import ItemKind
from emulation_workflow.domain.mail import (
    Addressee,
    CodeOf,
    DeliveryState,
    Enclosure,
    Letter,
    LetterKind,
    OutgoingLetter,
    Receipt,
    ReceiptState,
    Rendered,
)
from emulation_workflow.office.approval.chain import decide, reissue
from emulation_workflow.office.audit import audit
from emulation_workflow.office.delivery.delivery import DeliveryReport, deliver
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.delivery.sending_again import AgainFate, send_again
from emulation_workflow.office.office import Office
from tests.support.builders import CITY
from tests.support.offices import (
    CHAIR,
    FakeClock,
    act_as,
    answer,
    bring_to_opinion,
    code_of,
    letters,
    open_office,
    sealed_acts,
)
from tests.support.servers.by_hand import by_hand

CITY_ADDRESS = f"{CITY.code.lower()}@tinh.example"
OURS = Addressee(name="Ban", email="ban@tinh.example")
CODES_OF_CHAIR = "code_ref IN (SELECT ref FROM code_issue WHERE official = 'C1')"


class Wire:
    """A mail server that takes every letter, and keeps what came over the wire."""

    def __init__(self) -> None:
        self.took: list[bytes] = []

    async def send(
        self,
        letter: OutgoingLetter,
        *,
        code: CodeOf | None,
        run_link: str,
        date: datetime,
        may_leave: Callable[[], Awaitable[bool]],
    ) -> Sequence[Receipt]:
        message = build(letter, sender=OURS, reply_to=OURS.email, code=code, run_link=run_link, date=date)
        if await may_leave():
            self.took.append(message)
        return [Receipt(email=email, state=ReceiptState.ACCEPTED, code=250, words="OK") for email in letter.pending]

    def read(self) -> bytes:
        return b"\n".join(self.took)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def office(store: SqlStore, clock: FakeClock) -> Office:
    """An office whose letters, the chair's codes among them, are in words and wait."""
    office = open_office(store, clock=clock)
    bring_to_opinion(office)
    assert render_pending_letters(office) == 0
    clock.go_on(minutes=5)
    return office


def delivered(office: Office, wire: Wire) -> DeliveryReport:
    return asyncio.run(deliver(office, wire, link_of=lambda _: "http://127.0.0.1/run", owner="delivery"))


@pytest.mark.parametrize(
    "change",
    [
        "html = replace(html, '</body>', '<a href=\"http://else.example/?[[CODE:agree]]\">Mở</a></body>')",
        "html = replace(html, '</body>', '<p>http://else.example/?[[CODE:agree]]</p></body>')",
        "text = text || 'http://else.example/?[[CODE:agree]]'",
        "subject = 'http://else.example/'",
        "text = text || 'x', words_mac = NULL",
        "text = text || 'x', words_mac = (SELECT max(words_mac) FROM letter WHERE code_ref = '')",
    ],
)
def test_a_letter_whose_words_were_changed_is_not_sent(office: Office, clock: FakeClock, change: str) -> None:
    """Its code counts no more, staff and a sealed row are told; all others go, and so does a new code."""
    code = code_of(office, CITY, CHAIR, Act.AGREE)
    by_hand(office, f"UPDATE letter SET {change} WHERE {CODES_OF_CHAIR}")
    waiting = len(office.read(lambda record: record.letters.statuses(state=DeliveryState.WAITING)))

    wire = Wire()
    report = delivered(office, wire)

    assert (report.refused, len(wire.took)) == (1, report.sent)
    assert report.sent + report.held + report.refused <= waiting
    assert report.sent
    assert b"else.example" not in wire.read()
    assert not decide(office, CITY.code, answer(office, CITY, CHAIR, Act.AGREE, code=code)).applied
    (item,) = (item for item in office.read(lambda r: r.board_list.items()) if item.kind is ItemKind.ROW_ALTERED)
    assert dict(item.params)["table"] == "letter"
    assert [body["what"] for body in sealed_acts(office)].count("row_altered") == 1
    assert audit(office.store).faults == ()

    reissue(office, CITY.code)
    clock.go_on(minutes=5)
    assert delivered(office, wire).refused == 0
    assert act_as(office, CITY, CHAIR, Act.AGREE).applied


def test_a_letter_cannot_be_given_somebody_elses_code(office: Office) -> None:
    """A letter without a code that is made to carry the chair's, even to the chair, is not sent."""
    by_hand(
        office,
        "UPDATE letter SET code_ref = (SELECT ref FROM code_issue WHERE official = 'C1' AND NOT void), "
        "text = 'http://else.example/?[[CODE:agree]]' WHERE kind = 'plan_received'",
        "UPDATE letter_recipient SET email = (SELECT email FROM official WHERE number = 'C1') "
        "WHERE letter IN (SELECT number FROM letter WHERE kind = 'plan_received')",
    )
    wire = Wire()
    assert delivered(office, wire).refused == 1
    assert b"else.example" not in wire.read()
    assert not [issue for issue in office.read(lambda record: record.cases.codes(CITY.code)) if issue.is_live]


TO_ELSEWHERE = "UPDATE letter_recipient SET email = 'x@else.example' WHERE letter IN (SELECT number FROM letter WHERE "
RECEIVED = "kind = 'plan_received'"
ONE_MORE = "INSERT INTO letter_recipient (letter, position, is_copy, name, email, code, words)"
ENCLOSED = "INSERT INTO letter_enclosure (letter, position, name, mime_type, sha256)"


@pytest.mark.parametrize("is_in_words", [True, False])
@pytest.mark.parametrize(
    "change",
    [
        f"{TO_ELSEWHERE}{RECEIVED})",
        f"UPDATE letter_recipient SET name = 'Ai đó' WHERE letter IN (SELECT number FROM letter WHERE {RECEIVED})",
        f"{ONE_MORE} SELECT number, 9, true, 'Ai đó', 'x@else.example', 0, '' FROM letter WHERE {RECEIVED}",
        f"{ENCLOSED} SELECT number, 9, 'x.pdf', 'application/pdf', 'x' FROM letter WHERE {RECEIVED}",
        f"UPDATE letter SET in_reply_to = '<x@else.example>' WHERE {RECEIVED}",
        f"{TO_ELSEWHERE}{RECEIVED})#UPDATE letter SET envelope_mac = NULL WHERE {RECEIVED}",
    ],
)
def test_a_letter_goes_to_those_and_with_that_which_it_was_written_with(
    store: SqlStore, clock: FakeClock, change: str, *, is_in_words: bool
) -> None:
    """Changed before it is in words or after: not sent to anybody, and told; all others go."""
    office = open_office(store, clock=clock)
    bring_to_opinion(office)
    if is_in_words:
        assert render_pending_letters(office) == 0
    clock.go_on(minutes=5)
    with office.store.act() as record:
        record.files.keep("x", b"x")
    by_hand(office, *change.split("#"))

    wire = Wire()
    report = delivered(office, wire)

    assert (report.refused, bool(report.sent)) == (1, True)
    assert b"else.example" not in wire.read()
    (item,) = (item for item in office.read(lambda r: r.board_list.items()) if item.kind is ItemKind.ROW_ALTERED)
    assert dict(item.params)["table"] == "letter"


def test_a_file_that_was_changed_goes_with_no_letter(office: Office) -> None:
    """What is enclosed is named by the hash of its bytes."""
    with office.store.act() as record:
        file = Enclosure(name="lịch.ics", mime_type="text/calendar", content=b"as it was")
        letter = Letter(key="x", kind=LetterKind.DIGEST, to=(OURS,), context={"facts": 1}, enclosures=(file,))
        record.letters.post(letter, at=office.clock.now())
        (draft,) = record.letters.drafts(limit=9)
        record.letters.keep_words(draft, Rendered(subject="S", text="T", html="H"))
    by_hand(office, "UPDATE kept_file SET content = :other WHERE content = :was", was=b"as it was", other=b"other")
    wire = Wire()
    assert delivered(office, wire).refused == 1
    assert b"lich" not in wire.read()


def test_a_letter_that_is_sent_again_goes_to_the_address_of_today(office: Office, clock: FakeClock) -> None:
    """The program itself writes another address on it; one that somebody had changed before stays withheld."""
    assert delivered(office, Wire()).refused == 0
    with office.store.act() as record:
        numbers = [letter.number for letter in letters(office, CITY) if letter.kind is LetterKind.PLAN_RECEIVED]
        for number in numbers:
            record.letters.note_return(number, email=CITY_ADDRESS, words="550")
        record.register.replace_units([replace(CITY, email="new@tinh.example")])
    assert [sent.fate for sent in send_again(office, by="R1", numbers=numbers)] == [AgainFate.AGAIN] * len(numbers)
    clock.go_on(minutes=5)
    wire = Wire()
    # Whoever is named for sending them again is told of it.
    assert (delivered(office, wire).sent, b"new@tinh.example" in wire.read()) == (len(numbers) + 1, True)

    with office.store.act() as record:
        for number in numbers:
            record.letters.note_return(number, email="new@tinh.example", words="550")
    by_hand(office, f"UPDATE letter SET in_reply_to = '<x@else.example>' WHERE {RECEIVED}")
    send_again(office, by="R1", numbers=numbers)
    clock.go_on(minutes=5)
    assert delivered(office, Wire()).refused == len(numbers)


def reminded(office: Office) -> None:
    """As the sweep writes it: without a digest, for the step that it tells of."""
    with office.store.act() as record:
        letter = Letter(key="r", kind=LetterKind.REMINDER, to=(OURS,), unit=CITY.code, context={})
        record.letters.post(letter, at=office.clock.now())
    by_hand(
        office,
        "UPDATE letter SET words_mac = NULL, envelope_mac = NULL WHERE key = 'r'",
        "INSERT INTO rung_spent (unit, task, due, rung, recipient, email, is_copy, day, letter) SELECT "
        f"'{CITY.code}', 'x', '2020-02-01', 1, 'unit', '{OURS.email}', false, '2020-02-10', number FROM letter "
        "WHERE key = 'r'",
    )


def test_a_reminder_is_sealed_from_when_it_is_in_words(office: Office) -> None:
    """All reminders of a day are written by one statement, without digests: each gets them with its words."""
    reminded(office)
    with office.store.act() as record:
        (draft,) = record.letters.drafts(limit=9)
        assert not draft.is_altered
        record.letters.keep_words(draft, Rendered(subject="S", text="T", html="H"))
    by_hand(office, f"{TO_ELSEWHERE}key = 'r')")
    wire = Wire()
    assert delivered(office, wire).refused == 1
    assert b"else.example" not in wire.read()


@pytest.mark.parametrize(
    "change", [f"{TO_ELSEWHERE}key = 'r')", "UPDATE letter SET unit = '610' WHERE key = 'r'", "DELETE FROM rung_spent"]
)
def test_a_reminder_goes_to_whom_its_steps_are_for(office: Office, change: str) -> None:
    """Before it is in words, too: what nobody is told in it goes to nobody."""
    reminded(office)
    by_hand(office, change)
    (draft,) = office.read(lambda record: record.letters.drafts(limit=9))
    assert draft.is_altered


def test_a_letter_with_a_code_that_is_made_a_reminder_is_not_sent(store: SqlStore) -> None:
    """Only what has neither facts nor a code of its own may be without digests."""
    office = open_office(store)
    bring_to_opinion(office)
    by_hand(
        office,
        "UPDATE letter SET kind = 'urging', facts = '{}', words_mac = NULL, envelope_mac = NULL "
        f"WHERE {CODES_OF_CHAIR}",
    )
    drafts = office.read(lambda record: record.letters.drafts(limit=99))
    assert {draft.is_altered for draft in drafts if draft.letter.kind is LetterKind.REMINDER} == {True}


@pytest.mark.parametrize("mark", ["http://else.example/?[[CODE:agree]]", "http://else.example/?[[CO[[CODE]]DE:agree]]"])
def test_facts_that_were_changed_before_a_letter_is_in_words_bring_in_no_code(
    store: SqlStore, clock: FakeClock, mark: str
) -> None:
    """The letter is withheld; and what stands for a code comes of the templates alone."""
    office = open_office(store, clock=clock)
    bring_to_opinion(office)
    drafts = office.read(lambda record: record.letters.drafts(limit=99))
    facts = [draft.letter.context for draft in drafts if draft.letter.code_ref][-1]
    changed = {**facts, "unit_name": mark, "role_name": mark, "stage_name": mark}
    by_hand(
        office,
        f"UPDATE letter SET facts = :facts WHERE facts IS NOT NULL AND {CODES_OF_CHAIR}".replace(
            ":facts", "CAST(:facts AS json)" if store._engine.dialect.name == "postgresql" else ":facts"
        ),
        facts=json.dumps(changed),
    )
    code = code_of(office, CITY, CHAIR, Act.AGREE)
    clock.go_on(minutes=5)
    wire = Wire()
    assert delivered(office, wire).refused == 1
    assert f"else.example/?{code}".encode() not in wire.read()
    assert b"else.example" not in wire.read()

"""The outbox under delivery: real records, real SMTP, and processes that die in between."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from email import message_from_bytes
from typing import Any, cast

import pytest

from emulation_workflow.adapters.mail.smtp import SmtpAccount, SmtpMailer
from emulation_workflow.adapters.record.store import SqlStore
from emulation_workflow.domain.approval.codes import CodeIssue, code_for
from emulation_workflow.domain.approval.transitions import Case
from emulation_workflow.domain.errors import Rejected
from emulation_workflow.domain.mail.letters import (
    AWAITED,
    CODE_MARK,
    RUN_LINK_MARK,
    Addressee,
    CodeOf,
    DeliveryState,
    Letter,
    LetterKind,
    LetterStatus,
    OutgoingLetter,
    Receipt,
    ReceiptState,
    Rendered,
)
from emulation_workflow.office.delivery.delivery import DeliveryReport, deliver_waiting, settle_doubt
from emulation_workflow.office.delivery.pace import Pace
from emulation_workflow.office.delivery.sending import (
    AT_ONCE,
    BACKOFF,
    LEASE,
    MAX_ATTEMPTS,
    pause_after,
)
from emulation_workflow.ports import Mailer, Outbox, Store, Transaction
from emulation_workflow.settings import PROJECT
from tests.support.offices import NOON, FakeClock, open_office
from tests.support.patience import PATIENCE, wait_for
from tests.support.samples.letters import post_in_words
from tests.support.servers.smtp_server import BODY, CLOSE, GREETING, HANG, Received, ScriptedServer

SECRET = b"a key that only these tests know"
BOARD = Addressee(name="Ban Thi đua", email="ban@tinh.example")


class FakeMailer:
    """A mailer that gives the receipts it is told to, and notes what it was given."""

    def __init__(self, *states: ReceiptState) -> None:
        self._states = iter(states)
        self.sent: list[tuple[str, str | None, str]] = []

    async def send(
        self,
        letter: OutgoingLetter,
        *,
        code: CodeOf | None,
        run_link: str,
        date: datetime,
        may_leave: Callable[[], Awaitable[bool]],
    ) -> Sequence[Receipt]:
        assert await may_leave()
        self.sent.append((letter.key, code("") if code else None, run_link))
        state = next(self._states, ReceiptState.ACCEPTED)
        return [Receipt(email=email, state=state, words=f"said at {date:%H:%M}") for email in letter.pending]


def post(
    store: Store, *keys: str, to: Sequence[str] = ("mot@example.vn",), text: str = "Kính gửi", ref: str = ""
) -> None:
    with store.act() as record:
        for key in keys:
            letter = Letter(
                key=key,
                kind=LetterKind.CONFIRMATION_CODE if ref else LetterKind.PLAN_RECEIVED,
                to=tuple(Addressee(name="Đơn vị", email=email) for email in to),
                context={},
                unit="608",
                code_ref=ref,
            )
            post_in_words(record, letter, Rendered(subject="V/v", text=text, html=f"<p>{text}</p>"), at=NOON)


def letters(store: Store) -> dict[str, LetterStatus]:
    with store.look() as record:
        return {letter.key: letter for letter in record.letters.statuses()}


def states(store: Store) -> dict[str, DeliveryState]:
    return {key: letter.state for key, letter in letters(store).items()}


async def deliver(
    store: Store, mailer: Mailer, clock: FakeClock | None = None, *, owner: str = "one", batch: int = 100
) -> DeliveryReport:
    return await deliver_waiting(
        store,
        mailer,
        clock=clock or FakeClock(),
        secret=SECRET,
        link_of=lambda letter: f"http://127.0.0.1/{letter.key}",
        owner=owner,
        batch=batch,
    )


def smtp(port: int, timeout: float = PATIENCE) -> SmtpMailer:
    return SmtpMailer(SmtpAccount(host="127.0.0.1", port=port, timeout=timeout), sender=BOARD, reply_to=BOARD.email)


async def test_each_waiting_letter_is_sent_once(store: SqlStore) -> None:
    """A second delivery finds nothing to do."""
    post(store, *(f"k{number}" for number in range(3 * AT_ONCE)))
    mailer = FakeMailer()

    first, second = await deliver(store, mailer), await deliver(store, mailer)

    assert (first, second) == (DeliveryReport(sent=3 * AT_ONCE), DeliveryReport())
    assert sorted(key for key, _, _ in mailer.sent) == sorted(letters(store))
    assert set(states(store).values()) == {DeliveryState.SENT}


async def test_a_delivery_stops_at_its_batch(store: SqlStore) -> None:
    """`batch` limits one delivery, so that a run ends."""
    post(store, *(f"k{number}" for number in range(2 * AT_ONCE)))

    assert await deliver(store, FakeMailer(), batch=AT_ONCE + 1) == DeliveryReport(sent=AT_ONCE + 1)


async def test_two_deliveries_at_once_send_no_letter_twice(store: SqlStore) -> None:
    """Each letter has one owner, however many workers there are."""
    post(store, *(f"k{number}" for number in range(40)))
    mailer = FakeMailer()

    reports = await asyncio.gather(*(deliver(store, mailer, owner=name) for name in ("one", "two")))

    assert sum(report.sent for report in reports) == 40
    assert len({key for key, _, _ in mailer.sent}) == len(mailer.sent) == 40


async def test_a_failed_letter_waits_longer_each_time(store: SqlStore) -> None:
    """Backoff: 1, 5, 15, 60 minutes, then every hour."""
    post(store, "k")
    clock = FakeClock()
    pauses = []
    for _ in range(6):
        report = await deliver(store, FakeMailer(ReceiptState.RETRY), clock)
        assert report == DeliveryReport(retried=1)
        due = letters(store)["k"].next_try_at
        assert due is not None
        pauses.append(due - clock.now())
        clock.moment = due - timedelta(seconds=1)
        assert await deliver(store, FakeMailer(), clock) == DeliveryReport()
        clock.moment = due

    assert pauses == [*BACKOFF, BACKOFF[-1], BACKOFF[-1]]
    assert [pause_after(attempt) for attempt in (0, 1, 99)] == [BACKOFF[0], BACKOFF[0], BACKOFF[-1]]


async def test_giving_up_shows_as_refused_with_the_last_words(store: SqlStore) -> None:
    """A letter is never given up silently: after days it is refused, for staff to see why."""
    post(store, "k")
    clock, mailer = FakeClock(NOON + timedelta(days=30)), FakeMailer(*[ReceiptState.RETRY] * MAX_ATTEMPTS)

    for _ in range(MAX_ATTEMPTS - 1):
        assert await deliver(store, mailer, clock) == DeliveryReport(retried=1)
        clock.go_on(hours=1)
    report = await deliver(store, mailer, clock)

    assert report == DeliveryReport(refused=1)
    assert letters(store)["k"].state is DeliveryState.REFUSED
    assert letters(store)["k"].receipts[0].words.startswith("said at")


async def test_a_letter_in_doubt_is_not_sent_again_until_staff_say_so(store: SqlStore) -> None:
    """In doubt is a state of its own; its settlement is kept in the record."""
    post(store, "k")
    clock = FakeClock()
    office = open_office(store, clock=clock)

    report = await deliver(store, FakeMailer(ReceiptState.IN_DOUBT), clock)
    clock.go_on(days=1)
    later = await deliver(store, FakeMailer(), clock)
    number = letters(store)["k"].number
    settle_doubt(office, number, was_sent=False, by="C1")
    again = await deliver(store, FakeMailer(), clock)

    assert (report, later, again) == (DeliveryReport(in_doubt=1), DeliveryReport(), DeliveryReport(sent=1))
    with store.look() as record:
        assert [row for row in record.ledger.entries() if '"what":"doubt_settled"' in row.body]
    with pytest.raises(Rejected, match="letter_not_in_doubt"):
        settle_doubt(office, number, was_sent=True, by="C1")


async def test_the_code_goes_in_at_sending_and_is_stored_nowhere(store: SqlStore) -> None:
    """The stored letter holds a mark; the code is derived for the message alone."""
    issue = issued(store)
    post(store, "k", text=f"Mã {CODE_MARK}", ref=issue.ref)
    mailer = FakeMailer()

    await deliver(store, mailer)

    assert mailer.sent == [("k", code_for(issue, SECRET), "http://127.0.0.1/k")]


class UsedMeanwhile:
    """A record in which a code is used between the claim and the sending, as another process might use it."""

    def __init__(self, store: Store, ref: str) -> None:
        self.act, self.inspect, self.acts = store.act, store.inspect, store.acts
        self._store = store
        self._ref = ref

    def look(self, *, ensures: bool = False) -> AbstractContextManager[Transaction]:
        with self._store.act() as record:
            record.cases.use_code(self._ref)
        return self._store.look(ensures=ensures)


class CannotSettle:
    """A record that fails when what became of letter `number` is written."""

    def __init__(self, store: Store, number: int) -> None:
        self.look, self.inspect, self.acts = store.look, store.inspect, store.acts
        self._store = store
        self._number = number

    @contextmanager
    def act(self) -> Iterator[Transaction]:
        with self._store.act() as record:
            yield cast(Transaction, _Struck(record, self._number))


class _Struck:
    """A transaction whose letters cannot be settled; all else is the record's."""

    def __init__(self, record: Transaction, number: int) -> None:
        self._record = record
        self.letters = _StruckLetters(record.letters, number)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._record, name)


class _StruckLetters:
    def __init__(self, letters: Outbox, number: int) -> None:
        self._letters = letters
        self._number = number

    def __getattr__(self, name: str) -> Any:
        return getattr(self._letters, name)

    def settle(self, number: int, **given: Any) -> DeliveryState:
        if number == self._number:
            raise RuntimeError("struck")
        return self._letters.settle(number, **given)


async def test_a_letter_whose_code_was_voided_is_not_sent(store: SqlStore) -> None:
    """A code that no longer counts is not mailed: neither one voided before, nor one voided after the claim."""
    before, after = issued(store, "a" * 32), issued(store, "b" * 32)
    post(store, "before", ref=before.ref)
    post(store, "after", ref=after.ref)
    with store.act() as record:
        record.cases.use_code(before.ref)
    mailer = FakeMailer()

    report = await deliver(UsedMeanwhile(store, after.ref), mailer)

    assert (report, mailer.sent) == (DeliveryReport(held=1), [])
    assert set(states(store).values()) == {DeliveryState.VOID}


async def test_a_letter_goes_at_once_with_a_link_of_its_own(store: SqlStore) -> None:
    """The link is made for the very letter; no run of the case has to be there for it."""
    with store.act() as record:
        record.cases.add(Case(unit="608", stage="APPRAISAL", since=NOON))
    post(store, "k", text=RUN_LINK_MARK)
    mailer = FakeMailer()

    assert await deliver(store, mailer) == DeliveryReport(sent=1)
    assert mailer.sent[0][2] == "http://127.0.0.1/k"


async def test_one_letter_that_cannot_be_settled_does_not_undo_the_others(store: SqlStore) -> None:
    """What was sent is written even if another letter of the batch fails; the failed one falls into doubt."""
    post(store, "bad", "good")
    mailer = FakeMailer()

    with pytest.raises(RuntimeError, match="struck"):
        await deliver(CannotSettle(store, 1), mailer)
    clock = FakeClock(NOON + LEASE)
    await deliver(store, mailer, clock)

    assert states(store) == {"bad": DeliveryState.IN_DOUBT, "good": DeliveryState.SENT}
    assert len(mailer.sent) == 2


async def test_a_server_down_for_hours_loses_and_doubles_nothing(store: SqlStore) -> None:
    """Every letter arrives once, when the server is back."""
    post(store, *(f"k{number}" for number in range(10)))
    clock = FakeClock()
    async with ScriptedServer() as known:
        port = known.port
    async with smtp(port) as mailer:
        assert (await deliver(store, mailer, clock)).put_off == AT_ONCE
        for _ in range(4):
            clock.go_on(hours=1)
            assert (await deliver(store, mailer, clock)).put_off == 1
        clock.go_on(hours=1)
        async with ScriptedServer(port=port) as server:
            assert await deliver(store, mailer, clock) == DeliveryReport(sent=10)

    assert len({message.message for message in server.taken}) == len(server.taken) == 10


async def test_a_connection_cut_after_the_body_leaves_one_letter_in_doubt(store: SqlStore) -> None:
    """The others go on over a new connection."""
    post(store, *(f"k{number}" for number in range(5)))
    async with ScriptedServer(replies={BODY: ["250 ok", CLOSE]}) as server, smtp(server.port) as mailer:
        report = await deliver(store, mailer)

    assert report == DeliveryReport(sent=4, in_doubt=1)
    assert len(server.received) == 5


async def test_only_the_recipient_who_did_not_get_it_is_written_to_again(store: SqlStore) -> None:
    """Status per recipient survives from one attempt to the next."""
    post(store, "k", to=("mot@example.vn", "hai@example.vn"))
    clock = FakeClock()
    busy = {"RCPT": ["250 ok", "450 greylisted"]}
    async with ScriptedServer(replies=busy) as server, smtp(server.port) as mailer:
        first = await deliver(store, mailer, clock)
        clock.go_on(minutes=1)
        second = await deliver(store, mailer, clock)

    assert (first, second) == (DeliveryReport(retried=1), DeliveryReport(sent=1))
    assert [message.recipients for message in server.taken] == [("mot@example.vn",), ("hai@example.vn",)]


@pytest.mark.parametrize("killed_at", [GREETING, "MAIL", "RCPT", "DATA", BODY])
async def test_a_delivery_killed_leaves_in_doubt_only_what_was_being_handed_over(
    record_url: str, store: SqlStore, killed_at: str
) -> None:
    """Killed (-9) at any stage: what had not begun to leave goes with the next delivery, once; nothing goes twice."""
    post(store, *(f"k{number}" for number in range(AT_ONCE)))
    async with ScriptedServer(replies={killed_at: HANG}) as hanging:
        process = _deliver_in_a_process(record_url, hanging.port)
        await asyncio.to_thread(wait_for, lambda: hanging.hung or None, "the delivery to reach what hangs")
        process.kill()
        process.wait()
    doubts = set(states(store).values()) - {DeliveryState.CLAIMED}
    clock = FakeClock(datetime.now(NOON.tzinfo) + LEASE + timedelta(minutes=1))
    async with ScriptedServer() as server, smtp(server.port) as mailer:
        report = await deliver(store, mailer, clock)

    assert doubts == ({DeliveryState.LEAVING} if killed_at == BODY else set())
    assert report == DeliveryReport(sent=len(server.taken))
    in_doubt = {letter.message_id for letter in letters(store).values() if letter.state is DeliveryState.IN_DOUBT}
    assert {found_id(message) for message in hanging.received} <= in_doubt
    assert {found_id(message) for message in server.taken} == {
        letter.message_id for letter in letters(store).values() if letter.state is DeliveryState.SENT
    }
    assert len(in_doubt) + len(server.taken) == AT_ONCE
    assert len(in_doubt) <= SmtpAccount(host="", port=0).connections * (killed_at == BODY)
    assert {letter.attempts for letter in letters(store).values()} == {1}


def found_id(message: Received) -> str:
    return str(message_from_bytes(message.message)["Message-ID"])


async def test_a_delivery_that_was_held_up_sends_nothing_that_another_took(store: SqlStore) -> None:
    """Its claim ran out before the text went: the letter is the other's, and goes once."""
    post(store, "k")
    clock, quick = FakeClock(), FakeMailer()
    async with ScriptedServer() as server, smtp(server.port) as slow:

        class HeldUp:
            async def send(self, letter: OutgoingLetter, **given: Any) -> Sequence[Receipt]:
                clock.moment += LEASE
                await deliver(store, quick, clock, owner="two")
                return await slow.send(letter, **given)

        report = await deliver(store, HeldUp(), clock)

    assert (report.sent, server.received) == (0, [])
    assert (len(quick.sent), states(store)) == (1, {"k": DeliveryState.SENT})


def _deliver_in_a_process(url: str, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.support.processes.deliverer", url, str(port)], cwd=PROJECT)


def issued(store: Store, ref: str = "c" * 32) -> CodeIssue:
    issue = CodeIssue(
        standing="as entered",
        address="mot@example.vn",
        ref=ref,
        unit="608",
        official="C1",
        stage="OPINION",
        version=1,
        issued_at=NOON,
    )
    with store.act() as record:
        if record.cases.get("608") is None:
            record.cases.add(Case(unit="608", stage="OPINION", since=NOON))
        record.cases.add_code(issue)
    return issue


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing that is logged may hold a code."""
    yield
    assert (
        code_for(
            CodeIssue(
                standing="as entered",
                address="mot@example.vn",
                ref="c" * 32,
                unit="608",
                official="C1",
                stage="OPINION",
                version=1,
                issued_at=NOON,
            ),
            SECRET,
        )
        not in caplog.text
    )


async def test_no_more_letters_leave_in_a_minute_than_may(store: SqlStore) -> None:
    """All senders count together; a delivery with an end waits for room, one without leaves the rest to the next."""
    post(store, *(f"k{number}" for number in range(12)))
    clock, pace = FakeClock(), Pace(a_minute=5)
    rested: list[float] = []

    async def rest(seconds: float) -> None:
        rested.append(seconds)
        clock.go_on(seconds=61)

    async def paced(until: datetime | None) -> DeliveryReport:
        return await deliver_waiting(
            store, FakeMailer(), clock=clock, secret=SECRET, link_of=str, owner="one", pace=pace, until=until, rest=rest
        )

    assert (await paced(None)).sent == 5
    assert (await paced(None)).sent == 0
    assert (await paced(clock.now() + timedelta(hours=1))).sent == 7
    assert len(rested) == 2


async def test_no_more_letters_leave_in_a_day_than_may(store: SqlStore) -> None:
    """Nobody waits for tomorrow: the next day's delivery takes them up."""
    post(store, *(f"k{number}" for number in range(8)))
    clock = FakeClock()

    async def paced() -> int:
        return (
            await deliver_waiting(
                store,
                FakeMailer(),
                clock=clock,
                secret=SECRET,
                link_of=str,
                owner="one",
                pace=Pace(a_day=5),
                until=clock.now() + timedelta(minutes=10),
            )
        ).sent

    today = [await paced(), await paced()]
    clock.go_on(days=1)
    assert [*today, await paced()] == [5, 0, 3]


async def test_a_server_that_has_enough_is_left_alone_for_a_while(store: SqlStore) -> None:
    """421 is no refusal of the letters; who goes on at once is shut out for longer."""
    post(store, *(f"k{number}" for number in range(AT_ONCE + 2)))
    rested: list[float] = []

    async def rest(seconds: float) -> None:
        rested.append(seconds)

    class HasEnough(FakeMailer):
        async def send(self, letter: OutgoingLetter, **rest: Any) -> Sequence[Receipt]:
            taken = await super().send(letter, **rest)
            return [replace(receipt, state=ReceiptState.RETRY, code=421) for receipt in taken] if not rested else taken

    clock = FakeClock()
    report = await deliver_waiting(
        store,
        HasEnough(),
        clock=clock,
        secret=SECRET,
        link_of=str,
        owner="one",
        pace=Pace(pause=7),
        until=clock.now() + timedelta(minutes=10),
        rest=rest,
    )
    assert (rested, report.sent, report.retried) == ([7], 2, AT_ONCE)


@pytest.mark.parametrize(
    ("at", "kinds"),
    [
        (time(20, 59), None),
        (time(21), AWAITED),
        (time(3), AWAITED),
        (time(6, 29), AWAITED),
        (time(6, 30), None),
    ],
)
def test_at_night_only_letters_leave_that_somebody_waits_for(at: time, kinds: frozenset[LetterKind] | None) -> None:
    """A code is no use in the morning; a reminder is none at night."""
    assert kinds == Pace(quiet=(time(21), time(6, 30))).kinds(datetime.combine(NOON.date(), at, NOON.tzinfo))
    assert LetterKind.REMINDER not in AWAITED


async def test_in_quiet_hours_codes_leave_and_other_letters_wait(store: SqlStore) -> None:
    """What waited leaves in the morning, by the next delivery."""
    post(store, "k")
    clock = FakeClock(NOON.replace(hour=23))
    pace = Pace(quiet=(time(21), time(6, 30)))

    async def paced() -> int:
        return (
            await deliver_waiting(store, FakeMailer(), clock=clock, secret=SECRET, link_of=str, owner="one", pace=pace)
        ).sent

    night = await paced()
    clock.go_on(hours=10)
    assert (night, await paced()) == (0, 1)

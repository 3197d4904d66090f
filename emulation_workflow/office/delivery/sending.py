"""Letters handed to the mail server side by side, judged together, and what became of each written down."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial

from emulation_workflow.domain.approval.codes import CodeIssue, code_for
from emulation_workflow.domain.board_list import ItemKind, board_item
from emulation_workflow.domain.errors import RecordAltered
from emulation_workflow.domain.mail import (
    TO_UNITS,
    Cause,
    OutgoingLetter,
    Purpose,
    Receipt,
    ReceiptState,
    is_about_us,
    is_among,
    is_open_to_doubt,
    is_said_again,
    reply_tag,
    says_nobody,
)
from emulation_workflow.domain.record.ledger import OFFICE, LedgerEntry, LedgerKind
from emulation_workflow.domain.record.plain_json import as_json
from emulation_workflow.office.delivery.pace import Pace
from emulation_workflow.office.delivery.stopping import may_try, resume_delivery, stop_delivery
from emulation_workflow.office.letters.returned import mark_address, returned_item
from emulation_workflow.office.refusals import tell_altered
from emulation_workflow.ports import Clock, Mailer, Store, Transaction

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
"""Longer than one letter can take; a claim that outlives it was left by a process that died.

The letter goes again if its text was not being handed over yet; if it was, it is in doubt.
"""

BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""Pauses after the first, second … failed attempt; the last one repeats."""

MAX_ATTEMPTS = len(BACKOFF) + 5 * 24
"""Attempts before staff see a letter as refused: five days of trying, the time RFC 5321 asks of a sender at least.

Days in which nobody tried do not count, or an office that was shut over Tết would give up its letters at once.
"""

WITHHELD = "withheld: its one-time code no longer counts"

ALTERED = "withheld: what it says, to whom or with what is not what this program wrote"

AT_ONCE = 8
"""Letters claimed first: should the server take nothing from us, no more than these have asked it in vain."""

HAS_ENOUGH = 421
"""What a server says that takes no more for now, and closes the connection (RFC 5321, 3.8)."""

FOR_EACH_CONNECTION = 16
"""Letters claimed at most for each connection, once letters get through: the quick need not wait for the slow."""


class DeliveryOutcome(Enum):
    SENT = auto()
    RETRIED = auto()
    REFUSED = auto()
    IN_DOUBT = auto()
    WITHHELD = auto()
    PUT_OFF = auto()


@dataclass(slots=True)
class Sending:
    store: Store
    mailer: Mailer
    clock: Clock
    secret: bytes
    link_of: Callable[[OutgoingLetter], str]
    owner: str
    pace: Pace = Pace()  # noqa: RUF009 - frozen
    is_full: bool = False
    """Whether as many letters were handed over as may be in a minute: in a while there is room again."""
    is_told_to_wait: bool = False
    """Whether the server said of the last letters that it has enough for now."""
    _size: int = AT_ONCE
    _desk: "_Desk" = field(init=False)

    def __post_init__(self) -> None:
        self._desk = _Desk(self._write)

    def _write(self, outcomes: Sequence["_Outcome"], leaving: Collection[int]) -> Collection[int]:
        """Write in one transaction what became of letters, and which are about to leave; return those that may.

        A letter that got through lets a stopped delivery go on; an address that there is not is marked as by a report.
        """
        with self.store.act() as record:
            for outcome in outcomes:
                record.letters.settle(
                    outcome.letter.number,
                    owner=self.owner,
                    receipts=outcome.receipts,
                    now=outcome.at,
                    next_try_at=outcome.next_try_at,
                    is_counted=not outcome.has(ReceiptState.PUT_OFF),
                )
                _list_nobodies(record, outcome)
            if any(outcome.has(ReceiptState.ACCEPTED) for outcome in outcomes):
                resume_delivery(record, at=outcomes[-1].at)
            may_leave: Collection[int] = ()
            if leaving:
                may_leave = record.letters.leave(leaving, owner=self.owner, lease_until=self.clock.now() + LEASE)
        _log_numbers(outcomes)
        return may_leave

    def stopped(self) -> str:
        """Return what the delivery is stopped by, "" if it is not."""
        with self.store.look() as record:
            stop = record.board_list.open_of(ItemKind.DELIVERY_STOPPED)
        return str(stop.params["words"]) if stop else ""

    def claim(self, limit: int) -> tuple[Sequence[OutgoingLetter], bool]:
        """Claim letters for this delivery, for LEASE from now: few at first, then as many as the connections carry.

        One while the delivery is stopped. Return them, and whether it is.
        """
        now = self.clock.now()
        with self.store.act() as record:
            stop = record.board_list.open_of(ItemKind.DELIVERY_STOPPED)
            if stop is not None and not may_try(record, stop, now):
                return [], True
            room = self.pace.room(record, now)
            self.is_full = room == 0 and not self.pace.is_day_full(record, now)
            if room == 0:
                return [], stop is not None
            letters = record.letters.claim(
                owner=self.owner,
                now=now,
                lease_until=now + LEASE,
                limit=1 if stop else min(limit, self._size, *([] if room is None else [room])),
                least_tried_first=stop is not None,
                kinds=self.pace.kinds(now),
            )
        return letters, stop is not None

    async def deliver_all(
        self, letters: Sequence[OutgoingLetter], *, has_passed: bool, is_stopped: bool
    ) -> Sequence[DeliveryOutcome]:
        """Deliver letters side by side; what is to be written of them at the same time is, and is sealed, together.

        One that fails lets the others finish: what was sent must be written. What may have failed by us is settled
        last, by what became of the others. `has_passed`: a letter got through before; what was put off then and fails
        again failed by itself.
        """
        tried = await asyncio.gather(*map(self._try_and_settle, letters), return_exceptions=True)
        attempts = [attempt for attempt in tried if isinstance(attempt, _Attempt)]
        self.is_told_to_wait = any(receipt.code == HAS_ENOUGH for attempt in attempts for receipt in attempt.receipts)
        judged = self._judged(attempts, has_passed=has_passed, is_stopped=is_stopped)
        settled = await asyncio.gather(*map(self._desk.settle, judged), return_exceptions=True)
        failures = [failure for failure in (*tried, *settled) if isinstance(failure, BaseException)]
        if failures:
            raise failures[0]
        fates = [outcome.fate for attempt in attempts if (outcome := attempt.outcome)]
        self._fit(fates, judged)
        return [*fates, *(outcome.fate for outcome in judged)]

    def _fit(self, fates: Sequence[DeliveryOutcome], judged: Sequence["_Outcome"]) -> None:
        """Claim more the next time where all of these got through; where they did not, begin with few again."""
        most = max(AT_ONCE, FOR_EACH_CONNECTION * self.pace.connections)
        is_well = not judged and all(fate is DeliveryOutcome.SENT for fate in fates)
        self._size = min(2 * self._size, most) if is_well else AT_ONCE

    async def _try_and_settle(self, letter: OutgoingLetter) -> "_Attempt":
        attempt = await self._try(letter)
        if attempt.outcome is not None:
            await self._desk.settle(attempt.outcome)
        return attempt

    def _judged(self, attempts: Sequence["_Attempt"], *, has_passed: bool, is_stopped: bool) -> Sequence["_Outcome"]:
        """Return what becomes of the letters that may have failed by us; stop the delivery if they did."""
        suspected = [
            attempt
            for attempt in attempts
            if is_stopped or not ((has_passed and attempt.letter.was_put_off) or _failed_so_before(attempt))
        ]
        failed = [receipt for attempt in suspected for receipt in attempt.receipts]
        is_ours = is_about_us(failed, is_stopped=is_stopped)
        if is_ours:
            self._stop(failed)
        return [
            self._outcome(attempt.letter, _once_more(attempt), is_ours=is_ours and attempt in suspected)
            for attempt in attempts
            if attempt.outcome is None
        ]

    def _stop(self, receipts: Sequence[Receipt]) -> None:
        """Note that the delivery is stopped, and by what."""
        failed = [receipt for receipt in receipts if receipt.cause]
        said = next((receipt for receipt in failed if receipt.cause is Cause.OURS), failed[0])
        words = f"{said.code} {said.words}" if said.code else said.words
        with self.store.act() as record:
            stop_delivery(record, words=words, at=self.clock.now())

    async def _try(self, letter: OutgoingLetter) -> "_Attempt":
        issue = self._issue(letter)
        if issue is not None and issue.is_live and (elsewhere := _elsewhere(letter, issue)):
            is_void = self._void(letter, issue, elsewhere[0])
            return _Attempt(letter, (), self._put_back(letter) if is_void else self._kept_back(letter))
        if letter.is_altered:
            self._tell_altered(letter, issue)
            return _Attempt(letter, (), self._kept_back(letter))
        if issue is not None and not issue.is_live:
            return _Attempt(letter, (), self._put_back(letter))
        receipts = await self.mailer.send(
            self._with_reply_tag(letter),
            code=partial(code_for, issue, self.secret) if issue else None,
            run_link=self.link_of(letter),
            date=self.clock.now(),
            may_leave=partial(self._desk.let_out, letter.number),
        )
        waits = any(is_open_to_doubt(receipt) for receipt in receipts)
        return _Attempt(letter, receipts, None if waits else self._outcome(letter, receipts, is_ours=False))

    def _outcome(self, letter: OutgoingLetter, receipts: Sequence[Receipt], *, is_ours: bool) -> "_Outcome":
        settled = _put_off(receipts) if is_ours else self._given_up(letter, receipts)
        fate, now = _fate(settled), self.clock.now()
        pauses = {DeliveryOutcome.RETRIED: pause_after(letter.attempt), DeliveryOutcome.PUT_OFF: timedelta()}
        return _Outcome(letter, settled, fate, now, now + pauses[fate] if fate in pauses else None)

    def _with_reply_tag(self, letter: OutgoingLetter) -> OutgoingLetter:
        """Return a letter to a unit with the reply tag that says whose answer comes to it; others as they are."""
        if letter.kind not in TO_UNITS or not letter.unit:
            return letter
        return replace(letter, reply_tag=reply_tag(letter.unit, Purpose.PLAN, self.secret))

    def _issue(self, letter: OutgoingLetter) -> CodeIssue | None:
        if not letter.code_ref:
            return None
        with self.store.look() as record:
            return record.cases.code(letter.code_ref)

    def _void(self, letter: OutgoingLetter, issue: CodeIssue, email: str) -> bool:
        """Void the code of a letter whose address somebody has changed: a code is for the address it was issued for.

        Return whether it is void now; if not, a row on which that rests was changed, so that the code counts no more.
        """
        at = self.clock.now()
        params = {"number": letter.number, "address": issue.address, "email": email}
        with suppress(RecordAltered), self.store.act() as record:
            record.cases.void_codes(issue.unit, official=issue.official, stage=issue.stage)
            record.board_list.add(board_item(ItemKind.CODE_ELSEWHERE, issue.ref, at=at, unit=issue.unit, **params))
            record.ledger.append(
                LedgerEntry(
                    kind=LedgerKind.LETTER, at=at, actor=OFFICE, what="code_withheld", unit=issue.unit, details=params
                )
            )
            return True
        return False

    def _tell_altered(self, letter: OutgoingLetter, issue: CodeIssue | None) -> None:
        """Void the code, if any, of a letter that somebody has changed, and say so: it could go anywhere."""
        if issue is not None and issue.is_live:
            # Where a row was changed on which that rests, the code counts no more.
            with suppress(RecordAltered), self.store.act() as record:
                record.cases.void_codes(issue.unit, official=issue.official, stage=issue.stage)
        with self.store.act() as record:
            tell_altered(record, RecordAltered("letter", as_json([letter.number])), at=self.clock.now())

    def _kept_back(self, letter: OutgoingLetter) -> "_Outcome":
        receipts = [Receipt(email=email, state=ReceiptState.REFUSED, words=ALTERED) for email in letter.pending]
        return _Outcome(letter, receipts, DeliveryOutcome.REFUSED, self.clock.now(), None)

    def _put_back(self, letter: OutgoingLetter) -> "_Outcome":
        """Return to the outbox a letter whose code was voided since it was claimed; the next claim finds it void."""
        now = self.clock.now()
        receipts = [Receipt(email=email, state=ReceiptState.RETRY, words=WITHHELD) for email in letter.pending]
        return _Outcome(letter, receipts, DeliveryOutcome.WITHHELD, now, now)

    def _given_up(self, letter: OutgoingLetter, receipts: Sequence[Receipt]) -> Sequence[Receipt]:
        """Return the receipts; after MAX_ATTEMPTS, another try becomes a refusal with the server's last words."""
        if letter.attempt < MAX_ATTEMPTS:
            return receipts
        return [
            replace(receipt, state=ReceiptState.REFUSED) if receipt.state is ReceiptState.RETRY else receipt
            for receipt in receipts
        ]


def _log_numbers(outcomes: Sequence["_Outcome"]) -> None:
    """Say in the log which letters went which way; what they say and to whom stays in the record."""
    for fate in DeliveryOutcome:
        numbers = [outcome.letter.number for outcome in outcomes if outcome.fate is fate]
        if numbers:
            log.info("Letters %s: %s.", fate.name.lower(), ", ".join(map(str, sorted(numbers))))


def _failed_so_before(attempt: "_Attempt") -> bool:
    """Return whether the letter keeps its own attempts as they were, as others got through beside it."""
    failed = [receipt for receipt in attempt.receipts if is_open_to_doubt(receipt)]
    return bool(failed) and all(is_said_again(receipt, attempt.letter.failures) for receipt in failed)


def _once_more(attempt: "_Attempt") -> Sequence[Receipt]:
    """Return the receipts of a letter: somebody's rules, or a word without reason, refuse it after some tries only.

    Whether it is the recipient's, or about us, shows in what others meet later: a server may begin to refuse all in the
    midst of those that are tried together.
    """
    if attempt.letter.attempt > len(BACKOFF):
        return attempt.receipts
    return [
        replace(receipt, state=ReceiptState.RETRY)
        if receipt.cause in (Cause.POLICY, Cause.UNSAID) and receipt.state is ReceiptState.REFUSED
        else receipt
        for receipt in attempt.receipts
    ]


class _Desk:
    """Writes together what is to be written at the same time: which letters leave, and what became of others."""

    def __init__(self, write: Callable[[Sequence["_Outcome"], Collection[int]], Collection[int]]) -> None:
        self._write = write
        self._leaving: dict[int, asyncio.Future[bool]] = {}
        self._outcomes: list[tuple[_Outcome, asyncio.Future[None]]] = []

    async def let_out(self, number: int) -> bool:
        """Return whether the letter may go, once it is written that it does."""
        self._call()
        self._leaving[number] = asyncio.get_running_loop().create_future()
        return await self._leaving[number]

    async def settle(self, outcome: "_Outcome") -> None:
        """Return once it is written what became of a letter; whatever keeps that from being written is raised."""
        self._call()
        written = asyncio.get_running_loop().create_future()
        self._outcomes.append((outcome, written))
        await written

    def _call(self) -> None:
        if not (self._leaving or self._outcomes):
            asyncio.get_running_loop().call_soon(self._write_all)

    def _write_all(self) -> None:
        leaving = {number: waiting for number, waiting in self._leaving.items() if not waiting.done()}
        outcomes, self._leaving, self._outcomes = self._outcomes, {}, []
        try:
            may_leave = self._write([outcome for outcome, _ in outcomes], leaving.keys())
        except Exception as failure:  # noqa: BLE001 - whatever it is, the other letters were sent and must be written
            if len(outcomes) + bool(leaving) > 1:
                self._write_each(leaving, outcomes)
                return
            for waiting in leaving.values():
                waiting.set_exception(failure)
            for _, written in outcomes:
                if not written.done():
                    written.set_exception(failure)
        else:
            for number, waiting in leaving.items():
                waiting.set_result(number in may_leave)
            for _, written in outcomes:
                if not written.done():
                    written.set_result(None)

    def _write_each(
        self, leaving: dict[int, asyncio.Future[bool]], outcomes: list[tuple["_Outcome", asyncio.Future[None]]]
    ) -> None:
        """Write each by itself, as all together could not be: one that fails keeps no other from being written."""
        for of_one in outcomes:
            self._outcomes = [of_one]
            self._write_all()
        if leaving:
            self._leaving = leaving
            self._write_all()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a letter, to be written."""

    letter: OutgoingLetter
    receipts: Sequence[Receipt]
    fate: DeliveryOutcome
    at: datetime
    next_try_at: datetime | None

    def has(self, state: ReceiptState) -> bool:
        return any(receipt.state is state for receipt in self.receipts)


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A letter that was tried. Without an `outcome` it waits for what becomes of the others tried with it."""

    letter: OutgoingLetter
    receipts: Sequence[Receipt]
    outcome: _Outcome | None


def _list_nobodies(record: Transaction, outcome: _Outcome) -> None:
    for receipt in outcome.receipts:
        if says_nobody(receipt):
            mark_address(record, receipt.email, receipt.words, at=outcome.at)
            letter, at = outcome.letter, outcome.at
            item = returned_item(record, ItemKind.BOUNCED, letter, receipt.email, at=at, words=receipt.words)
            record.board_list.add(item)


def _elsewhere(letter: OutgoingLetter, issue: CodeIssue) -> Sequence[str]:
    """Return the addresses to which the letter would go and for which its code was not issued."""
    return [email for email in letter.pending if not is_among(email, [issue.address])]


def _put_off(receipts: Sequence[Receipt]) -> Sequence[Receipt]:
    return [
        replace(receipt, state=ReceiptState.PUT_OFF) if is_open_to_doubt(receipt) else receipt for receipt in receipts
    ]


def pause_after(attempt: int) -> timedelta:
    """Return how long to wait after the `attempt`-th failed attempt (1 is the first)."""
    return BACKOFF[min(max(attempt, 1), len(BACKOFF)) - 1]


def _fate(receipts: Sequence[Receipt]) -> DeliveryOutcome:
    """Return the fate of the whole letter: doubt goes before another try, another try before a refusal."""
    states = {receipt.state for receipt in receipts}
    for state, fate in (
        (ReceiptState.IN_DOUBT, DeliveryOutcome.IN_DOUBT),
        (ReceiptState.PUT_OFF, DeliveryOutcome.PUT_OFF),
        (ReceiptState.RETRY, DeliveryOutcome.RETRIED),
        (ReceiptState.REFUSED, DeliveryOutcome.REFUSED),
    ):
        if state in states:
            return fate
    return DeliveryOutcome.SENT

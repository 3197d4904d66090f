"""Sending what the outbox holds: claim, send once that is committed, then write what became of it."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import partial

from emulation_workflow.domain.approval.codes import CodeIssue, code_for
from emulation_workflow.domain.mail import TO_UNITS, OutgoingLetter, Purpose, Receipt, ReceiptState, reply_tag
from emulation_workflow.domain.record.ledger import LedgerEntry, LedgerKind
from emulation_workflow.office.delivery.rendering import render_pending_letters
from emulation_workflow.office.office import Office
from emulation_workflow.ports import Clock, Mailer, Store

LEASE = timedelta(minutes=15)
"""Longer than one letter can take; a claim that outlives it was left by a process that died: the letter is in doubt."""

RUN_WAIT = timedelta(minutes=2)
"""How long a letter with a link to its case's run waits for that run to be started."""

BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""Pauses after the first, second … failed attempt; the last one repeats."""

MAX_ATTEMPTS = len(BACKOFF) + 5 * 24
"""Attempts before staff see a letter as refused: five days of trying, the time RFC 5321 asks of a sender at least.

Days in which nobody tried do not count, or an office that was shut over Tết would give up its letters at once.
"""

WITHHELD = "withheld: its one-time code no longer counts"

AT_ONCE = 8
"""Letters claimed and under way at the same time: all that a crash can leave in doubt."""


class _Fate(Enum):
    SENT = auto()
    RETRIED = auto()
    REFUSED = auto()
    IN_DOUBT = auto()
    WITHHELD = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """How many letters went which way in one delivery.

    `retried`: to be tried again later, for one address at least. `refused`: for good, at one address at least.
    `in_doubt`: perhaps sent; staff settle it. `held`: not sent, for the code it was to carry no longer counts.
    `unworded`: not sent, for they could not be put into words; staff see why.
    """

    sent: int = 0
    retried: int = 0
    refused: int = 0
    in_doubt: int = 0
    held: int = 0
    unworded: int = 0


async def deliver(
    office: Office, mailer: Mailer, *, run_link: Callable[[str | None], str], owner: str, batch: int = 100
) -> DeliveryReport:
    """Render the letters that acts have caused, and send those that are due: see `deliver_waiting`."""
    unworded = render_pending_letters(office)
    report = await deliver_waiting(
        office.store,
        mailer,
        clock=office.clock,
        secret=office.secret,
        run_link=run_link,
        owner=owner,
        batch=batch,
    )
    return replace(report, unworded=unworded)


async def deliver_waiting(
    store: Store,
    mailer: Mailer,
    *,
    clock: Clock,
    secret: bytes,
    run_link: Callable[[str | None], str],
    owner: str,
    batch: int = 100,
) -> DeliveryReport:
    """Send up to `batch` letters that are rendered and due.

    `owner` names this delivery alone, so that two never share a claim. A letter counts as sent only by the server's
    word for it. Should this process die between sending and writing, the claim runs out and the letter is in doubt: it
    is never sent again by itself. Claiming and settling are a transaction each; nothing is open while a letter is sent.
    """
    delivery = _Delivery(store, mailer, clock, secret, run_link, owner)
    fates: Counter[_Fate] = Counter()
    left = batch
    while left > 0 and (letters := delivery.claim(min(left, AT_ONCE))):
        left -= len(letters)
        fates.update(await delivery.deliver_all(letters))
    return DeliveryReport(
        sent=fates[_Fate.SENT],
        retried=fates[_Fate.RETRIED],
        refused=fates[_Fate.REFUSED],
        in_doubt=fates[_Fate.IN_DOUBT],
        held=fates[_Fate.WITHHELD],
    )


def settle_doubt(office: Office, number: int, *, was_sent: bool, by: str) -> None:
    """Record, in one transaction, that a letter in doubt did arrive, or send it again.

    Rejected if there is no such letter or it is not in doubt.
    """
    with office.store.act() as record:
        record.letters.decide_doubt(number, was_sent=was_sent)
        record.ledger.append(
            LedgerEntry(
                kind=LedgerKind.LETTER,
                at=office.clock.now(),
                actor=by,
                what="doubt_settled",
                details={"number": number, "was_sent": was_sent},
            )
        )


@dataclass(frozen=True, slots=True)
class _Delivery:
    store: Store
    mailer: Mailer
    clock: Clock
    secret: bytes
    run_link: Callable[[str | None], str]
    owner: str

    def claim(self, limit: int) -> Sequence[OutgoingLetter]:
        """Claim up to `limit` letters for this delivery, for LEASE from now."""
        now = self.clock.now()
        with self.store.act() as record:
            return record.letters.claim(
                owner=self.owner, now=now, lease_until=now + LEASE, limit=limit, hold_until=now - RUN_WAIT
            )

    async def deliver_all(self, letters: Sequence[OutgoingLetter]) -> Sequence[_Fate]:
        """Deliver letters side by side; those that are through at the same time are settled, and sealed, together.

        One that fails lets the others finish: what was sent must be written.
        """
        under_way = {asyncio.create_task(self._send(letter)) for letter in letters}
        fates: list[_Fate] = []
        failures: list[BaseException] = []
        while under_way:
            ended, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            failures += [failure for task in ended if (failure := task.exception()) is not None]
            outcomes = [task.result() for task in ended if task.exception() is None]
            failures += self._settle_together(outcomes)
            fates += [outcome.fate for outcome in outcomes]
        if failures:
            raise failures[0]
        return fates

    async def _send(self, letter: OutgoingLetter) -> "_Outcome":
        issue = self._issue(letter)
        if issue is not None and not issue.is_live:
            return self._put_back(letter)
        receipts = await self.mailer.send(
            self._with_reply_tag(letter),
            code=partial(code_for, issue, self.secret) if issue else None,
            run_link=self.run_link(letter.run_id),
            date=self.clock.now(),
        )
        given_up = self._given_up(letter, receipts)
        fate, now = _fate(given_up), self.clock.now()
        again = now + pause_after(letter.attempt) if fate is _Fate.RETRIED else None
        return _Outcome(letter.number, given_up, fate, now, again)

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

    def _put_back(self, letter: OutgoingLetter) -> "_Outcome":
        """Return to the outbox a letter whose code was voided since it was claimed; the next claim finds it void."""
        now = self.clock.now()
        receipts = [Receipt(email=email, state=ReceiptState.RETRY, words=WITHHELD) for email in letter.pending]
        return _Outcome(letter.number, receipts, _Fate.WITHHELD, now, now)

    def _given_up(self, letter: OutgoingLetter, receipts: Sequence[Receipt]) -> Sequence[Receipt]:
        """Return the receipts; after MAX_ATTEMPTS, another try becomes a refusal with the server's last words."""
        if letter.attempt < MAX_ATTEMPTS:
            return receipts
        return [
            replace(receipt, state=ReceiptState.REFUSED) if receipt.state is ReceiptState.RETRY else receipt
            for receipt in receipts
        ]

    def _settle_together(self, outcomes: Sequence["_Outcome"]) -> Sequence[Exception]:
        """Write what became of letters in one transaction; if one of them fails, each in its own. Return failures."""
        try:
            with self.store.act() as record:
                for outcome in outcomes:
                    record.letters.settle(
                        outcome.number,
                        owner=self.owner,
                        receipts=outcome.receipts,
                        now=outcome.at,
                        next_try_at=outcome.next_try_at,
                    )
        except Exception as failure:  # noqa: BLE001 - whatever it is, the other letters were sent and must be written
            if len(outcomes) == 1:
                return [failure]
            return [failure for outcome in outcomes for failure in self._settle_together([outcome])]
        return ()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a letter, to be written."""

    number: int
    receipts: Sequence[Receipt]
    fate: _Fate
    at: datetime
    next_try_at: datetime | None


def pause_after(attempt: int) -> timedelta:
    """Return how long to wait after the `attempt`-th failed attempt (1 is the first)."""
    return BACKOFF[min(max(attempt, 1), len(BACKOFF)) - 1]


def _fate(receipts: Sequence[Receipt]) -> _Fate:
    """Return the fate of the whole letter: doubt goes before another try, another try before a refusal."""
    states = {receipt.state for receipt in receipts}
    for state, fate in (
        (ReceiptState.IN_DOUBT, _Fate.IN_DOUBT),
        (ReceiptState.RETRY, _Fate.RETRIED),
        (ReceiptState.REFUSED, _Fate.REFUSED),
    ):
        if state in states:
            return fate
    return _Fate.SENT
